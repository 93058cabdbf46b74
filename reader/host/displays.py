"""Whether what the environment names is there: a display of X, a compositor, tmux; it is only connected to."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

BOUND: Final = 2.0
"""Seconds that a display on another machine has to answer."""
_DISPLAY: Final = re.compile(r"([^:/]*):([0-9]{1,5})(?:\.[0-9]+)?")
_FIRST_PORT: Final = 6000
"""The port of display 0."""


def silent_display(environ: Mapping[str, str]) -> str:
    """The display that does not answer, where none does that is named; else nothing.

    >>> silent_display({}), silent_display({"DISPLAY": "nonsense"})
    ('', 'DISPLAY=nonsense')
    """
    named = {name: environ[name] for name in ("WAYLAND_DISPLAY", "DISPLAY") if environ.get(name)}
    answers = {"WAYLAND_DISPLAY": wayland_answers, "DISPLAY": x_answers}
    if any(answers[name](environ) for name in named):
        return ""
    return next((f"{name}={value}" for name, value in named.items()), "")


def x_answers(environ: Mapping[str, str]) -> bool:
    """Whether the display of X takes connections."""
    named = environ.get("DISPLAY", "")
    if named.startswith("/"):  # Of XQuartz.
        return _is_listening(named)
    if not (found := _DISPLAY.fullmatch(named)):
        return False
    host, number = found[1], int(found[2])
    if host in ("", "unix"):
        return any(_is_listening(f"{prefix}/tmp/.X11-unix/X{number}") for prefix in ("", "\0"))
    with suppress(OSError, OverflowError), socket.create_connection((host, _FIRST_PORT + number), BOUND):
        return True
    return False


def wayland_answers(environ: Mapping[str, str]) -> bool:
    """Whether the compositor takes connections."""
    return _is_listening(os.path.join(environ.get("XDG_RUNTIME_DIR", ""), environ.get("WAYLAND_DISPLAY", "")))  # noqa: PTH118


def tmux_answers(environ: Mapping[str, str]) -> bool:
    """Whether the server of tmux takes connections."""
    return _is_listening(environ.get("TMUX", "").rsplit(",", 2)[0])


def _is_listening(address: str) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(BOUND)
        connection.connect(address)
        return True
    return False
