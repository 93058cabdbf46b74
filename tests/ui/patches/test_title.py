"""The title of the window: when it is written, and what."""

from __future__ import annotations

import asyncio

import pytest

from reader.ui.patches import title
from reader.ui.patches.title import POP, PUSH, WindowTitle
from tests.terminal import PATIENCE


class Window:
    """A terminal that takes note of what is written to it, and the words that its title is made of."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.words = "One"
        self.title = WindowTitle(self.written.append, lambda: self.words)

    def show(self, words: str) -> None:
        self.words = words
        self.title.change()


def told(*words: str) -> list[str]:
    return [f"\x1b]2;{each}\x07" for each in words]


async def turns(count: int = 3) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_a_title_is_written_in_the_next_turn_and_once() -> None:
    window = Window()
    for words in ("One", "Two", "Three"):  # In one turn, as the parts of a screen change one after the other.
        window.show(words)
    await turns()
    assert window.written == [f"{PUSH}\x1b]2;Three\x07"]


async def test_while_a_key_is_held_it_is_not_written_and_then_the_last_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(title, "QUIET", 0.05)
    window = Window()
    window.show("One")
    await turns()
    for number in range(100):
        window.show(f"Held {number}")
        await turns(1)
    assert len(window.written) == 1
    await asyncio.sleep(0.15)
    assert window.written[1:] == told("Held 99")
    window.show("Alone")
    await turns()
    assert window.written[2:] == told("Alone")


async def test_one_that_need_not_be_written_at_once_waits_for_what_it_tells_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(title, "QUIET", 0.05)
    window = Window()
    window.title = WindowTitle(window.written.append, lambda: window.words, at_once=False)
    window.show("One")
    await turns()
    assert window.written == []
    async with asyncio.timeout(PATIENCE):
        while not window.written:  # noqa: ASYNC110 - it tells of nothing
            await asyncio.sleep(0.01)
    assert window.written == [f"{PUSH}\x1b]2;One\x07"]


async def test_the_same_title_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(title, "QUIET", 0.0)
    window = Window()
    for _ in range(3):
        window.show("One")
        await turns()
    assert len(window.written) == 1


async def test_nothing_to_show_is_nothing_written_and_holds_up_nothing() -> None:
    window = Window()
    window.show("")
    await turns()
    window.show("One")
    await turns()
    window.title.give_back()
    assert window.written == [f"{PUSH}\x1b]2;One\x07", POP]


async def test_a_title_is_given_back_once_and_taken_again_as_it_is_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(title, "QUIET", 0.05)
    window = Window()
    window.show("One")
    await turns()
    window.show("Two")  # It waits, and is not written after the title was given back.
    window.title.give_back()
    window.title.give_back()
    await asyncio.sleep(0.1)
    assert window.written[1:] == [POP]
    window.title.take()
    assert window.written[2:] == [f"{PUSH}\x1b]2;Two\x07"]
    window.title.give_back()
    assert window.written[3:] == [POP]


async def test_what_was_never_taken_is_not_given_back() -> None:
    window = Window()
    window.title.give_back()
    assert window.written == []


@pytest.mark.parametrize("hostile", ["\x1b", "\x07", "\x9c", "\n", "\u202e"])
async def test_a_title_cannot_end_before_its_end(hostile: str) -> None:
    window = Window()
    window.show(f"a{hostile}b")
    await turns()
    assert window.written == [f"{PUSH}\x1b]2;ab\x07"]
