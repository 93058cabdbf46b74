"""How long to wait: for a pause that the Hub asks for, and for a feed with all its pages and retries."""

from __future__ import annotations

import asyncio
import math
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from reader.errors import HubError, UnreachableError

PAUSE_LIMIT: Final = 300.0
"""Seconds of the longest pause that is believed: the Hub counts in windows of five minutes."""
TOLD_LIMIT: Final = 86_340.0
"""Seconds of the longest pause whose end is told: the time of day alone would not say which day."""
RESERVE: Final = 50
"""Requests of a window that fetching ahead leaves for reading."""
BODY_LIMIT: Final = 2 * 2**20
"""Bytes of a feed, unpacked, with all its pages; the largest day so far has 0.52 MB."""
VALUES_LIMIT: Final = 50_000
"""Values in the JSON of a feed, which take up to thirty times the memory of their bytes; the most so far are 12,500."""


class Spare(NamedTuple):
    """What someone in no hurry may ask for."""

    requests: int
    """How many leave `RESERVE` in the Hub's window; 1 where it is not known how many there are."""
    wait: float = 0.0
    """Seconds until there are more, where there are none."""


class BusyError(HubError):
    """The Hub or a gateway before it has no time now (429, 502, 503, 504): worth another try."""

    def __init__(self, sentence: str, wait: float | None, what: str = "") -> None:
        """Say why, and for how long.

        Args:
            sentence: For the user.
            wait: Seconds that the Hub asks to wait, or None if it does not say.
            what: The sentence without what the user can do.
        """
        super().__init__(sentence)
        self.wait = wait
        self.what = what or sentence.rstrip(".")


class LimitedError(BusyError):
    """The Hub takes no more requests from this network for a while (429, or another refusal with a time to wait)."""


class NotConnectedError(UnreachableError):
    """No connection came about: worth another try."""


