"""Running the reader until it is left, and what all of its starts have in common."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from msgspec.structs import replace

from reader.config.settings import LAST, config_or_defaults
from reader.host import memory, page, tty
from reader.startup import snapshot
from reader.store import paths

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config.settings import ConfigFile
    from reader.ui.app import ReaderApp

GIVING_WAY = 0.0001
"""Seconds after which a thread lets another go on that handles a key or writes a frame; Python's default is 5 ms."""

PAINTING = 1.0
"""Seconds after which the first frame counts as painted and garbage is collected again."""

GARBAGE = 5_000, 5, 2
"""New objects after which it is, and how often until those are looked at that were left, and until all are.

Widgets hold each other, and wait until all objects are looked at.
"""


def position_file() -> Path:
    """Where it is kept what the reader shows: each tab of a browser has a place of its own."""
    return page.here.position if page.here else paths.position()


def settings_in_force() -> ConfigFile:
    """What the user configured; a page that is loaded again goes on where it was."""
    settings = config_or_defaults(paths.config())
    if page.here and page.here.is_back:
        return replace(settings, config=replace(settings.config, start=LAST))
    return settings


def wants_ascii(settings: ConfigFile) -> bool:
    """Whether signs are drawn in ASCII: as the user says, else as the locale does."""
    wanted = settings.config.ascii
    return not tty.speaks_utf8(os.environ) if wanted is None else wanted


def takes_mouse(settings: ConfigFile) -> bool:
    """Whether the reader takes the mouse: as the user says, else unless a lone escape key would be kept back by it."""
    return settings.config.mouse and ("mouse" in settings.given or not tty.is_gnu_screen(os.environ))


def run(app: ReaderApp, *, mouse: bool) -> None:
    """Run the app until it is left."""
    import asyncio

    asyncio.Runner().run(_painted_before_collecting(app, mouse))


async def _painted_before_collecting(app: ReaderApp, mouse: bool) -> None:
    """Run the app, and collect garbage again once it is on the screen; what was loaded until then is kept."""
    from asyncio import get_running_loop

    def collect() -> None:
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        gc.enable()
        memory.give_back_soon()

    sys.setswitchinterval(GIVING_WAY)
    get_running_loop().call_later(PAINTING, collect)
    await app.run_async(mouse=mouse)


def leave(app: ReaderApp) -> NoReturn:
    """End the process; a thread may hang in a name look-up for 20 s."""
    snapshot.restore()  # Textual gave it back, unless it never had it.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # The window may be closed.
            stream.flush()
    os._exit(app.return_code or 0)
