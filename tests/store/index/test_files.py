"""The files of the index: kept in step with the stored days, and done without where they are of no use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from reader.papers.query import parse
from reader.store.feeds import rows
from reader.store.index import building, index
from reader.store.index.builder import Builder
from reader.store.index.file import VERSION
from reader.store.index.index import UnindexedError
from tests.store.index.conftest import MONDAY, TUESDAY, WEDNESDAY, Stored, feed, paper

CAT = parse("cat")
DAMAGED = "The index of the stored papers was damaged, so it was made again."


def found(stored: Stored, text: str = "cat") -> list[int]:
    """The numbers of the papers that are found, which are those that reading every day finds."""
    query = parse(text)
    answer = stored.search(query)
    assert answer == stored.expected(query)
    return [int(paper.id[-5:]) for paper, _ in answer.hits]


def the_file(stored: Stored) -> Path:
    """The only file of the index."""
    (path,) = building.files(stored.folder / building.FOLDER)
    return path


def test_where_nothing_is_stored_nothing_is_found_and_nothing_made(stored: Stored) -> None:
    assert stored.search(CAT) == ((), 0, None, None)
    assert not stored.folder.exists()
    assert stored.index.notice == ""


def test_a_day_that_is_stored_is_found_at_the_next_search(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    assert found(stored) == [1]
    stored.put(feed(TUESDAY, paper(2, "Another cat")))
    assert found(stored) == [2, 1]
    assert stored.index.notice == ""


def test_a_day_that_is_stored_again_is_found_as_it_is_now(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    assert found(stored) == [1]
    stored.put(feed(MONDAY, paper(1, "A dog"), paper(2, "A cat")))
    assert found(stored) == [2]
    assert len(stored.files()) == 1


def test_a_day_that_is_removed_is_not_found_and_what_it_hid_is(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")), feed(TUESDAY, paper(1, "A dog")))
    assert found(stored) == []
    stored.database.delete([rows.keys(TUESDAY)[0]])
    del stored.feeds[TUESDAY]
    assert found(stored) == [1]


def test_a_day_that_has_no_papers_any_more_is_not_found(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    assert found(stored) == [1]
    empty, full = rows.keys(MONDAY)[1], rows.keys(MONDAY)[0]
    stored.database.replace(empty, rows.encode(feed(MONDAY)), full)
    stored.feeds[MONDAY] = feed(MONDAY)
    assert found(stored) == []


def test_a_day_that_cannot_be_read_costs_itself_alone(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")), feed(TUESDAY, paper(2, "A cat")))
    stored.database.replace(rows.keys(TUESDAY)[0], b'{"version":1', "")
    del stored.feeds[TUESDAY]
    assert found(stored) == [1]
    assert stored.index.notice == ""


def test_a_record_with_a_readable_text_of_another_version_is_read_as_the_day_is(stored: Stored) -> None:
    value = rows.encode(feed(MONDAY, paper(1, r"A $\alpha$ cat"))).replace(b'"readable":2', b'"readable":0')
    stored.database.replace(rows.keys(MONDAY)[0], value, "")
    kept = rows.decode(value, MONDAY)
    assert kept is not None
    assert kept.papers[0].readable_title == "A $α$ cat"
    stored.feeds[MONDAY] = kept
    assert found(stored, "α") == [1]


def test_many_days_are_indexed_by_a_process(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 1)
    stored.put(feed(MONDAY, paper(1, "A cat")), feed(TUESDAY, paper(2, "A cat")), feed(WEDNESDAY, paper(3, "Dog")))
    assert found(stored) == [2, 1]
    assert stored.index.progress is None
    stored.put(feed(MONDAY + timedelta(7), paper(4, "Cat")))
    assert found(stored) == [4, 2, 1]
    assert len(stored.files()) == 2


def test_progress_is_told_day_by_day(stored: Stored) -> None:
    stored.put(*(feed(MONDAY + timedelta(number), paper(number, "Cat")) for number in range(3)))
    said: list[tuple[int, int]] = []
    building.bring_up_to_date(stored.folder, lambda done, days: said.append((done, days)))
    assert said == [(0, 3), (1, 3), (2, 3), (3, 3)]  # The last while it is written.


@pytest.mark.parametrize(("bound", "most"), [("LOOSE", 2), ("LOOSE_FILES", 3)])
def test_many_loose_papers_or_files_become_one_file(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(building, bound, most)
    monkeypatch.setattr(Builder, "begin", lambda builder: None)  # Another process would do what this one does below.
    for number in range(4):
        stored.put(feed(MONDAY + timedelta(number), paper(number, "Cat")))
        assert found(stored) == list(range(number, -1, -1))
    assert len(stored.files()) == 4
    stored.build()
    assert len(stored.files()) == 1
    assert found(stored) == [3, 2, 1, 0]


def test_many_files_become_one(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "FILES", 2)
    for number in range(4):
        stored.put(
            feed(MONDAY + timedelta(number), paper(number, "Cat", "A dog.", upvotes=number, github="x" * (number % 2)))
        )
        stored.build()
        assert len(stored.files()) == (number + 1 if number < 2 else number - 1)
    stored.put(feed(MONDAY + timedelta(4), paper(4, "Cat")))
    stored.build()
    assert len(stored.files()) == 1
    assert found(stored, 'cat "a dog" votes:>0') == [3, 2, 1]
    assert found(stored, "has:code") == [3, 1]


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def foreign(path: Path) -> None:
    path.write_bytes(b"something else " * 1000)


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def half_written(path: Path) -> None:
    """As after a power cut: the length is right, the end is missing."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))


