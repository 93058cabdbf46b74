"""The clipboard of the terminal, which is asked to take a text (xterm, OSC 52) and does not answer."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Final

from reader.errors import HostError
from reader.host import tty
from reader.papers.text import clean

LIMIT: Final = 74_000
"""Bytes of base64 that are sent to a terminal; beyond it terminals drop the text in silence."""
SHOWN: Final = 200
"""Characters of the text that an error repeats."""
_PIECE: Final = 500
"""Bytes of a string that GNU screen passes on: with more than 768 it writes them on the screen."""

_WITHOUT: Final = {
    "linux": "the Linux console",
    "cons25": "the console of FreeBSD",
    "eterm": "the terminal of Emacs",
    "vt1": "a vt100",
    "vt2": "a vt220",
}
"""Terminals that have no clipboard, by the begin of their name in TERM."""
# As seen in Debian 12's: tests/terminals opens them.
_TAKE: Final = {"xterm-kitty": "kitty", "alacritty": "Alacritty", "foot": "foot"}
"""Terminals that take what is copied, by the begin of their name in TERM."""
_DOUBTED: Final = {
    "urxvt": "urxvt takes what is copied by OSC 52 only with an extension.",
    "st": "st takes what is copied by OSC 52 only where allowwindowops is 1 in its config.h.",
    "VTE": "Terminals on VTE (such as GNOME's) do not take what is copied by OSC 52.",
    "xterm": "xterm takes what is copied by OSC 52 only where its disallowedWindowOps lacks SetSelection.",
}
_ANY: Final = (
    "kitty, Alacritty and foot take what is copied by OSC 52, xterm only where its disallowedWindowOps lacks"
    " SetSelection; urxvt, st and terminals on VTE (such as GNOME's) do not."
)


def sequence(text: str, environ: Mapping[str, str]) -> str:
    """What asks a terminal to take a text (xterm, OSC 52), wrapped for GNU screen, which passes on nothing else.

    Where it is not known whether it is screen or tmux, seen over SSH, both forms are sent: each passes over the other.

    >>> sequence("x", {}), sequence("x", {"STY": "1.pts-0"})
    ('\\x1b]52;c;eA==\\x07', '\\x1bP\\x1b]52;c;eA==\\x07\\x1b\\\\')
    """
    plain = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if not tty.may_be_gnu_screen(environ):
        return plain
    wrapped = "".join(f"\x1bP{plain[at : at + _PIECE]}\x1b\\" for at in range(0, len(plain), _PIECE))
    return wrapped if tty.is_gnu_screen(environ) else plain + wrapped


def send(text: str, environ: Mapping[str, str], write: Callable[[str], None], reason: str) -> None:
    """Ask the terminal to take a text.

    Args:
        text: The text.
        environ: Names the terminal.
        write: Writes it there.
        reason: Why nobody else is asked.

    Raises:
        HostError: The terminal would not take it, as is known.
    """
    size = len(base64.b64encode(text.encode()))
    if name := without(environ):
        why = f"{name} has no clipboard"
    elif size > LIMIT:
        why = f"a terminal takes at most {LIMIT:,} bytes of base64 (OSC 52), not {size:,}"
    else:
        write(text)
        return
    shown = clean(text, limit=SHOWN)
    raise HostError(f"Nothing was copied: {reason}, and {why}. Select it on the screen: {shown}")


def without(environ: Mapping[str, str]) -> str:
    """The terminal, where it is known to have no clipboard.

    >>> without({"TERM": "linux"}), without({"TERM": "xterm-256color"}), without({"TERM": "screen.linux"})
    ('the Linux console', '', '')
    """
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "Terminal of macOS"
    if "INSIDE_EMACS" in environ:
        return _WITHOUT["eterm"]
    name = environ.get("TERM", "")
    return next((words for begin, words in _WITHOUT.items() if name.startswith(begin)), "")


def doubted(environ: Mapping[str, str]) -> str:
    """The terminal, where it takes a text only if it was set up for that, or does not; one inside another is not known.

    >>> doubted({"TERM": "rxvt-unicode-256color"}), doubted({"TERM": "st-256color", "TMUX": "x"})
    ('urxvt', '')
    >>> doubted({"TERM": "xterm-256color", "VTE_VERSION": "7006"}), doubted({"TERM": "xterm-kitty", "VTE_VERSION": "x"})
    ('VTE', '')
    """
    name = environ.get("TERM", "")
    if "TMUX" in environ or tty.may_be_gnu_screen(environ):
        return ""
    if name.startswith("rxvt"):
        return "urxvt"
    if name.startswith("st-"):
        return "st"
    told = [
        words for words, variable in {"VTE": "VTE_VERSION", "xterm": "XTERM_VERSION"}.items() if variable in environ
    ]
    return told[0] if name.startswith("xterm") and not _takes(environ) and len(told) == 1 else ""


def _takes(environ: Mapping[str, str]) -> str:
    return next((words for begin, words in _TAKE.items() if environ.get("TERM", "").startswith(begin)), "")


def advice(environ: Mapping[str, str]) -> str:
    """Which terminals take a text, or whether this one does, where it is known."""
    if name := without(environ):
        return f"OSC 52 is of no use here, as {name} has no clipboard."
    if name := doubted(environ):
        return _DOUBTED[name]
    name = _takes(environ)
    return f"{name} takes what is copied by OSC 52." if name else _ANY
