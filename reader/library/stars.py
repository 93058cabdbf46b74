"""The starred papers, and what can be found out about those that are known by their id alone.

A star that came without its record, as from a list made elsewhere, takes title and authors from the stored days and
else from the Hub. What is found is stored with the mark, so that it is asked for once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from typing import Final

from reader.errors import HubError, OfflineError, StoreError, UnreachableError
from reader.hub.rate_limit import BusyError, time_after
from reader.library.protocols import Hub
from reader.papers.humanize import counted
from reader.papers.links import is_arxiv_id
from reader.papers.marks import Record, Starred, microseconds, unknown_ids, with_records
from reader.papers.models import Paper
from reader.papers.period import EditionClock
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks

AT_ONCE: Final = 2
"""The most requests that are under way."""


class StarredPapers:
    """The starred papers of a library; its methods belong to one event loop."""

    def __init__(self, cache: Cache, marks: Marks, ask: Callable[[], Hub], clock: EditionClock) -> None:
        """Read from stores and the Hub.

        Args:
            cache: The stored feeds.
            marks: What the user keeps of papers.
            ask: Returns the Hub, or raises `OfflineError`.
            clock: Tells the time.
        """
        self._cache, self._marks, self._ask, self._clock = cache, marks, ask, clock
        self._absent: set[str] = set()
        """Papers that the Hub does not have, or not as papers: they are asked for once in a process."""

    async def read(self) -> AsyncGenerator[tuple[Starred, ...], None]:
        """Yield the starred papers, the newest star first, again with each paper that has become known.

        Raises:
            HubError: Papers that are not known could not be asked for; what was yielded is good.
            StoreError: What was found, and was yielded, could not be saved.
        """
        starred = await self._marks.starred()
        yield starred
        if not (ids := unknown_ids(starred)):
            return
        unsaved: StoreError | None = None
        if records := await self._cache.records(ids):
            starred = with_records(starred, records)
            yield starred
            unsaved = await self._save(records.values())
        wanted = [id for id in unknown_ids(starred) if is_arxiv_id(id) and id not in self._absent]
        while wanted:
            count = self._allowed(len(wanted))
            found, failure = await self._asked(wanted[:count])
            wanted = wanted[count:]
            if found:
                starred = with_records(starred, {record.paper.id: record for record in found})
                yield starred
                unsaved = await self._save(found) or unsaved
            if failure:
                raise failure
        if unsaved:
            raise unsaved

    def _allowed(self, wanted: int) -> int:
        """How many papers to ask for now.

        Raises:
            HubError: None, as the Hub's last requests are left for reading; the sentence says when to go on.
        """
        requests, wait = self._ask().spare
        if requests:
            return min(AT_ONCE, requests)
        raise HubError(
            f"Close to the Hub's rate limit: {counted(wanted, 'starred paper')} not looked up yet. "
            f"Press r after {time_after(wait, self._clock.now().astimezone())} to go on."
        )

    async def _asked(self, ids: Sequence[str]) -> tuple[list[Record], HubError | None]:
        """Ask for papers at the same time, and return those that came, and why no more should be asked for, if so."""
        at, hub = microseconds(self._clock.now()), self._ask()
        answers = await asyncio.gather(*(_or_why_not(hub.paper(id)) for id in ids))
        failure = next((answer for answer in answers if isinstance(answer, HubError)), None)
        self._absent.update(id for id, answer in zip(ids, answers, strict=True) if answer is None)
        return [Record(at, answer) for answer in answers if isinstance(answer, Paper)], failure

    async def _save(self, records: Iterable[Record]) -> StoreError | None:
        try:
            await self._marks.keep([*records])
        except StoreError as error:
            return error
        return None


async def _or_why_not(answer: Awaitable[Paper | None]) -> Paper | HubError | None:
    """Wait for an answer; one that is of no use is none, as the next one may be of use."""
    try:
        return await answer
    except (UnreachableError, OfflineError, BusyError) as error:
        return error
    except HubError:
        return None
