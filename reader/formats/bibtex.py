"""BibTeX: an entry a paper, as the copy menu has it, with keys that are unique in the whole file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, product
from string import ascii_lowercase

from reader.formats.entry import Entry
from reader.papers.cite import bibtex, bibtex_key


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The entries, with an empty line after each."""
    keys: set[str] = set()
    # Kept for each key, so that the time does not grow with the square of the papers that share it.
    suffixes: defaultdict[str, Iterator[str]] = defaultdict(_suffixes)
    for entry in entries:
        bare = bibtex_key(entry.paper)
        key = next(key for suffix in suffixes[bare] if (key := f"{bare}{suffix}") not in keys)
        keys.add(key)
        yield f"{bibtex(entry.paper, key)}\n\n".encode()


def _suffixes() -> Iterator[str]:
    """What makes a key unique: nothing, then `a` to `z` as citation styles write it, then `aa`."""
    yield ""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))
