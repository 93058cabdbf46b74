"""How many papers are read, at a glance: no file is created, nothing is decoded, no thread begins."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from reader.store import sqlite

# As `rows` reads a flag: one without a time is not a mark.
_READ: Final = (
    "SELECT count(*) FROM mark WHERE id IN (SELECT value FROM json_each(?)) AND CAST(read AS INTEGER)"
    " AND CAST(read_at AS INTEGER) BETWEEN 1 - (1 << 53) AND (1 << 53) - 1"
)


def read_of(path: Path, ids: Iterable[str]) -> int | None:
    """Count those of some papers that were read; None where only `Marks` can tell, as with a damaged file."""
    try:
        with closing(sqlite.connect_untouched(path, 0.0, "PRAGMA user_version")) as connection:
            count: int = connection.execute(_READ, (json.dumps(list(ids)),)).fetchone()[0]
            return count
    except FileNotFoundError:
        return None if path.exists() else 0
    except sqlite.FAULTS:
        return None
