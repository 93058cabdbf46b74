"""One level back, out of the reader, and what the line at the bottom says of it."""

from __future__ import annotations

import pytest

from reader.papers.listing import Listing
from reader.papers.period import NEWEST, STARRED, TRENDING, Period, Week
from tests import slow, some
from tests.ui.conftest import TODAY, FakePapers, feed, running, settle, text


def last_line(screen_text: str) -> str:
    return screen_text.splitlines()[-1]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 16)])
@pytest.mark.parametrize("away", ["enter", "tab"])
async def test_q_goes_back_to_the_list_and_quits_on_it(papers: FakePapers, away: str, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press(away, "q")
        await settle(pilot)
        assert pilot.app.return_code is None
        assert screen.browser.paper_list.has_focus
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_q_goes_back_from_the_starred_papers_to_the_day(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "s", "5")
        await settle(pilot)
        assert last_line(text(pilot)).startswith(" ? help  q back  1 day")
        await pilot.press("enter", "q", "q")
        await settle(pilot)
        assert pilot.app.return_code is None
        assert (screen.shown, screen.browser.paper_list.cursor) == (screen.period, 1) or screen.feed == feed()
        assert "6 papers" in text(pilot)
        assert last_line(text(pilot)).startswith(" ? help  q quit")
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_q_quits_on_starred_papers_that_the_reader_began_with(papers: FakePapers) -> None:
    async with running(papers, first=feed(), period=STARRED, listing=Listing((), base="starred")) as (_, pilot):
        assert last_line(text(pilot)).startswith(" ? help  q quit")
        await pilot.press("q")
        assert pilot.app.return_code == 0


@pytest.mark.parametrize("size", [(120, 40), slow((80, 24))])
@pytest.mark.parametrize(
    ("began", "keys"),
    some(
        3,
        [
            (NEWEST, ["tab"]),
            (NEWEST, ["2", "slash", *"mask", "enter"]),
            (Week.of(TODAY), []),
            (NEWEST, []),
            (NEWEST, ["5"]),
            (NEWEST, ["2"]),
            (NEWEST, ["2", "slash", *"mask", "enter", "ampersand"]),
            (NEWEST, ["4"]),
            (NEWEST, ["slash", *"mask", "enter"]),
            (NEWEST, ["slash", *"mask", "tab", "enter"]),
            (NEWEST, ["slash", *"mask", "tab", "enter", "1"]),
            (Week.of(TODAY), ["1"]),
            (TRENDING, []),
            (STARRED, ["tab"]),
        ],
    ),
)
async def test_the_line_says_whether_q_quits(
    papers: FakePapers, began: Period, keys: list[str], size: tuple[int, int]
) -> None:
    async with running(papers, first=feed(), period=began, size=size) as (_, pilot):
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        line = last_line(text(pilot))
        assert "q quit" in line or "q back" in line
        await pilot.press("q")
        await settle(pilot)
        assert (pilot.app.return_code is not None) == ("q quit" in line), line


@pytest.mark.parametrize("opens", ["Y", "S", "e", "question_mark"])
async def test_q_closes_a_dialog_and_nothing_else(papers: FakePapers, opens: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press(opens)
        await settle(pilot)
        assert pilot.app.screen is not screen
        await pilot.press("q")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert pilot.app.return_code is None


@pytest.mark.parametrize("opens", ["", "enter", "5", "Y", "S", "e", "d"])
async def test_capital_q_quits_from_anywhere(papers: FakePapers, opens: str) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press(*filter(None, [opens]))
        await settle(pilot)
        await pilot.press("Q")
        assert pilot.app.return_code == 0


@pytest.mark.parametrize("opens", some(3, [["slash"], ["d", "slash"], ["number_sign"], ["colon"], ["ctrl+p"]]))
async def test_letters_are_typed_where_there_is_a_line_for_them(papers: FakePapers, opens: list[str]) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press(*opens)
        await settle(pilot)
        await pilot.press("Q", "q", "colon")
        await settle(pilot)
        assert "Qq:" in text(pilot)
        assert pilot.app.return_code is None
        assert pilot.app.screen is not screen


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_two_keys_open_the_palette(papers: FakePapers, key: str) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press(key)
        await settle(pilot)
        assert "─ Commands ─" in text(pilot)


async def test_the_hints_are_those_of_the_moment(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24)) as (_, pilot):
        wanted = " ? help  q quit  / search  n unread  enter read  y copy  s star  [ ] day"
        assert last_line(text(pilot)) == wanted
        await pilot.press("slash", *"mask", "enter")
        await settle(pilot)
        assert last_line(text(pilot)).startswith(" n N match  & only matches  esc end search  / edit")
        await pilot.press("ampersand")
        await settle(pilot)
        assert last_line(text(pilot)).startswith(" & show all  esc end search")
        await pilot.press("enter")
        await settle(pilot)
        assert last_line(text(pilot)).startswith(" ? help  q back  J K paper  y copy")
        await pilot.press("q", "escape")
        await settle(pilot)
        assert last_line(text(pilot)) == wanted


async def test_no_room_is_left_where_a_hint_would_fit(papers: FakePapers) -> None:
    for width in (40, 47, 60, 80, 100, 120):
        async with running(papers, size=(width, 16)) as (_, pilot):
            shown = last_line(text(pilot)).strip()
            missing = [hint for hint in ("o open", "u undo", "f filter", "s star", "y copy") if hint not in shown]
            assert all(len(shown) + 2 + len(hint) > width - 2 for hint in missing), (width, shown)


@pytest.mark.parametrize(("hint", "at", "cursor"), [("n unread", 0, 1), ("n unread", 5, 1), ("j k move", 0, 1)])
async def test_a_hint_can_be_clicked(papers: FakePapers, hint: str, at: int, cursor: int) -> None:
    async with running(papers) as (screen, pilot):
        column = last_line(text(pilot)).index(hint) + at
        await pilot.click(offset=(column, 39))
        await settle(pilot)
        assert screen.browser.paper_list.cursor == cursor


async def test_each_key_of_a_pair_can_be_clicked(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        column = last_line(text(pilot)).index("[ ] day")
        await pilot.click(offset=(column, 39))
        await settle(pilot)
        assert screen.feed == feed(papers.days[-2])
        await pilot.click(offset=(column + 2, 39))
        await settle(pilot)
        assert screen.feed == feed()
        await pilot.click(offset=(119, 39))  # Behind the last one.
        assert pilot.app.screen is screen
