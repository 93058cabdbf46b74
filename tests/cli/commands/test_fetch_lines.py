"""What `fetch` prints while it waits."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from reader.cli.progress import Lines, Step, Waiting
from reader.library.protocols import HubState


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
