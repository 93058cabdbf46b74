"""Every key of every screen, pressed faster than the screen comes and goes; the keys are those of the key table.

The tests press the keys of each screen at each size at one pace, and at the next one at the next size; in the lists
that have the same keys as a day, at every second size. By hand `python -m tests.ui.every_key [SCREEN…]` does so at all
sizes and paces, for some half an hour.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final, NamedTuple, Self

from reader.config.actions import ACTIONS, DISCUSSION, EVERYWHERE, FEED, READING
from reader.papers.period import EditionClock
from tests.hub.__main__ import MadeUpComments, MadeUpTexts, papers_of
from tests.hub.double import HubDouble
from tests.hub.papers import day
from tests.sent_keys import ESC, SENT, sent
from tests.terminal import PATIENCE, READER, Terminal, environment

STARRED, DAY = "\x1b[17~", "\x1b[18~"
KEYS: Final = '[keys]\n"starred.show" = "5,f6"\n"day.show" = "1,f7"\n'
"""Keys that write nothing into a line that is still there."""
PACES: Final = (0.0, 0.004, 0.02)
"""Seconds between keys: one packet, as over a slow line, and as a repeated key."""
PACKET: Final = 300
"""Bytes after which a packet is sent; a pty takes 4096 that nobody has read."""
AGAIN: Final = 2.0
"""Seconds for an answer after which Esc is pressed once more: there may be another screen to leave."""
LONGEST: Final = 2 * PATIENCE
"""Seconds until the list has to be seen: on a busy machine a reader may be far behind the keys."""
COLUMNS, LINES = 80, 24
SIZES: Final = ((120, 1), (30, 8), (40, 10), (80, 24), (120, 40), (200, 60))
NOT_PRESSED: Final = {
    "app.quit": "ends the reader",
    "app.suspend": "stops the reader, and what was typed before it goes on is dropped",
    "app.back": "ends the reader when it is pressed twice, as is tried at the end",
}


class Screen(NamedTuple):
    """A screen or a dialog."""

    keys: str
    """What opens it from the list."""
    scopes: tuple[str, ...]
    """Whose keys are pressed there."""
    typed: str = ""
    """Keys that are no actions there, but are pressed all the same."""


EDITED: Final = "x\x7f\x1b[D\x1b[C\x17"
"""What is done in a line: a letter, backspace, left, right, and a word is deleted."""
MOVES: Final = "\x1b[A\x1b[B\x1b[5~\x1b[6~\x1b[H\x1b[F"
SCREENS: Final = {
    "list": Screen("", (FEED,)),
    "abstract": Screen("\t", (FEED,)),
    "paper": Screen("\r", (FEED,)),
    "full text": Screen("v", (READING,)),
    "discussion": Screen("c", (DISCUSSION,)),
    "outline": Screen("v\t", ("outline",), f"\r{EDITED}{MOVES}"),
    "find": Screen("/", ("find",), f"\r{EDITED}{MOVES}"),
    "palette": Screen(":", ("palette",), f"{EDITED}{MOVES}"),
    "calendar": Screen("d", ("calendar",)),
    "go to a day": Screen("d/", ("calendar",), EDITED),
    "themes": Screen("T", ("themes",)),
    "help": Screen("?", ("help",), EDITED),
    "note": Screen("#", ("note",), f"{EDITED}{MOVES}"),
    "export": Screen("e", ("export",), f"\t{EDITED}"),
    "copy menu": Screen("Y", ("copy",)),
    "sort menu": Screen("S", ("sort",)),
    "letters": Screen("F", ("links",), "as"),
    "Hub search": Screen("/model\t\t\r", (FEED,)),
    "starred": Screen("s5", (FEED,)),
    "trending": Screen("4", (FEED,)),
    "week": Screen("2", (FEED,)),
    "month": Screen("3", (FEED,)),
    "watched": Screen("w", (FEED,)),
    "related": Screen("=", (FEED,)),
    "text search": Screen("v/", ("find",), f"\r{EDITED}"),
    "letters of a text": Screen("vF", ("links",), "as"),
    "replace a file": Screen("e\r", ("replace",)),
}
LISTS: Final = {name for name, screen in SCREENS.items() if screen.scopes == (FEED,)} - {"list", "abstract", "paper"}


def keys_of(screen: Screen) -> Iterator[str]:
    """What a terminal sends for all keys of a screen, each once."""
    scopes = {*screen.scopes, EVERYWHERE}
    named = (
        sent(key)
        for action in ACTIONS
        if action.scope in scopes and action.id not in NOT_PRESSED
        for key in action.keys.split(",")
        if key != "q" or not action.id.endswith(".back")  # Twice, it would leave the list below, too.
    )
    yield from dict.fromkeys([*named, *_parted(screen.typed)])


def _parted(typed: str) -> Iterator[str]:
    while typed:
        length = next((len(keys) for keys in SENT.values() if len(keys) > 1 and typed.startswith(keys)), 1)
        yield typed[:length]
        typed = typed[length:]


def in_turn(name: str) -> list[tuple[tuple[int, int], float]]:
    """Sizes, each at one of the paces; at each size another third of the screens has it."""
    first = [*SCREENS].index(name)
    bursts = [(size, PACES[place % len(PACES)]) for place, size in enumerate(SIZES, first)]
    return bursts[first % 2 :: 2] if name in LISTS else bursts


@contextmanager
def hub_with_a_day() -> Iterator[HubDouble]:
    """A Hub with a day of papers, their texts and what people say of them."""
    newest = EditionClock().newest_day()
    days = {newest: day(12, on=newest)}
    with HubDouble(days, today=newest) as hub:
        hub.papers, hub.texts, hub.comments = papers_of(days), MadeUpTexts(), MadeUpComments()
        yield hub


class BrokenError(Exception):
    """What a reader did that it must not."""


class Served:
    """A reader that serves many bursts of keys, until one of them breaks it."""

    def __init__(self, home: Path, hub: HubDouble) -> None:
        """Start the reader in a home of its own."""
        self._home, self._day = home, str(hub.today)
        config = home / ".config" / "daily-papers" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(KEYS)
        self._env = environment(
            home, HF_ENDPOINT=hub.url, COLORTERM="", BROWSER="true", EDITOR="true", DISPLAY=":9", LANG="C.UTF-8"
        )
        self._packet = ""
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the reader at its list."""
        self.terminal = Terminal((*READER, self._day), env=self._env, columns=COLUMNS, lines=LINES, cwd=self._home)
        self.terminal.wait_for("papers", "help")

    def close(self) -> None:
        """End it, however."""
        self.terminal.__exit__(None, None, None)

    def burst(self, screen: Screen, size: tuple[int, int], pause: float) -> None:
        """Press all keys of a screen at once, and see that the reader has survived.

        Each key is pressed twice behind those that open the screen, and Esc behind it, so that the next one meets
        a screen that is leaving.

        Raises:
            BrokenError: If it ended, hangs, or does not come back to its list.
        """
        self.terminal.drawn = False  # Most of the time would go there.
        self.terminal.resize(*size)
        leaves = ESC * (max(1, len(screen.keys)))
        for key in keys_of(screen):
            self._press(screen.keys, pause)
            self._press(key, pause)
            self._press(key + leaves, 0)  # So that what opens it again meets a screen that is leaving.
        self.see_the_list()

    def type(self, keys: Iterable[str], pause: float) -> None:
        """Press keys one after the other."""
        for key in keys:
            self._press(key, pause)

    def quit(self, keys: str) -> int:
        """Press what quits, again where it led back to the list first, and tell the status."""
        return self.terminal.answer(keys)

    def _press(self, keys: str, pause: float) -> None:
        """Press keys, and read for some time; all that nothing is read behind goes in one packet."""
        self._packet += keys
        if not pause and len(self._packet) < PACKET:
            return
        self._flush()
        until = time.perf_counter() + pause
        while (left := until - time.perf_counter()) > 0:
            self.terminal.read(left)

    def _flush(self) -> None:
        if self._packet:
            self.terminal.press(self._packet)
            self._packet = ""
        self.terminal.read(0)

    def see_the_list(self) -> None:
        """See that the list can be reached, and that a key acts there."""
        self._flush()
        self.terminal.draw()
        self.terminal.resize(COLUMNS, LINES)  # All is drawn again.
        deadline = time.perf_counter() + LONGEST
        while not self._shows_starred():  # Esc gives up what is on its way, too.
            self._press_until(ESC, STARRED, deadline, shows_starred=True)
        self._press_until("", DAY, deadline, shows_starred=False)
        if logs := self.crash_logs():
            raise BrokenError(f"It left a crash log:\n{logs}")

    def _press_until(self, first: str, keys: str, deadline: float, *, shows_starred: bool) -> None:
        """Press keys until they are answered, and what comes first again only after some time without an answer."""
        self.terminal.press(first)
        again = time.perf_counter() + AGAIN
        while self._shows_starred() != shows_starred and (not first or time.perf_counter() < again):
            if (code := self.terminal.process.poll()) is not None:
                raise BrokenError(f"It ended with {code}:\n{self.terminal.text}\n{self.crash_logs()}")
            if time.perf_counter() > deadline:
                raise BrokenError(f"It did not come back to the list:\n{self.terminal.text}")
            self.terminal.press(keys)
            until = time.perf_counter() + AGAIN / 4
            while self._shows_starred() != shows_starred and (left := until - time.perf_counter()) > 0:
                self.terminal.read(left)

    def _shows_starred(self) -> bool:
        return self.terminal.text.startswith(" Starred")

    def crash_logs(self) -> str:
        """What crashes have left."""
        return "\n".join(file.read_text() for file in self._home.rglob("*crash*") if file.is_file())


def broken_by(reader: Served, screen: Screen, bursts: Iterable[tuple[tuple[int, int], float]]) -> Iterator[str]:
    """Tell what breaks a reader, which is started again each time.

    Args:
        reader: In its list.
        screen: What is opened.
        bursts: Sizes of the terminal, and seconds between keys.
    """
    for size, pause in bursts:
        try:
            reader.burst(screen, size, pause)
        except BrokenError as why:
            yield f"{size}, {pause} s: {why}"
            reader.close()
            reader.start()


if __name__ == "__main__":
    with hub_with_a_day() as hub:
        for name in sys.argv[1:] or SCREENS:
            with TemporaryDirectory() as folder, Served(Path(folder) / "home", hub) as reader:
                for broken in broken_by(reader, SCREENS[name], product(SIZES, PACES)):
                    sys.stdout.write(f"{name}, {broken}\n")
                sys.stdout.write(f"{name}: ended with {reader.quit('q')}\n")
