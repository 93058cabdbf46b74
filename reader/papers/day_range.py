"""A first and a last day, as a person writes them."""

from __future__ import annotations

from datetime import date

from reader.errors import PeriodError
from reader.papers.period import FIRST_DAY, parse_day


def parse_range(since: str | None, until: str | None, today: date) -> tuple[date, date]:
    """Understand `--from` and `--to`: the first and the last day, which are the first and the newest of all for None.

    Raises:
        PeriodError: If one is not a day, or they are the wrong way round.
    """
    first = parse_day(since, today) if since is not None else FIRST_DAY
    last = parse_day(until, today) if until is not None else today
    if first > last:
        raise PeriodError(f"--from {first} is after --to {last}. Swap them.")
    return first, last
