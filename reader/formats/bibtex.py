"""BibTeX: an entry a paper, as the copy menu has it, with keys that are unique in the whole file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from reader.formats.entry import Entry
from reader.papers.cite import bibtex, bibtex_key


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The entries, with an empty line after each."""
    keys: set[str] = set()
    for entry in entries:
        keys.add(key := _unique(bibtex_key(entry.paper), keys))
        yield f"{bibtex(entry.paper, key)}\n\n".encode()


def _unique(key: str, keys: set[str]) -> str:
    """A key that is in no use: `doe2026a`, as citation styles write it, behind `doe2026`."""
    if key not in keys:
        return key
    letters = (f"{key}{letter}" for letter in ascii_lowercase)
    free = next((candidate for candidate in letters if candidate not in keys), None)
    return free or _unique(f"{key}z", keys)
