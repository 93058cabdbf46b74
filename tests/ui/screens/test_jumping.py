"""The ways through a full text, driven by keys: its outline, finding, letters before what leads elsewhere, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.papers.full_text.parsing import parse
from reader.ui.app import ReaderApp
from reader.ui.screens.reading import ReadingScreen
from tests import slow
from tests.ui.conftest import FakePapers, running, settle, text
from tests.ui.screens.test_reading import SIZES, lines, screen_of
from tests.ui.texts import Texts, shelf

pytestmark = pytest.mark.slow

HTML = "https://arxiv.org/html/2608.00001v1"
WORDS = "Words of the sea, with harbours and tides. " * 8
TEXT = "\n\n".join(
    (
        "## 1 Harbours",
        f"As Figure 1 and Eq. (1) show, tides were known[[2]({HTML}#bib.bib9)]; see [our page](https://example.org/tides).",
        *([WORDS] * 6),
        "### 1.1 Quays of Zoë",
        *([WORDS] * 6),
        r"\theta=\frac{\mathcal{D}}{b}(1)",
        f"Figure 1: A quay, as in[[1]({HTML}#bib.bib1)].",
        *([WORDS] * 6),
        "## 2 Ends of [MASK]",
        *([WORDS] * 6),
        "The lighthouse.",
        "## References",
        "*   [1]A. Woolf (2024)Flocks of sheep. arXiv preprint arXiv:2608.02001.",
        "*   [2]B. Lamb (2025)Tides and how to [MASK] them. arXiv preprint arXiv:2608.99999.",
        *(f"*   [{number}]C. Dog (2020)Bones, part {number}." for number in range(3, 40)),
    )
)


@pytest.fixture
def texts(papers: FakePapers) -> Texts:
    return shelf(papers, TEXT)


def top(pilot: Pilot[None]) -> str:
    """The first words in sight."""
    return next(line for line in lines(pilot) if line).removeprefix("▌ ")


def bottom(pilot: Pilot[None]) -> str:
    """What the last line says."""
    return text(pilot).splitlines()[-1].strip()


def letter_before(pilot: Pilot[None], words: str) -> str:
    """The letter that stands before some words."""
    line = next(line for line in text(pilot).splitlines() if words in line)
    return line[line.index(words) - 1]


@pytest.mark.parametrize("size", [SIZES[1], slow(SIZES[0]), slow(SIZES[2])])
async def test_the_outline_goes_to_a_heading_and_ctrl_o_comes_back(
    papers: FakePapers, texts: Texts, size: tuple[int, int]
) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("v", "j", "j", "tab")
        await settle(pilot)
        listed = text(pilot)
        assert "Outline" in listed
        assert "─ enter goes there · esc closes ─" in listed
        assert "│ References" in listed.partition("─ enter goes there")[0].splitlines()[-2]  # No empty lines below it.
        assert "/ type to find" in listed
        assert all(words in listed for words in ("1 Harbours", "  1.1 Quays of Zoë", "2 Ends of [MASK]", "References"))
        await pilot.press(*"zoe", "enter")
        await settle(pilot)
        assert top(pilot) == "1.1 Quays of Zoë"
        await pilot.press("tab", "down", "enter")
        await settle(pilot)
        assert top(pilot) == "2 Ends of [MASK]"
        await pilot.press("tab", "escape")
        await settle(pilot)
        assert top(pilot) == "2 Ends of [MASK]"
        await pilot.press("ctrl+o")
        assert top(pilot) == "1.1 Quays of Zoë"
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert top(pilot) == "Zoë Example, B. [Example]"
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "You have not jumped from anywhere." in text(pilot)


async def test_a_letter_goes_to_a_figure_and_an_equation(papers: FakePapers, texts: Texts) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("v", "F")
        await settle(pilot)
        assert bottom(pilot).startswith("A letter goes where it leads · y copies it · esc cancels")
        await pilot.press(letter_before(pilot, "Figure 1 and"))
        await settle(pilot)
        assert top(pilot).startswith("▣ Figure 1: A quay")
        await pilot.press("ctrl+o", "F")
        await settle(pilot)
        await pilot.press(letter_before(pilot, "Eq. (1)"))
        await settle(pilot)
        assert top(pilot).strip().startswith("θ = 𝒟/b")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were opened, and the texts that were copied."""
    done: list[str] = []

    async def do(_: ReaderApp, text: str, what: str = "") -> str:
        done.append(text)
        return "Done"

    monkeypatch.setattr(ReaderApp, "open_link", do)
    monkeypatch.setattr(ReaderApp, "copy", do)
    return done


