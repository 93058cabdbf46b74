"""Marks as the columns of a table, and back: read as what they should be, even from a damaged file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from reader.papers.marks import Mark, MarkCopy, Record, Timestamped, cleaned, history, is_time
from reader.papers.models import Paper, with_readable
from reader.store.records import understood

Content = TypeVar("Content")


class MarkRow(Struct, frozen=True, array_like=True):
    """A row of `mark`."""

    id: str
    read: int | None
    read_at: int | None
    starred: int | None
    starred_at: int | None
    note: str | None
    note_at: int | None


class FullTextRow(Struct, frozen=True, array_like=True):
    """A row of `full_text`: whether that of a paper was read to its end."""

    id: str
    read: int | None
    read_at: int | None


class NoteRow(Struct, frozen=True, array_like=True):
    """A row of `note_history`: a note beside the one that won."""

    id: str
    text: str | None
    at: int | None


class RecordRow(Struct, frozen=True, array_like=True):
    """A row of `record`."""

    id: str
    fetched_at: int | None
    readable: int | None
    """The version of the readable texts in the paper."""
    paper: str | None


MARK_ROW: Final = (
    "json_array(CAST(id AS TEXT), CAST(read AS INTEGER), CAST(read_at AS INTEGER), CAST(starred AS INTEGER),"
    " CAST(starred_at AS INTEGER), CAST(note AS TEXT), CAST(note_at AS INTEGER))"
)
FULL_TEXT_ROW: Final = "json_array(CAST(id AS TEXT), CAST(read AS INTEGER), CAST(read_at AS INTEGER))"
NOTE_ROW: Final = "json_array(CAST(id AS TEXT), CAST(text AS TEXT), CAST(at AS INTEGER))"
RECORD_ROW: Final = (
    "json_array(CAST(id AS TEXT), CAST(fetched_at AS INTEGER), CAST(readable AS INTEGER), CAST(paper AS TEXT))"
)


def decoded(value: bytes, type: type[Content]) -> Content:
    """Read JSON that SQLite made; a text in it that is not UTF-8 any more loses those characters."""
    try:
        return msgspec.json.decode(value, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.json.decode(value.decode(errors="replace"), type=type)


def marks(entries: Iterable[MarkRow], former: Iterable[NoteRow], texts: Iterable[FullTextRow]) -> dict[str, Mark]:
    """The marks that rows are of, by id."""
    notes: dict[str, list[Timestamped[str]]] = {}
    for row in former:
        if (stamp := note(row.text, row.at)) is not None:
            notes.setdefault(row.id, []).append(stamp)
    read = {row.id: full_text(row) for row in texts}
    return {entry.id: mark(entry, notes.get(entry.id, ()), read.get(entry.id)) for entry in entries}


def mark(entry: MarkRow, notes: Iterable[Timestamped[str]], text: Timestamped[bool] | None = None) -> Mark:
    """The mark that a row is of, with what other tables have of the paper."""
    newest = note(entry.note, entry.note_at)
    return Mark(
        read=_flag(entry.read, entry.read_at),
        starred=_flag(entry.starred, entry.starred_at),
        note=newest,
        note_history=history(newest, notes),
        full_text=text,
    )


def full_text(row: FullTextRow) -> Timestamped[bool] | None:
    """Whether the full text was read, if anything was kept of that."""
    return _flag(row.read, row.read_at)


def note(text: str | None, at: int | None) -> Timestamped[str] | None:
    """A note, its text cleaned again, if there is one."""
    return None if text is None or at is None or not is_time(at) else Timestamped(cleaned(text), at)


def record(row: RecordRow) -> Record | None:
    """The record that a row is of, its texts cleaned again, or nothing where it is none of its paper."""
    if row.paper is None or row.fetched_at is None or not is_time(row.fetched_at):
        return None
    paper = understood(row.paper, Paper)
    if paper is None or paper.id != row.id:
        return None
    return Record(row.fetched_at, with_readable(paper, row.readable or 0))


def kept(id: str, mark: Mark, record: Record | None) -> MarkCopy:
    """A mark and a record as what is kept of a paper."""
    return MarkCopy(
        id=id,
        read=mark.read,
        starred=mark.starred,
        note=mark.note,
        note_history=mark.note_history,
        full_text=mark.full_text,
        record=record,
    )


def values(id: str, mark: Mark) -> tuple[str | int | None, ...]:
    """A mark as a row, without what other tables have of it."""
    pairs = ((None, None) if stamp is None else (stamp.value, stamp.at) for stamp in (mark.read, mark.starred))
    note = (None, None) if mark.note is None else (mark.note.value, mark.note.at)
    return (id, *(part for pair in pairs for part in pair), *note)


def _flag(value: int | None, at: int | None) -> Timestamped[bool] | None:
    return None if value is None or at is None or not is_time(at) else Timestamped(bool(value), at)
