"""A digest: the papers of a period with a sentence each, as every format of it writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Final, NamedTuple

from reader.formats import DIGEST_FORMATS, Entry, imported
from reader.papers import links
from reader.papers.humanize import counted, long_day, number
from reader.papers.text import clean, one_line

TITLE: Final = "Daily Papers"
"""The title of every feed, so that a program that reads it sees one feed and not one a day."""
WATCHED: Final = "Watched"
OTHERS: Final = "Other papers"
SENTENCE_LIMIT: Final = 320
"""Characters of the longest sentence; a longer one is cut at a word."""

# What goes on with a small letter is the same sentence.
_END: Final = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\W_a-z])")
# A full stop after one of these ends no sentence; after a single letter it is of an initial, or of "e.g." and "i.e.".
_SHORT: Final = re.compile(
    r"(?:\b(?:al|vs|cf|etc|resp|approx|Figs?|Eqs?|Secs?|Tabs?|Refs?|Nos?|Drs?|Mr|Mrs|Ms|Prof|St|incl|viz|ca)"
    r"|(?:^|[\s(.\"“])[^\W\d_])\.\Z"
)
_NUMBERED: Final = re.compile(r"\b(?i:chs?|eqs?|figs?|nos?|pp|refs?|secs?|tabs?|vols?)\.\Z")
"""What ends no sentence where a number follows."""


class Item(NamedTuple):
    """A paper of a digest, every text on one line and without controls."""

    id: str
    title: str
    url: str
    """Its page on arXiv."""
    discussion: str
    """Its page on the Hub."""
    code: str
    """An address that may be opened, or empty."""
    facts: tuple[str, ...]
    """Whether it was withdrawn, its watches, votes, comments and organization, those that there are."""
    sentence: str
    """The AI summary or the first sentence of the abstract; empty where there is neither."""
    authors: tuple[str, ...]
    listed: date | None
    """The day whose list it is from, or, of a starred paper, that the Hub says."""
    watches: tuple[str, ...] = ()
    """The names of the watches that it matches."""


class Section(NamedTuple):
    """Papers under a heading."""

    heading: str
    """Empty where all papers are in one section."""
    items: tuple[Item, ...]


class Digest(NamedTuple):
    """What is written."""

    when: str
    """The days that it is of."""
    summary: str
    """How many papers there are, and whether they are all new."""
    sections: tuple[Section, ...]
    """Those that have papers."""
    made_at: datetime
    """When it was made, with its time zone."""
    name: str
    """The same for the same period, query and kind of digest."""

    @property
    def items(self) -> tuple[Item, ...]:
        """All papers, in their order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def title(self) -> str:
        """The name with the days."""
        return f"{TITLE} · {self.when}"

    @property
    def key(self) -> str:
        """A short name of what is in it: the same papers have the same one, whatever the day it is made."""
        return sha256("\n".join([self.name, *(item.id for item in self.items)]).encode()).hexdigest()[:20]


Writer = Callable[[Digest], bytes]


def digest(
    entries: Iterable[Entry],
    made_at: datetime,
    *,
    query: str = "",
    is_new: bool = False,
    by_watch: bool = False,
    of: str = "",
    all: int = 0,
) -> Digest:
    """Make a digest.

    Args:
        entries: The papers, in their order.
        made_at: The time, with its zone.
        query: What was looked for, or nothing.
        is_new: Whether only papers that were in no digest before are among them.
        by_watch: Whether those that a watch matches have a section of their own, the first one.
        of: What they are of, where that is not their days.
        all: How many there are of which these are the first; none if these are all.
    """
    entries = tuple(entries)
    items = tuple(map(_item, entries))
    days = sorted({entry.day for entry in entries if entry.day})
    when = " to ".join(map(long_day, dict.fromkeys((days[0], days[-1])))) if days else "Starred papers"
    when = of or when
    asked = clean(query, limit=60)
    watched = tuple(item for item in items if item.watches) if by_watch else ()
    others = tuple(item for item in items if not item.watches) if by_watch else items
    headings = (WATCHED, OTHERS) if by_watch else ("", "")
    sections = tuple(Section(*pair) for pair in zip(headings, (watched, others), strict=True) if pair[1])
    first = f"{number(len(items))} of " if all > len(items) else ""
    summary = first + counted(max(all, len(items)), "new paper" if is_new else "paper")
    summary += f" for “{asked}”" if asked else ""
    summary += f", {len(watched)} watched" if by_watch else ""
    name = " ".join(filter(None, (of.lower() or ("days" if days else "starred"), asked, "watch" if by_watch else "")))
    return Digest(when, summary, sections, made_at, name)


def writer_of(form: str) -> Writer:
    """Import a format by its name in `DIGEST_FORMATS`; a message needs its addresses too."""
    writer: Writer = imported(DIGEST_FORMATS[form])
    return writer


def first_sentence(text: str) -> str:
    """The first sentence of an English text, on one line and of at most `SENTENCE_LIMIT` characters.

    Abbreviations, initials and decimals end no sentence.
    """
    line = clean(one_line(text), limit=SENTENCE_LIMIT * 4)
    for end in _END.finditer(line):
        sentence, rest = line[: end.end()], line[end.end() :].lstrip()
        if not (_SHORT.search(sentence) or (rest[0].isdigit() and _NUMBERED.search(sentence))):
            return _cut(sentence)
    return _cut(line)


def _cut(line: str) -> str:
    if len(line) <= SENTENCE_LIMIT:
        return line
    head = line[: SENTENCE_LIMIT - 1]
    # A text without blanks, such as a Chinese one, is cut anywhere.
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.…") + "…"


def _item(entry: Entry) -> Item:
    paper = entry.paper
    facts = (
        "Withdrawn" if paper.withdrawn else "",
        ", ".join(map(clean, entry.watches)),
        counted(paper.upvotes, "vote"),
        counted(paper.comments, "comment") if paper.comments else "",
        clean(paper.organization.name) if paper.organization else "",
    )
    return Item(
        id=paper.id,
        title=clean(one_line(paper.shown_title)),
        url=links.arxiv_url(paper.id),
        discussion=links.hub_url(paper.id),
        code=links.safe_url(paper.github) or "",
        facts=tuple(filter(None, facts)),
        sentence=_cut(clean(one_line(paper.ai_summary), limit=SENTENCE_LIMIT * 4))
        or first_sentence(paper.shown_abstract.partition("\n\n")[0]),
        authors=tuple(filter(None, (clean(author.name) for author in paper.authors))),
        listed=entry.day or paper.listed,
        watches=tuple(map(clean, entry.watches)),
    )
