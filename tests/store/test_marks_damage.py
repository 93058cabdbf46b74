"""A damaged file is set aside, a backup and what is whole in it take its place, and the user is told."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reader.papers.marks import Kept, Mark, Record, Stamped, merged
from reader.papers.models import Paper
from reader.store import entries, remains, restore
from reader.store.marks import Marks
from tests.store.conftest import MarksOpener, Starter, mode, names
from tests.store.marking import AT, NOON, Clock, all_kept, aside, marked, note, number, read

PAGE = 4096
COUNT = 60
"""Papers in the file: enough for every table to have several pages."""
BACKED_UP = 40
"""Papers in the backup."""


def example(of: int) -> Kept:
    """What is kept of a paper; its record is small, so that there are many on a page."""
    id = number(of)
    return Kept(
        id=id,
        read=Stamped(True, AT),
        starred=Stamped(True, AT + of),
        note=Stamped(f"note {of}" + " long" * 30, AT),
        note_history=(Stamped(f"other note {of}" + " long" * 30, AT - 1),),
        record=Record(AT, Paper(id=id, title=f"Title {of}", abstract="Abstract." * 20)),
    )


EXAMPLES = [example(of) for of in range(COUNT)]


def fill(path: Path, of: list[Kept]) -> None:
    marks = Marks(path, Clock(NOON - timedelta(days=1)))
    marks._worker.submit(marks._merge, of).result(10)
    marks._worker.submit(marks._maintain).result(10)
    marks.close(10)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file, and in another folder a backup of yesterday in which some are missing."""
    folder = tmp_path_factory.mktemp("whole")
    fill(folder / "backup" / "marks.db", EXAMPLES[:BACKED_UP])
    fill(folder / "marks.db", EXAMPLES)
    return folder


@pytest.fixture(params=["with a backup", "without"])
def backed_up(request: pytest.FixtureRequest, whole: Path, path: Path) -> bool:
    """Whether there is a backup beside the file, which is not there yet."""
    path.parent.mkdir(parents=True)
    with_backup: bool = request.param == "with a backup"
    if with_backup:
        shutil.copy(whole / "backup" / "marks-2026-08-19.db", path.parent)
    return with_backup


@pytest.fixture
def content(whole: Path) -> bytes:
    """What is in the whole file."""
    return (whole / "marks.db").read_bytes()


async def check(marks: Marks) -> int:
    """See that all that is kept is whole, and that there can be more; return how many papers there were."""
    kept = await all_kept(marks)
    assert {copy.id for copy in kept} <= {copy.id for copy in EXAMPLES}
    for copy in kept:
        assert merged(copy, example(int(copy.id[5:]))) == example(int(copy.id[5:]))
    await marks.write([read(COUNT)])
    assert (await marks.get([number(COUNT)]))[number(COUNT)].is_read
    return len(kept)


def lay(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


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
    path: Path, whole: Path, content: bytes, marks_at: MarksOpener
) -> None:
    path.parent.mkdir(parents=True)
    shutil.copy(whole / "backup" / "marks-2026-08-19.db", path.parent)
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


async def test_a_running_reader_goes_on_with_the_file_that_another_one_restored(
    path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, content)
    running, mending = marks_at(path), marks_at(path)
    await running.write([read(1, False)])
    assert await running.changed() is False
    spoil_one_table(path)
    await mending.maintain()
    assert len(aside(path)) == 1
    await mending.write([note(1, "new")])
    assert await running.changed() is True
    assert await running.changed() is False
    # Closing the old file must not take away the log of the new one, which has its name.
    (mark,) = (await running.get([number(1)])).values()
    assert (mark.is_read, mark.text) == (False, "new")
    await mending.write([note(1, "newer")])
    await running.write([note(2, "other")])
    texts = {id: mark.text for id, mark in (await marks_at(path).get([number(1), number(2)])).items()}
    assert texts == {number(1): "newer", number(2): "other"}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(aside(path)) == 1


async def test_a_write_that_comes_after_a_restoring_goes_to_the_new_file(
    path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path, content)
    running, mending = marks_at(path), marks_at(path)
    await running.get([number(1)])
    spoil_one_table(path)
    await mending.maintain()
    written = await running.write([note(1, "mine")])
    assert written.outdated is True
    assert (await mending.get([number(1)]))[number(1)].text == "mine"
    assert (await running.revert(written.step)).elsewhere == 0


