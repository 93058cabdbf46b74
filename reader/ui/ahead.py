"""Fetching the last days ahead: how far it has come, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reader.papers import humanize
from reader.papers.period import DAY

if TYPE_CHECKING:
    from reader.library.fetch import Outcome

AHEAD: Final = 7
"""Days that are fetched ahead."""
_OUTCOMES: Final = {"fetched": "fetched", "fresh": "up to date", "empty": "without papers", "unopened": "not open yet"}
"""What came of a day, as it is counted."""


class Ahead(Struct, frozen=True):
    """How far fetching ahead has come."""

    days: int
    of: int
    """Of how many days."""
    until: str = ""
    """The time at which it goes on, where the Hub limits requests."""


def last_days(today: date) -> list[date]:
    """The days to fetch, the newest first."""
    from reader.library.fetch import days_back

    return [*days_back(today - (AHEAD - 1) * DAY, today)]


def summary(outcomes: Sequence[Outcome], today: date) -> str:
    """What came of fetching ahead, in a sentence."""
    failed = [outcome for outcome in outcomes if outcome.error]
    counts: Counter[str] = Counter(outcome.result for outcome in outcomes)
    lost = {outcome.day: outcome.skipped for outcome in outcomes if outcome.skipped}
    short = f" {humanize.unreadable(sum(lost.values()), humanize.day_ranges(lost, today))}." if lost else ""
    if not failed:
        said = [f"{counts[result]} {words}" for result, words in _OUTCOMES.items() if counts[result]]
        return f"Last {AHEAD} days: {', '.join(said)}.{short}"
    missing = humanize.day_ranges((outcome.day for outcome in failed), today)
    done = f"{humanize.counted(counts['fetched'], 'day')} fetched. " if counts["fetched"] else ""
    return f"{done}Could not fetch {missing}. {failed[0].error}{short}"


def stopped(outcomes: Sequence[Outcome], of: int) -> str:
    """What to say of a fetch that was given up.

    Args:
        outcomes: What came of the days so far.
        of: How many days there would have been.
    """
    fetched = sum(outcome.result == "fetched" for outcome in outcomes)
    what = humanize.counted(fetched, "day") if fetched else "nothing"
    return f"Stopped after {len(outcomes)} of {of} days: {what} fetched."
