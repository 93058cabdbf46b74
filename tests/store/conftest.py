"""A folder that is not there yet, the caches opened on it, and other processes beside them."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from reader.store.cache import Cache

Opener = Callable[[Path], Cache]
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
    """Start `tests.store.child` with arguments; what still runs at the end is killed."""
    with ExitStack() as stack:

        def start(*arguments: object) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "tests.store.child", *map(str, arguments)]
            root = Path(__file__).parents[2]
            process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield start
