"""Where the user is and wants to go: a period, and a paper in it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from reader.papers.period import NEWEST, Day, Direction, OnePaper, Period, Search, Span, Starred, Trending

if TYPE_CHECKING:
    from reader.papers.single import SinglePaper

Kind = Literal["unread", "watched"]


class Aim(Struct, frozen=True):
    """A paper to go to in a list that is not there yet."""

    direction: Direction
    """1 for the first such paper, -1 for the last one."""
    kind: Kind = "unread"


class Place(Struct, frozen=True):
    """A period, and where in it the cursor goes."""

    period: Period = NEWEST
    at: str | Aim = ""
    """The id of a paper, or which one; empty for the first paper."""


class Left(Struct, frozen=True):
    """Where a paper was read."""

    text: str = ""
    """The one at the top; empty for the very top."""
    at: int = 0
    """Which of its characters is the first one in sight."""
    single: SinglePaper | None = None
    """What was known of the paper alone."""


class Route(Struct, frozen=True):
    """The place that was asked for last, and the day to come back to from the starred papers or another list.

    >>> from reader.papers.period import STARRED
    >>> route = Route(Place(NEWEST, "2608.00001")).to_list(STARRED)
    >>> route.wanted.period, route.day
    (<Starred: starred>, Place(period=<Newest: today>, at='2608.00001'))
    """

    wanted: Place = Place()
    """What was asked for; until it is there, what was shown before still is."""
    left: Place | None = None
    """The day that was left for a list that is not of a day, None where the reader began with that."""

    @property
    def is_to_list(self) -> bool:
        """Whether a list that is not of a day was asked for last."""
        return is_list(self.wanted.period)

    @property
    def day(self) -> Place:
        """The day that was asked for last, be it under the starred papers or another list."""
        return (self.left or Place()) if self.is_to_list else self.wanted

    @property
    def is_from_day(self) -> bool:
        """Whether a list was asked for on a day, to which one can go back."""
        return self.is_to_list and self.left is not None

    @property
    def date(self) -> datetime.date | None:
        """The date of that day, None for the newest one."""
        return self.day.period.date if isinstance(self.day.period, Day) else None

    def to(self, place: Place) -> Route:
        """Go to a place."""
        return replace(self, wanted=place)

    def to_list(self, period: Period, at: str = "") -> Route:
        """Go to a list that is not of a day, to a paper of it by its id, and come back to the day."""
        return Route(Place(period, at), self.day)

    def left_at(self, paper: str) -> Route:
        """The same, and come back to a paper of the day."""
        return replace(self, left=replace(self.day, at=paper))

    def arrived(self) -> Route:
        """The same once the cursor is where it was to go."""
        return self.to(replace(self.wanted, at=""))

    def resumed(self, shown: Period, newest: datetime.date) -> Period:
        """The period that the next start begins with: the one shown, but of the newest day only that it is."""
        is_newest = isinstance(shown, Day) and (self.date is None or shown.date >= newest)
        return NEWEST if is_newest else shown

    def given_up(self, shown: Period, day: Day | None) -> Route:
        """Stay with what is shown, as what was asked for cannot be had.

        Args:
            shown: The period on the screen.
            day: The day that is shown, or is under the starred papers, if there is one.
        """
        back = replace(self.day, period=day) if day else self.day
        return Route(Place(shown), back) if is_list(shown) else self.to(back)


def is_list(period: Period) -> bool:
    """Whether a period lies over a day: all but days, from a week or the starred papers to one paper."""
    return isinstance(period, Span | Trending | Starred | Search | OnePaper)
