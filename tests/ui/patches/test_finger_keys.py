"""What a page sends for the keys that it offers to fingers."""

from __future__ import annotations

import pytest
from textual import events

from reader.ui.patches.finger_keys import _sent
from reader.ui.patches.input import InputParser


@pytest.mark.parametrize(
    "key",
    [
        *("ctrl+g", "ctrl+underscore", "alt+w", "alt+less_than_sign", "shift+down", "ctrl+down", "f5", "f12", "x", "G"),
        *("slash", "plus", "space", "tab", "enter", "backspace", "delete", "pageup", "left", "é", "question_mark"),
    ],
)
def test_it_is_read_as_that_key(key: str) -> None:
    read = InputParser(alt_keys=frozenset({key})).feed(_sent(key))
    assert [event.key for event in read if isinstance(event, events.Key)] == [key]


@pytest.mark.parametrize("key", ["", "unbound:move.down", "alt+down", "ctrl+shift+x", "super+x"])
def test_for_what_no_key_sends_it_sends_nothing(key: str) -> None:
    assert _sent(key) == ""
