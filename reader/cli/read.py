"""Opening the reader: what it is made of is put together here, and it is left from here."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from msgspec.structs import replace

from reader import config
from reader.cli import stock
from reader.cli.beginning import arrangements, beginning
from reader.errors import PeriodError
from reader.hub.access import Access
from reader.library import Library, Papers
from reader.papers.arrange import Listing, listing_of
from reader.papers.models import Feed
from reader.papers.period import EditionClock, parse_day
from reader.store import paths, position
from reader.store.cache import Cache
from reader.store.marks import Marks

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

CLOSING = 0.1
"""Seconds that the cache has to close; SQLite survives a process that ends without."""

SAVING = 2.0
"""Seconds that marks have to reach the disk."""

PAINTING = 1.0
"""Seconds after which the first frame is painted, as far as garbage is concerned."""


def read(period: str | None, *, cache_dir: Path | None, offline: bool, mouse: bool) -> NoReturn:
    """Open the reader on the user's library, and end the process when it is closed.

    Raises:
        PeriodError: If the period cannot be understood.
        ConfigError: If the configuration cannot be read.
        StoreError: If the folder that the user named cannot be used.
        ReaderError: If the environment names an endpoint that is none.
    """
    gc.disable()  # Until the first frame is painted: 4 % of the start.
    clock = EditionClock()
    settings, kept = config.load(paths.config()), position.load(paths.position())
    start = beginning(period, settings, kept, clock.newest_day())
    access = Access.from_environment(os.environ)
    cache = Cache(stock.cache_folder(cache_dir))
    marks = Marks(paths.marks(), clock.now)
    # What is shown first is read while Textual is imported; both take their time.
    reading = cache.submit_get(start.day) if start.day else cache.submit_newest(clock.newest_day())
    known = marks.submit_get(lambda: _ids(reading.result()))
    stars = marks.submit_starred() if start.starred else None
    library = Library(cache, marks, stock.connection(access, offline), clock)

    from reader.ui.app import ReaderApp
    from reader.ui.opening import Opening

    feed = reading.result()
    listing = Listing(feed.papers, known.result(), feed.fetched_at) if feed else Listing()
    app = ReaderApp(
        library,
        opening=Opening(
            start.day,
            feed,
            listing_of(stars.result()) if stars else listing,
            start.paper,
            arrangements(kept),
            settings.config.layout or kept.layout,
            settings.config.read_delay,
        ),
        settings=replace(settings, complaints=settings.complaints + start.complaints),
        sample=_sample,
        crash_folder=paths.state(),
    )
    _run(app, mouse=mouse and settings.config.mouse)
    if app.position is not None:
        position.save(paths.position(), app.position)
    marks.close(SAVING)
    cache.close(CLOSING)
    _leave(app)


def read_sample(period: str | None, *, mouse: bool) -> NoReturn:
    """Open the reader on the sample edition, and end the process when it is closed; nothing of it is kept.

    Raises:
        PeriodError: If the period cannot be understood.
        ConfigError: If the configuration cannot be read.
    """
    from reader.sample import DAYS, Sample, not_in_it

    sample = Sample()
    day = parse_day(period, sample.clock.newest_day()) if period else None
    if day is not None and day not in DAYS:
        raise PeriodError(not_in_it(day))
    settings = config.load(paths.config())

    from reader.ui.app import ReaderApp
    from reader.ui.opening import Opening

    opening = Opening(day, layout=settings.config.layout or "auto", delay=settings.config.read_delay)
    app = ReaderApp(sample, opening=opening, settings=settings, crash_folder=paths.state())
    _run(app, mouse=mouse and settings.config.mouse)
    _leave(app)


def _ids(feed: Feed | None) -> list[str]:
    return [paper.id for paper in feed.papers] if feed else []


def _sample() -> Papers:
    from reader.sample import Sample

    return Sample()


async def _painted_before_collecting(app: ReaderApp, mouse: bool) -> None:
    """Run the app and collect garbage again once it is on the screen; what it is made of is none."""

    def collect() -> None:
        gc.freeze()
        gc.enable()

    asyncio.get_running_loop().call_later(PAINTING, collect)
    await app.run_async(mouse=mouse)


def _run(app: ReaderApp, *, mouse: bool) -> None:
    asyncio.Runner().run(_painted_before_collecting(app, mouse))


def _leave(app: ReaderApp) -> NoReturn:
    """End the process; a thread may hang in a name look-up for 20 s."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(app.return_code or 0)
