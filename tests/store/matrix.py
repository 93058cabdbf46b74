"""The damage matrix: each kind of page of each store, with some bytes damaged.

All of it: `python -m tests.store.matrix [STORE …] [--first SEED] [--seeds N] [--kind PART]`. It prints what broke the
rule, which is that every row comes back whose leaf and overflow pages have no damaged byte, and deleted rows do not.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.store.anatomy import PAGE, dissect
from tests.store.subjects import SUBJECTS, Part, Subject, look

SIZES = (1, 3, 40, 200)


class Case(NamedTuple):
    """Some bytes of a page of a kind."""

    kind: str
    size: int
    seed: int


class Patient:
    """A whole file of a store, to be damaged again and again."""

    def __init__(self, subject: Subject, folder: Path) -> None:
        self.subject = subject
        path = folder / subject.file
        subject.make(path)
        self.whole = path.read_bytes()
        self.anatomy = dissect(path)
        with closing(sqlite3.connect(path)) as connection:
            parts = subject.parts(connection)
        self.pages = {parts[row]: pages for row, pages in self.anatomy.rows.items() if row in parts}

    def cases(self, seeds: range) -> Iterator[Case]:
        """All that is tried."""
        for kind in self.anatomy.kinds:
            for size in SIZES:
                for seed in seeds:
                    yield Case(kind, size, seed)

    def verdict(self, case: Case) -> str:
        """Damage the file, open it, and return what is wrong with what came back, or nothing."""
        page, data = self._damaged(case)
        expected = {part for part, pages in self.pages.items() if page not in pages}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "v1" / self.subject.file
            path.parent.mkdir()
            path.write_bytes(data)
            try:
                found, notice = look(self.subject, path, case.seed)
            except Exception:  # noqa: BLE001 - that there is none is what is tried
                return traceback.format_exc(limit=-4)
            aside = [one for one in path.parent.glob("*.corrupt-*") if not one.name.endswith(("-wal", "-shm"))]
        lost, freed = expected - found, {part for part in found if part[1] in self.subject.deleted}
        if lost or freed or len(aside) > 1 or bool(aside) != ("could be kept" in notice):
            return f"page {page}: {len(lost)} lost {_some(lost)}, {len(freed)} freed {_some(freed)}; {notice!r}"
        return ""

    def _damaged(self, case: Case) -> tuple[int, bytes]:
        """One page with so many other bytes, in a row or anywhere on it."""
        chance = random.Random(f"{self.subject.file} {case}")
        page = chance.choice(self.anatomy.kinds[case.kind])
        data = bytearray(self.whole)
        start = chance.randrange(PAGE - case.size + 1)
        in_a_row = range(start, start + case.size)
        for place in in_a_row if case.seed % 4 < 2 else chance.sample(range(PAGE), case.size):
            data[(page - 1) * PAGE + place] ^= chance.randrange(1, 256)
        return page, bytes(data)


def _some(parts: set[Part]) -> list[Part]:
    return sorted(parts)[:3]


def main() -> int:
    """Try all cases, and print those that break the rule."""
    parser = argparse.ArgumentParser()
    parser.add_argument("stores", nargs="*", default=[*SUBJECTS])
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--kind", default="")
    options = parser.parse_args()
    failed = 0
    for name in options.stores:
        began, count = time.monotonic(), 0
        with tempfile.TemporaryDirectory() as folder:
            patient = Patient(SUBJECTS[name], Path(folder))
            kinds = {kind: len(pages) for kind, pages in patient.anatomy.kinds.items()}
            print(f"{name}: {len(patient.pages)} rows, pages {kinds}")  # noqa: T201
            for case in patient.cases(range(options.first, options.first + options.seeds)):
                if options.kind not in case.kind:
                    continue
                count += 1
                if wrong := patient.verdict(case):
                    failed += 1
                    print(f"{name} {case}: {wrong}", flush=True)  # noqa: T201
        print(f"{name}: {count} cases, {failed} wrong so far, {time.monotonic() - began:.0f} s")  # noqa: T201
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
