"""What other readers do to a file of marks: `python -m tests.store.marks_child COMMAND FILE ...`."""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import tempfile
from pathlib import Path

from reader.errors import StoreError
from reader.store.marks.marks import Marks
from tests.store.feeds.child import say
from tests.store.marks.papers import NOON, Clock, note, number, read, star


async def mark(marks: Marks, start: int, count: int) -> None:
    """Mark papers and print the number of each once it is marked."""
    for of in range(start, start + count):
        await marks.write([read(of), note(of, f"note {of}")])
        say(of)


async def look(marks: Marks) -> None:
    """Print what can be read, what the marks say of it, and what they say when they are written to."""
    say(number(1) in await marks.get([number(1)]), len(await marks.starred()))
    say(marks.notice)
    await marks.maintain()
    say(marks.notice)
    try:
        await marks.write([note(99, "long " * 4000), star(98)])
    except StoreError as error:
        say(error)
    else:
        say("saved")
    say(number(1) in await marks.get([number(1)]), number(99) in await marks.get([number(99)]))


async def maintain(marks: Marks) -> None:
    """Mend the file when the parent says so, mark a paper of one's own, and print how many are there."""
    say("ready")
    own = int(sys.stdin.readline())
    await marks.maintain()
    await marks.write([read(own)])
    say(len(await marks.get(map(number, range(100)))))


def become_nobody() -> None:
    """Give up the rights of root, after everything is imported: nobody may not read the interpreter's files."""
    Path("/").as_uri()
    with tempfile.TemporaryDirectory() as folder:
        marks = Marks(Path(folder) / "marks.db", Clock())
        asyncio.run(look(marks))
        marks.close(10)
        marks = Marks(Path(folder) / "marks.db", Clock())
        Path(folder, "marks.db").write_bytes(b"garbage" * 1000)
        asyncio.run(look(marks))
        marks.close(10)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def main(command: str, path: Path, *numbers: int) -> None:
    """Do what the command says."""
    if command == "look-as-nobody":
        become_nobody()
        say("nobody")
    if command == "look-within-limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (numbers[0], numbers[0]))
    marks = Marks(path) if command == "mark" else Marks(path, Clock(NOON))
    acts = {"mark": lambda: mark(marks, *numbers), "maintain": lambda: maintain(marks)}
    asyncio.run(acts.get(command, lambda: look(marks))())
    marks.close(10)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
