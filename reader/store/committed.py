"""What is in the log beside an SQLite file and not in the file yet (https://sqlite.org/fileformat2.html#walformat)."""

from __future__ import annotations

import struct
import sys
from array import array
from pathlib import Path
from typing import Final, NamedTuple

_HEADER: Final = 32
_FRAME: Final = 24
"""Bytes before each page."""
_BIG_ENDIAN: Final = 0x377F0683
"""What a log begins with whose checksums are of big-endian numbers; that of little-endian ones is one less."""


class Log(NamedTuple):
    """What a log says of its file."""

    pages: dict[int, bytes]
    """Those that were written last, by number."""
    size: int = 0
    """How many pages the file has; 0 where the log says nothing."""


def committed(path: Path, page: int) -> Log:
    """Return what was committed to a log, which may not exist; after the first damaged byte it is not believed.

    Args:
        path: The log.
        page: Bytes of a page of the file.
    """
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        data = b""
    if len(data) < _HEADER:
        return Log({})
    magic, _, size = struct.unpack_from(">III", data)
    order = "big" if magic == _BIG_ENDIAN else "little"
    sums = _summed(data[: _HEADER - 8], (0, 0), order)
    if magic | 1 != _BIG_ENDIAN or size != page or sums != struct.unpack_from(">II", data, _HEADER - 8):
        return Log({})
    pages: dict[int, bytes] = {}
    written: dict[int, bytes] = {}
    count = 0
    for at in range(_HEADER, len(data) - _FRAME - page + 1, _FRAME + page):
        number, commits, *rest = struct.unpack_from(">IIIIII", data, at)
        content = data[at + _FRAME : at + _FRAME + page]
        sums = _summed(data[at : at + 8] + content, sums, order)
        # What was there before it was begun anew has other salts.
        if tuple(rest) != (*struct.unpack_from(">II", data, 16), *sums):
            break
        written[number] = content
        if commits:
            pages |= written
            written, count = {}, commits
    return Log(pages, count)


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """Go on with a checksum."""
    words = array("I", data)
    if order != sys.byteorder:
        words.byteswap()
    first, second = sums
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
