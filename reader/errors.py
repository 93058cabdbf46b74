"""What can go wrong in a way that a person can be told: `str(error)` is a sentence.

The sentence says what happened, why, and what to do next. Rooms that see httpx, SQLite or the operating system raise
these and nothing else; any other exception is a bug.
"""

from __future__ import annotations

from datetime import date


class ReaderError(Exception):
    """Something failed; the text is a sentence for the user."""


class UseError(ReaderError):
    """The command was used in a way that cannot work: exit code 2."""


class PeriodError(UseError):
    """A period cannot be understood or cannot have papers."""


class HubError(ReaderError):
    """The Hub gave no usable answer."""


class OfflineError(HubError):
    """The Hub was not asked, because the user wants no network."""


class UnreachableError(HubError):
    """The Hub could not be reached at all: no route, no name, no time."""


class NotOpenError(HubError):
    """The Hub says that the day is not open yet."""

    def __init__(self, day: date) -> None:
        """Name the day that is not open."""
        super().__init__(f"{day} is not open yet: the Hub opens a day at 21:30 New York time the evening before.")


class NoPapersError(ReaderError):
    """There is no day with papers where one was looked for."""


class QueryError(UseError):
    """A query cannot be understood; the sentence says where."""

    def __init__(self, sentence: str, position: int) -> None:
        """Name the place: the index of the first character that is wrong, the length of the query at its end."""
        super().__init__(sentence)
        self.position = position


class ConfigError(UseError):
    """The configuration cannot be read; the sentence names the file and the line."""


class StoreError(ReaderError):
    """The disk did not do what was asked; reading goes on without it."""


class HostError(ReaderError):
    """The user's machine did not do what was asked: no browser, no clipboard."""
