"""The terminal: which standard streams are one, what it is capable of, and how wide it draws a text."""

from __future__ import annotations

import errno
import os
import re
import select
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO, Final

SMALLEST: Final = (40, 10)
"""Columns and lines that the reader needs."""

PATIENCE: Final = 1.0
"""Seconds that a terminal has to answer; over a slow line it is asked from far away."""

_COERCED: Final = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python sets `LC_CTYPE` to in place of `C`."""

_ASK: Final = b"\x1b[6n"
"""Device status report: where is the cursor (ECMA-48, DSR 6)."""
_CONTROL: Final = "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
_ANSWER: Final = rb"\x1b\[[0-9]+;([0-9]+)R"


def is_terminal(*streams: IO[str] | None) -> bool:
    """Whether all of these streams are terminals; a closed one is None."""
    return all(stream is not None and stream.isatty() for stream in streams)


def number() -> int | None:
    """The number of a standard stream that is a terminal, if one is."""
    return next((number for number in (1, 0, 2) if os.isatty(number)), None)


def can_place_cursor(environ: Mapping[str, str]) -> bool:
    """Whether a program can draw anywhere on the screen; Windows' terminals have no name and can."""
    return sys.platform == "win32" or environ.get("TERM", "") not in ("", "dumb")


def wants_colours(environ: Mapping[str, str]) -> bool | None:
    """Whether the user wants colours on a terminal; None where nothing is said. Pipes and files never get any.

    NO_COLOR (https://no-color.org) comes first, then FORCE_COLOR (https://force-color.org) and CLICOLOR_FORCE, then
    CLICOLOR (https://bixense.com/clicolors). A variable that is empty says nothing.

    >>> wants_colours({"NO_COLOR": "1", "FORCE_COLOR": "1"}), wants_colours({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"})
    (False, True)
    >>> wants_colours({"CLICOLOR": "0"}), wants_colours({"NO_COLOR": "", "CLICOLOR": "1", "CLICOLOR_FORCE": "0"})
    (False, None)
    """
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR") or environ.get("CLICOLOR_FORCE") not in (None, "", "0"):
        return True
    return False if environ.get("CLICOLOR") == "0" else None


def speaks_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale is one of UTF-8, or none is set; what Python encodes in is not asked, as that is UTF-8 anyway.

    Args:
        environ: What the process was started with; Python has set `LC_CTYPE` in it where the locale was `C` (PEP 538).
    """
    everything, kind, rest = (environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if sys.platform == "win32" or not (everything or kind or rest):
        return True
    if not everything and kind in _COERCED and (rest in ("C", "POSIX") or _is_coerced(kind)):
        return False
    if _names_utf8(everything or kind or rest):
        return True  # Also where it is not installed, and counts as `C`.
    import locale

    return locale.nl_langinfo(locale.CODESET).upper() in ("UTF-8", "UTF8")  # Of what Python set as it started.


def encode_as_read(stream: IO[str] | None, environ: Mapping[str, str]) -> None:
    """Write UTF-8 to a terminal that reads that, whatever `PYTHONIOENCODING` says; elsewhere nothing changes.

    Bytes of UTF-8 would be control characters to a terminal of Latin-1.
    """
    if isinstance(stream, TextIOWrapper) and speaks_utf8(environ):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _names_utf8(locale: str) -> bool:
    return locale.partition("@")[0].replace("-", "").lower().endswith("utf8")


def _is_coerced(kind: str) -> bool:
    """Whether Python has put `LC_CTYPE` in the place of one that is `C`, or is not installed and counts as that."""
    try:
        with open("/proc/self/environ", "rb") as environ:  # noqa: PTH123  # pathlib is not for the first frame.
            variables = environ.read().decode(errors="replace").split("\0")
    except OSError:  # Only Linux tells.
        return False
    named = next((one.partition("=")[2] for one in variables if one.startswith("LC_CTYPE=")), "")
    return named not in ("", kind) and not _names_utf8(named)


def without_controls(text: str) -> str:
    """Take out of a text what a terminal would act on: controls, changes of direction, and half characters."""
    return re.sub(_CONTROL, "", text)


def is_dark(colour: str) -> bool | None:
    """Whether a colour is dark, as a terminal tells its background (xterm, OSC 11); None for another text.

    >>> is_dark("rgb:1c1c/1c1c/1c1c"), is_dark("rgba:ff/ff/f0/ff"), is_dark("#fdf6e3"), is_dark("red")
    (True, False, False, None)
    """
    if re.fullmatch(r"rgba?:[0-9a-fA-F]{1,4}(/[0-9a-fA-F]{1,4}){2,3}", colour):
        parts = colour.partition(":")[2].split("/")[:3]
    elif re.fullmatch(r"#([0-9a-fA-F]{3}){1,4}", colour):
        size = len(colour) // 3
        parts = [colour[at : at + size] for at in range(1, 3 * size, size)]
    else:
        return None
    red, green, blue = (int(part, 16) / ((1 << 4 * len(part)) - 1) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5


def is_told_dark(environ: Mapping[str, str]) -> bool | None:
    """Whether the environment says that the background is dark, as rxvt and Konsole do; None where it says nothing.

    >>> is_told_dark({"COLORFGBG": "0;default;15"}), is_told_dark({"COLORFGBG": "15;0"}), is_told_dark({})
    (False, True, None)
    """
    number = environ.get("COLORFGBG", "").rpartition(";")[2]
    return number not in ("7", *map(str, range(9, 16))) if number.isdecimal() and int(number) < 16 else None


def is_gnu_screen(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is surely GNU screen; `TERM=screen-256color` alone may be tmux, seen over SSH.

    Version 4.9 passes on `COLORTERM` but reads 24-bit colours as attributes, shows italics in reverse, keeps a lone
    escape key back while the mouse is reported, and has no alternate screen unless it is configured.

    >>> is_gnu_screen({"STY": "1.pts-0"}), is_gnu_screen({"TERM": "screen.xterm-256color"})
    (True, True)
    >>> is_gnu_screen({"STY": "1.pts-0", "TMUX": "/tmp/tmux-0/default,1,0"}), is_gnu_screen({"TERM": "screen-256color"})
    (False, False)
    """
    return ("STY" in environ and "TMUX" not in environ) or environ.get("TERM", "").startswith("screen.")


