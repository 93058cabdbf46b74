"""What is known of keys without a screen is what the screens bind."""

from __future__ import annotations

import re
import subprocess
import sys

from textual.binding import Binding
from textual.dom import DOMNode

from reader.config import actions
from reader.config.settings import THEMES
from reader.sample import Sample
from reader.ui.app import ReaderApp
from reader.ui.scopes import OWNERS, keys_by_id, scopes
from tests.terminal import CHECKOUT


def test_every_screen_binds_the_keys_of_its_actions() -> None:
    assert [actions.keys_by_id(screen) for screen in actions.SCREENS] == scopes()
    assert actions.keys_by_id(actions.EVERYWHERE) == keys_by_id(ReaderApp)


def test_actions_say_what_the_bindings_say() -> None:
    owners: list[type[DOMNode]] = [ReaderApp, *(owner for together in OWNERS for owner in together)]
    bound = {
        binding.id: (binding.description, binding.group.description if binding.group else "")
        for owner in owners
        for binding in Binding.make_bindings(owner.BINDINGS)
    }
    assert {action.id: action.does for action in actions.ALL} == {id: does for id, (does, _) in bound.items()}
    grouped = {id: group for id, (_, group) in bound.items() if group}
    assert {action.id: action.group for action in (*actions.SCREENS[0], *actions.EVERYWHERE)} == grouped


def test_actions_are_listed_as_the_readme_lists_them() -> None:
    rows = re.findall(r"^\| `.* \| ([a-z_.]+) \|$", (CHECKOUT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert [action.id for action in (*actions.SCREENS[0], *actions.EVERYWHERE)] == rows


def test_the_themes_are_those_that_can_be_chosen() -> None:
    assert set(THEMES) == set(ReaderApp(Sample()).available_themes)


def test_no_screen_is_loaded_to_know_the_keys() -> None:
    code = "import sys; import reader.config.actions, reader.config.keymap; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    assert not {"textual", "rich", "reader.ui", "pylatexenc"} & set(loaded.stdout.split())
