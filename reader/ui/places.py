"""Where the user is and wants to go: a period, and a paper in it."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from reader.papers.period import NEWEST, STARRED, Day, Direction, Period, Search, Starred

Kind = Literal["unread", "watched"]


class Aim(NamedTuple):
    """A paper to go to in a list that is not there yet."""

    direction: Direction
    """1 for the first such paper, -1 for the last one."""
    kind: Kind = "unread"


class Place(NamedTuple):
    """A period, and where in it the cursor goes."""

    period: Period = NEWEST
    at: str | Aim = ""
    """The id of a paper, or which one; empty for the first paper."""


class Route(NamedTuple):
    """The place that was asked for last, and the day to come back to from the starred papers or a search.

    >>> route = Route(Place(NEWEST, "2608.00001")).to_starred()
    >>> route.wanted.period, route.day
    (<Starred: starred>, Place(period=<Newest: today>, at='2608.00001'))
    """

    wanted: Place = Place()
    """What was asked for; until it is there, what was shown before still is."""
    left: Place | None = None
    """The day that was left for them, None where the reader began with them."""

    @property
    def is_to_starred(self) -> bool:
        """Whether the starred papers were asked for last."""
        return isinstance(self.wanted.period, Starred)

    @property
    def is_over_day(self) -> bool:
        """Whether the starred papers or a search were asked for last, which lie over a day."""
        return isinstance(self.wanted.period, Starred | Search)

    @property
    def day(self) -> Place:
        """The day that was asked for last, be it under the starred papers or a search."""
        return (self.left or Place()) if self.is_over_day else self.wanted

    @property
    def is_from_day(self) -> bool:
        """Whether the starred papers were asked for on a day, to which one can go back."""
        return self.is_to_starred and self.left is not None

    @property
    def date(self) -> datetime.date | None:
        """The date of that day, None for the newest one."""
        return self.day.period.date if isinstance(self.day.period, Day) else None

    def to(self, place: Place) -> Route:
        """Go to a place."""
        return self._replace(wanted=place)

    def to_starred(self, paper: str | None = None) -> Route:
        """Go to the starred papers, and come back to a paper of the day, where it is known on which it was left."""
        return Route(Place(STARRED), self.day if paper is None else self.day._replace(at=paper))

    def to_search(self, search: Search) -> Route:
        """Go to what a search finds."""
        return Route(Place(search), self.day)

    def arrived(self) -> Route:
        """The same once the cursor is where it was to go."""
        return self.to(self.wanted._replace(at=""))

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
        back = self.day._replace(period=day) if day else self.day
        return Route(Place(shown), back) if isinstance(shown, Starred | Search) else self.to(back)
