"""Papers as text for other programs: what every format is given, and which formats there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from typing import Final, NamedTuple

from reader.errors import ReaderError, UseError
from reader.papers.marks import UNMARKED, Mark
from reader.papers.models import Paper

FORMATS: Final = {
    "bibtex": "reader.formats.references:bibtex_pieces",
    "csl-json": "reader.formats.references:csl_pieces",
    "csv": "reader.formats.csv_table:csv_pieces",
    "json": "reader.formats.paper_json:json_pieces",
    "jsonl": "reader.formats.paper_json:jsonl_pieces",
    "markdown": "reader.formats.outline:markdown_pieces",
    "org": "reader.formats.outline:org_pieces",
    "ris": "reader.formats.references:ris_pieces",
}
"""The functions of the formats, which turn entries into pieces of a file in UTF-8; a list needs one of them."""


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
    module, _, function = FORMATS[name].partition(":")
    pieces: Pieces = getattr(import_module(module), function)
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
