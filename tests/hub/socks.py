"""A SOCKS 5 proxy on loopback that leads every connection to one place (RFC 1928, RFC 1929)."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit


class SocksDouble:
    """A proxy, with what it was asked for.

    Args:
        target: The address where all connections end.
        user: The user name and password that it wants, or empty if it wants none.
    """

    def __init__(self, target: str, user: tuple[str, str] | None = None) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 0)
        self._user = user
        self.hosts: list[str] = []
        """The hosts that were asked for, as names or addresses."""

    def __enter__(self) -> SocksDouble:
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)  # Only this wakes accept() up.
        self._thread.join()
        self._door.close()

    def _serve(self) -> None:
        relays = []
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                relays.append(threading.Thread(target=self._converse, args=[client]))
                relays[-1].start()
        for relay in relays:
            relay.join()

    def _converse(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as said:
            _, count = said.read(2)
            methods = said.read(count)
            wanted = 2 if self._user else 0
            if wanted not in methods:
                client.sendall(b"\x05\xff")
                return
            client.sendall(bytes([5, wanted]))
            if self._user:
                said.read(1)
                user = tuple(said.read(said.read(1)[0]).decode() for _ in range(2))
                client.sendall(bytes([1, user != self._user]))
            _, _, _, kind = said.read(4)
            self.hosts.append(said.read(said.read(1)[0]).decode() if kind == 3 else socket.inet_ntoa(said.read(4)))
            said.read(2)
            with socket.create_connection(self._target) as server:
                client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
                back = threading.Thread(target=_relay, args=[server, client])
                back.start()
                _relay(client, server)
                back.join()


def _relay(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
