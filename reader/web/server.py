"""The server of the page that shows the reader."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, WSMsgType, web

from reader.host import page
from reader.papers.text import clean
from reader.web.tabs import FullError, Tabs
from reader.web.terminal import Terminal, bounded

ASSETS: Final = Path(__file__).parent / "assets"


def _statics() -> Path:
    """The folder of what textual-serve gives to a browser: the terminal, its style and its fonts."""
    spec = find_spec("textual_serve")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name="textual_serve")
    return Path(spec.origin).parent / "static"


STATICS: Final = _statics()
LARGEST: Final = 2**20
"""Bytes of the longest message of a page: what is pasted comes in one."""
HEARTBEAT: Final = 20.0
"""Seconds between questions whether a page is still there."""
KEPT: Final = "Your place, stars and notes are kept."
NOT_KEPT: Final = "This was the sample edition, of which nothing is kept but the place."
LAST: Final = 4_000
"""Bytes in which a program that could not go on says why."""
GROUNDS: Final = {True: ("#d9d6ce", "#16181b"), False: ("#2b2a27", "#faf8f3")}
"""Text and background of the page, dark or not; what is around the terminal, and what the reader hears of it."""
LOCAL: Final = ("localhost", "127.0.0.1", "::1")
FULL: Final = "Too many tabs have the reader open. Close one, then go on here."
NO_ROOM: Final = "This machine has no room for another reader. Close a tab, then go on here."
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # The address has the token.
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
REFUSED: Final = "The address is not complete: open the one that `daily-papers serve` printed, with its token.\n"


def application(tabs: Tabs, token: str, host: str, ticket: str = "") -> web.Application:
    """The server's pages, and the way from a page to its reader.

    Args:
        tabs: The readers.
        token: What an address must have.
        host: The address that the user named for the server.
        ticket: What lets a browser in once, in an address that other users of the machine may see; empty for nothing.
    """
    server = Server(tabs, token, host, ticket)
    app = web.Application()
    app.on_response_prepare.append(_add_headers)
    app.router.add_get("/", server.page)
    app.router.add_get("/open/{ticket}", server.admit)
    app.router.add_get("/talk/{token}/{tab:[0-9a-f]{32}}", server.talk)
    app.router.add_static("/assets", ASSETS)
    app.router.add_static("/static", STATICS)
    app.on_shutdown.append(server.close)
    return app


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


class Server:
    """What the server answers."""

    def __init__(self, tabs: Tabs, token: str, host: str, ticket: str) -> None:
        """Answer those who know a token, and tell it to the one who comes with the ticket."""
        self._ticket = ticket
        self._tabs = tabs
        self._token = token
        self._hosts = {*LOCAL, host.strip("[]").lower()}
        self._talks: set[web.WebSocketResponse] = set()

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The page, to those who have the whole address."""
        self._check_token(request.query.get("token", ""))
        return web.FileResponse(ASSETS / "page.html")

    async def admit(self, request: web.Request) -> web.StreamResponse:
        """The way to the page, for the first who has the ticket."""
        ticket, self._ticket = self._ticket, ""
        if not (ticket and _is_same(request.match_info["ticket"], ticket)):
            raise web.HTTPForbidden(text=REFUSED)
        raise web.HTTPSeeOther(f"../?token={self._token}")

    async def talk(self, request: web.Request) -> web.StreamResponse:
        """The talk of a page with its reader, until one of them ends it."""
        self._check_token(request.match_info["token"])
        if not self._is_ours(request.headers.get("Origin", "")):
            raise web.HTTPForbidden(text="This page may not open the reader.\n")
        talk = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST, compress=False)
        await talk.prepare(request)
        self._talks.add(talk)
        try:
            await self._show(talk, request)
        finally:
            self._talks.discard(talk)
            await talk.close()
        return talk

    async def close(self, _: web.Application) -> None:
        """End all talks; each closes its reader."""
        await asyncio.gather(*(talk.close(code=WSCloseCode.GOING_AWAY) for talk in [*self._talks]))

    def _check_token(self, token: str) -> None:
        if not _is_same(token, self._token):
            raise web.HTTPForbidden(text=REFUSED)

    def _is_ours(self, origin: str) -> bool:
        """Whether a page is from this machine or the named host, whichever the port: it may be a forwarded one."""
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and parts.hostname in self._hosts

    async def _show(self, talk: web.WebSocketResponse, request: web.Request) -> None:
        columns, lines = (bounded(_number(request.query.get(name, ""))) for name in ("width", "height"))
        is_dark = request.query.get("dark") != "0"
        try:
            async with self._tabs.opened(request.match_info["tab"], columns, lines, is_dark=is_dark) as terminal:
                text, ground = GROUNDS[is_dark]
                await talk.send_bytes(f"\x1b]10;{text}\x07\x1b]11;{ground}\x07".encode())
                if (code := await _talk(talk, terminal)) is not None:
                    why = (KEPT if self._tabs.keeps else NOT_KEPT) if not code[0] else code[1]
                    await _tell(talk, "ended", {"left": not code[0], "why": why})
        except FullError:
            await _tell(talk, "ended", {"left": False, "why": FULL})
        except OSError:
            await _tell(talk, "ended", {"left": False, "why": NO_ROOM})


