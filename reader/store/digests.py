"""What the last digest of each kind had, so that the next one has only what is new.

A file each, so that two digests that are written at once do not forget one another.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from reader.errors import StoreError
from reader.store.position import VERSION, put, read_object

LIMIT: Final = 2**18
"""Bytes of the longest file that is read."""
IDS: Final = 5_000
"""Papers that are remembered, the last ones."""


class Last(Struct, frozen=True):
    """What the last digest of a kind had."""

    day: date | None = None
    """The newest day that it had papers of."""
    ids: tuple[str, ...] = ()
    """The papers that were there to choose from, then and before."""


def load(folder: Path, kind: str) -> Last:
    """Read what the last digest of a kind had; nothing where it cannot be read."""
    try:
        return msgspec.convert(read_object(_path(folder, kind), LIMIT), Last)
    except msgspec.ValidationError:
        return Last()


def save(folder: Path, kind: str, last: Last) -> None:
    """Remember what a digest had that was written; readable by the user only.

    Raises:
        StoreError: It cannot be written; what was known before is kept.
    """
    kept = Last(last.day, last.ids[-IDS:])
    path = _path(folder, kind)
    if not put(path, msgspec.json.encode({"version": VERSION, **msgspec.to_builtins(kept)})):
        raise StoreError(f"The digest was written, but {path} cannot be: the next one will have its papers again.")


def _path(folder: Path, kind: str) -> Path:
    return folder / f"{sha256(kind.encode(errors='surrogateescape')).hexdigest()[:20]}.json"
