"""What is known of days that are newer than the one on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from reader.papers import humanize
from reader.papers.listing import MarksById, is_unread
from reader.papers.models import Feed
from reader.ui import status
from reader.ui.loading import FeedLoader
from reader.ui.screens.waiting import RequestingScreen

LOOKING: Final = timedelta(minutes=30)
"""How long after a look for a newer day there is another one, while the clock says that there may be one."""


class News:
    """The newest days that are known, and the looks for newer ones."""

    def __init__(self, screen: RequestingScreen, loader: FeedLoader) -> None:
        """Know of none.

        Args:
            screen: Where they are told.
            loader: Looks for them.
        """
        self._screen = screen
        self._loader = loader
        self._looked = loader.library.clock.now() - LOOKING
        self._out: date | None = None
        """The newest day that a look for a newer one has found; it may be stored only, and there may be newer ones."""
        self._seen = date.min
        """The newest day that was shown, or partly read, which is no news."""
        self.newest: date | None = None
        """The newest day with papers, once it is known."""

    def told(self, key: Callable[[str], str]) -> str:
        """That there is a newer day than any that was shown, or the Hub to ask again, and the key to do so; or nothing.

        Args:
            key: Returns the key of an action, by its id.
        """
        if self._loader.uses_sample:
            return status.news("nothing from the Hub", key("day.refresh"))
        newest, feed = max(filter(None, (self.newest, self._out)), default=None), self._screen.feed
        if feed is None:
            return ""
        self._seen = max(self._seen, feed.day)  # It is asked whenever another one is shown.
        if newest is None or newest <= self._seen:
            return ""
        return status.news(f"{humanize.week_day(newest, self._screen.today)} is out", key("day.newest"))

    @property
    def action(self) -> str:
        """The id of the action that the news are about."""
        return "day.refresh" if self._loader.uses_sample else "day.newest"

    def known(self, day: date) -> None:
        """Take note that a day is out."""
        self.newest = max(day, self.newest or day)
        self._screen.tell()

    def found(self, feed: Feed, marks: MarksById) -> None:
        """Take note of what a look for a newer day has found; the newest stored one may be the one that is shown.

        Args:
            feed: The newer day, which is not news where a paper of it was read, be it in an earlier sitting.
            marks: The marks of its papers.
        """
        day = feed.day
        if not all(is_unread(paper, marks) for paper in feed.papers):
            self._seen = max(self._seen, day)
        self._out = max(day, self._out or day)
        if self._screen.feed is not None and day > self._screen.feed.day:
            self.known(day)

    def looks(self) -> None:
        """Take note that the newest day is asked for."""
        self._looked = self._loader.library.clock.now()

    def look(self) -> None:
        """Find out whether a newer day has come out, where the clock says so; at most twice an hour."""
        library = self._loader.library
        if library.is_sample or library.pause or (self.newest or date.min) >= library.clock.newest_with_papers():
            return
        if library.clock.now() - self._looked >= LOOKING:
            self.looks()
            self._loader.look_for_newer()
