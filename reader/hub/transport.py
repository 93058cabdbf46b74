"""Asking over HTTP: retries, redirects, the token, and answers within a limit."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib import import_module
from typing import Final, NamedTuple

import httpx
import stamina.instrumentation
from socksio import SOCKSError

from reader import __version__
from reader.errors import HubError
from reader.hub import error_messages
from reader.hub.body import read_body, values_in
from reader.hub.endpoint import Endpoint
from reader.hub.proxies import UnusableProxyError, proxy_for
from reader.hub.rate_limit import TOLD_LIMIT, Budget, BusyError, LimitedError, pause_asked, time_after

for _name in ("anyio._backends._asyncio", "httpcore._backends.anyio"):
    with suppress(ImportError):  # They are named so in the versions that we know.
        import_module(_name)

ATTEMPTS: Final = 3
REDIRECTS: Final = 3
COMPLAINT_LIMIT: Final = 2**16
"""Bytes of an answer that only says what is wrong."""

_BUSY = frozenset({429, 502, 503, 504})
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
# The last two pass through httpx: from anyio where a proxy's port is above 65535, from a SOCKS proxy that is none.
_FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError, ExceptionGroup, SOCKSError)


@dataclass(frozen=True)
class Reply:
    """An answer, as far as the reader wants to know it."""

    status: int
    body: bytes = b""
    etag: str = ""
    following: str = ""
    """The address of the next page, as the server gives it."""
    date: str = ""
    """When the answer was made, by the server's clock, as the header has it (RFC 9110, 6.6.1)."""
    age: str = ""
    """Seconds that the answer was kept on the way, as the header has them (RFC 9111, 5.1)."""
    is_page: bool = False
    """Whether it is a web page, where a text was wanted."""


class _Question(NamedTuple):
    """What is asked for beside the address."""

    etag: str
    wanted: str

    @property
    def is_text(self) -> bool:
        """Whether anything may come, not data alone."""
        return self.wanted != _DATA


_DATA: Final = "application/json"


