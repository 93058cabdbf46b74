"""Papers that a full text refers to, read above it and left for it, driven by keys."""

from __future__ import annotations

import asyncio

import pytest
from textual.pilot import Pilot

from reader.errors import NoTextError
from reader.library.protocols import FoundPaper
from reader.papers.period import OnePaper
from reader.ui.screens.reading import ReadingScreen
from tests import slow
from tests.ui.conftest import NOW, REFUSED, FakePapers, paper, running, settle, stored, text
from tests.ui.screens.test_jumping import letter_before, top
from tests.ui.screens.test_reading import lines, screen_of
from tests.ui.texts import Texts, shelf

pytestmark = pytest.mark.slow

WORDS = "Words of the sea, with harbours and tides. " * 8
TEXT = "\n\n".join(
    (
        "## 1 Harbours",
        *([WORDS] * 12),
        "## References",
        "*   [1]A. Woolf (2024)Flocks of sheep. arXiv preprint arXiv:2608.02001.",
        "*   [2]B. Lamb (2025)Tides and how to [MASK] them. arXiv preprint arXiv:2608.99999.",
        *(f"*   [{number}]C. Dog (2020)Bones, part {number}." for number in range(3, 40)),
    )
)


@pytest.fixture
def texts(papers: FakePapers) -> Texts:
    return shelf(papers, TEXT)


async def follow(pilot: Pilot[None], id: str) -> list[str]:
    """Go to the references, and follow one of them; returns what is in sight before."""
    await pilot.press("tab", *"references", "enter")
    await settle(pilot)
    before = lines(pilot)
    await pilot.press("F")
    await settle(pilot)
    await pilot.press(letter_before(pilot, f"arXiv:{id}"))
    await settle(pilot)
    return before


@pytest.mark.parametrize("back", ["escape", slow("q"), slow("ctrl+o")])
async def test_a_cited_paper_is_read_above_the_text_and_a_key_comes_back_to_the_reference(
    papers: FakePapers, texts: Texts, back: str
) -> None:
    papers.singles["2608.99999"] = [FoundPaper(OnePaper("2608.99999"), paper(3, id="2608.99999", title="Lambs"), NOW)]
    async with running(papers) as (screen, pilot):
        await pilot.press("v")
        for id, title in (("2608.02001", "Flocks"), ("2608.99999", "Lambs")):
            before = await follow(pilot, id)
            assert top(pilot) == title
            assert f" {id} · " in text(pilot).splitlines()[0]
            assert texts.asked[-1] == (id, False)
            await pilot.press(back)
            await settle(pilot)
            assert lines(pilot) == before
            assert screen_of(pilot).paper.id == "2608.00001"
        assert papers.sought == [("2608.99999", False)]  # The other one is in the list.
        assert screen.browser.paper_list.cursor == 0
        assert [mark.read for mark in await stored(papers, "2608.02001")] == [None]


async def test_a_cited_paper_without_full_text_shows_its_abstract_and_has_its_own_discussion(
    papers: FakePapers, texts: Texts
) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("v", "tab", *"references", "enter", "F")
        await settle(pilot)
        letter = letter_before(pilot, "arXiv:2608.02001")
        texts.answer = NoTextError("Hugging Face has no full text of 2608.02001.")
        await pilot.press(letter)
        await settle(pilot)
        shown = [line for line in lines(pilot) if line]
        assert shown[:3] == ["▌ Flocks", "Zoë Example, B. [Example]", "Hugging Face has no full text of 2608.02001."]
        assert shown[4].startswith("Abstract 2001 of a [MASK] paper with [/] in it.")
        await pilot.press("c")
        await settle(pilot)
        assert " 2608.02001" in text(pilot).splitlines()[0]


async def test_where_a_cited_paper_cannot_be_had_the_text_stays_and_says_so(papers: FakePapers, texts: Texts) -> None:
    papers.singles["2608.99999"] = [REFUSED]
    async with running(papers) as (_, pilot):
        await pilot.press("v")
        before = await follow(pilot, "2608.99999")
        assert "Hugging Face cannot be reached: connection refused." in text(pilot)
        assert lines(pilot)[:20] == before[:20]
        papers.singles = {}
        await follow(pilot, "2608.99999")
        assert "Hugging Face does not have 2608.99999." in text(pilot)
        assert lines(pilot)[:20] == before[:20]


async def test_a_cited_paper_that_is_looked_up_can_be_given_up(papers: FakePapers, texts: Texts) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("v", "tab", *"references", "enter", "F")
        await settle(pilot)
        papers.gate.clear()
        letter = letter_before(pilot, "arXiv:2608.99999")
        await pilot.press(letter)
        await pilot.pause()
        assert "fetching 2608.99999…" in text(pilot).splitlines()[0]
        await pilot.press("q")
        await pilot.pause()
        assert "fetching" not in text(pilot)
        assert screen_of(pilot).paper.id == "2608.00001"
        assert top(pilot) == "References"
        for key in ("F", letter, "tab"):
            await pilot.press(key)
            await pilot.pause()
        assert "Outline" in text(pilot)
        papers.singles["2608.99999"] = [FoundPaper(OnePaper("2608.99999"), paper(3, id="2608.99999"), NOW)]
        papers.gate.set()
        async with asyncio.timeout(60):
            while "2608.99999 was found. Follow it again to read it." not in text(pilot):
                await pilot.pause()
        await pilot.press("q")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, ReadingScreen)
