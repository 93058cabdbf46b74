"""What several things that a user did become while they wait: some text, or a key with how often it was pressed."""

from __future__ import annotations

from collections import deque
from typing import Final

from textual import events
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key

ENTER: Final = "\r"
STATES: Final = (events.Resize, events.AppFocus, events.AppBlur, events.MouseUp)
"""What is never left out; the last one is as good as several."""


def name_of(character: str) -> str:
    """The name of the key that types a character, as Textual has it.

    >>> [name_of(character) for character in ("j", "J", "/", " ", ENTER)]
    ['j', 'J', 'slash', 'space', 'enter']
    """
    if character == ENTER:
        return "enter"
    name = character if character.isalnum() else _character_to_key(character)
    return KEY_NAME_REPLACEMENTS.get(name, name)


class Run:
    """Some text that was typed."""

    def __init__(self, time: float) -> None:
        """Begin at a time."""
        self._time = time
        self._pieces: deque[str] = deque()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._pieces)

    @property
    def event(self) -> events.Event:
        """The key that typed its first character."""
        character = self._pieces[0][0]
        key = events.Key(name_of(character), character)
        key.time = self._time
        return key

    @property
    def times(self) -> int:
        """How often that was pressed in a row."""
        count, first = 0, self._pieces[0][0]
        for piece in self._pieces:
            same = len(piece) - len(piece.lstrip(first))
            count += same
            if same < len(piece):
                break
        return count

    def add(self, text: str) -> None:
        """Have more text at the end."""
        self._pieces.append(text)
        self._size += len(text)

    def remove(self, count: int) -> None:
        """Take away some of the characters that it begins with."""
        self._size -= count
        while count:
            piece = self._pieces.popleft()
            if len(piece) > count:
                self._pieces.appendleft(piece[count:])
            count = max(0, count - len(piece))


class Other:
    """Anything else that a user did, perhaps some times in a row."""

    text = ""

    def __init__(self, event: events.Event) -> None:
        """Begin with once."""
        self._event = event
        self.times = 1

    def __len__(self) -> int:
        return self.times

    @property
    def event(self) -> events.Event:
        """What it was; keys that are acted on one by one are each one of its own."""
        if self.times == 1 or not isinstance(self._event, events.Key):
            return self._event
        key = self._event.copy()
        key.time = self._event.time
        return key

    def is_like(self, event: events.Event) -> bool:
        """Whether something is the same key."""
        one = self._event
        return isinstance(one, events.Key) and isinstance(event, events.Key) and one.key == event.key

    def is_outdated(self, event: events.Event) -> bool:
        """Whether something that follows tells all that is to be known."""
        one = self._event
        if isinstance(one, events.MouseMove) and isinstance(event, events.MouseMove):
            return one.button == event.button
        return type(one) is type(event) and isinstance(one, STATES)

    def remove(self, count: int) -> None:
        """Take it away some times."""
        self.times -= count
