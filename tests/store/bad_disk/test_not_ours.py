"""What is in the place of a file, but is not a file of this user: it stays as it is, nothing waits for it, it is said.

Every link here leads into the test's own folder.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.store import sqlite
from tests import slow
from tests.store.bad_disk.files import Opener, advice, keep_one, move
from tests.store.bad_disk.stores import Store
from tests.store.conftest import set_mode
from tests.store.marks.examples import lay
from tests.terminal import PATIENCE

NOBODY = 65534


def folder(path: Path) -> None:
    lay(path / "inside", b"precious")


def bound(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # The name of a socket is short.
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
    os.chdir(here)


def link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def link_to_a_folder(path: Path) -> None:
    folder(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


THINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (folder, "is a folder, not a file"),
    "pipe": (os.mkfifo, "is a pipe, not a file"),
    "socket": (bound, "is a socket, not a file"),
    "link to a pipe": (link_to_a_pipe, "is a pipe, not a file"),
    "link to a folder": (link_to_a_folder, "is a folder, not a file"),
    "link to itself": (lambda path: path.symlink_to(path.name), "is a link that leads in a circle"),
    "link to nothing": (lambda path: path.symlink_to("elsewhere"), "is a link to nothing"),
    "link to no folder": (lambda path: path.symlink_to("far/away/file"), "is a link to nothing"),
}


def link(path: Path, to: str) -> None:
    path.symlink_to(to)


def seen(place: Path) -> list[tuple[str, int, int, int]]:
    """All that is in a folder, each as it is."""
    found = ((path, path.lstat()) for path in sorted(place.rglob("*")))
    return [(str(path), status.st_mode, status.st_ino, status.st_size) for path, status in found]


async def check_refused(store: Store, path: Path, opened: Opener, why: str, kept: set[int]) -> None:
    """Look, check and write; what is in the folder is what was in it."""
    before = seen(path.parent)
    front = opened()
    async with asyncio.timeout(PATIENCE):
        assert await store.kept(front) == kept
        await store.check(front)
        assert f": {why}. {advice(store)}" in front.notice
        with pytest.raises(StoreError) as failure:
            await store.keep(front, 1, False)
    assert str(failure.value) == f"Not saved: {why}. {advice(store)} Reading still works."
    front.close(10)
    assert seen(path.parent) == before


@pytest.mark.parametrize("thing", THINGS)
async def test_it_is_left_alone(store: Store, path: Path, opened: Opener, thing: str) -> None:
    put, what = THINGS[thing]
    path.parent.mkdir(parents=True)
    put(path)
    place = path.parent / "elsewhere" if thing in ("link to a pipe", "link to a folder") else path
    why = f"{sqlite.target(path)} {what}"
    assert sqlite.target(path) == place
    if store.name != "marks":  # Which names the file that a link leads to, as SQLite does.
        why = f"{path} {what}"
    await check_refused(store, path, opened, why, set())


@pytest.mark.parametrize("thing", ["pipe", *map(slow, ("link to a pipe", "link to itself", "link to nothing"))])
@pytest.mark.parametrize("companion", ["-wal", "-journal", "-shm"])
async def test_what_has_the_name_of_a_file_of_sqlites_is_not_opened(
    store: Store, path: Path, opened: Opener, companion: str, thing: str
) -> None:
    await keep_one(store, front := opened(), 5)
    front.close(10)
    beside = path.with_name(path.name + companion)
    THINGS[thing][0](beside)
    what = "is a pipe, not a file" if thing == "pipe" else "is a link, not a file"
    await check_refused(store, path, opened, f"{beside} {what}", set())


@pytest.mark.parametrize("companion", ["-wal", "-journal"])
async def test_a_link_in_the_place_of_a_log_costs_nothing_of_what_it_leads_to(
    store: Store, path: Path, opened: Opener, companion: str
) -> None:
    await keep_one(store, front := opened(), 5)
    front.close(10)
    lay(path.with_name("thesis.txt"), b"precious " * 1000)
    beside = path.with_name(path.name + companion)
    beside.symlink_to("thesis.txt")
    await check_refused(store, path, opened, f"{beside} is a link, not a file", set())


async def test_a_link_to_a_file_of_this_user_is_followed(store: Store, path: Path, opened: Opener) -> None:
    elsewhere = path.with_name("elsewhere.db")
    await keep_one(store, front := opened(), 5)
    front.close(10)
    move(path, elsewhere)
    link(path, elsewhere.name)
    front = opened()
    assert await store.kept(front) == {5}
    await keep_one(store, front, 6)
    assert sqlite.target(path) == elsewhere
    assert not front.notice


async def test_what_belongs_to_another_user_is_only_read(store: Store, path: Path, opened: Opener) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    await keep_one(store, front := opened(), 5)
    front.close(10)
    os.chown(path, NOBODY, NOBODY)
    set_mode(path, 0o666)
    await check_refused(store, path, opened, f"{path} belongs to another user", {5})