def changed_inside(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"on the mat", b"on the hat"))


def of_another_version(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"version":[%d,' % VERSION[0], b'"version":[7,'))


@pytest.mark.parametrize("harm", [cut, emptied, foreign, zeroed, half_written, changed_inside, of_another_version])
@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_file_is_made_again_and_that_is_said_once(
    stored: Stored, tmp_path: Path, harm: Callable[[Path], None], packed: bool
) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat", "sits on the mat")), feed(TUESDAY, paper(2, "A dog")))
    if packed:
        stored.build()
    else:
        found(stored)
    harm(the_file(stored))
    with_other = Stored(stored.folder)
    with_other.feeds = stored.feeds
    assert found(with_other, '"the mat"') == [1]
    assert with_other.index.notice == DAMAGED
    assert found(with_other) == [1]
    assert with_other.index.notice == ""
    with_other.close()


def test_a_process_that_meets_damage_makes_the_file_again(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "FILES", 1)
    stored.put(feed(MONDAY, paper(1, "A cat")))
    stored.build()
    half_written(the_file(stored))
    stored.put(feed(TUESDAY, paper(2, "A cat")))
    stored.build()
    assert found(stored) == [2, 1]
    assert stored.index.notice == ""


def test_what_is_not_a_file_is_passed_over(stored: Stored) -> None:
    folder = stored.folder / building.FOLDER
    (folder / f"folder{building.SUFFIX}").mkdir(parents=True)
    os.mkfifo(folder / f"pipe{building.SUFFIX}")
    stored.put(feed(MONDAY, paper(1, "A cat")))
    assert found(stored) == [1]
    stored.build()
    assert stored.index.notice == ""


def test_the_index_of_a_newer_version_is_left_and_that_of_an_older_one_removed(stored: Stored) -> None:
    newer, older = (stored.folder / f"index-{VERSION[0] + step}.{VERSION[1]}" for step in (1, -1))
    for folder in (newer, older):
        folder.mkdir(parents=True)
        (folder / "a.index").write_bytes(b"as that version has it")
    (older / "note.txt").touch()
    stored.put(feed(MONDAY, paper(1, "A cat")))
    stored.build()
    assert (newer / "a.index").exists()
    assert [path.name for path in older.iterdir()] == ["note.txt"]
    (older / "note.txt").unlink()
    stored.build()
    assert not older.exists()


def test_what_a_process_left_half_written_is_removed_in_time(stored: Stored) -> None:
    folder = stored.folder / building.FOLDER
    folder.mkdir(parents=True)
    for name, age in (("old.new", building.ABANDONED + 9), ("fresh.new", 0.0)):
        (folder / name).touch()
        at = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (at, at))
    stored.put(feed(MONDAY, paper(1, "A cat")))
    stored.build()
    assert [path.name for path in folder.glob("*.new")] == ["fresh.new"]


def test_a_cache_that_is_put_in_the_place_of_another_is_searched(stored: Stored, tmp_path: Path) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    assert found(stored) == [1]
    other = Stored(tmp_path / "other")
    other.put(feed(MONDAY, paper(2, "A cat")))
    other.close()
    stored.database.close()
    shutil.rmtree(stored.folder)
    shutil.copytree(other.folder, stored.folder)
    stored.feeds = other.feeds
    assert found(stored) == [2]


def test_its_files_are_the_users_own(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    found(stored)
    assert the_file(stored).stat().st_mode & 0o777 == 0o600
    assert the_file(stored).parent.stat().st_mode & 0o777 == 0o700


def test_a_record_that_is_not_the_one_that_was_indexed_is_never_given(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat")))
    assert stored.search(CAT, 0).total == 1
    entry = stored.index._live[0].segment.days[0]
    stored.database.replace(rows.keys(MONDAY)[0], rows.encode(feed(MONDAY, paper(2, "A cat"))), "")
    same = f"UPDATE Cache SET store_time = {entry.stored_at!r} WHERE rowid = {entry.row}"
    stored.database.write(lambda rows: rows._sql(same))
    with pytest.raises(UnindexedError):
        stored.search(CAT)


def test_a_number_that_is_not_known_is_neither_small_nor_large(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, github_stars=None), paper(2, github_stars=0), paper(3, github_stars=2**40)))
    assert found(stored, "stars:<1") == [2]
    assert found(stored, "stars:>=0") == [3, 2]
    assert found(stored, "-stars:>=0") == [1]


def test_a_damaged_lock_does_not_keep_it_from_being_made(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    stored.put(feed(MONDAY, paper(1, "A cat")))
    lock = (stored.folder / building.LOCK).with_suffix(".lock")
    lock.parent.mkdir()
    lock.write_bytes(b"What is no lock. " * 99)
    assert found(stored) == [1]
    assert stored.index.notice == ""
    assert len(stored.files()) == 1
