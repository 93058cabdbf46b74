"""The command `daily-papers fetch`."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from reader.cli import suggestions
from reader.cli.io import print_notice
from reader.cli.params import Count, DaysCommand, Origin, day_option, keeps_papers
from reader.errors import HostError, OfflineError, ReaderError

if TYPE_CHECKING:
    from asyncio import Runner
    from pathlib import Path

    from reader.cli.fetching import Tally
    from reader.cli.fetching_documents import DocumentTally
    from reader.library.open import OpenLibrary

DAYS: Final = 30
"""Days fetched by default."""
WHOLE: Final = "These are titles and abstracts. To have full texts and discussions, too, add --full-text --discussion."
"""What is told a person who may expect more."""


def _words_of(_: click.Context, __: click.Parameter, command: str | None) -> tuple[str, ...]:
    """The words of a command; none where none was named."""
    if command is None:
        return ()
    try:
        words = tuple(shlex.split(command))
    except ValueError as error:
        raise click.UsageError(f"The command of --notify cannot be split into words: {error}.") from error
    if not words:
        raise click.UsageError("--notify needs a command.")
    return words


@click.command(cls=DaysCommand)
@click.argument("period", required=False, shell_complete=suggestions.periods)
@click.option("--days", type=Count(), metavar="N", help=f"The last N days (default: {DAYS}).")
@day_option("--from", "since", help="First day, instead of --days.")
@day_option("--to", "until", help="Last day (default: today).")
@click.option("--starred", is_flag=True, help="Also fetch the days that listed your starred papers.")
@click.option("--full-text", is_flag=True, help="Then fetch the full texts of the papers, most votes first.")
@click.option("--discussion", is_flag=True, help="Then fetch what people say of the papers, most votes first.")
@click.option("--limit", type=Count(), metavar="N", help="With these two: only of the N papers with the most votes.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing unless something failed.")
@click.option("--notify", metavar="CMD", callback=_words_of, help="Then run CMD if papers came that were not stored.")
@keeps_papers
def fetch(
    origin: Origin,
    /,
    *,
    period: str | None,
    days: int | None,
    since: str | None,
    until: str | None,
    starred: bool,
    full_text: bool,
    discussion: bool,
    limit: int | None,
    quiet: bool,
    notify: tuple[str, ...],
) -> None:
    """Fetch days, full texts and discussions ahead.

    PERIOD is a day, a week (week, 2026-W33), a month (month, 2026-07) or trending. Default: the last 30 days.

    A day has titles and abstracts of its papers; their full texts and discussions are fetched only if you ask for them.

    Days are fetched from the newest to the oldest, four at a time. Days that are up to date are not fetched again, so
    an interrupted fetch resumes where it stopped. Weekends and days that are not open yet are skipped. Close to the
    Hub's rate limit, the command waits until the Hub allows more requests.

    DAY is a day such as 2026-08-20, today, yesterday, -3 (three days ago) or fri (the last Friday).

    With --full-text, the full texts of the papers of these days come next, or with --starred those of all your starred
    papers. What is stored is not fetched again, nor what the Hub did not have a day ago. The Hub sends 100 full texts
    in five minutes, of which ten are left for reading: a month of 900 papers takes about 50 minutes.

    With --discussion, the comments on the same papers are fetched, unless that was done in the last 24 hours.

    With --notify, CMD runs once all is stored, also where some days failed. It is split into words as a shell does,
    and runs without one. In its environment DAILY_PAPERS_NEW is the number of new papers, and DAILY_PAPERS_DAYS the
    days that list them, oldest first, separated by blanks (empty for trending). It reads nothing from stdin.

    The exit code is 1 if a day, a text or a discussion could not be fetched, if papers of a day could not be read, or
    if CMD could not be run or failed; stderr says which.
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
    if limit is not None and not (full_text or discussion):
        raise click.UsageError("--limit needs --full-text or --discussion.")
    kinds = (*(("full text",) if full_text else ()), *(("discussion",) if discussion else ()))
    wanted = Wanted(days or DAYS, since, until, starred, period, kinds, limit)
    fetch_range(wanted, cache_dir=origin.cache_dir, offline=origin.offline, quiet=quiet, notify=notify)


class Wanted(NamedTuple):
    """What to fetch, as typed."""

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
    kinds: tuple[str, ...] = ()
    """Which documents to fetch of their papers, or of the starred ones only, such as `full text`."""
    limit: int | None = None
    """Of how many papers, None for all of them."""


