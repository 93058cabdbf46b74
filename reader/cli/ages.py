"""What is printed of lists: how old they are, which are missing, and which are short."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from reader.cli.io import print_notice
from reader.cli.source import FetchedFeed, PaperSource
from reader.papers.humanize import age, exactly, long_day, unreadable
from reader.papers.models import Feed
from reader.papers.period import NEWEST, Day, Trending, can_have_papers, days_between

NAMED_DAYS: Final = 3
"""Days that are named one by one; of more, only the first and the last."""


class Ages:
    """How old what was read is."""

    def __init__(self) -> None:
        self._oldest: datetime | None = None
        self._newest: datetime | None = None
        self._why = ""
        self._short: list[Feed] = []

    def add(self, found: FetchedFeed) -> None:
        """Count in a feed, unless the Hub has just given it."""
        self._why = self._why or found.why
        if found.feed.skipped:
            self._short.append(found.feed)
        if not found.asked and found.feed.source != "sample":
            at = found.feed.fetched_at
            self._oldest, self._newest = min(self._oldest or at, at), max(self._newest or at, at)

    def tell(self, now: datetime) -> None:
        """Print it on stderr, with the reason if the Hub could not confirm the list."""
        said = ""
        if self._oldest is not None and self._newest is not None:
            oldest, newest = age(now - self._oldest), age(now - self._newest)
            said = f"Fetched {oldest}." if oldest == newest else f"Fetched {oldest} to {newest}."
        if said or self._why:
            print_notice(" ".join(filter(None, (said, self._why))))
        if self._short:
            say_short(self._short)


def say_newest(period: str | None, found: FetchedFeed, today: date) -> None:
    """Print that there is another day where today was asked for by name.

    Args:
        period: What was asked for.
        found: What there is.
        today: The newest open day.
    """
    if period is not None and period.strip().lower() == str(NEWEST) and found.feed.day != today:
        why, what = (
            ("has no papers", "newest day that has some") if found.asked else ("is not stored", "newest stored day")
        )
        print_notice(f"Today {why}: this is {long_day(found.feed.day)}, the {what}.")


def say_missing(opened: PaperSource, known: set[date], first: date, last: date) -> None:
    """Print which days are not stored, and how to get them."""
    wanted = [day for day in days_between(first, last) if day not in known and can_have_papers(day)]
    say_not_stored([day for day in wanted if opened.stored(day) is None])


def say_short(feeds: Sequence[Feed]) -> None:
    """Print of which lists papers could not be read, and the command that tries again.

    Args:
        feeds: Those lists: days, or one of another kind.
    """
    days = sorted(feed.day for feed in feeds if isinstance(feed.period, Day))
    period = feeds[0].period
    which = _named(days) if days else "what is trending" if isinstance(period, Trending) else str(period)
    lost = unreadable(sum(feed.skipped for feed in feeds), which)
    print_notice(f"{lost}. To try again: daily-papers fetch {period if len(feeds) == 1 else _range(days)}")


def _named(days: Sequence[date]) -> str:
    """Days in order, one by one where they are few."""
    return ", ".join(map(str, days)) if len(days) <= NAMED_DAYS else f"{days[0]} to {days[-1]}"


def _range(days: Sequence[date]) -> str:
    """The words of a command for days in order."""
    return f"--from {days[0]} --to {days[-1]}"


def say_not_stored(days: Sequence[date], period: str = "") -> None:
    """Print which days are not stored, if any, and the command that fetches them.

    Args:
        days: Those days, the oldest first.
        period: The period that they are of, if it has a name.
    """
    _say_missed(days, "not stored", period)


def say_unreadable(days: Sequence[date]) -> None:
    """Print which stored days cannot be read, if any, and the command that fetches them again."""
    _say_missed(days, "cannot be read: damaged, or written by a newer version", "")


def _say_missed(days: Sequence[date], why: str, period: str) -> None:
    if days:
        fetch = f"daily-papers fetch {period or _range(days)}"
        print_notice(f"{exactly(len(days), 'day')} {why} ({_named(days)}). To fetch them: {fetch}")
