"""What a page and its reader say to each other."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any, Final, NamedTuple

from aiohttp import WSCloseCode, WSMsgType, web

from reader.host import page
from reader.web.terminal import LAST, Terminal, bounded, last_words

TAKEN: Final = "Another tab goes on with what was shown here."
LONGEST: Final = 13
"""Bytes that a character has at most as JSON, and one more."""
GROUNDS: Final = {True: ("#d9d5cb", "#16181b"), False: ("#2a2926", "#faf8f3")}
"""Text and background of the page, dark or not; what is around the terminal, and what the reader hears of it."""


class Ended(NamedTuple):
    """How a reader ended by itself."""

    code: int
    words: str
    """What it wrote last."""


async def pass_on(talk: web.WebSocketResponse, terminal: Terminal, *, is_dark: bool) -> Ended | None:
    """Pass on between a page and its reader, until one of them has gone; how the reader ended, if it did."""
    reader, writer = await asyncio.open_connection(sock=terminal.line, limit=LONGEST * page.LARGEST)
    drawing = asyncio.ensure_future(_draw(talk, terminal, is_dark))
    passing = asyncio.ensure_future(_pass_requests(talk, reader))
    listening = asyncio.ensure_future(_listen(talk, terminal, writer))
    taking = asyncio.ensure_future(terminal.taken.wait())
    ways = (drawing, passing, listening, taking)
    try:
        await asyncio.wait([drawing, listening, taking], return_when=asyncio.FIRST_COMPLETED)
        if terminal.taken.is_set():
            return Ended(1, TAKEN)
        return drawing.result() if drawing.done() and not drawing.exception() else None
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        writer.close()


async def _draw(talk: web.WebSocketResponse, terminal: Terminal, is_dark: bool) -> Ended:
    """Show what the reader draws, to its end."""
    await _colour(talk, is_dark)
    last = b""
    while data := await terminal.read():
        await talk.send_bytes(data)
        last = (last + data)[-LAST:]
    return Ended(await terminal.ended(), last_words(last))


async def _colour(talk: web.WebSocketResponse, is_dark: bool) -> None:
    """Give the terminal of a page its own colours."""
    text, ground = GROUNDS[is_dark]
    await talk.send_bytes(f"\x1b]10;{text}\x07\x1b]11;{ground}\x07".encode())


async def _pass_requests(talk: web.WebSocketResponse, reader: asyncio.StreamReader) -> None:
    while line := await reader.readline():
        said = json.loads(line)
        await tell(talk, "asked" if "id" in said else "told", said)


async def tell(talk: web.WebSocketResponse, what: str, more: object) -> None:
    """Tell a page something, if it is there still."""
    with suppress(ConnectionError):
        await talk.send_str(json.dumps([what, more]))


async def _listen(talk: web.WebSocketResponse, terminal: Terminal, writer: asyncio.StreamWriter) -> None:
    """Do what a page says, until it says what no page of ours does."""
    async for message in talk:
        if message.type != WSMsgType.TEXT or not await _do(_understood(message.data), talk, terminal, writer):
            await talk.close(code=WSCloseCode.POLICY_VIOLATION)
            return


def _understood(text: str) -> list[Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return said if isinstance(said, list) and said and isinstance(said[0], str) else []


async def _do(said: list[Any], talk: web.WebSocketResponse, terminal: Terminal, writer: asyncio.StreamWriter) -> bool:
    """Do what was said; whether it was understood."""
    match said:
        case ["stdin", str() as keys]:
            await terminal.write(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int() as width, "height": int() as height}]:
            terminal.resize(bounded(width), bounded(height))
        case ["answer", {"id": int() as id, "done": bool() as done}]:
            writer.write(json.dumps({"id": id, "done": done}).encode() + b"\n")
        case ["dark", bool() as is_dark]:
            with suppress(ConnectionError):
                await _colour(talk, is_dark)
            await terminal.write(f"\x1b]11;{GROUNDS[is_dark][1]}\x07".encode())  # As if the reader had asked.
        case ["ping", str() as when]:
            await tell(talk, "pong", when)
        case ["focus"] | ["blur"]:
            pass
        case _:
            return False
    return True
