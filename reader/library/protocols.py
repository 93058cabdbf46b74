"""What the library asks the network, and what a screen asks the library."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

from reader.errors import HubError
from reader.papers.found import NEAREST
from reader.papers.models import Feed, Paper
from reader.papers.period import Day, Direction, EditionClock, Period, Span

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.hub.client import Answer
    from reader.hub.rate_limit import Spare, Window
    from reader.hub.wire import Searched
    from reader.library.at_hub import HubSearches
    from reader.library.discussions import FoundDiscussion
    from reader.library.full_texts import FullTexts
    from reader.library.search import SearchResult
    from reader.papers.calendar import StoredDay
    from reader.papers.discussion.model import Discussion
    from reader.papers.found import StoredState
    from reader.papers.marks import Starred
    from reader.papers.period import Trending
    from reader.papers.query import Query
    from reader.papers.related import RelatedPapers
    from reader.papers.single import SinglePaper
    from reader.papers.taste import Taste
    from reader.store.marks.marks import Marks


class Neighbour(Struct, frozen=True):
    """The next day, week or month with papers in one direction."""

    period: Day | Span
    only_stored: HubError | None = None
    """Why only stored days were looked at, where the Hub did not say which days there are."""

    @property
    def day(self) -> date:
        """The day, or the last one of a week or a month."""
        return self.period.last if isinstance(self.period, Span) else self.period.date


Asking = Callable[[date], None]
"""Is told of the day that the Hub is asked for."""
SEARCHED_DAYS: Final = 31
"""How far away the neighbouring day with papers is looked for."""


def nobody(_: date) -> None:
    """Tell nobody."""


class FoundPaper(Struct, frozen=True):
    """A paper that was found."""

    period: Period
    """Where it is listed: on a stored day, the newest that has it; among the stars; or by itself."""
    paper: Paper
    fetched_at: datetime | None = None
    """When the Hub last confirmed it, UTC; None where it is listed as a star."""


class HubState(Struct, frozen=True):
    """How asking the Hub goes."""

    name: str = "Hugging Face"
    """What to call it in a sentence."""
    setback: str = ""
    """Why and when it is asked again, without a full stop; empty where no request has failed."""


class Hub(Protocol):
    """What the library asks the network."""

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        ...

    @property
    def setback(self) -> str:
        """Why and when it is asked again, without a full stop; empty where no request has failed."""
        ...

    async def daily_papers(self, day: date, *, etag: str = "") -> Answer | None:
        """Return the papers of a day, or None if nothing has changed since the answer with that `etag`."""
        ...

    async def span(self, span: Span) -> Answer | None:
        """Return the papers of a week or a month, or None if it refuses that period."""
        ...

    async def trending(self, *, etag: str = "") -> Answer | None:
        """Return what is trending, or None if nothing has changed since the answer with that `etag`."""
        ...

    async def newest_day(self) -> date | None:
        """Return the newest day that has papers."""
        ...

    async def paper(self, id: str) -> Paper | None:
        """Return a paper by its id, or None if the Hub does not have it."""
        ...

    async def single(self, id: str) -> SinglePaper | None:
        """Return a paper by its id with what names it, or None if the Hub does not have it."""
        ...

    async def full_text(self, id: str) -> str | None:
        """Return what it sends for the full text of a paper, of any kind, or None if it has none."""
        ...

    async def discussion(self, id: str) -> Discussion | None:
        """Return the comments on a paper, or None if it does not have the paper."""
        ...

    async def search(self, words: str) -> Searched:
        """Return the papers that it finds for some words."""
        ...

    @property
    def requests(self) -> Window:
        """Its count of all requests but searches and pages."""
        ...

    @property
    def pages(self) -> Window:
        """Its count of pages; a full text is one."""
        ...

    @property
    def searches_left(self) -> Spare | None:
        """How many searches it still takes, and the seconds until it takes more; None where it has not told."""
        ...

    @property
    def spare(self) -> Spare:
        """What someone in no hurry may ask for now."""
        ...

    @property
    def pause(self) -> float:
        """Seconds to wait before a request that is not urgent; 0 if there is no need to."""
        ...


class PaperDiscussions(Protocol):
    """What a screen asks for comments."""

    def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundDiscussion, None]:
        """Yield the comments on a paper as they are stored, then as the Hub has them."""
        ...


class PaperLibrary(Protocol):
    """What a screen asks for papers."""

    @property
    def clock(self) -> EditionClock:
        """Tells the time and which day is open."""
        ...

    @property
    def notice(self) -> str:
        """What is wrong with the clock or the disk, as a sentence, or nothing."""
        ...

    @property
    def marks(self) -> Marks:
        """What the user keeps of papers."""
        ...

    @property
    def is_sample(self) -> bool:
        """Whether it is the sample edition, for which nothing is fetched."""
        ...

    def feed(self, day: date, *, refresh: bool = False) -> AsyncGenerator[Feed, None]:
        """Yield the feeds of a day, each newer than the one before."""
        ...

    def newest(self, *, refresh: bool = False, asking: Asking = nobody) -> AsyncGenerator[Feed, None]:
        """Yield feeds of the newest day with papers, as far as it is known, and tell which day the Hub is asked for."""
        ...

    def period(self, period: Span | Trending, *, refresh: bool = False) -> AsyncGenerator[Feed, None]:
        """Yield the feeds of a week or a month, or of what is trending, each newer than the one before."""
        ...

    async def neighbour(self, of: date | Span, direction: Direction, asking: Asking = nobody) -> Neighbour:
        """Find the next day, week or month with papers, and tell which day the Hub is asked for."""
        ...

    async def prefetch(self, day: date) -> None:
        """Fetch the next day with papers on either side of one, where it is not stored, and tell of nothing."""
        ...

    def starred(self) -> AsyncGenerator[tuple[Starred, ...], None]:
        """Yield the starred papers, again with those that were known by their id alone and have become known."""
        ...

    def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundPaper, None]:
        """Yield a paper as it is stored, then as the Hub has it."""
        ...

    def single(self, id: str, *, refresh: bool = False) -> AsyncGenerator[SinglePaper, None]:
        """Yield what the Hub says of a paper alone, as it was kept, then as the Hub says it now."""
        ...

    @property
    def full_texts(self) -> FullTexts:
        """The full texts of papers."""
        ...

    @property
    def discussions(self) -> PaperDiscussions:
        """What people say of papers on the Hub."""
        ...

    async def at_a_glance(self, days: Iterable[date]) -> dict[date, StoredDay]:
        """Tell how many papers those of the days have that are stored, and asks nobody."""
        ...

    async def is_fresh(self, day: date) -> bool:
        """Tell whether a day is stored whole and need not be asked for again."""
        ...

    @property
    def pause(self) -> float:
        """The seconds for which a fetch that is in no hurry leaves the Hub alone; 0 for none."""
        ...

    @property
    def hub_state(self) -> HubState:
        """How asking the Hub goes."""
        ...

    async def taste(self) -> Taste:
        """Learn what the user likes.

        Raises:
            FewStarsError: Too few papers are starred to tell.
        """
        ...

    async def search(self, query: Query, *, limit: int | None = None) -> SearchResult:
        """Find the papers of all stored days that a query matches."""
        ...

    def submit_stored_state(self) -> Future[StoredState]:
        """Begin to look what state the stored days are in, which tells whether to search them again."""
        ...

    async def related(self, id: str, *, limit: int = NEAREST) -> RelatedPapers:
        """Find the stored papers that are nearest to a stored one.

        Raises:
            NoPapersError: That one is not stored.
        """
        ...

    @property
    def at_hub(self) -> HubSearches | None:
        """Searches at the Hub; None where it is never asked, as by the sample edition."""
        ...

    @property
    def search_notice(self) -> str:
        """What is wrong with the index of the stored days, as a sentence, or nothing."""
        ...

    @property
    def indexing(self) -> tuple[int, int] | None:
        """While that index is built: how many days are in it, and how many there are."""
        ...
