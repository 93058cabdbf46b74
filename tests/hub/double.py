"""A double of the Hub on real HTTP, written from what the Hub was seen to answer.

It runs in a thread of its own on loopback. What it answers is right until a fault of `tests.hub.faults` is switched on.
"""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.hub import comments, search
from tests.hub.messages import Exchange as Exchange
from tests.hub.messages import Fault as Fault
from tests.hub.messages import Hangup as Hangup
from tests.hub.messages import Reply as Reply
from tests.hub.messages import Request as Request
from tests.hub.messages import as_json as as_json
from tests.hub.messages import head as head
from tests.hub.papers import Item
from tests.hub.parameters import Refused, number, span_of

TODAY = date(2026, 8, 20)


class HubDouble:
    """The double; it answers from `__enter__` to `__exit__`."""

    def __init__(
        self,
        days: Mapping[date, list[Item]] | None = None,
        *,
        today: date = TODAY,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Initialise the double.

        Args:
            days: The items of each day; a mapping that can be changed is used as it is, so that it may be lazy.
            today: The newest open day.
            port: The port on loopback, or 0 for any.
            tls: Serve https with this context.
        """
        self.days: MutableMapping[date, list[Item]] = days if isinstance(days, MutableMapping) else dict(days or {})
        self.today = today
        self.papers: dict[str, Item] = {}
        """What is known of single papers, by id: the `paper` of an item, with nothing around it."""
        self.texts: dict[str, bytes] = {}
        """The full texts of papers, by id."""
        self.comments: dict[str, object] = {}
        """The comments on papers, by id; on another paper that is known there are none."""
        self.pages_left = 100
        """How many pages are still sent; a full text is one."""
        self.trending: list[Item] | None = None
        """What is trending, in its order; None for the newest submissions."""
        self.repeated = 0
        """How many papers of a page of a week or a month the next one begins with."""
        self.ignores_periods = False
        """Whether it is a mirror that knows neither weeks nor months."""
        self.requests: list[Request] = []
        self.searches_left = search.QUOTA
        """How many searches are still taken."""
        self.url = ""
        self._port = port
        self._tls = tls
        self._fault: Fault | None = None
        self._times: int | None = None
        self._when: Callable[[Request], bool] = _always
        self._started = threading.Event()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="hub-double", daemon=True)

    def __enter__(self) -> Self:
        """Start; raises OSError if the port is taken."""
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, whatever is being answered."""
        self.stop()

    def stop(self) -> None:
        """Stop now; the address refuses connections afterwards."""
        if self._thread.is_alive():
            with suppress(RuntimeError):  # The loop has closed in between.
                self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join()

    def break_(self, fault: Fault, times: int | None = None, *, when: Callable[[Request], bool] | None = None) -> None:
        """Answer with a fault from now on.

        Args:
            fault: One of `tests.hub.faults`.
            times: How many answers are wrong; all of them by default.
            when: Which requests are answered wrongly; all of them by default.
        """
        self._fault, self._times, self._when = fault, times, when or _always

    def mend(self) -> None:
        """Answer rightly again."""
        self._fault = None

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()
        try:
            server = await asyncio.start_server(self._connected, "127.0.0.1", self._port, ssl=self._tls)
        except OSError as error:
            self._failure = error
            self._started.set()
            return
        scheme = "https" if self._tls else "http"
        self.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._started.set()
        await self._stopped.wait()
        # close() alone would leave a connection open that was accepted in this turn of the loop (Server._attach).
        for listening in server.sockets:
            self._loop.remove_reader(listening.fileno())
        for _ in range(3):
            await asyncio.sleep(0)
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # Lets the transports close their sockets.

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._converse(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                begin = await reader.readexactly(1)
                if not begin.isalpha():  # TLS or SOCKS.
                    writer.write(head(400, {"Connection": "close"}))
                    raise Hangup
                request = _parsed(begin + await reader.readuntil(b"\r\n\r\n"))
                self.requests.append(request)
                await self._answer(Exchange(request, self._reply(request), self.url, writer))
        except Hangup:
            writer.close()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.transport.abort()  # The reader has hung up.
        except asyncio.CancelledError:
            writer.transport.abort()

    async def _answer(self, exchange: Exchange) -> None:
        fault = self._fault
        if fault is None or self._times == 0 or not self._when(exchange.request):
            await exchange.send(exchange.reply)
            return
        if self._times is not None:
            self._times -= 1
        await fault(exchange)

    def _reply(self, request: Request) -> Reply:
        reply = self._searched(request) if request.path == search.PATH else self._routed(request)
        left = max(500 - sum(one.path != search.PATH for one in self.requests), 0)
        reply = replace(
            reply,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "X-Powered-By": "huggingface-moon",
                "RateLimit": f'"api";r={left};t=293',
                "RateLimit-Policy": '"fixed window";"api";q=500;w=300',
                "Vary": "Origin, Accept-Encoding",
                **reply.headers,
            },
        )
        if "gzip" in request.headers.get("accept-encoding", "") and reply.body:
            reply = reply.with_(body=gzip.compress(reply.body, 1), content_encoding="gzip")
        return reply

    def _routed(self, request: Request) -> Reply:
        if request.path.startswith("/papers/"):
            return self._text(request.path.removeprefix("/papers/").removesuffix(".md"))
        if request.path.startswith("/api/papers/"):
            with suppress(KeyError):
                id = request.path.removeprefix("/api/papers/")
                paper = self.papers.get(id, {"id": id}) if id in self.comments else self.papers[id]
                return Reply(body=as_json(comments.answer(request.query, paper, self.comments.get(id, []))))
        if request.path != "/api/daily_papers":
            return Reply(404, body=as_json({"error": "Sorry, we can't find the page you are looking for."}))
        if request.method not in ("GET", "HEAD"):
            return Reply(405, {"Allow": "GET, HEAD"}, as_json({"error": "Method not allowed"}))
        try:
            limit = number(request.query, "limit", 50, at_least=1, at_most=100)
            page = number(request.query, "p", 0, at_least=0, at_most=10**6)
            span = self._span(request.query)
        except Refused as refused:
            return Reply(400, body=as_json({"error": str(refused)}))
        return self._page(request, span, limit, page)

    def _text(self, id: str) -> Reply:
        self.pages_left = max(0, self.pages_left - 1)
        headers = {
            "Content-Type": "text/markdown; charset=utf-8",
            "RateLimit": f'"pages";r={self.pages_left};t=293',
            "RateLimit-Policy": '"fixed window";"pages";q=100;w=300',
        }
        try:
            return Reply(200, headers, self.texts[id])
        except KeyError:
            return Reply(404, headers, b"Not found")

    def _searched(self, request: Request) -> Reply:
        """The answer to a search; each takes from a quota of its own, also one that is refused."""
        status, answer = search.TOO_MANY
        if self.searches_left:
            self.searches_left -= 1
            status, answer = search.answer(request.query, (item for items in self.days.values() for item in items))
        headers = {"RateLimit": f'"search";r={self.searches_left};t={search.LEFT}', "RateLimit-Policy": search.POLICY}
        return Reply(status, headers, as_json(answer))

    def _span(self, query: dict[str, str]) -> tuple[date, date] | None:
        """The first and the last day asked for; None for what is trending, which ignores them, and for all days."""
        if query.get("sort") == "trending" or self.ignores_periods:
            query = {name: value for name, value in query.items() if name == "date" and "sort" not in query}
        return span_of(query, self.today)

    def _page(self, request: Request, span: tuple[date, date] | None, limit: int, page: int) -> Reply:
        start = page * limit - (self.repeated * page if span and span[0] != span[1] else 0)
        wanted = range(start, start + limit)
        items, more = [], False
        for place, item in enumerate(self._listed(request, span)):
            if place in wanted:
                items.append(item)
            elif more := place >= wanted.stop:
                break
        if span is not None:
            items.sort(key=_votes, reverse=True)  # Only within the page.
        body = as_json(items)
        etag = f'W/"{len(body):x}-{base64.b64encode(hashlib.sha1(body).digest()).decode()[:27]}"'
        headers = {"ETag": etag}
        if more:
            query = urlencode(request.query | {"p": str(page + 1)})
            headers["Link"] = f'<{self.url}{request.path}?{query}>; rel="next"'
        if request.headers.get("if-none-match") == etag:
            return Reply(304, headers)
        return Reply(200, headers, body)

    def _listed(self, request: Request, span: tuple[date, date] | None) -> Iterator[Item]:
        """What is asked for, newest submission first, as the feed without a date has all items."""
        if request.query.get("sort") == "trending" and self.trending is not None:
            yield from self.trending
            return
        first, last = span or (date.min, self.today)
        for day in sorted((day for day in self.days if first <= day <= min(last, self.today)), reverse=True):
            yield from self.days[day]


def _always(request: Request) -> bool:
    return True


def _votes(item: Any) -> int:
    """The votes of an item, which a test may have damaged."""
    paper = item.get("paper") if isinstance(item, dict) else None
    votes = paper.get("upvotes") if isinstance(paper, dict) else None
    return votes if isinstance(votes, int) else 0


def _parsed(data: bytes) -> Request:
    first, *lines = data.decode("latin-1").split("\r\n")[:-2]
    method, target, _ = first.split(" ")
    address = urlsplit(target)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(method, address.path, dict(parse_qsl(address.query)), headers)
