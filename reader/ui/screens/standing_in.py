"""The sample edition in place of what could not be had from the Hub at the first start."""

from __future__ import annotations

from reader.papers.period import OnePaper, Span, Trending
from reader.ui.loading import FeedLoader
from reader.ui.places import is_list
from reader.ui.screens.waiting import RequestingScreen
from reader.ui.undo import UndoHistory


class StandIn:
    """Whether the sample edition is needed, and the way to it and back."""

    def __init__(self, screen: RequestingScreen, loader: FeedLoader) -> None:
        self._screen = screen
        self._loader = loader

    @property
    def is_needed(self) -> bool:
        """Whether nothing is shown that one could stay with: no day, and at most a list that was named and is empty."""
        screen = self._screen
        is_named = isinstance(screen.shown, OnePaper | Span | Trending) and not screen.browser.listed.papers
        return screen.feed is None and (is_named or not is_list(screen.shown))

    @property
    def is_left_over(self) -> bool:
        """Whether the sample is still shown while the user's library is read."""
        feed = self._screen.feed
        return feed is not None and feed.source == "sample" and not self._loader.library.is_sample

    def take(self) -> bool:
        """Read the sample edition from now on; whether there is one."""
        has_sample = self._loader.use_sample()
        self.match_history()
        return has_sample

    def leave(self) -> None:
        """Read the user's library again."""
        self._loader.use_hub()
        self.match_history()

    def match_history(self) -> None:
        """Begin another history if another library is read, as that has marks of its own."""
        if self._screen.browser.marking.history.marks is not self._loader.library.marks:
            self._screen.browser.marking.history = UndoHistory(self._loader.library)
