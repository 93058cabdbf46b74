"""The server of the page that shows the reader."""

from __future__ import annotations

import asyncio
import hmac
from typing import Final
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, web

from reader.web.files import ASSETS, STATICS, Files
from reader.web.tabs import FullError, Tabs
from reader.web.talk import pass_on, tell
from reader.web.terminal import bounded

LARGEST: Final = 2**20
"""Bytes of the longest message of a page: what is pasted comes in one."""
HEARTBEAT: Final = 20.0
"""Seconds between questions whether a page is still there."""
KEPT: Final = "Your place, stars and notes are kept."
NOT_KEPT: Final = "This was the sample edition, of which nothing is kept but the place."
LOCAL: Final = ("localhost", "127.0.0.1", "::1")
FULL: Final = "Too many tabs have the reader open. Close one, then go on here."
NO_ROOM: Final = "This machine has no room for another reader. Close a tab, then go on here."
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # The address has the token.
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
FOREVER: Final = "private, max-age=31536000, immutable"
"""How a browser keeps what comes by an address with its version: it asks for it once."""
NOT_WHOLE: Final = (
    "This address is not complete, or wrong",
    "Open the one that <code>daily-papers serve</code> printed, with its token.",
)
USED: Final = "This address works once only", "Open the one that <code>daily-papers serve</code> printed."
EARLIER: Final = (
    "This address is that of an earlier server",
    "Open the one that <code>daily-papers serve</code> printed when it was started last.",
)
REFUSAL: Final = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Daily Papers</title>
    <link rel="icon" href="{root}assets/icon.svg" />
    <link rel="stylesheet" href="{root}assets/page.css" />
  </head>
  <body>
    <section id="end">
      <h1>{title}</h1>
      <p>{why}</p>
    </section>
  </body>
</html>
"""


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
    for path in server.files.made:
        app.router.add_get(path, server.made)
    app.router.add_static("/assets", ASSETS)
    app.router.add_static("/static", STATICS)
    app.on_shutdown.append(server.close)
    return app


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    is_kept = response.status == 200 and ("v" in request.query or request.path.startswith("/static/fonts/"))
    for name, value in (HEADERS | ({"Cache-Control": FOREVER} if is_kept else {})).items():
        response.headers.setdefault(name, value)


class Server:
    """What the server answers."""

    def __init__(self, tabs: Tabs, token: str, host: str, ticket: str) -> None:
        """Answer those who know a token, and tell it to the one who comes with the ticket."""
        self._ticket = ticket
        self._tabs = tabs
        self._token = token
        self._hosts = {*LOCAL, host.strip("[]").lower()}
        self._talks: set[web.WebSocketResponse] = set()
        self.files = Files()

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The page, to those who have the whole address."""
        self._check_token(request.query.get("token", ""))
        if request.method == "GET":
            asyncio.get_running_loop().call_soon(self._tabs.prepare)  # When the page was sent.
        return web.Response(text=self.files.page, content_type="text/html", headers={"Cache-Control": "no-store"})

    async def made(self, request: web.Request) -> web.StreamResponse:
        """A file of the page that is made at the start."""
        body, kind = self.files.made[request.path]
        return web.Response(body=body, content_type=kind, charset="utf-8" if kind.startswith("text/") else None)

    async def admit(self, request: web.Request) -> web.StreamResponse:
        """The way to the page, for the first who has the ticket."""
        if not (self._ticket and _is_same(request.match_info["ticket"], self._ticket)):
            raise _refusal(*USED, root="../")
        self._ticket = ""
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
        talks = (talk.close(code=WSCloseCode.GOING_AWAY) for talk in [*self._talks])
        await asyncio.gather(self._tabs.close(), *talks)

    def _check_token(self, token: str) -> None:
        if not _is_same(token, self._token):
            raise _refusal(*(EARLIER if len(token) == len(self._token) else NOT_WHOLE))

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
                ended = await pass_on(talk, terminal, is_dark=is_dark)
                if ended is None:
                    return
                left, why = ended.code == 0, ended.words
                if left:
                    why = KEPT if self._tabs.keeps else NOT_KEPT
        except FullError:
            left, why = False, FULL
        except OSError:
            left, why = False, NO_ROOM
        await tell(talk, "ended", {"left": left, "why": why})


def _refusal(title: str, why: str, root: str = "") -> web.HTTPForbidden:
    return web.HTTPForbidden(text=REFUSAL.format(title=title, why=why, root=root), content_type="text/html")


def _is_same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), secret.encode())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 80
