"""The rows of a damaged SQLite file, read page by page (https://sqlite.org/fileformat2.html).

Neither the schema nor the pages above the rows are needed: the tables are told apart by what is in their columns. So
every row comes back whose own pages have no damaged byte. Rows that were deleted do not, where it can be told.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from reader.store import sqlite
from reader.store.cells import BROKEN, Cell, Row, cells, length, local, values, varint
from reader.store.committed import committed

Shape = Sequence[str]
"""What may be in each column of a table: some of `n`ull, `i`nteger, `r`eal, `t`ext and `b`lob."""

_LETTERS: Final = {type(None): "n", int: "i", float: "r", str: "t", bytes: "b"}
_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
"""Bytes at the beginning of the first page that are not of its tree."""
_LEAF: Final = 0x0D
_INTERIOR: Final = 0x05
_DEPTH: Final = 20
"""How deep a tree of SQLite's can be."""


class _Layout(NamedTuple):
    """How a file is divided."""

    page: int
    """Bytes of a page."""
    usable: int
    """Bytes of a page that SQLite uses."""


USUAL: Final = _Layout(4096, 4096)


def salvaged(path: Path, tables: Mapping[str, Shape], roots: Mapping[str, int]) -> Iterator[tuple[str, Row]]:
    """Yield the name of its table and the values of each row that can be read; text that is not UTF-8 is replaced.

    Args:
        path: The file; what another process did not write back yet is read from the log beside it.
        tables: The tables that are wanted; no two have the same shape.
        roots: The page on which each begins in a whole file like this one.

    Raises:
        OSError: It is not a file, or cannot be read.
    """
    if sqlite.find(path) is None:
        return
    with path.open("rb") as file:
        readers = [_Reader(file, path, layout, tables, roots) for layout in _layouts(file)]
        # Only a damaged header leaves two to choose from.
        best = readers[0] if len(readers) == 1 else max(readers, key=lambda one: sum(1 for _ in one.rows()))
        yield from best.rows()


def _layouts(file: BinaryIO) -> list[_Layout]:
    """The layouts that the file may have: that in its header, and the usual one."""
    header = _at(file, 0, _HEADER).ljust(_HEADER, b"\0")
    size = int.from_bytes(header[16:18], "big")
    size = 65536 if size == 1 else size
    is_one = 512 <= size <= 65536 and not size & (size - 1) and size - header[20] >= 480
    return list({_Layout(size, size - header[20]), USUAL} if is_one else {USUAL})