def spoil_one_table(path: Path) -> None:
    """Overwrite an index, which only a look through the whole file finds."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'mark_starred'"
        (page,) = connection.execute(query).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xff" * PAGE)


async def test_a_write_under_way_while_the_file_is_set_aside_is_done_again(
    path: Path, content: bytes, marks_at: MarksOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(path, content)
    writing = marks_at(path)
    await writing.get([number(1)])
    drawer = writing._drawer
    turns: list[str] = []

    def set_aside_once() -> object:
        if not turns:
            turns.append(restore.restore(path, NOON))
        return drawer._identity  # type: ignore[union-attr]

    entered = writing._worker.submit(
        drawer.write,  # type: ignore[union-attr]
        lambda ledger: (ledger.put_mark(number(COUNT), Mark(note=Stamped("mine", 1))), set_aside_once()),
    )
    entered.result(10)
    assert len(turns) == 1
    assert (await marks_at(path).get([number(COUNT)]))[number(COUNT)].text == "mine"


async def test_several_readers_restore_once(path: Path, whole: Path, content: bytes, started: Starter) -> None:
    path.parent.mkdir(parents=True)
    shutil.copy(whole / "backup" / "marks-2026-08-19.db", path.parent)
    lay(path, content[:PAGE] + b"\xff" * PAGE * 3 + content[PAGE * 4 :])
    processes = [started("maintain", path, module="marks_child") for _ in range(3)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for own, process in enumerate(processes):
        assert process.stdin is not None
        process.stdin.write(f"{own + 90}\n")
        process.stdin.flush()
    counts = [process.communicate(timeout=60)[0] for process in processes]
    assert all(int(count) > BACKED_UP for count in counts), counts
    assert len(aside(path)) == 1
    marks = Marks(path)
    kept = await all_kept(marks)
    marks.close(10)
    assert {number(90), number(91), number(92)} <= {copy.id for copy in kept}
    assert not [name for name in names(path.parent) if "restored" in name or name.endswith(".new")]


def spoiled_copy(path: Path, changes: str) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(changes)
    return path


def readable(path: Path) -> dict[str, Kept]:
    found: dict[str, Kept] = {}
    for part in remains.readable(path, AT + 1000, 2):
        found[part.id] = merged(found.get(part.id, part), part)
    return found


def test_a_whole_file_can_be_read_row_by_row(path: Path, content: bytes) -> None:
    lay(path, content)
    assert readable(path) == {copy.id: copy for copy in EXAMPLES}


def test_rows_of_no_sense_are_left_out(path: Path, content: bytes) -> None:
    lay(path, content)
    changes = f"""
        UPDATE mark SET id = 'junk' WHERE id = '{number(0)}';
        UPDATE mark SET note_at = {AT + 2000} WHERE id = '{number(1)}';
        UPDATE record SET fetched_at = {AT + 2000} WHERE id = '{number(2)}';
        UPDATE note_history SET at = {AT + 2000} WHERE id = '{number(3)}';
        UPDATE record SET paper = '[' WHERE id = '{number(4)}';
    """
    found = readable(spoiled_copy(path, changes))
    assert "junk" not in found
    assert (found[number(0)].read, found[number(0)].record) == (None, EXAMPLES[0].record)
    assert (found[number(1)].read, found[number(1)].record) == (None, EXAMPLES[1].record)
    assert (found[number(2)].read, found[number(2)].record) == (Stamped(True, AT), None)
    assert (found[number(3)].note, found[number(3)].note_history) == (EXAMPLES[3].note, ())
    assert (found[number(4)].note, found[number(4)].record) == (EXAMPLES[4].note, None)


def test_a_value_of_the_day_after_tomorrow_is_not_taken_over(path: Path, content: bytes) -> None:
    lay(path, content)
    day = timedelta(days=1) // timedelta(microseconds=1)
    later = f"UPDATE mark SET read_at = CASE id WHEN '{number(1)}' THEN {AT + day} ELSE {AT + day + 1} END"
    spoiled_copy(path, f"{later}; UPDATE mark SET starred_at = 0")
    restore.restore(path, NOON)
    marks = Marks(path)
    kept = marks._worker.submit(marks._kept_after, "").result(10)
    marks.close(10)
    assert [copy.id for copy in kept if copy.read] == [number(1)]


def test_more_rows_than_there_is_room_for_are_not_looked_for(path: Path, content: bytes) -> None:
    lay(path, content)
    spoiled_copy(path, f"UPDATE mark SET rowid = {2**62} WHERE id = '{number(1)}'")
    found = readable(path)
    assert found[number(1)].read is None
    assert found[number(1)].record == EXAMPLES[1].record
    assert found[number(2)] == EXAMPLES[2]


async def test_a_reader_that_was_killed_while_it_restored_is_helped_out(
    path: Path, content: bytes, marks_at: MarksOpener
) -> None:
    lay(path.with_name("marks.db.restored"), content)
    looking, writing = marks_at(path), marks_at(path)
    await looking.maintain()
    assert await all_kept(looking) == EXAMPLES
    assert looking.notice == ""
    await writing.write([read(COUNT)])
    assert not path.with_name("marks.db.restored").exists()


async def test_marking_helps_it_out_too(path: Path, content: bytes, marks_at: MarksOpener) -> None:
    lay(path.with_name("marks.db.restored"), content)
    marks = marks_at(path)
    await marks.write([read(COUNT)])
    assert len(await all_kept(marks)) == COUNT + 1


@pytest.mark.parametrize("rest", [b"", b"garbage" * 1000])
async def test_what_was_not_ready_when_it_was_killed_is_removed(rest: bytes, path: Path, marks_at: MarksOpener) -> None:
    lay(path.with_name("marks.db.restored"), rest)
    marks = marks_at(path)
    await marks.maintain()
    assert await all_kept(marks) == []
    await marks.write([read(1)])
    assert await marks.get([number(1)]) == {number(1): marked()}
    assert not path.with_name("marks.db.restored").exists()


async def test_a_log_in_the_place_of_the_new_files_is_not_taken_for_its_own(
    path: Path, content: bytes, backed_up: bool, marks_at: MarksOpener
) -> None:
    lay(path, b"garbage" * 1000)
    lay(path.with_name("marks.db-journal"), b"journal")
    marks = marks_at(path)
    await marks.get([])
    assert "marks.db-journal" not in names(path.parent)
    assert await check(marks) == (BACKED_UP if backed_up else 0)


async def test_a_damaged_backup_is_passed_over(path: Path, whole: Path, marks_at: MarksOpener) -> None:
    path.parent.mkdir(parents=True)
    backup = (whole / "backup" / "marks-2026-08-19.db").read_bytes()
    lay(path.with_name("marks-2026-08-20.db"), backup[:PAGE] + b"\xff" * PAGE + backup[PAGE * 2 :])
    lay(path.with_name("marks-2026-08-18.db"), backup)
    path.with_name("marks-2026-08-17.db").mkdir()
    lay(path, b"garbage" * 1000)
    marks = marks_at(path)
    assert await all_kept(marks) == EXAMPLES[:BACKED_UP]
    assert "the backup of 2026-08-18 was restored" in marks.notice


async def test_a_backup_of_a_newer_version_is_restored_as_it_is(path: Path, whole: Path, marks_at: MarksOpener) -> None:
    path.parent.mkdir(parents=True)
    backup = path.with_name("marks-2026-08-19.db")
    shutil.copy(whole / "backup" / backup.name, backup)
    spoiled_copy(backup, "PRAGMA user_version = 2")
    lay(path, b"garbage" * 1000)
    marks = marks_at(path)
    assert await all_kept(marks) == EXAMPLES[:BACKED_UP]
    assert "newer version" in marks.notice
    assert len(aside(path)) == 1


async def test_a_disk_that_fills_up_leaves_the_damaged_file_where_it_is(
    path: Path, content: bytes, marks_at: MarksOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir(parents=True)
    spoiled = content[: PAGE * 2] + b"\xff" * PAGE + content[PAGE * 3 :]
    lay(path, spoiled)

    def fail(*arguments: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(entries, "merge", fail)
        marks = marks_at(path)
        await marks.maintain()
        assert marks.notice.startswith("New marks are not saved: ")
        assert set(names(path.parent)) <= {"marks.db", "marks.db-wal", "marks.db-shm", "marks.lock"}
    await marks.write([read(COUNT)])
    assert len(aside(path)) == 1
