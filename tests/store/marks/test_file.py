"""The file of the marks, made with the first mark, and the thread that it is open in."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.papers.marks import Counts, microseconds
from reader.store import paths
from reader.store.marks.marks import Marks
from tests.store.conftest import MarksOpener, mode, names
from tests.store.marks.papers import NOON, all_kept, marked, number, read


async def test_closed_marks_say_so(marks: Marks) -> None:
    await marks.write([read(1)])
    marks.close(10)
    marks.close(10)
    with pytest.raises(StoreError, match=r"^The marks were closed: start the reader again\.$"):
        await marks.get([number(1)])


async def test_closing_does_not_wait_for_a_hanging_disk(marks: Marks) -> None:
    gate = threading.Event()
    hanging = marks._worker.submit(gate.wait)
    marks.close(0.01)
    assert not hanging.done()
    gate.set()


async def test_memory_forgets(marks_at: MarksOpener, tmp_path: Path) -> None:
    first = marks_at(None)
    await first.write([read(1)])
    await first.maintain()
    assert await first.changed() is False
    assert await marks_at(None).get([number(1)]) == {}
    assert names(tmp_path) == []


async def test_browsing_makes_no_file(marks_at: MarksOpener, path: Path, tmp_path: Path) -> None:
    marks = marks_at(path)
    assert await marks.get([number(1)]) == {}
    assert await marks.starred() == ()
    assert await all_kept(marks) == []
    assert await marks.counts() == Counts(0, 0, 0, 0)
    assert await marks.changed() is False
    await marks.maintain()
    assert marks.notice == ""
    marks.close(10)
    assert names(tmp_path) == []


async def test_files_are_for_the_users_eyes_only(marks_at: MarksOpener, path: Path) -> None:
    marks = marks_at(path)
    await marks.write([read(1)])
    await marks.maintain()
    assert mode(path.parent) == mode(path.parent.parent) == 0o700
    modes = {place.name: mode(place) for place in path.parent.iterdir()}
    assert modes == dict.fromkeys(
        ["marks-2026-08-20.db", "marks.db", "marks.db-shm", "marks.db-wal", "marks.lock"], 0o600
    )


@pytest.fixture
def link(path: Path, tmp_path: Path) -> Path:
    """A link in the place of the file, which leads to a file that is still empty."""
    path.parent.mkdir(parents=True)
    (tmp_path / "elsewhere.db").touch()
    path.symlink_to(tmp_path / "elsewhere.db")
    return path


async def test_a_link_to_a_file_elsewhere_is_followed(marks_at: MarksOpener, link: Path, tmp_path: Path) -> None:
    await marks_at(link).write([read(1)])
    assert await marks_at(tmp_path / "elsewhere.db").get([number(1)]) == {number(1): marked()}
    assert names(link.parent) == ["marks.db"]


def test_the_file_is_with_the_users_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert paths.marks() == tmp_path / "daily-papers" / "marks.db"
    assert not paths.marks().parent.exists()


def test_making_one_imports_and_makes_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from threading import active_count;"
        "from reader.store.marks.marks import Marks;"
        "marks = Marks(Path(sys.argv[1]) / 'marks.db'); Marks(None); marks.notice;"
        "assert not {'diskcache', 'sqlite3'} & sys.modules.keys(), 'imported'; assert active_count() == 1"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=root, check=True)
    assert list(tmp_path.iterdir()) == []


def test_the_clock_is_the_computers_unless_another_one_is_given(tmp_path: Path) -> None:
    marks = Marks(tmp_path / "marks.db")
    stamp = marks.submit_write([read(1)]).result(60).marks[number(1)].read
    marks.close(10)
    assert stamp is not None
    assert stamp.at > microseconds(NOON.replace(year=2025))