@pytest.mark.parametrize("size", [SIZES[1], slow(SIZES[0]), slow(SIZES[2])])
async def test_a_citation_shows_its_entry_first(papers: FakePapers, texts: Texts, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("v", "F")
        await settle(pilot)
        letter = letter_before(pilot, "2]; see")
        await pilot.press(letter)
        await settle(pilot)
        entry, keys = text(pilot).splitlines()[-2:]
        assert entry.startswith(" [2] B. Lamb (2025) Tides and how to [MASK]")
        assert len(entry) <= size[0]
        assert keys.strip().startswith("enter or its letter goes there · y copies it · esc cancels")
        assert "1 Harbours" in text(pilot)
        await pilot.press(letter)
        await settle(pilot)
        assert top(pilot).startswith("[2] B. Lamb (2025) Tides") or "[2] B. Lamb (2025) Tides" in text(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen)
        await pilot.press("ctrl+o", "F", letter, "enter")
        await settle(pilot)
        assert "[2] B. Lamb (2025) Tides" in text(pilot)


async def test_links_open_the_browser_and_what_is_led_to_is_copied(
    papers: FakePapers, texts: Texts, opened: list[str]
) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("v", "F")
        await settle(pilot)
        page, figure, entry = (letter_before(pilot, words) for words in ("our page", "Figure 1 and", "2]; see"))
        await pilot.press(page)
        await settle(pilot)
        assert opened == ["https://example.org/tides"]
        await pilot.press("F", "y", page, "F", "y", figure, "F", entry, "y")
        await settle(pilot)
        assert opened[1] == "https://example.org/tides"
        assert opened[2].startswith("Figure 1: A quay")
        assert opened[3].startswith("[2] B. Lamb (2025)")


async def test_a_click_follows_what_the_mouse_is_on(papers: FakePapers, texts: Texts, opened: list[str]) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):

        async def click(words: str, aside: int = 0) -> None:
            y, line = next((y, line) for y, line in enumerate(text(pilot).splitlines()) if words in line)
            await pilot.click(offset=(line.index(words) + aside, y))
            await settle(pilot)

        await pilot.press("v")
        await click("our page", -1)
        assert opened == []
        await click("our page", 7)
        assert opened == ["https://example.org/tides"]
        await click("Figure 1 and")
        assert top(pilot).startswith("▣ Figure 1: A quay")
        await pilot.press("ctrl+o")
        await click("2]; see")
        assert "[2] B. Lamb (2025) Tides" in text(pilot)


@pytest.mark.parametrize("size", [SIZES[1], slow(SIZES[0]), slow(SIZES[2])])
async def test_finding_goes_to_each_place_and_escape_ends_it(
    papers: FakePapers, texts: Texts, size: tuple[int, int]
) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("v", "slash", *"bones, part")
        await settle(pilot)
        assert "1 of 37" in text(pilot)
        assert "[3] C. Dog (2020) Bones, part 3." in text(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "2 of 37 · " in text(pilot).splitlines()[0]
        await pilot.press("N", "N")
        assert "37 of 37 · " in text(pilot).splitlines()[0]
        assert "[39] C. Dog (2020) Bones, part 39." in text(pilot)
        await pilot.press("n")
        assert "1 of 37 · " in text(pilot).splitlines()[0]
        assert text(pilot).splitlines()[-1].strip().startswith("n N match  esc end search")
        await pilot.press("escape")
        await settle(pilot)
        assert " of 37" not in text(pilot)
        assert text(pilot).splitlines()[-1].strip().startswith("? help  q back")
        assert "Bones, part 3." in text(pilot)
        await pilot.press("n")
        assert " of 37 · " in text(pilot).splitlines()[0]
        await pilot.press("escape", "ctrl+o")
        assert top(pilot) == "Tides"
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, ReadingScreen)


