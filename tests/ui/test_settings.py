"""What the user configured, and what the reader remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.config.settings import load_config
from reader.papers.listing import Arrangement
from reader.papers.period import STARRED, Day
from reader.store.state import Position
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.screens.feed import FeedScreen
from tests.ui.conftest import TODAY, YESTERDAY, FakePapers, feed, feed_screen, loaded, running, settle, text


@asynccontextmanager
async def configured(papers: FakePapers, folder: Path, toml: str) -> AsyncIterator[tuple[FeedScreen, Pilot[None]]]:
    path = folder / "config.toml"
    path.write_text(toml, encoding="utf-8")
    app = ReaderApp(papers, opening=InitialState(delay=None), settings=load_config(path))
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot)
        yield feed_screen(app), pilot


async def test_keys_are_those_that_the_user_chose(papers: FakePapers, tmp_path: Path) -> None:
    toml = '[keys]\nmark.star = ["x", "ctrl+s", "@"]\nday.older = ","\n"move.down" = "j"\nlist.filter = ""\n'
    async with configured(papers, tmp_path, toml.replace('","', '"comma"')) as (screen, pilot):
        await pilot.press("x", "j", "ctrl+s", "s", "f")
        await settle(pilot)
        assert [bool(mark.is_starred) for mark in screen.browser.listed.marks.values()] == [True, True]
        assert screen.browser.listed.arrangement == Arrangement()
        assert "x star" in text(pilot)
        await pilot.press("down")
        assert screen.browser.paper_list.cursor == 1
        await pilot.press("question_mark", *"toggle star")
        await pilot.pause()
        assert "x ctrl+s @" in text(pilot)
        await pilot.press("escape", "comma")
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)


@pytest.mark.slow
async def test_an_action_without_a_key_is_not_in_the_help(papers: FakePapers, tmp_path: Path) -> None:
    async with configured(papers, tmp_path, '[keys]\nlist.filter = ""\n') as (_, pilot):
        await pilot.press("question_mark", *"unread or starred")
        await pilot.pause()
        assert "No such key." in text(pilot)


async def test_an_action_without_a_key_is_among_all_commands(papers: FakePapers, tmp_path: Path) -> None:
    async with configured(papers, tmp_path, '[keys]\nlist.filter = ""\npaper.copy_menu = ""\n') as (_, pilot):
        await pilot.press("colon", *"copy bib")
        await settle(pilot)
        assert "Copy BibTeX" in text(pilot)
        await pilot.press("escape", "colon", *"show all unread")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await settle(pilot)
        assert "unread only" in text(pilot)


async def test_what_is_wrong_is_said_with_its_line_and_the_rest_is_taken(papers: FakePapers, tmp_path: Path) -> None:
    toml = 'theme = "nrd"\n[keys]\nmark.note = "ctrl+n"\nmark.sta = "x"\nmark.star = "ctrl+n"\n'
    async with configured(papers, tmp_path, toml) as (_, pilot):
        seen = " ".join(text(pilot).split())
        for words in (
            'config.toml:1: "nrd" is not a theme',
            "nord",
            "config.toml:4: ",
            "mark.star?",
            'config.toml:5: "ctrl+n" is already a key of mark.note',
        ):
            assert words in seen
        await pilot.press("ctrl+n", *"noted", "escape", "s")
        await settle(pilot)
        (mark,) = (await papers.marks.get(["2608.02000"])).values()
        assert mark.text == "noted"
        assert mark.is_starred


async def test_a_theme_is_taken(papers: FakePapers, tmp_path: Path) -> None:
    async with configured(papers, tmp_path, 'theme = "nord"') as (_, pilot):
        assert pilot.app.theme == "nord"


async def test_the_users_own_commands_copy_and_open(papers: FakePapers, tmp_path: Path) -> None:
    copied, opened = tmp_path / "copied", tmp_path / "opened"
    for name, script in (("copier", f"cat > {copied}"), ("viewer", f'echo "$1" > {opened}')):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    toml = f"copy_cmd = '{tmp_path}/copier'\nopen_cmd = ['{tmp_path}/viewer', '%s', '&']\n"
    async with configured(papers, tmp_path, toml) as (_, pilot):
        await pilot.press("y")
        await settle(pilot)
        assert copied.read_text() == "https://arxiv.org/abs/2608.02000"
        assert "Handed to copier" in text(pilot)
        await pilot.press("o")
        await settle(pilot)
        assert opened.read_text() == "https://arxiv.org/abs/2608.02000\n"


# Layouts


def places(screen: FeedScreen) -> str:
    listed, read = screen.browser.paper_list.region, screen.browser.paper_view.region
    if not read:
        return "single"
    return "beside" if read.x > listed.x else "stacked"


async def test_z_goes_through_the_layouts(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        seen = [places(screen)]
        for _ in range(4):
            await pilot.press("z")
            await settle(pilot)
            seen.append(places(screen))
        assert seen == ["beside", "beside", "stacked", "single", "beside"]
        assert "Layout: auto" in text(pilot)


async def test_what_was_alone_is_beside_the_list_again_where_there_is_room(papers: FakePapers) -> None:
    async with running(papers, layout="single") as (screen, pilot):
        await pilot.press("tab")
        await settle(pilot)
        assert not screen.browser.paper_list.region
        await pilot.press("z")
        await settle(pilot)
        assert places(screen) == "beside"
        await pilot.press("z", "z", "z", "tab")
        await pilot.resize_terminal(50, 24)
        await pilot.press("z", "tab")
        await settle(pilot)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert places(screen) == "beside"


async def test_z_lays_the_panes_side_by_side_where_they_would_be_stacked(papers: FakePapers) -> None:
    async with running(papers, size=(80, 24)) as (screen, pilot):
        seen = [places(screen)]
        for _ in range(2):
            await pilot.press("z")
            await settle(pilot)
            seen.append(places(screen))
        assert seen == ["stacked", "beside", "stacked"]


async def test_z_passes_over_a_layout_without_room_and_says_how_much_it_needs(papers: FakePapers) -> None:
    async with running(papers, size=(69, 24), layout="beside") as (screen, pilot):
        seen = [places(screen)]
        for layout in ("stacked", "single", "auto", "stacked"):
            await pilot.press("z")
            await settle(pilot)
            assert f"Layout: {layout} · beside from 70 columns" in text(pilot)
            seen.append(places(screen))
        assert seen == ["stacked", "stacked", "single", "stacked", "stacked"]
        await pilot.resize_terminal(70, 24)
        await pilot.press("z", "z", "z")
        await settle(pilot)
        assert places(screen) == "beside"
        assert "columns" not in text(pilot)


@pytest.mark.parametrize(
    ("layout", "size", "place"),
    [
        ("stacked", (120, 40), "stacked"),
        ("beside", (70, 30), "beside"),
        ("single", (120, 40), "single"),
        ("auto", (70, 30), "stacked"),
        ("stacked", (45, 20), "stacked"),
        ("beside", (69, 30), "stacked"),
    ],
)
async def test_it_begins_in_the_layout_that_it_is_told(
    papers: FakePapers, layout: str, size: tuple[int, int], place: str
) -> None:
    async with running(papers, size=size, layout=layout) as (screen, _):
        assert places(screen) == place


# Where the reader is left


def app_of(screen: FeedScreen) -> ReaderApp:
    assert isinstance(screen.app, ReaderApp)
    return screen.app


async def position(papers: FakePapers, *keys: str) -> Position:
    async with running(papers, first=feed()) as (screen, pilot):
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        await settle(pilot)
        await pilot.press("Q")
        app = app_of(screen)
    assert app.position is not None
    return app.position


async def test_who_leaves_on_the_newest_day_comes_back_to_the_newest_day(papers: FakePapers) -> None:
    assert await position(papers, "j") == Position(newest=TODAY, paper="2608.02001")
    assert await position(papers, "h", "l") == Position(newest=TODAY, paper="2608.02000")


async def test_who_leaves_on_another_day_comes_back_to_it(papers: FakePapers) -> None:
    assert await position(papers, "h", "j", "j") == Position(period=Day(YESTERDAY), paper="2608.01902")


async def test_order_layout_and_stars_are_remembered(papers: FakePapers) -> None:
    left = await position(papers, "S", "t", "s", "f", "z", "z", "5", "S", "d")
    assert (left.period, left.order, left.starred_order) == (STARRED, "title", "date")
    assert left.layout == "stacked"


async def test_leaving_before_there_is_a_screen_or_twice_is_leaving(papers: FakePapers) -> None:
    app = ReaderApp(papers)
    app.exit()
    assert app.position is None
    async with running(papers, first=feed()) as (screen, pilot):
        await pilot.press("j")
        screen.app.exit()
        await screen.remove_children()
        screen.app.exit()
        assert app_of(screen).position == Position(newest=TODAY, paper="2608.02001")


async def test_an_empty_day_is_left_without_a_paper(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=0)]
    async with running(papers) as (screen, pilot):
        await pilot.press("Q")
        app = app_of(screen)
    assert app.position == Position(newest=TODAY)


async def test_of_more_problems_than_there_is_room_for_it_is_said_how_many_there_are(
    papers: FakePapers, tmp_path: Path
) -> None:
    toml = 'theme = "pink"\nlayout = "round"\ncolour = 1\nread_after = "soon"\nbrowser = 7\nclipboard = 3\n'
    async with configured(papers, tmp_path, toml) as (screen, pilot):
        problems = len(screen.notice.splitlines())
        for size in ((120, 40), (60, 16), (160, 40)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            rows = [line.strip() for line in text(pilot).splitlines()]
            (last,) = [row for row in rows if row.endswith(" more: daily-papers config check")]
            seen = rows[rows.index(last) - 3 : rows.index(last)]
            assert int(last.split()[1]) + sum("config.toml:" in row for row in seen) == problems
            assert last == rows[-1]  # Over the hints.
