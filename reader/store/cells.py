"""Cells on a page of an SQLite file, and the values in them (https://sqlite.org/fileformat2.html#b_tree_pages)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, NamedTuple

Value = int | float | str | bytes | None
Row = tuple[Value, ...]

BROKEN: Final = (LookupError, struct.error, ValueError)
"""What reading a damaged page raises."""


class Cell(NamedTuple):
    """A row on its page."""

    number: int
    size: int
    """Bytes of its content."""
    start: int
    """Where that begins on the page."""


def cells(page: bytes, at: int = 0) -> Iterator[Cell]:
    """Yield the rows on a page, but those of which it cannot be told where they are."""
    with suppress(*BROKEN):
        for place in range(length(page, at)):
            (start,) = struct.unpack_from(">H", page, at + 8 + 2 * place)
            with suppress(*BROKEN):
                size, start = varint(page, start)
                number, start = varint(page, start)
                yield Cell(number, size, start)


def length(page: bytes, at: int = 0) -> int:
    """How many cells a page has."""
    count: int = struct.unpack_from(">H", page, at + 3)[0]
    return count


def local(size: int, usable: int) -> int:
    """How many bytes of a row are on its own page."""
    least = (usable - 12) * 32 // 255 - 23
    if size <= usable - 35:
        return size
    here = least + (size - least) % (usable - 4)
    return here if here <= usable - 35 else least


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    value = value << 8 | data[at + 8]
    return value - 2**64 if value >= 2**63 else value, at + 9


def values(content: bytes) -> Row:
    """The values in the content of a row."""
    end, at = varint(content, 0)
    kinds: list[int] = []
    head = end
    while at < head:
        kind, at = varint(content, at)
        kinds.append(kind)
    if at != head:
        raise ValueError("its head has another length")
    row: list[Value] = []
    for kind in kinds:
        size = _SIZES[kind] if kind < 12 else (kind - 12) // 2
        part = content[end : end + size]
        if len(part) != size:
            raise ValueError("cut off")
        row.append(_value(kind, part))
        end += size
    if end != len(content):
        raise ValueError("more than its values")
    return tuple(row)


_SIZES: Final = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


def _value(kind: int, part: bytes) -> Value:
    if kind >= 12:
        return part.decode(errors="replace") if kind % 2 else part
    if kind == 7:
        real: float = struct.unpack(">d", part)[0]
        return real
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(part, "big", signed=True) if kind else None
