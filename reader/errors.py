"""Errors that a user is told about: `str(error)` is a sentence.

The sentence says what happened, why, and what to do next. Packages that use httpx, SQLite or the operating system raise
these and nothing else; any other exception is a bug.
"""

from __future__ import annotations

from datetime import date, datetime


class ReaderError(Exception):
    """Something failed; the text is a sentence for the user."""


class UseError(ReaderError):
    """The command was used incorrectly: exit code 2."""


class PeriodError(UseError):
    """A period cannot be understood or cannot have papers."""


class UnknownPeriodError(PeriodError):
    """A word does not name a period."""

    def __init__(self, sentence: str, similar: str = "") -> None:
        """Store the period that was probably meant, or nothing."""
        super().__init__(sentence)
        self.similar = similar


class HubError(ReaderError):
    """The Hub gave no usable answer."""


class OfflineError(HubError):
    """The Hub was not asked, because the user turned the network off."""


class UnreachableError(HubError):
    """The Hub could not be reached at all: no route, no such host, or a timeout."""


class NotOpenError(HubError):
    """The Hub says that the day is not open."""

    def __init__(self, day: date, hub_time: datetime | None = None, sentence: str = "") -> None:
        """Name the day that is not open.

        Args:
            day: The day.
            hub_time: The time of the answer by the Hub's clock, aware, if it told.
            sentence: What to say; empty where the day is still to come.
        """
        still_to_come = f"{day} is not open yet: the Hub opens each day at 21:30 New York time the evening before."
        super().__init__(sentence or still_to_come)
        self.hub_time = hub_time


class NoPapersError(ReaderError):
    """There are no papers where some were expected."""


class NoTextError(ReaderError):
    """There is no full text of a paper."""


class FewStarsError(ReaderError):
    """Too few papers are starred to learn from them what the user likes."""

    how = "Press s on a paper."
    """How one is starred on the full screen, which the sentence may end with."""


class OldPaperError(NoPapersError):
    """A paper is from before April 2007, and the Hub has no such papers."""

    why = "Hugging Face has no papers with ids from before April 2007."

    def __init__(self, url: str, done: str = "") -> None:
        """Name its page on arXiv, or say what was done with it."""
        super().__init__(f"{self.why} {done or f'It is at {url}.'}")
        self.url = url


class QueryError(UseError):
    """A query cannot be understood; the sentence says where."""

    def __init__(self, sentence: str, position: int) -> None:
        """Store the position: the index of the first wrong character, or the length of the query for its end."""
        super().__init__(sentence)
        self.position = position


class ConfigError(UseError):
    """The configuration cannot be read; the sentence names the file and the line."""


class StoreError(ReaderError):
    """The disk failed; the reader goes on without it."""


class HostError(ReaderError):
    """The user's machine failed: no browser or no clipboard."""
