"""A server of the reader, and a page of it without a browser."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyte
import pytest

pytest.importorskip("aiohttp", reason="needs the extra web")
pytest.importorskip("textual_serve", reason="needs the extra web")

import aiohttp

from tests.terminal import CHECKOUT, PATIENCE, READER, environment

TAB = "0123456789abcdef" * 2


class Serving:
    """A running server."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        self.address = process.stdout.readline().rstrip("\n")
        """As it is printed."""
        parts = urlsplit(self.address)
        self.port = parts.port or 0
        self.token = parts.query.removeprefix("token=")

    def stop(self, number: int = signal.SIGINT) -> int:
        """End it as Ctrl-C does, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def exit_code(self) -> int | None:
        """Its exit code, None while it runs."""
        return self.process.poll()

    def readers(self) -> list[int]:
        """The processes of its tabs."""
        found: list[int] = []
        for path in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            with suppress(FileNotFoundError, ProcessLookupError):  # A thread may end meanwhile.
                found += map(int, path.read_text().split())
        return found


@contextmanager
def serving(
    home: Path, *words: str, argv: Sequence[str] = READER, cwd: Path = CHECKOUT, **changes: str
) -> Iterator[Serving]:
    """Run a server, and end it with all of its readers."""
    home.mkdir(parents=True, exist_ok=True)
    errors = home / "stderr"
    with (
        errors.open("w") as stderr,
        subprocess.Popen(
            [*argv, "serve", "--port", "0", *words],
            env=environment(home, **changes),
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as process,
    ):
        try:
            yield Serving(process)
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
    assert errors.read_text() == ""


class Talk:
    """A page's talk with its reader."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, columns: int, lines: int) -> None:
        self.socket = socket
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.output = bytearray()
        """All that it was to draw."""
        self.told: list[Any] = []
        """What it was told beside what to draw."""

    @property
    def text(self) -> str:
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        columns = range(self._screen.columns)
        return "\n".join("".join(row[x].data for x in columns).replace("\xa0", " ").rstrip() for row in rows)

    async def press(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])

    async def resize(self, columns: int, lines: int) -> None:
        self._screen.resize(lines, columns)
        await self.socket.send_json(["resize", {"width": columns, "height": lines}])

    async def wait_for(self, *texts: str) -> None:
        """Read until all of these texts are on the screen."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not all(text in self.text for text in texts):
                    assert await self.hear(), f"It ended: {self.told} {self.text}"
        except TimeoutError:
            pytest.fail(f"{texts} did not come:\n{self.text}")

    async def wait_until_told(self, what: str) -> Any:
        """Read until it is told something, and return that, once."""
        async with asyncio.timeout(PATIENCE):
            while not (found := [one for one in self.told if one[0] == what]):
                assert await self.hear(), f"It ended: {self.told}"
        self.told.remove(found[0])
        return found[0][1]

    async def asked(self, *, done: bool) -> tuple[str, str, str]:
        """Read until the page is asked for something, answer, and return what that was."""
        asked = await self.wait_until_told("asked")
        await self.socket.send_json(["answer", {"id": asked["id"], "done": done}])
        return asked["do"], asked["text"], asked["name"]

    async def end(self) -> int | None:
        """Read to the end, and return the code that it was closed with."""
        async with asyncio.timeout(PATIENCE):
            while await self.hear():
                pass
        code: int | None = self.socket.close_code
        return code

    async def hear(self) -> bool:
        """Read one message; whether there was one."""
        message = await self.socket.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            self.output += message.data
            self._stream.feed(message.data)
        elif message.type is aiohttp.WSMsgType.TEXT:
            self.told.append(json.loads(message.data))
        return message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT)


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - of other processes no event tells
            await asyncio.sleep(0.05)


@asynccontextmanager
async def talking(
    server: Serving,
    tab: str = TAB,
    *,
    columns: int = 120,
    lines: int = 40,
    token: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> AsyncIterator[Talk]:
    """Talk to a reader as the page of a tab does."""
    query = f"?width={columns}&height={lines}&dark=1"
    address = f"ws://127.0.0.1:{server.port}/talk/{server.token if token is None else token}/{tab}{query}"
    origin = {"Origin": f"http://localhost:{server.port}"} if headers is None else headers
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(address, headers=origin, max_msg_size=2**24) as socket,
    ):
        yield Talk(socket, columns, lines)


async def refused(server: Serving, **options: Any) -> int:
    """The status with which a talk is refused."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as error:
        async with talking(server, **options):
            pass
    status: int = error.value.status
    return status


@asynccontextmanager
async def forwarded(port: int, at: int = 0) -> AsyncIterator[int]:
    """Forward another port to one, as SSH does.

    Args:
        port: The one that it leads to.
        at: The other one, 0 for any.
    """

    lines: list[asyncio.StreamWriter] = []
    forwarding: set[asyncio.Task[None] | None] = set()

    async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append(writer)
        with suppress(ConnectionError):
            while data := await reader.read(2**16):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        forwarding.add(asyncio.current_task())
        other_reader, other_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(copy(reader, other_writer), copy(other_reader, writer))

    listening = await asyncio.start_server(forward, "127.0.0.1", at)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()
        for line in lines:
            line.close()
        await asyncio.gather(*filter(None, forwarding), return_exceptions=True)
        await asyncio.gather(*(line.wait_closed() for line in lines), return_exceptions=True)
