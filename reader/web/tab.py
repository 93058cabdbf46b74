"""The process of a tab: the reader in a terminal that a page draws.

The server starts it with a terminal as its standard streams, and what it is to do as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from socket import socket
from typing import Any

from msgspec import Struct, convert

from reader.errors import ReaderError


class Order(Struct, frozen=True):
    """What a tab is to show, and by which ways it talks to its page."""

    line: int
    """The number of the socket to the page."""
    position: str
    is_back: bool
    """Whether this tab showed the reader before, and goes on there."""
    options: dict[str, Any]
    """Those of `session.open_reader`."""


def main() -> int:
    """Open the reader; return the exit code of one that could not be opened."""
    import fcntl
    import termios

    from reader.host import page
    from reader.startup import session

    order = convert(json.loads(sys.argv[1]), Order)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # From now on it hears of a new size, and of the end of the page.
    page.here = page.Page(socket(fileno=order.line), Path(order.position), order.is_back)
    page.here.line.set_inheritable(False)
    try:
        session.open_reader(**order.options)
    except ReaderError as error:
        sys.stderr.write(f"{error}\n")
    return 1
