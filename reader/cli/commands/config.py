"""What can be typed after `daily-papers config`, and `daily-papers keys`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from reader.cli.io import STANDARD, may_exist, output, print_notice
from reader.errors import ConfigError, ReaderError, StoreError

if TYPE_CHECKING:
    from reader.config.actions import Action
    from reader.config.settings import ConfigFile


@click.group(invoke_without_command=True)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Show, check or begin the configuration file.

    The file is yours: nothing but init writes it, and DAILY_PAPERS_CONFIG names another one.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@config.command()
def path() -> None:
    """Print the name of the file, be it there or not."""
    print_path()


@config.command()
def show() -> None:
    """Print the settings in force, each with where it comes from.

    It is TOML again: what was left out of your file is left out, and said on stderr.
    """
    print_settings()


@config.command()
def check() -> None:
    """Print all that is wrong, a line each with its line in the file.

    The exit code is 1 if there is anything, else 0.
    """
    print_problems()


@config.command()
@click.option("--force", is_flag=True, help="Replace the file that is there.")
def init(force: bool) -> None:
    """Write a file with all settings and keys, each with its default and commented out."""
    write_example(force=force)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def keys(as_json: bool) -> None:
    """Print all keys in force, yours among them.

    A line has the keys, what they do, and in brackets the action, by which the configuration knows it.

    With --json an action is an object of this shape (here broken at the commas), its keys empty if you took them away:

    \b
      {"keys":["j","↓"],
       "does":"Next paper or line",
       "group":"Move",
       "action":"move.down"}
    """
    print_keys(as_json)


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


def print_path() -> None:
    """Print the name of the file, byte by byte as it is.

    Raises:
        StoreError: stdout cannot be written.
    """
    from reader.store import paths

    with output(STANDARD) as stream:
        stream.write(os.fsencode(paths.config()) + b"\n")


def print_settings() -> None:
    """Print the settings in force as TOML, with where each comes from, and complain on stderr.

    Raises:
        ConfigError: The file cannot be read.
        StoreError: stdout cannot be written.
    """
    settings = _checked()
    for problem in settings.problems:
        print_notice(problem)
    _print(_shown(settings))


def print_problems() -> None:
    """Print what is wrong with the file.

    Raises:
        ReaderError: Something is.
        StoreError: stdout cannot be written.
    """
    from reader.papers.text import clean
    from reader.store import paths

    name = clean(str(paths.config()))
    try:
        problems = _checked().problems
    except ConfigError as error:
        problems = (str(error),)
    _print(problems)
    if problems:
        things = "1 thing is" if len(problems) == 1 else f"{len(problems)} things are"
        raise ReaderError(f"{things} wrong in {name}.")
    print_notice(f"nothing is wrong in {name}." if may_exist(paths.config()) else f"there is no {name} yet.")


def write_example(*, force: bool) -> None:
    """Write a file to begin with, for the user's eyes only.

    Raises:
        StoreError: It cannot be written, or there is one that is not to be replaced.
    """
    from reader.papers.text import clean
    from reader.store import paths

    file = paths.config()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{clean(str(file.parent))} cannot be made: {error.strerror}.") from error
    with output(str(file), over=force) as stream:
        stream.write("".join(f"{line}\n" for line in _example()).encode())
    print_notice(f"{clean(str(file))} has all settings now, commented out.")


def print_keys(as_json: bool) -> None:
    """Print the keys in force, and complain of those that are not on stderr.

    Raises:
        ConfigError: The configuration cannot be read.
        StoreError: stdout cannot be written.
    """
    import msgspec

    from reader.config.check import in_force

    settings = _checked()
    for problem in settings.problems:
        print_notice(problem)
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


def _checked() -> ConfigFile:
    from reader.config.check import check_config
    from reader.config.settings import load_config
    from reader.papers.period import EditionClock
    from reader.store import paths

    return check_config(load_config(paths.config()), EditionClock().newest_day())


def _print(lines: Iterable[str]) -> None:
    with output(STANDARD) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode())


def _shown(settings: ConfigFile) -> Iterator[str]:
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
    from reader.config.actions import ACTIONS, printed
    from reader.config.settings import Config

    yield '# The settings of daily-papers, all with their defaults: take "#" away from a line to make it yours.'
    for name, meaning in _MEANINGS.items():
        yield f"\n# {meaning}"
        yield f"#{name} = {toml(_COMMANDS.get(name, getattr(Config(), name)))}"
    yield '\n# The keys of each action, one or more; "" takes the key away.\n[keys]'
    for group, members in groupby(ACTIONS, key=lambda action: action.group):
        yield f"# {group}"
        for action in members:
            yield f"{f'#{action.id} = {toml(printed(action.keys))}':<{_COLUMN}} # {action.words}"


def _table(listed: Iterable[Action]) -> Iterator[str]:
    from reader.config.actions import printed

    first = True
    for group, members in groupby(listed, key=lambda action: action.group):
        yield group if first else f"\n{group}"
        first = False
        for action in members:
            yield f"{' '.join(printed(action.keys)) or '(no key)':<{_KEYS}}{action.words} ({action.id})"


def _as_data(action: Action) -> dict[str, object]:
    from reader.config.actions import printed

    return {"keys": printed(action.keys), "does": action.words, "group": action.group, "action": action.id}
