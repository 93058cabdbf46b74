"""What a query is made of: terms, each of which a paper fits or does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal
from weakref import WeakKeyDictionary

from msgspec import Struct

from reader.papers.marks import Mark
from reader.papers.models import Paper
from reader.papers.query.fold import fold, fold_each
from reader.papers.query.needle import Needle

Place = Literal["title", "abstract", "authors", "organization", "keywords"]
"""Which text of a paper something stands in."""
Texts = Place | Literal["anywhere"]
"""Where a text is looked for; `anywhere` is every place but the organization."""

TEXTS: Final[dict[str, Texts]] = {
    "author": "authors",
    "org": "organization",
    "title": "title",
    "keyword": "keywords",
}
STATES: Final[dict[str, Callable[[Paper, Mark], bool]]] = {
    "read": lambda _, mark: mark.is_read,
    "unread": lambda _, mark: not mark.is_read,
    "starred": lambda _, mark: mark.is_starred,
    "noted": lambda _, mark: bool(mark.text),
    "fulltext": lambda _, mark: mark.is_finished,
    "withdrawn": lambda paper, _: paper.withdrawn is not None,
}
MARKS: Final = {"read": "read", "unread": "read", "starred": "starred", "noted": "noted", "fulltext": "full_text"}
"""The mark that each state asks for; `unread` asks for its absence."""
THINGS: Final[dict[str, Callable[[Paper], bool]]] = {
    "code": lambda paper: bool(paper.github),
    "project": lambda paper: bool(paper.project_page),
    "media": lambda paper: bool(paper.media),
    "summary": lambda paper: bool(paper.ai_summary),
}
MEASURES: Final[dict[str, Callable[[Paper], int | None]]] = {
    "votes": lambda paper: paper.upvotes,
    "comments": lambda paper: paper.comments,
    "stars": lambda paper: paper.github_stars,
    "date": lambda paper: paper.published.toordinal() if paper.published is not None else None,
}
"""What has an order; None where it is not known."""


class Term(Struct, frozen=True):
    """A part of a query."""

    def fits(self, paper: Paper, mark: Mark) -> bool:
        """Whether a paper is one that the term means."""
        raise NotImplementedError

    def needles(self, place: Place, wanted: bool = True) -> Iterator[Needle]:
        """What a paper is found for and may stand in a place.

        Args:
            place: The place.
            wanted: Whether the term is asked for, not left out.
        """
        yield from ()


class Text(Term, frozen=True):
    """A word or a phrase."""

    needle: Needle
    where: Texts = "anywhere"
    id: str | None = None
    """The arXiv id that the word is, if it is one."""
    written: str = ""
    """As it was typed, without quotes; empty in a field and in the query of a watch."""

    def fits(self, paper: Paper, mark: Mark) -> bool:
        """Whether the text stands in any one of the paper's texts, or is its id."""
        return self.needle.finds(_texts(paper)[self.where]) or paper.id == self.id

    def needles(self, place: Place, wanted: bool = True) -> Iterator[Needle]:
        """The text, if it is looked for in that place."""
        if wanted and (self.where == place or (self.where == "anywhere" and place != "organization")):
            yield self.needle


class State(Term, frozen=True):
    """A state of a paper: what the user marked it as, or that it was withdrawn."""

    name: str
    """A key of `STATES`."""

    def fits(self, paper: Paper, mark: Mark) -> bool:
        """Whether the paper is in that state."""
        return STATES[self.name](paper, mark)


class Thing(Term, frozen=True):
    """A thing that a paper has beside its text."""

    name: str
    """A key of `THINGS`."""

    def fits(self, paper: Paper, mark: Mark) -> bool:
        """Whether the paper has it."""
        return THINGS[self.name](paper)


class Measure(Term, frozen=True):
    """A number or a date of a paper."""

    name: str
    """A key of `MEASURES`."""
    low: float
    high: float
    """Both inclusive."""

    def fits(self, paper: Paper, mark: Mark) -> bool:
        """Whether the value is known and lies between the two."""
        value = MEASURES[self.name](paper)
        return value is not None and self.low <= value <= self.high


class Not(Term, frozen=True):
    """All papers that a term does not mean."""

    term: Term

    def fits(self, paper: Paper, mark: Mark) -> bool:
        """Whether the term does not mean the paper."""
        return not self.term.fits(paper, mark)

    def needles(self, place: Place, wanted: bool = True) -> Iterator[Needle]:
        """What the term leaves out is wanted here."""
        return self.term.needles(place, not wanted)


class All(Term, frozen=True):
    """Terms that must all mean a paper; without any, every paper."""

    terms: tuple[Term, ...] = ()

    def fits(self, paper: Paper, mark: Mark) -> bool:
        """Whether all of the terms mean the paper."""
        return all(term.fits(paper, mark) for term in self.terms)

    def needles(self, place: Place, wanted: bool = True) -> Iterator[Needle]:
        """Those of all terms."""
        for term in self.terms:
            yield from term.needles(place, wanted)


class Any(All, frozen=True):
    """Terms of which at least one must mean a paper."""

    def fits(self, paper: Paper, mark: Mark) -> bool:
        """Whether any of the terms means the paper."""
        return any(term.fits(paper, mark) for term in self.terms)


def states(term: Term) -> set[str]:
    """The names of the marks that a term asks for."""
    if isinstance(term, All):
        return set().union(*map(states, term.terms))
    if isinstance(term, Not):
        return states(term.term)
    return {MARKS[term.name]} if isinstance(term, State) and term.name in MARKS else set()


def texts(paper: Paper) -> dict[Place, str]:
    """The folded texts of a paper, by place. Between two of a place stands what no folded text has: a newline."""
    organization = paper.organization
    return {
        "title": fold(paper.shown_title),
        # As it is shown, but for white space: to put its paragraphs together takes as long as to fold it.
        "abstract": fold(paper.readable_abstract or paper.abstract),
        "authors": fold_each([author.name for author in paper.authors]),
        "keywords": fold_each(paper.ai_keywords),
        "organization": f"{fold(organization.name)}\n{fold(organization.login)}" if organization is not None else "",
    }


def _texts(paper: Paper) -> dict[Texts, str]:
    """The folded texts in which a term may look, which are kept as long as the paper is."""
    if (kept := _kept.get(paper)) is None:
        kept = _kept[paper] = _folded(paper)
    return kept


_kept: Final[WeakKeyDictionary[Paper, dict[Texts, str]]] = WeakKeyDictionary()


def _folded(paper: Paper) -> dict[Texts, str]:
    """Those texts; an abstract is never looked at by itself, so it is not kept twice."""
    found = texts(paper)
    folded: dict[Texts, str] = {place: text for place, text in found.items() if place != "abstract"}
    folded["anywhere"] = "\n".join(text for place, text in found.items() if place != "organization")
    return folded
