"""One question to the Hub: whether it answers, and what time it has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from reader.errors import HubError, UnreachableError
from reader.hub.endpoint import Endpoint
from reader.hub.probe import probe
from tests.hub import faults
from tests.hub.conftest import TOKEN
from tests.hub.double import Fault, HubDouble


def dated(text: str, age: str = "") -> Fault:
    """The right answer with the time that the Hub has, and how long it was kept on the way."""
    return faults.Changes(lambda reply: reply.with_(date=text, age=age))


@pytest.mark.parametrize("ahead", [-3600, 0, 90])
@pytest.mark.parametrize("kept", [0, 40])
async def test_the_clock_is_compared(double: HubDouble, ahead: int, kept: int) -> None:
    made = datetime.now(UTC) - timedelta(seconds=ahead + kept)
    double.break_(dated(format_datetime(made, usegmt=True), str(kept) if kept else ""))
    found = await probe(Endpoint(double.url))
    assert found.ahead is not None
    assert abs(found.ahead.total_seconds() - ahead) < 5
    assert 0 < found.took < 5


@pytest.mark.parametrize("text", ["", "yesterday", "Thu, 99 Aug 2026 99:00:00 GMT", "0", "\x80"])
async def test_a_time_that_is_none_tells_nothing(double: HubDouble, text: str) -> None:
    double.break_(dated(text))
    assert (await probe(Endpoint(double.url))).ahead is None


async def test_one_paper_is_asked_for_with_the_token(double: HubDouble) -> None:
    assert (await probe(Endpoint(double.url, TOKEN))).ahead is None
    [request] = double.requests
    assert (request.path, request.query) == ("/api/daily_papers", {"limit": "1"})
    assert request.headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    "fault",
    [
        *(faults.too_many(RateLimit='"api";r=0;t=0'), faults.Answers(503), faults.Answers(500), faults.web_page()),
        *(faults.Answers(200, b""), faults.Answers(200, b"[{"), faults.Answers(200)),
    ],
    ids=["pause", "busy", "broken", "portal", "nothing", "half", "complaint"],
)
async def test_the_hub_is_asked_only_once(double: HubDouble, fault: Fault) -> None:
    double.break_(fault)
    with pytest.raises(HubError) as caught:
        await probe(Endpoint(double.url, TOKEN))
    assert len(double.requests) == 1
    assert str(caught.value).isprintable()
    assert TOKEN not in str(caught.value)


async def test_the_hub_has_little_time(double: HubDouble) -> None:
    double.break_(faults.hangs)
    with pytest.raises(UnreachableError, match=r"did not answer within 0\.2 s"):
        await probe(Endpoint(double.url), 0.2)


async def test_nobody_is_there(double: HubDouble) -> None:
    double.stop()
    with pytest.raises(UnreachableError, match="connection refused"):
        await probe(Endpoint(double.url))
