"""What the reader begins with: what the command line asks for, else what is configured, else where the user was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.config.settings import configured_start
from reader.errors import PeriodError
from reader.papers.listing import Arrangement
from reader.papers.period import NEWEST, Day, Newest, OnePaper, Period, parse_period

if TYPE_CHECKING:
    from reader.config.settings import ConfigFile
    from reader.papers.found import Kind
    from reader.store.state import Position


class InitialView(Struct, frozen=True):
    """The first view of the reader."""

    period: Period
    paper: str = ""
    """The id of the paper under the cursor when the user left this period, or empty."""
    day: date | None = None
    """The day that this paper was on, where the newest one is wanted: it may be another one now."""
    problems: tuple[str, ...] = ()
    """Problems with the configured period."""


def initial_view(period: str | None, settings: ConfigFile, kept: Position, today: date) -> InitialView:
    """Choose the period to start with, and the paper under the cursor if that period was left last.

    Args:
        period: What was asked for, None if nothing was.
        settings: What the user configured.
        kept: Where the user left off.
        today: The newest open day.

    Raises:
        PeriodError: If what was asked for cannot be understood.
    """
    problems: tuple[str, ...] = ()
    if period is not None:
        chosen: Period | None = parse_period(period, today)
    else:
        chosen, problems = configured_start(settings, today)
    if chosen is None:
        chosen = _if_open(kept.period, today) if settings.resumes else NEWEST
    if isinstance(chosen, Newest):
        return InitialView(chosen, kept.paper if kept.day else "", kept.day, problems)
    was_left = kept.day == chosen.date if isinstance(chosen, Day) else kept.period == chosen
    return InitialView(chosen, kept.paper if was_left else "", None, problems)


def _if_open(period: Period, today: date) -> Period:
    """The period, unless it is a day in the future, stored when the clock was wrong."""
    if isinstance(period, OnePaper):
        return period
    try:
        return parse_period(str(period), today)
    except PeriodError:
        return NEWEST


def arrangements(kept: Position) -> dict[Kind, Arrangement]:
    """The last order of days and of the starred papers; a filter, and the order of other lists, are for one sitting."""
    return {
        "day": Arrangement("all", kept.order),
        "starred": Arrangement("all", kept.starred_order),
        "search": Arrangement("all", "match"),
        "trending": Arrangement("all", "trending"),
    }
