"""What the library asks the network, and a part of what a screen asks the library."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.errors import HubError
from reader.papers.models import Paper

if TYPE_CHECKING:
    from reader.hub.client import Answer
    from reader.hub.rate_limit import Spare
    from reader.library.search import SearchResult
    from reader.papers.query import Query


class Neighbour(NamedTuple):
    """The next day with papers in one direction."""

    day: date
    only_stored: HubError | None = None
    """Why only stored days were looked at, where the Hub did not say which days there are."""


class HubState(NamedTuple):
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

    async def newest_day(self) -> date | None:
        """Return the newest day that has papers."""
        ...

    async def paper(self, id: str) -> Paper | None:
        """Return a paper by its id, or None if the Hub does not have it."""
        ...

    @property
    def spare(self) -> Spare:
        """What someone in no hurry may ask for now."""
        ...

    @property
    def pause(self) -> float:
        """Seconds to wait before a request that is not urgent; 0 if there is no need to."""
        ...


class Searchable(Protocol):
    """What a screen asks for papers of all stored days."""

    async def search(self, query: Query, *, limit: int | None = None) -> SearchResult:
        """Find the papers of all stored days that a query matches."""
        ...

    @property
    def search_notice(self) -> str:
        """What is wrong with the index of the stored days, as a sentence, or nothing."""
        ...

    @property
    def indexing(self) -> tuple[int, int] | None:
        """While that index is built: how many days are in it, and how many there are."""
        ...
