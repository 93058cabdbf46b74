"""Asking the Hub for feeds.

This module can be imported before the first paint: httpx and stamina come with `transport.py`, in a thread, when
something is asked for the first time.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from traceback import clear_frames
from typing import TYPE_CHECKING, Final, TypeVar

from reader.errors import HubError, NotOpenError, OfflineError
from reader.hub.decoding import ITEM_LIMIT, complaint
from reader.hub.endpoint import Endpoint
from reader.hub.pages import check_some, once, page_after, ranked
from reader.hub.rate_limit import Budget, Spare, Window, time_of
from reader.hub.reading import ReadingThread
from reader.hub.wire import Searched, days_of, papers_of, searched_of, single_of
from reader.papers.models import Paper
from reader.papers.period import Month, Span, Week
from reader.papers.single import SinglePaper

if TYPE_CHECKING:
    from reader.hub.transport import Reply, Transport
    from reader.papers.discussion.model import Discussion

PATH: Final = "/api/daily_papers"
PAPER_PATH: Final = "/api/papers/"
SEARCH_PATH: Final = "/api/papers/search"
SEARCH_SIZE: Final = 120
"""The most papers that the Hub sends for a search; it has no other pages."""
PAGE_SIZE: Final = 100
"""The most papers that the Hub puts on a page."""
PAGES_LIMIT: Final = 20
PAPER_LIMIT: Final = 2 * ITEM_LIMIT
"""Bytes of an answer about one paper, which also has what names it."""
NEWEST_SIZE: Final = 30
"""Papers asked for to learn the newest day: the feed without a date begins with the newest submissions."""

Content = TypeVar("Content")

_PARAMETERS: Final[dict[type[Span], str]] = {Week: "week", Month: "month"}
_ETAG = re.compile(r'(W/)?"[!#-~]{0,200}"')


@dataclass(frozen=True)
class Answer:
    """What the Hub says of a period."""

    papers: tuple[Paper, ...]
    """Each once, most upvotes first; what is trending in the Hub's order."""
    skipped: int = 0
    """How many items could not be read, or of a week or a month not told which day lists them."""
    etag: str = ""
    """The Hub's mark of this answer; empty if it filled more than one page, or items could not be read."""
    strays: int = 0
    """How many papers of other days than those asked for were left out."""

    made_at: datetime | None = None
    """When it was made by the Hub's clock, if that is told of a day."""

    @property
    def is_whole(self) -> bool:
        """Whether it has all papers of the period, so that others have left it."""
        return not (self.skipped or self.strays)


