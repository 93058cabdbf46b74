"""The next day with a paper that is looked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from datetime import date
from typing import TYPE_CHECKING

from reader.errors import NoPapersError
from reader.library.protocols import SEARCHED_DAYS, Asking, Neighbour, PaperLibrary
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper
from reader.ui.places import Aim

if TYPE_CHECKING:
    from reader.papers.query import Watches

Wanted = Callable[[Paper, Mark], bool]


def wanted(aim: Aim, watches: Watches | None) -> Wanted:
    """What is looked for."""
    if aim.kind == "watched" and watches is not None:
        return watches.watched.fits
    return lambda _, mark: not mark.is_read


async def next_day_with(fits: Wanted, library: PaperLibrary, day: date, aim: Aim, asking: Asking) -> Neighbour:
    """Find the next day with a paper that is wanted.

    Args:
        fits: What is wanted.
        library: Where the days come from.
        day: Where to begin.
        aim: Which way to go.
        asking: Told which day is looked through, or asked for.

    Raises:
        NoPapersError: If there is none among the next days with papers.
        HubError: If the Hub cannot be asked and no such day is stored.
    """
    began = day
    for _ in range(SEARCHED_DAYS):
        found = await library.neighbour(day, -1 if aim.direction > 0 else 1, asking)
        asking(found.day)
        if await _has(fits, library, found.day):
            return found
        day = found.day
    what = "Nothing is watched" if aim.kind == "watched" else "All is read"
    raise NoPapersError(f"{what} from {min(began, day)} to {max(began, day)}. Press d to go to another day.")


async def _has(fits: Wanted, library: PaperLibrary, day: date) -> bool:
    async with aclosing(library.feed(day)) as feeds:
        async for feed in feeds:
            marks = await library.marks.get([paper.id for paper in feed.papers])
            return any(fits(paper, marks.get(paper.id, UNMARKED)) for paper in feed.papers)
    return False
