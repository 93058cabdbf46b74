"""What is shown of a paper, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.papers import humanize
from reader.papers.marks import Mark
from reader.papers.models import Paper
from reader.ui.signs import ellipsis
from reader.ui.widgets.blocks import Block
from reader.ui.widgets.cells import fit, width_of

if TYPE_CHECKING:
    from reader.papers.query.terms import Place

HANGING = 2
"""Columns by which what is told about a paper hangs in."""
SEPARATOR = " · "
"""Between facts of one line."""
LEAST = 12
"""Cells that the name of an organization has at least, if it needs them."""


class Room(Struct, frozen=True):
    """How much of a paper there is room for."""

    authors: int | None
    """Cells for the authors and their organization; None for all that they need."""
    line: int = 0
    """Cells of a line where lines are few: all that is known about a paper is one then, and labels take none."""
    title: int | None = None
    """Lines that the title may fill; None for all that it needs."""


def blocks(
    paper: Paper,
    mark: Mark,
    today: date,
    room: Room,
    *,
    source: bool,
    watched: Sequence[str] = (),
    wanted: Sequence[int] = (),
) -> Iterator[Block]:
    """What is shown of a paper, from top to bottom: what one reads first, links last.

    Args:
        paper: The paper.
        mark: What the user keeps of it.
        today: The day it is, for dates without their year.
        room: How much there is room for.
        source: Show title and abstract as the Hub gave them.
        watched: The names of the watches that it matches.
        wanted: The places of the authors who are looked for.
    """
    few = bool(room.line)
    yield title(paper, source=source, lines=room.title)
    if not few:
        yield Block("meta", _facts(paper, today), gap=False, hanging=HANGING, is_facts=True)
        yield from notices(paper, today, watched)
    if byline := _byline(paper, today, room, wanted) if few else _people(paper, room.authors, wanted):
        hanging = HANGING if not few or room.authors is None else 0
        places: tuple[Place, ...] = ("authors", "organization")
        yield Block("meta", byline, gap=False, hanging=hanging, places=places, is_facts=True)
    if few:
        yield from notices(paper, today, watched)
    yield from running_text(paper, mark, few, source=source)
    if paper.ai_keywords:
        block = Block("meta", ", ".join(paper.ai_keywords), gap=False, places=("keywords",))
        yield from section("Keywords", [block], few)
    links = [_facts(paper, today), *_addresses(paper)] if few else [*_addresses(paper)]
    for number, line in enumerate(links):
        yield Block("meta", line, gap=number == 0 and not few, hanging=HANGING, is_facts=True)


def title(paper: Paper, *, source: bool, lines: int | None = None) -> Block:
    """The title, as the Hub gave it or readable, of at most some lines."""
    text = paper.title if source and paper.is_known else paper.shown_title
    return Block("title", text, places=("title",), lines=lines)


def section(label: str, texts: Iterable[Block], few: bool) -> Iterator[Block]:
    """Paragraphs under a label, or where lines are few behind it."""
    first, *others = texts
    if few:
        yield first.labelled(f"{label}  ")
    else:
        yield Block("label", label)
        yield first
    yield from others


def running_text(paper: Paper, mark: Mark, few: bool, *, source: bool) -> Iterator[Block]:
    """What one reads of a paper: the user's note, the summary and the abstract."""
    if mark.text:
        yield from section("Note", [Block("note", line, gap=False) for line in mark.text.split("\n")], few)
    if paper.ai_summary:
        yield from section("AI summary", [Block("ai", " ".join(paper.ai_summary.split()), gap=False)], few)
    yield from _abstract(paper, few, source=source)


def _abstract(paper: Paper, few: bool, *, source: bool) -> Iterator[Block]:
    """The abstract, a block a paragraph, or why there is none."""
    if source:
        lines = paper.abstract.split("\n")
        given = [Block("text", line, gap=False, places=("abstract",)) for line in lines]
        return section("Abstract, as the Hub gave it", given, few)
    missing = (
        "The Hub has no abstract of this paper." if paper.is_known else "Only the id of this paper is known so far."
    )
    paragraphs = (paper.shown_abstract or missing).split("\n\n")
    texts = [Block("text", text, gap=number > 0, places=("abstract",)) for number, text in enumerate(paragraphs)]
    return section("Abstract", texts, few)


