"""What waits for its turn: in which order, as what, and how much of it."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Size

from reader.ui.patches import backlog
from reader.ui.patches.backlog import HAND, LIMIT, ROOM, SOON, Backlog, LeftOut, Typed
from reader.ui.patches.runs import name_of

UP, DOWN = "up", "down"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(backlog, "get_time", clock)
    monkeypatch.setattr("textual._time.get_time", clock)
    return clock


class Waiting:
    """A backlog that counts its calls."""

    def __init__(self) -> None:
        self.woken = self.interrupted = 0
        self.backlog = Backlog(lambda: frozenset({"q", "f10"}), self._wake, self._interrupt)
        self.backlog.keeps_order = True

    def _wake(self) -> None:
        self.woken += 1

    def _interrupt(self) -> None:
        self.interrupted += 1

    def type(self, *keys: str) -> Waiting:
        """Type keys, each by itself."""
        for key in keys:
            self.backlog.put(events.Key(name_of(key) if len(key) == 1 else key, key if len(key) == 1 else None))
        return self

    def put(self, *messages: events.Event | Typed | LeftOut) -> Waiting:
        for message in messages:
            assert self.backlog.put(message)
        return self

    def out(self, *, is_typing: bool = False) -> list[str]:
        """Take out all, one by one."""
        found: list[str] = []
        while True:
            self.backlog.hurry(is_typing=is_typing)
            if (first := self.backlog.first()) is None:
                return found
            event, _ = first
            found.append(event.key if isinstance(event, events.Key) else type(event).__name__)
            self.backlog.remove(1)


def test_the_order_is_kept_and_what_is_alike_is_one(clock: Clock) -> None:
    waiting = Waiting().type("a", "a").put(Typed("ab c"), events.Paste("text")).type(UP, UP, DOWN, "\r", "d")
    first = waiting.backlog.first()
    assert first is not None
    assert (waiting.backlog.text(), first[1]) == ("aaab c", 3)
    wanted = ["a", "a", "a", "b", "space", "c", "Paste", UP, UP, DOWN, "enter", "d"]
    assert len(waiting.backlog) == len(wanted)
    assert waiting.out() == wanted
    assert (len(waiting.backlog), waiting.backlog.left_out) == (0, 0)


def test_one_call_tells_of_all_that_waits(clock: Clock) -> None:
    waiting = Waiting().type("a", UP, "b")
    assert waiting.woken == 1
    assert not waiting.backlog.rest()
    waiting.out()
    waiting.type("c")
    assert waiting.woken == 1
    waiting.out()
    assert waiting.backlog.rest()
    assert waiting.type("d").woken == 2


def test_no_more_than_the_limit_waits_and_what_is_left_out_is_counted(clock: Clock) -> None:
    waiting = Waiting().type(*[UP, DOWN] * LIMIT)
    assert (len(waiting.backlog), waiting.backlog.left_out) == (LIMIT, LIMIT)
    waiting = Waiting().put(*(Typed("word " * 800) for _ in range(300)))
    assert (len(waiting.backlog), waiting.backlog.left_out) == (ROOM, 300 * 4000 - ROOM)
    waiting = Waiting().put(*(events.Paste("x" * ROOM) for _ in range(3)))
    assert (len(waiting.backlog), waiting.backlog.left_out) == (1, 2 * ROOM)
    assert Waiting().put(LeftOut(7)).backlog.left_out == 7


def test_of_very_many_keys_that_are_acted_on_alone_the_rest_is_left_out(clock: Clock) -> None:
    waiting = Waiting().put(Typed("xy" * 5000))
    assert waiting.out() == ["x", "y"] * (LIMIT // 2)
    assert waiting.backlog.left_out == 10_000 - LIMIT


@pytest.mark.parametrize("leaves", ["q", "f10"])
def test_a_key_that_leaves_has_its_turn_soon_whatever_waits_before_it(clock: Clock, leaves: str) -> None:
    for flood in ([UP, DOWN] * LIMIT, [*"xy"] * LIMIT):
        waiting = Waiting().type(*flood, leaves, "z")
        clock.now += 2 * SOON
        assert waiting.out()[:1] == [leaves]
        assert waiting.backlog.left_out >= LIMIT
    waiting = Waiting().put(Typed("x" * 2 * ROOM + "q"))
    clock.now += 2 * SOON
    assert waiting.out() == ["q"]


def test_what_a_hand_types_ahead_is_acted_on_before_it_leaves(clock: Clock) -> None:
    waiting = Waiting().type(*"s" * (HAND - 1), "q")
    clock.now += 60
    assert waiting.out() == [*"s" * (HAND - 1), "q"]


def test_a_letter_that_is_typed_does_not_leave(clock: Clock) -> None:
    waiting = Waiting().type(*[UP, DOWN] * 50, "q")
    clock.now += 60
    assert waiting.out(is_typing=True) == [*[UP, DOWN] * 50, "q"]


def test_a_second_interrupt_is_told_at_once_where_more_waits_than_a_hand_types(clock: Clock) -> None:
    assert Waiting().type("x", "ctrl+c", "ctrl+c").interrupted == 0
    waiting = Waiting().type(*[UP, DOWN] * LIMIT, "ctrl+c")
    assert waiting.interrupted == 0
    assert waiting.type("ctrl+c").interrupted == 1


def test_a_new_size_has_its_turn_and_is_never_left_out(clock: Clock) -> None:
    sizes = [events.Resize(Size(width, 24), Size(width, 24)) for width in (80, 90, 100)]
    waiting = Waiting()
    assert not waiting.backlog.put(sizes[0])  # Nothing waits that it would overtake.
    waiting.type(*[UP, DOWN] * LIMIT).put(*sizes).type("q")
    clock.now += 2 * SOON
    waiting.backlog.hurry(is_typing=False)
    first = waiting.backlog.first()
    assert first is not None
    assert first[0] is sizes[-1]
    assert waiting.out() == ["Resize", "q"]


def test_of_the_moves_of_a_mouse_the_last_one_is_seen_and_its_button_is_let_go(clock: Clock) -> None:
    def at(kind: type[events.MouseEvent], x: int, button: int = 0) -> events.MouseEvent:
        return kind(None, x, 0, 0, 0, button, False, False, False)

    moves = [at(events.MouseMove, x) for x in range(1000)]
    waiting = Waiting().put(*moves, at(events.MouseDown, 5, 1), at(events.MouseMove, 6, 1), at(events.MouseUp, 6, 1))
    assert waiting.backlog.first() == (moves[-1], 1)
    assert waiting.out() == ["MouseMove", "MouseDown", "MouseMove", "MouseUp"]
    waiting = Waiting().type(*[UP, DOWN] * LIMIT).put(at(events.MouseUp, 6, 1))
    assert waiting.out()[-1] == "MouseUp"
