"""Each store of `STORES`, opened on a file of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests import slow
from tests.store.bad_disk.files import Opener
from tests.store.bad_disk.stores import STORES, Store

EVERY_TIME = ("feeds", "marks")
"""Stores that are tried whenever tests are run; the others share their handle, and are tried with the slow tests."""


@pytest.fixture(
    params=[store if store.name in EVERY_TIME else slow(store) for store in STORES],
    ids=[store.name for store in STORES],
    scope="session",
)
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.param
    return found


@pytest.fixture
def path(store: Store, tmp_path: Path) -> Path:
    """The store's file, which does not exist yet, nor does its folder."""
    return tmp_path / "some" / "folder" / store.file


@pytest.fixture
def opened(store: Store, path: Path) -> Iterator[Opener]:
    """Open stores that are closed at the end."""
    with ExitStack() as stack:

        def make(place: Path = path) -> Any:
            front = store.open(place)
            stack.callback(front.close, 10)
            return front

        yield make


@pytest.fixture(scope="session")
def whole(store: Store, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What is in a file whose tables have several pages."""
    path = tmp_path_factory.mktemp(store.name) / store.file
    front = store.open(path)

    async def fill() -> None:
        for number in range(store.count):
            await store.keep(front, number, False)

    asyncio.run(fill())
    front.close(10)
    return path.read_bytes()