def fetch_range(
    wanted: Wanted, *, cache_dir: Path | None, offline: bool, quiet: bool, notify: Sequence[str] = ()
) -> None:
    """Fetch days, and documents of their papers, and store them.

    Args:
        wanted: Which ones.
        cache_dir: The folder of stored days, None for the platform's own.
        offline: Whether the user wants no network.
        quiet: Print only errors on stderr.
        notify: The command to run if papers are new.

    Raises:
        PeriodError: The days cannot be understood.
        OfflineError: The user wants no network.
        ReaderError: Something failed, and what; or the environment or the folder cannot be used.
    """
    from reader.cli.fetching import Tally
    from reader.cli.fetching_documents import DocumentTally
    from reader.host import memory
    from reader.library.open import open_library

    memory.give_back_soon()
    notices: list[str] = []
    of = "starred papers" if wanted.starred else "papers"
    tally, documents = Tally(), [DocumentTally(kind, of) for kind in wanted.kinds]
    with open_library(cache_dir, offline=offline, report=notices.append) as opened:
        if opened.is_offline:
            raise OfflineError("Nothing can be fetched: the network is off (--offline or HF_HUB_OFFLINE).")
        if wanted.starred:
            opened.check_marks()
        opened.check_clock()
        if known_problem := opened.clock.problem:
            print_notice(known_problem)
        _fetch(opened, wanted, tally, documents, quiet=quiet)
    notified = _notify(notify, tally)
    problems = (tally.complaint(opened.clock.newest_day()), *(one.complaint for one in documents), notified)
    if problem := " ".join(filter(None, problems)):
        raise ReaderError(problem)
    for notice in notices:
        print_notice(notice)
    if opened.clock.problem != known_problem:
        if tally.unopened:
            raise ReaderError(opened.clock.problem)
        print_notice(opened.clock.problem)


def _notify(command: Sequence[str], tally: Tally) -> str:
    """Run the user's command if papers are new; return what went wrong with it."""
    if not command or not tally.new:
        return ""
    from reader.host.command import run

    days = " ".join(str(day) for day in sorted(tally.new_days))
    try:
        run(command, {**os.environ, "DAILY_PAPERS_NEW": str(tally.new), "DAILY_PAPERS_DAYS": days})
    except HostError as error:
        return f"The papers are stored, but the command of --notify failed: {error}"
    return ""


def _fetch(opened: OpenLibrary, wanted: Wanted, tally: Tally, documents: list[DocumentTally], *, quiet: bool) -> None:
    """Fetch the days or what is trending, then the documents of the papers, and tell of each."""
    from reader.cli import fetching, fetching_documents
    from reader.host import tty
    from reader.papers.period import Trending, parse_period

    today = opened.clock.newest_day()
    period = parse_period(wanted.period, today) if wanted.period else None
    trending = fetching.fetch_trending(opened, tally, quiet=quiet) if isinstance(period, Trending) else None
    with _interruptible(opened, tally, documents) as runner:
        if trending is None:
            first, last = fetching.bounds(wanted, period, today)
            runner.run(fetching.fetch_days(opened, first, last, tally, starred=wanted.starred, quiet=quiet))
            if not quiet:
                tally.tell()
        if not documents and tally.new and not quiet and tty.is_terminal(sys.stderr):
            print_notice(WHOLE)
        if not documents or tally.gave_up:
            return
        if wanted.starred:
            papers = fetching_documents.starred_papers(opened)
        else:
            papers = fetching_documents.papers_of(opened, tally.days) if trending is None else trending
        ids = fetching_documents.most_voted(papers, wanted.limit)
        for one in documents:
            runner.run(fetching_documents.fetch_kind(opened, ids, one, quiet=quiet))
            if not quiet:
                one.tell()


@contextmanager
def _interruptible(opened: OpenLibrary, tally: Tally, documents: list[DocumentTally]) -> Iterator[Runner]:
    """Run what is interrupted by Ctrl-C, which then is said with what is stored, and ends the process."""
    import asyncio

    runner = asyncio.Runner()
    try:
        yield runner
        runner.close()
    except KeyboardInterrupt:
        opened.close()
        *stored, last = filter(None, (tally.stored, *(one.stored for one in documents)))
        named = " and ".join(filter(None, (", ".join(stored), last)))
        print_notice(f"Interrupted: {named} stored. Run the command again to go on.")
        # Neither the runner nor Python exits before its threads, and one may hang in a name look-up for 20 s.
        os._exit(130)
