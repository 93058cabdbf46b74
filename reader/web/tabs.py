"""The tabs of a server: what each shows, and which one was closed last."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from reader.store import paths
from reader.store.state import load_position, save_position
from reader.web.tab import Order
from reader.web.terminal import GRACE, Terminal, environment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MOST: Final = 20
"""Tabs that are open at once; each is a process."""
WAITING: Final = 3 * GRACE
"""Seconds in which the reader that a tab had before has surely ended."""
UNUSED: Final = 30.0
"""Seconds that a reader waits for the page that it was started for."""
COLOURS: Final = {True: "15;0", False: "0;15"}
"""What terminals with dark colours say of themselves, and what others do."""


class FullError(Exception):
    """No further tab can be opened."""


class Tabs:
    """The readers of a server, each in a tab of a browser."""

    def __init__(self, options: Mapping[str, Any], folder: Path) -> None:
        """Have no tabs yet.

        Args:
            options: Those of `session.open_reader`.
            folder: Where the tabs keep their positions while the server runs.
        """
        self._options = dict(options)
        self._folder = folder
        self._turns: dict[str, asyncio.Lock] = {}
        self._shown: dict[str, Terminal] = {}
        self._open: Counter[str] = Counter()
        self._waiting: asyncio.Task[Terminal] | None = None
        self._dropping: asyncio.Task[None] | None = None

    def prepare(self) -> None:
        """Start the reader of a page that is given out, unless one waits: the page takes as long to be loaded."""
        if self._waiting is None and len(self._open) < MOST:
            self._waiting = asyncio.ensure_future(Terminal.start(environment(os.environ)))
            asyncio.get_running_loop().call_later(UNUSED, self._drop, self._waiting)

    def _drop(self, waiting: asyncio.Task[Terminal]) -> None:
        if self._waiting is waiting:
            self._dropping = asyncio.ensure_future(self.close())

    async def close(self) -> None:
        """End the reader that waits for a page."""
        waiting, self._waiting = self._waiting, None
        if waiting:
            with suppress(OSError):
                await (await waiting).close()

    async def _started(self) -> Terminal:
        """The reader that waits, else a new one.

        Raises:
            OSError: The machine has no room for another process.
        """
        waiting, self._waiting = self._waiting, None
        if waiting:
            with suppress(OSError):
                terminal = await waiting
                if not terminal.has_ended:
                    return terminal
                await terminal.close()
        return await Terminal.start(environment(os.environ))

    @asynccontextmanager
    async def opened(self, name: str, columns: int, lines: int, *, is_dark: bool) -> AsyncIterator[Terminal]:
        """Open a reader in a tab, where it was left there; at the end it is closed.

        Args:
            name: The name that a tab gives itself; one that is loaded again has it again.
            columns: The width of the screen.
            lines: Its height.
            is_dark: Whether the browser asks for dark colours.

        Raises:
            FullError: Too many are open.
            OSError: The machine has no room for another process.
        """
        if name not in self._open and len(self._open) >= MOST:
            raise FullError
        self._open[name] += 1  # A page that is loaded again comes before the one that it was has gone.
        try:
            async with self._turn(name):
                terminal = await self._started()
                self._shown[name] = terminal
                try:
                    terminal.show(self._order(name, is_dark=is_dark), columns, lines)
                    yield terminal
                finally:
                    del self._shown[name]
                    await asyncio.shield(terminal.close())
        finally:
            self._open[name] -= 1
            if not self._open[name]:
                del self._open[name]
                self._turns.pop(name, None)
            if not self._open:
                self._keep(name)

    @asynccontextmanager
    async def _turn(self, name: str) -> AsyncIterator[None]:
        """End the reader that the tab had before, and wait until it has closed its stores."""
        if name in self._shown:
            self._shown[name].taken.set()
        turn = self._turns.setdefault(name, asyncio.Lock())
        try:
            await asyncio.wait_for(turn.acquire(), WAITING)
        except TimeoutError as error:
            raise FullError from error
        try:
            yield
        finally:
            turn.release()

    @property
    def keeps(self) -> bool:
        """Whether anything outlives the server."""
        return not self._options.get("sample")

    def _order(self, name: str, *, is_dark: bool) -> Order:
        file = self._folder / name
        is_back = file.exists()
        save_position(file, replace(load_position(file if is_back else paths.position()), is_dark=is_dark))
        options = self._options | ({"period": None} if is_back else {})
        return Order(str(file), is_back, COLOURS[is_dark], options)

    def _keep(self, name: str) -> None:
        """Have the next start begin where the last tab was left; what the terminal told of itself stays."""
        if self.keeps and (self._folder / name).exists():
            told = load_position(paths.position()).is_dark
            save_position(paths.position(), replace(load_position(self._folder / name), is_dark=told))
