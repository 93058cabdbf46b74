"""The sample edition, as a command reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from reader import sample
from reader.cli import loop
from reader.cli.protocols import FetchedFeed, LookedUpPaper, ReadDiscussion
from reader.errors import FewStarsError, NoPapersError, OfflineError
from reader.library.open import COMMAND
from reader.papers.day_range import parse_range
from reader.papers.listing import MarksById
from reader.papers.marks import Starred
from reader.papers.models import Feed
from reader.papers.period import Direction, Period, Span, Trending, parse_period

if TYPE_CHECKING:
    from reader.cli.at_hub import HubAnswer
    from reader.library import Neighbour
    from reader.library.full_texts import FoundDocument, FoundText
    from reader.library.search import SearchResult
    from reader.papers.query import Query
    from reader.papers.related import RelatedPapers
    from reader.papers.taste import Taste


class SampleSource:
    """The sample edition, whose marks are gone with the process."""

    def __init__(self) -> None:
        self.clock = sample.Sample.clock
        self._library: sample.Sample | None = None

    @property
    def library(self) -> sample.Sample:
        self._library = self._library or sample.Sample()
        return self._library

    def close(self) -> None:
        """Close what marks were made in, if any were."""
        if self._library is not None:
            self._library.marks.close(COMMAND.marks)

    def period(self, text: str) -> Period:
        return parse_period(text, self.clock.newest_day())

    def range(self, since: str | None, until: str | None) -> tuple[date, date]:
        return parse_range(since, until, self.clock.newest_day())

    def newest(self) -> FetchedFeed:
        return self.day(sample.DAYS[-1])

    def day(self, day: date, *, refresh: bool = False) -> FetchedFeed:
        return FetchedFeed(sample.read(day))

    def gathered(self, period: Span | Trending, *, refresh: bool = False) -> FetchedFeed:
        return FetchedFeed(sample.gathered(period))

    def check_stored(self) -> None:
        pass

    def stored_days(self) -> tuple[date, ...]:
        return sample.DAYS

    def stored(self, day: date) -> Feed | None:
        return sample.read(day) if day in sample.DAYS else None

    def containing(self, id: str) -> Feed | None:
        day = sample.day_of(id)
        return sample.read(day) if day else None

    def look_up(self, id: str) -> LookedUpPaper:
        raise NoPapersError(sample.has_no_paper(id))

    def full_text(self, id: str) -> FoundDocument:
        return loop.run(self.library.full_texts.document(id))

    def raw_text(self, id: str) -> FoundText:
        return loop.run(self.library.full_texts.text(id))

    def discussion(self, id: str) -> ReadDiscussion:
        from reader.sample import discussions

        return ReadDiscussion(*discussions.read(id, self.clock.now()))

    def starred(self, *, needed: bool = False) -> tuple[Starred, ...]:
        return self._library.marks.submit_starred().result() if self._library else ()

    def search(self, query: Query) -> SearchResult:
        return loop.run(self.library.search(query))

    def related(self, id: str, limit: int) -> RelatedPapers:
        return loop.run(self.library.related(id, limit=limit))

    def beside(self, of: date | Span, direction: Direction) -> Neighbour:
        return loop.run(self.library.neighbour(of, direction))

    def ask(self, query: Query) -> HubAnswer:
        raise OfflineError("The Hub is never asked for the sample edition: leave out --sample.")

    def marks(self, ids: Iterable[str], *, needed: bool = False) -> MarksById:
        return self._library.marks.submit_get(lambda: ids).result() if self._library else {}

    def taste(self) -> Taste:
        raise FewStarsError(
            "Nothing is starred in the sample edition of a command, so “for you” has nothing to learn from."
        )
