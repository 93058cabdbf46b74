"""A Wayland compositor, as far as it names what it offers."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SEAT = b"wl_seat"


@contextmanager
def compositor(folder: Path, *interfaces: bytes, answer: bytes | None = None) -> Iterator[dict[str, str]]:
    """Offer interfaces at a socket in a folder; gives the environment that names it.

    Args:
        folder: Where the socket is made; its name must be short.
        interfaces: What is offered.
        answer: What is sent in place of all that, at whose end the connection is closed.
    """
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(folder / "wayland-9"))
    server.listen()

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                asked = connection.recv(64)
                assert struct.unpack("=IIIIII", asked[:24]) == (1, 12 << 16 | 1, 2, 1, 12 << 16, 3)
                with suppress(OSError):  # Whoever asked may have heard enough.
                    for byte in answer if answer is not None else _registry(interfaces):
                        connection.sendall(bytes([byte]))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield {"XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "wayland-9"}
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(60)


def _registry(interfaces: tuple[bytes, ...]) -> bytes:
    events = b"".join(_event(2, 0, _global(number, name)) for number, name in enumerate(interfaces, 1))
    return events + _event(3, 0, struct.pack("=I", 0))


def _event(sender: int, opcode: int, arguments: bytes) -> bytes:
    return struct.pack("=II", sender, (8 + len(arguments)) << 16 | opcode) + arguments


def _global(number: int, name: bytes) -> bytes:
    text = name + b"\0"
    return struct.pack("=II", number, len(text)) + text.ljust(-(-len(text) // 4) * 4, b"\0") + struct.pack("=I", 1)
