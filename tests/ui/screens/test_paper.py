"""A paper on a screen of its own, driven by keys."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.papers.models import Author, Organization, Paper, Submitter
from reader.ui.screens import paper as screens_paper
from reader.ui.screens.paper import PaperScreen
from tests import slow
from tests.ui.conftest import FakePapers, feed, paper, running, settle, stored, text

SIZES = [(120, 40), (80, 24), (60, 16)]
WORDS = " ".join(f"word{number}" for number in range(300))


def told(number: int = 1, **fields: object) -> Paper:
    """A paper with all that a list tells about one."""
    known: dict[str, object] = {
        "title": f"Tides {number}: a [MASK] of [/] harbours",
        "abstract": WORDS,
        "authors": (Author(name="Ada [Tide]", login="ada-tide"), Author(name="Bo Quay")),
        "organization": Organization(login="harbour-lab", name="Harbour [Lab]"),
        "submitter": Submitter(login="keeper", name="The Keeper"),
        "github": "https://github.com/example/tides",
        "github_stars": 1234,
        "github_added_by": "auto",
        "project_page": "https://example.org/tides/",
        "ai_summary": "In short, tides turn.",
        "ai_keywords": ("tide tables", "[SEP] tokens"),
        "media": ("https://cdn.example.org/film.mp4", "https://cdn.example.org/picture.png"),
    }
    return paper(number, **known | fields)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask without a delay."""
    monkeypatch.setattr(screens_paper, "SETTLING", 0)


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.feeds[None] = [feed(papers=tuple(told(number) for number in range(1, 5)))]
    return papers


def page(pilot: Pilot[None]) -> list[str]:
    """All lines of the paper, also those out of sight."""
    screen = pilot.app.screen
    assert isinstance(screen, PaperScreen)
    top, end = screen.page.scroll_offset.y, screen.page.virtual_size.height
    return [strip.text.strip() for strip in screen.page.draw(range(-top, end - top))]


