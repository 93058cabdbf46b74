"""Whether a file is damaged in which a statement of ours failed: SQLite does not always say so."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from reader.store import sqlite

Schemas = Mapping[int, frozenset[str]]
"""By the version of a file, the statements that its tables, indexes and triggers were made with."""


AHEAD: Final = 100
"""How many versions later than ours a file can be; the number of one that is even newer is damaged."""


def is_damaged(path: Path, schemas: Schemas) -> bool:
    """Tell whether SQLite finds a fault in a file, or its schema is ours but for some damage.

    A file of a newer version is left to that version, as long as its schema can be read; so is one of another program.

    Args:
        path: The file.
        schemas: Those of all our versions; with version 0 alone the number in the file means nothing.
    """
    try:
        if _is_unwritable(path):
            return True
        with closing(sqlite.connect_read_only(path, sqlite.TIMEOUT, "PRAGMA user_version")) as connection:
            listed = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
            found = frozenset(sql for (sql,) in listed)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            version = 0 if set(schemas) == {0} else version
            if max(schemas) < version <= max(schemas) + AHEAD:
                return False
            return bool(sqlite.first_fault(connection)) or _is_like_ours(found, version, schemas)
    except sqlite.FAULTS as error:
        # Nothing that was asked depends on what is ours.
        return sqlite.is_damage(error) or sqlite.is_unexplained(error)


def _is_unwritable(path: Path) -> bool:
    """Tell whether SQLite takes a file for one of a version of its own that is to come, which it does not write."""
    with path.open("rb") as file:
        header = file.read(20)
    return header[18:19] not in (b"\1", b"\2")


def _is_like_ours(found: frozenset[str], version: int, schemas: Schemas) -> bool:
    """Tell whether a schema was one of ours before it was damaged, or the number of its version was."""
    if schemas.get(version, frozenset("-")) <= found:
        return False
    if found in schemas.values():
        return True
    # diskcache adds some of its own to a file of another program.
    return bool(version) or any(
        len(found) >= len(ours) and 2 * len(found & ours) >= len(ours) for ours in schemas.values()
    )
