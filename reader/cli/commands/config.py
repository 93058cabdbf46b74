"""The commands `daily-papers config` and `daily-papers keys`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from reader.cli.io import STANDARD, may_exist, output, print_notice
from reader.cli.params import CommandGroup, ReaderCommand, Word
from reader.config.presets import PRESETS
from reader.errors import ConfigError, ReaderError, StoreError

if TYPE_CHECKING:
    from reader.config.actions import Action
    from reader.config.settings import ConfigFile


@click.group(cls=CommandGroup, invoke_without_command=True)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Show, check or create the configuration file.

    The file is yours: only `config init` writes it. Set DAILY_PAPERS_CONFIG to use another file.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@config.command()
def path() -> None:
    """Print the path of the file, whether or not it exists."""
    print_path()


@config.command()
def show() -> None:
    """Print the active settings and where each one comes from.

    The output is TOML. Theme and layout are those chosen in the reader, unless your file has others. Entries of your
    file that cannot be used are left out and reported on stderr.
    """
    print_settings()


@config.command()
def check() -> None:
    """Print the problems in the file, with line numbers.

    The exit code is 1 if there are any, else 0.
    """
    print_problems()


@config.command()
@click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
@click.option("--keys", type=Word("a set of keys", PRESETS), help="Begin with a ready set of keys.")
def init(force: bool, keys: str | None) -> None:
    """Create a file with all settings and keys, commented out.

    With --keys arrows, no letter has to be known by heart; with --keys emacs, the keys of Emacs come before the others.
    The manual lists both.
    """
    write_example(force=force, keys=keys)


@click.command(cls=ReaderCommand)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def keys(as_json: bool) -> None:
    """Print the active key bindings, including your own.

    Each line has the keys, what they do and, in brackets, the name of the action in the configuration file.

    With --json, each action is an object like this (broken at the commas here); without a key, its keys are empty:

    \b
      {"keys":["g","home"],
       "does":"Go to the top",
       "group":"Move",
       "action":"move.first"}
    """
    print_keys(as_json)


_MEANINGS: Final = {
    "read_delay": 'Seconds under the cursor until a paper counts as read: 0 for at once, "never" for only by key.',
    "start": 'Where to start: a period such as "today" or "starred", or "last" for where you left off; "" for today.',
    "theme": 'The colour theme, such as "nord" or "paper-light"; "auto" is paper-dark or paper-light, by the terminal.',
    "mouse": "Whether the reader uses the mouse; false leaves it to the terminal.",
    "cursor": "Whether the terminal's own cursor is shown where you are, for magnifiers and Braille displays.",
    "title": "Whether the title of the terminal's window shows the paper; false leaves it alone.",
    "hyperlinks": "Whether the terminal is told where links lead (OSC 8); without it, unless it is known to fail.",
    "copy_cmd": "A program that takes copied text on its input, such as this one; without it, the system clipboard.",
    "open_cmd": "A program that opens links (%s), such as this one; without it, the system browser.",
    "layout": 'Layout of list and abstract: "auto", "beside", "stacked" or "single"; "" for how you left it.',
    "measure": "Columns of the longest line of a full text, from 40 to 120.",
    "ascii": "Whether signs and lines are drawn in ASCII; without it, if the locale is not UTF-8.",
}
_EXAMPLES: Final = {"copy_cmd": "wl-copy", "open_cmd": "firefox %s", "ascii": True, "hyperlinks": True}
"""Examples for settings whose default cannot be written down."""
_WATCH: Final = """\
# Watches: papers that match the query stand out in every list, and w goes to the next one.
#[[watch]]
#name = "world models"
#query = '"world model" -survey'
#ignore = false # true dims what matches instead"""
_COLUMN: Final = 28
"""Column at which the origin of a setting begins."""


def print_path() -> None:
    """Print the path of the file, byte for byte.

    Raises:
        StoreError: stdout cannot be written.
    """
    from reader.store import paths

    with output(STANDARD) as stream:
        stream.write(os.fsencode(paths.config()) + b"\n")


def print_settings() -> None:
    """Print the active settings as TOML, each with its origin, and problems on stderr.

    Raises:
        ConfigError: The file cannot be read.
        StoreError: stdout cannot be written.
    """
    from reader.store import paths
    from reader.store.state import load_position

    settings = _checked()
    for problem in settings.problems:
        print_notice(problem)
    position = load_position(paths.position())
    _print(_shown(settings, {"theme": position.theme, "layout": position.layout}))


def print_problems() -> None:
    """Print the problems in the file, and which actions its keys take default keys from.

    Raises:
        ReaderError: There are some.
        StoreError: stdout cannot be written.
    """
    from reader.config.keymap import keymap_of
    from reader.papers.humanize import exactly
    from reader.papers.text import clean
    from reader.store import paths

    name = clean(str(paths.config()))
    try:
        settings = _checked()
        problems, taken = settings.problems, keymap_of(settings).taken
    except ConfigError as error:
        problems, taken = (str(error),), {}
    _print(problems)
    for sentence in taken.values():
        print_notice(sentence)
    if problems:
        raise ReaderError(f"{exactly(len(problems), 'problem')} in {name}.")
    absent = f"{name} does not exist yet, so all settings have their defaults. daily-papers config init writes it."
    print_notice(f"No problems in {name}." if may_exist(paths.config()) else absent)


