"""What a command shows of a search at the Hub."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import HubError, OfflineError
from reader.papers.models import Paper

if TYPE_CHECKING:
    from reader.library.open import OpenLibrary
    from reader.papers.query import Query


class HubAnswer(NamedTuple):
    """What the Hub found, and what the user should know about it."""

    papers: tuple[Paper, ...]
    """Those that fit what is applied here."""
    came: int
    """How many it found."""
    fetched_at: datetime
    why: str = ""
    """Why the Hub could not be asked, or what went wrong with its answer, as a sentence; or empty."""
    asked: bool = False
    """Whether the Hub was asked just now."""


async def answer(opened: OpenLibrary, query: Query) -> HubAnswer:
    """Return what the Hub finds for a query, or found for it when it was last asked: a moment ago, or before it failed.

    Raises:
        QueryError: There are no words to ask for, or too many.
        HubError: It cannot be asked, and was not before.
    """
    async with nullcontext(opened.library()) if opened.is_offline else opened.connected() as library:
        searches = library.at_hub
        stored = await searches.stored(query)
        if stored is not None and searches.is_fresh(stored):
            return HubAnswer(stored.papers, stored.came, stored.fetched_at, stored.notice)
        try:
            found = await searches.ask(query)
        except HubError as error:
            if stored is None:
                raise
            why = "" if isinstance(error, OfflineError) else str(error)
            return HubAnswer(
                stored.papers, stored.came, stored.fetched_at, " ".join(filter(None, (stored.notice, why)))
            )
    return HubAnswer(found.papers, found.came, found.fetched_at, found.notice, asked=True)
