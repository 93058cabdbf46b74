"""A query at the Hub, which searches by meaning and knows words alone.

The free words and phrases of a query are sent, those of all sides of an "or". What is left, fields and what follows a
dash, is applied here to what comes back; free words never are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from reader.errors import QueryError
from reader.papers.marks import Mark
from reader.papers.models import Paper
from reader.papers.query import Query
from reader.papers.query.fold import fold
from reader.papers.query.needle import Needle
from reader.papers.query.terms import All, Any, Place, Term, Text

WORDS_LIMIT: Final = 250
"""Characters that the Hub takes."""

_EVERYTHING: Final = All()


def words_of(query: Query) -> str:
    """The words to send.

    Raises:
        QueryError: There are none, or too many.

    >>> from reader.papers.query import parse
    >>> words_of(parse('"world model" robots author:ha -survey'))
    'world model robots'
    """
    words = " ".join(_free(query.term))
    if not words:
        raise QueryError(
            "The Hub needs a word or a phrase to search for: fields and -terms only narrow what it finds.",
            len(query.text),
        )
    if len(words) > WORDS_LIMIT:
        raise QueryError(
            f"The Hub takes at most {WORDS_LIMIT} characters, and these words have {len(words)}.", len(query.text)
        )
    return words


def applied_here(query: Query) -> Query | None:
    """What is left of a query for the papers that the Hub has found; None where that is nothing.

    >>> from reader.papers.query import parse
    >>> applied_here(parse("veil -survey")).matches(Paper(id="2608.17271", title="Robots"))
    True
    >>> applied_here(parse("veil or is:read"))
    """
    term = _rest(query.term)
    return None if term == _EVERYTHING else replace(query, term=term)


def with_fragments(query: Query, fragments: Iterable[str]) -> Query:
    """A query for which what the Hub highlights stands out, too; it matches what it did before."""
    needles = tuple(Fragment(folded) for folded in dict.fromkeys(map(fold, fragments)) if folded)
    return replace(query, term=All((query.term, _Highlighted(needles)))) if needles else query


class Fragment(Needle, frozen=True, dict=True):
    """What the Hub highlights somewhere, where it is a whole word: it may have been a single letter."""

    def finds(self, folded: str) -> bool:
        """Whether it stands in a folded text."""
        # There may be fifty, of which a title has one: most are told from it without a pattern.
        return super().finds(folded) and self.finds_whole(folded)

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where it stands in a folded text, in order."""
        return (found.span() for found in self._whole.finditer(folded))


class _Highlighted(Term, frozen=True):
    """What stands out in a paper and has no say in whether it is found."""

    fragments: tuple[Fragment, ...]

    def fits(self, paper: Paper, mark: Mark) -> bool:
        return True

    def needles(self, place: Place, wanted: bool = True) -> Iterator[Needle]:
        if wanted and place in ("title", "abstract"):
            yield from self.fragments


def _free(term: Term) -> Iterator[str]:
    if isinstance(term, All):
        for part in term.terms:
            yield from _free(part)
    elif isinstance(term, Text) and term.written:
        yield term.written


def _rest(term: Term) -> Term:
    if isinstance(term, Text) and term.written:
        return _EVERYTHING
    if not isinstance(term, All):
        return term
    parts = tuple(map(_rest, term.terms))
    if isinstance(term, Any):
        return _EVERYTHING if _EVERYTHING in parts else Any(parts)
    return All(tuple(part for part in parts if part != _EVERYTHING))
