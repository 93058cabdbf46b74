"""A file of sections, written once, under another name first, and never changed: what is open stays what it was.

What was cut off, half written, or written by another program or version is told by its header; damage in a section is
told by its checksum when that is first used.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal
from zlib import crc32

import msgspec
from msgspec import Struct

from reader.papers.text import READABLE_VERSION

VERSION: Final = (4, READABLE_VERSION)
"""Raised when the file means something else, or texts are folded in another way; and that of readable texts."""
SCRATCH: Final = ".new"
"""How the name of a file ends until it is whole."""
_MAGIC: Final = b"daily-papers index\n"
_WIDTH: Final = 8
"""Bytes of a number; sections begin at multiples of it."""


class BrokenFileError(ValueError):
    """A file that cannot be used: cut off, damaged, or not of this version."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(path.name)
        self.path = path


class DayEntry(Struct, frozen=True, array_like=True):
    """A stored day as it was when it was read."""

    day: int
    """The number of the day, as `date.toordinal` counts."""
    row: int
    """Of the table of the cache."""
    stored_at: float
    size: int
    """Bytes of the value in the row."""
    readable: int
    """The version of the readable texts in it."""
    papers: int
    """How many papers of it are in the file."""

    @property
    def stamp(self) -> tuple[int, float, int]:
        """What changes when the day is stored again."""
        return self.row, self.stored_at, self.size


class Section(Struct, frozen=True, array_like=True):
    """Where a part of the file is."""

    start: int
    size: int
    checksum: int


class Header(Struct, frozen=True):
    """What is in a file."""

    version: tuple[int, int]
    packed: bool
    """Whether words can be looked up; else the texts are searched."""
    days: list[DayEntry]
    """In their order; the papers of each follow those of the one before."""
    sections: dict[str, Section]
    end: int
    """Bytes of the whole file behind the header."""


def encoded(
    days: list[DayEntry], sections: Mapping[str, bytes | bytearray], *, packed: bool
) -> Iterator[bytes | bytearray]:
    """Yield the parts of a file, one after the other."""
    places: dict[str, Section] = {}
    at = 0
    for name, data in sections.items():
        places[name] = Section(at, len(data), crc32(data))
        at += -len(data) % _WIDTH + len(data)
    head = msgspec.json.encode(Header(VERSION, packed, days, places, at))
    head += b" " * (-(len(_MAGIC) + 2 * _WIDTH + len(head)) % _WIDTH)
    yield _MAGIC + len(head).to_bytes(_WIDTH, "little") + crc32(head).to_bytes(_WIDTH, "little") + head
    for data in sections.values():
        yield data
        yield bytes(-len(data) % _WIDTH)


def write(path: Path, parts: Iterable[bytes | bytearray]) -> None:
    """Write a file, whole or not at all.

    Raises:
        OSError: The disk failed.
    """
    scratch = path.with_suffix(SCRATCH)
    try:
        # It need not be on the disk at once: what a power cut takes away is told by the checksums.
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(parts)
        scratch.replace(path)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        raise


class SectionFile:
    """An open file; its pages are the system's, which drops them when it needs room."""

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        """Open a file.

        Args:
            path: The file.
            data: What is in it, where it could not be written.

        Raises:
            BrokenFileError: It cannot be used.
            OSError: It cannot be read.
        """
        self.path = path
        self.is_written = data is None
        self._map: mmap.mmap | bytes = _mapped(path) if data is None else data
        self.header, self._start = self._read_header()
        self._checked: set[str] = set()

    def section(self, name: str) -> memoryview:
        """Return the bytes of a section.

        Raises:
            BrokenFileError: They are not what was written.
        """
        section = self.header.sections.get(name)
        if section is None:
            raise BrokenFileError(self.path)
        start = self._start + section.start
        view = memoryview(self._map)[start : start + section.size]
        if name not in self._checked:
            if len(view) != section.size or crc32(view) != section.checksum:
                raise BrokenFileError(self.path)
            self._checked.add(name)
        return view

    def place_of(self, name: str) -> tuple[mmap.mmap | bytes, int]:
        """Return the whole file and where a section begins in it: slices of that take a third of the time.

        Raises:
            BrokenFileError: The section is not what was written.
        """
        self.section(name)
        return self._map, self._start + self.header.sections[name].start

    def numbers(self, name: str, kind: Literal["i", "I"]) -> memoryview:
        """Return a section as numbers of a kind of `array`."""
        view = self.section(name)
        try:
            return view.cast(kind)
        except TypeError as error:
            raise BrokenFileError(self.path) from error

    def _read_header(self) -> tuple[Header, int]:
        at = len(_MAGIC)
        length = int.from_bytes(self._map[at : at + _WIDTH], "little")
        checksum = int.from_bytes(self._map[at + _WIDTH : at + 2 * _WIDTH], "little")
        start = at + 2 * _WIDTH
        head = self._map[start : start + length]
        if self._map[:at] != _MAGIC or crc32(head) != checksum:
            raise BrokenFileError(self.path)
        try:
            header = msgspec.json.decode(head, type=Header)
        except msgspec.MsgspecError as error:
            raise BrokenFileError(self.path) from error
        if header.version != VERSION or len(self._map) != start + length + header.end:
            raise BrokenFileError(self.path)
        return header, start + length


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise BrokenFileError(path)
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
