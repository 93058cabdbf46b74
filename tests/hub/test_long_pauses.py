"""Pauses that are longer than the reader believes, as it tells of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.errors import HubError
from reader.hub.client import Hub
from reader.hub.rate_limit import time_after
from tests.hub import faults
from tests.hub.conftest import THURSDAY
from tests.hub.double import HubDouble


@pytest.mark.parametrize("seconds", [7_200, 80_000, 90_000])
async def test_the_end_of_a_long_pause_is_told_as_it_is(hub: Hub, double: HubDouble, seconds: int) -> None:
    double.break_(faults.Answers(429, b"", {"Retry-After": str(seconds)}))
    began = datetime.now(UTC).astimezone()
    with pytest.raises(HubError) as caught:
        await hub.daily_papers(THURSDAY)
    times = {time_after(seconds, at) for at in (began, datetime.now(UTC).astimezone())}
    expected = {f"try again at {time}." for time in times} if seconds < 86_400 else {"try again tomorrow."}
    assert str(caught.value).partition(": ")[2] in expected
    assert len(double.requests) == 1
