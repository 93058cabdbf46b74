"""What somebody types who is in a hurry: keys of the action table, weighted as people use them.

All of it comes from a seed, so that a run can be had again. What is typed does not look at the screen: where a dialog
did not come, its keys are for what is there instead, and that is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Final, NamedTuple

from reader.config.actions import ACTIONS, DISCUSSION, EVERYWHERE, FEED, READING
from reader.papers.taste import STARS_NEEDED
from tests.sent_keys import ESC, sent


class Resize(NamedTuple):
    """The window gets another size."""

    columns: int
    lines: int


Typed = str | Resize
"""What is sent for one press of a key, or a paste, or another size."""

_EDITING: Final = ("\x7f", "\x7f", "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F", "\x17", "\x15")
"""Backspace, the arrows, Home, End, and those that delete a word and a line."""
SIZES: Final = (*[(120, 40)] * 6, (80, 24), (80, 24), (200, 60), (60, 20), (40, 12), (100, 10), (30, 5), (120, 1))
"""Sizes of the window; the last one is the one at which there is nothing to see."""
WORDS: Final = (
    "model",
    "papers",
    "dancing robots",
    "mask",
    "多模态",
    "title:dawn",
    "-plain",
    "ada",
    '"of the"',
    "zzz",
    "1",
)
"""What is looked for, noted and pasted."""
WAYS: Final = (
    "yesterday",
    "2026-11-20",
    "last week",
    "week",
    "month",
    "trending",
    "2608.00042",
    "-3",
    "monday",
    "nothing",
)
"""What is typed to go somewhere."""

OFTEN: Final = {
    "move.down": 60,
    "move.up": 30,
    "text.down": 15,
    "other.down": 8,
    "other.up": 6,
    "pane.other": 6,
    "paper.read": 4,
    "list.next": 8,
    "list.previous": 4,
    "list.find": 6,
    "mark.read": 5,
    "mark.star": 6,
    "mark.undo": 6,
    "day.older": 12,
    "day.newer": 10,
    "day.choose": 5,
    "app.palette": 4,
    "paper.text": 5,
    "paper.discussion": 5,
}
"""How often the actions of the list are done; all others once."""
OPENS: Final = {
    "list.find": "find",
    "list.sort": "sort",
    "list.export": "export",
    "mark.note": "note",
    "paper.copy_menu": "copy",
    "paper.read": FEED,
    "paper.text": READING,
    "paper.discussion": DISCUSSION,
    "text.links": "links",
    "day.choose": "calendar",
    "theme.choose": "themes",
    "app.help": "help",
    "app.palette": "palette",
    "reading.outline": "outline",
    "reading.letters": "links",
    "reading.find": "find",
    "reading.theme": "themes",
    "reading.help": "help",
    "reading.discussion": DISCUSSION,
    "discussion.links": "links",
    "discussion.theme": "themes",
    "discussion.help": "help",
    "discussion.text": READING,
}
"""Where an action leads: the scope whose keys are pressed next."""
TYPED_IN: Final = {"find": WORDS, "note": WORDS, "palette": WORDS, "outline": WORDS, "calendar": WAYS, "help": WORDS}
"""The scopes with a line to type in, and what is typed there."""
LONG: Final = {READING: 24, DISCUSSION: 12, "calendar": 8, "themes": 6, FEED: 4}
"""How many keys are pressed in a scope at most; in all others 3."""


def tour() -> Iterator[list[str]]:
    """Every action once, each with the keys that lead there and back.

    Much is loaded when it is needed first, and stays; so does what is learned from as many stars as that takes.
    """
    scopes = {action.id: FEED if action.scope == EVERYWHERE else action.scope for action in ACTIONS}
    keys = {action.id: sent(action.keys.split(",")[0]) for action in ACTIONS}
    ways: dict[str, list[str]] = {FEED: []}
    yield [*(STARS_NEEDED + 1) * [keys["mark.star"], keys["move.down"]], 3 * ESC]
    for id, opened in OPENS.items():
        ways.setdefault(opened, [*ways[scopes[id]], keys[id]])
    for id, scope in scopes.items():
        if scope in ways:
            words = [WORDS[0], "\r"] if OPENS.get(id) in TYPED_IN else []
            yield [*ways[scope], keys[id], *words, 3 * ESC]


class Typist:
    """Somebody who types."""

    def __init__(self, seed: int) -> None:
        """Be somebody else with each seed."""
        self._random = Random(seed)
        self._keys = {
            scope: [(action.id, action.keys.split(",")) for action in ACTIONS if action.scope in (scope, EVERYWHERE)]
            for scope in {action.scope for action in ACTIONS}
        }

    def typed(self, count: int) -> Iterator[Typed]:
        """Type some keys."""
        made = 0
        while made < count:
            for key in self._some():
                yield key
                made += 1

    def _some(self) -> Iterator[Typed]:
        """Keys that belong together."""
        (does,) = self._random.choices((self._act, self._resize, self._point, self._hold), (400, 4, 8, 4))
        yield from does()

    def _act(self, scope: str = FEED, depth: int = 0) -> Iterator[Typed]:
        """Do something, and more where that leads to."""
        offered = self._keys[scope]
        ((id, keys),) = self._random.choices(offered, [OFTEN.get(id, 1) for id, _ in offered])
        yield sent(self._random.choice(keys))
        if id in OPENS and depth < 3:
            yield from self._stay(OPENS[id], depth + 1)

    def _stay(self, scope: str, depth: int) -> Iterator[Typed]:
        """Do a few things in a scope, and leave it, mostly."""
        for _ in range(self._random.randint(0, LONG.get(scope, 3))):
            if scope in TYPED_IN and self._random.random() < 0.4:
                yield from self._write(self._random.choice(TYPED_IN[scope]))
            else:
                yield from self._act(scope, depth)
        if self._random.random() < 0.25:
            yield "\r"
        if self._random.random() < 0.95:
            yield from [self._random.choice((ESC, ESC, "\x1b"))] * self._random.choice((1, 1, 2))

    def _write(self, words: str) -> Iterator[Typed]:
        """Type or paste something, and change it."""
        if self._random.random() < 0.2:
            yield f"\x1b[200~{words}\x1b[201~"
        else:
            yield from words
        for _ in range(self._random.choice((0, 0, 1, 4))):
            yield self._random.choice(_EDITING)

    def _resize(self) -> Iterator[Typed]:
        for _ in range(self._random.choice((1, 1, 5))):  # A window that is pulled has several.
            yield Resize(*self._random.choice(SIZES))
        if self._random.random() < 0.8:
            yield Resize(120, 40)

    def _point(self) -> Iterator[Typed]:
        """Turn the wheel, click, or pull over some text."""
        x, y = self._random.randint(1, 110), self._random.randint(4, 30)
        kinds: tuple[Callable[[], list[str]], ...] = (
            lambda: [f"\x1b[<{self._random.choice((64, 65))};{x};{y}M"] * 4,
            lambda: [f"\x1b[<0;{x};{y}M", f"\x1b[<0;{x};{y}m"],
            lambda: [f"\x1b[<0;{x};{y}M", f"\x1b[<32;{x + 9};{y + 1}M", f"\x1b[<0;{x + 9};{y + 1}m"],
        )
        yield from self._random.choice(kinds)()

    def _hold(self) -> Iterator[Typed]:
        """Keep a key pressed."""
        yield from [self._random.choice(("j", "k", " ", "[", "]", "n", "\x04", "\x15", "\x1b[B"))] * 20
