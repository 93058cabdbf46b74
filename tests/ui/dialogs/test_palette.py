"""The palette: what it offers, by which words, and what Enter chooses."""

from __future__ import annotations

import asyncio

import pytest
from textual.command import CommandList, DiscoveryHit, Hit, Hits, Provider

from reader.ui.app import ReaderApp
from reader.ui.commands import commands_of
from reader.ui.dialogs.palette import Palette
from tests import slow, some
from tests.ui.conftest import YESTERDAY, FakePapers, feed, running, settle, text


async def test_the_palette_offers_what_has_a_key(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("ctrl+p", *"older day")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)


async def test_the_palette_does_not_offer_itself(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "Next paper or line" in text(pilot)
        assert "All commands" not in text(pilot)


@pytest.mark.parametrize(
    ("keys", "orders"), [("", []), ("s 5", ["date starred"]), ("slash a tab enter", ["best match"])]
)
async def test_palette_and_help_offer_the_orders_that_the_list_can_have(
    papers: FakePapers, keys: str, orders: list[str]
) -> None:
    async with running(papers, size=(80, 24)) as (screen, pilot):
        await pilot.press(*keys.split())
        await settle(pilot)
        for opens in ("ctrl+p", "question_mark"):
            await pilot.press(opens, *"sort by")
            await settle(pilot)
            assert "Sort by votes" in text(pilot)
            seen = [one for one in ("date starred", "best match", "trending rank") if f"Sort by {one}" in text(pilot)]
            assert seen == orders
            await pilot.press("escape")
            await settle(pilot)
        assert pilot.app.screen is screen


async def test_where_nothing_is_found_that_is_said_as_in_other_lists(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+p", *"zzq")
        await settle(pilot)
        assert "│ No such command. " in text(pilot)
        await pilot.press("enter", *["backspace"] * 3, *"undo")
        await settle(pilot)
        assert "No such command." not in text(pilot)
        assert "Undo" in text(pilot)


async def test_enter_chooses_from_what_was_typed_before_it(papers: FakePapers) -> None:
    done: list[str] = []
    found = asyncio.Event()

    class Slow(Provider):
        async def discover(self) -> Hits:
            yield DiscoveryHit("Listed before", lambda: done.append("before"))

        async def search(self, query: str) -> Hits:
            await found.wait()
            yield Hit(1.0, "Looked for", lambda: done.append(query))

    async with running(papers) as (_, pilot):
        await pilot.app.push_screen(Palette([Slow]))
        await settle(pilot)
        assert "Listed before" in text(pilot)
        asyncio.get_running_loop().call_later(0.3, found.set)
        await pilot.press("l", "o", "enter", "x")
        await settle(pilot)
        assert done == ["lo"]


NAMED = [
    ("dark mode", "Choose a theme"),
    ("light", "Choose a theme"),
    ("config", "Choose a theme"),
    ("digest", "Export this list"),
    ("tag", "Toggle star"),
]
"""What is called otherwise here, or is the next best thing."""


@pytest.mark.parametrize(
    ("typed", "words"),
    some(
        5,
        [
            ("bookmark", "Toggle star"),
            pytest.param("favourite", "Toggle star", marks=pytest.mark.slow),
            pytest.param("favorite", "Toggle star", marks=pytest.mark.slow),
            ("clipboard", "Copy the arXiv link"),
            ("quit", "Quit"),
            pytest.param("exit", "Quit", marks=pytest.mark.slow),
            ("reload", "Refresh"),
            pytest.param("refresh", "Refresh", marks=pytest.mark.slow),
            ("colour", "Choose a theme"),
            pytest.param("theme", "Choose a theme", marks=pytest.mark.slow),
            pytest.param("unread", "Next match or unread paper", marks=pytest.mark.slow),
            pytest.param("browser", "Open on arXiv", marks=pytest.mark.slow),
            pytest.param("bibtex", "Copy BibTeX", marks=pytest.mark.slow),
            ("sort date", "Sort by arXiv date"),
            ("ctrl+f", "Page down"),
            ("nxt papr", "Next paper or line"),
            ("mark unread", "Toggle read"),
            *(pytest.param(*pair, marks=pytest.mark.slow) for pair in NAMED),
        ],
    ),
)
async def test_a_command_is_found_by_what_people_call_it(papers: FakePapers, typed: str, words: str) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+p")
        await settle(pilot)
        pilot.app.screen.query_one("CommandInput").value = typed  # type: ignore[attr-defined]
        await settle(pilot)
        found = [str(option.prompt) for option in pilot.app.screen.query_one(CommandList).options]
        assert found[0].endswith(f"  {words}"), found


@pytest.mark.slow
async def test_a_slip_of_the_finger_finds_words_and_no_letters_from_all_over_a_sentence(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+p", *"thme")
        await settle(pilot)
        found = [str(option.prompt) for option in pilot.app.screen.query_one(CommandList).options]
        assert [one.split("  ")[-1].strip() for one in found] == ["Choose a theme"]


async def test_everything_that_is_offered_can_be_run(papers: FakePapers) -> None:
    async with running(papers) as (screen, _):
        for command in commands_of(screen, {}):
            action, node = command.run
            name = action.partition("(")[0].removeprefix("app.")
            assert hasattr(screen.app if action.startswith("app.") else node, f"action_{name}"), command


@pytest.mark.slow
async def test_a_letter_of_a_menu_is_carried_out(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("colon", *"sort by title")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert screen.browser.listed.arrangement.order == "title"
        await pilot.press("colon", *"copy github")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "The GitHub link of this paper is not known." in text(pilot)


@pytest.mark.parametrize("width", [60, 45])
async def test_each_command_is_one_line_in_a_narrow_terminal(papers: FakePapers, width: int) -> None:
    async with running(papers, size=(width, 16)) as (_, pilot):
        await pilot.press("ctrl+p")
        await settle(pilot)
        commands = pilot.app.screen.query_one(CommandList)
        assert commands.option_count == commands.virtual_size.height > 50


async def test_words_that_do_not_fit_are_cut_as_in_the_help(papers: FakePapers) -> None:
    async with running(papers, size=(45, 16)) as (_, pilot):
        await pilot.press("ctrl+p", *"scroll")
        await settle(pilot)
        assert "Scroll the abstract do…" in text(pilot)


@pytest.mark.parametrize(
    ("opens", "offered"),
    [
        ("d", "Open the day, the week or the month"),
        ("e", "Export"),
        slow("S", "Sort by title"),
        slow("T", "Keep this theme"),
        slow("Y", "Copy BibTeX"),
        slow("number_sign", "Save the note and close it"),
        slow("slash", "Search elsewhere"),
        slow("F", "Copy the link instead of opening it"),
    ],
)
async def test_over_a_dialog_it_offers_what_keys_do_there(papers: FakePapers, opens: str, offered: str) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press(opens, "ctrl+p")
        await settle(pilot)
        found = [str(option.prompt).rpartition("  ")[2] for option in pilot.app.screen.query_one(CommandList).options]
        assert found.index(offered) < found.index("Suspend; fg in the shell comes back")  # That is of every screen.
        assert "Quit" in found  # By ctrl+q, where q is a letter.
        assert ("Type what to find" in found) == (opens == "T")
        assert not {
            "Next line",
            "All commands",
            "Toggle star",
            "Do it",
            "Sort by trending rank",
            "Copy GitHub link",
        } & {*found}


@pytest.mark.slow
async def test_over_a_dialog_the_chosen_one_is_carried_out(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("S", "colon", *"title", "enter")
        await settle(pilot)
        await settle(pilot)
        assert screen.browser.listed.arrangement.order == "title"
        assert pilot.app.screen is screen
        await pilot.press("T", "colon", *"quit", "enter")
        await settle(pilot)
        assert isinstance(pilot.app, ReaderApp)
        assert pilot.app.position is not None  # It was left.
