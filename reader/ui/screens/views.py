"""What was shown before a search or a paper by itself, to come back to."""

from __future__ import annotations

from msgspec import Struct

from reader.papers.listing import ArrangedList
from reader.papers.marks import joined
from reader.papers.models import Feed
from reader.papers.period import OnePaper, Period, Search
from reader.ui.marking import Marking
from reader.ui.places import Left, Route, is_list
from reader.ui.screens.waiting import RequestingScreen


class View(Struct, frozen=True):
    """What was shown."""

    route: Route
    feed: Feed | None
    listed: ArrangedList
    paper: str
    """The id of the paper under the cursor."""
    scroll: int
    """The first line in sight."""
    text: Left
    """Where its abstract was read."""
    page: Left | None
    """Where it was left on a screen of its own, if it was there."""


class Views:
    """Where the user was, the last one on top."""

    def __init__(self, screen: RequestingScreen) -> None:
        """Remember nothing yet."""
        self._screen = screen
        self._views: list[View] = []
        self._visiting: Period | None = None

    def push(self, route: Route, *, visiting: Period | None = None, page: Left | None = None) -> None:
        """Remember what is shown; from a day there is nothing further to come back to.

        Args:
            route: The way to it.
            visiting: The day that is gone to for the sake of one paper: what is remembered is come back to from there.
            page: Where the paper under the cursor was left on a screen of its own, if it was there.
        """
        self._visiting = visiting
        screen, browser = self._screen, self._screen.browser
        if not is_list(screen.shown):
            self._views.clear()
        paper = browser.paper.id if browser.paper else ""
        scroll = browser.paper_list.scroll_offset.y
        self._views.append(View(route, screen.feed, browser.listed, paper, scroll, browser.paper_view.left, page))

    def lead_back_from(self, route: Route) -> bool:
        """Whether one comes back from what was asked for last to what is remembered."""
        wanted = route.wanted.period
        if isinstance(wanted, OnePaper):
            return bool(self._views) and isinstance(self._screen.shown, Search | OnePaper)
        return bool(self._views) and (isinstance(wanted, Search) or wanted == self._visiting)

    def lead_anywhere_from(self, route: Route) -> bool:
        """Whether one comes back from what was asked for last at all, be it to the day that was left."""
        return route.is_from_day or self.lead_back_from(route)

    def forget_searches(self) -> None:
        """Do not come back to what was found before."""
        self._views = [view for view in self._views if view.listed.listing.search is None]

    def pop(self, route: Route) -> View | None:
        """Show what one comes back to, if there is anything, with the marks that were set since; return it."""
        if not self.lead_back_from(route):
            return None
        self._visiting = None
        view, screen, browser = self._views.pop(), self._screen, self._screen.browser
        screen.feed = view.feed
        browser.listed = view.listed.with_marks(joined(view.listed.marks, browser.listed.marks))
        browser.put_cursor(view.paper)
        browser.paper_list.jump(view.scroll)
        browser.paper_view.come_back(view.text)
        browser.post_message(Marking.Outdated())  # Of the others, which were not shown meanwhile.
        if view.page is not None:
            browser.paper_list.open(view.page)
        return view
