"""What the commands on the configuration do: print it, judge it, begin it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import msgspec

from reader import actions
from reader import config as configuration
from reader.actions import Action
from reader.cli import start
from reader.cli.checked import checked, in_force
from reader.cli.streams import STANDARD, output
from reader.config import Config, Loaded
from reader.errors import ConfigError, ReaderError, StoreError
from reader.keymap import printed_key
from reader.papers.period import EditionClock
from reader.papers.text import clean
from reader.store import paths

_MEANINGS: Final = {
    "read_delay": 'Seconds under the cursor until a paper counts as read: 0 for at once, "never" for only by the key.',
    "start": 'The period to start with, such as "today", "2026-08-20" or "starred"; "" for where you left.',
    "theme": 'The colours, such as "nord" or "textual-light"; "" for the reader\'s own.',
    "mouse": "Whether the reader takes the mouse from the terminal.",
    "copy_cmd": "The program that takes what you copy, such as this one; without it the machine's own clipboard.",
    "open_cmd": "The program that opens links (%s), such as this one; without it the machine's own browser.",
    "layout": 'Where the panes lie: "auto", "beside", "stacked" or "single"; "" for how you left them.',
}
_COMMANDS: Final = {"copy_cmd": "wl-copy", "open_cmd": "firefox %s"}
"""What stands for a default that cannot be written down."""
_COLUMN: Final = 28
"""Where it stands where a setting comes from."""
_KEYS: Final = 14
"""Columns of the keys; `ctrl+f pgdn` is as long."""


def path() -> None:
    """Print the name of the file, byte by byte as it is.

    Raises:
        StoreError: stdout cannot be written.
    """
    with output(STANDARD) as stream:
        stream.write(os.fsencode(paths.config()) + b"\n")


def show() -> None:
    """Print the settings in force as TOML, with where each comes from, and complain on stderr.

    Raises:
        ConfigError: The file cannot be read.
        StoreError: stdout cannot be written.
    """
    settings = _checked()
    for complaint in settings.complaints:
        start.complain(complaint, 0)
    _print(_shown(settings))


def check() -> None:
    """Print what is wrong with the file.

    Raises:
        ReaderError: Something is.
        StoreError: stdout cannot be written.
    """
    name = clean(str(paths.config()))
    try:
        complaints = _checked().complaints
    except ConfigError as error:
        complaints = (str(error),)
    _print(complaints)
    if complaints:
        things = "1 thing is" if len(complaints) == 1 else f"{len(complaints)} things are"
        raise ReaderError(f"{things} wrong in {name}.")
    start.complain(f"nothing is wrong in {name}." if _is_there(paths.config()) else f"there is no {name} yet.", 0)


def init(*, force: bool) -> None:
    """Write a file to begin with, for the user's eyes only.

    Raises:
        StoreError: It cannot be written, or there is one that is not to be replaced.
    """
    file = paths.config()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{clean(str(file.parent))} cannot be made: {error.strerror}.") from error
    with output(str(file), over=force) as stream:
        stream.write("".join(f"{line}\n" for line in _example()).encode())
    start.complain(f"{clean(str(file))} has all settings now, commented out.", 0)


def keys(as_json: bool) -> None:
    """Print the keys in force, and complain of those that are not on stderr.

    Raises:
        ConfigError: The configuration cannot be read.
        StoreError: stdout cannot be written.
    """
    settings = _checked()
    for complaint in settings.complaints:
        start.complain(complaint, 0)
    listed = list(in_force(settings))
    _print([msgspec.json.encode([_as_data(action) for action in listed]).decode()] if as_json else _table(listed))


def toml(value: object) -> str:
    r"""Write a value of a setting as TOML (https://toml.io/en/v1.0.0), nothing in it but what can be seen.

    >>> print(toml(("firefox", "%s")), toml(None), toml('a "\x1b"'))
    ["firefox", "%s"] "never" "a \"\u001b\""
    """
    if value is None:
        return '"never"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml, value))}]"
    return f'"{"".join(map(_escaped, str(value)))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08x}"


def _checked() -> Loaded:
    return checked(configuration.load(paths.config()), EditionClock().newest_day())


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # Then it cannot be read either, and that is said.
        return False


def _print(lines: Iterable[str]) -> None:
    with output(STANDARD) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode())


def _shown(settings: Loaded) -> Iterator[str]:
    for name in _MEANINGS:
        value = getattr(settings.config, name)
        where = settings.where(name) if name in settings.given else "default"
        line = f"{name} = {toml(value)}" if value not in ("", ()) else f"# {name} is not set"
        yield f"{line:<{_COLUMN}} # {where}"
    yield "[keys]"
    for action, written in settings.config.keys.items():
        line = f"{action} = {toml(written)}"
        yield f"{line:<{_COLUMN}} # {settings.where(f'keys.{action}')}"


def _example() -> Iterator[str]:
    yield '# The settings of daily-papers, all with their defaults: take "#" away from a line to make it yours.'
    for name, meaning in _MEANINGS.items():
        yield f"\n# {meaning}"
        yield f"#{name} = {toml(_COMMANDS.get(name, getattr(Config(), name)))}"
    yield '\n# The keys of each action, one or more; "" takes the key away.\n[keys]'
    for group, members in groupby(actions.ALL, key=lambda action: action.group):
        yield f"# {group}"
        for action in members:
            yield f"{f'#{action.id} = {toml(_printed(action))}':<{_COLUMN}} # {action.does}"


def _printed(action: Action) -> tuple[str, ...]:
    """The keys of an action as they are printed on them."""
    return tuple(printed_key(key) for key in action.keys.split(",") if key)


def _table(listed: Iterable[Action]) -> Iterator[str]:
    first = True
    for group, members in groupby(listed, key=lambda action: action.group):
        yield group if first else f"\n{group}"
        first = False
        for action in members:
            yield f"{' '.join(_printed(action)) or '(no key)':<{_KEYS}}{action.does} ({action.id})"


def _as_data(action: Action) -> dict[str, object]:
    return {"keys": _printed(action), "does": action.does, "group": action.group, "action": action.id}
