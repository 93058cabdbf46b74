"""The ready sets of keys: they can all be applied, and they are what their names promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.actions import ACTIONS, Action, printed
from reader.config.keymap import keymap_of
from reader.config.presets import PRESETS, preset
from reader.config.settings import Config, load_config
from tests.cli.running import run, said
from tests.conftest import Start

MENUS = ("copy", "sort", "replace")
"""Scopes whose letters are on the screen."""
MEANT = {
    "down": "ctrl+n",
    "up": "ctrl+p",
    "pagedown": "ctrl+v",
    "pageup": "alt+v",
    "slash": "ctrl+s",
    "escape": "ctrl+g",
}
FILE = ".config/daily-papers/config.toml"


def keys(name: str, action: Action) -> list[str]:
    """The keys of an action in a preset."""
    return [key for key in preset(name).get(action.id, action.keys).split(",") if key]


@pytest.mark.parametrize("name", PRESETS)
def test_a_configuration_that_begins_with_one_has_its_keys_and_no_problem(tmp_path: Path, name: str) -> None:
    done = run("config", "init", "--keys", name, home=tmp_path)
    assert done.returncode == 0
    assert said(done) == [f"{tmp_path / FILE} written, with all settings but the keys “{name}” commented out."]
    settings = load_config(tmp_path / FILE)
    assert settings.problems == ()
    assert settings.config == Config(keys={id: printed(keys) for id, keys in preset(name).items()})
    applied = keymap_of(settings)
    assert applied.problems == ()
    assert applied.taken == {}
    assert applied.keys.keys() == preset(name).keys()
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert all(f"\n{action.id} = " in text or f"\n#{action.id} = " in text for action in ACTIONS)


def test_another_set_is_not_one(tmp_path: Path) -> None:
    done = run("config", "init", "--keys", "emasc", home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean emacs?" in said(done)[0]
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("name", PRESETS)
def test_the_manual_lists_them(tmp_path: Path, name: str) -> None:
    manual = run("manual", home=tmp_path).stdout
    section = manual.partition(f".SS {name}\n")[2].partition("\n.S")[0]
    listed = [line.split(" ")[0] for line in section.partition(".nf\n")[2].partition("\n.fi")[0].splitlines()]
    assert listed == [*preset(name)]


def test_with_arrows_no_letter_has_to_be_known() -> None:
    for action in ACTIONS:
        if action.scope not in MENUS:
            assert [key for key in keys("arrows", action) if len(key) == 1 and key.isalpha()] == [], action.id


@pytest.mark.parametrize(("key", "theirs"), MEANT.items())
def test_what_a_key_does_a_key_of_emacs_does_too(key: str, theirs: str) -> None:
    for action in ACTIONS:
        mine = keys("emacs", action)
        known = key in action.keys.split(",")
        if action.scope == "note" or action.id in ("find.next", "find.previous"):
            continue  # There ctrl+g saves nothing, and ctrl+s goes on.
        assert (theirs in mine) == known, action.id
        assert not known or mine[0] == theirs


def test_with_emacs_the_key_that_begins_a_search_goes_on_in_it() -> None:
    found = {action.id: keys("emacs", action) for action in ACTIONS if action.id in ("find.next", "find.previous")}
    assert found == {"find.next": ["ctrl+n", "ctrl+s", "down"], "find.previous": ["ctrl+p", "ctrl+r", "up"]}


def test_with_emacs_the_palette_is_on_the_colon_only() -> None:
    (palette,) = (action for action in ACTIONS if action.id == "app.palette")
    assert keys("emacs", palette) == ["colon"]


@pytest.mark.slow
def test_emacs_in_a_terminal(start: Start, tmp_path: Path) -> None:
    run("config", "init", "--keys", "emacs", home=tmp_path / "home")
    reader = start("--sample")
    reader.wait_for("Albert Gu, Tri Dao", "ctrl+n ctrl+p move")
    for typed, shown in (("\x0e", "Drettakis"), ("\x10", "Tri Dao"), ("\x1b>", "Vinyals"), ("\x1b<", "Tri Dao")):
        reader.press(typed)
        reader.wait_for(shown)
    reader.press("\x13")
    reader.wait_for("votes:>20")
    reader.press("\x07")
    reader.wait_until(lambda: "votes:>20" not in reader.text)
    reader.press(":")
    reader.wait_for("runs it")
    reader.press("help\x0e\x10\x07")
    reader.wait_until(lambda: "╭─" not in reader.text)
    reader.press("Q")
    assert reader.wait() == 0


@pytest.mark.slow
def test_arrows_in_a_terminal(start: Start, tmp_path: Path) -> None:
    run("config", "init", "--keys", "arrows", home=tmp_path / "home")
    reader = start("--sample")
    reader.wait_for("12 unread", "Albert Gu, Tri Dao", "f1 help", "f10 quit")
    reader.press("AmsG\x1b[3~")
    reader.wait_for("11 unread", "Albert Gu, Tri Dao")
    reader.press("\x1bOQ")
    reader.wait_for("runs it")
    reader.press("export this")  # Which has no key.
    reader.wait_for("Export this list")
    reader.press("\r")
    reader.wait_for("╭─ Export")
    reader.press("\x1b")
    reader.wait_until(lambda: "╭─" not in reader.text)
    reader.press("\x1b[21~")
    assert reader.wait() == 0
