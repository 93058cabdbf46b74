"""Folders that are not there yet, the caches and marks opened on them, and other processes beside them."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from reader.store import sqlite
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.store.marks.examples import BACKED_UP, EXAMPLES, fill
from tests.store.marks.papers import Clock

Opener = Callable[[Path], Cache]
MarksOpener = Callable[..., Marks]
Starter = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that the cache has to make, with its parent."""
    return tmp_path / "cache" / "v1"


def names(folder: Path) -> list[str]:
    """The names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def set_mode(path: Path, mode: int) -> None:
    """Change who may do what with a file."""
    path.chmod(mode)


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait long for locks."""
    monkeypatch.setattr(sqlite, "TIMEOUT", 0.01)


@pytest.fixture
def opened() -> Iterator[Opener]:
    """Make caches that are closed at the end."""
    with ExitStack() as stack:

        def make(folder: Path) -> Cache:
            cache = Cache(folder)
            stack.callback(cache.close, 10)
            return cache

        yield make


@pytest.fixture
def cache(opened: Opener, folder: Path) -> Cache:
    """A cache on the folder."""
    return opened(folder)


@pytest.fixture
def started() -> Iterator[Starter]:
    """Start `tests.store.feeds.child`, or another module, with arguments; what still runs at the end is killed."""
    with ExitStack() as stack:

        def start(*arguments: object, module: str = "feeds.child") -> subprocess.Popen[str]:
            command = [sys.executable, "-m", f"tests.store.{module}", *map(str, arguments)]
            root = Path(__file__).parents[2]
            process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield start


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of marks that is not there yet, nor is its folder."""
    return tmp_path / "data" / "daily-papers" / "marks.db"


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is set."""
    return Clock()


@pytest.fixture
def marks_at(clock: Clock) -> Iterator[MarksOpener]:
    """Make marks that are closed at the end; they go by the clock unless they get another one."""
    with ExitStack() as stack:

        def make(path: Path | None, now: Clock = clock) -> Marks:
            marks = Marks(path, now)
            stack.callback(marks.close, 10)
            return marks

        yield make


@pytest.fixture
def marks(marks_at: MarksOpener, path: Path) -> Marks:
    """The marks of the file."""
    return marks_at(path)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of marks, and below it a backup of the day before, in which some are missing."""
    folder = tmp_path_factory.mktemp("examples")
    fill(folder / "backup" / "marks.db", EXAMPLES[:BACKED_UP])
    fill(folder / "marks.db", EXAMPLES)
    return folder


@pytest.fixture
def content(examples: Path) -> bytes:
    """What is in the file of examples."""
    return (examples / "marks.db").read_bytes()


@pytest.fixture
def backup(examples: Path, path: Path) -> Path:
    """A backup of the day before, beside the file, which is not there yet."""
    path.parent.mkdir(parents=True)
    return Path(shutil.copy(examples / "backup" / "marks-2026-08-19.db", path.parent))


@pytest.fixture(params=["with a backup", "without"])
def backed_up(request: pytest.FixtureRequest) -> bool:
    """Whether there is a backup beside the file, which is not there yet."""
    with_backup: bool = request.param == "with a backup"
    if with_backup:
        request.getfixturevalue("backup")
    return with_backup
