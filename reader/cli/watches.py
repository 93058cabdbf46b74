"""The watches of the configuration, for what the command line lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.cli.io import print_notice
from reader.errors import ConfigError
from reader.papers.listing import MarksById
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper

if TYPE_CHECKING:
    from reader.formats import Entry
    from reader.papers.query import Watches


def configured_watches() -> Watches | None:
    """Read the watches; None where there are none. What is wrong with them is printed on stderr.

    A configuration that cannot be read is told, too, and has none: that list and digest do without it is older.
    """
    from reader.config.settings import load_config
    from reader.store import paths

    try:
        settings = load_config(paths.config())
    except ConfigError as error:
        print_notice(str(error))
        return None
    if not settings.config.watch:
        return None
    from reader.config.watches import understood

    watches, problems = understood(settings.config.watch, settings.where)
    for problem in problems:
        print_notice(problem)
    return watches


class Looked(NamedTuple):
    """What watches say of papers."""

    watched: Mapping[str, tuple[str, ...]] = {}
    """The names of the watches that a paper matches, by its id; only of papers that match any."""
    ignored: frozenset[str] = frozenset()
    """Ids of papers that a watch dims."""

    def of(self, papers: Iterable[Paper]) -> Looked:
        """The same of some of the papers."""
        ids = {paper.id for paper in papers}
        watched = {id: names for id, names in self.watched.items() if id in ids}
        return Looked(watched, self.ignored & ids)


NOTHING: Final = Looked()


def looked_at(watches: Watches | None, papers: Sequence[Paper], marks: MarksById) -> Looked:
    """Match papers, unless there are no watches."""
    if watches is None:
        return NOTHING
    pairs = [(paper, marks.get(paper.id, UNMARKED)) for paper in papers]
    named = ((paper.id, watches.names_of(paper, mark)) for paper, mark in pairs)
    ignored = frozenset(paper.id for paper, mark in pairs if watches.ignores(paper, mark))
    return Looked({id: names for id, names in named if names}, ignored)


def with_watches(entry: Entry) -> Entry:
    """A paper with the names of the watches that it matches."""
    found = looked_at(configured_watches(), [entry.paper], {entry.paper.id: entry.mark})
    return entry._replace(watches=found.watched.get(entry.paper.id, ()))