class _Reader:
    """An open file under the assumption that it is divided in some way."""

    def __init__(
        self, file: BinaryIO, path: Path, layout: _Layout, tables: Mapping[str, Shape], roots: Mapping[str, int]
    ) -> None:
        self._file = file
        self._layout = layout
        self._tables = tables
        log = committed(path.with_name(path.name + "-wal"), layout.page)
        self._log = log.pages
        self._header = self._page(1)[:_HEADER].ljust(_HEADER, b"\0")
        self._is_header_whole = _is_header_whole(self._header)
        self._count = log.size or self._counted()
        self._roots = {**roots, **self._own_roots()}

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield the rows of all pages that are in use."""
        for number in self._live():
            page = self._page(number)
            for cell in cells(page):
                with suppress(*BROKEN):
                    row = values(self._content(page, cell))
                    if (table := self._table_of(row)) is not None:
                        yield table, row

    def _counted(self) -> int:
        """How many pages there are."""
        there = -(-os.fstat(self._file.fileno()).st_size // self._layout.page)
        said = int.from_bytes(self._header[28:32], "big")
        return said if self._is_header_whole and 0 < said < there else there

    def _page(self, number: int) -> bytes:
        """The bytes of a page; fewer where the file ends in it."""
        if number in self._log:
            return self._log[number]
        return _at(self._file, (number - 1) * self._layout.page, self._layout.page)

    def _kind(self, number: int) -> bytes:
        """The first byte of a page, which is what kind it is of."""
        if number in self._log:
            return self._log[number][:1]
        return _at(self._file, (number - 1) * self._layout.page, 1)

    def _table_of(self, row: Row) -> str | None:
        kinds = [_LETTERS[type(value)] for value in row]
        for name, shape in self._tables.items():
            if len(shape) == len(kinds) and all(kind in may for kind, may in zip(kinds, shape, strict=True)):
                return name
        return None

    # Which pages are in use.

    def _live(self) -> list[int]:
        """The pages with rows that are in use: first those that certainly are."""
        leaves = [number for number in range(2, self._count + 1) if self._kind(number) == bytes([_LEAF])]
        walk = _Walk(self)
        is_sound = not [table for table in self._tables if not walk.is_sound(self._roots.get(table, 0))]
        free, is_complete = self._free()
        if is_sound and free & walk.leaves.keys():
            is_complete = False  # A page that a tree has is not free.
        if is_sound and not is_complete:
            return [*walk.leaves]
        others = [number for number in leaves if number not in walk.leaves]
        if is_sound:
            return [*walk.leaves, *(number for number in others if number not in free)]
        return [number for number in [*walk.leaves, *others] if number not in free]

    def _free(self) -> tuple[set[int], bool]:
        """The pages in the list of those that are not in use, and whether it seems to be complete."""
        trunk, count = struct.unpack_from(">II", self._header, 32)
        free: set[int] = set()
        while trunk:
            page = self._page(trunk)
            with suppress(*BROKEN):
                following, length = struct.unpack_from(">II", page)
                listed = {trunk, *struct.unpack_from(f">{min(length, self._layout.usable // 4)}I", page, 8)}
                if len(listed) == length + 1 and not listed & free and all(1 < one <= self._count for one in listed):
                    free |= listed
                    trunk = following
                    continue
            return free, False
        return free, self._is_header_whole and len(free) == count

    def _own_roots(self) -> dict[str, int]:
        """The pages on which the tables begin, as far as the schema can be read."""
        found: dict[str, int] = {}
        page = self._page(1)
        for cell in cells(page, _HEADER) if page[_HEADER : _HEADER + 1] == bytes([_LEAF]) else ():
            with suppress(*BROKEN):
                kind, name, _, root, _ = values(self._content(page, cell))
                if kind == "table" and isinstance(name, str) and isinstance(root, int) and 1 < root <= self._count:
                    found[name] = root
        return found

    def children(self, number: int) -> list[tuple[int, int | None]] | None:
        """The pages below one, each with the last number of a row on it; nothing if it has rows itself.

        Raises:
            ValueError: It is neither of both, or damaged.
        """
        page = self._page(number) if 1 < number <= self._count else b""
        if page[:1] == bytes([_LEAF]):
            return None
        if page[:1] != bytes([_INTERIOR]):
            raise ValueError(f"page {number} is of another kind")
        below: list[tuple[int, int | None]] = []
        for at in struct.unpack_from(f">{length(page)}H", page, 12):
            (child,) = struct.unpack_from(">I", page, at)
            below.append((child, varint(page, at + 4)[0]))
        (last,) = struct.unpack_from(">I", page, 8)
        return [*below, (last, None)]

    def numbers(self, leaf: int) -> list[int]:
        """The numbers of the rows on a page."""
        return [cell.number for cell in cells(self._page(leaf))]

    # What is on a page.

    def _content(self, page: bytes, cell: Cell) -> bytes:
        """The content of a row.

        Raises:
            ValueError: It goes on where it cannot.
        """
        usable = self._layout.usable
        here = local(cell.size, usable)
        end = cell.start + here
        if cell.size > self._count * usable or end + (4 if here < cell.size else 0) > usable:
            raise ValueError("longer than its page or the file")
        parts, rest = [page[cell.start : end]], cell.size - here
        following = int.from_bytes(page[end : end + 4], "big") if rest else 0
        while rest:
            if not 1 < following <= self._count:
                raise ValueError("not continued")
            overflow = self._page(following)
            parts.append(overflow[4 : min(usable, 4 + rest)])
            rest -= min(usable - 4, rest)
            following = int.from_bytes(overflow[:4], "big")
        content = b"".join(parts)
        if following or len(content) != cell.size:
            raise ValueError("continued at its end, or cut off")
        return content


class _Walk:
    """The way from the pages on which tables begin to those with their rows."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        self._seen: set[int] = set()
        self.leaves: dict[int, None] = {}
        """In the order of the rows."""

    def is_sound(self, root: int) -> bool:
        """Follow a table from its first page on, and tell whether nothing on the way is damaged."""
        return self._follow(root, -(2**63), None, _DEPTH)

    def _follow(self, number: int, after: int, last: int | None, depth: int) -> bool:
        if number in self._seen or not depth:
            return False
        self._seen.add(number)
        try:
            below = self._reader.children(number)
            rows = self._reader.numbers(number) if below is None else []
        except BROKEN:
            return False
        if below is None:
            self.leaves[number] = None
            ordered = [after, *rows] + ([] if last is None else [last + 1])
            return all(one < other for one, other in pairwise(ordered))
        is_sound = True
        for child, end in below:
            until = last if end is None else end
            # All are followed, also behind one that is damaged.
            is_sound &= (until is None or until >= after) and self._follow(child, after, until, depth - 1)
            after = after if until is None else until
        return is_sound


def _is_header_whole(header: bytes) -> bool:
    """Tell whether all is as it should be that is the same in every file."""
    return (
        header[:16] == _MAGIC
        and all(version in (1, 2) for version in header[18:20])
        and header[21:24] == bytes([64, 32, 32])
        and int.from_bytes(header[44:48], "big") in range(1, 5)
        and int.from_bytes(header[56:60], "big") == 1
        and not any(header[72:92])
    )


def _at(file: BinaryIO, start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)
