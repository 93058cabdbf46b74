"""Papers on a terminal: tables of lists, and the page of one paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reader.cli import io
from reader.cli.lookup import Days, SelectedDay
from reader.formats import Entry
from reader.papers import links
from reader.papers.humanize import counted, exactly, long_day, long_period, number
from reader.papers.marks import UNMARKED
from reader.papers.period import Related, Search, Span, Starred, Trending
from reader.papers.text import clean

MEASURE: Final = 80
"""Cells of the longest line of a page: longer ones are hard to read."""


def print_tables(parts: Iterable[SelectedDay]) -> None:
    """Print one table per day, or one of several days: votes, unread or starred, title, id and organization."""
    console = io.console()
    for part in parts:
        watched = f" · {len(part.looked.watched)} watched" if part.looked.watched else ""
        console.print(Text(f"{_heading(part)} · {exactly(len(part.papers), 'paper')}{watched}", "bold"))
        console.print(_table(part, console.width))
        console.print()


def _heading(part: SelectedDay) -> str:
    if isinstance(part.period, Days):
        return f"{long_day(part.period.first)} to {long_day(part.period.last)}"
    if isinstance(part.period, Related):
        return f"Related to {part.period.id}"
    if isinstance(part.period, Search):
        kind = "Hub search" if part.period.at_hub else "Search"
        return f"{kind} “{clean(part.period.query)}”" if part.period.query else "All stored papers"
    return "Starred papers" if isinstance(part.period, Starred) else long_period(part.period)


def page(entry: Entry, console: Console) -> None:
    """Print everything there is to read about a paper."""
    paper, mark, day, *_ = entry
    console.print(Text(paper.shown_title, "bold"))
    if paper.authors:
        console.print(Text(", ".join(author.name for author in paper.authors)))
    console.print()
    facts = {
        "arXiv": links.arxiv_url(paper.id),
        "Hub": links.hub_url(paper.id),
        "PDF": links.pdf_url(paper.id),
        "Code": _code(entry),
        "Project": links.safe_url(paper.project_page) or "",
        "Organization": paper.organization.name if paper.organization else "",
        "Published": long_day(paper.published) if paper.published else "",
        "Listed": long_day(listed) if (listed := day or paper.listed) else "",
        "Votes": f"{counted(paper.upvotes, 'vote')} · {counted(paper.comments, 'comment')}",
        "Keywords": ", ".join(paper.ai_keywords),
        "Withdrawn": long_day(paper.withdrawn.date()) if paper.withdrawn else "",
        "Marks": ", ".join(_marks(entry)),
        "Watched": ", ".join(entry.watches),
        "Note": mark.text,
    }
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in facts.items():
        if value:
            grid.add_row(Text(name, "bold"), Text(value))
    console.print(grid)
    for name, text in (("AI summary", paper.ai_summary), ("Abstract", paper.shown_abstract)):
        if text:
            console.print()
            console.print(Text(name, "bold"))
            console.print(Text(text))


def print_page(entry: Entry) -> None:
    """Print the page of a paper."""
    console = io.console()
    console.width = min(console.width, MEASURE)
    page(entry, console)


def _table(part: SelectedDay, width: int) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), width=width)
    table.add_column("votes", justify="right", no_wrap=True)
    table.add_column("mark", no_wrap=True)
    table.add_column("title", ratio=1, overflow="fold")
    for paper in part.papers:
        mark = part.marks.get(paper.id, UNMARKED)
        sign = "★" if mark.is_starred else " " if mark.is_read else "●"
        sign += "\n◆" if paper.id in part.looked.watched else ""
        is_dim = mark.is_read or paper.id in part.looked.ignored
        listed = part.source(paper)[0] if isinstance(part.period, Days | Search | Span | Trending) else None
        facts = (
            paper.id,
            part.reasons.get(paper.id, ""),
            long_day(listed) if listed else "",
            "withdrawn" if paper.withdrawn else "",
            paper.organization.name if paper.organization else "",
        )
        about = " · ".join(filter(None, facts))
        title = Text.assemble(Text(paper.shown_title, "dim" if is_dim else ""), "\n", Text(about, "dim"))
        table.add_row(f"▲ {number(paper.upvotes)}", sign, title)
    return table


def _code(entry: Entry) -> str:
    url = links.safe_url(entry.paper.github) or ""
    stars = entry.paper.github_stars
    return f"{url} ☆ {number(stars)}" if url and stars is not None else url


def _marks(entry: Entry) -> Iterable[str]:
    if entry.mark.is_read:
        yield "read"
    if entry.mark.is_starred:
        yield "starred"
    if entry.paper.gone:
        yield "no longer on the list"
