"""What the list of themes says of the terminal."""

from __future__ import annotations

import pytest

from tests.ui.conftest import FakePapers, running, settle, text


@pytest.mark.parametrize("term", ["xterm", "xterm-256color"])
async def test_it_says_where_colours_are_too_few_for_a_look_each(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "")
    monkeypatch.setenv("TERM", term)
    async with running(papers, size=(60, 16)) as (_, pilot):
        await pilot.press("T")
        await settle(pilot)
        seen = text(pilot)
        assert ("This terminal has 16 colours: all" in seen) == (term == "xterm")
        assert ("dark themes look alike." in seen) == (term == "xterm")
        assert "enter keeps it · esc goes back" in seen
        assert "─ Theme ─" in seen
