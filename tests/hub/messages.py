"""What goes over the wire between the Hub double and whoever asks it, and what can be made wrong of it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus


@dataclass(frozen=True)
class Request:
    """A request that arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    """Names in lower case."""


@dataclass(frozen=True)
class Reply:
    """An answer before it is put on the wire."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_(self, *, status: int | None = None, body: bytes | None = None, **headers: str) -> Reply:
        """Return a changed copy; `content_type` in `headers` stands for `Content-Type`."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return replace(
            self,
            status=self.status if status is None else status,
            body=self.body if body is None else body,
            headers=self.headers | named,
        )


@dataclass(frozen=True)
class Exchange:
    """One request, the right answer to it, and the connection to answer on: what a fault is given."""

    request: Request
    reply: Reply
    url: str
    """Where the double is reached."""
    writer: asyncio.StreamWriter

    async def send(self, reply: Reply) -> None:
        """Answer in whole."""
        if reply.status == 304 or self.request.method == "HEAD":
            await self.write(head(reply.status, reply.headers))
        elif "Content-Encoding" in reply.headers:  # In chunks, as the Hub does it (recorded/headers).
            chunk = b"%x\r\n%b\r\n" % (len(reply.body), reply.body) if reply.body else b""
            await self.write(
                head(reply.status, reply.headers | {"Transfer-Encoding": "chunked"}) + chunk + b"0\r\n\r\n"
            )
        else:
            await self.write(head(reply.status, reply.headers | {"Content-Length": str(len(reply.body))}) + reply.body)

    async def write(self, data: bytes) -> None:
        """Put bytes on the wire as they are."""
        self.writer.write(data)
        await self.writer.drain()


class Hangup(Exception):
    """Raised by a fault to close the connection after what it has written."""


Fault = Callable[[Exchange], Awaitable[None]]


def head(status: int, headers: Mapping[str, str], version: str = "1.1") -> bytes:
    """The head of an answer; a status that HTTP does not know has no phrase."""
    phrase = next((known.phrase for known in HTTPStatus if known == status), "")
    lines = [f"HTTP/{version} {status} {phrase}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def as_json(value: object) -> bytes:
    """JSON as the Hub writes it: compact, not escaped (but for lone surrogates, which UTF-8 does not have)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[\ud800-\udfff]", lambda lone: f"\\u{ord(lone[0]):04x}", text).encode()
