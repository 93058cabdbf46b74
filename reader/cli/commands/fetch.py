"""What can be typed after `daily-papers fetch`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from reader.cli.io import print_notice
from reader.cli.params import Origin, reads_papers
from reader.errors import OfflineError, ReaderError
from reader.papers.humanize import exactly

if TYPE_CHECKING:
    from reader.library.fetch import Outcome, Pause, Result
    from reader.library.open import OpenLibrary

DAYS: Final = 30
"""Days that are fetched where none are named."""


@click.command()
@click.option("--days", type=click.IntRange(min=1), metavar="N", help=f"The last N days; {DAYS} where none are named.")
@click.option("--from", "since", metavar="DAY", help="The days from this one on, instead of the last ones.")
@click.option("--to", "until", metavar="DAY", help="The days up to this one; today where none is named.")
@click.option("--starred", is_flag=True, help="Beside them, the days whose lists have the starred papers.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing unless something failed.")
@reads_papers
def fetch(
    origin: Origin, /, *, days: int | None, since: str | None, until: str | None, starred: bool, quiet: bool
) -> None:
    """Fetch days ahead, to be read without a network.

    Days are fetched from the newest to the oldest, four at a time. What is stored and fresh is not asked for again, so
    whatever interrupts the command, it goes on where it stopped when it is run again. Weekends and days that are not
    open yet are passed over. Where the Hub answers only a few more requests, the command waits until it answers more.

    DAY is a day as 2026-08-20, today, yesterday, -3 (days ago) or fri (the last Friday).

    The exit code is 1 if a day could not be fetched, and stderr says which.
    """
    if days is not None and (since is not None or until is not None):
        raise click.UsageError("--days cannot be used together with --from and --to.")
    if until is not None and since is None:
        raise click.UsageError("--to needs --from.")
    if origin.sample:
        raise click.UsageError("--sample cannot be used here: the sample edition needs no fetching.")
    wanted = Wanted(days or DAYS, since, until, starred)
    fetch_range(wanted, cache_dir=origin.cache_dir, offline=origin.offline, quiet=quiet)


NAMED_DAYS: Final = 31
"""Days that failed which are named; of more only the number is told."""


class Wanted(NamedTuple):
    """The days that the user wants, as they were typed."""

    days: int
    """How many, up to today; where no first day is named."""
    since: str | None = None
    """The first day."""
    until: str | None = None
    """The last day, None for today."""
    starred: bool = False
    """Whether the days of the starred papers are wanted too."""


Progress = Callable[["Outcome | Pause"], None]
"""Tells a person how far the fetch is."""


def fetch_range(wanted: Wanted, *, cache_dir: Path | None, offline: bool, quiet: bool) -> None:
    """Fetch days and store them.

    Args:
        wanted: Which days.
        cache_dir: Where stored days are, None for the platform's folder.
        offline: Whether the user wants no network.
        quiet: Say nothing on stderr but what went wrong.

    Raises:
        PeriodError: The days cannot be understood.
        OfflineError: The user wants no network.
        ReaderError: Days failed, and which; or the environment or the folder cannot be used.
    """
    import asyncio

    from reader.library.fetch import days_back
    from reader.library.open import open_library
    from reader.papers.period import EditionClock

    first, last = _bounds(wanted, EditionClock().newest_day())
    notices: list[str] = []
    tally = _Tally()
    with open_library(cache_dir, offline=offline, report=notices.append) as opened:
        if opened.is_offline:
            raise OfflineError("The network is off (--offline or HF_HUB_OFFLINE): nothing can be fetched.")
        runner = asyncio.Runner()
        try:
            days = set(days_back(first, last)) | (_listing_starred(opened) if wanted.starred else set())
            with _progress(len(days), quiet=quiet) as progress:
                runner.run(_fetched(opened, sorted(days, reverse=True), tally, progress))
            runner.close()
        except KeyboardInterrupt:
            opened.close()
            # Neither the runner nor Python ends before its threads do, and one may hang in a name look-up for 20 s.
            os._exit(130)
    if not quiet:
        tally.tell()
    tally.complain(len(days))
    for notice in notices:
        print_notice(notice)


def _bounds(wanted: Wanted, today: date) -> tuple[date, date]:
    """The first and the last day of the range."""
    from reader.papers.period import DAY, FIRST_DAY, parse_range

    if wanted.since is None:
        # The first day of all, long before a number of days that no date can be counted back.
        return today - min(wanted.days - 1, (today - FIRST_DAY).days) * DAY, today
    return parse_range(wanted.since, wanted.until, today)


def _listing_starred(opened: OpenLibrary) -> set[date]:
    """The days whose lists have the starred papers, as far as it is known of these."""
    from reader.papers.period import FIRST_DAY

    listed = (star.paper.listed for star in opened.marks.submit_starred().result())
    return {day for day in listed if day is not None and FIRST_DAY <= day <= opened.clock.newest_day()}


async def _fetched(opened: OpenLibrary, days: Sequence[date], tally: _Tally, progress: Progress) -> None:
    from reader.library.fetch import Outcome, fetch_days

    # What stops everything was the last day's failure too, and is reported at the end.
    with suppress(ReaderError):
        async with opened.connected() as library, aclosing(fetch_days(library, days)) as events:
            async for event in events:
                if isinstance(event, Outcome):
                    tally.count(event)
                progress(event)


class _Tally:
    """What became of the days."""

    def __init__(self) -> None:
        self._counts: Counter[Result] = Counter()
        self._papers = 0
        self._failed: list[date] = []
        self._why: ReaderError | None = None

    def count(self, outcome: Outcome) -> None:
        """Count in a day."""
        self._counts[outcome.result] += 1
        self._papers += outcome.papers
        if outcome.error is not None:
            self._why = self._why or outcome.error
            if len(self._failed) < NAMED_DAYS:
                self._failed.append(outcome.day)

    def tell(self) -> None:
        """Say what came of it, unless that is nothing."""
        fetched, fresh, empty = (self._counts[result] for result in ("fetched", "fresh", "empty"))
        if self._why is not None and not fetched:
            return
        said = [f"{exactly(fetched, 'day')} fetched ({exactly(self._papers, 'paper')})"] if fetched else []
        if fresh:
            said.append(f"{exactly(fresh, 'day')} {'was' if fresh == 1 else 'were'} fresh already")
        if empty:
            said.append(f"{exactly(empty, 'day')} without papers")
        print_notice(f"{', '.join(said)}.")

    def complain(self, wanted: int) -> None:
        """Say which days failed, and why the first of them did.

        Raises:
            ReaderError: One did.
        """
        if self._why is None:
            return
        failed = self._counts["failed"]
        days = ", ".join(map(str, sorted(self._failed)))
        others = f" and {failed - NAMED_DAYS} others" if failed > NAMED_DAYS else ""
        left = wanted - self._counts.total()
        untried = f" {exactly(left, 'day')} {'was' if left == 1 else 'were'} not tried." if left else ""
        raise ReaderError(f"{exactly(failed, 'day')} failed ({days}{others}). {self._why}{untried}")


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Progress]:
    """What tells of the days while they are fetched: a bar on a terminal, lines elsewhere."""
    from reader.host import tty

    if quiet or sys.stderr is None:
        yield lambda event: None
    elif tty.is_terminal(sys.stderr) and tty.can_place_cursor(os.environ):
        with _bar(total) as progress:
            yield progress
    else:
        yield _line


def _line(event: Outcome | Pause) -> None:
    from reader.library.fetch import Pause

    if isinstance(event, Pause):
        print_notice(f"The Hub answers few more requests now: it goes on at {_minute(event)}.")
    elif event.result == "fetched":
        print_notice(f"{event.day}: {exactly(event.papers, 'paper')}")


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    # 60 ms that are lost on whoever pipes stderr.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from reader.library.fetch import Pause

    columns = (MofNCompleteColumn(), BarColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def tell(event: Outcome | Pause) -> None:
            if isinstance(event, Pause):
                bar.update(task, description=f"few requests left: goes on at {_minute(event)}")
            else:
                bar.update(task, advance=1, description=str(event.day))

        yield tell


def _minute(pause: Pause) -> str:
    """The minute of the local clock at which a pause is over."""
    from reader.hub.rate_limit import time_after

    return time_after(0.0, pause.until.astimezone())
