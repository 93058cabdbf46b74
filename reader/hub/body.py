"""The body of an answer, read and unpacked within a limit.

httpx itself unpacks a gzip bomb in one piece, so its raw bytes are unpacked here.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from io import BytesIO
from typing import cast

import httpx

from reader.errors import HubError
from reader.hub.rate_limit import VALUES_LIMIT

# The window sizes mean gzip and zlib format (zlib.decompressobj).
_WINDOWS = {"gzip": 31, "deflate": 15}
_PIECE = 2**16
"""The most bytes that are unpacked at once."""


async def read_body(response: httpx.Response, limit: int, hub: str, most: str = "") -> bytes:
    """Return the unpacked body.

    Args:
        response: An answer whose body has not been read.
        limit: The most bytes that may come, packed or unpacked.
        hub: What to call the host that sends it.
        most: The limit in a sentence.

    Raises:
        HubError: If there are more, or they cannot be unpacked, or their end is missing.
    """
    unpacker = _unpacker(response.headers.get("content-encoding", ""), hub)
    arrived = 0
    # httpx promises an iterator; it is a generator, to be closed before the connection is.
    raw = cast("AsyncGenerator[bytes]", response.aiter_raw())
    # A BytesIO gives away what it has collected without a copy; closed, it keeps nothing where an error is kept.
    with BytesIO() as body:
        async with aclosing(raw) as chunks:
            async for chunk in chunks:
                arrived += len(chunk)
                for piece in _unpacked(unpacker, chunk, hub) if unpacker else (chunk,):
                    body.write(piece)
                    # What arrives has to be counted, too: a gzip stream can go on forever and hold nothing.
                    if max(arrived, body.tell()) > limit:
                        raise _too_large(hub, most)
        if unpacker and not unpacker.eof:
            raise HubError(f"The answer from {hub} was cut off. Try again.")
        return body.getvalue()


def _unpacker(encodings: str, hub: str) -> zlib._Decompress | None:
    names = [name for encoding in encodings.split(",") if (name := encoding.strip().lower())]
    if not names or names == ["identity"]:
        return None
    if len(names) > 1 or names[0] not in _WINDOWS:
        raise HubError(f"The answer from {hub} uses a compression that was not requested. Is a proxy changing it?")
    return zlib.decompressobj(_WINDOWS[names[0]])


def _unpacked(unpacker: zlib._Decompress, chunk: bytes, hub: str) -> Iterator[bytes]:
    """Unpack a chunk piece by piece, so that what a bomb makes of it is looked at before there is too much."""
    try:
        while chunk:
            yield unpacker.decompress(chunk, _PIECE)
            chunk = unpacker.unconsumed_tail
    except zlib.error as error:
        raise HubError(
            f"The answer from {hub} cannot be decompressed: it was damaged on the way. Try again."
        ) from error


def values_in(body: bytes, limit: int, hub: str) -> int:
    """Return how many values are in JSON, counted by the signs between them, those in texts included.

    Raises:
        HubError: If there are more than the limit: they would take too much memory once they are decoded.
    """
    count = sum(map(body.count, (b",", b"[", b"{")))
    if count > limit:
        raise _too_large(hub, f"{VALUES_LIMIT:,} values")
    return count


def _too_large(hub: str, most: str) -> HubError:
    return HubError(f"The answer from {hub} is too large: more than {most}. Try again later.")