def may_be_gnu_screen(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is GNU screen, or may be: for what is better left out than sent to it."""
    return "STY" in environ or (environ.get("TERM", "").startswith("screen") and "TMUX" not in environ)


def keeps_titles(environ: Mapping[str, str]) -> bool:
    """Whether the terminal can give the window its old title back; GNU screen passes on a title, but not that."""
    return not may_be_gnu_screen(environ) and environ.get("TERM", "") != "linux"


def takes_links(environ: Mapping[str, str], wanted: bool | None = None) -> bool:
    """Whether the terminal takes links (OSC 8), or passes over them; some are known to write them out, or to crash.

    Args:
        environ: The environment, which names the terminal.
        wanted: What the user says; None for nothing.

    >>> takes_links({"TERM": "xterm-256color"}), takes_links({"TERM": "linux"}), takes_links({"VTE_VERSION": "4803"})
    (True, False, False)
    """
    if wanted is not None:
        return wanted
    name, vte = environ.get("TERM", ""), environ.get("VTE_VERSION", "")
    # The consoles of Linux and of the BSDs, Emacs, and GNU screen, which writes out what is longer than it expects.
    if name.startswith(("linux", "cons25", "vt1", "vt2", "eterm", "dumb")) or "INSIDE_EMACS" in environ:
        return False
    if may_be_gnu_screen(environ):
        return False
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return False
    return not (vte.isdecimal() and int(vte) < 5000)  # Of 0.48 and 0.49 some crashed.


def measured(text: str, patience: float = PATIENCE) -> int | None:
    """Draw a text at the start of the line, ask the terminal where the cursor is, and return the width in columns.

    What was typed ahead is lost. None where stdin or stdout is not a terminal, where another program is in the
    foreground, and where the terminal does not answer.

    Args:
        text: Without control characters, and shorter than the line.
        patience: Seconds to wait for the answer.
    """
    if sys.platform == "win32" or not (os.isatty(0) and os.isatty(1) and is_in_front(0)):
        return None
    with _without_echo():
        try:
            os.write(1, b"\r" + text.encode() + _ASK)
            column = _answered(patience)
            os.write(1, b"\r\x1b[K")
        except OSError:  # It has hung up.
            return None
    return None if column is None else column - 1


def is_in_front(file: int) -> bool:
    """Whether this process has a terminal to itself: one in the background that sets its modes is stopped.

    Args:
        file: The number of a file that is the terminal.
    """
    try:
        return os.tcgetpgrp(file) == os.getpgrp()
    except OSError as error:
        return error.errno == errno.ENOTTY  # Without a controlling terminal there is no background.


@contextmanager
def _without_echo() -> Iterator[None]:
    import termios
    import tty

    before = termios.tcgetattr(0)
    try:
        tty.setcbreak(0)
        yield
    finally:
        termios.tcsetattr(0, termios.TCSAFLUSH, before)


def _answered(patience: float) -> int | None:
    heard = b""
    until = time.monotonic() + patience
    while (left := until - time.monotonic()) > 0 and select.select([0], [], [], left)[0]:
        data = os.read(0, 1024)
        if not data:
            return None
        heard += data
        if found := re.search(_ANSWER, heard):
            return int(found[1])
    return None
