"""What is written of a list and of a paper: words where the full screen has signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reader.papers import links
from reader.papers.full_text.layout import lines_of, wrapped
from reader.papers.full_text.model import Block
from reader.papers.humanize import counted, exactly, long_period, whole_day
from reader.papers.listing import MarksById
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.papers.period import Day, OnePaper, Period, Related, Search, Starred
from reader.papers.text import clean

if TYPE_CHECKING:
    from reader.cli.choosing import PaperList
    from reader.cli.watches import Looked

FIRST_AUTHORS = 3
"""Authors that are named before the abstract."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def heading(period: Period, papers: Sequence[Paper], marks: MarksById, query: str, title: str) -> str:
    """A list in a sentence: what it is of, how many papers it has and how many are unread.

    Args:
        period: What it is of.
        papers: The papers.
        marks: Their marks.
        query: What they match, if that was asked for.
        title: The title of the paper that they are related to, where it is known.
    """
    unread = sum(not marks.get(paper.id, UNMARKED).is_read for paper in papers)
    if not papers and not query and isinstance(period, Day):
        return f"No papers on {_name(period, title)}."
    told = f", {unread} unread" if papers else ""
    matching = f" matching {clean(query, limit=60)}" if query else ""
    return f"{_name(period, title)}: {exactly(len(papers), 'paper')}{matching}{told}."


def place(last: int | None, papers: Sequence[Paper]) -> str:
    """Which paper of a list was read last, in a sentence."""
    if last is None:
        return "No paper of it was read yet in this sitting."
    return f"Read last: {last} of {len(papers)}, {papers[last - 1].shown_title}"


def _name(period: Period, title: str) -> str:
    if isinstance(period, Day):
        return _spoken(period.date)
    if isinstance(period, Related):
        return f"Related to “{title}”" if title else f"Related to {period.id}"
    if isinstance(period, Search):
        where = "The Hub" if period.at_hub else "All stored days"
        return f"{where}, search for {clean(period.query, limit=60)}"
    if isinstance(period, OnePaper):
        return f"Paper {period.id}"
    return "Starred papers" if isinstance(period, Starred) else long_period(period)


def _spoken(day: date) -> str:
    """A day without abbreviations, which speech spells out."""
    return f"{WEEKDAYS[day.weekday()]}, {whole_day(day)}"


def titles(papers: Sequence[Paper], of: PaperList, looked: Looked, width: int | None) -> Iterator[str]:
    """Yield a paragraph per paper with its number, title, votes, its day if they are of several, and its marks.

    Args:
        papers: What is numbered.
        of: The list that they are from.
        looked: What the user's watches say of them.
        width: Columns in which a paragraph is broken; None for one line.
    """
    for number, paper in enumerate(papers, 1):
        facts = [counted(paper.upvotes, "vote")]
        if day := of.days.get(paper.id):
            facts.append(whole_day(day))
        facts += _states(paper, of.marks.get(paper.id, UNMARKED))
        if names := looked.watched.get(paper.id):
            facts.append(f"watched: {', '.join(names)}")
        text = f"{number}. {paper.shown_title} ({', '.join(facts)})"
        if width is None:
            yield text
        else:
            yield from (line.text for line in lines_of(Block("item", 0, text, (), ""), width))


def _states(paper: Paper, mark: Mark) -> Iterator[str]:
    if mark.is_read:
        yield "read"
    if mark.is_starred:
        yield "starred"
    if mark.text:
        yield "note"
    if paper.gone:
        yield "no longer listed"
    if paper.withdrawn:
        yield "withdrawn"


def paper_lines(number: int, paper: Paper, mark: Mark, day: date | None, width: int) -> Iterator[str]:
    """Yield what there is to read about a paper, in lines of some columns."""
    facts = {
        "By": _first_authors(paper),
        "From": paper.organization.name if paper.organization else "",
        "Published": whole_day(paper.published) if paper.published else "",
        "Listed": whole_day(day) if day else "",
        "Votes": f"{paper.upvotes}, comments: {paper.comments}",
        "Withdrawn": whole_day(paper.withdrawn.date()) if paper.withdrawn else "",
        "Marks": ", ".join(state for state in _states(paper, mark) if state in ("read", "starred")),
    }
    addresses = {
        "arXiv": links.arxiv_url(paper.id),
        "Code": links.safe_url(paper.github) or "",
        "Project": links.safe_url(paper.project_page) or "",
    }
    yield from wrapped(f"{number}. {paper.shown_title}", width)
    yield from _fact_lines(facts, width)
    for name, text in (("Note", mark.text), ("Summary by AI", paper.ai_summary), ("Abstract", paper.shown_abstract)):
        for place, paragraph in enumerate(filter(None, text.split("\n"))):
            if not place:
                yield ""
            yield from wrapped(paragraph if place else f"{name}: {paragraph}", width)
    if not paper.shown_abstract:
        yield "There is no abstract."
    yield ""
    yield from _fact_lines(addresses, width)


def _fact_lines(facts: Mapping[str, str], width: int) -> Iterator[str]:
    for name, value in facts.items():
        if value:
            yield from wrapped(f"{name}: {value}", width)


def _first_authors(paper: Paper) -> str:
    """As many as one listens to before the abstract."""
    names = [author.name for author in paper.authors]
    left = len(names) - FIRST_AUTHORS
    first = ", ".join(names[:FIRST_AUTHORS])
    return f"{first} and {exactly(left, 'other')}" if left > 0 else first


def author_lines(paper: Paper, width: int) -> Iterator[str]:
    """Yield the names of all authors."""
    names = [author.name for author in paper.authors]
    text = f"{exactly(len(names), 'author')}: {', '.join(names)}" if names else "The authors are not known."
    yield from wrapped(text, width)
