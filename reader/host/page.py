"""The page of a browser that the reader is shown in: what only that can do is asked of it.

A process has one at most, and has it from its start to its end, as it has its terminal.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Final

from msgspec import json

from reader.errors import HostError

if TYPE_CHECKING:
    import asyncio  # Which a start in a terminal imports later: so early it is 3 % of that.

PATIENCE: Final = 5.0
"""Seconds that a page has to answer; over a slow line it is far away."""
LIMIT: Final = 2**10
"""Bytes of the longest answer."""
LARGEST: Final = 8 * 2**20
"""Characters of the longest text that is given to a page."""

_LOST: Final = "The page in the browser did not answer."


@dataclass
class Page:
    """A page, reached by way of the server that it came from."""

    line: socket
    """Takes a request or a message per line as JSON, and gives an answer per line to a request."""
    position: Path
    """Where this page keeps what the reader shows, for when it is loaded again."""
    is_back: bool
    """Whether the reader was left here before."""
    _asked: int = 0
    _told: dict[str, str] = field(default_factory=dict)
    _telling: set[asyncio.Future[None]] = field(default_factory=set)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @cached_property
    def _turn(self) -> asyncio.Lock:
        import asyncio

        return asyncio.Lock()

    async def open(self, url: str) -> str:
        """Open an address in a tab of its own, and say what came of it.

        Raises:
            HostError: The page did not.
        """
        if await self._ask("open", url):
            return f"Opened {url} in a new tab"
        raise HostError("The browser kept back the new tab: allow this page to open windows.")

    async def copy(self, text: str, what: str) -> str:
        """Copy a text to the clipboard of the browser's machine, and say what came of it.

        Args:
            text: The text.
            what: What it is, for people.

        Raises:
            HostError: The page could not.
        """
        if await self._ask("copy", text):
            return f"Handed to the browser: {what}"  # Whose word it is: to read it back, it would ask the user.
        raise HostError(f"The browser did not let this page copy: {what}")

    async def download(self, name: str, text: str) -> str:
        """Give a file to the browser's downloads, and return the name that it was given with.

        Raises:
            HostError: The page could not.
        """
        if await self._ask("download", text, name):
            return name
        raise HostError("The browser did not take the file.")

    def tell(self, what: str, text: str) -> None:
        """Tell the page how something is now, unless that is what it was told last; it does not answer."""
        import asyncio

        if self._told.get(what) == text:
            return
        self._told[what] = text
        telling = asyncio.ensure_future(self._tell(what, text))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    async def _tell(self, what: str, text: str) -> None:
        async with self._turn:
            with suppress(OSError):
                _, writer = await self._opened()
                writer.write(json.encode({"do": what, "text": text}) + b"\n")
                await writer.drain()

    async def _ask(self, what: str, text: str, name: str = "") -> bool:
        import asyncio

        if len(text) > LARGEST:
            raise HostError("That is too long for a page in a browser.")
        async with self._turn:
            self._asked += 1
            try:
                return await asyncio.wait_for(self._answer(what, text, name), PATIENCE)
            except (OSError, ValueError, TimeoutError) as error:
                raise HostError(_LOST) from error

    async def _answer(self, what: str, text: str, name: str) -> bool:
        reader, writer = await self._opened()
        request = {"id": self._asked, "do": what, "text": text, "name": name}
        writer.write(json.encode(request) + b"\n")
        await writer.drain()
        while line := await reader.readline():
            answer = json.decode(line)  # The server writes them, in this form only.
            if answer["id"] == self._asked:
                return answer["done"] is True
        raise OSError("the server has gone")

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        import asyncio

        if self._streams is None:
            self._streams = await asyncio.open_connection(sock=self.line, limit=LIMIT)
        return self._streams


here: Page | None = None
"""The page that this process is shown in; None in a terminal."""
