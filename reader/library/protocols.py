"""What the library asks the network."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from reader.papers.models import Paper

if TYPE_CHECKING:
    from reader.hub.client import Answer
    from reader.hub.rate_limit import Spare


class Hub(Protocol):
    """What the library asks the network."""

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
