"""What can be typed after `daily-papers fetch`."""

from __future__ import annotations

from typing import Final

import click

from reader.cli.options import Origin, reads_papers

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
    from reader.cli import fetch_days

    wanted = fetch_days.Wanted(days or DAYS, since, until, starred)
    fetch_days.fetch(wanted, cache_dir=origin.cache_dir, offline=origin.offline, quiet=quiet)
