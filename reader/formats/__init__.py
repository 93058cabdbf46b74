"""Papers as text for other programs: what every format is given, and which formats there are.

Cheap to import: the names of the formats are wanted where no paper is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.errors import ReaderError, UseError

if TYPE_CHECKING:
    from datetime import date, datetime

    from reader.papers.marks import Mark
    from reader.papers.models import Paper


class FileFormat(NamedTuple):
    """A format that papers are exported in."""

    name: str
    """As people write it."""
    extension: str
    """What the names of its files end in."""
    place: str
    """The function that turns entries into pieces of a file in UTF-8."""


FILE_FORMATS: Final = {
    "bibtex": FileFormat("BibTeX", ".bib", "reader.formats.references:bibtex_pieces"),
    "ris": FileFormat("RIS", ".ris", "reader.formats.references:ris_pieces"),
    "csl-json": FileFormat("CSL JSON", ".json", "reader.formats.references:csl_pieces"),
    "markdown": FileFormat("Markdown", ".md", "reader.formats.outline:markdown_pieces"),
    "org": FileFormat("Org", ".org", "reader.formats.outline:org_pieces"),
    "csv": FileFormat("CSV", ".csv", "reader.formats.csv_table:csv_pieces"),
    "jsonl": FileFormat("JSON Lines", ".jsonl", "reader.formats.paper_json:jsonl_pieces"),
}
"""The formats that papers are exported in."""
FORMATS: Final = {
    **{name: form.place for name, form in FILE_FORMATS.items()},
    "json": "reader.formats.paper_json:json_pieces",
    "excel": "reader.formats.csv_table:excel_pieces",
}
"""All formats of papers; `excel` is a kind of `csv`."""
NOTES_ON_REQUEST: Final = frozenset({"bibtex", "ris", "csl-json", "markdown"})
"""The formats that are often passed on, and so have the user's notes only where they are wanted."""
DIGEST_FORMATS: Final = {
    "markdown": "reader.formats.digest_formats:markdown",
    "text": "reader.formats.digest_formats:text",
    "html": "reader.formats.digest_formats:html",
    "eml": "reader.formats.digest_email:eml",
    "atom": "reader.formats.digest_formats:atom",
}
"""The formats of a digest, with the functions that write one; that of `eml` is given addresses too."""


class Entry(NamedTuple):
    """A paper of a list."""

    paper: Paper
    mark: Mark
    day: date | None = None
    """The day whose list it is from; None for a starred paper."""
    fetched_at: datetime | None = None
    """When the Hub last confirmed that list, UTC."""
    watches: tuple[str, ...] = ()
    """The names of the user's watches that it matches."""


def format_of(file: str) -> str | None:
    """The format that the name of a file ends in, or nothing.

    >>> format_of("Papers.RIS"), format_of("papers.txt")
    ('ris', None)
    """
    lower = file.lower()
    return next((name for name, form in FILE_FORMATS.items() if lower.endswith(form.extension)), None)


Pieces = Callable[[Iterable[Entry]], Iterator[bytes]]


def pieces_of(name: str, *, notes: bool = False) -> Pieces:
    """Import a format by its name in `FORMATS`.

    Args:
        name: The format.
        notes: Whether the user's notes are wanted; otherwise the entries that a format of `NOTES_ON_REQUEST` is given
            have none, so that no format needs to ask.
    """
    pieces: Pieces = imported(FORMATS[name])
    if notes or name not in NOTES_ON_REQUEST:
        return pieces
    return lambda entries: pieces(map(_without_note, entries))


def _without_note(entry: Entry) -> Entry:
    if not entry.mark.text:
        return entry
    from msgspec.structs import replace

    return entry._replace(mark=replace(entry.mark, note=None))


def imported(place: str) -> Any:
    """Import the function of a format: a run needs one of them."""
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)


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
