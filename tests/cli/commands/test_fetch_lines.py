"""What `fetch` prints while it waits."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from reader.cli.progress import Lines, Step, Waiting
from reader.library.protocols import HubState
from tests.conftest import Start
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import day


def test_a_silence_is_told_once_until_something_comes(capsys: pytest.CaptureFixture[str]) -> None:
    lines, hub = Lines(), HubState("example.org (HF_ENDPOINT)")
    for seconds in (2, 4, 5, 6):
        lines(Waiting(seconds, hub))
    assert capsys.readouterr().err == "daily-papers: Waiting for example.org (HF_ENDPOINT) to answer.\n"
    lines(Step("2026-06-29", "2026-06-29: 1 paper"))
    lines(Waiting(2, hub))
    assert capsys.readouterr().err == "daily-papers: 2026-06-29: 1 paper\n"
    lines(Waiting(9, replace(hub, setback="It is limiting requests; asking again in 3 s")))
    assert capsys.readouterr().err == "daily-papers: It is limiting requests; asking again in 3 s.\n"


@pytest.mark.slow
def test_a_bar_is_drawn_once_for_a_pause_of_minutes(start: Start) -> None:
    days = [date(2026, 6, number) for number in (22, 23, 24, 25, 26)]
    with HubDouble({one: day(1, on=one) for one in days}, today=days[-1]) as double:
        double.break_(faults.Changes(lambda reply: reply.with_(RateLimit='"api";r=3;t=200')), 1)
        terminal = start("fetch", "--from", str(days[0]), "--to", str(days[-1]), HF_ENDPOINT=double.url)
        terminal.wait_for("Close to the Hub's rate limit; resuming at ")
        terminal.rest(1.0)
        terminal.press("\x03")
        assert terminal.wait() == 130
