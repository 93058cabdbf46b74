"""Help and the prompt for a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.scrollbar import ScrollBar
from textual.widgets import Input

from reader.config.settings import load_config
from reader.sample import Sample
from reader.ui.app import ReaderApp
from tests import some
from tests.ui.conftest import YESTERDAY, FakePapers, feed, loaded, running, settle, shown, text

pytestmark = pytest.mark.slow


async def test_go_to_a_day(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("d", *"2026-08-18", "enter")
        await settle(pilot)
        assert screen.feed == feed(date(2026, 8, 18))
        await pilot.press("d", *"wed", "enter")
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)


@pytest.mark.parametrize("opens", some(2, ["number_sign", "slash", "d", "f1", "question_mark"]))
async def test_a_key_of_the_users_is_typed_where_one_types(papers: FakePapers, opens: str) -> None:
    """Also one that Textual does not know to be typed, such as a slash."""
    async with running(papers) as (_, pilot):
        pilot.app.set_keymap({"app.palette": "f1,p,slash,minus", "app.suspend": "at", "note.keep": "f2,k"})
        await pilot.press(opens, *"epat", "slash", "minus", "at", *"kQ")
        await settle(pilot)
        assert "epat/-@kQ" in text(pilot)
        assert len(pilot.app.screen_stack) == 2


async def test_a_wrong_day_is_told_in_the_prompt_and_escape_leaves_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("d", *"2026-13-40", "enter")
        await pilot.pause()
        assert "is not a period" in text(pilot)
        await pilot.press("escape", "escape")  # Back to the calendar, and back from that.
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.feed == feed()


async def test_help_lists_the_keys_and_finds_one(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("question_mark")
        await settle(pilot)
        assert "Next paper or line" in text(pilot)
        assert "Search the list" in text(pilot)
        await pilot.press(*"older day")
        await pilot.pause()
        assert "[ h ←" in text(pilot)
        assert "Search the list" not in text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_ctrl_c_tells_how_to_quit_and_that_key_quits(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Press Q to quit, or ctrl+c once more." in text(pilot)
        await pilot.press("Q")
        assert pilot.app.return_code == 0


async def test_ctrl_c_twice_in_a_row_ends_the_reader(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+c", "j", "ctrl+c")
        await pilot.pause()
        assert "Press Q to quit, or ctrl+c once more." in text(pilot)
        assert pilot.app.return_code is None
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert pilot.app.return_code == 130


@pytest.mark.parametrize(
    "keys", ["d", "d x", "question_mark", "Y", "S", "e", "number_sign", "slash a", "colon", "T", "F"]
)  # A note with something typed asks first.
async def test_ctrl_c_leaves_a_dialog_as_its_own_key_does(papers: FakePapers, keys: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("tab", *keys.split())
        await settle(pilot)
        assert pilot.app.screen is not screen
        await pilot.press(*["ctrl+c"] * (2 if keys == "d x" else 1))
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.browser.listed.query is None


DIALOGS = ["d", "question_mark", "Y", "S", "e", "number_sign", "slash", "ampersand", "colon"]


@pytest.mark.parametrize("key", DIALOGS)
@pytest.mark.parametrize(
    "size", [(20, 5), *(pytest.param(size, marks=pytest.mark.slow) for size in ((39, 24), (80, 9)))]
)
async def test_a_dialog_without_room_says_so_and_is_there_when_there_is(
    papers: FakePapers, key: str, size: tuple[int, int]
) -> None:
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press(key)
        await settle(pilot)
        assert pilot.app.screen is not screen
        assert "The terminal is too small" in " ".join(text(pilot).split())
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "too small" not in text(pilot)
        assert pilot.app.screen.focused or key in "YS"
        await pilot.resize_terminal(20, 5)
        await settle(pilot)
        assert "The terminal is too small" in " ".join(text(pilot).split())


OWN = """[keys]
"copy.b" = "B"
"copy.back" = "f9"
"sort.title" = []
"sort.back" = []
"note.keep" = "f10"
"note.edit" = []
"mark.undo" = "f3"
"prompt.back" = "f4"
"export.back" = ["f5"]
"export.go" = []
"find.next" = "f6"
"app.quit" = "f7"
"starred.show" = "f8"
"mark.star" = "f2"
"day.show" = []
"list.filter" = "X"
"reading.open" = "f11"
"discussion.open_hub" = "f12"
"""


@pytest.mark.parametrize(
    ("keys", "wanted", "unwanted"),
    some(
        6,
        [
            (["Y"], ["B  BibTeX", "f9 cancels"], ["esc"]),
            (["S"], ["   Title"], ["cancels", "t  Title"]),
            (["number_sign"], ["ctrl+_ undoes typing · f10 saves"], ["EDITOR"]),
            (["d", "2"], ["enter goes there · f4 goes back"], ["esc"]),
            (["d"], ["enter opens · H L month · g newest · f4 cancels"], ["esc"]),
            (["e"], ["↑ ↓ line", "f5 cancels"], ["exports", "esc"]),
            (["slash", "a"], ["↑ f6 match"], ["↑ ↓"]),
            (["ctrl+c"], ["Press f7 to quit, or ctrl+c once more."], []),
            (
                ["f8"],
                ["Press f2 on a paper to star it; pick “Day of the paper, or back to the day” to go"],
                ["Press s", "press 1"],
            ),
            (["A"], ["marked read · f3 to undo"], ["u to undo"]),
            (
                ["j", "v"],
                ["Press p for the PDF, or press f11 for its page on arXiv.", "p PDF  f11 arXiv  c discussion"],
                ["try again"],
            ),
            (["G", "c"], ["Press f12 for its page on Hugging Face.", "f12 Hugging Face  v full text"], ["again"]),
            (["X", "X"], ["No starred papers here. Press X for others."], ["Press f "]),
        ],
    ),
)
async def test_sentences_name_the_keys_in_force(
    sample: Sample, tmp_path: Path, keys: list[str], wanted: list[str], unwanted: list[str]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(OWN)
    settings = load_config(file)
    assert settings.problems == ()
    app = ReaderApp(sample, settings=settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        seen = text(pilot)
        flat = " ".join(seen.replace("▏", " ").split())
        assert all(one in seen or one in flat for one in wanted), seen
        assert not any(one in seen for one in unwanted), seen


async def test_a_file_that_exists_is_asked_about_with_the_way_out(
    papers: FakePapers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "daily-papers-2026-08-20.bib").write_text("mine")
    async with running(papers) as (_, pilot):
        await pilot.press("e", "enter")
        await settle(pilot)
        assert "The file already exists" in text(pilot)
        assert "esc cancels" in text(pilot)


@pytest.mark.parametrize("key", ["d", "question_mark", "Y"])
async def test_a_click_beside_a_dialogue_closes_it(papers: FakePapers, key: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert pilot.app.screen is not screen
        await pilot.click(offset=(1, 1))
        await settle(pilot)
        assert pilot.app.screen is screen


@pytest.mark.parametrize(("opens", "typed"), [("d", "july"), ("question_mark", "quit"), ("T", "jk")])
async def test_a_click_on_a_line_begins_to_type(papers: FakePapers, opens: str, typed: str) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press(opens)
        await settle(pilot)
        line = pilot.app.screen.query_one(Input)
        await pilot.click(line)
        await pilot.press(*typed)
        await settle(pilot)
        assert line.value == typed


@pytest.mark.parametrize("width", [47, 60, 80])
async def test_what_a_key_does_is_not_broken_over_lines(papers: FakePapers, width: int) -> None:
    parts = {
        "number_sign": (
            *("ctrl+g discards", "ctrl+e $EDITOR", "ctrl+_ undoes typing")[: 1 + (width > 47) + (width > 60)],
            "esc saves",
        ),
        "e": ("enter exports", "↑ ↓ line", *["← → choice"][: width > 47], "esc cancels"),
        "d": (*["enter opens"][: width > 47], "esc cancels"),
        "question_mark": ("▲ votes", "● unread", "★ starred by you", "☆ GitHub stars", "◆ watched"),
    }
    async with running(papers, size=(width, 24)) as (_, pilot):
        for key, said in parts.items():
            await pilot.press(key)
            await settle(pilot)
            assert [part for part in said if part not in text(pilot)] == []
            await pilot.press("escape")
            await settle(pilot)


@pytest.mark.parametrize("keys", [["question_mark"], ["ctrl+p"], ["number_sign", *["n", "enter"] * 12]])
async def test_scrollbars_are_narrow_and_away_from_texts(papers: FakePapers, keys: list[str]) -> None:
    async with running(papers, size=(56, 16)) as (_, pilot):  # As wide as the signs of help and a scrollbar.
        await pilot.press(*keys)
        await settle(pilot)
        assert isinstance(pilot.app, ReaderApp)
        visible = pilot.app.screen._compositor.visible_widgets.items()
        (((x, y, width, height), clip),) = [place for widget, place in visible if isinstance(widget, ScrollBar)]
        assert clip.contains(x, y + height - 1), "it ends below the box"
        assert width == 1
        assert {line[x - 1 : x] for line in shown(pilot.app)[y : y + height]} == {" "}
