"""What is typed into the dialogue for a day or a paper and names neither."""

from __future__ import annotations

import pytest

from reader.papers.period import Day
from tests.ui.conftest import YESTERDAY, FakePapers, running, text
from tests.ui.test_one_paper import SECOND, at, type_in


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (SECOND[:-1], "is incomplete: since 2015 arXiv ids have five digits"),
        ("19.8.2026", "“19.8.2026” is not a day; did you mean 2026-08-19?"),
    ],
)
async def test_what_names_nothing_is_said_in_the_dialogue_and_asked_of_nobody(
    papers: FakePapers, typed: str, sentence: str
) -> None:
    async with running(papers) as (screen, pilot):
        await type_in(pilot, "d", typed)
        assert pilot.app.screen is not screen
        assert sentence in " ".join(text(pilot).replace("│", " ").split())
        assert papers.sought == []
        await pilot.press("escape")
        await type_in(pilot, "d", "19 Aug 2026")
        assert at(screen)[0] == Day(YESTERDAY)
