"""What a terminal shows while a search takes long: how far the index of the stored days is built."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

from reader.cli.io import console
from reader.host import tty
from reader.papers.humanize import indexed

Result = TypeVar("Result")

SILENCE: Final = 1.0
"""Seconds after which something is shown."""
LOOK: Final = 0.2
"""Seconds between two looks at how far it is."""


async def told(work: Coroutine[Any, Any, Result], progress: Callable[[], tuple[int, int] | None]) -> Result:
    """Do a piece of work; once it takes long, show on stderr, if that is a terminal, how far it is.

    Args:
        work: What is waited for.
        progress: How many stored days are indexed, and how many there are, while they are.
    """
    doing = asyncio.ensure_future(work)
    if tty.is_terminal(sys.stderr) and tty.can_place_cursor(os.environ):
        await asyncio.wait([doing], timeout=SILENCE)
        if not doing.done():
            await _shown(doing, progress)
    return await doing


async def _shown(doing: asyncio.Future[Result], progress: Callable[[], tuple[int, int] | None]) -> None:
    """Show a line that is gone at the end."""
    # Another program may build the index, or it cannot be used: then there is no number.
    with console(stderr=True).status("Searching stored days…", spinner="line") as line:
        while not doing.done():
            if words := indexed(progress()):
                line.update(words)
            await asyncio.wait([doing], timeout=LOOK)
