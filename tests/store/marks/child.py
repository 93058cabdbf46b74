"""What other readers do to a file of marks: `python -m tests.store.marks.child COMMAND FILE ...`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from reader.store.marks.marks import Marks
from tests.store.feeds.child import say
from tests.store.marks.papers import NOON, Clock, note, number, read


async def mark(marks: Marks, start: int, count: int) -> None:
    """Mark papers and print the number of each once it is marked."""
    for of in range(start, start + count):
        await marks.write([read(of), note(of, f"note {of}")])
        say(of)


async def maintain(marks: Marks) -> None:
    """Maintain the file when the parent says so, mark a paper of one's own, and print how many are there."""
    say("ready")
    own = int(sys.stdin.readline())
    await marks.maintain()
    await marks.write([read(own)])
    say(len(await marks.get(map(number, range(100)))))


def main(command: str, path: Path, *numbers: int) -> None:
    """Do what the command says."""
    marks = Marks(path) if command == "mark" else Marks(path, Clock(NOON))
    asyncio.run(mark(marks, *numbers) if command == "mark" else maintain(marks))
    marks.close(10)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