def notices(paper: Paper, today: date, watched: Sequence[str]) -> Iterator[Block]:
    """What is said of a paper before all else: the watches that it matches, and that it is gone or withdrawn."""
    if watched:
        yield Block("mark", f"◆ {SEPARATOR.join(watched)}", gap=False, hanging=HANGING, is_facts=True)
    if paper.gone:
        yield Block("warning", "No longer on the Hub's list of this day.", gap=False)
    if paper.withdrawn:
        yield Block("warning", f"Withdrawn on {humanize.short_day(paper.withdrawn.date(), today)}.", gap=False)


def _facts(paper: Paper, today: date) -> str:
    facts = [
        f"arXiv {paper.id}",
        humanize.short_day(paper.published, today) if paper.published else "",
        f"▲ {humanize.number(paper.upvotes)}",
        humanize.counted(paper.comments, "comment") if paper.comments else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _people(paper: Paper, room: int | None, wanted: Sequence[int]) -> str:
    """The authors and their organization; the first author is always named."""
    names = [author.name for author in paper.authors]
    organization = f" · {paper.organization.name}" if paper.organization else ""
    if room is not None:
        room -= width_of(organization)
    return (named(names, room, wanted) + organization).removeprefix(" · ")


def _byline(paper: Paper, today: date, room: Room, wanted: Sequence[int]) -> str:
    """Authors, organization and date in one line, unless all authors are wanted."""
    names = [author.name for author in paper.authors]
    day = humanize.short_day(paper.published, today) if paper.published else ""
    organization = paper.organization.name if paper.organization else ""
    if room.authors is None:
        return SEPARATOR.join(filter(None, [", ".join(names), organization, day]))
    left = room.line - (width_of(day) + len(SEPARATOR) if day else 0)
    between = len(SEPARATOR) if organization else 0
    least = left - between - min(width_of(organization), LEAST)
    shortest = named(names, 0, wanted)
    if wanted and width_of(shortest) > least:  # Who is looked for comes before where they are from.
        organization, between, least = "", 0, left
        if width_of(shortest) > left:
            return _wanted_alone(names, wanted[0], day, room.line)
    if width_of(shortest) > least:
        shortest = fit(humanize.counted(len(names), "author") if names[1:] else names[0], least)
    organization = fit(organization, left - between - width_of(shortest))
    left -= between + width_of(organization)
    people = named(names, left, wanted)
    if width_of(people) > left:
        people = shortest
    return SEPARATOR.join(filter(None, [people, organization, day]))


def _wanted_alone(names: Sequence[str], place: int, day: str, line: int) -> str:
    """Who is looked for in a line that has no room for the first author, too, and what else there is room for."""
    name = f"{ellipsis()} {names[place]}" if place else names[place]
    people = f"{name}, {ellipsis()} {len(names)} authors"
    ways = (SEPARATOR.join(filter(None, [people, day])), people, name)
    return next((way for way in ways if width_of(way) <= line), fit(name, line))


def named(names: Sequence[str], room: int | None, wanted: Sequence[int] = ()) -> str:
    """Names, of which some stand for all where there is not enough room in cells: the first, and who is looked for.

    Args:
        names: All of them.
        room: Cells; None for all that they need.
        wanted: The places of those who are looked for.
    """
    everyone = ", ".join(names)
    if room is None or width_of(everyone) <= room or not names[1:]:
        return everyone
    rest = f", {ellipsis()} {len(names)} authors"
    shown = sorted({0, *wanted[:1]})
    for place in (*wanted, *range(1, len(names))):
        more = sorted({*shown, place})
        if width_of(_some(names, more)) + width_of(rest) > room:
            break
        shown = more
    return _some(names, shown) + rest


def _some(names: Sequence[str], places: Sequence[int]) -> str:
    """Some names, with a sign where others are left out between them."""
    gaps = ["", *(", " if place == before + 1 else f", {ellipsis()} " for before, place in pairwise(places))]
    return "".join(f"{gap}{names[place]}" for gap, place in zip(gaps, places, strict=True))


def _addresses(paper: Paper) -> Iterator[str]:
    if paper.github:
        stars = f" · {humanize.number(paper.github_stars)} ☆" if paper.github_stars else ""
        guessed = " · guessed by the Hub" if paper.github_added_by == "auto" else ""
        yield f"{paper.github}{stars}{guessed}"
    if paper.project_page and paper.project_page != paper.github:
        yield paper.project_page
