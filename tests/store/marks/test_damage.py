"""A damaged file is set aside, a backup and what is whole in it take its place, and the user is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.bad_disk.files import spoil
from tests.store.conftest import MarksOpener, mode
from tests.store.marks.examples import BACKED_UP, COUNT, EXAMPLES, PAGE, check, lay
from tests.store.marks.papers import all_kept, aside, number, read


@pytest.mark.parametrize("look", ["get", "write", "maintain"])
async def test_in_the_place_of_what_is_no_database_its_backup_is_restored(
    look: str, path: Path, backup: Path, marks_at: MarksOpener
) -> None:
    lay(path, b"garbage" * 1000)
    marks = marks_at(path)
    looks = {"get": lambda: marks.get([number(1)]), "write": lambda: marks.write([read(1)]), "maintain": marks.maintain}
    await looks[look]()
    (damaged,) = aside(path)
    assert marks.notice == (
        "The marks were damaged: the backup of 2026-08-19 was restored, and nothing more could be read."
        f" The damaged file was set aside as {damaged.name}."
    )
    if look != "write":
        assert await all_kept(marks) == EXAMPLES[:BACKED_UP]
    assert await check(marks) == BACKED_UP
    assert mode(path) == 0o600
    assert backup in path.parent.iterdir()


@pytest.mark.parametrize("length", [0, 50])
async def test_an_emptied_file_is_damaged_if_there_was_something(
    length: int, backed_up: bool, path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, content[:length])
    marks = marks_at(path)
    assert await all_kept(marks) == (EXAMPLES[:BACKED_UP] if backed_up else [])
    assert bool(marks.notice) == bool(aside(path)) == (backed_up or length > 0)
    await marks.maintain()
    assert await check(marks) == (BACKED_UP if backed_up else 0)
    assert len(aside(path)) == (backed_up or length > 0)


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


async def test_damage_that_shows_later_is_restored_at_once_and_others_see_it(
    path: Path, backup: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, content)
    reading, writing = marks_at(path), marks_at(path)
    assert await reading.get([number(1)])
    await writing.get([number(1)])
    spoil(path)
    assert len(await reading.get(map(number, range(COUNT)))) == BACKED_UP
    assert "were damaged" in reading.notice
    spoil(path)
    assert len((await writing.write([read(COUNT)])).step) == 1
    assert len(aside(path)) == 2
    assert await reading.changed() is True
    assert (await reading.get([number(COUNT)]))[number(COUNT)].is_read
    assert backup in path.parent.iterdir()
