"""The process of a tab: the reader in a terminal that a page draws.

The server starts it with a terminal as its standard streams, when a page is asked for; what the page is to show it is
told by JSON in a line, when that has measured its letters.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from socket import socket
from typing import Any

from msgspec import Struct, json

from reader.errors import ReaderError

BYTE = 1
"""What is read at once of the order: the answers of a page come behind it, and are read by others."""


class Order(Struct, frozen=True):
    """What a tab is to show."""

    position: str
    is_back: bool
    """Whether this tab showed the reader before, and goes on there."""
    colours: str
    """What a terminal that has the colours of the page says of itself."""
    options: dict[str, Any]
    """Those of `session.open_reader`."""


def main() -> int:
    """Open the reader, once that is asked for; return the exit code of one that could not be opened."""
    import fcntl
    import termios

    gc.disable()  # Until the first frame is painted, as in a terminal.
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # From now on it hears of a new size, and of the end of the page.
    line = socket(fileno=int(sys.argv[1]))
    line.set_inheritable(False)
    _bring_in()
    told = _line(line)
    if not told:
        return 0  # The page that it was started for never came.
    from reader.host import page
    from reader.startup import session

    order = json.decode(told, type=Order)
    os.environ["COLORFGBG"] = order.colours
    page.here = page.Page(line, Path(order.position), order.is_back)
    try:
        session.open_reader(**order.options)
    except ReaderError as error:
        sys.stderr.write(f"{error}\n")
    return 1


def _bring_in() -> None:
    """Import what the reader is made of, while the page is still loaded."""
    from reader.ui.patches import imports

    imports.defer()
    import reader.startup.session
    import reader.ui.app  # noqa: F401


def _line(line: socket) -> bytes:
    """The next line; nothing where there is none any more."""
    told = bytearray()
    while not told.endswith(b"\n"):
        if not (data := line.recv(BYTE)):
            return b""
        told += data
    return bytes(told)
