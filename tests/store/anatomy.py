"""What each page of a whole SQLite file is for, as SQLite itself tells (`dbstat`), to damage them kind by kind."""

from __future__ import annotations

import sqlite3
import struct
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

PAGE = 4096


class Anatomy(NamedTuple):
    """The pages of a file."""

    kinds: dict[str, list[int]]
    """Their numbers, by what they are for."""
    rows: dict[tuple[str, int], frozenset[int]]
    """The leaf and the overflow pages of each row, by the table and the number of the row."""


def has_dbstat() -> bool:
    """Whether this SQLite tells what its pages are for."""
    with closing(sqlite3.connect(":memory:")) as connection:
        return bool(connection.execute("SELECT sqlite_compileoption_used('ENABLE_DBSTAT_VTAB')").fetchone()[0])


def dissect(path: Path) -> Anatomy:
    """Look at a whole file that nobody writes to."""
    kinds: dict[str, list[int]] = defaultdict(list)
    rows: dict[tuple[str, int], frozenset[int]] = {}
    with closing(sqlite3.connect(path)) as connection:
        types = dict(connection.execute("SELECT name, type FROM sqlite_master"))
        leaves: dict[str, dict[str, int]] = defaultdict(dict)
        chains: dict[tuple[str, str, int], set[int]] = defaultdict(set)
        cells: dict[tuple[str, str], int] = {}
        for name, place, number, kind, count in connection.execute(
            "SELECT name, path, pageno, pagetype, ncell FROM dbstat ORDER BY path"
        ):
            if number == 1:
                continue
            kinds[f"{types[name]} {kind}"].append(number)
            if types[name] == "table" and kind == "leaf":
                leaves[name][place] = number
                cells[name, place] = count
            elif types[name] == "table" and kind == "overflow":
                leaf, _, cell = place.rpartition("/")
                chains[name, f"{leaf}/", int(cell.partition("+")[0], 16)].add(number)
        for name, places in leaves.items():
            numbers = iter(row for (row,) in connection.execute(f"SELECT rowid FROM {name} ORDER BY rowid"))
            for place, leaf in places.items():
                for cell in range(cells[name, place]):
                    rows[name, next(numbers)] = frozenset({leaf} | chains[name, place, cell])
            assert next(numbers, None) is None
    data = path.read_bytes()
    kinds["first"] = [1]
    known = {number for numbers in kinds.values() for number in numbers}
    kinds |= _free(data)
    rest = set(range(1, len(data) // PAGE + 1)) - known - {page for pages in _free(data).values() for page in pages}
    if rest:
        kinds["pointer map"] = sorted(rest)
    return Anatomy(dict(kinds), rows)


def _free(data: bytes) -> dict[str, list[int]]:
    """The pages that are not in use: those of the list of them, and the others."""
    trunks: list[int] = []
    others: list[int] = []
    (trunk,) = struct.unpack_from(">I", data, 32)
    while trunk:
        trunks.append(trunk)
        at = (trunk - 1) * PAGE
        trunk, count = struct.unpack_from(">II", data, at)
        others += struct.unpack_from(f">{count}I", data, at + 8)
    return {kind: pages for kind, pages in {"free trunk": trunks, "free leaf": others}.items() if pages}
