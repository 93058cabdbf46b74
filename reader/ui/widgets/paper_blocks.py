"""What is shown of a paper, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from reader.papers import humanize
from reader.papers.marks import Mark
from reader.papers.models import Paper
from reader.ui.widgets.cells import width_of

if TYPE_CHECKING:
    from reader.papers.query.terms import Place

HANGING = 2
"""Columns by which what is told about a paper hangs in."""


class Block(NamedTuple):
    """A paragraph and the part of the widget that it is, which gives it its style."""

    part: str
    text: str
    gap: bool = True
    """Whether an empty line stands before it."""
    hanging: int = 0
    """Columns that all lines but the first are indented by."""
    places: tuple[Place, ...] = ()
    """What of a paper it is, where that is something that is searched."""


def blocks(paper: Paper, mark: Mark, today: date, *, author_room: int | None, source: bool) -> Iterator[Block]:
    """What is shown of a paper, from top to bottom.

    Args:
        paper: The paper.
        mark: What the user keeps of it.
        today: The day it is, for dates without their year.
        author_room: Cells for the authors and their organization, None for all that they need.
        source: Show title and abstract as the Hub gave them.
    """
    yield Block("title", paper.title if source and paper.is_known else paper.shown_title, places=("title",))
    yield Block("meta", _facts(paper, today), hanging=HANGING)
    if paper.gone:
        yield Block("warning", "No longer on the Hub's list of this day.", gap=False)
    if paper.withdrawn:
        yield Block("warning", f"Withdrawn on {humanize.short_day(paper.withdrawn.date(), today)}.", gap=False)
    if people := _people(paper, author_room):
        yield Block("meta", people, gap=False, hanging=HANGING, places=("authors", "organization"))
    for line in _addresses(paper):
        yield Block("meta", line, gap=False, hanging=HANGING)
    if mark.text:
        yield Block("label", "Note")
        yield from (Block("note", line, gap=False) for line in mark.text.split("\n"))
    if paper.ai_summary:
        yield Block("label", "AI summary")
        yield Block("ai", " ".join(paper.ai_summary.split()), gap=False)
    yield from _abstract(paper, source=source)
    if paper.ai_keywords:
        yield Block("label", "AI keywords")
        yield Block("meta", " · ".join(paper.ai_keywords), gap=False, hanging=HANGING, places=("keywords",))


def _abstract(paper: Paper, *, source: bool) -> Iterator[Block]:
    if source:
        yield Block("label", "Abstract, as the Hub gave it")
        yield from (Block("text", line, gap=False, places=("abstract",)) for line in paper.abstract.split("\n"))
        return
    yield Block("label", "Abstract")
    missing = (
        "The Hub has no abstract of this paper." if paper.is_known else "Only the id of this paper is known so far."
    )
    text = paper.shown_abstract or missing
    for number, paragraph in enumerate(text.split("\n\n")):
        yield Block("text", paragraph, gap=number > 0, places=("abstract",))


def _facts(paper: Paper, today: date) -> str:
    facts = [
        f"arXiv {paper.id}",
        humanize.short_day(paper.published, today) if paper.published else "",
        f"▲ {humanize.number(paper.upvotes)}",
        humanize.counted(paper.comments, "comment") if paper.comments else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _people(paper: Paper, room: int | None) -> str:
    names = [author.name for author in paper.authors]
    organization = f" · {paper.organization.name}" if paper.organization else ""
    people = ", ".join(names) + organization
    if room is not None and width_of(people) > room:
        rest = f", … {len(names)} authors{organization}"
        shown = names[:1]
        used = width_of(names[0]) + width_of(rest) if names else 0
        for name in names[1:]:
            used += width_of(name) + 2
            if used > room:
                return ", ".join(shown) + rest
            shown.append(name)
    return people.removeprefix(" · ")


def _addresses(paper: Paper) -> Iterator[str]:
    if paper.github:
        stars = f" · {humanize.number(paper.github_stars)} ☆" if paper.github_stars else ""
        guessed = " · guessed by the Hub" if paper.github_added_by == "auto" else ""
        yield f"{paper.github}{stars}{guessed}"
    if paper.project_page and paper.project_page != paper.github:
        yield paper.project_page
