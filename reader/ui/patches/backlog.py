"""What is typed faster than it is acted on: it waits here in its order, what is alike as one, and only so much of it.

Textual 8.2.8 queues every key, and hands each of them on to a queue of the focused widget, without a limit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import cached_property
from threading import Lock
from typing import Final

from textual import events
from textual._time import get_time
from textual.message import Message

from reader.config.key_names import KEY_NAMES
from reader.ui.patches.runs import ENTER, STATES, Other, Run, name_of

LIMIT: Final = 512
"""What waits at most; a run of text, and one of the same key, counts once. So many of its keys are acted on alone."""
ROOM: Final = 2**20
"""Characters that wait at most, or are taken of a paste."""
HAND: Final = 32
"""Keys that a hand may well have typed ahead; if more are waiting, they come from something else."""
SOON: Final = 0.1
"""Seconds after which a key that leaves has its turn if more are waiting than a hand types ahead."""
INTERRUPT: Final = "ctrl+c"


class Typed(Message):
    """Sent when several characters were read at once."""

    def __init__(self, text: str) -> None:
        """Hold them."""
        super().__init__()
        self.text = text


class LeftOut(Message):
    """Sent when there was more than is taken."""

    def __init__(self, count: int) -> None:
        """Hold how many characters that are."""
        super().__init__()
        self.count = count


BY_TURNS: Final = (events.InputEvent, events.Paste, Typed, LeftOut)
"""What a user does."""


class Backlog:
    """What a user did and is not acted on yet; any thread may put something in."""

    def __init__(
        self, leaving: Callable[[], frozenset[str]], wake: Callable[[], object], interrupt: Callable[[], object]
    ) -> None:
        """Hold nothing.

        Args:
            leaving: Tells the keys that leave, whatever waits before them.
            wake: Called when there is something, if there was nothing.
            interrupt: Called when the user asks twice to leave, with more waiting than a hand types.
        """
        self._leaving_keys = leaving
        self._wake = wake
        self._interrupt = interrupt
        self._lock = Lock()
        self._waiting: deque[Run | Other] = deque()
        self._size = 0
        self._is_awake = False
        """Whether what is put in will be seen without another call."""
        self._has_interrupt = False
        self._leaves_at: float | None = None
        """When the first of them was pressed, while it waits."""
        self._is_full = False
        """Whether something was left out, and so has to be what follows it, until something is taken out."""
        self._acted = 0
        """Keys that were acted on one by one since nothing waited."""
        self.left_out = 0
        """Characters and keys for which there was no room, or no time."""
        self.keeps_order = False
        """Whether a change of the terminal has its turn, too: not before there is anything that could change."""

    def __len__(self) -> int:
        """How many keys, characters and other events wait."""
        return self._size

    @cached_property
    def _leaving(self) -> frozenset[str]:
        return self._leaving_keys()

    @cached_property
    def _leaving_characters(self) -> frozenset[str]:
        characters = (KEY_NAMES.get(key, key) for key in self._leaving)
        return frozenset(one for one in characters if len(one) == 1)

    # To put in

    def put(self, message: Message) -> bool:
        """Have something wait for its turn.

        Returns:
            Whether it does: what a user does, and what would otherwise overtake that.
        """
        if not isinstance(message, BY_TURNS) and not (self.keeps_order and self._size and isinstance(message, STATES)):
            return False
        with self._lock:
            if isinstance(message, LeftOut):
                self.left_out += message.count
            elif isinstance(message, Typed):
                self._put_text(message.text, message.time)
            elif isinstance(message, events.Key):
                self._put_key(message)
            elif isinstance(message, events.Event):
                self._put_event(message)
            wakes, self._is_awake = not self._is_awake, True
        if wakes:
            self._wake()
        return True

    def _put_key(self, key: events.Key) -> None:
        character = key.character or ""
        if len(character) == 1 and (character.isprintable() or character == ENTER) and key.key == name_of(character):
            self._put_text(character, key.time)
            return
        if key.key == INTERRUPT:
            if self._has_interrupt and self._size > HAND:
                self._interrupt()
            self._has_interrupt = True
        leaves = key.key in self._leaving
        self._put_event(key, needed=leaves and self._leaves_at is None)
        if leaves:
            self._leaves_at = self._leaves_at or key.time

    def _put_text(self, text: str, time: float) -> None:
        last = self._waiting[-1] if self._waiting else None
        run = last if isinstance(last, Run) else Run(time)
        room = 0 if self._is_full or (run is not last and len(self._waiting) >= LIMIT) else max(0, ROOM - self._size)
        kept, leaves = text[:room], self._leaves_at is None and self._first_leaving(text)
        if leaves is not False and leaves is not None:
            kept += text[leaves] if leaves >= room else ""
            self._leaves_at = time
        self._leave(len(text) - len(kept))
        if kept:
            run.add(kept)
            self._size += len(kept)
            if run is not last:
                self._waiting.append(run)

    def _put_event(self, event: events.Event, *, needed: bool = False) -> None:
        last = self._waiting[-1] if self._waiting else None
        if isinstance(last, Other) and last.is_outdated(event):
            self._waiting[-1] = Other(event)
        elif isinstance(last, Other) and last.is_like(event) and not self._is_full:
            last.times += 1
            self._size += 1
        elif self._has_room(event) or needed:
            self._waiting.append(Other(event))
            self._size += 1
        else:
            self._leave(len(event.text) if isinstance(event, events.Paste) else 1)

    def _leave(self, count: int) -> None:
        self.left_out += count
        self._is_full = self._is_full or bool(count)

    def _has_room(self, event: events.Event) -> bool:
        if self._is_full and not isinstance(event, STATES):
            return False
        if isinstance(event, events.Paste):
            waiting = (one.event for one in self._waiting)
            if sum(len(one.text) for one in waiting if isinstance(one, events.Paste)) + len(event.text) > ROOM:
                return False
        return len(self._waiting) < (2 * LIMIT if isinstance(event, STATES) else LIMIT)

    def _first_leaving(self, text: str) -> int | None:
        """Where a text has the first character that leaves."""
        return min((text.index(one) for one in self._leaving_characters if one in text), default=None)

    # To take out

    def first(self) -> tuple[events.Event, int] | None:
        """What comes first, and how often in a row."""
        with self._lock:
            return (self._waiting[0].event, self._waiting[0].times) if self._waiting else None

    def text(self) -> str:
        """All of the text that comes first, if any does."""
        with self._lock:
            return self._waiting[0].text if self._waiting else ""

    def remove(self, count: int) -> None:
        """Take out what comes first: how often it was to be seen, or how many characters of a text."""
        with self._lock:
            self._acted += count == 1
            self._remove(count)
            if self._leaves_at is not None and not any(self._leaving_places()):
                self._leaves_at = None

    def _remove(self, count: int) -> None:
        self._is_full = False
        self._size -= count
        self._waiting[0].remove(count)
        if not len(self._waiting[0]):
            self._waiting.popleft()

    def _leaving_places(self) -> Iterator[tuple[int, int]]:
        """What leaves: in which of those that wait, and what is before it there."""
        for place, one in enumerate(self._waiting):
            if isinstance(one, Run):
                if (at := self._first_leaving(one.text)) is not None:
                    yield place, at
            elif isinstance(event := one.event, events.Key) and event.key in self._leaving:
                yield place, 0

    def hurry(self, *, is_typing: bool) -> None:
        """Leave out what there is no time for: before a key that leaves, and when very many were acted on.

        Args:
            is_typing: Whether text goes into a field, where no letter leaves.
        """
        with self._lock:
            if self._size <= HAND:
                return
            leaves_at = None if is_typing else self._leaves_at
            if self._acted >= LIMIT or (leaves_at is not None and get_time() - leaves_at > SOON):
                self._leave_out(is_typing)

    def _leave_out(self, is_typing: bool) -> None:
        places = iter(()) if is_typing else self._leaving_places()
        place, before = next(places, (len(self._waiting), 0))
        kept = []
        for _ in range(place):
            one = self._waiting.popleft()
            self._size -= len(one)
            if isinstance(one.event, STATES):
                kept.append(one)
            else:
                self.left_out += len(one)
        if before:
            self._remove(before)
            self.left_out += before
        self._waiting.extendleft(reversed(kept))
        self._size += len(kept)
        self._acted, self._is_full = 0, False

    def clear(self) -> None:
        """Forget what the user did."""
        with self._lock:
            self._waiting = deque(one for one in self._waiting if isinstance(one.event, STATES))
            self._size = len(self._waiting)
            self._leaves_at, self._is_full = None, False

    def rest(self) -> bool:
        """Whether nothing waits; what is put in next is told by `wake` then."""
        with self._lock:
            if self._waiting:
                return False
            self._is_awake = self._has_interrupt = False
            self._acted = 0
            return True
