"""Start and end of the reader: the first view, the library and the app.

The first view is what the command line asks for, else what is configured, else the newest stored day.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import PeriodError, UnknownPeriodError, UseError
from reader.host import tty
from reader.hub.endpoint import paper_id
from reader.library import PaperLibrary
from reader.library.open import READER, open_library
from reader.papers.listing import Listing, listing_of
from reader.papers.models import Feed
from reader.papers.period import Day, OnePaper, Search, Span, Starred, Trending
from reader.startup import snapshot
from reader.startup.first_view import InitialView, arrangements, initial_view
from reader.startup.running import leave, position_file, run, settings_in_force, takes_mouse, wants_ascii
from reader.store import paths
from reader.store.state import load_position, save_position

if TYPE_CHECKING:
    from reader.config.settings import ConfigFile
    from reader.library.open import OpenLibrary
    from reader.store.state import Position
    from reader.ui.app import ReaderApp


def begin(start: Sequence[str]) -> None:
    """Start drawing the frame of the next start with the same words in this terminal, without waiting for it."""
    size = snapshot.size()
    folder = snapshot.folder(os.environ)
    if size is None or folder is None or snapshot.file_of(folder, start, *size) is None:
        return
    import subprocess  # Nothing before the first frame needs it.

    with suppress(OSError):
        subprocess.Popen(
            [sys.executable, "-P", "-m", "reader.startup.snapshot_writer", *map(str, size), *start],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


class PreparedReader(Struct, frozen=True):
    """The reader, ready to run."""

    app: ReaderApp
    mouse: bool
    """Whether the configuration lets it use the mouse."""


def read(
    period: str | None, *, cache_dir: Path | None, offline: bool, mouse: bool, start: Sequence[str] | None
) -> NoReturn:
    """Open the reader on the user's library, keep the frame of the next `start`, and end the process.

    Raises:
        PeriodError: If the period cannot be understood.
        NoPapersError: If it is a paper that is not stored.
        StoreError: If the folder that the user named cannot be used.
        ReaderError: If the environment names an invalid endpoint.
    """
    gc.disable()  # Until the first frame is painted: 4 % of the start.
    with prepared(period, cache_dir=cache_dir, offline=offline) as reader:
        app = reader.app
        run(app, mouse=mouse and reader.mouse)
        if app.position is not None:
            save_position(position_file(), app.position)
    if start is not None and app.position is not None and not app.return_code:
        begin(start)
    leave(app)


@contextmanager
def prepared(period: str | None, *, cache_dir: Path | None = None, offline: bool = False) -> Iterator[PreparedReader]:
    """Put the reader together, and close its stores afterwards.

    Raises:
        ReaderError: As `read` does.
    """
    settings, kept = settings_in_force(), load_position(position_file())
    id = paper_id(period, os.environ) if period else None
    with open_library(cache_dir, offline=offline, times=READER) as opened:
        if id:
            from reader.startup import paper

            start = InitialView(paper.place_of(id, opened, settings.config.open_cmd), id)
        else:
            start = _start(period, settings, kept, opened)
        if isinstance(start.period, Search):
            from reader.startup.first_search import checked

            start = checked(start, start.period, settings, is_asked=period is not None)
        yield PreparedReader(_app(opened, start, settings, kept), takes_mouse(settings))


def _start(period: str | None, settings: ConfigFile, kept: Position, opened: OpenLibrary) -> InitialView:
    """The initial view; a period that cannot be understood may be of a stored day, and the machine's clock wrong."""
    try:
        start = initial_view(period, settings, kept, opened.clock.newest_day())
        if not start.problems:
            return start
    except UnknownPeriodError:
        raise
    except PeriodError:
        pass
    opened.check_clock()
    return initial_view(period, settings, kept, opened.clock.newest_day())


def _app(opened: OpenLibrary, start: InitialView, settings: ConfigFile, kept: Position) -> ReaderApp:
    """Make the app; its first papers are read while Textual is imported, as both take time."""
    cache, marks = opened.cache, opened.marks
    day = start.period.date if isinstance(start.period, Day) else None
    reading = cache.submit_get(day) if day else cache.submit_newest()
    one = start.period.id if isinstance(start.period, OnePaper) else None
    known = marks.submit_get(lambda: [one] if one else _ids(reading.result()))
    stars = marks.submit_starred() if isinstance(start.period, Starred) else None

    from reader.ui.patches import imports

    imports.defer()
    from reader.ui.app import ReaderApp
    from reader.ui.initial_state import InitialState

    feed = reading.result()
    if feed is not None:
        opened.clock.learn(feed.day)
    if isinstance(start.period, Search):
        from reader.startup.first_search import pending

        listing = pending(start.period, settings)
    elif isinstance(start.period, Span | Trending):
        from reader.startup import first_period

        listing = first_period.listing_of(start.period, opened)
    elif one:
        from reader.startup import paper

        listing = paper.listing_of_one(one, opened, known.result())
    elif stars is not None:
        listing = listing_of(stars.result())
    else:
        listing = Listing(feed.papers, known.result(), feed.fetched_at) if feed else Listing()
    return ReaderApp(
        opened.library(),
        opening=InitialState(
            start.period,
            feed,
            listing,
            start.paper if feed is None or start.day in (None, feed.day) else "",
            arrangements(kept),
            settings.config.layout or kept.layout,
            settings.config.read_delay,
            kept.export,
            kept.theme,
            wants_ascii(settings),
            kept.is_dark,
        ),
        settings=replace(settings, problems=settings.problems + start.problems),
        sample=_sample,
        crash_folder=paths.state(),
        taken=snapshot,
    )


def _ids(feed: Feed | None) -> list[str]:
    return [paper.id for paper in feed.papers] if feed else []


def _sample() -> PaperLibrary:
    from reader.sample import Sample

    return Sample()


def open_reader(
    period: str | None = None,
    *,
    offline: bool = False,
    sample: bool = False,
    cache_dir: str | Path | None = None,
    mouse: bool = True,
    start: Sequence[str] | None = None,
) -> None:
    """Open the reader, and end the process when it is closed.

    Args:
        period: The period to start with, as typed, or None for the configured one or the newest day.
        offline: Send no requests.
        sample: Open the sample edition that comes with the reader.
        cache_dir: The folder of stored days, None for the platform's own.
        mouse: Use the mouse.
        start: The canonical words of this start, to draw the frame of the next one for; None to draw none.

    Raises:
        UseError: If there is no terminal, or the period cannot be understood.
        ReaderError: If the environment or the folder cannot be used.
    """
    _need_terminal()
    tty.encode_as_read(sys.__stderr__, os.environ)  # On which Textual draws.
    if sample:
        from reader.startup.sample import read_sample

        read_sample(period, mouse=mouse)
    folder = None if cache_dir is None else Path(cache_dir)
    read(period, cache_dir=folder, offline=offline, mouse=mouse, start=start)


def needs_plain_lines() -> bool:
    """Whether there is a terminal, but one on which nothing can be drawn."""
    return tty.is_terminal(sys.stdin, sys.stdout) and not tty.can_place_cursor(os.environ)


def _need_terminal() -> None:
    """Raise unless there is a terminal to draw on: Textual would write escape codes forever."""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout), ("error", sys.stderr)):
        if not tty.is_terminal(stream):
            raise UseError(
                f"The reader needs a terminal, but standard {name} is not one. "
                "Try `daily-papers list`, or `daily-papers read --plain`."
            )
