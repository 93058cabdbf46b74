"""Files of every version: the first one is kept for ever as `data/marks-v1.db`.

It was made, when version 1 was the newest, by

    python -c "from tests.store.test_marks_schema import lay; lay('tests/store/data/marks-v1.db')"
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from reader.errors import StoreError
from reader.papers.marks import Change, Mark, MarkCopy, Record, Timestamped
from reader.store.marks import tables
from reader.store.marks.marks import Marks
from reader.store.marks.tables import _AFTER, _ALL_MARKS, _RECORDS, _STARRED, MIGRATIONS, MarkTables, newest_version
from tests.store.conftest import MarksOpener, mode, names
from tests.store.feeds.examples import paper
from tests.store.marks.papers import AT, NASTY, all_kept, aside, marked, note, number, read, record, star

FIRST = Path(__file__).parents[1] / "data" / "marks-v1.db"
EXAMPLES = [
    MarkCopy(id="cs/0112017", read=Timestamped(False, 1), starred=Timestamped(False, 2), note=Timestamped("", 3)),
    MarkCopy(
        id=number(1),
        read=Timestamped(True, AT),
        starred=Timestamped(True, AT + 1),
        note=Timestamped(NASTY, AT + 2),
        note_history=(Timestamped("older", 1), Timestamped("old\n\nold", 2)),
        record=record(1),
    ),
    MarkCopy(id=number(2), note=Timestamped("only a note", AT), record=record(2, at=7)),
    MarkCopy(id=number(3), record=record(3)),
]


def lay(path: Path | str) -> None:
    """Make a file of the examples."""
    marks = Marks(Path(path))
    marks._worker.submit(marks._merge, EXAMPLES).result(60)
    marks.close(10)


def plain(kept: MarkCopy) -> MarkCopy:
    """Without what is derived, which is made anew when it is made in another way."""
    if kept.record is None:
        return kept
    bare = replace(kept.record.paper, readable_title="", readable_abstract="")
    return replace(kept, record=Record(kept.record.fetched_at, bare))


def content(path: Path) -> bytes:
    return path.read_bytes()


@pytest.fixture
def first(path: Path) -> Path:
    """A file of version 1."""
    path.parent.mkdir(parents=True)
    shutil.copy(FIRST, path)
    path.chmod(0o600)
    return path


def ask(path: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(query, values).fetchall()


async def test_the_first_version_is_read(first: Path, marks: Marks) -> None:
    assert ask(first, "PRAGMA user_version") == [(1,)]
    assert [plain(kept) for kept in await all_kept(marks)] == sorted(map(plain, EXAMPLES), key=lambda kept: kept.id)
    assert [starred.paper.id for starred in await marks.starred()] == [number(1)]
    assert marks.notice == ""


async def test_the_first_version_is_written(first: Path, marks: Marks) -> None:
    assert len((await marks.write([read(2), star(9), note(1, "new")])).step) == 3
    await marks.maintain()
    assert marks.notice == ""
    assert ask(first, "PRAGMA user_version") == [(newest_version(),)]


async def test_an_old_file_brought_up_to_date_is_as_a_new_one(first: Path, marks: Marks, tmp_path: Path) -> None:
    await marks.write([read(9)])
    lay(tmp_path / "new.db")
    tables = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    assert ask(first, tables) == ask(tmp_path / "new.db", tables)


async def test_what_is_committed_outlives_a_power_cut(marks: Marks, path: Path) -> None:
    await marks.write([read(1)])
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]
    opened = marks._database._opened()  # type: ignore[union-attr]
    assert isinstance(opened, MarkTables)
    assert marks._worker.submit(opened._one, "PRAGMA synchronous").result(60) == 2


@pytest.fixture
def newer(first: Path) -> Path:
    """A file of a version to come."""
    for statement in (one for step in MIGRATIONS[1:] for one in step):
        ask(first, statement)
    ask(first, f"PRAGMA user_version = {newest_version() + 1}")
    return first


async def test_a_newer_version_is_read_and_not_written(newer: Path, marks: Marks) -> None:
    before = content(newer)
    assert (await marks.get([number(1)]))[number(1)].text == NASTY
    assert [starred.paper.id for starred in await marks.starred()] == [number(1)]
    reason = "they are read-only here, because a newer version of daily-papers wrote them. Update this one."
    assert marks.notice == f"New marks are not saved: {reason}"
    for _ in range(2):
        with pytest.raises(StoreError) as failure:
            await marks.write([read(1)])
        assert str(failure.value) == f"Not saved: {reason} Reading still works."
    with pytest.raises(StoreError, match=r"read-only.*newer version"):
        await marks.merge(EXAMPLES)
    await marks.maintain()
    assert marks.notice == f"New marks are not saved: {reason}"
    assert len(await all_kept(marks)) == len(EXAMPLES)
    marks.close(10)
    assert content(newer) == before
    assert not [name for name in names(newer.parent) if name.startswith("marks-")]


async def test_of_a_newer_version_is_read_what_can_be(newer: Path, marks: Marks) -> None:
    ask(newer, "ALTER TABLE mark ADD COLUMN mood TEXT")
    ask(newer, "DROP TABLE record")
    assert (await marks.get([number(1)]))[number(1)].text == NASTY
    assert await marks.starred() == ()
    assert marks.notice.startswith("The marks cannot be read: ")
    with pytest.raises(StoreError, match=r"^The marks cannot be read: .*no such table"):
        await all_kept(marks)
    assert (await marks.get([number(1)]))[number(1)].is_read


@pytest.fixture
def newer_and_damaged(newer: Path) -> Path:
    """A file of a version to come, with a damaged table."""
    ((page,),) = ask(newer, "SELECT rootpage FROM sqlite_master WHERE name = 'record'")
    with newer.open("r+b") as file:
        file.seek((int(str(page)) - 1) * 4096)
        file.write(b"\xff" * 4096)
    return newer


async def test_a_damaged_file_of_a_newer_version_is_left_to_that_version(newer_and_damaged: Path, marks: Marks) -> None:
    before = content(newer_and_damaged)
    assert await marks.starred() == ()
    assert "database disk image is malformed" in marks.notice
    await marks.maintain()
    assert (await marks.get([number(1)]))[number(1)].text == NASTY
    assert (content(newer_and_damaged), aside(newer_and_damaged)) == (before, [])


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let there be another version, which a statement leads to."""

    def define(statement: str) -> None:
        monkeypatch.setattr(tables, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE step (x)", statement)))

    return define


async def test_an_older_file_is_brought_up_to_date_after_a_backup(
    first: Path, marks: Marks, next_version: Callable[[str], None]
) -> None:
    next_version("INSERT INTO step VALUES (1)")
    assert await marks.get([number(1)])
    assert ask(first, "PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]
    assert ask(first, "SELECT x FROM step") == [(1,)]
    assert len(await all_kept(marks)) == len(EXAMPLES)
    backup = first.with_name("marks-v1.db")
    assert mode(backup) == 0o600
    assert ask(backup, "PRAGMA user_version") == [(1,)]
    assert ask(backup, "SELECT count(*) FROM mark") == [(len(EXAMPLES),)]
    assert (await marks.write([read(9)])).outdated is False


async def test_a_step_that_fails_leaves_the_older_file_as_it_was(
    first: Path, marks: Marks, next_version: Callable[[str], None]
) -> None:
    next_version("CREATE TABLE mark (x)")
    assert (await marks.get([number(1)]))[number(1)].text == NASTY
    assert "table mark already exists" in marks.notice
    with pytest.raises(StoreError, match=r"^Not saved: "):
        await marks.write([read(9)])
    marks.close(10)
    assert ask(first, "PRAGMA user_version") == [(1,)]
    assert ask(first, "SELECT count(*) FROM sqlite_master WHERE name = 'step'") == [(0,)]


async def test_that_a_full_text_was_read_is_kept(first: Path, marks: Marks) -> None:
    assert await marks.marked(["full_text"]) == {"full_text": frozenset()}
    await marks.write([Change(number(1), "full_text", True), Change(number(9), "full_text", True)])
    await marks.write([Change(number(9), "full_text", False)])
    assert await marks.marked(["full_text"]) == {"full_text": {number(1)}}
    found = await marks.get([number(1), number(9)])
    assert [found[id].is_finished for id in (number(1), number(9))] == [True, False]
    assert found[number(1)].text == NASTY  # The rest is as it was.
    assert {copy.id: copy.full_text for copy in await all_kept(marks)}[number(1)] == found[number(1)].full_text
    ask(first, "UPDATE full_text SET read_at = 1e300 WHERE id = ?", number(1))
    assert not (await marks.get([number(1)]))[number(1)].is_finished


async def test_a_file_of_the_first_version_is_read_where_it_cannot_be_written(first: Path) -> None:
    with closing(MarkTables(sqlite3.connect(f"file:{first}?immutable=1", uri=True))) as tables:
        assert tables.marks([number(1)])[number(1)].text == NASTY
        assert tables.marked("full_text") == frozenset()


async def test_a_new_file_needs_no_backup(marks: Marks, path: Path) -> None:
    await marks.write([read(1)])
    assert not list(path.parent.glob("marks-*.db"))


FOREIGN = [
    pytest.param(
        {"note": b"\xff\xfe"}, Mark(read=Timestamped(True, AT), note=Timestamped("\ufffd\ufffd", AT)), id="bytes"
    ),
    pytest.param({"note": b"a\x00b"}, Mark(read=Timestamped(True, AT), note=Timestamped("a\ufffdb", AT)), id="zero"),
    pytest.param({"note": 7}, Mark(read=Timestamped(True, AT), note=Timestamped("7", AT)), id="number for a note"),
    pytest.param(
        {"note": 'x\x1b]0;"\\'}, Mark(read=Timestamped(True, AT), note=Timestamped('x\ufffd]0;"\\', AT)), id="escape"
    ),
    pytest.param({"note": None}, Mark(read=Timestamped(True, AT)), id="no text"),
    pytest.param({"note_at": None}, Mark(read=Timestamped(True, AT)), id="no time"),
    pytest.param({"read": "x"}, Mark(read=Timestamped(False, AT), note=Timestamped("n", AT)), id="text for a flag"),
    pytest.param({"read": 7}, Mark(read=Timestamped(True, AT), note=Timestamped("n", AT)), id="number for a flag"),
    pytest.param({"read_at": 1.5}, Mark(read=Timestamped(True, 1), note=Timestamped("n", AT)), id="fraction"),
    pytest.param({"note_at": -(2**60)}, Mark(read=Timestamped(True, AT)), id="no time of anything"),
    pytest.param({"read_at": float("inf")}, Mark(note=Timestamped("n", AT)), id="infinite"),
]


@pytest.mark.parametrize(("values", "expected"), FOREIGN)
async def test_a_column_can_hold_anything(values: dict[str, object], expected: Mark, marks: Marks, path: Path) -> None:
    await marks.write([read(1), note(1, "n"), read(2)])
    for name, value in values.items():
        ask(path, f"UPDATE mark SET {name} = ? WHERE id = ?", value, number(1))
    assert await marks.get([number(1), number(2)]) == {number(1): expected, number(2): marked()}
    assert len((await marks.write([read(1, False), read(1, True), note(1, "new")])).step) >= 1


UNREADABLE = {
    "not JSON": "{",
    "text that is not UTF-8": b"\xff\xff",
    "another paper": msgspec.json.encode(paper(2)).decode(),
    "another thing": "[]",
    "brackets in brackets": "[" * 100_000,
    "nothing": "",
}


@pytest.mark.parametrize("value", UNREADABLE.values(), ids=UNREADABLE)
async def test_an_unreadable_record_is_none(value: object, marks: Marks, path: Path) -> None:
    await marks.write([star(1, at=AT + 5), star(2)])
    ask(path, "UPDATE record SET paper = ? WHERE id = ?", value, number(1))
    titles = {starred.paper.id: starred.paper.title for starred in await marks.starred()}
    assert titles == {number(1): "", number(2): paper(2).title}
    # Though its time is later, it is no record that a new one would have to be newer than.
    await marks.write([star(1)])
    assert [kept.record for kept in await all_kept(marks)] == [record(1), record(2)]


async def test_a_records_texts_are_cleaned_again(marks: Marks, path: Path) -> None:
    await marks.write([star(1)])
    ask(path, "UPDATE record SET paper = json_set(paper, '$.title', 'x' || char(27) || ']0;y', '$.abstract', 'a\nb')")
    (starred,) = await marks.starred()
    assert starred.paper.title == "x\ufffd]0;y"
    assert starred.paper.abstract == "a\nb"


async def test_readable_texts_are_made_anew_when_they_are_made_in_another_way(marks: Marks, path: Path) -> None:
    await marks.write([star(1)])
    query = "UPDATE record SET readable = ?, paper = json_set(paper, '$.title', ?)"
    ask(path, query, 0, 'Schr\\"odinger')
    (starred,) = await marks.starred()
    assert starred.paper.readable_title == "Schrödinger"


async def test_names_of_a_record_of_the_former_version_are_read_as_tex_prints_them(marks: Marks, path: Path) -> None:
    await marks.write([star(1)])
    query = "UPDATE record SET readable = 1, paper = json_set(paper, '$.authors', json(?), '$.readable_title', 'Kept')"
    ask(path, query, json.dumps([{"name": r"M{\"u}ller"}, {"name": "and Jane Roe"}]))
    (starred,) = await marks.starred()
    assert [author.name for author in starred.paper.authors] == ["Müller", "Jane Roe"]
    assert starred.paper.readable_title == "Kept"


async def test_a_foreign_table_in_the_place_of_ours_is_left_alone(path: Path, marks: Marks) -> None:
    path.parent.mkdir(parents=True)
    ask(path, "CREATE TABLE mark (precious)")
    assert await marks.get([number(1)]) == {}
    with pytest.raises(StoreError, match=r"^Not saved: .*table mark already exists"):
        await marks.write([read(1)])
    assert ask(path, "SELECT sql FROM sqlite_master") == [("CREATE TABLE mark (precious)",)]


QUERIES = {
    "marks": (_ALL_MARKS, ["[]", "[]", "[]"]),
    "records": (_RECORDS, ["[]"]),
    "after": (_AFTER, ["", 1]),
    "starred": (_STARRED, []),
}


@pytest.mark.parametrize(("query", "values"), QUERIES.values(), ids=QUERIES)
def test_no_query_looks_at_more_papers_than_it_is_asked_for(query: str, values: list[object], newer: Path) -> None:
    steps = [str(step) for *_, step in ask(newer, f"EXPLAIN QUERY PLAN {query}", *values)]
    looks = [step for step in steps if any(table in step for table in ("mark", "note_history", "full_text", "record"))]
    assert looks
    assert all(step.startswith("SEARCH ") or "INDEX mark_starred" in step for step in looks), steps


async def test_fifty_thousand_marks_are_read_in_one_step(path: Path, marks_at: MarksOpener) -> None:
    await marks_at(path).write([read(1)])
    ask(
        path,
        "WITH RECURSIVE n (x) AS (SELECT 10000 UNION ALL SELECT x + 1 FROM n WHERE x < 59999)"
        " INSERT INTO mark (id, read, read_at) SELECT '2608.' || x, 1, x FROM n",
    )
    marks = marks_at(path)
    await marks.get([])
    connection = marks._database._opened()._connection  # type: ignore[union-attr]
    statements: list[str] = []
    instructions: list[int] = []

    def watch() -> None:
        connection.set_trace_callback(statements.append)
        connection.set_progress_handler(lambda: instructions.append(1), 100)

    marks._worker.submit(watch).result(60)
    ids = [f"2608.{of}" for of in range(10_000, 60_000, 1000)]
    assert await marks.get(ids) == {id: marked(int(id[5:])) for id in ids}
    assert len([statement for statement in statements if not statement.startswith("--")]) == 1
    # Forty instructions of SQLite's machine a paper, not three millions.
    assert len(instructions) < len(ids)
