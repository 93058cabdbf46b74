"""The user's configuration: one TOML file, which the reader never changes.

Of a file that is not TOML nothing is used. Anything else that is wrong is one problem with its line, and the reader
starts without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import msgspec
from msgspec import Struct

from reader.config.problems import Complain, in_order, nearest, quoted
from reader.errors import ConfigError, PeriodError
from reader.ownership import why_not_regular
from reader.papers.period import Period, parse_period
from reader.papers.text import clean

if TYPE_CHECKING:
    from reader.config.watches import Watch

LIMIT: Final = 2**20
"""Bytes of the largest file that is read."""
LONGEST_DELAY: Final = 3600
"""Seconds that `read_delay` may have at most."""
MEASURES: Final = range(40, 121)
"""What `measure` may be: longer lines are hard to read, shorter ones break formulas and tables."""
UNBOUND: Final = "unbound:"
"""Prefix of the key of an action without keys: Textual reads an empty key as none given, and keeps the default."""

Layout = Literal["auto", "beside", "stacked", "single"]
"""Where the panes lie."""

LAST: Final = "last"
"""The start that goes on where the user left off."""
AUTO: Final = "auto"
"""The theme that goes by the background of the terminal."""
THEMES: Final = (
    *("paper-dark", "paper-light"),
    *("ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte"),
    *("catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine"),
    *("rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light"),
    "tokyo-night",
)
"""The reader's own themes and those of Textual, for code that does not import it; a test compares them."""


class Config(Struct, frozen=True, kw_only=True):
    """All settings; those not set have their defaults."""

    read_delay: float | None = 2.0
    """Seconds under the cursor after which a paper counts as read; None (in the file "never") for never by itself."""
    start: str = ""
    """The period to start with, as on the command line, unchecked, or `LAST`; empty for the newest day."""
    theme: str = AUTO
    """The name of a theme, unchecked, or `AUTO`; empty means `AUTO` too, as the example of version 0.1 had it."""
    mouse: bool = True
    """Whether the reader takes the mouse."""
    cursor: bool = False
    """Whether the terminal's own cursor is shown."""
    title: bool = True
    """Whether the title of the window tells what is shown."""
    hyperlinks: bool | None = None
    """Whether the terminal is told where links lead; None for where it is not known not to take that."""
    copy_cmd: tuple[str, ...] = ()
    """A program and its arguments that takes text on its input; empty for the system clipboard."""
    open_cmd: tuple[str, ...] = ()
    """A program and its arguments that opens a link, which replaces `%s`; empty for the system browser."""
    layout: Layout | Literal[""] = ""
    """The layout of the panes; empty for how the user left it."""
    measure: int = 80
    """Columns of the longest line of a full text."""
    ascii: bool | None = None
    """Whether signs and lines are drawn in ASCII; None for as the locale asks for."""
    keys: dict[str, tuple[str, ...]] = {}
    """The keys of actions by binding id, as written and unchecked; an empty tuple removes the keys of an action."""
    watch: tuple[Watch, ...] = ()
    """The watches, their queries unchecked."""


_NOTHING_SET: Final = Config()


class ConfigFile(Struct, frozen=True, dict=True):
    """A configuration and its problems."""

    path: Path
    text: str = ""
    """The file."""
    config: Config = _NOTHING_SET
    problems: tuple[str, ...] = ()
    """One line per problem, in the order of the file."""
    given: frozenset[str] = frozenset()
    """The settings set in the file; all others have their defaults."""

    @property
    def resumes(self) -> bool:
        """Whether the reader starts where it was left."""
        return self.config.start.strip().lower() == LAST

    def where(self, name: str) -> str:
        """Where a setting stands, such as `config.toml:3`.

        Args:
            name: The setting, such as `theme`, or `keys.paper.copy` for a key.
        """
        return f"{clean(self.path.name)}:{self.line(name)}"

    def line(self, name: str) -> int:
        """Line number of a setting, else of its table, else 1."""
        while name and name not in self._lines:
            name = name.rpartition(".")[0]
        return self._lines.get(name, 1)

    @cached_property
    def _lines(self) -> dict[str, int]:
        # Needed only to report a problem, and the patterns take 3 ms to compile.
        from reader.config.toml_lines import key_lines

        return key_lines(self.text)


