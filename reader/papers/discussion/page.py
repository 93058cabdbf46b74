"""A discussion from top to bottom: who wrote what, answers indented below what they answer, in paragraphs of one line.

A list of similar papers that the Hub's bot made is one line, and a hidden comment is named as that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from reader.papers import humanize, links
from reader.papers.discussion.markdown import as_written, paragraphs
from reader.papers.discussion.model import BOT, COMMENT, Comment, Discussion, Reaction
from reader.papers.discussion.paragraphs import Leading, Paragraph, Part
from reader.papers.discussion.thread import Placed, threaded

STEP: Final = 2
"""Columns that an answer is indented by."""
DEEPEST: Final = 6
"""How many times at most; who answers whom is written from there on."""
SEPARATOR: Final = " · "

_INDENTED: Final = re.compile(" {0,40}")
_PAPER: Final = re.compile(r"/papers/(?:[a-z-]+/)?[0-9][0-9.]{5,}")


# The Hub's reactions; of some the second character chooses how they are drawn.
_SPOKEN: Final = {
    "🔥": ("fire", "fires"), "🚀": ("rocket", "rockets"), "👀": ("pair of eyes", "pairs of eyes"),
    "❤": ("heart", "hearts"), "🤗": ("hug", "hugs"), "😎": ("pair of sunglasses", "pairs of sunglasses"),
    "➕": ("plus", "pluses"), "🧠": ("brain", "brains"), "👍": ("thumb up", "thumbs up"),
    "🤝": ("handshake", "handshakes"), "😔": ("sad face", "sad faces"), "🤯": ("blown mind", "blown minds"),
}  # fmt: skip


class Entry(NamedTuple):
    """A comment as it is read."""

    placed: Placed
    paragraphs: tuple[Paragraph, ...]
    """Each of one line before it is broken; the first one says who wrote it."""


def entries(
    discussion: Discussion, id: str, today: date, *, source: bool = False, spoken: bool = False
) -> Iterator[Entry]:
    """Yield all comments of a discussion in the order in which they are read.

    Args:
        discussion: The comments.
        id: The arXiv id of the paper.
        today: The day it is, for dates without their year.
        source: Give all texts as they were written, also those that are folded or hidden.
        spoken: Say in words what is signs and abbreviations elsewhere.
    """
    for placed in threaded(discussion.comments):
        indent = " " * (STEP * min(placed.depth, DEEPEST))
        said = [*_said(placed.comment, id, source=source)]
        parts = (_head(placed, today, spoken), *(replaced for one in said for replaced in _lines(one)))
        yield Entry(placed, tuple(part._replace(lead=indent + part.lead) for part in parts))


def notes(discussion: Discussion, counted: int) -> Iterator[str]:
    """What to say of a discussion as a whole, in sentences: that nobody wrote, or that something could not be read.

    Args:
        discussion: The discussion.
        counted: How many comments the Hub counted where it listed the paper; 0 where it is not known.
    """
    if discussion.skipped:
        count = humanize.exactly(discussion.skipped, "comment")
        yield f"{count} could not be read: look at the page on Hugging Face."
    elif not discussion.comments and counted:
        yield f"Hugging Face counts {humanize.counted(counted, 'comment')} on this paper, and shows none."
    elif not discussion.comments:
        yield "Nobody has commented on this paper yet."


def writer_of(comment: Comment) -> str:
    """Who wrote it.

    >>> writer_of(Comment(id="1", login="reader-one", name="Reader One")), writer_of(Comment(id="2"))
    ('Reader One @reader-one', 'Somebody')
    """
    account = f"@{comment.login}" if comment.login else ""
    return " ".join(filter(None, (comment.name if comment.name != comment.login else "", account))) or "Somebody"


def _head(placed: Placed, today: date, spoken: bool) -> Paragraph:
    comment = placed.comment
    answers = f"answers {writer_of(placed.parent)}" if placed.parent and placed.depth > DEEPEST and not spoken else ""
    facts = (
        _day(comment.written.date(), today, spoken) if comment.written else "",
        comment.kind if comment.kind != COMMENT else "",
        "edited" if comment.is_edited else "",
        answers,
        "answers a comment that is not here" if placed.is_lost else "",
        *(_reaction(reaction, spoken) for reaction in comment.reactions),
    )
    writer = writer_of(comment)
    if spoken and placed.parent:
        writer = f"Reply to {writer_of(placed.parent)} from {writer}"
    url = "" if spoken else links.account_url(comment.login)
    led = (Leading(0, len(writer), url),) if url else ()
    return Paragraph("heading", (", " if spoken else SEPARATOR).join(filter(None, (writer, *facts))), links=led)


def _day(day: date, today: date, spoken: bool) -> str:
    return humanize.whole_day(day) if spoken else humanize.short_day(day, today)


def _reaction(reaction: Reaction, spoken: bool) -> str:
    if not spoken:
        return f"{reaction.sign} {humanize.number(reaction.count)}"
    one, many = _SPOKEN.get(reaction.sign[:1]) or [unicodedata.name(reaction.sign[:1], "reaction").lower()] * 2
    return f"{reaction.count} {one if reaction.count == 1 else many}"


def _said(comment: Comment, id: str, *, source: bool) -> Iterable[Paragraph]:
    """What a comment says, in paragraphs that may have breaks."""
    if source and comment.text:
        return as_written(comment.text)
    if comment.is_hidden:
        return [_meta(f"This comment is hidden{f' ({comment.reason})' if comment.reason else ''}.")]
    if comment.login == BOT and (listed := len({*_PAPER.findall(comment.text)})):
        return [_folded(listed, id)]
    if comment.text:
        return paragraphs(comment.text)
    return [_meta("There is nothing to read in it." if comment.kind == COMMENT else "Its page shows what it is.")]


def _folded(listed: int, id: str) -> Paragraph:
    text = f"An automatic list of {humanize.exactly(listed, 'similar paper')}: "
    url = links.hub_url(id)
    return Paragraph("meta", text + url, links=(Leading(len(text), len(text + url), url),), gap=False)


def _meta(text: str) -> Paragraph:
    return Paragraph("meta", text, gap=False)


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph line by line as its author broke it; blanks before a line belong to what stands before it."""
    start = 0
    lead, gap, part = paragraph.lead, paragraph.gap, paragraph.part
    for line in paragraph.text.split("\n"):
        blanks = len(_INDENTED.match(line)[0])  # type: ignore[index]
        begin, end = start + blanks, start + len(line)
        led = tuple(_within(paragraph.links, begin, end))
        yield Paragraph(part, line[blanks:], lead + line[:blanks], led, gap)
        start, gap = end + 1, False
        lead = lead if _is_quoted(part, lead) else " " * len(lead)


def _is_quoted(part: Part, lead: str) -> bool:
    return part == "quote" and not lead.strip("> ")


def _within(led: Iterable[Leading], start: int, end: int) -> Iterator[Leading]:
    for one in led:
        if max(one.start, start) < min(one.end, end):
            yield Leading(max(one.start, start) - start, min(one.end, end) - start, one.url)
