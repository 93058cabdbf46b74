"""The keys that go from a day to its week or month, to other lists, and from one to the next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from reader.papers.period import (
    TRENDING,
    Day,
    Direction,
    Month,
    Newest,
    OnePaper,
    Period,
    Search,
    Span,
    Starred,
    Trending,
    Week,
)
from reader.ui.places import Place
from reader.ui.screens.requests import Requests
from reader.ui.screens.waiting import RequestingScreen

if TYPE_CHECKING:
    from reader.ui.dialogs.calendar import CalendarDialog

PeriodKind = Literal["day", "week", "month", "trending", "starred"]
"""What a key shows."""


class Periods:
    """What the keys do on the main screen."""

    def __init__(self, screen: RequestingScreen, requests: Requests) -> None:
        """Do nothing yet.

        Args:
            screen: Where the keys are pressed.
            requests: What the screen asked for last.
        """
        self._screen, self._requests = screen, requests

    def show(self, kind: PeriodKind) -> None:
        """Show the day, the week or the month of the paper under the cursor, or another list."""
        paper = self._screen.paper
        if kind == "starred":
            self._requests.load_starred()
        elif kind == "trending":
            self._requests.load_over(TRENDING)
        elif kind == "day":
            self._show_day()
        else:
            span = (Week if kind == "week" else Month).of(self._day())
            self._requests.load_over(span, paper.id if paper else "")

    def _show_day(self) -> None:
        """Show the day that lists the paper, else the day that was left, where it was left."""
        paper, days, requests = self._screen.paper, self._screen.browser.listed.listing.days, self._requests
        if paper is not None and paper.id in days:
            day = Day(days[paper.id])
            if isinstance(self._screen.shown, Search):
                requests.views.push(requests.route, visiting=day)
            requests.load(requests.route.to(Place(day, paper.id)))
        else:
            self._requests.load_day()

    async def calendar(self) -> CalendarDialog:
        """The calendar, for `go` to follow."""
        from reader.ui.dialogs.calendar import CalendarDialog

        loader = self._requests.loader
        newest = None if loader.uses_sample else self._requests.news.newest
        return await CalendarDialog.made(loader.users_own, self._screen.shown, newest)

    def go(self, to: Period | None) -> None:
        """Go to a day, to one paper or to another list; nowhere for None."""
        if isinstance(to, OnePaper):
            self._requests.load_paper(to.id)
        elif isinstance(to, Starred):
            self._requests.load_starred()
        elif isinstance(to, Span | Trending):
            self._requests.load_over(to, named=True)
        elif isinstance(to, Newest):
            self._requests.load_newest()
        elif to is not None:
            self._requests.load(self._requests.route.to(Place(to)), named=True)

    def _day(self) -> date:
        """The day of the paper under the cursor, else the one that was asked for or is shown."""
        screen, shown = self._screen, self._screen.shown
        today = self._requests.loader.library.clock.newest_day()
        if screen.paper is not None and (day := screen.browser.listed.listing.days.get(screen.paper.id)):
            return day
        if isinstance(shown, Span):
            return min(shown.last, today)
        return self._requests.route.date or (screen.feed.day if screen.feed else today)

    def step(self, direction: Direction) -> None:
        """Go to the next older or newer day, week or month, or say why there is none."""
        shown = self._screen.shown
        if isinstance(shown, Trending | Starred):
            other = "older" if direction < 0 else "newer"
            self._screen.notice = f"{_LISTS[type(shown)].format(other)}"
        else:
            self._requests.step(direction)


_LISTS = {
    Trending: "What is trending has no {} day. Press 1 for the day of a paper.",
    Starred: "The starred papers have no {} day. Press 1 to go back to the day.",
}
"""Why there is no next one."""
