"""Which papers were in a digest already, so that the next one has only what is new."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

import msgspec

from reader.errors import StoreError
from reader.store.position import VERSION, put, read_object

LIMIT: Final = 2**21
"""Bytes of the longest file that is read."""
IDS: Final = 5_000
"""Papers of each query that are remembered, the last ones."""
QUERIES: Final = 20
"""Queries that are remembered, the last ones."""


def seen(path: Path, query: str) -> frozenset[str]:
    """The papers that were in a digest of this query; none where the file cannot be read."""
    return frozenset(_load(path).get(query, ()))


def add(path: Path, query: str, ids: Collection[str]) -> None:
    """Remember papers of a digest that was written; readable by the user only.

    Raises:
        StoreError: It cannot be written; the file is as it was.
    """
    kept = _load(path)
    known = [id for id in kept.pop(query, []) if id not in ids]
    kept[query] = [*known, *ids][-IDS:]
    last = dict(list(kept.items())[-QUERIES:])
    if not put(path, msgspec.json.encode({"version": VERSION, "seen": last})):
        raise StoreError(f"The digest was written, but {path} cannot be: the next one will have its papers again.")


def _load(path: Path) -> dict[str, list[str]]:
    try:
        return msgspec.convert(read_object(path, LIMIT).get("seen", {}), dict[str, list[str]])
    except msgspec.ValidationError:
        return {}
