"""How long the Hub asks to wait."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from reader.errors import HubError, UnreachableError
from reader.hub.rate_limit import Budget, BusyError, NotConnectedError, Window, pause_asked, pause_due, time_after

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"ratelimit": '"api";r=0;t=55'}, 56),
        ({"ratelimit": '"api"; r=0; t=55'}, 56),
        ({"ratelimit": '"api";r=1;t=55'}, None),
        ({"ratelimit": '"api";r=400;t=55'}, None),
        ({"ratelimit": '"api";r=01;t=55'}, None),
        ({"ratelimit": '"api";r=400;t=5, "search";r=0;t=20, "pages";r=0;t=9'}, 21),
        ({"ratelimit": '"api";r=0;t=999999999'}, 300),
        ({"ratelimit": '"api";r=0;t=' + "9" * 5000}, None),
        ({"ratelimit": '"api";r=0'}, None),
        ({"ratelimit": "r=0;t=-5"}, None),
        ({"ratelimit": '"api";r=0;t=5', "retry-after": "70"}, 6),
        ({"ratelimit": '"api";r=9;t=5', "retry-after": "70"}, 70),
        ({"retry-after": "0"}, 0),
        ({"retry-after": " 12 "}, 12),
        ({"retry-after": "99999999"}, 300),
        ({"retry-after": "9" * 5000}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "٣"}, None),
        ({"retry-after": "Thu, 20 Aug 2026 12:00:30 GMT"}, 30),
        ({"retry-after": "Thu, 20 Aug 2026 12:00:30 -0000"}, 30),
        ({"retry-after": "Thu, 20 Aug 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, 300),
        ({"retry-after": "Fri, 31 Dec 99999 23:59:59 GMT"}, None),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 -2300"}, None),
        # Where this computer's clock is wrong, the Hub's counts.
        ({"retry-after": "Thu, 20 Aug 2026 10:00:30 GMT", "date": "Thu, 20 Aug 2026 10:00:00 GMT"}, 30),
        ({"retry-after": "Thu, 20 Aug 2026 14:00:30 GMT", "date": "Thu, 20 Aug 2026 14:00:00 GMT"}, 30),
        ({"retry-after": "Thu, 20 Aug 2026 12:00:30 GMT", "date": "noon"}, 30),
        ({"retry-after": "\x1b[31m\u202e"}, None),
    ],
)
def test_the_pause_is_what_the_headers_say_within_reason(headers: dict[str, str], wait: float | None) -> None:
    assert pause_asked(headers, NOW) == wait
    assert pause_asked(headers, NOW.astimezone(timezone(timedelta(hours=9)))) == wait


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (BusyError("Busy.", None), True),
        (BusyError("Busy.", 0.0), 0.0),
        (BusyError("Busy.", 9.0), 9.0),
        (BusyError("Busy.", 11.0), False),
        (NotConnectedError("Not connected."), True),
        (UnreachableError("Not trusted."), False),
        (HubError("Cut off."), False),
        (ValueError(), False),
    ],
)
async def test_what_passes_is_tried_again_after_the_pause_that_fits_the_time(error: Exception, pause: object) -> None:
    budget = Budget(ends=asyncio.get_running_loop().time() + 10)
    result = budget.pause_after(error)
    assert (result, type(result)) == (pause, type(pause))
    assert (budget.failure is error) == isinstance(error, BusyError | NotConnectedError)


@pytest.mark.parametrize(("wait", "time"), [(0, "14:00"), (1, "14:01"), (60, "14:01"), (61, "14:02"), (300, "14:05")])
def test_the_time_to_try_again_is_local_and_never_too_early(wait: float, time: str) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=2)))
    assert time_after(wait, there) == time


WINDOW = '"fixed window";"api";q=500;w=300'


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, 0),
        ({"ratelimit": '"api";r=50;t=55'}, 0),
        ({"ratelimit": '"api";r=49;t=55'}, 56),
        ({"ratelimit": '"api";r=49;t=55', "ratelimit-policy": WINDOW}, 56),
        ({"ratelimit": '"api";r=50;t=55', "ratelimit-policy": WINDOW}, 0),
        ({"ratelimit": '"api";r=2;t=55', "ratelimit-policy": '"fixed window";"api";q=20;w=300'}, 0),
        ({"ratelimit": '"api";r=1;t=55', "ratelimit-policy": '"fixed window";"api";q=20;w=300'}, 56),
        ({"ratelimit": '"api";r=0;t=999999999'}, 300),
        ({"ratelimit": '"api";r=0;t=' + "9" * 5000}, 0),
        ({"ratelimit": '"api";r=400;t=5, "search";r=3;t=20'}, 21),
        ({"retry-after": "70"}, 0),
    ],
)
def test_how_long_whoever_is_in_no_hurry_waits(headers: dict[str, str], wait: float) -> None:
    assert pause_due(headers) == wait


@pytest.mark.parametrize(
    ("told", "requests", "seconds"),
    [
        ({}, 90, 0.0),
        ({}, 91, 300.0),
        ({}, 900, 2700.0),
        ({"ratelimit": '"pages";r=40;t=99', "ratelimit-policy": '"fixed window";"pages";q=100;w=300'}, 30, 0.0),
        ({"ratelimit": '"pages";r=40;t=99'}, 31, 100.0),
        ({"ratelimit": '"pages";r=40;t=99'}, 121, 400.0),
        ({"ratelimit": '"pages";r=9;t=99', "ratelimit-policy": '"fixed window";"pages";q=100;w=300'}, 1, 100.0),
        ({"ratelimit": '"pages";r=0;t=9', "ratelimit-policy": '"fixed window";"pages";q=400;w=60'}, 361, 70.0),
        ({"ratelimit": '"pages";r=0;t=9', "ratelimit-policy": '"fixed window";"pages";q=0;w=60'}, 2, 70.0),
        ({"retry-after": "9"}, 900, 0.0),
    ],
)
def test_the_time_that_requests_take_is_that_of_the_windows_they_fill(
    told: dict[str, str], requests: int, seconds: float
) -> None:
    window = Window(size=100)
    if told:
        window.note(told)
    assert window.time_for(requests) == pytest.approx(seconds, abs=0.5)


def test_a_refusal_is_part_of_the_time_that_requests_take() -> None:
    window = Window(size=100)
    window.note({})
    window.close(50.0)
    assert window.time_for(1) == pytest.approx(50.0, abs=0.5)
