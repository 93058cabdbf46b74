"""Help: all keys, found by typing, and done."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import Input

from reader.config.actions import ACTIONS, COPIES, LISTED
from reader.config.aliases import ALIASES, aliases_of
from reader.config.settings import load_config
from reader.host import page
from reader.sample import Sample
from reader.ui.app import ReaderApp
from reader.ui.commands import commands_of
from reader.ui.dialogs.help import HelpDialog, KeyTable
from tests.ui.conftest import FakePapers, feed, loaded, row, running, settle, text

pytestmark = pytest.mark.slow


async def test_signs_and_letters_of_the_copy_menu_are_explained(papers: FakePapers) -> None:
    async with running(papers, size=(120, 60)) as (_, pilot):
        await pilot.press("question_mark")
        await settle(pilot)
        assert "▲ votes  ● unread  ★ starred by you  ☆ GitHub stars  ◆ watched" in text(pilot).replace(
            "\N{NO-BREAK SPACE}", " "
        )
        for letter, words in COPIES.items():
            assert f"Y {letter}           Copy {words}" in text(pilot)


async def test_it_has_all_keys_in_two_columns_where_they_fit_and_in_one_where_not(papers: FakePapers) -> None:
    for size, height in (((120, 60), 55), ((80, 24), 85)):
        async with running(papers, size=size) as (_, pilot):
            await pilot.press("question_mark")
            await settle(pilot)
            table = pilot.app.screen.query_one(KeyTable)
            assert (table.size.height < height) is (size == (120, 60))
            wanted = [action.words for action in ACTIONS if action.scope in LISTED]
            assert [one.words for one in table.commands if one.id in {action.id for action in ACTIONS}][
                : len(wanted)
            ] == wanted


@pytest.mark.parametrize(("opens", "group"), [("v", "Full text"), ("c", "Discussion")])
async def test_the_keys_of_the_screen_come_before_those_of_the_program(
    papers: FakePapers, opens: str, group: str
) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press(opens)
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        groups = dict.fromkeys(one.group for one in pilot.app.screen.query_one(KeyTable).commands)
        assert [*groups] == [group, "Program"]
        assert "space ctrl+f pgdn Page down" in text(pilot)
        assert "★ starred by you" not in text(pilot)  # No such sign is on these screens.
        # Two columns of which one has three lines would only take room from the words.
        longest = max((one.words for one in pilot.app.screen.query_one(KeyTable).commands), key=len)
        await pilot.press(*longest.split()[0])
        await settle(pilot)
        assert longest in text(pilot)


@pytest.mark.parametrize("typed", ["star", "open", "sort", "copy", "comments", "new"])
async def test_what_the_palette_would_run_is_the_first(papers: FakePapers, typed: str) -> None:
    async with running(papers) as (screen, pilot):
        commands = [one for one in commands_of(screen, {}) if one.keys]
        await pilot.press("question_mark", *typed)
        await settle(pilot)
        found = pilot.app.screen.query_one(KeyTable).commands
        assert found[0] == max(commands, key=lambda one: one.score([typed]))
        groups = [one.group for one in found]
        assert groups == sorted(groups, key=groups.index)  # Each name of a group is there once.
        if typed == "star":
            await pilot.press("enter")
            await settle(pilot)
            assert "★" in row(pilot, 0)


class Unheard:
    """A page of a browser that listens to nothing."""

    def tell(self, what: str, text: str) -> None:
        """Say how something is."""


async def test_a_page_of_a_browser_is_not_offered_to_stop_for_a_shell(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(papers, size=(120, 60)) as (_, pilot):
        for is_page in (False, True):
            monkeypatch.setattr(page, "here", Unheard() if is_page else None)
            await pilot.press("question_mark")
            await settle(pilot)
            assert ("ctrl+z" in text(pilot)) is not is_page
            await pilot.press("escape")
            await settle(pilot)


async def test_signs_have_the_colours_that_they_have_in_the_list(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("s", "j")
        await settle(pilot)
        listed = colours(screen.browser.paper_list)
        for opens, signs in (("question_mark", "#help-signs"), ("d", "#calendar-signs")):
            await pilot.press(opens)
            await settle(pilot)
            explained = colours(pilot.app.screen.query_one(signs))
            assert {sign: explained[sign] for sign in "●★"} == {sign: listed[sign] for sign in "●★"}
            await pilot.press("escape")
            await settle(pilot)


def colours(widget: Widget) -> dict[str, set[str]]:
    """The colours of the characters of a widget."""
    found: dict[str, set[str]] = {}
    for strip in widget.render_lines(widget.size.region):
        for characters, style, _ in strip:
            if style and style.color:
                for one in characters:
                    found.setdefault(one, set()).add(style.color.get_truecolor().hex)
    return found


@pytest.mark.parametrize("key", ["escape", "question_mark", "q"])
async def test_it_closes_while_its_field_is_empty(papers: FakePapers, key: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("question_mark", key)
        await settle(pilot)
        assert pilot.app.screen is screen
        assert pilot.app.return_code is None


@pytest.mark.parametrize("first", ["slash", "u"])
async def test_letters_that_close_it_are_typed_once_typing_has_begun(papers: FakePapers, first: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("question_mark", first, "q", "question_mark", "slash")
        await settle(pilot)
        line = pilot.app.screen.query_one(Input)
        assert line.value == ("q?/" if first == "slash" else "uq?/")
        await pilot.press(*["backspace"] * 4, "q")
        await settle(pilot)
        assert pilot.app.screen is screen


async def test_while_nothing_is_typed_q_closes_it_and_the_key_to_quit_quits(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("question_mark", "a", "Q")
        await settle(pilot)
        assert "aQ" in text(pilot)
        await pilot.press("backspace", "backspace", "Q")
        assert pilot.app._exit


async def test_the_users_keys_close_it_and_quit_from_it(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        pilot.app.set_keymap({"help.back": "x", "app.quit": "ctrl+q"})
        await pilot.press("question_mark", "Q")
        await settle(pilot)
        assert "Keys" in text(pilot)
        await pilot.press("backspace", "x")
        await settle(pilot)
        assert "Keys" not in text(pilot)
        await pilot.press("question_mark", "a", "ctrl+q")
        assert pilot.app._exit


async def test_enter_does_what_is_chosen(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("question_mark", *"older", "enter")
        await settle(pilot)
        await settle(pilot)
        assert screen.feed == feed(papers.days[-2])
        await pilot.press("question_mark", "down", "down", "down", "up", "up", "up", "enter")  # The first one.
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 1
        await pilot.press("question_mark", *"markdown link", "enter")
        await settle(pilot)
        assert pilot.app.clipboard.startswith("[")


async def test_a_click_does_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("question_mark")
        await settle(pilot)
        y, line = next((y, line) for y, line in enumerate(text(pilot).splitlines()) if "Older day" in line)
        await pilot.click(offset=(line.index("Older day"), y))
        await settle(pilot)
        await settle(pilot)
        assert screen.feed == feed(papers.days[-2])


async def test_the_chosen_key_is_in_sight(papers: FakePapers) -> None:
    async with running(papers, size=(60, 16)) as (_, pilot):
        await pilot.press("question_mark")
        await settle(pilot)
        for key, wanted in (("up", "votes"), ("pagedown", "pgdn"), *[("pagedown", "")] * 12, ("down", "Sort for you")):
            await pilot.press(key)
            await settle(pilot)
            assert wanted in text(pilot)
        for _ in range(13):
            await pilot.press("pageup")
        await settle(pilot)
        assert "votes" in text(pilot)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("bookmark", "Toggle star"),
        pytest.param("favourite", "Toggle star", marks=pytest.mark.slow),
        ("clipboard", "Copy the arXiv link"),
        pytest.param("exit", "Quit", marks=pytest.mark.slow),
        ("reload", "Refresh"),
        pytest.param("browser", "Open on arXiv", marks=pytest.mark.slow),
        pytest.param("cite", "Copy BibTeX", marks=pytest.mark.slow),
        ("quit", "Back, or quit from the list"),
    ],
)
async def test_an_action_is_found_by_what_people_call_it(papers: FakePapers, typed: str, words: str) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("question_mark", "slash", *typed)
        await settle(pilot)
        assert words in text(pilot)


async def test_nothing_found_says_so_and_enter_does_nothing(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("question_mark", *"zzz", "enter")
        await settle(pilot)
        assert "No such key." in text(pilot)
        assert isinstance(pilot.app.screen, HelpDialog)


def test_aliases_are_of_actions() -> None:
    ids = {action.id for action in ACTIONS}
    assert {id for id in ALIASES if "." in id} <= {*ids, "theme.choose", "app.suspend"}
    assert [action.id for action in ACTIONS if action.scope in LISTED and not aliases_of(action.id)] == []


async def test_the_users_keys_are_shown(sample: Sample, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\n"copy.b" = "B"\n"paper.copy_menu" = "x"\n"help.back" = "f10"\n"day.refresh" = []\n')
    app = ReaderApp(sample, settings=load_config(file))
    async with app.run_test(size=(120, 60)) as pilot:
        await loaded(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        assert "x B           Copy BibTeX" in text(pilot)
        assert "f10 closes" in text(pilot)
        assert "Refresh" not in text(pilot)