class Hub:
    """The Hub, on its HTTP API."""

    def __init__(self, endpoint: Endpoint, *, deadline: float = 15.0, connect: float = 5.0) -> None:
        """Name the Hub to ask; nothing is sent or imported yet.

        Args:
            endpoint: Where it is, and the token for it.
            deadline: Seconds for the feed of a day with all its pages and retries, or for a page of a longer one.
            connect: Seconds for a connection.
        """
        self._endpoint = endpoint
        self._deadline = deadline
        self._connect = connect
        self._opening = asyncio.Lock()
        self._thread = ReadingThread()
        self._transport: Transport | None = None
        self._window = Window()
        self._searches = Window()
        self._pages = Window(size=100)
        """The Hub counts searches and pages by themselves; a full text is a page."""
        self._budgets: list[Budget] = []
        """Those of the feeds that are waited for."""

    @property
    def name(self) -> str:
        """What to call the Hub in a sentence."""
        return self._endpoint.name

    @property
    def setback(self) -> str:
        """Why and when it is asked again, without a full stop; empty where no request has failed."""
        return next(filter(None, (budget.setback for budget in self._budgets)), "")

    @property
    def pause(self) -> float:
        """Seconds to wait before a request that is not urgent; 0 if there is no need to."""
        return self._window.pause

    @property
    def spare(self) -> Spare:
        """What someone in no hurry may ask for now."""
        return self._window.spare

    @property
    def searches_left(self) -> Spare | None:
        """How many searches the Hub still takes, and the seconds until it takes more; None where it has not told."""
        return self._searches.left

    @property
    def requests(self) -> Window:
        """The Hub's count of all requests but searches and pages."""
        return self._window

    @property
    def pages(self) -> Window:
        """The Hub's count of pages; a full text is one."""
        return self._pages

    async def daily_papers(self, day: date, *, etag: str = "") -> Answer | None:
        """Return the papers of a day, or None if nothing has changed since the answer with that `etag`.

        Raises:
            NotOpenError: If the Hub says that the day is not open yet.
            UnreachableError: If the Hub cannot be reached, or not in time.
            OfflineError: If the user wants no network.
            HubError: If the answer is of no use.
        """
        async with self._in_time() as budget:
            return await self._day(day, etag if _ETAG.fullmatch(etag) else "", budget)

    async def span(self, span: Span) -> Answer | None:
        """Return the papers of a week or a month, or None where the Hub refuses that period, as it does week 53.

        Each page has a deadline of its own. What is listed on other days is left out, and the first page with nothing
        else is the last one: a mirror that knows no weeks sends all the papers that there are.

        Raises:
            UnreachableError: If the Hub cannot be reached, or a page is not there in time.
            OfflineError: If the user wants no network.
            HubError: If the answer is of no use.
        """
        papers: list[Paper] = []
        skipped = unlisted = strays = page = 0
        for _ in range(PAGES_LIMIT):
            async with self._in_time() as budget:
                query = {_PARAMETERS[type(span)]: str(span), "limit": str(PAGE_SIZE), "p": str(page)}
                reply = await (await self._opened()).get(PATH, query, budget)
                if reply.status == 400:
                    return None
                found, unread = await self._read(reply, papers_of)
            listed = [paper for paper in found if paper.listed and span.first <= paper.listed <= span.last]
            papers += listed
            undated = sum(paper.listed is None for paper in found)
            skipped, unlisted = skipped + unread, unlisted + undated
            strays += len(found) - len(listed) - undated
            following = page_after(page, reply.following)
            if following is None or not (listed or unread):
                break
            page = following
        else:
            raise HubError(f"{self._endpoint.name} keeps sending pages for {span} without an end. Try again later.")
        if not (strays or unlisted):
            check_some(papers, skipped, self._endpoint.name)
        return Answer(ranked(papers), skipped + unlisted, strays=strays)

    async def trending(self, *, etag: str = "") -> Answer | None:
        """Return what is trending, its first page, or None if that is as it was in the answer with that `etag`.

        Raises:
            UnreachableError: If the Hub cannot be reached, or not in time.
            OfflineError: If the user wants no network.
            HubError: If the answer is of no use.
        """
        etag = etag if _ETAG.fullmatch(etag) else ""
        async with self._in_time() as budget:
            query = {"sort": "trending", "limit": str(PAGE_SIZE), "p": "0"}
            reply = await (await self._opened()).get(PATH, query, budget, etag=etag)
            if reply.status == 304 and etag:
                return None
            papers, skipped = await self._read(reply, papers_of)
            check_some(papers, skipped, self._endpoint.name)
            whole = not skipped and _ETAG.fullmatch(reply.etag)
            return Answer(once(papers), skipped, reply.etag if whole else "")

    async def newest_day(self) -> date | None:
        """Return the newest day that has papers, or None if the Hub names none.

        Raises:
            UnreachableError: If the Hub cannot be reached, or not in time.
            OfflineError: If the user wants no network.
            HubError: If the answer is of no use.
        """
        async with self._in_time() as budget:
            transport = await self._opened()
            reply = await transport.get(PATH, {"limit": str(NEWEST_SIZE)}, budget)
            days, skipped = await self._read(reply, days_of)
            check_some(days, skipped, self._endpoint.name)
            return max(filter(None, days), default=None)

    async def paper(self, id: str) -> Paper | None:
        """Return a paper by its arXiv id as `single` does, without what names it."""
        found = await self.single(id)
        return found.paper if found else None

    async def single(self, id: str) -> SinglePaper | None:
        """Return a paper by its arXiv id, or None if the Hub does not have it; comments are not counted there.

        Raises:
            UnreachableError: If the Hub cannot be reached, or not in time.
            OfflineError: If the user wants no network.
            HubError: If the answer is of no use, or of another paper.
        """
        async with self._in_time() as budget:
            budget.room, budget.most = PAPER_LIMIT, f"{PAPER_LIMIT >> 10} KiB for one paper"
            reply = await (await self._opened()).get(PAPER_PATH + id, {}, budget)
            if reply.status == 404:
                return None
            found = await self._read(reply, single_of)
            if found.paper.id != id:
                raise HubError(f"{self._endpoint.name} sent another paper in place of {id}. Try again later.")
            return found

    async def search(self, words: str) -> Searched:
        """Return the papers that the Hub finds for some words, at most 250 characters, the most relevant first.

        Where it has said that it takes no more searches for a while, it is not asked.

        Raises:
            UnreachableError: If the Hub cannot be reached, or not in time.
            OfflineError: If the user wants no network.
            HubError: If the answer is of no use, or no search is taken now.
        """
        async with self._in_time(self._searches) as budget:
            transport = await self._opened()
            if (left := self.searches_left) is not None and not left.requests:
                from reader.hub import error_messages

                raise error_messages.no_search_left(self._endpoint, left.wait)
            query = {"q": words, "limit": str(SEARCH_SIZE)}
            found = await self._read(await transport.get(SEARCH_PATH, query, budget), searched_of)
            check_some(found.papers, found.skipped, self._endpoint.name)
            return found

    async def full_text(self, id: str) -> str | None:
        """Return what the Hub sends for the full text of a paper, of any kind, or None if it has none.

        Raises:
            UnreachableError: If the Hub cannot be reached, or not in time.
            OfflineError: If the user wants no network.
            HubError: If the answer is of no use, or too large.
        """
        from reader.hub import documents  # Few ask for one.

        async with self._in_time(self._pages) as budget:
            return await documents.full_text(await self._opened(), budget, self._endpoint, id)

    async def discussion(self, id: str) -> Discussion | None:
        """Return the comments on a paper, or None if the Hub does not have the paper; raises as `single` does."""
        from reader.hub import discussions  # Few ask for one.

        async with self._in_time() as budget:
            reply = await (await self._opened()).get(PAPER_PATH + id, discussions.QUERY, budget)
            return None if reply.status == 404 else await self._read(reply, discussions.discussion_of)

    async def close(self) -> None:
        """Close the connections, where the process goes on; whatever is asked afterwards opens new ones."""
        transport, self._transport = self._transport, None
        self._thread.close()
        if transport is not None:
            await transport.close()

    async def _day(self, day: date, etag: str, budget: Budget) -> Answer | None:
        transport = await self._opened()
        papers: list[Paper] = []
        skipped = page = 0
        for asked in range(PAGES_LIMIT):
            query = {"date": day.isoformat(), "limit": str(PAGE_SIZE), "p": str(page)}
            reply = await transport.get(PATH, query, budget, etag="" if asked else etag)
            if reply.status == 304 and etag and not asked:
                return None
            if reply.status == 400 and re.search(r"\bdate\b", complaint(reply.body)):
                raise NotOpenError(day, time_of(reply.date))
            found, unread = await self._read(reply, papers_of)
            papers += found
            skipped += unread
            following = page_after(page, reply.following)
            if following is None or not (found or unread):
                break
            page = following
        else:
            raise HubError(f"{self._endpoint.name} keeps sending pages for {day} without an end. Try again later.")
        check_some(papers, skipped, self._endpoint.name)
        whole = not (skipped or asked or reply.following) and _ETAG.fullmatch(reply.etag)
        return Answer(ranked(papers), skipped, reply.etag if whole else "", made_at=time_of(reply.date))

    async def _read(self, reply: Reply, read: Callable[[bytes, str], Content]) -> Content:
        if reply.status != 200:
            from reader.hub import error_messages

            raise error_messages.refused(self._endpoint, reply.status, complaint(reply.body))
        return await self._thread.run(read, reply.body, self._endpoint.name)

    @asynccontextmanager
    async def _in_time(self, window: Window | None = None) -> AsyncIterator[Budget]:
        if self._endpoint.offline:
            raise OfflineError("The network is switched off (--offline or HF_HUB_OFFLINE): the Hub was not asked.")
        ends = asyncio.get_running_loop().time() + self._deadline
        budget = Budget(ends, window=window or self._window)
        self._budgets.append(budget)
        try:
            async with asyncio.timeout_at(budget.ends):
                yield budget
        except TimeoutError as error:
            from reader.hub import error_messages

            late = error_messages.too_slow(
                self._endpoint, self._deadline, answered=budget.answered, redirected=budget.redirected
            )
            raise budget.failure or late from error
        except HubError as error:
            clear_frames(error.__traceback__)  # They hold some megabytes of the answer, and errors are kept.
            raise
        finally:
            self._budgets.remove(budget)

    async def _opened(self) -> Transport:
        async with self._opening:
            if self._transport is None:
                self._transport = await self._thread.run(_open, self._endpoint, self._connect)
            return self._transport


def _open(endpoint: Endpoint, connect: float) -> Transport:
    from reader.hub.transport import Transport

    return Transport(endpoint, connect)