class Window:
    """The Hub's count of requests of one kind, such as searches, as its answers tell."""

    def __init__(self, size: int = 500, length: float = PAUSE_LIMIT) -> None:
        """Know nothing of it yet.

        Args:
            size: How many requests it has where the Hub does not tell.
            length: Its seconds.
        """
        self._policy = size, length
        self._left = RESERVE + 1
        self._ends = self._pause_ends = self._opens = 0.0

    @property
    def pause(self) -> float:
        """The seconds for which only who is in a hurry should ask: few requests are left, or a pause is wanted."""
        return max(0.0, self._pause_ends - time.monotonic())

    @property
    def spare(self) -> Spare:
        """What someone in no hurry may ask for now."""
        if self.pause:
            return Spare(0, self.pause)
        rest = self._ends - time.monotonic()
        if rest <= 0:
            return Spare(1)
        return Spare(max(0, self._left - RESERVE), rest)

    @property
    def left(self) -> Spare | None:
        """How many requests the Hub still takes, and the seconds until it takes more; None where it has not told."""
        now = time.monotonic()
        if now < self._opens:
            return Spare(0, self._opens - now)
        return Spare(self._left, self._ends - now) if now < self._ends < math.inf else None

    def time_for(self, requests: int) -> float:
        """The seconds that go by before the last of some requests may be begun by someone in no hurry.

        Args:
            requests: How many they are.
        """
        if self._ends == math.inf and not self.pause:  # It does not count.
            return 0.0
        size, length = self._policy
        reserve = min(RESERVE, size // 10)
        now, wait = size - reserve, length
        if self.pause:
            now, wait = 0, self.pause
        elif (left := self.left) is not None:
            now, wait = max(0, left.requests - reserve), left.wait
        return 0.0 if requests <= now else wait + (requests - now - 1) // max(1, size - reserve) * length

    def note(self, headers: Mapping[str, str]) -> None:
        """Take note of what an answer tells.

        Answers overtake each other: one from before a pause does not end it, and within a window the requests that are
        left only become fewer.
        """
        now = time.monotonic()
        self._policy = min(_policies(headers), default=self._policy)
        self._pause_ends = max(self._pause_ends, now + pause_due(headers))
        if (told := requests_left(headers)) is None:
            self._left, self._ends = sys.maxsize, math.inf
        elif not now < self._ends < math.inf or told[0] < self._left:
            self._left, self._ends = told[0], now + told[1]

    def close(self, wait: float) -> None:
        """Take note that the Hub has refused a request, and for how many seconds it does."""
        self._opens = max(self._opens, time.monotonic() + wait)
        self._pause_ends = max(self._pause_ends, self._opens)


@dataclass
class Budget:
    """What one feed may take, over all its pages, redirects and retries."""

    ends: float
    """When the time is up, in the event loop's seconds."""
    room: int = BODY_LIMIT
    """Bytes that may still come."""
    most: str = f"{BODY_LIMIT >> 20} MiB for one feed"
    """How much that is at the beginning, for a sentence."""
    values: int = VALUES_LIMIT
    """Values in JSON that may still come."""
    failure: HubError | None = None
    """Why the last attempt has to be repeated; None since an answer began."""
    answered: bool = False
    """Whether an answer has begun."""
    window: Window = field(default_factory=Window)
    """Where its requests are counted."""
    redirected: str = ""
    """Where the Hub redirected to, scheme and host, once it has."""
    resumes: float = 0.0
    """When the pause that the Hub asked for is over, in the event loop's seconds."""

    @property
    def setback(self) -> str:
        """Why and when the Hub is asked again, without a full stop; empty where nothing has failed."""
        if self.failure is None:
            return ""
        what = getattr(self.failure, "what", "") or str(self.failure).partition(". ")[0].rstrip(".")
        left = math.ceil(self.resumes - asyncio.get_running_loop().time())
        return f"{what}; asking again" + (f" in {left} s" if left > 0 else "")

    def answer_begins(self) -> None:
        """Take note that the Hub was reached."""
        self.answered = True
        self.failure = None

    def goes_on(self, where: str) -> None:
        """Take note that the Hub redirects; whether anyone is there is not known yet."""
        self.redirected = where
        self.answered = False

    def pause_after(self, error: Exception) -> bool | float:
        """Tell stamina whether to try again, and after how many seconds if the Hub says so."""
        if not isinstance(error, BusyError | NotConnectedError):
            return False
        self.failure = error
        wait = error.wait if isinstance(error, BusyError) else None
        now = asyncio.get_running_loop().time()
        self.resumes = now + (wait or 0.0)
        if wait is None:
            return True
        return wait if self.resumes < self.ends else False


def pause_asked(headers: Mapping[str, str], now: datetime, longest: float = PAUSE_LIMIT) -> float | None:
    """The seconds that the Hub asks to wait, or None if it does not.

    `RateLimit` counts where nothing remains (`"api";r=0;t=55`), else `Retry-After`, in seconds or as a date.

    Args:
        headers: The answer's; the date in them counts in place of this computer's, whose clock may be wrong.
        now: The time, aware.
        longest: What counts of a longer pause.
    """
    if waits := [wait for left, wait in _quotas(headers) if left == 0]:
        return max(waits)
    text = headers.get("retry-after", "").strip()
    is_number = re.fullmatch("[0-9]{1,9}", text)
    seconds = float(text) if is_number else _seconds_until(text, time_of(headers.get("date", "")) or now)
    return None if seconds is None else min(max(seconds, 0.0), longest)


def pause_due(headers: Mapping[str, str]) -> float:
    """The seconds for which whoever is in no hurry should not ask, because few requests are left; 0 for none.

    Few are less than `RESERVE`, or than a tenth of what the window has (`RateLimit-Policy: …;q=500;w=300`).

    Args:
        headers: The answer's.
    """
    reserve = min([RESERVE, *(size // 10 for size, _ in _policies(headers))])
    return max((wait for left, wait in _quotas(headers) if left < reserve), default=0.0)


def requests_left(headers: Mapping[str, str]) -> tuple[int, float] | None:
    """The requests that are left of the window with the fewest, and the seconds until it ends; None where none is told.

    Args:
        headers: The answer's.
    """
    return min(_quotas(headers), default=None)


def time_after(wait: float, now: datetime) -> str:
    """The full minute of the clock when a wait of some seconds is over, such as `14:05`."""
    return (now + timedelta(seconds=wait, minutes=1, microseconds=-1)).strftime("%H:%M")


def _policies(headers: Mapping[str, str]) -> list[tuple[int, float]]:
    """How many requests every window has, and its seconds: those that are believed where none are told."""
    return [
        (int(size[1]), min(float(length[1]), PAUSE_LIMIT) if length else PAUSE_LIMIT)
        for policy in headers.get("ratelimit-policy", "").split(",")
        if (size := re.search(r";\s*q=([0-9]{1,9})\b", policy))
        for length in [re.search(r";\s*w=([0-9]{1,9})\b", policy)]
    ]


def _quotas(headers: Mapping[str, str]) -> list[tuple[int, float]]:
    """The requests that are left of every window, and the seconds until the next one begins."""
    return [
        # As huggingface_hub does: the seconds are rounded down.
        (int(left[1]), min(float(wait[1]) + 1, PAUSE_LIMIT))
        for quota in headers.get("ratelimit", "").split(",")
        if (left := re.search(r";\s*r=([0-9]{1,9})\b", quota)) and (wait := re.search(r";\s*t=([0-9]{1,9})\b", quota))
    ]


def _seconds_until(text: str, now: datetime) -> float | None:
    moment = time_of(text)
    return None if moment is None else moment.timestamp() - now.timestamp()


def time_of(date: str) -> datetime | None:
    """The time that a header of an answer names (RFC 9110, 5.6.7), in UTC, if it does."""
    from email.utils import parsedate_to_datetime  # Most answers do not need it.

    try:
        made = parsedate_to_datetime(date)
        made = (made if made.tzinfo else made.replace(tzinfo=UTC)).astimezone(UTC)
        made.timestamp()  # The first and the last years have none everywhere.
    except (ValueError, TypeError, OverflowError):
        return None
    return made
