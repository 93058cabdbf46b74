"""What a command reads papers from, and what it is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.papers.listing import MarksById
from reader.papers.marks import Starred
from reader.papers.models import Feed, Paper
from reader.papers.period import Direction, EditionClock, Period, Span, Trending

if TYPE_CHECKING:
    from reader.cli.at_hub import HubAnswer
    from reader.library import Neighbour, PaperLibrary
    from reader.library.full_texts import FoundDocument, FoundText
    from reader.library.search import SearchResult
    from reader.papers.discussion.model import Discussion
    from reader.papers.query import Query
    from reader.papers.related import RelatedPapers
    from reader.papers.taste import Taste


class FetchedFeed(NamedTuple):
    """A feed, and what the user should know about it."""

    feed: Feed
    why: str = ""
    """Why the Hub could not confirm it, or what went wrong with it, as a sentence; or empty."""
    asked: bool = False
    """Whether the Hub sent or confirmed it just now."""


class LookedUpPaper(NamedTuple):
    """A paper that is in no stored day, and what the user should know about it."""

    paper: Paper
    fetched_at: datetime
    why: str = ""
    """Why the Hub could not confirm it, or what went wrong with it, as a sentence; or empty."""
    asked: bool = False
    """Whether the Hub sent it just now."""


class ReadDiscussion(NamedTuple):
    """The comments on a paper, and what the user should know about them."""

    discussion: Discussion
    fetched_at: datetime
    asked: bool = False
    """Whether the Hub sent them just now."""
    why: str = ""
    """Why they could not be asked for again, or not be saved, as a sentence; or empty."""


class PaperSource(Protocol):
    """The papers that a command can read."""

    @property
    def clock(self) -> EditionClock:
        """Tells the time and which day is open."""
        ...

    def period(self, text: str) -> Period:
        """Understand a period as typed.

        Raises:
            PeriodError: It is none.
        """
        ...

    def range(self, since: str | None, until: str | None) -> tuple[date, date]:
        """Understand the first and the last day as typed.

        Raises:
            PeriodError: One is not a day, or they are the wrong way round.
        """
        ...

    def newest(self) -> FetchedFeed:
        """Return the feed of the newest day with papers."""
        ...

    def day(self, day: date, *, refresh: bool = False) -> FetchedFeed:
        """Return the feed of a day; on a refresh the Hub is asked even if what is stored is fresh."""
        ...

    def gathered(self, period: Span | Trending, *, refresh: bool = False) -> FetchedFeed:
        """Return a week or a month, put together from its days, or what is trending; `refresh` as for a day."""
        ...

    def check_stored(self) -> None:
        """Let days that cannot be read not be taken for days that are not stored.

        Raises:
            StoreError: Nothing that is stored can be read.
        """
        ...

    def stored_days(self) -> tuple[date, ...]:
        """Return the stored days with papers, oldest first."""
        ...

    def stored(self, day: date) -> Feed | None:
        """Return the stored feed of a day, even an empty one, without asking the Hub."""
        ...

    def containing(self, id: str) -> Feed | None:
        """Return the newest stored feed that has a paper."""
        ...

    def look_up(self, id: str) -> LookedUpPaper:
        """Return a paper that is in no stored day and not starred, from what was looked up before or from the Hub."""
        ...

    def full_text(self, id: str) -> FoundDocument:
        """Return the full text of a paper, as it is stored or as the Hub sends it.

        Raises:
            NoTextError: There is none.
        """
        ...

    def raw_text(self, id: str) -> FoundText:
        """Return it as the Hub sent it."""
        ...

    def discussion(self, id: str) -> ReadDiscussion:
        """Return the comments on a paper, as they are stored and fresh, or as the Hub has them.

        Raises:
            NoPapersError: The Hub does not have the paper.
        """
        ...

    def starred(self, *, needed: bool = False) -> tuple[Starred, ...]:
        """Return the starred papers, newest star first.

        Raises:
            StoreError: They are needed, and cannot be read.
        """
        ...

    def search(self, query: Query) -> SearchResult:
        """Find the papers of all stored days that a query matches, the best match first."""
        ...

    def related(self, id: str, limit: int) -> RelatedPapers:
        """Find the stored papers that are nearest to a stored one.

        Raises:
            NoPapersError: That one is not stored.
        """
        ...

    def ask(self, query: Query) -> HubAnswer:
        """Return what the Hub finds for a query, or found for it when it was last asked."""
        ...

    def beside(self, of: date | Span, direction: Direction) -> Neighbour:
        """Find the next day, week or month with papers.

        Raises:
            NoPapersError: There is none.
        """
        ...

    @property
    def library(self) -> PaperLibrary:
        """The library that papers are read from, whose marks can be set."""
        ...

    def marks(self, ids: Iterable[str], *, needed: bool = False) -> MarksById:
        """Return the marks of those papers that have any.

        Raises:
            StoreError: They are needed, and cannot be read.
        """
        ...

    def taste(self) -> Taste:
        """Learn what the user likes.

        Raises:
            FewStarsError: Too few papers are starred to tell.
        """
        ...
