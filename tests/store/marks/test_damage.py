"""A damaged file is set aside, a backup and what is whole in it take its place, and the user is told."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.conftest import MarksOpener, mode
from tests.store.marks.examples import BACKED_UP, COUNT, EXAMPLES, PAGE, check, lay
from tests.store.marks.papers import all_kept, aside, number, read

HOPELESS = {
    "garbage": lambda content: b"not a database " * 1000,
    "zeroed": lambda content: b"\0" * len(content),
    "first page zeroed": lambda content: b"\0" * PAGE + content[PAGE:],
}


@pytest.mark.parametrize("look", ["get", "write", "maintain"])
@pytest.mark.parametrize("spoil", HOPELESS.values(), ids=HOPELESS)
async def test_what_is_no_database_is_set_aside(
    spoil: Callable[[bytes], bytes], look: str, backed_up: bool, path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, spoil(content))
    marks = marks_at(path)
    looks = {"get": lambda: marks.get([number(1)]), "write": lambda: marks.write([read(1)]), "maintain": marks.maintain}
    await looks[look]()
    (damaged,) = aside(path)
    assert damaged.read_bytes() == spoil(content)
    assert marks.notice == (
        "The marks were damaged: the backup of 2026-08-19 was restored, and those of no papers could still be read."
        f" The damaged file was set aside as {damaged.name}."
        if backed_up
        else "The marks were damaged: those of no papers could be kept."
        f" The damaged file was set aside as {damaged.name}."
    )
    if look != "write":
        assert await all_kept(marks) == (EXAMPLES[:BACKED_UP] if backed_up else [])
    assert await check(marks) >= (BACKED_UP if backed_up else 0)
    assert mode(path) == 0o600
    marks.close(10)
    again = marks_at(path)
    assert (await again.get([number(COUNT)]))[number(COUNT)].is_read
    assert again.notice == ""
    assert aside(path) == [damaged]


@pytest.mark.parametrize("length", [0, 50])
async def test_an_emptied_file_is_damaged_if_there_was_something(
    length: int, backed_up: bool, path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, content[:length])
    marks = marks_at(path)
    assert await all_kept(marks) == (EXAMPLES[:BACKED_UP] if backed_up else [])
    assert bool(marks.notice) == bool(aside(path)) == backed_up
    await marks.maintain()
    assert await check(marks) == (BACKED_UP if backed_up else 0)
    assert len(aside(path)) == (backed_up or length > 0)


async def test_a_folder_in_the_place_of_the_file_is_set_aside_with_what_is_in_it(
    backed_up: bool, path: Path, marks_at: MarksOpener
) -> None:
    lay(path / "inside", b"precious")
    marks = marks_at(path)
    assert await check(marks) == (BACKED_UP if backed_up else 0)
    (damaged,) = aside(path)
    assert (damaged / "inside").read_bytes() == b"precious"


async def test_a_pipe_in_the_place_of_the_file_is_set_aside_unopened(
    backed_up: bool, path: Path, marks_at: MarksOpener
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    assert await check(marks_at(path)) == (BACKED_UP if backed_up else 0)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
async def test_of_a_truncated_file_is_kept_what_is_left(
    part: float, backed_up: bool, path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, content[: int(len(content) * part)])
    marks = marks_at(path)
    await marks.maintain()
    assert await check(marks) >= (BACKED_UP if backed_up else 0)
    assert len(aside(path)) == 1
    assert "were damaged" in marks.notice


FILLINGS = {"0": b"\0" * PAGE, "random": random.Random(1).randbytes(PAGE)}


@pytest.mark.slow
@pytest.mark.parametrize("filling", FILLINGS.values(), ids=FILLINGS)
async def test_any_one_page_overwritten_costs_few_papers(
    filling: bytes, path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    kept = []
    for page in range(1, len(content) // PAGE):
        place = path.with_name(f"{page}") / "marks.db"
        lay(place, content[: page * PAGE] + filling + content[(page + 1) * PAGE :])
        marks = marks_at(place)
        await marks.maintain()
        kept.append(await check(marks))
        await marks.maintain()
        assert len(aside(place)) == 1, page
        marks.close(10)
    # The pages that every row hangs on cost all rows of their table; a paper is still known by the others.
    assert min(kept) >= COUNT - 20
    assert kept.count(COUNT) >= len(kept) // 2


async def test_what_the_backup_lacks_and_what_the_file_lacks_are_joined(
    path: Path, backup: Path, content: bytes, marks_at: MarksOpener
) -> None:
    pages = [*range(1, len(content) // PAGE)]
    for page in pages[::3]:
        content = content[: page * PAGE] + b"\xff" * PAGE + content[(page + 1) * PAGE :]
    lay(path, content)
    marks = marks_at(path)
    await marks.maintain()
    kept = await all_kept(marks)
    assert kept[:BACKED_UP] == EXAMPLES[:BACKED_UP]
    assert len(kept) > BACKED_UP
    assert "the backup of 2026-08-19 was restored, and those of" in marks.notice


async def test_damage_that_shows_in_reading_or_writing_is_mended_at_once(
    path: Path, content: bytes, backed_up: bool, marks_at: MarksOpener
) -> None:
    lay(path, content)
    reading, writing = marks_at(path), marks_at(path)
    assert await reading.get([number(1)])
    await writing.get([number(1)])
    overwrite(path)
    assert len(await reading.get(map(number, range(COUNT)))) >= (BACKED_UP if backed_up else 0)
    assert "were damaged" in reading.notice
    overwrite(path)
    assert len((await writing.write([read(COUNT)])).step) == 1
    assert len(aside(path)) == 2
    assert await reading.changed() is True
    assert (await reading.get([number(COUNT)]))[number(COUNT)].is_read


def overwrite(path: Path) -> None:
    """Spoil a file that is open."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(b"\xff" * size)
    for companion in ("-wal", "-shm"):
        path.with_name(path.name + companion).unlink(missing_ok=True)
