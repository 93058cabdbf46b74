"""A file of marks whose tables have several pages, to be damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from reader.papers.marks import MarkCopy, Record, Timestamped, merged
from reader.papers.models import Paper
from reader.store.marks.marks import Marks
from tests.store.marks.papers import AT, NOON, Clock, all_kept, number, read

PAGE = 4096
COUNT = 60
"""Papers in the file: enough for every table to have several pages."""
BACKED_UP = 40
"""Papers in the backup."""


def example(of: int) -> MarkCopy:
    """What is kept of a paper; its record is small, so that there are many on a page."""
    id = number(of)
    return MarkCopy(
        id=id,
        read=Timestamped(True, AT),
        starred=Timestamped(True, AT + of),
        note=Timestamped(f"note {of}" + " long" * 30, AT),
        note_history=(Timestamped(f"other note {of}" + " long" * 30, AT - 1),),
        full_text=Timestamped(of % 2 == 0, AT + of),
        record=Record(AT, Paper(id=id, title=f"Title {of}", abstract="Abstract." * 20)),
    )


EXAMPLES = [example(of) for of in range(COUNT)]


def fill(path: Path, of: list[MarkCopy]) -> None:
    """Make a file, and a backup of the day before."""
    marks = Marks(path, Clock(NOON - timedelta(days=1)))
    marks._worker.submit(marks._merge, of).result(60)
    marks._worker.submit(marks._maintain).result(60)
    marks.close(10)


def lay(path: Path, content: bytes) -> None:
    """Write a file, whatever is in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def change(path: Path, changes: str) -> Path:
    """Change a file by hand."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(changes)
    return path


async def check(marks: Marks) -> int:
    """See that all that is kept is whole, and that there can be more; return how many papers there were."""
    kept = await all_kept(marks)
    assert {copy.id for copy in kept} <= {copy.id for copy in EXAMPLES}
    for copy in kept:
        assert merged(copy, example(int(copy.id[5:]))) == example(int(copy.id[5:]))
    await marks.write([read(COUNT)])
    assert (await marks.get([number(COUNT)]))[number(COUNT)].is_read
    return len(kept)