def write_example(*, force: bool, keys: str | None = None) -> None:
    """Create an example file that only the user can read.

    Args:
        force: Whether an existing file may be replaced.
        keys: The preset of keys to start with.

    Raises:
        StoreError: It cannot be written, or exists and may not be replaced.
    """
    from reader import ownership
    from reader.papers.text import clean
    from reader.store import paths

    file = paths.config()
    try:
        ownership.make_folder(file.parent)
    except OSError as error:
        raise StoreError(f"{clean(str(file.parent))} cannot be created: {error.strerror}.") from error
    try:
        ownership.find(file)
    except OSError as error:
        raise StoreError(f"{clean(str(file))} cannot be written: {error.strerror}.") from error
    with output(str(file), over=force) as stream:
        stream.write("".join(f"{line}\n" for line in _example(keys)).encode())
    begun = f" but the keys “{keys}”" if keys else ""
    print_notice(f"{clean(str(file))} written, with all settings{begun} commented out.")


def print_keys(as_json: bool) -> None:
    """Print the active keys, and those that cannot be used on stderr.

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
    r"""Write the value of a setting as TOML (https://toml.io/en/v1.0.0) in visible characters only.

    >>> print(toml(("firefox", "%s")), toml(None), toml('a "\x1b"'))
    ["firefox", "%s"] "never" "a \"\u001b\""
    """
    if value is None:
        return '"never"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | int):
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
    from reader.config.settings import configured_start, load_config
    from reader.papers.period import EditionClock
    from reader.store import paths

    settings, clock = load_config(paths.config()), EditionClock()
    if configured_start(settings, clock.newest_day())[1]:
        from reader.store.feeds import glance

        for day in glance.days(paths.cache())[:1]:  # It may name a day that is stored.
            clock.learn(day)
        if clock.problem:
            print_notice(clock.problem)
    return check_config(settings, clock.newest_day())


def _print(lines: Iterable[str]) -> None:
    with output(STANDARD) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode())


def _shown(settings: ConfigFile, kept: Mapping[str, str]) -> Iterator[str]:
    """Yield the settings, among them those that the reader keeps from one start to the next."""
    from reader.config.settings import AUTO

    for name in _MEANINGS:
        value = getattr(settings.config, name)
        where = settings.where(name) if name in settings.given else "default"
        is_configured = name in settings.given and value
        if (chosen := kept.get(name, "")) and chosen != AUTO and not is_configured:
            value, where = chosen, "chosen in the reader"
        is_set = value not in ("", ()) and (value is not None or name in settings.given)
        line = f"{name} = {toml(value)}" if is_set else f"# {name} is not set"
        yield f"{line:<{_COLUMN}} # {where}"
    yield "[keys]"
    for action, written in settings.config.keys.items():
        line = f"{action} = {toml(written)}"
        yield f"{line:<{_COLUMN}} # {settings.where(f'keys.{action}')}"
    for watch in settings.config.watch:
        yield f"{'[[watch]]':<{_COLUMN}} # {settings.where(watch.place)}"
        yield f"name = {toml(watch.name)}"
        yield f"query = {toml(watch.query)}"
        if watch.ignore:
            yield "ignore = true"


def _example(keys: str | None) -> Iterator[str]:
    from reader.config.actions import ACTIONS, printed
    from reader.config.presets import preset
    from reader.config.settings import Config

    own = preset(keys) if keys else {}

    yield '# Settings of daily-papers with their defaults: remove the "#" of a line to change it.'
    for name, meaning in _MEANINGS.items():
        yield f"\n# {meaning}"
        yield f"#{name} = {toml(_EXAMPLES.get(name, getattr(Config(), name)))}"
    yield '\n# One or more keys for each action; "" removes the key.\n[keys]'
    for group, members in groupby(ACTIONS, key=lambda action: action.group):
        yield f"# {group}"
        for action in members:
            line = f"{'' if action.id in own else '#'}{action.id} = {toml(printed(own.get(action.id, action.keys)))}"
            yield f"{line:<{_COLUMN}} # {action.words}"
    yield f"\n{_WATCH}"


def _table(listed: Iterable[Action]) -> Iterator[str]:
    from reader.config.actions import printed

    listed, first = [*listed], True
    shown = {action.id: " ".join(printed(action.keys)) or "(no key)" for action in listed}
    width = max(map(len, shown.values())) + 1
    for group, members in groupby(listed, key=lambda action: action.group):
        yield group if first else f"\n{group}"
        first = False
        for action in members:
            yield f"{shown[action.id]:<{width}}{action.words} ({action.id})"


def _as_data(action: Action) -> dict[str, object]:
    from reader.config.actions import printed

    return {"keys": printed(action.keys), "does": action.words, "group": action.group, "action": action.id}
