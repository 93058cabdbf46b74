"""What is written to the tables: changes, undone steps, and merged copies, each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from reader.papers.marks import (
    UNMARKED,
    AppliedChange,
    Change,
    Field,
    Mark,
    MarkCopy,
    Record,
    Timestamped,
    UndoStep,
    cleaned,
    from_outside,
    merged,
    newer_record,
    reconciled,
    with_value,
)
from reader.store.marks.tables import MarkTables

Marks = dict[str, Mark]


def write(tables: MarkTables, changes: Sequence[Change], now: int) -> tuple[Marks, UndoStep]:
    """Set what is not so already, and return the marks of the papers named and what was set.

    A paper's record is stored too, unless there is a newer one.
    """
    marks = tables.marks({change.id for change in changes})
    done: dict[tuple[str, Field], AppliedChange] = {}
    for change in changes:
        id, field, value = change.id, change.field, change.value
        if isinstance(value, str) and change.base is not None:
            mark, value = reconciled(marks.get(id, UNMARKED), change.base, value, now)
            marks.update({id: mark} if mark is not UNMARKED else {})
        new = _set(marks, id, field, value, now)
        if new is not None:
            first = done.get((id, field), new)
            done[id, field] = replace(new, before=first.before)
    _put(tables, marks, done.values())
    put_records(tables, {change.id: change.record for change in changes if change.record})
    return marks, tuple(done.values())


def revert(tables: MarkTables, step: UndoStep, now: int) -> tuple[Marks, UndoStep]:
    """Set back what is still as a step set it, and return the marks of the papers named and what was set back."""
    marks = tables.marks({done.id for done in step})
    undone = [
        _set(marks, done.id, done.field, _value(done.before, done.field), now)
        for done in step
        if (stamp := _stamp(marks, done.id, done.field)) is not None and stamp.at == done.at
    ]
    done = tuple(done for done in undone if done is not None)
    _put(tables, marks, done)
    return marks, done


def merge(tables: MarkTables, batch: Iterable[MarkCopy]) -> int:
    """Merge copies with what is kept, and return of how many papers something else is kept now."""
    copies = list(batch)
    before = tables.kept({copy.id for copy in copies})
    after = dict(before)
    for copy in map(from_outside, copies):
        after[copy.id] = merged(after.get(copy.id, copy), copy)
    changed = [kept for id, kept in after.items() if kept != before.get(id)]
    for kept in changed:
        tables.put_mark(kept.id, kept)
        if kept.record is not None:
            tables.put_record(kept.id, kept.record)
    return len(changed)


def _set(marks: Marks, id: str, field: Field, value: bool | str, now: int) -> AppliedChange | None:
    """Set a value among marks, unless it is so already."""
    text_or_flag = cleaned(value) if isinstance(value, str) else value
    before = _stamp(marks, id, field)
    if text_or_flag == _value(before, field):
        return None
    marks[id] = with_value(marks.get(id, UNMARKED), field, text_or_flag, now)
    return AppliedChange(id, field, before, getattr(marks[id], field).at)


def _stamp(marks: Marks, id: str, field: Field) -> Timestamped[Any] | None:
    stamp: Timestamped[Any] | None = getattr(marks.get(id, UNMARKED), field)
    return stamp


def _value(stamp: Timestamped[Any] | None, field: Field) -> bool | str:
    if stamp is None:
        return "" if field == "note" else False
    value: bool | str = stamp.value
    return value


def _put(tables: MarkTables, marks: Marks, done: Iterable[AppliedChange]) -> None:
    for id in dict.fromkeys(done.id for done in done):
        tables.put_mark(id, marks[id])


def put_records(tables: MarkTables, records: dict[str, Record]) -> None:
    """Store the records of those papers that have a mark and no newer record."""
    stored = tables.records(records) if records else {}
    marked = tables.marks(records) if records else {}
    for id, record in records.items():
        if id in marked and record != stored.get(id) and newer_record(record, stored.get(id)) is record:
            tables.put_record(id, record)
