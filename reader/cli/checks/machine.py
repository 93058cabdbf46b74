"""Checks of the machine: terminal, clipboard, browser, folders."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from reader.cli.checks.finding import CheckContext, Finding, named
from reader.errors import HostError
from reader.host import browser, clipboard, displays, osc52, tty
from reader.papers.humanize import size
from reader.papers.links import arxiv_url
from reader.papers.text import clean
from reader.store import paths

ROOM: Final = 10 * 2**20
"""Bytes that should be free on a disk; a month of days takes 2 MB."""

_NUMBERS: Final = {"truecolor": "16.7 million", "24bit": "16.7 million"}
_SAMPLE: Final = "多🙂e\u0301"
"""Wide characters and a combining one."""
_SAMPLE_WIDTH: Final = 5
"""Columns of the sample as Textual counts them (Unicode's East Asian Width)."""


def findings(context: CheckContext) -> Iterator[Finding]:
    """Check the machine."""
    environ = context.environ
    yield _terminal(environ)
    yield _colours(environ)
    yield _size()
    yield _characters()
    yield _clipboard(context)
    yield _browser(context)
    yield from _folders(context)


def _terminal(environ: Mapping[str, str]) -> Finding:
    name = clean(environ.get("TERM", ""), limit=40)
    around = [word for word, variables in _AROUND.items() if any(environ.get(variable) for variable in variables)]
    found = f"{', '.join([f'TERM is {name}' if name else 'TERM is empty', *around])}."
    if not tty.can_place_cursor(environ):
        found = f"{found} It cannot position the cursor, so papers come in plain lines."
        return Finding("terminal", "ok", found, "If it can, set TERM=xterm-256color.")
    if tty.number() is None:
        return Finding("terminal", "unknown", f"{found} Not running in a terminal.", "Run it in your terminal.")
    return Finding("terminal", "ok", found)


def _colours(environ: Mapping[str, str]) -> Finding:
    """Read the same variables of the environment as Rich, and CLICOLOR."""
    if tty.wants_colours(environ) is False:
        why = "NO_COLOR is set" if environ.get("NO_COLOR") else "CLICOLOR is 0"
        return Finding("colours", "ok", f"None, because {why}.")
    if tty.is_gnu_screen(environ):
        return Finding("colours", "ok", "256, as GNU screen misreads more.", "For more colours use tmux.")
    number = _NUMBERS.get(environ.get("COLORTERM", "").strip().lower())
    if number is None:
        number = "256" if environ.get("TERM", "").endswith(("256color", "kitty")) else "16"
    advice = "" if number != "16" else "If your terminal has more, set COLORTERM=truecolor or TERM=xterm-256color."
    return Finding("colours", "ok", f"{number}.", advice)


def _size() -> Finding:
    number = tty.number()
    if number is None:
        return Finding("size", "unknown", "Not running in a terminal.")
    columns, lines = os.get_terminal_size(number)
    if (columns, lines) == (0, 0):
        return Finding("size", "unknown", "The terminal does not report its size.", "Set it: stty columns 80 rows 24")
    found = f"{columns} columns, {lines} lines"
    if columns < tty.SMALLEST[0] or lines < tty.SMALLEST[1]:
        needed = "at least {} columns and {} lines".format(*tty.SMALLEST)
        return Finding("size", "not ok", f"{found}.", f"Make it {needed}.")
    return Finding("size", "ok", f"{found}.")


def _characters() -> Finding:
    columns = tty.measured(_SAMPLE)
    if columns is None:
        return Finding("characters", "unknown", "The width of characters could not be measured.")
    if columns == _SAMPLE_WIDTH:
        return Finding("characters", "ok", "Wide and combining characters have the expected width.")
    return Finding(
        "characters",
        "not ok",
        f"Wide and combining characters take {columns} columns, not {_SAMPLE_WIDTH}, so lines will be misaligned.",
        "Set a UTF-8 locale (LANG=en_US.UTF-8); start tmux with tmux -u.",
    )


def _clipboard(context: CheckContext) -> Finding:
    routes = list(clipboard.routes(context.environ, command=context.settings.config.copy_cmd))
    found = "; ".join(f"{route.name}: {route.state}" for route in routes) + "."
    advice = "Copy something with y and paste it elsewhere"
    if context.settings.config.copy_cmd:
        if routes[0].state == "not installed":
            return Finding("clipboard", "not ok", found, "Fix copy_cmd in the configuration.")
        return Finding("clipboard", "unknown", found, f"{advice}.")
    if any(route.state == "available" for route in routes):
        return Finding("clipboard", "ok", found)
    missing = " or ".join(_PACKAGES.get(route.name, route.name) for route in routes if route.state == "not installed")
    advice = f"{advice}, or install {missing}." if missing else f"{advice}."
    return Finding("clipboard", "unknown", found, f"{advice} {osc52.advice(context.environ)}")


def _browser(context: CheckContext) -> Finding:
    try:
        chosen = browser.choose(arxiv_url("2608.17271"), context.environ, command=context.settings.config.open_cmd)
    except browser.NoBrowserError:
        found = "None was found, so links are copied and shown."
        return Finding("browser", "ok", found, "To open them, install one, such as w3m, or set BROWSER.")
    except HostError as error:
        return Finding("browser", "not ok", f"{error}", "Until then, links are copied and shown.")
    kind = "in this terminal" if chosen.terminal else "in a window of its own"
    found = f"{chosen.name} ({clean(chosen.argv[0])}), {kind}."
    if chosen.needs_display and (silent := displays.silent_display(context.environ)):
        found = f"{found} {clean(silent, limit=80)} does not answer."
        return Finding("browser", "not ok", found, "Unset it, or set it to a display that is there.")
    if chosen.missing:
        return Finding(
            "browser", "not ok", f"{found} {chosen.advice}", "Install it, or set BROWSER to another browser."
        )
    return Finding("browser", "ok", found)


def _folders(context: CheckContext) -> Iterator[Finding]:
    # Permissions of a folder that the user named are the user's choice.
    yield _folder("cache folder", context.cache, 0o077 if context.cache == paths.cache() else 0)
    yield _folder("marks folder", paths.marks().parent, 0o077)
    yield _folder("state folder", paths.state(), 0o077)
    # Others may read it, but anyone who can write it can name programs to run.
    named_by_user = "DAILY_PAPERS_CONFIG" in context.environ
    yield _folder("config folder", paths.config().parent, 0 if named_by_user else 0o022, written=False)


def _folder(check: str, folder: Path, closed: int, *, written: bool = True) -> Finding:
    """Check that a folder can be written, and that other users have no more rights than they should.

    Args:
        check: The name of the check.
        folder: The folder.
        closed: Bits of the mode that should not be set.
        written: Whether the reader writes there.
    """
    name = named(folder)
    try:
        if not folder.exists():
            return _missing(check, folder) if written else Finding(check, "ok", f"{name} does not exist yet.")
        mode = stat.S_IMODE(folder.stat().st_mode)
        if written:
            _try(folder)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding(check, "not ok", f"{name} cannot be used: {error.strerror}.", "New data will not be saved.")
    found = f"{name}, mode {mode:04o}, {size(free)} free."
    if sys.platform != "win32" and mode & closed:
        return Finding(
            check,
            "not ok",
            f"{found} Other users can read or write it.",
            clean(f"chmod 700 {shlex.quote(str(folder))}"),
        )
    if written and free < ROOM:
        return Finding(check, "not ok", found, "Free some space on this disk: new data may not be saved.")
    return Finding(check, "ok", found)


def _missing(check: str, folder: Path) -> Finding:
    """Check whether a missing folder can be created."""
    above = next(parent for parent in folder.parents if parent.exists())
    name = named(folder)
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return Finding(check, "ok", f"{name} does not exist yet and can be created.")
    return Finding(check, "not ok", f"{name} cannot be created in {named(above)}.", "New data will not be saved.")


def _try(folder: Path) -> None:
    """Write a nameless file that is deleted at once."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x" * 4096)
        file.flush()


_AROUND: Final = {
    "inside tmux": ("TMUX",),
    "inside screen": ("STY",),
    "over SSH": ("SSH_CONNECTION", "SSH_TTY"),
    "in WSL": ("WSL_DISTRO_NAME",),
}
_PACKAGES: Final = {"wl-copy": "wl-clipboard", "tmux buffer": "tmux"}