class _Routes(httpx.AsyncBaseTransport):
    """Connections by way of the proxy that each request should take, made when one takes it.

    httpx itself makes all proxies of the environment at the start, so that each can stop every request.
    """

    def __init__(self) -> None:
        # Reading the certificates takes longer than the rest, and all routes can have the same ones.
        self._certificates = httpx.create_ssl_context()
        self._routes: dict[str, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        proxy = proxy_for(request.url.scheme, request.url.host)
        try:
            url = proxy.url if proxy else ""
            if url not in self._routes:
                self._routes[url] = httpx.AsyncHTTPTransport(verify=self._certificates, proxy=url or None)
        except (UnusableProxyError, httpx.InvalidURL, ValueError) as error:
            raise error_messages.unusable_proxy(error, proxy.where if proxy else "") from error
        return await self._routes[url].handle_async_request(request)

    async def aclose(self) -> None:
        for route in self._routes.values():
            await route.aclose()


class Transport:
    """The one HTTP client."""

    def __init__(self, endpoint: Endpoint, connect: float) -> None:
        """Make the client, which reads the variables for certificates.

        Args:
            endpoint: Whom to ask, and with which token.
            connect: Seconds to wait for a connection.

        Raises:
            UnreachableError: If what they name cannot be used.
        """
        self._endpoint = endpoint
        self._token = endpoint.token
        self._connect = connect
        # stamina would log every retry through structlog or logging.
        stamina.instrumentation.set_on_retry_hooks(())
        self._url = httpx.URL(endpoint.url)
        try:
            self._client = httpx.AsyncClient(
                headers={
                    "User-Agent": f"daily-papers/{__version__}",
                    "Accept-Encoding": "gzip, deflate",
                },
                transport=_Routes(),
                # The rest of the time is the deadline's, for the feed as a whole: httpx counts from read to read.
                timeout=httpx.Timeout(None, connect=connect),
                follow_redirects=False,
            )
        except OSError as error:
            raise error_messages.no_certificates() from error

    async def get(
        self, path: str, query: dict[str, str], budget: Budget, *, etag: str = "", wanted: str = _DATA
    ) -> Reply:
        """Ask, again if that can help, and return an answer with any status but that of a redirect or a pause.

        Args:
            path: Of the API, with a slash before it.
            query: The parameters.
            budget: What the feed may take.
            etag: The Hub's mark of what is known, to hear of changes only.
            wanted: The type of the answer; a web page is an error where data is wanted.

        Raises:
            HubError: If there is no answer.
        """
        url = httpx.URL(self._endpoint.url + path, params=query)
        retrying = stamina.retry_context(
            on=budget.pause_after, attempts=ATTEMPTS, timeout=None, wait_initial=0.3, wait_max=3.0, wait_jitter=0.3
        )
        async for attempt in retrying:
            with attempt:
                return await self._asked(url, budget, _Question(etag, wanted))
        raise AssertionError("stamina ends with a result or an error")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _asked(self, url: httpx.URL, budget: Budget, question: _Question) -> Reply:
        token = self._token
        reply = await self._followed(url, budget, question, token)
        if reply.status == 401 and token:
            self._token = ""  # A bad token is refused on public routes, too.
            reply = await self._followed(url, budget, question, "")
        return reply

    async def _followed(self, url: httpx.URL, budget: Budget, question: _Question, token: str) -> Reply:
        budget.redirected = ""
        for _ in range(REDIRECTS + 1):
            # What is said to the endpoint in confidence is said to nobody else.
            own = {"If-None-Match": question.etag, "Authorization": f"Bearer {token}" if token else ""}
            headers = {name: value for name, value in own.items() if value and _origin(url) == _origin(self._url)}
            found = await self._sent(url, {"Accept": question.wanted} | headers, budget, is_text=question.is_text)
            if isinstance(found, Reply):
                return found
            url = found
            budget.goes_on(_shown(url))
        raise error_messages.sent_in_circles(self._endpoint, REDIRECTS)

    async def _sent(
        self, url: httpx.URL, headers: dict[str, str], budget: Budget, *, is_text: bool
    ) -> Reply | httpx.URL:
        """Ask once: the answer, or where to ask instead."""
        begun = False
        try:
            async with self._client.stream("GET", url, headers=headers) as response:
                begun = True
                budget.answer_begins()
                budget.window.note(response.headers)
                return await self._heard(response, budget, is_text=is_text)
        except _FAULTS as error:
            if begun:
                raise error_messages.cut_off(self._endpoint) from error
            raise error_messages.not_sent(error, self._endpoint, self._connect, budget.redirected) from error

    async def _heard(self, response: httpx.Response, budget: Budget, *, is_text: bool) -> Reply | httpx.URL:
        status = response.status_code
        if status in _REDIRECTING:
            return self._target(response)
        if status in _BUSY:
            raise self._busy(response, budget)
        if status != 200:
            said = self._without_token(await _complaint(response))
            return Reply(status, said, date=response.headers.get("date", ""))
        is_page = "html" in response.headers.get("content-type", "").lower()
        if is_page and not is_text:
            raise error_messages.web_page(self._endpoint)
        body = await read_body(response, budget.room, self._endpoint.name, budget.most)
        budget.room -= len(body)
        begin = body[:1024].lstrip()[:15].lower()
        if is_text:
            is_page = is_page or begin.startswith((b"<!doctype html", b"<html"))
            return Reply(status, self._without_token(body), is_page=is_page)
        if begin.startswith(b"<"):
            raise error_messages.web_page(self._endpoint)
        budget.values -= values_in(body, budget.values, self._endpoint.name)
        if begin.startswith(b"{"):  # A complaint, no papers.
            body = self._without_token(body)
        following = response.links.get("next", {}).get("url", "")
        headers = response.headers
        etag, date, age = (headers.get(name, "") for name in ("etag", "date", "age"))
        return Reply(status, body, etag, following, date, age)

    def _target(self, response: httpx.Response) -> httpx.URL:
        """Where the endpoint's own host wants to be asked instead.

        Raises:
            HubError: It is another host, or no address to follow.
        """
        location = response.headers.get("location", "")
        try:
            url = response.url.join(location)
        except (httpx.InvalidURL, ValueError) as error:
            raise error_messages.sent_astray(self._endpoint) from error
        if not location or url.scheme not in ("https", self._url.scheme) or not url.raw_host or url.userinfo:
            raise error_messages.sent_astray(self._endpoint, f"{url.scheme}://{url.raw_host.decode()}")
        if url.raw_host != self._url.raw_host:
            raise error_messages.sent_elsewhere(self._endpoint, _shown(url))
        return url

    def _without_token(self, body: bytes) -> bytes:
        """Take the token out of an answer that repeats it, as the Hub's own words are shown."""
        token = self._endpoint.token.encode()
        return body.replace(token, b"(token)") if token else body

    def _busy(self, response: httpx.Response, budget: Budget) -> BusyError:
        now = datetime.now(UTC).astimezone()
        wait = pause_asked(response.headers, now)
        budget.window.close(wait or 0.0)
        told = pause_asked(response.headers, now, TOLD_LIMIT)  # Which may be longer than what is waited for here.
        end = "tomorrow" if told == TOLD_LIMIT else f"at {time_after(told or 0.0, now)}"
        when = "in a few minutes" if told is None else end
        name, status = self._endpoint.name, error_messages.named(response.status_code)
        is_limit = response.status_code == HTTPStatus.TOO_MANY_REQUESTS or wait is not None
        what, kind = ("is limiting requests", LimitedError) if is_limit else ("is having trouble", BusyError)
        what = f"{name} {what} ({status})"
        return kind(f"{what}: try again {when}.", wait, what)


async def _complaint(response: httpx.Response) -> bytes:
    """What the Hub says is wrong; nothing where that cannot be read, as the status says enough.

    A 304 is read to its end, too, though it is empty: else the connection could not be kept.
    """
    try:
        return await read_body(response, COMPLAINT_LIMIT, "", "")
    except (HubError, *_FAULTS):
        return b""


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port  # httpx leaves the port out where it is the scheme's own.


def _shown(url: httpx.URL) -> str:
    """An address as far as a sentence shows it; a name stays in ASCII, where none looks like another."""
    return f"{url.scheme}://{url.netloc.decode()}"
