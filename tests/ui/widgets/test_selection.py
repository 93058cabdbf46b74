"""Text that the mouse selects: what is picked, how it looks, and which keys copy it and let it go."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.pilot import Pilot

from reader.papers import links
from reader.ui.app import ReaderApp
from reader.ui.screens.feed import FeedScreen
from reader.ui.widgets.paper_page import PaperPage
from reader.ui.widgets.paper_view import PaperView
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text

pytestmark = pytest.mark.slow

ABSTRACT = (
    "Many small harbours were asked how they sleep when the tide is out, and all of them answered at length. "
    "用中文写的一句话，占两倍的宽度，也必须能够被正确地选中和复制，无论终端有多宽。 "
    "See https://example.org/tides for all of it.\n  "
    "A second paragraph begins here and goes on for a while, so that it takes two lines at least in this pane."
)


@asynccontextmanager
async def reading(
    papers: FakePapers, size: tuple[int, int] = (120, 40), **fields: object
) -> AsyncIterator[tuple[FeedScreen, Pilot[None]]]:
    papers.feeds[None] = [feed(papers=(paper(1, title="A title", abstract=ABSTRACT, **fields), paper(2)))]
    async with running(papers, size=size) as (screen, pilot):
        yield screen, pilot


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was given to the clipboard."""
    texts: list[str] = []

    async def copy(_: ReaderApp, text: str, what: str = "") -> str:
        texts.append(text)
        return f"Copied {text}"

    monkeypatch.setattr(ReaderApp, "copy", copy)
    return texts


