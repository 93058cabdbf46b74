"""The key table: everything in it is bound, and it can be read without a screen."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from typing import get_args

from textual.keys import _character_to_key

from reader.config.actions import ACTIONS, COPIES, KEY_NAMES, OFFERED, ORDER_LETTERS, ORDER_WORDS
from reader.config.hints import HINTS
from reader.config.keymap import textual_key
from reader.config.settings import THEMES
from reader.papers.cite import COPY_TEXTS
from reader.papers.listing import Order
from reader.sample import Sample
from reader.ui.app import ReaderApp
from reader.ui.browser import PaperBrowser
from reader.ui.screens.feed import FeedScreen
from reader.ui.screens.paper import PaperScreen
from tests.terminal import CHECKOUT
from tests.ui.owners import made_bindings


def test_every_action_is_bound_once() -> None:
    bound = Counter(made_bindings())
    assert {binding.id for _, binding in bound} == {action.id for action in ACTIONS}
    assert max(bound.values()) == 1
    of_lists = {binding.id for owner, binding in bound if owner in (FeedScreen, PaperBrowser)}
    others = Counter(binding.id for owner, binding in bound if owner is not PaperScreen or binding.id not in of_lists)
    assert max(others.values()) == 1
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_every_action_has_a_name_for_the_configuration_and_words_of_its_own() -> None:
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", action.id) for action in ACTIONS)
    for scope in {action.scope for action in ACTIONS}:
        words = [action.words for action in ACTIONS if action.scope == scope]
        assert all(words)
        assert len(set(words)) == len(words), scope


def test_hints_are_of_actions_that_are_listed() -> None:
    hinted = {id for hints in HINTS.values() for ids, _ in hints for id in ids}
    assert hinted <= {action.id for action in ACTIONS if action.scope in OFFERED}


def test_no_moment_hints_at_an_action_twice() -> None:
    for moment, hints in HINTS.items():
        assert max(Counter(id for ids, _ in hints for id in ids).values()) == 1, moment


def test_every_line_of_the_menus_can_be_chosen() -> None:
    assert COPIES.keys() == COPY_TEXTS.keys()
    assert set(ORDER_LETTERS) == set(ORDER_WORDS) == set(get_args(Order))


def test_keys_are_printed_so_that_they_can_be_written_so() -> None:
    assert {word: textual_key(word) for word in KEY_NAMES.values()} == {word: name for name, word in KEY_NAMES.items()}
    characters = {name: word for name, word in KEY_NAMES.items() if len(word) == 1 and word.isascii()}
    assert characters == {_character_to_key(word): word for word in map(chr, range(33, 127)) if not word.isalnum()}


def test_the_themes_are_those_that_can_be_chosen(sample: Sample) -> None:
    assert set(THEMES) == set(ReaderApp(sample).available_themes)


def test_nothing_else_is_loaded_to_know_the_keys() -> None:
    code = "import sys; import reader.config.actions; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    ours = {name for name in loaded.stdout.split() if name.startswith("reader.")}
    tables = {"reader.config.actions", "reader.config.key_names", "reader.config.orders"}
    assert ours <= {"reader.config", *tables}
    assert not {"textual", "rich", "msgspec"} & set(loaded.stdout.split())


def test_no_screen_is_loaded_to_check_the_users_keys() -> None:
    code = "import sys; import reader.config.keymap; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    assert not {"textual", "rich", "reader.ui", "reader.papers.full_text"} & set(loaded.stdout.split())