@pytest.mark.parametrize("size", SIZES)
async def test_enter_shows_all_that_is_known(papers: FakePapers, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        seen = text(pilot)
        assert "Tides 1: a [MASK] of [/] harbours" in seen
        assert "1 of 4" in seen.splitlines()[0]
        assert "q back  J K paper" in seen.splitlines()[-1]
        lines = page(pilot)
        assert lines[0] == "Tides 1: a [MASK] of [/] harbours"
        for line in (
            "Ada [Tide], Bo Quay",
            "Harbour [Lab] · 18 Aug · ▲ 299 · 1 comment",
            "tide tables, [SEP] tokens" if size[1] > 20 else "Keywords  tide tables, [SEP] tokens",
            "arXiv         2608.00001 · PDF",
            "Hugging Face  huggingface.co/papers/2608.00001",
            "Submitted by  The Keeper @keeper",
            "Project page  example.org/tides",
            "Media         cdn.example.org/film.mp4",
            "cdn.example.org/picture.png",
        ):
            assert line in lines, line
        said = " ".join(" ".join(lines).split())
        assert "GitHub github.com/example/tides 1.2k ☆ guessed by the Hub" in said.replace(" ·", "")
        assert WORDS in said
        assert "In short, tides turn." in said
        await pilot.press("a")
        assert "Ada [Tide] @ada-tide, Bo Quay" in page(pilot)


async def test_a_star_is_seen_however_far_down_one_is(papers: FakePapers) -> None:
    async with running(papers, size=(60, 16)) as (_, pilot):
        await pilot.press("enter", "G")
        await settle(pilot)
        before = text(pilot).splitlines()
        await pilot.press("s")
        await settle(pilot)
        lines = text(pilot).splitlines()
        assert lines[0].endswith("★ · 1 of 4")
        assert lines[1:] == before[1:]
        await pilot.press("J")
        await settle(pilot)
        assert "★" not in text(pilot)
        await pilot.press("K", "s")
        await settle(pilot)
        assert "★" not in text(pilot)


@pytest.mark.parametrize("width", [44, 52, 56])
async def test_no_line_of_facts_ends_with_a_dot(papers: FakePapers, width: int) -> None:
    papers.feeds[None] = [feed(papers=(told(1, comments=1),))]
    async with running(papers, size=(width, 16)) as (_, pilot):
        await pilot.press("s", "enter")
        await settle(pilot)
        lines = page(pilot)
        assert [line for line in lines if line.startswith("·") or line.endswith("·")] == []
        assert any(line.endswith("★ starred") for line in lines)


@pytest.mark.parametrize("size", SIZES)
async def test_its_lines_are_in_the_middle_and_not_too_long(papers: FakePapers, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        lines = [line for line in text(pilot).splitlines() if "word" in line]
        starts = {len(line) - len(line.lstrip()) for line in lines if "Abstract" not in line}
        assert starts == {1 + max(0, (size[0] - 3 - 80) // 2)}
        assert max(len(line.strip(" ▐")) for line in lines) <= 80


@pytest.mark.parametrize("back", ["q", "escape"])
async def test_capitals_go_on_to_other_papers_and_the_list_is_left_there(papers: FakePapers, back: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("enter", "G", "J", "J", "K")
        await settle(pilot)
        assert page(pilot)[0].startswith("Tides 2")
        assert "Tides 2" in text(pilot)  # From its top.
        assert "2 of 4" in text(pilot)
        await pilot.press("J", "J", "J")
        await settle(pilot)
        assert "This is the last paper of the list." in text(pilot)
        await pilot.press("K", back)
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.paper == told(3)
        assert screen.browser.paper_list.cursor == 2
        assert "Tides 3" in text(pilot)
        await pilot.press("j")
        await settle(pilot)
        assert screen.paper == told(4)


@pytest.mark.slow
async def test_it_comes_back_to_a_list_that_has_scrolled(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=tuple(told(number) for number in range(1, 60)))]
    async with running(papers, size=(80, 24)) as (_, pilot):
        await pilot.press("enter", *["J"] * 40, "q")
        await settle(pilot)
        assert "Tides 41:" in text(pilot).split("Tides 41")[0] + "Tides 41:"
        assert sum("Tides 41:" in line for line in text(pilot).splitlines()) == 2  # In the list, and beside it.


async def test_what_is_typed_ahead_is_for_the_paper(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("enter", "J", "s", "q", "j")
        await settle(pilot)
        assert screen.paper == told(3)
        assert [mark.is_starred for mark in await stored(papers, *(told(n).id for n in (1, 2, 3)))] == [
            False,
            True,
            False,
        ]


async def test_marks_are_set_and_shown_and_taken_back(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("enter", "s")
        await settle(pilot)
        assert "1 comment · ★ starred" in text(pilot)
        await pilot.press("number_sign", *"noted", "escape")
        await settle(pilot)
        assert "noted" in page(pilot)
        await pilot.press("u", "u")
        await settle(pilot)
        assert "Undone: star on" in text(pilot)
        assert "starred" not in "\n".join(page(pilot))
        assert "noted" not in page(pilot)


async def test_the_next_unread_paper_is_a_key_away(papers: FakePapers) -> None:
    async with running(papers, delay=2.0) as (screen, pilot):
        await pilot.press("enter")  # What is opened counts as read.
        await settle(pilot)
        assert [mark.is_read for mark in await stored(papers, told(1).id)] == [True]
        await pilot.press("n")
        await settle(pilot)
        assert page(pilot)[0].startswith("Tides 2")
        assert screen.paper == told(2)


async def test_without_a_paper_there_is_nothing_to_show(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=())]
    async with running(papers) as (screen, pilot):
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen is screen


async def test_help_and_palette_know_what_can_be_done_there(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("enter", "question_mark")
        await settle(pilot)
        assert "Toggle all authors" in text(pilot)
        assert "Fetch the last 7 days" not in text(pilot)
        await pilot.press("escape", "colon", *"toggle star", "enter")
        await settle(pilot)
        assert "★ starred" in text(pilot)
        assert isinstance(pilot.app.screen, PaperScreen)


@pytest.mark.parametrize("size", [(39, 16), slow((60, 9))])
async def test_a_terminal_that_is_too_small_is_told(papers: FakePapers, size: tuple[int, int]) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        assert "too small" in text(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "Tides 1" in text(pilot)


async def test_a_list_that_changes_behind_a_dialog_takes_the_paper_with_it_and_nothing_else(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("enter", "question_mark")
        await settle(pilot)
        dialog = pilot.app.screen
        screen.browser.paper = None
        await settle(pilot)
        assert pilot.app.screen is dialog
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is screen
