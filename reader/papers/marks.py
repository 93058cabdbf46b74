"""What the user keeps of a paper: read, starred, a note; and how two copies of that become one.

A mark is the user's own and never cache. Every field is a value with the time at which it was set, so that copies from
two machines can be merged in any order: the newer value wins, and nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.papers.models import Paper
from reader.papers.text import LINE_LIMIT, TEXT_LIMIT, clean

Value = TypeVar("Value", bool, str)

Field = Literal["read", "starred", "note", "full_text"]
"""What can be set of a mark."""

TIME_LIMIT: Final = 2**53
"""Microseconds from 1970 that are a time of anything: until 2255, and what every reader of JSON counts exactly."""

BETWEEN: Final = "———"
"""The line between the texts of two readers who wrote a note at the same time."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Timestamped(Struct, Generic[Value], frozen=True):
    """A value and when it was set."""

    value: Value
    at: int
    """Microseconds since 1970, UTC."""


class Mark(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the user keeps of one paper; a field that was never set is None."""

    read: Timestamped[bool] | None = None
    starred: Timestamped[bool] | None = None
    note: Timestamped[str] | None = None
    note_history: tuple[Timestamped[str], ...] = ()
    """Other notes on the paper that merging found, the oldest first: each text once, none empty, none the note's."""
    full_text: Timestamped[bool] | None = None
    """Whether the full text was read to its end."""

    @property
    def is_read(self) -> bool:
        """Whether the paper was read."""
        return self.read is not None and self.read.value

    @property
    def is_starred(self) -> bool:
        """Whether the paper was starred."""
        return self.starred is not None and self.starred.value

    @property
    def is_finished(self) -> bool:
        """Whether the full text was read to its end."""
        return self.full_text is not None and self.full_text.value

    @property
    def text(self) -> str:
        """The note, empty where there is none."""
        return self.note.value if self.note is not None else ""


UNMARKED: Final = Mark()
"""What is kept of most papers."""


class Record(Struct, frozen=True):
    """A paper as it was when it was starred, so that a star outlives any cache."""

    fetched_at: int
    """When the Hub gave it, microseconds since 1970, UTC."""
    paper: Paper


class MarkCopy(Mark, frozen=True, kw_only=True, omit_defaults=True):
    """All that is kept of one paper: a line of an export."""

    id: str
    """The arXiv id without version."""
    record: Record | None = None


class Change(Struct, frozen=True):
    """What is to be set of a mark."""

    id: str
    field: Field
    value: bool | str
    record: Record | None = None
    """The paper as it is shown, given with stars and notes."""
    base: str | None = None
    """The text that a note was written on: if another one is stored by now, both are kept. None to replace any."""


class AppliedChange(Struct, frozen=True):
    """A value that was set, and what it was before."""

    id: str
    field: Field
    before: Timestamped[bool] | Timestamped[str] | None
    at: int
    """The time that it was set with, microseconds since 1970, UTC."""


UndoStep = tuple[AppliedChange, ...]
"""What was set at once and can be set back at once."""


class Written(Struct, frozen=True):
    """What became of changes."""

    marks: dict[str, Mark]
    """The marks of the papers named, as they are stored now."""
    step: UndoStep
    """What was not so already."""
    outdated: bool
    """Whether somebody else wrote since the last look."""


class Reverted(Struct, frozen=True):
    """What became of a step that was set back."""

    marks: dict[str, Mark]
    """The marks of the papers named, as they are stored now."""
    undone: UndoStep
    """What was set back: a step that does the first one again when it is reverted."""
    elsewhere: int
    """How many values were left alone, because they were set again since."""
    outdated: bool
    """Whether somebody else wrote since the last look."""


class Starred(NamedTuple):
    """A starred paper as it is kept."""

    paper: Paper
    mark: Mark


def unknown_ids(starred: Iterable[Starred]) -> list[str]:
    """The ids of the starred papers of which nothing else is known."""
    return [paper.id for paper, _ in starred if not paper.is_known]


def with_records(starred: Iterable[Starred], records: Mapping[str, Record]) -> tuple[Starred, ...]:
    """Starred papers, with those that are not known taken from records."""
    return tuple(
        Starred(paper if paper.is_known or paper.id not in records else records[paper.id].paper, mark)
        for paper, mark in starred
    )


class Counts(NamedTuple):
    """How many papers something is kept of."""

    papers: int
    read: int
    starred: int
    noted: int


def microseconds(time: datetime) -> int:
    """Count the microseconds from 1970 to an aware time."""
    return (time - _EPOCH) // timedelta(microseconds=1)


def timestamped(value: Value, now: int, stored: Timestamped[Value] | None) -> Timestamped[Value]:
    """Set a value now, but later than what is stored: a clock that was wrong must not make a key do nothing."""
    return Timestamped(value, now if stored is None else min(max(now, stored.at + 1), TIME_LIMIT - 1))


def merged_mark(one: Mark, other: Mark) -> Mark:
    """Merge two copies of a mark; the order of copies and of merges does not matter, nor does a merge done twice."""
    notes = [note for note in (one.note, other.note, *one.note_history, *other.note_history) if note is not None]
    note = max(notes, key=_time_and_value, default=None)
    return Mark(
        read=_newer(one.read, other.read),
        starred=_newer(one.starred, other.starred),
        note=note,
        note_history=history(note, notes),
        full_text=_newer(one.full_text, other.full_text),
    )


def joined(shown: Mapping[str, Mark], stored: Mapping[str, Mark]) -> dict[str, Mark]:
    """What changes of the marks that are shown with those that are stored, either of which may be newer for a paper."""
    changed = ((id, shown.get(id, UNMARKED), mark) for id, mark in stored.items())
    return {id: merged_mark(one, other) for id, one, other in changed if one != other}


def merged(one: MarkCopy, other: MarkCopy) -> MarkCopy:
    """Merge two copies of what is kept of a paper, as `merged_mark` does; of two records the newer one wins."""
    mark = merged_mark(one, other)
    return MarkCopy(
        id=one.id,
        read=mark.read,
        starred=mark.starred,
        note=mark.note,
        note_history=mark.note_history,
        full_text=mark.full_text,
        record=newer_record(one.record, other.record),
    )


def newer_record(one: Record | None, other: Record | None) -> Record | None:
    """The record that the Hub gave later."""
    return max((record for record in (one, other) if record is not None), key=_age, default=None)


def with_value(mark: Mark, field: Field, value: bool | str, now: int) -> Mark:
    """Set one field of a mark at a time, in microseconds since 1970, UTC."""
    stored: Timestamped[Any] | None = getattr(mark, field)
    stamp = timestamped(value, now, stored)
    return with_note(mark, stamp) if field == "note" else replace(mark, **{field: stamp})


def with_note(mark: Mark, note: Timestamped[str]) -> Mark:
    """Write another note; the one before is not kept, as that was the user's will."""
    return replace(mark, note=note, note_history=history(note, mark.note_history))


def history(note: Timestamped[str] | None, seen: Iterable[Timestamped[str]]) -> tuple[Timestamped[str], ...]:
    """The notes beside the one that won, each text at its latest: else merges in another order would differ."""
    latest: dict[str, int] = {}
    for stamp in seen:
        if stamp.value and (note is None or stamp.value != note.value):
            latest[stamp.value] = max(stamp.at, latest.get(stamp.value, stamp.at))
    return tuple(Timestamped(text, at) for text, at in sorted(latest.items(), key=lambda item: (item[1], item[0])))


def from_outside(copy: MarkCopy) -> MarkCopy:
    """A copy from elsewhere, cleaned: without what would do harm, or is of no time, or is of another paper."""
    notes = [*filter(None, map(_clean_note, copy.note_history))]
    record = copy.record
    return MarkCopy(
        id=copy.id,
        read=_timely(copy.read),
        starred=_timely(copy.starred),
        note=_clean_note(copy.note),
        note_history=history(None, notes),
        full_text=_timely(copy.full_text),
        record=record if record and record.paper.id == copy.id and is_time(record.fetched_at) else None,
    )


def is_time(at: int) -> bool:
    """Whether a number of microseconds can be the time of anything."""
    return abs(at) < TIME_LIMIT


def reconciled(mark: Mark, base: str, text: str, now: int) -> tuple[Mark, str]:
    """The note to store where somebody may have written another one meanwhile, so that no text is lost.

    Args:
        mark: What is stored.
        base: The note that the text was made from.
        text: What it was made into.
        now: Microseconds since 1970, UTC.

    Returns:
        The mark, with the stored note beside its own one where the two are too long for one; and the note.
    """
    stored, mine = mark.text, cleaned(text)
    if stored in ("", cleaned(base), mine):
        return mark, mine
    if not mine:
        return mark, stored
    both = f"{stored}\n{BETWEEN}\n{mine}"
    if cleaned(both) == both:
        return mark, both
    beside = Timestamped(stored, mark.note.at if mark.note else now)
    return replace(mark, note_history=(*mark.note_history, beside)), mine


def cleaned(note: str) -> str:
    """A note without anything that a terminal would act on."""
    return clean(note, limit=TEXT_LIMIT, multiline=True)


def too_long(note: str) -> str:
    """Why a note cannot be kept whole, as a sentence, or nothing: what is stored would be cut.

    >>> too_long("Short."), too_long("x" * 20_001)
    ('', 'A note can have 20000 characters, and this one has 20001: shorten it.')
    """
    whole = clean(note, limit=max(len(note), TEXT_LIMIT), multiline=True)
    if len(whole) > TEXT_LIMIT:
        return f"A note can have {TEXT_LIMIT} characters, and this one has {len(whole)}: shorten it."
    lines = len(note.strip().splitlines())
    return f"A note can have {LINE_LIMIT} lines, and this one has {lines}: shorten it." if lines > LINE_LIMIT else ""


def _clean_note(note: Timestamped[str] | None) -> Timestamped[str] | None:
    timely = _timely(note)
    return timely and Timestamped(cleaned(timely.value), timely.at)


def _timely(stamp: Timestamped[Value] | None) -> Timestamped[Value] | None:
    return stamp if stamp is not None and is_time(stamp.at) else None


def _newer(one: Timestamped[Value] | None, other: Timestamped[Value] | None) -> Timestamped[Value] | None:
    return max((stamp for stamp in (one, other) if stamp is not None), key=_time_and_value, default=None)


def _time_and_value(stamp: Timestamped[Value]) -> tuple[int, bool | str]:
    return stamp.at, stamp.value


def _age(record: Record) -> tuple[int, bytes]:
    return record.fetched_at, msgspec.json.encode(record.paper)
