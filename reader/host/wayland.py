"""Whether a Wayland compositor lets programs see the clipboard without a window.

Where it does not, `wl-copy` and `wl-paste` open one for a moment, which takes the keyboard: what is typed meanwhile is
lost. Protocol: https://wayland.freedesktop.org/docs/html/ch04.html, with the interfaces of `ext-data-control` and
`wlr-data-control`.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

BOUND: Final = 2.0
"""Seconds that the compositor has to answer."""

_DATA_CONTROL: Final = (b"ext_data_control_manager_v1", b"zwlr_data_control_manager_v1")
_DISPLAY: Final = 1
_REGISTRY: Final = 2
_DONE: Final = 3
"""The objects of this conversation by their number; the first is there from the beginning."""
# The display is asked for its `get_registry` (request 1) and to `sync` (0), each with the number of a new object.
_ASK: Final = struct.pack("=IIIIII", _DISPLAY, 12 << 16 | 1, _REGISTRY, _DISPLAY, 12 << 16, _DONE)
_LIMIT: Final = 2**18
"""Bytes that are read at most; a registry has some thousands."""


def has_data_control(environ: Mapping[str, str]) -> bool:
    """Whether the compositor that the environment names surely does."""
    address = os.path.join(environ.get("XDG_RUNTIME_DIR", ""), environ.get("WAYLAND_DISPLAY", ""))  # noqa: PTH118
    with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(BOUND)
        connection.connect(address)
        connection.sendall(_ASK)
        return any(name in _DATA_CONTROL for name in _interfaces(connection))
    return False


def _interfaces(connection: socket.socket) -> Iterator[bytes]:
    """Yield the names of the interfaces that the compositor offers, until it has named all."""
    heard, read = b"", 0
    while read < _LIMIT and (data := connection.recv(4096)):
        heard += data
        read += len(data)
        while len(heard) >= 8:
            sender, size = struct.unpack_from("=II", heard)
            size >>= 16
            if size < 8 or sender == _DONE:
                return
            if len(heard) < size:
                break
            event, heard = heard[8:size], heard[size:]
            if sender == _REGISTRY and len(event) > 8:  # A number, and a text with its length and a zero at its end.
                (length,) = struct.unpack_from("=I", event, 4)
                yield event[8 : 8 + max(0, length - 1)]
