"""The full text of a paper, driven by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.config.settings import Config, ConfigFile
from reader.errors import NoTextError
from reader.papers.full_text.parsing import parse
from reader.ui.app import ReaderApp
from reader.ui.screens.reading import ReadingScreen
from tests import slow
from tests.ui.conftest import FakePapers, feed, loaded, paper, reader, running, settle, stored, text
from tests.ui.texts import Texts

SIZES = [(120, 40), (80, 24), (60, 16)]
TEXT = "\n\n".join(
    (
        "## 1 Harbours",
        *(f"Paragraph {number} of [MASK] harbours [/] and tides, " + "with words " * 20 for number in range(1, 9)),
        "x_{i}=\\frac{a}{b}(1)",
        "### 1.1 Quays",
        *(f"Quay {number} is long. " * 12 for number in range(1, 9)),
        "## 2 Ends",
        *(f"End {number} comes. " * 15 for number in range(1, 9)),
        "The very last words.",
    )
)


@pytest.fixture
def texts(papers: FakePapers) -> Texts:
    papers.feeds[None] = [feed(papers=(paper(1, title="Tides [MASK] and [/] harbours"),))]
    papers.full_texts = found = Texts(parse(TEXT))
    return found


def screen_of(pilot: Pilot[None]) -> ReadingScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReadingScreen)
    return screen


def lines(pilot: Pilot[None]) -> list[str]:
    """The lines of the text in sight."""
    return [line.strip(" ▐") for line in text(pilot).splitlines()[1:-1]]


@pytest.mark.parametrize("size", [SIZES[0], *map(slow, SIZES[1:])])
@pytest.mark.parametrize("way", [["v"], ["enter", "v"]])
async def test_v_shows_the_full_text_below_title_and_authors(
    papers: FakePapers, texts: Texts, size: tuple[int, int], way: list[str]
) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press(*way)
        await settle(pilot)
        shown = [line for line in lines(pilot) if line]
        assert shown[:3] == [
            "▌ Tides [MASK] and [/] harbours",
            "Zoë Example, B. [Example]",
            "arxiv.org/abs/2608.00001 · text fetched 2 days ago",
        ]
        assert shown[3] == "1 Harbours"
        assert shown[4].startswith("Paragraph 1 of [MASK] harbours [/] and tides, with words")
        assert max(len(line) for line in shown) <= 80
        assert "q back" in text(pilot).splitlines()[-1]
        before = pilot.app.screen
        await pilot.press("q")
        await settle(pilot)
        assert pilot.app.screen is not before
        assert len(pilot.app.screen_stack) == len(way)


@pytest.mark.parametrize("measure", [40, slow(60), slow(120)])
async def test_the_user_sets_how_long_lines_are(papers: FakePapers, texts: Texts, measure: int) -> None:
    settings = ConfigFile(Path("config.toml"), config=Config(measure=measure, read_delay=None))
    app = ReaderApp(papers, settings=settings)
    async with app.run_test(size=(130, 40)) as pilot:
        await loaded(pilot)
        await pilot.press("v", "G")
        longest = max(len(line) for line in lines(pilot))
        assert measure - 12 < longest <= measure


@pytest.mark.parametrize("size", [slow(SIZES[0]), SIZES[1], slow(SIZES[2])])
async def test_keys_go_through_the_text(papers: FakePapers, texts: Texts, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("v", "right_square_bracket")
        assert lines(pilot)[-(size[1] - 2) if size[1] < 30 else 1] == "▌ 1 Harbours"
        assert text(pilot).startswith(" 1 Harbours")
        await pilot.press("right_square_bracket")
        assert next(line for line in lines(pilot) if line) == "▌ 1.1 Quays"
        assert text(pilot).startswith(" 1.1 Quays")
        await pilot.press("left_square_bracket")
        assert next(line for line in lines(pilot) if line) == "▌ 1 Harbours"
        top = lines(pilot)
        for there, back in (("j", "k"), ("space", "b"), ("ctrl+d", "ctrl+u"), ("ctrl+f", "ctrl+b")):
            await pilot.press(there)
            assert lines(pilot) != top
            await pilot.press(back)
            assert lines(pilot) == top, there
        await pilot.press("G")
        assert lines(pilot)[-1] == "The very last words."
        assert " · 100%" in text(pilot).splitlines()[0]
        assert text(pilot).startswith(" 2 Ends")
        await pilot.press("space")  # Is at the end.
        assert [line for line in lines(pilot) if line][-1] == "The very last words."
        await pilot.press("g")
        assert next(line for line in lines(pilot) if line) == "▌ Tides [MASK] and [/] harbours"


async def test_the_source_of_the_marked_block_is_shown(papers: FakePapers, texts: Texts) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("v")
        view = screen_of(pilot).view
        view.go_to(next(at for at, block in enumerate(view.blocks) if block.kind == "formula"))
        await pilot.pause()
        assert "xᵢ = a/b" in lines(pilot)[1]
        await pilot.press("backslash")
        assert lines(pilot)[1] == "▌ x_{i}=\\frac{a}{b}(1)"
        await pilot.press("backslash")
        assert "xᵢ = a/b" in lines(pilot)[1]
        await pilot.press("g", "backslash")
        await settle(pilot)
        assert "This part has no source." in text(pilot)


@pytest.mark.parametrize("way", [["space"] * 9, slow(["j"] * 150), slow(["ctrl+d"] * 18)])
@pytest.mark.slow
async def test_a_text_that_was_read_to_its_end_is_found(papers: FakePapers, texts: Texts, way: list[str]) -> None:
    async with running(papers, size=(80, 24)) as (screen, pilot):
        await pilot.press("v", "G", "k", "g", "q")  # Jumps do not count.
        await settle(pilot)
        assert [mark.is_finished for mark in await stored(papers, "2608.00001")] == [False]
        await pilot.press("v", *way)
        await settle(pilot)
        assert [mark.is_finished for mark in await stored(papers, "2608.00001")] == [True]
        await pilot.press("q", "slash", *"is:fulltext", "enter", "ampersand")
        await settle(pilot)
        assert [paper.id for paper in screen.browser.listed.rows] == ["2608.00001"]


async def test_a_paper_goes_on_where_it_was_left_at_any_width(papers: FakePapers, texts: Texts, tmp_path: Path) -> None:
    for size, keys, wanted in (
        ((120, 40), ["right_square_bracket", "right_square_bracket", *["j"] * 3, "q"], ""),
        ((60, 16), ["q"], "Quay 1 is long"),
        ((80, 24), ["Q"], "Quay 1 is long"),
        ((100, 30), ["g", "Q"], "Quay 1 is long"),
        ((100, 30), [], "Tides [MASK]"),
    ):
        app = reader(papers)
        app.crash_folder = tmp_path
        async with app.run_test(size=size) as pilot:
            await loaded(pilot)
            await pilot.press("v")
            await settle(pilot)
            assert wanted in "\n".join(lines(pilot)[:4])
            if wanted and size[1] < 30:  # Without air above, in the middle of a paragraph.
                assert lines(pilot)[0].startswith("▌")
            await pilot.press(*keys)
            await settle(pilot)
    assert len((tmp_path / "reading.json").read_bytes()) < 100


async def test_a_text_on_its_way_can_be_given_up(papers: FakePapers, texts: Texts) -> None:
    texts.gate.clear()
    async with running(papers) as (screen, pilot):
        await pilot.press("v")
        assert "Fetching the full text…" in text(pilot)
        assert text(pilot).splitlines()[-1].strip() == "? help  q back  p PDF  o arXiv  c discussion"
        texts.gate.set()
        await settle(pilot)
        assert "1 Harbours" in text(pilot)
        texts.gate.clear()
        await pilot.press("q", "v", "escape")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_a_paper_without_full_text_says_so_and_offers_the_pdf(papers: FakePapers, texts: Texts) -> None:
    texts.answer = NoTextError("Hugging Face has no full text of 2608.00001.")
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("v")
        await settle(pilot)
        assert "Hugging Face has no full text of 2608.00001." in lines(pilot)
        way_on = "Press p for the PDF, press o for its page on arXiv, or press r to try again."
        assert way_on in " ".join(lines(pilot))
        assert text(pilot).splitlines()[-1].strip().startswith("? help  q back  p PDF  o arXiv  r try again")
        texts.answer = parse(TEXT)
        await pilot.press("r")
        await settle(pilot)
        assert "1 Harbours" in lines(pilot)
        assert texts.asked == [("2608.00001", False), ("2608.00001", True)]


async def test_a_text_that_is_asked_for_again_is_said_to_be_the_newest(papers: FakePapers, texts: Texts) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("v")
        await settle(pilot)
        assert "newest" not in text(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert texts.asked[-1] == ("2608.00001", True)
        assert "This is the newest text." in text(pilot)


async def test_the_mark_reaches_the_last_block_also_of_a_text_that_fits(papers: FakePapers, texts: Texts) -> None:
    texts.answer = parse("Words.\n\nMore words.\n\nx_{i}=\\frac{a}{b}(1)")
    async with running(papers) as (_, pilot):
        await pilot.press("v", "G", *["j"] * 20, "backslash")
        assert [line for line in lines(pilot) if line] == ["▌ x_{i}=\\frac{a}{b}(1)"]
        await pilot.press("G")
        assert "Words." in lines(pilot)