def load_config(path: Path) -> ConfigFile:
    """Read a configuration; a missing file counts as an empty one.

    Raises:
        ConfigError: The file cannot be read or is not TOML; the sentence has the line if there is one.

    >>> load_config(Path("nowhere.toml")).config.read_delay
    2.0
    """
    text = _read(path)
    if text is None:
        return ConfigFile(path)
    source = ConfigFile(path, text)
    found: list[tuple[int, str]] = []

    def complain(name: str, words: str) -> None:
        found.append((source.line(name), f"{source.where(name)}: {words}"))

    values: dict[str, Any] = {}
    for name, value in _parsed(path, text).items():
        if name in _SETTINGS:
            values.update(_read_setting(name, value, complain))
        elif name == "keys":
            values[name] = dict(_read_keys(value, complain))
        elif name == "watch":
            from reader.config.watches import read_watches

            values[name] = tuple(read_watches(value, complain))
        else:
            complain(name, f"{quoted(name)} is not a setting{nearest(name, Config.__struct_fields__)} It is ignored.")
    return ConfigFile(path, text, Config(**values), in_order(found), frozenset(values))


def config_or_defaults(path: Path) -> ConfigFile:
    """Read a configuration for the reader, which opens whatever is wrong with the file and says so.

    Nobody knows what the user wanted then, so the reader does nothing by itself that would have to be taken back: no
    paper is marked read unless a key says so.
    """
    try:
        return load_config(path)
    except ConfigError as error:
        problem = f"{error} Until then the defaults hold, and no paper is marked read by itself."
        return ConfigFile(path, config=Config(read_delay=None), problems=(problem,))


def configured_start(settings: ConfigFile, today: date) -> tuple[Period | None, tuple[str, ...]]:
    """The configured period to start with, and the problems with it; None if it is not set, not usable or `LAST`.

    Args:
        settings: What was read.
        today: The newest open day.
    """
    if not settings.config.start or settings.resumes:
        return None, ()
    try:
        return parse_period(settings.config.start, today), ()
    except PeriodError as error:
        return None, (f"{settings.where('start')}: start: {error}",)


def unknown_theme(settings: ConfigFile, used: str) -> Iterator[str]:
    """Report the theme if it does not exist.

    Args:
        settings: The configuration.
        used: The theme used instead, for the sentence.
    """
    theme = settings.config.theme
    names = (AUTO, *THEMES)
    if theme and theme not in names:
        yield f"{settings.where('theme')}: {quoted(theme)} is not a theme{nearest(theme, names)} {used} is used."


def _read(path: Path) -> str | None:
    try:
        # Not opened before: who opens a pipe waits for its other end, and a device may do something then.
        if why := why_not_regular(path.stat()):
            if path.samefile(os.devnull):
                return ""
            raise ConfigError(f"{_named(path)} cannot be read: {why}. {_ANOTHER}")
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{_named(path)} cannot be read: {error.strerror}. {_ANOTHER}") from error
    if len(data) > LIMIT:
        raise ConfigError(f"{_named(path)} is larger than 1 MiB, too large for a configuration. {_ANOTHER}")
    try:
        return data.decode("utf-8-sig")  # Windows begins text files with a byte order mark.
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{_named(path)}:{line}: this is not UTF-8. Save the file as UTF-8.") from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from reader.config.toml_lines import place

        what, line, column = place(str(error), text)
        raise ConfigError(f"{_named(path)}:{line}:{column}: {what}. Correct that line.") from error
    except (ValueError, RecursionError) as error:  # An integer of 5,000 digits, or arrays nested 1,000 deep.
        from reader.config.toml_lines import line_of_failure

        where = f"{_named(path)}:{line_of_failure(text)}"
        raise ConfigError(f"{where}: a value is too long or nested too deeply. Shorten it.") from error


def _named(path: Path) -> str:
    return clean(str(path))


