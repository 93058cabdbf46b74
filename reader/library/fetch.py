"""Many days fetched ahead: what is stored and fresh is passed over, so who was interrupted just begins again."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from reader.errors import NotOpenError, OfflineError, ReaderError
from reader.library import PaperLibrary
from reader.library.many import Pause as Pause
from reader.library.many import Work, each
from reader.papers.models import Feed
from reader.papers.period import FIRST_DAY, can_have_papers, days_between

Result = Literal["fetched", "fresh", "empty", "unopened", "failed"]
"""Asked for and stored; stored and fresh before; without papers or not open yet; not open by the Hub's clock while this
computer's is far ahead; not fetched, and why."""


@dataclass(frozen=True)
class Outcome:
    """What became of a day."""

    day: date
    result: Result
    papers: int = 0
    """How many the day has, where it was fetched."""
    error: ReaderError | None = None
    """Why it failed."""
    skipped: int = 0
    """How many papers could not be read, where it was fetched."""
    new: int = 0
    """How many papers were not stored as of this day before."""


def days_back(first: date, last: date) -> Iterator[date]:
    """Yield the days from the last to the first."""
    yield from reversed(days_between(first, last))


def fetch_days(papers: PaperLibrary, days: Iterable[date]) -> AsyncGenerator[Outcome | Pause, None]:
    """Fetch and store days as `reader.library.many.each` does.

    Args:
        papers: The library.
        days: New York; those that cannot have papers, or are not open, are not asked for.

    Yields:
        One outcome for each day as soon as there is one, which may be before that of an earlier day; and pauses, each
        before it begins.

    Raises:
        OfflineError: There is no way to the network, and a day is not fresh.
        ReaderError: `reader.library.many.FAILED_IN_A_ROW` days failed; it is the last one's.
    """
    work = Work(partial(_known, papers), partial(_asked, papers), lambda: papers.pause, papers.clock.now)
    return each(days, work)


def new_papers(feed: Feed, before: Feed | None) -> int:
    """How many papers of a feed were not in the one before, or in none."""
    return len({paper.id for paper in feed.papers} - {paper.id for paper in (before.papers if before else ())})


async def _known(papers: PaperLibrary, day: date) -> Outcome | None:
    """What becomes of a day that need not be asked for."""
    if not (FIRST_DAY <= day <= papers.clock.newest_day() and can_have_papers(day)):
        return Outcome(day, "empty")
    return Outcome(day, "fresh") if await papers.is_fresh(day) else None


async def _asked(papers: PaperLibrary, day: date) -> Outcome:
    count = skipped = new = 0
    before: Feed | None = None
    try:
        # A short day is fresh for ten minutes to whoever passes by, but not to who fetches it.
        async with aclosing(papers.feed(day, refresh=True)) as feeds:
            async for feed in feeds:
                new = new_papers(feed, before)
                count, skipped, before = len(feed.papers), feed.skipped, feed
    except NotOpenError:
        return Outcome(day, "unopened" if papers.clock.problem else "empty")
    except OfflineError:
        raise
    except ReaderError as error:
        return Outcome(day, "failed", error=error)
    return Outcome(day, "fetched", count, skipped=skipped, new=new) if count else Outcome(day, "empty")