def place(view: PaperView, words: str, *, end: bool = False) -> tuple[int, int]:
    """Where words are on the screen: their first cell, or the last one."""
    from reader.ui.widgets.cells import width_of

    left, top = view.content_region.offset
    for y, strip in enumerate(view.draw(range(view.size.height))):
        if (at := strip.text.find(words)) >= 0:
            return left + width_of(strip.text[:at]) + (width_of(words) - 1 if end else 0), top + y
    raise AssertionError(f"{words!r} is not on one line")


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the mouse in one cell of the screen, move, and let it go in another."""
    for kind, (x, y) in ((events.MouseDown, start), (events.MouseMove, end), (events.MouseUp, end)):
        # As the driver does: a pilot's do not become clicks.
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
        await pilot.pause()
    await pilot.pause()


def selected(view: PaperView) -> list[str]:
    """The parts of lines that stand out."""
    return [
        segment.text
        for strip in view.draw(range(view.size.height))
        for segment in strip
        if segment.style and segment.style.reverse
    ]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 30)])
@pytest.mark.parametrize("backwards", [False, True])
async def test_a_drag_selects_text_and_joins_its_lines(
    papers: FakePapers, copied: list[str], size: tuple[int, int], backwards: bool
) -> None:
    async with reading(papers, size) as (screen, pilot):
        view = screen.browser.paper_view
        ends = place(view, "small harbours"), place(view, "at length", end=True)
        assert ends[0][1] < ends[1][1]
        await drag(pilot, *(ends[::-1] if backwards else ends))
        wanted = ABSTRACT[ABSTRACT.index("small") : ABSTRACT.index("at length") + len("at length")]
        assert " ".join(selected(view)) == wanted
        await pilot.press("y")
        await settle(pilot)
        assert copied == [wanted]
        assert wanted[:40] in text(pilot)


async def test_the_first_hint_is_to_copy_what_is_selected_and_a_click_on_it_does(
    papers: FakePapers, copied: list[str]
) -> None:
    async with reading(papers, (45, 30)) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        page = pilot.app.screen
        view = page.query_one(PaperPage)
        before = text(pilot).splitlines()[-1]
        await drag(pilot, place(view, "small harbours"), place(view, "asked", end=True))
        assert text(pilot).splitlines()[-1].strip().startswith("y copy")
        await drag(pilot, (2, 29), (2, 29))
        await settle(pilot)
        assert copied == ["small harbours were asked"]
        await pilot.press("escape")
        await settle(pilot)
        assert text(pilot).splitlines()[-1] == before


async def test_wide_characters_are_selected_whole_and_joined_without_blanks(
    papers: FakePapers, copied: list[str]
) -> None:
    async with reading(papers, (80, 40)) as (screen, pilot):
        view = screen.browser.paper_view
        await drag(pilot, place(view, "占两倍"), place(view, "中和"))
        await pilot.press("ctrl+c")
        await settle(pilot)
        assert copied == ["占两倍的宽度，也必须能够被正确地选中"]


@pytest.mark.parametrize(("start", "end", "backwards"), [(1, 1, False), (0, 1, True), (1, 0, True)])
async def test_both_halves_of_a_wide_character_are_it(
    papers: FakePapers, copied: list[str], start: int, end: int, backwards: bool
) -> None:
    async with reading(papers, (80, 40)) as (screen, pilot):
        view = screen.browser.paper_view
        (left, top), (right, bottom) = place(view, "占两倍"), place(view, "中和")
        ends = (left + start, top), (right + end, bottom)
        await drag(pilot, *(ends[::-1] if backwards else ends))
        await pilot.press("ctrl+c")
        await settle(pilot)
        assert copied == ["占两倍的宽度，也必须能够被正确地选中"]
        assert "".join(selected(view)) == copied[0]


async def test_a_character_of_several_code_points_is_selected_whole(papers: FakePapers, copied: list[str]) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, title="A title", abstract="Une e\u0301tude 👨‍👩‍👧 de mare\u0301es"),))]
    async with running(papers) as (screen, pilot):
        view = screen.browser.paper_view
        x, y = place(view, "Une")
        await drag(pilot, (x + 4, y), (x + 10, y))
        await pilot.press("y")
        await settle(pilot)
        assert copied == ["e\u0301tude 👨‍👩‍👧"]


async def test_what_is_copied_is_what_stands_out_wherever_a_drag_begins_and_ends(papers: FakePapers) -> None:
    async with reading(papers, (80, 24)) as (screen, pilot):
        view, draw = screen.browser.paper_view, random.Random(15)
        left, top, width, height = view.content_region
        some = [(left + draw.randrange(width - 1), top + draw.randrange(height)) for _ in range(12)]
        label, text_after = place(view, "Abstract"), place(view, "small", end=True)
        for ends in ((label, text_after), (label, (label[0] + 3, label[1])), *zip(some[::2], some[1::2], strict=True)):
            await drag(pilot, *ends)
            copied = "".join((screen.get_selected_text() or "").split())
            assert copied == "".join("".join(selected(view)).split()), ends


async def test_paragraphs_are_lines_and_indents_are_not_part_of_it(papers: FakePapers, copied: list[str]) -> None:
    async with reading(papers) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        view = pilot.app.screen.query_one(PaperPage)
        assert view.draw(range(1))[0].text.startswith("      ")  # It is centred.
        await drag(pilot, (2, place(view, "for all of it")[1]), place(view, "A second", end=True))
        await pilot.press("y")
        await settle(pilot)
        (got,) = copied
        assert got.endswith("for all of it.\nA second")
        assert not got.startswith(" ")


async def test_a_label_before_the_text_is_left_out_of_what_is_copied(papers: FakePapers, copied: list[str]) -> None:
    async with reading(papers, (80, 24)) as (screen, pilot):
        view = screen.browser.paper_view
        await drag(pilot, place(view, "Abstract"), place(view, "small", end=True))
        await pilot.press("y")
        await settle(pilot)
        assert copied == ["Many small"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_label_among_what_is_copied_has_a_line_of_its_own(
    papers: FakePapers, copied: list[str], size: tuple[int, int]
) -> None:
    async with reading(papers, size, ai_summary="Harbours sleep.") as (screen, pilot):
        view = screen.browser.paper_view
        await drag(pilot, place(view, "Harbours"), place(view, "Many small", end=True))
        await pilot.press("y")
        await settle(pilot)
        assert copied == ["Harbours sleep.\nAbstract\nMany small"]
        await drag(pilot, place(view, "sleep"), place(view, "Abst", end=True))
        await pilot.press("y")
        await settle(pilot)
        assert copied[1] == "sleep.\nAbst"


async def test_escape_lets_go_first_and_then_goes_back(papers: FakePapers, copied: list[str]) -> None:
    async with reading(papers) as (screen, pilot):
        await pilot.press("enter")
        await settle(pilot)
        view = pilot.app.screen.query_one(PaperPage)
        await drag(pilot, place(view, "Many"), place(view, "small", end=True))
        await pilot.press("escape")
        await settle(pilot)
        assert selected(view) == []
        assert pilot.app.screen is not screen
        await pilot.press("y")
        await settle(pilot)
        await pilot.press("escape")
        assert pilot.app.screen is screen
        assert copied == [links.arxiv_url("2608.00001")]


@pytest.mark.parametrize("keys", [["J"], ["backslash"], ["z"]])
async def test_what_is_selected_goes_with_its_lines(papers: FakePapers, copied: list[str], keys: list[str]) -> None:
    async with reading(papers) as (screen, pilot):
        view = screen.browser.paper_view
        await drag(pilot, place(view, "Many"), place(view, "small", end=True))
        await pilot.press(*keys, *keys)
        await settle(pilot)
        assert selected(view) == []
        await pilot.press("y")
        await settle(pilot)
        assert copied == [links.arxiv_url(screen.paper.id if screen.paper else "")]


async def test_without_a_selection_ctrl_c_says_what_quits(papers: FakePapers, copied: list[str]) -> None:
    async with reading(papers) as (_, pilot):
        await pilot.press("ctrl+c")
        await settle(pilot)
        assert "Press Q to quit, or ctrl+c once more." in text(pilot)
        assert copied == []


async def test_list_and_bars_are_not_selected(papers: FakePapers, copied: list[str]) -> None:
    async with reading(papers) as (screen, pilot):
        view = screen.browser.paper_view
        await drag(pilot, (3, 1), (40, 2))
        assert not screen.selections
        await drag(pilot, place(view, "A second"), (10, 39))  # To the hints.
        assert [*screen.selections] == [view]
        await pilot.press("escape")
        await drag(pilot, (10, 0), place(view, "A second"))
        assert not screen.selections
        await drag(pilot, place(view, "so that", end=True), (10, 1))  # Into the list.
        assert {*screen.selections} <= {view}


async def test_above_a_text_is_nothing_of_it_even_where_it_is_empty(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=())]
    async with running(papers, size=(60, 30)) as (screen, pilot):
        view = screen.browser.paper_view
        x, y = view.region.offset
        assert view.content_region.y == y + 1  # There is a divider.
        await drag(pilot, (x + 5, y), (x + 9, y))
        assert not screen.get_selected_text()
        assert screen.get_widget_and_offset_at(x + 5, y) == (view, (5, 0))


async def test_the_thumb_selects_nothing_and_two_clicks_neither(papers: FakePapers) -> None:
    async with reading(papers, (80, 24), authors=(), ai_summary="word " * 500) as (screen, pilot):
        view = screen.browser.paper_view
        right = view.region.right - 1
        await drag(pilot, (right, view.content_region.y), (right - 4, view.content_region.y + 5))
        assert view.scroll_offset.y > 0
        assert not screen.selections
        await pilot.click(view, offset=(10, 4), times=2)
        await pilot.click(view, offset=(10, 4), times=3)
        assert not screen.selections


async def test_a_drag_that_ends_on_a_link_does_not_follow_it(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(papers) as (screen, pilot):
        view = screen.browser.paper_view
        opened: list[str] = []

        async def open_link(_: ReaderApp, url: str) -> str:
            opened.append(url)
            return f"Opened {url}"

        monkeypatch.setattr(ReaderApp, "open_link", open_link)
        await drag(pilot, place(view, "small"), place(view, "https://", end=True))
        await settle(pilot)
        assert opened == []
        await pilot.click(offset=place(view, "https://", end=True))
        await settle(pilot)
        assert opened == ["https://example.org/tides"]


async def test_a_drag_that_ends_below_the_text_selects_what_is_in_sight(papers: FakePapers, copied: list[str]) -> None:
    async with reading(papers, (60, 16)) as (screen, pilot):
        view = screen.browser.paper_view
        last = view.draw(range(view.size.height))[-1].text.rstrip(" ▐").rsplit(maxsplit=1)[-1]
        await drag(pilot, place(view, "Many"), (10, 15))  # To the hints.
        assert "".join(selected(view)).startswith("Many small")
        await pilot.press("y")
        await settle(pilot)
        assert copied[0].endswith(last)
        assert ABSTRACT.startswith(copied[0][:40])
        assert len(copied[0]) < len(ABSTRACT)


async def test_what_is_selected_is_let_go_of_where_another_drag_begins_in_the_list(papers: FakePapers) -> None:
    async with reading(papers) as (screen, pilot):
        view = screen.browser.paper_view
        await drag(pilot, place(view, "harbours"), place(view, "tide"))
        assert selected(view)
        await drag(pilot, (20, 1), (30, 2))  # On the paper that is read already.
        assert not selected(view)
        assert not screen.selections