def _read_setting(name: str, value: object, complain: Complain) -> Iterator[tuple[str, Any]]:
    """Yield the setting with its value, or only report a problem."""
    setting = _SETTINGS[name]
    try:
        yield name, setting.read(value)
    except ValueError:  # msgspec's ValidationError is one.
        from reader.papers.spelling import most_similar  # Only a mistake needs it.

        similar = most_similar(value, setting.words) if isinstance(value, str) else ""
        meant = f" Did you mean {similar}?" if similar else ""
        complain(name, f"{name} is {quoted(value)}, not {setting.wanted}; {setting.instead}.{meant}")


def _read_delay(value: object) -> float | None:
    if value == "never":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_DELAY:
        raise ValueError
    return float(value)


def _read_measure(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in MEASURES:
        raise ValueError
    return value


def _read_command(value: object) -> tuple[str, ...]:
    import shlex

    words = shlex.split(value) if isinstance(value, str) else msgspec.convert(value, list[str])
    if not words or not words[0].strip() or any("\0" in word for word in words):  # No program takes a NUL.
        raise ValueError
    return tuple(words)


def _read_keys(value: object, complain: Complain) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys by binding id; to TOML, `paper.copy` is a table in a table."""
    if not isinstance(value, dict):
        complain("keys", f"keys is {quoted(value)}, not a table; it is ignored.")
        return
    seen = set()
    for action, written in _leaves(value):
        keys = _split_keys(written)
        if keys is None:
            complain(
                f"keys.{action}", f"{quoted(action)} is {quoted(written)}, not a key or a list of keys; it is ignored."
            )
        elif action in seen:
            complain(f"keys.{action}", f"{quoted(action)} appears twice; the first one is used.")
        else:
            yield action, keys
        seen.add(action)


def _leaves(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a table and the tables in it, with names joined by dots."""
    pending = list(reversed(table.items()))
    while pending:
        name, value = pending.pop()
        if isinstance(value, dict):
            pending.extend((f"{name}.{below}", inner) for below, inner in reversed(value.items()))
        else:
            yield name, value


def _split_keys(value: object) -> tuple[str, ...] | None:
    """Read the keys of an action; one character is one key, even a comma or a space."""
    if isinstance(value, list):
        return tuple(value) if all(isinstance(key, str) for key in value) else None
    if not isinstance(value, str):
        return None
    if len(value) == 1:
        return (value,)
    return tuple(key.strip() for key in value.split(",")) if value.strip() else ()


class _Setting(Struct, frozen=True):
    read: Callable[[Any], Any]
    """Converts the value; raises `ValueError` if it is wrong."""
    wanted: str
    instead: str = "it is ignored"
    words: tuple[str, ...] = ()
    """Those that it can be, where there are few."""


_SETTINGS: Final = {
    "read_delay": _Setting(_read_delay, 'a number of seconds from 0 to 3600 or "never"', "2 is used", ("never",)),
    "start": _Setting(partial(msgspec.convert, type=str), 'a period such as "today" or "2026-08-20", or "last"'),
    "theme": _Setting(partial(msgspec.convert, type=str), "the name of a theme"),
    "mouse": _Setting(partial(msgspec.convert, type=bool), "true or false", "true is used"),
    "cursor": _Setting(partial(msgspec.convert, type=bool), "true or false", "false is used"),
    "title": _Setting(partial(msgspec.convert, type=bool), "true or false", "true is used"),
    "hyperlinks": _Setting(partial(msgspec.convert, type=bool), "true or false", "the terminal decides"),
    "copy_cmd": _Setting(_read_command, "a program with its arguments"),
    "open_cmd": _Setting(_read_command, "a program with its arguments"),
    "layout": _Setting(
        partial(msgspec.convert, type=Layout | Literal[""]),
        '"auto", "beside", "stacked" or "single"',
        words=get_args(Layout),
    ),
    "measure": _Setting(_read_measure, "a number of columns from 40 to 120", "80 is used"),
    "ascii": _Setting(partial(msgspec.convert, type=bool), "true or false", "the locale decides"),
}
_ANOTHER: Final = "Fix it, or name another file in DAILY_PAPERS_CONFIG."
