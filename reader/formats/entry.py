"""What every format is given: one paper after the other, with what the user keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from typing import Final, NamedTuple

from reader.errors import ReaderError, UseError
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper

FORMATS: Final = {
    "bibtex": "reader.formats.bibtex",
    "csl-json": "reader.formats.csl",
    "csv": "reader.formats.table",
    "json": "reader.formats.data",
    "jsonl": "reader.formats.data_lines",
    "markdown": "reader.formats.markdown",
    "org": "reader.formats.org",
    "ris": "reader.formats.ris",
}
"""The modules of the formats; each has a function `pieces`, which turns entries into pieces of a file in UTF-8."""


class Entry(NamedTuple):
    """A paper of a list."""

    paper: Paper
    mark: Mark = UNMARKED
    day: date | None = None
    """The day whose list it is from; None for a starred paper."""
    fetched_at: datetime | None = None
    """When the Hub last confirmed that list, UTC."""


Pieces = Callable[[Iterable[Entry]], Iterator[bytes]]


def pieces_of(name: str) -> Pieces:
    """Import a format by its name in `FORMATS`: a list needs one of them."""
    pieces: Pieces = import_module(FORMATS[name]).pieces
    return pieces


def array(items: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a JSON array with a line for each item, closed also where reading the items fails.

    Raises:
        ReaderError: Reading failed; the array was closed, unless what was asked for made no sense.
    """
    before = b"[\n"
    try:
        for item in items:
            yield before + item
            before = b",\n"
    except UseError:
        raise
    except ReaderError:
        yield _end(before)
        raise
    yield _end(before)


def _end(before: bytes) -> bytes:
    return b"[]\n" if before == b"[\n" else b"\n]\n"