def _is_same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), secret.encode())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 80


async def _talk(talk: web.WebSocketResponse, terminal: Terminal) -> tuple[int, str] | None:
    """Pass on between a page and its reader, until one of them has gone; how the reader ended, if it did."""
    reader, writer = await asyncio.open_connection(sock=terminal.line, limit=8 * page.LARGEST)
    drawing = asyncio.ensure_future(_draw(talk, terminal))
    passing = asyncio.ensure_future(_pass_requests(talk, reader))
    listening = asyncio.ensure_future(_listen(talk, terminal, writer))
    try:
        await asyncio.wait([drawing, listening], return_when=asyncio.FIRST_COMPLETED)
        return drawing.result() if drawing.done() and not drawing.exception() else None
    finally:
        for way in (drawing, passing, listening):
            way.cancel()
        await asyncio.gather(drawing, passing, listening, return_exceptions=True)
        writer.close()


async def _draw(talk: web.WebSocketResponse, terminal: Terminal) -> tuple[int, str]:
    """Show what the reader draws; the exit code at its end, and what it said last."""
    last = b""
    while data := await terminal.read():
        await talk.send_bytes(data)
        last = (last + data)[-LAST:]
    return await terminal.ended(), last_words(last)


def last_words(output: bytes) -> str:
    """What a program wrote last when it had left the screen: the reason why it ended.

    >>> last_words(b"drawn\\x1b[?1049l\\x1b[?25h\\r\\nIt is not a day.\\r\\n")
    'It is not a day.'
    """
    text = output.rpartition(b"\x1b[?1049l")[2].decode(errors="replace")
    lines = [clean(line) for line in re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", text).splitlines()]
    return " ".join(line for line in lines if line) or "It ended without a word."


async def _pass_requests(talk: web.WebSocketResponse, reader: asyncio.StreamReader) -> None:
    while line := await reader.readline():
        await _tell(talk, "asked", json.loads(line))


async def _tell(talk: web.WebSocketResponse, what: str, more: object) -> None:
    if not talk.closed:
        await talk.send_str(json.dumps([what, more]))


async def _listen(talk: web.WebSocketResponse, terminal: Terminal, writer: asyncio.StreamWriter) -> None:
    """Do what a page says, until it says what no page of ours does."""
    async for message in talk:
        if message.type != WSMsgType.TEXT or not await _do(_understood(message.data), talk, terminal, writer):
            await talk.close(code=WSCloseCode.POLICY_VIOLATION)
            return


def _understood(text: str) -> list[Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return said if isinstance(said, list) and said and isinstance(said[0], str) else []


async def _do(said: list[Any], talk: web.WebSocketResponse, terminal: Terminal, writer: asyncio.StreamWriter) -> bool:
    """Do what was said; whether it was understood."""
    match said:
        case ["stdin", str() as keys]:
            await terminal.write(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int() as width, "height": int() as height}]:
            terminal.resize(bounded(width), bounded(height))
        case ["answer", {"id": int() as id, "done": bool() as done}]:
            writer.write(json.dumps({"id": id, "done": done}).encode() + b"\n")
        case ["ping", str() as when]:
            await _tell(talk, "pong", when)
        case ["focus"] | ["blur"]:
            pass
        case _:
            return False
    return True
