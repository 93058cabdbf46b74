"""The body of an answer, read and unpacked within a limit.

httpx itself unpacks a gzip bomb in one piece, so its raw bytes are unpacked here.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

import httpx

from reader.errors import HubError

# The window sizes mean gzip and zlib format (zlib.decompressobj).
_WINDOWS = {"gzip": 31, "deflate": 15}


async def read(response: httpx.Response, limit: int) -> bytes:
    """Return the unpacked body.

    Args:
        response: An answer whose body has not been read.
        limit: The most bytes that may come, packed or unpacked.

    Raises:
        HubError: If there are more, or they cannot be unpacked, or their end is missing.
    """
    unpacker = _unpacker(response.headers.get("content-encoding", ""))
    body = bytearray()
    arrived = 0
    # httpx promises an iterator; it is a generator, to be closed before the connection is.
    raw = cast("AsyncGenerator[bytes]", response.aiter_raw())
    async with aclosing(raw) as chunks:
        async for chunk in chunks:
            arrived += len(chunk)
            body += _unpacked(unpacker, chunk, limit + 1 - len(body)) if unpacker else chunk
            # What arrives has to be counted, too: a gzip stream can go on for ever and hold nothing.
            if max(arrived, len(body)) > limit:
                raise HubError("The answer of the Hub is too large, more than 8 MB for a feed. Try again later.")
    if unpacker and not unpacker.eof:
        raise HubError("The answer of the Hub was cut off on the way. Try again.")
    return bytes(body)


def _unpacker(encodings: str) -> zlib._Decompress | None:
    names = [name for encoding in encodings.split(",") if (name := encoding.strip().lower())]
    if not names or names == ["identity"]:
        return None
    if len(names) > 1 or names[0] not in _WINDOWS:
        raise HubError("The answer of the Hub is packed in a way that was not asked for. Is a proxy changing it?")
    return zlib.decompressobj(_WINDOWS[names[0]])


def _unpacked(unpacker: zlib._Decompress, chunk: bytes, limit: int) -> bytes:
    """Unpack a chunk; less than `limit` bytes mean that all of it was used, and nothing waits in the unpacker."""
    try:
        return unpacker.decompress(chunk, limit)
    except zlib.error as error:
        raise HubError("The answer of the Hub cannot be unpacked: it was damaged on the way. Try again.") from error
