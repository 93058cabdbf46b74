"""The commands on marks as another process runs them, and marks to exchange."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterable
from pathlib import Path

from reader.formats.marks_jsonl import encode
from reader.papers.marks import MarkCopy, Record, Timestamped
from reader.papers.models import Paper
from reader.store.marks.marks import Marks
from tests.hub.papers import paper_id
from tests.terminal import CHECKOUT, READER, environment

DATABASE = Path(".local/share/daily-papers/marks.db")


def run(
    *args: str, home: Path, argv: Iterable[str] = READER, data: bytes = b"", shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command of `daily-papers marks`, with redirections that a shell makes."""
    words = (*argv, "marks", *args)
    command = ("sh", "-c", f'exec "$@" {shell}', "sh", *words) if shell else words
    return subprocess.run(command, env=environment(home), cwd=CHECKOUT, capture_output=True, input=data)


def said(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """What a command said on stderr, each sentence without the name of the program."""
    lines = done.stderr.decode().splitlines()
    assert all(line.startswith("daily-papers: ") and line.isprintable() for line in lines), lines
    return [line.removeprefix("daily-papers: ") for line in lines]


def lines(*kept: MarkCopy) -> bytes:
    """A file of marks."""
    return b"".join(map(encode, kept))


def put(home: Path, *kept: MarkCopy) -> None:
    """Have marks kept."""
    marks = Marks(home / DATABASE)
    asyncio.run(marks.merge(kept))
    marks.close(10)


def exported(home: Path) -> bytes:
    """What is exported, to stdout."""
    done = run("export", home=home)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def starred(number: int, at: int = 5, abstract: str = "An abstract.") -> MarkCopy:
    """A star with its record."""
    id = paper_id(number)
    paper = Paper(id=id, title=f"Paper {number}", abstract=abstract)
    return MarkCopy(id=id, starred=Timestamped(True, at), record=Record(at, paper))


def noted(number: int, text: str, at: int) -> MarkCopy:
    """A note."""
    return MarkCopy(id=paper_id(number), note=Timestamped(text, at))


MANY = tuple(starred(number, abstract="Word " * 60 + "end.") for number in range(1, 501))
"""More than a pipe holds."""
