"""Opening the reader: what it is made of is put together here, and it is left from here."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from reader.errors import PeriodError, StoreError
from reader.hub.access import Access
from reader.library import Library, Papers
from reader.papers.period import EditionClock, parse_day
from reader.store import paths
from reader.store.cache import Cache

if TYPE_CHECKING:
    from reader.hub.client import Hub
    from reader.ui.app import ReaderApp

CLOSING = 0.1
"""Seconds that the cache has to close; SQLite survives a process that ends without."""

PAINTING = 1.0
"""Seconds after which the first frame is painted, as far as garbage is concerned."""


def read(period: str | None, *, cache_dir: Path | None, offline: bool, mouse: bool) -> NoReturn:
    """Open the reader on the user's library, and end the process when it is closed.

    Raises:
        PeriodError: If the period cannot be understood.
        StoreError: If the folder that the user named cannot be used.
        ReaderError: If the environment names an endpoint that is none.
    """
    gc.disable()  # Until the first frame is painted: 4 % of the start.
    clock = EditionClock()
    day = parse_day(period, clock.newest_day()) if period else None
    access = Access.from_environment(os.environ)
    cache = Cache(_named_folder(cache_dir) if cache_dir else paths.cache())
    # The stored day is read while Textual is imported; both take their time.
    reading = cache.submit_get(day) if day else cache.submit_newest(clock.newest_day())
    library = Library(cache, None if offline or access.offline else partial(_hub, access), clock)

    from reader.ui.app import ReaderApp

    app = ReaderApp(library, day=day, first=reading.result(), sample=_sample, crash_folder=paths.state())
    _run(app, mouse=mouse, cache=cache)


def read_sample(period: str | None, *, mouse: bool) -> NoReturn:
    """Open the reader on the sample edition, and end the process when it is closed.

    Raises:
        PeriodError: If the period cannot be understood.
    """
    from reader.sample import DAYS, Sample, not_in_it

    sample = Sample()
    day = parse_day(period, sample.clock.newest_day()) if period else None
    if day is not None and day not in DAYS:
        raise PeriodError(not_in_it(day))

    from reader.ui.app import ReaderApp

    _run(ReaderApp(sample, day=day, crash_folder=paths.state()), mouse=mouse)


def _hub(access: Access) -> Hub:
    from reader.hub.client import Hub

    return Hub(access)


def _sample() -> Papers:
    from reader.sample import Sample

    return Sample()


def _named_folder(folder: Path) -> Path:
    """Make and check the folder that the user named; one of our own choice may fail later and be done without."""
    try:
        folder = folder.expanduser().absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        next(folder.iterdir(), None)
    except (OSError, RuntimeError) as error:  # The latter where there is no such user.
        why = (error.strerror if isinstance(error, OSError) else None) or "it cannot be found"
        raise StoreError(f"{folder} cannot be used as the cache: {why}. Name another with --cache-dir.") from error
    return folder


async def _painted_before_collecting(app: ReaderApp, mouse: bool) -> None:
    """Run the app and collect garbage again once it is on the screen; what it is made of is none."""

    def collect() -> None:
        gc.freeze()
        gc.enable()

    asyncio.get_running_loop().call_later(PAINTING, collect)
    await app.run_async(mouse=mouse)


def _run(app: ReaderApp, *, mouse: bool, cache: Cache | None = None) -> NoReturn:
    """Run the app and end the process; a thread may hang in a name look-up for 20 s."""
    asyncio.Runner().run(_painted_before_collecting(app, mouse))
    if cache is not None:
        cache.close(CLOSING)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(app.return_code or 0)
