"""Which library is read: the user's, or the sample edition that stands in where nothing could be had from the Hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.errors import OldPaperError, ReaderError
from reader.library import PaperLibrary
from reader.papers.period import OnePaper, Span, Trending
from reader.ui.places import is_list
from reader.ui.undo import UndoHistory

if TYPE_CHECKING:
    from reader.library.at_hub import HubSearches
    from reader.ui.screens.waiting import RequestingScreen


class Editions:
    """The library in use, and the other one."""

    def __init__(self, library: PaperLibrary, sample: Callable[[], PaperLibrary] | None) -> None:
        """Read a library.

        Args:
            library: The user's.
            sample: Makes the edition to show where nothing is stored and the Hub cannot be reached.
        """
        self.library = library
        """The library in use."""
        self.users_own = library
        """The user's library, be it read or not: there is looked first for what is named."""
        self._make_sample = sample
        self._sample: PaperLibrary | None = None
        self._tries_hub = False

    @property
    def uses_sample(self) -> bool:
        """Whether the sample edition is read in place of the user's library."""
        return self.library is not self.users_own

    @property
    def is_asking(self) -> bool:
        """Whether what is loaded may come from the Hub."""
        return self._tries_hub or not self.library.is_sample

    @property
    def at_hub(self) -> HubSearches | None:
        """Searches at the Hub, also where the sample stands in; None where the Hub is never asked."""
        return self.users_own.at_hub

    def use_sample(self) -> bool:
        """Read the sample edition from now on; whether there is one."""
        if self._sample is None and self._make_sample is not None:
            self._sample = self._make_sample()
        self.library = self._sample or self.library
        return self._sample is not None

    def use_hub(self) -> None:
        """Read the user's library again."""
        self.library = self.users_own

    def choose(self, *, named: bool) -> tuple[PaperLibrary, ...]:
        """Where to look for what is to be loaded, in this order: for what the user named at the Hub again."""
        self._tries_hub = named and self.uses_sample
        return (self.users_own, self.library) if self._tries_hub else (self.library,)


def staying(error: ReaderError, *, of: int) -> ReaderError:
    """Why a library has nothing; of several libraries, that the sample stays."""
    if of == 1 or isinstance(error, OldPaperError):
        return error
    return ReaderError(f"{error} The sample edition stays; press r to try again.")


class StandIn:
    """Whether the sample edition is needed, and the way to it and back."""

    def __init__(self, screen: RequestingScreen, loader: Editions) -> None:
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
