"""Folders and files without the right to write them: what is kept can be read, and what is not saved is said."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import StoreError
from tests.store.bad_disk.files import (
    Opener,
    advice,
    barred,
    content,
    keep_one,
    lines,
    move,
    on_the_handle,
    when_opening_writes,
)
from tests.store.bad_disk.stores import Store
from tests.store.conftest import Starter, names, set_mode
from tests.store.marks.examples import lay


@pytest.fixture
async def stored(store: Store, place: Path, opened: Opener) -> Path:
    """A thing in a folder that others may read and nobody may write."""
    front = opened(place / store.file)
    await keep_one(store, front)
    front.close(10)
    set_mode(place / store.file, 0o444)
    set_mode(place, 0o555)
    give_to_nobody(place)
    return place / store.file


def give_to_nobody(*places: Path) -> None:
    """Give away what nobody is to look at as theirs: files of others are another matter (`test_not_ours.py`)."""
    if os.geteuid() == 0:
        for place in places:
            for inner in (place, *place.iterdir()):
                os.chown(inner, 65534, 65534)


@pytest.fixture
def look(store: Store, started: Starter) -> Callable[[Path], list[str]]:
    """Look at a file without the rights of root."""

    def look_as_nobody(path: Path) -> list[str]:
        output = lines(started("look-as-nobody", store.name, path, module="bad_disk.child"))
        return output[output.index("nobody") + 1 :]

    return look_as_nobody


async def test_a_folder_that_cannot_be_written_is_read(
    store: Store, stored: Path, look: Callable[[Path], list[str]]
) -> None:
    found, notice, checked, failure, later = look(stored)
    assert found == later == "[1]"
    assert notice == checked == f"{store.handle.words.read_only}: {barred(store, stored.parent)}"
    assert failure == f"Not saved: {barred(store, stored.parent)} Reading still works."


@pytest.mark.parametrize(("file", "folder"), [(0o666, 0o555), (0o444, 0o777)])
async def test_the_right_to_write_the_file_or_the_folder_alone_is_not_enough(
    file: int, folder: int, store: Store, stored: Path, look: Callable[[Path], list[str]]
) -> None:
    set_mode(stored, file)
    set_mode(stored.parent, folder)
    found, _, _, failure, later = look(stored)
    assert found == later == "[1]"
    assert failure == f"Not saved: {barred(store, stored.parent)} Reading still works."


async def test_a_file_of_another_user_is_only_read(
    store: Store, stored: Path, look: Callable[[Path], list[str]]
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives up its rights")
    set_mode(stored, 0o666)
    set_mode(stored.parent, 0o777)
    os.chown(stored, 0, 0)
    before = names(stored.parent)
    found, _, notice, failure, later = look(stored)
    why = f"{stored} belongs to another user. {advice(store)}"
    assert found == later == "[1]"
    assert notice == f"{store.handle.words.read_only}: {why}"
    assert failure == f"Not saved: {why} Reading still works."
    assert names(stored.parent) == before


@pytest.mark.parametrize("name", ["a b?#%", "%41", "?mode=memory"])
async def test_a_read_only_folders_name_is_taken_as_it_is(
    name: str, stored: Path, look: Callable[[Path], list[str]]
) -> None:
    set_mode(stored.parent, 0o755)
    (stored.parent / name).mkdir()
    moved = move(stored, stored.parent / name / stored.name)
    give_to_nobody(moved.parent)
    set_mode(moved.parent, 0o555)
    assert look(moved)[0] == "[1]"


async def test_a_folder_that_cannot_be_read(store: Store, stored: Path, look: Callable[[Path], list[str]]) -> None:
    set_mode(stored.parent, 0o000)
    found, notice, _, failure, later = look(stored)
    assert found == later == "[]"
    why = barred(store, stored.parent).replace("written", "read")
    assert notice == f"{store.handle.words.closed}: {why}"
    assert failure == f"Not saved: {why} Reading still works."


async def test_a_file_that_cannot_be_read(store: Store, stored: Path, look: Callable[[Path], list[str]]) -> None:
    set_mode(stored.parent, 0o755)
    set_mode(stored, 0o200)
    found, notice, _, failure, later = look(stored)
    assert found == later == "[]"
    why = barred(store, stored).replace("written", "read")
    assert notice == f"{store.handle.words.closed}: {why}"
    assert failure == f"Not saved: {why} Reading still works."


async def test_a_folder_that_cannot_be_made(store: Store, stored: Path, look: Callable[[Path], list[str]]) -> None:
    folder = stored.parent / "below"
    found, notice, _, failure, _ = look(folder / store.file)
    assert found == "[]"
    assert notice == when_opening_writes(store, f"{store.handle.words.closed}: {barred(store, folder)}")
    assert failure == f"Not saved: {barred(store, folder)} Reading still works."


async def test_a_damaged_file_in_a_read_only_folder_is_left(
    store: Store, stored: Path, look: Callable[[Path], list[str]]
) -> None:
    garbage = b"garbage" * 1000
    set_mode(stored, 0o644)
    lay(stored, garbage)
    before = names(stored.parent)
    found, notice, _, failure, later = look(stored)
    assert found == later == "[]"
    assert notice == f"{store.handle.words.closed}: {barred(store, stored.parent)}"
    assert failure == f"Not saved: {barred(store, stored.parent)} Reading still works."
    assert (names(stored.parent), content(stored)) == (before, garbage)


async def test_a_file_in_the_place_of_the_folder(store: Store, tmp_path: Path, opened: Opener) -> None:
    lay(tmp_path / "file", b"precious")
    front = opened(tmp_path / "file" / store.file)
    assert await store.kept(front) == set()
    option = store.handle.words.option
    advice = f"Choose another folder with {option}." if option else "Check what is there and try again."
    blame = f"{tmp_path / 'file'} failed (Not a directory). {advice}"
    assert front.notice == f"{store.handle.words.closed}: {blame}"
    with pytest.raises(StoreError) as failure:
        await on_the_handle(front, lambda handle: handle.demand(lambda rows: rows, None))
    assert str(failure.value) == front.notice
    with pytest.raises(StoreError) as failure:
        await store.keep(front, 1, False)
    assert str(failure.value) == f"Not saved: {blame} Reading still works."
    assert content(tmp_path / "file") == b"precious"
