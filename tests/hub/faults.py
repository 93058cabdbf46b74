"""What can go wrong between the Hub and the reader, each a small named thing for `HubDouble.break_`.

`Answers` and the functions that return one give a whole, wrong answer; the others do something to the connection.
"""

from __future__ import annotations

import asyncio
import gzip
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.hub.double import Exchange, Hangup, Reply, as_json, head

HTML = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body>Accept our terms.</body></html>"


@dataclass(frozen=True)
class Answers:
    """A whole answer in place of the right one."""

    status: int = 200
    body: bytes = b'{"error":"Something \\u001b[31mbroke\\u0007"}'
    headers: dict[str, str] = field(default_factory=dict)
    """Beside `Content-Type: application/json`."""

    async def __call__(self, exchange: Exchange) -> None:
        await exchange.send(Reply(self.status, {"Content-Type": "application/json"} | self.headers, self.body))


@dataclass(frozen=True)
class Changes:
    """The right answer with something done to it."""

    change: Callable[[Reply], Reply]

    async def __call__(self, exchange: Exchange) -> None:
        await exchange.send(self.change(exchange.reply))


def too_many(**headers: str) -> Answers:
    """429 as the Hub words it; `RateLimit="…"`, `Retry_After="…"` are its headers."""
    words = "We had to rate limit your IP (203.0.113.7). To continue using our service, create a HF account"
    return Answers(429, as_json({"error": words}), {name.replace("_", "-"): value for name, value in headers.items()})


def web_page(status: int = 200, *, content_type: str = "text/html; charset=utf-8", body: bytes = HTML) -> Answers:
    """What a captive portal or a gateway sends."""
    return Answers(status, body, {"Content-Type": content_type})


def redirects(location: str, status: int = 302) -> Answers:
    """Sent on to another address."""
    return Answers(status, b"", {"Location": location})


async def redirect_loop(exchange: Exchange) -> None:
    """Sent on to the same address for ever."""
    await exchange.send(Reply(302, {"Location": f"{exchange.url}{exchange.request.path}?date=2026-08-20"}))


async def unauthorized(exchange: Exchange) -> None:
    """A bad token is refused on public routes too."""
    if "authorization" in exchange.request.headers:
        error = as_json({"error": "Invalid credentials in Authorization header"})
        await exchange.send(Reply(401, {"Content-Type": "application/json"}, error))
    else:
        await exchange.send(exchange.reply)


async def hangs(exchange: Exchange) -> None:
    """No answer at all, until the double closes."""
    await asyncio.Event().wait()


async def hangs_up(exchange: Exchange) -> None:
    """The connection closes without an answer."""
    raise Hangup


async def drips_headers(exchange: Exchange) -> None:
    """The head comes a byte at a time, without an end."""
    await exchange.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while True:
        await exchange.write(b".")
        await asyncio.sleep(0.02)


async def drips_body(exchange: Exchange) -> None:
    """The body comes a byte at a time, without an end."""
    await exchange.write(head(200, {"Content-Type": "application/json", "Content-Length": "1000000"}))
    while True:
        await exchange.write(b" ")
        await asyncio.sleep(0.02)


def _plain(exchange: Exchange) -> bytes:
    body = exchange.reply.body
    return gzip.decompress(body) if exchange.reply.headers.get("Content-Encoding") == "gzip" else body


async def cut_off(exchange: Exchange) -> None:
    """Half of a body whose length was announced."""
    body = _plain(exchange)
    await exchange.write(head(200, {"Content-Type": "application/json", "Content-Length": str(len(body))}))
    await exchange.write(body[: len(body) // 2])
    raise Hangup


async def cut_off_chunked(exchange: Exchange) -> None:
    """Half of a body in chunks, without the last one."""
    half = _plain(exchange)[: len(_plain(exchange)) // 2]
    await exchange.write(head(200, {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}))
    await exchange.write(b"%x\r\n%b\r\n" % (len(half), half))
    raise Hangup


async def cut_off_unnoticed(exchange: Exchange) -> None:
    """Half of a body as HTTP/1.0 sends it: its end is the end of the connection."""
    body = _plain(exchange)
    await exchange.write(head(200, {"Content-Type": "application/json"}, version="1.0"))
    await exchange.write(body[: len(body) // 2])
    raise Hangup


async def cut_off_gzip(exchange: Exchange) -> None:
    """A gzip stream without its end, in a body that is whole; what it holds is whole JSON."""
    packed = gzip.compress(_plain(exchange), 1)[:-8]
    await exchange.send(Reply(200, {"Content-Type": "application/json", "Content-Encoding": "gzip"}, packed))


async def old_http(exchange: Exchange) -> None:
    """The right answer as HTTP/1.0 sends it; not a fault."""
    await exchange.write(head(200, {"Content-Type": "application/json"}, version="1.0") + _plain(exchange))
    raise Hangup


async def endless(exchange: Exchange) -> None:
    """A body without an end."""
    await exchange.write(
        head(200, {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}) + b"1\r\n[\r\n"
    )
    while True:
        await exchange.write(b"10000\r\n%b\r\n" % (b" " * 0x10000))


async def endless_nothing(exchange: Exchange) -> None:
    """A gzip stream without an end that unpacks to nothing."""
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    start = gzip.compress(b"")[:10]
    await exchange.write(head(200, headers) + b"a\r\n%b\r\n" % start)
    empty = b"\x00\x00\x00\xff\xff" * 0x2000  # Stored blocks of length 0.
    while True:
        await exchange.write(b"%x\r\n%b\r\n" % (len(empty), empty))


@cache
def _bomb(mebibytes: int) -> bytes:
    zeros = bytes(2**20)
    packer = zlib.compressobj(9, wbits=-15)
    one = packer.compress(zeros) + packer.flush(
        zlib.Z_FULL_FLUSH
    )  # Can be repeated, which is faster than packing more.
    check = 0
    for _ in range(mebibytes):
        check = zlib.crc32(zeros, check)
    return gzip.compress(b"")[:10] + one * mebibytes + b"\x03\x00" + struct.pack("<II", check, mebibytes * len(zeros))


@dataclass(frozen=True)
class Bomb:
    """300 MiB in 0.3 MB of gzip."""

    status: int = 200

    async def __call__(self, exchange: Exchange) -> None:
        packed = await asyncio.to_thread(_bomb, 300)
        await exchange.send(
            Reply(self.status, {"Content-Type": "application/json", "Content-Encoding": "gzip"}, packed)
        )


@dataclass(frozen=True)
class Encoded:
    """The right body, packed by `pack`, under any name of an encoding."""

    name: str
    pack: Callable[[bytes], bytes] = bytes

    async def __call__(self, exchange: Exchange) -> None:
        headers = {"Content-Type": "application/json", "Content-Encoding": self.name}
        await exchange.send(Reply(200, headers, self.pack(_plain(exchange))))


def double_gzip() -> Encoded:
    """gzip in gzip: a small bomb in a small bomb."""
    return Encoded("gzip, gzip", lambda body: gzip.compress(gzip.compress(body)))


def items(*made: Any) -> Answers:
    """A list of anything in place of the papers."""
    return Answers(200, as_json(list(made)))


async def big_headers(exchange: Exchange) -> None:
    """More head than HTTP libraries take."""
    await exchange.send(exchange.reply.with_(x_big="x" * 200_000))


async def not_http(exchange: Exchange) -> None:
    """Another protocol."""
    await exchange.write(b"SSH-2.0-OpenSSH_9.6\r\n")
    raise Hangup
