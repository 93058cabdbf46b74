"""The user's watches: queries with names, whose papers stand out in every list, or are dimmed in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple

from msgspec import Struct

from reader.papers.marks import Mark
from reader.papers.models import Paper
from reader.papers.query.terms import Any, Term

_SEEN: Final = 4096
"""Papers for which it is kept what matches them: more than are ever in one list."""


class _Seen(NamedTuple):
    """What matched a paper when it was looked at last."""

    paper: Paper
    mark: Mark
    names: tuple[str, ...]
    ignored: bool


class Watches(Struct, frozen=True, dict=True):
    """The terms of watches by their names, in the order of the configuration.

    A paper that both a watch and one that ignores match is watched: what somebody asked for is never dimmed.
    """

    watching: Mapping[str, Term] = {}
    """Those whose papers stand out."""
    ignoring: Mapping[str, Term] = {}
    """Those whose papers are dimmed."""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.watching or self.ignoring)

    @cached_property
    def watched(self) -> Term:
        """All papers that stand out."""
        return Any(tuple(self.watching.values()))

    @cached_property
    def by_name(self) -> Mapping[str, Term]:
        """All of them, by what `name_key` makes of their names."""
        return {name_key(name): term for name, term in (*self.watching.items(), *self.ignoring.items())}

    def names_of(self, paper: Paper, mark: Mark) -> tuple[str, ...]:
        """The names of the watches for which a paper stands out."""
        return self._look(paper, mark).names

    def ignores(self, paper: Paper, mark: Mark) -> bool:
        """Whether a paper is dimmed."""
        return self._look(paper, mark).ignored

    @cached_property
    def _seen(self) -> dict[str, _Seen]:
        return {}

    def _look(self, paper: Paper, mark: Mark) -> _Seen:
        """Match a paper, unless nothing about it has changed: lists ask at every key, and 20 watches take 3 ms."""
        seen = self._seen.get(paper.id)
        if seen is None or seen.paper is not paper or seen.mark != mark:
            names = tuple(name for name, term in self.watching.items() if term.fits(paper, mark))
            ignored = not names and any(term.fits(paper, mark) for term in self.ignoring.values())
            if len(self._seen) >= _SEEN:
                self._seen.clear()
            self._seen[paper.id] = seen = _Seen(paper, mark, names, ignored)
        return seen


NO_WATCHES: Final = Watches()


def name_key(name: str) -> str:
    """What two ways to write the same name have in common.

    >>> name_key("World  models") == name_key("world models")
    True
    """
    return " ".join(name.split()).casefold()
