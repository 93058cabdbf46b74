"""The start of the reader on the sample edition."""

from __future__ import annotations

import os
from datetime import date
from typing import NoReturn

from reader.errors import NoPapersError, PeriodError
from reader.host import page
from reader.hub.endpoint import paper_id
from reader.papers.listing import Listing, listing_of
from reader.papers.period import NEWEST, Day, Period, Search, Span, Starred, Trending, parse_period
from reader.startup import snapshot
from reader.startup.running import leave, position_file, run, settings_in_force, takes_mouse, wants_ascii
from reader.store import paths
from reader.store.state import load_position, save_position


def read_sample(period: str | None, *, mouse: bool) -> NoReturn:
    """Open the reader on the sample edition, and end the process when it is closed; nothing is saved but for the page.

    Raises:
        PeriodError: If the period cannot be understood.
    """
    from reader.sample import Sample

    sample = Sample()
    settings, kept = settings_in_force(), load_position(position_file())
    is_back = page.here is not None and page.here.is_back
    shown, id = (kept.period, kept.paper) if is_back else _shown_of_sample(period, sample.clock.newest_day())
    listing = listing_of(()) if isinstance(shown, Starred) else Listing()
    if isinstance(shown, Search):
        from reader.startup.first_search import pending

        listing = pending(shown, settings)

    from reader.ui.app import ReaderApp
    from reader.ui.initial_state import InitialState

    opening = InitialState(
        shown,
        listing=listing,
        paper=id,
        layout=settings.config.layout or "auto",
        delay=settings.config.read_delay,
        theme=kept.theme,
        ascii=wants_ascii(settings),
        is_dark=kept.is_dark,
    )
    app = ReaderApp(
        sample,
        opening=opening,
        settings=settings,
        crash_folder=paths.state(),
        taken=snapshot,
    )
    run(app, mouse=mouse and takes_mouse(settings))
    if page.here and app.position is not None:
        save_position(page.here.position, app.position)
    leave(app)


def _shown_of_sample(period: str | None, today: date) -> tuple[Period, str]:
    """What the sample edition is opened on, and the id of the paper under the cursor.

    Raises:
        PeriodError: The period cannot be understood, or is not in the sample edition.
        NoPapersError: It is a paper, or another period, that is not in it.
    """
    from reader.sample import DAYS, day_of, gathered, has_no_paper, not_in_it

    if id := paper_id(period, os.environ) if period else None:
        if (day := day_of(id)) is None:
            raise NoPapersError(has_no_paper(id))
        return Day(day), id
    shown = parse_period(period, today) if period else NEWEST
    if isinstance(shown, Day) and shown.date not in DAYS:
        raise PeriodError(not_in_it(shown.date))
    if isinstance(shown, Span | Trending):
        gathered(shown)  # Raises where there is none.
    return shown, ""