async def test_escape_gives_up_what_is_typed_and_comes_back(papers: FakePapers, texts: Texts) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("v", "j", "slash")
        await settle(pilot)
        assert "\n esc cancels · words as they are shown, or LaTeX" in text(pilot)
        await pilot.press(*"lighthouse")
        await settle(pilot)
        assert "The lighthouse." in text(pilot)
        assert "\n 1 of 1 · ↑ ↓ match · enter keeps · esc cancels\n" in text(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "Nothing here matches “lighthousex”." in text(pilot)
        assert top(pilot) == "Zoë Example, B. [Example]"
        await pilot.press("backspace", "escape")
        await settle(pilot)
        assert top(pilot) == "Zoë Example, B. [Example]"
        assert isinstance(pilot.app.screen, ReadingScreen)
        await pilot.press("n")
        await settle(pilot)
        assert "Nothing was searched for. Press / to search." in text(pilot)


async def test_formulas_are_found_by_their_latex(papers: FakePapers, texts: Texts) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("v", "slash", *r"\frac{\mathcal")
        await settle(pilot)
        assert "1 of 1" in text(pilot)
        assert "θ = 𝒟/b" in text(pilot)


async def test_what_stands_out_stays_where_the_text_is_unfolded_or_broken_elsewhere(
    papers: FakePapers, texts: Texts
) -> None:
    texts.answer = parse(f"Ann Author, who was cut\n\n###### Abstract\n\nShort.\n\n{TEXT}")
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("v", "slash", *"lighthouse", "enter")
        await settle(pilot)
        view = screen_of(pilot).view

        def found() -> list[str]:
            return [
                view.blocks[block].text[start:end] for block in view.highlights for start, end in view.highlights[block]
            ]

        assert found() == ["lighthouse"]
        await pilot.press("z")
        await settle(pilot)
        assert found() == ["lighthouse"]
        await pilot.resize_terminal(60, 16)
        await settle(pilot)
        assert found() == ["lighthouse"]
        await pilot.press("tab", "enter", "ctrl+o")
        await settle(pilot)
        assert "The lighthouse." in text(pilot)


async def test_where_nothing_leads_anywhere_or_no_headings_are_is_said(papers: FakePapers, texts: Texts) -> None:
    texts.answer = parse("Words alone.")
    async with running(papers) as (_, pilot):
        for key, sentence in (("F", "There is no link here."), ("tab", "This text has no headings.")):
            await pilot.press(*(["v", key] if key == "F" else [key]))
            await settle(pilot)
            assert sentence in text(pilot)


async def test_where_no_link_is_in_sight_the_next_one_is_gone_to(papers: FakePapers, texts: Texts) -> None:
    texts.answer = parse("\n\n".join([*["Words alone. " * 60] * 9, "Look at https://example.org/there for more."]))
    async with running(papers) as (_, pilot):
        await pilot.press("v")
        await settle(pilot)
        assert "Look at" not in text(pilot)
        await pilot.press("F")
        await settle(pilot)
        assert "Look at" in text(pilot)
        assert "A letter goes where it leads" in text(pilot)
        await pilot.press("escape", "ctrl+o")
        await settle(pilot)
        assert "Look at" not in text(pilot)


async def test_where_the_text_is_left_is_counted_without_what_is_unfolded_above_it(
    papers: FakePapers, texts: Texts, tmp_path: Path
) -> None:
    texts.answer = parse(f"Ann Author, who was cut\n\nAn Institute\n\n###### Abstract\n\nShort.\n\n{TEXT}")
    async with running(papers) as (_, pilot):
        assert isinstance(pilot.app, ReaderApp)
        pilot.app.crash_folder = tmp_path
        await pilot.press("v", "tab", *"quays", "enter", "z", "q")
        for _ in range(2):
            await pilot.press("v")
            await settle(pilot)
            assert top(pilot) == "1.1 Quays of Zoë"
            await pilot.press("z", "q")
            await settle(pilot)


async def test_a_slash_only_begins_to_type_in_the_empty_outline(papers: FakePapers, texts: Texts) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("v", "tab", "slash", *"zoe")
        await settle(pilot)
        assert "/ zoe " in text(pilot)
        await pilot.press("slash")
        await settle(pilot)
        assert "/ zoe/ " in text(pilot)
        await pilot.press("backspace", "enter")
        await settle(pilot)
        assert top(pilot) == "1.1 Quays of Zoë"


async def test_what_was_found_is_marked_until_the_text_moves(
    papers: FakePapers, texts: Texts, opened: list[str]
) -> None:
    async with running(papers) as (_, pilot):

        def marked() -> list[str]:
            return [line for line in lines(pilot) if line.startswith("▌")]

        await pilot.press("v", "G", "slash", *"part 38", "enter", "y", "backslash")
        await settle(pilot)
        assert marked() == ["▌ *   [38]C. Dog (2020)Bones, part 38."]
        assert opened == ["[38] C. Dog (2020) Bones, part 38."]
        await pilot.press("backslash", "G")
        await settle(pilot)
        assert marked() == [f"▌ {top(pilot)}"]
        await pilot.press("slash", *"part 37", "escape")
        await settle(pilot)
        assert marked() == [f"▌ {top(pilot)}"]
        await pilot.press("g", "slash", *"as figure 1", "enter")
        assert marked()[0].startswith("▌ As Figure 1")
        await pilot.press("g")
        assert marked() == ["▌ Tides"]
        await pilot.press("n", "left_square_bracket")
        assert marked() == ["▌ 1 Harbours"]
        await pilot.press("n", "j", "j", "j")
        assert marked()[0] == f"▌ {top(pilot)}"
