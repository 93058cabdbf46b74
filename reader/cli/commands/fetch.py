"""The command `daily-papers fetch`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from reader.cli import suggestions
from reader.cli.io import print_notice
from reader.cli.params import Count, DaysCommand, Origin, day_option, reads_papers
from reader.errors import OfflineError, ReaderError
from reader.papers.humanize import exactly

if TYPE_CHECKING:
    from reader.cli.fetching import Tally
    from reader.library import Library
    from reader.library.fetch import Outcome, Pause
    from reader.library.open import OpenLibrary
    from reader.library.protocols import HubState
    from reader.papers.period import Period

DAYS: Final = 30
"""Days fetched by default."""


@click.command(cls=DaysCommand)
@click.argument("period", required=False, shell_complete=suggestions.periods)
@click.option("--days", type=Count(), metavar="N", help=f"The last N days (default: {DAYS}).")
@day_option("--from", "since", help="First day, instead of --days.")
@day_option("--to", "until", help="Last day (default: today).")
@click.option("--starred", is_flag=True, help="Also fetch the days that listed your starred papers.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing unless something failed.")
@reads_papers
def fetch(
    origin: Origin,
    /,
    *,
    period: str | None,
    days: int | None,
    since: str | None,
    until: str | None,
    starred: bool,
    quiet: bool,
) -> None:
    """Fetch days ahead for reading offline.

    PERIOD is a day, a week (week, 2026-W33), a month (month, 2026-07) or trending. Default: the last 30 days.

    Days are fetched from the newest to the oldest, four at a time. Days that are up to date are not fetched again, so
    an interrupted fetch resumes where it stopped. Weekends and days that are not open yet are skipped. Close to the
    Hub's rate limit, the command waits until the Hub allows more requests.

    DAY is a day such as 2026-08-20, today, yesterday, -3 (three days ago) or fri (the last Friday).

    The exit code is 1 if a day could not be fetched; stderr says which.
    """
    if period is not None and (days, since, until) != (None, None, None):
        raise click.UsageError("PERIOD cannot be combined with --days, --from or --to.")
    if period is not None and period.isdecimal() and len(period) <= 3:
        raise click.UsageError(f"“{period}” is not a period; did you mean --days {period}?")
    if days is not None and (since is not None or until is not None):
        raise click.UsageError("--days cannot be combined with --from or --to.")
    if until is not None and since is None:
        raise click.UsageError("--to needs --from.")
    if origin.sample:
        raise click.UsageError("--sample cannot be used here: the sample edition needs no fetching.")
    wanted = Wanted(days or DAYS, since, until, starred, period)
    fetch_range(wanted, cache_dir=origin.cache_dir, offline=origin.offline, quiet=quiet)


class Wanted(NamedTuple):
    """The days to fetch, as typed."""

    days: int
    """How many, up to today, if no first day is named."""
    since: str | None = None
    """The first day."""
    until: str | None = None
    """The last day, None for today."""
    starred: bool = False
    """Whether to fetch the days of the starred papers, too."""
    period: str | None = None
    """The period whose days to fetch, in place of all that."""


class Waiting(NamedTuple):
    """No answer for some seconds."""

    seconds: int
    hub: HubState


Progress = Callable[["Outcome | Pause | Waiting"], None]
"""Shows the progress of the fetch."""

SILENCE: Final = 2
"""Seconds without an answer after which it is said that it is waited for."""
LONG_SILENCE: Final = 5
"""The same where it is said in a line that stays."""


def fetch_range(wanted: Wanted, *, cache_dir: Path | None, offline: bool, quiet: bool) -> None:
    """Fetch days and store them.

    Args:
        wanted: Which days.
        cache_dir: The folder of stored days, None for the platform's own.
        offline: Whether the user wants no network.
        quiet: Print only errors on stderr.

    Raises:
        PeriodError: The days cannot be understood.
        OfflineError: The user wants no network.
        ReaderError: Days failed, and which; or the environment or the folder cannot be used.
    """
    import asyncio

    from reader.cli.fetching import Tally, fetch_trending, listing_starred
    from reader.library.fetch import days_back
    from reader.library.open import open_library
    from reader.papers.period import Trending, parse_period

    notices: list[str] = []
    tally = Tally()
    with open_library(cache_dir, offline=offline, report=notices.append) as opened:
        if opened.is_offline:
            raise OfflineError("Nothing can be fetched: the network is off (--offline or HF_HUB_OFFLINE).")
        opened.check_clock()
        if known_problem := opened.clock.problem:
            print_notice(known_problem)
        period = parse_period(wanted.period, opened.clock.newest_day()) if wanted.period else None
        if isinstance(period, Trending):
            fetch_trending(opened, quiet=quiet)
            return
        first, last = _bounds(wanted, period, opened.clock.newest_day())
        runner = asyncio.Runner()
        try:
            days = set(days_back(first, last)) | (listing_starred(opened) if wanted.starred else set())
            with _progress(len(days), quiet=quiet) as progress:
                runner.run(_fetched(opened, sorted(days, reverse=True), tally, progress))
            runner.close()
        except KeyboardInterrupt:
            opened.close()
            tally.interrupted()
            # Neither the runner nor Python exits before its threads, and one may hang in a name look-up for 20 s.
            os._exit(130)
    if not quiet:
        tally.tell()
    tally.complain(days, opened.clock.newest_day())
    for notice in notices:
        print_notice(notice)
    if tally.unopened and opened.clock.problem != known_problem:
        raise ReaderError(opened.clock.problem)


def _bounds(wanted: Wanted, period: Period | None, today: date) -> tuple[date, date]:
    """The first and the last day of the range."""
    from reader.cli.fetching import days_of
    from reader.papers.day_range import parse_range
    from reader.papers.period import DAY, FIRST_DAY

    if period is not None:
        return days_of(period, today)
    if wanted.since is None:
        # Stop at the first day of all, as no date goes back a huge number of days.
        return today - min(wanted.days - 1, (today - FIRST_DAY).days) * DAY, today
    return parse_range(wanted.since, wanted.until, today)


async def _fetched(opened: OpenLibrary, days: Sequence[date], tally: Tally, progress: Progress) -> None:
    from reader.library.fetch import Outcome, fetch_days

    # What stops everything was the last day's failure too, and is reported at the end.
    with suppress(ReaderError):
        async with (
            opened.connected() as library,
            _silences(library, progress) as progress_told,
            aclosing(fetch_days(library, days)) as events,
        ):
            async for event in events:
                if isinstance(event, Outcome):
                    tally.count(event)
                progress_told(event)


@asynccontextmanager
async def _silences(library: Library, progress: Progress) -> AsyncIterator[Progress]:
    """Tell of every second in which nothing came, too, but not of those of a pause, which has told of itself."""
    import asyncio

    from reader.library.fetch import Pause

    last = time.monotonic()

    def tell(event: Outcome | Pause | Waiting) -> None:
        nonlocal last
        pause = (event.until - library.clock.now()).total_seconds() if isinstance(event, Pause) else 0.0
        last = time.monotonic() + pause
        progress(event)

    async def tick() -> None:
        while True:
            await asyncio.sleep(1)
            if (silent := time.monotonic() - last) >= SILENCE:
                progress(Waiting(int(silent), library.hub_state))

    ticking = asyncio.create_task(tick())
    try:
        yield tell
    finally:
        ticking.cancel()


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Progress]:
    """Show progress: a bar on a terminal, lines elsewhere."""
    from reader.host import tty

    if quiet or sys.stderr is None:
        yield lambda event: None
    elif tty.is_terminal(sys.stderr) and tty.can_place_cursor(os.environ):
        with _bar(total) as progress:
            yield progress
    else:
        yield _Lines()


class _Lines:
    """A line for each day that was fetched, each pause, and each long silence."""

    def __init__(self) -> None:
        self._is_silent = False

    def __call__(self, event: Outcome | Pause | Waiting) -> None:
        """Write the line of an event, if it has one."""
        from reader.library.fetch import Pause

        was_silent, self._is_silent = self._is_silent, False
        if isinstance(event, Waiting):
            self._is_silent = was_silent or event.seconds >= LONG_SILENCE
            if self._is_silent and not was_silent:
                print_notice(f"{_waiting(event)}.")
        elif isinstance(event, Pause):
            print_notice(f"{_pause(event)}.")
        elif event.result == "fetched":
            print_notice(f"{event.day}: {exactly(event.papers, 'paper')}")


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    # Takes 60 ms, wasted where stderr is piped.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    from reader.library.fetch import Pause

    # On a narrow terminal the sentence is cut, not the numbers.
    numbers = MofNCompleteColumn(table_column=Column(no_wrap=True, min_width=2 * len(str(total)) + 1))
    words = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
    columns = (numbers, BarColumn(20), words)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def tell(event: Outcome | Pause | Waiting) -> None:
            if isinstance(event, Pause):
                bar.update(task, description=_pause(event))
            elif isinstance(event, Waiting):
                bar.update(task, description=f"{_waiting(event)} · {event.seconds} s")
            else:
                bar.update(task, advance=1, description=str(event.day))

        yield tell


def _pause(pause: Pause) -> str:
    """Why nothing is fetched, and the local time at which it goes on."""
    from reader.hub.rate_limit import time_after

    why = pause.refusal or "Close to the Hub's rate limit"
    return f"{why}; resuming at {time_after(0.0, pause.until.astimezone())}"


def _waiting(waiting: Waiting) -> str:
    """What is waited for, and what is in the way."""
    return waiting.hub.setback or f"Waiting for {waiting.hub.name} to answer"
