"""Marks as JSON Lines: one line for each paper, UTF-8, sorted by id, the same bytes for the same marks.

A line is an object whose fields are all there, in this order (here broken at the commas):

    {"id":"2608.17271",
     "read":{"value":true,"at":1787227200123456},
     "starred":{"value":true,"at":1787227260000000},
     "note":{"value":"Compare with ASI-Bench.","at":1787227320000000},
     "note_history":[{"value":"Read again.","at":1787140800000000}],
     "full_text":{"value":true,"at":1787227380000000},
     "record":{"fetched_at":1787227000000000,"paper":{"id":"2608.17271","title":"…","abstract":"…"}}}

Times are microseconds since 1970, UTC. What was never set is null, `note_history` has the other notes that merging
found, and `full_text` tells whether that was read to its end. A record is the paper as it was when it was starred; a
field of `paper` that says nothing is left out. When lines are read, fields that are missing are null and fields that
are not known are passed over.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO, Any, Final, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.papers.links import is_arxiv_id, without_version
from reader.papers.marks import MarkCopy, Record, Timestamped, cleaned, is_time
from reader.papers.models import Paper, with_readable
from reader.papers.text import LINE_LIMIT, TEXT_LIMIT, clean, clean_tree

SIZE_LIMIT: Final = 4 * 2**20
"""Bytes of the longest line that is read: fifty notes of the greatest length and a record."""


class LineError(ValueError):
    """A line is not what is kept of a paper; the text says why, as the end of a sentence."""


class Unread(NamedTuple):
    """A line that could not be read."""

    number: int
    """Counted from 1."""
    why: str


class _Record(Struct, frozen=True):
    fetched_at: int
    paper: Any
    """What JSON was decoded to, until it is cleaned."""


class _Line(Struct, frozen=True):
    """What stands in a line, in its order."""

    id: str
    read: Timestamped[bool] | None = None
    starred: Timestamped[bool] | None = None
    note: Timestamped[str] | None = None
    note_history: tuple[Timestamped[str], ...] = ()
    full_text: Timestamped[bool] | None = None
    record: _Record | None = None


def encode(kept: MarkCopy) -> bytes:
    """Write what is kept of a paper as a line, with its end."""
    record = None if kept.record is None else _sent(kept.record)
    line = _Line(kept.id, kept.read, kept.starred, kept.note, kept.note_history, kept.full_text, record)
    return msgspec.json.encode(line) + b"\n"


def decode(line: bytes) -> MarkCopy:
    """Read what is kept of a paper from a line, which comes from outside: its texts are cleaned.

    Raises:
        LineError: It is something else, if only in one field.
    """
    try:
        return _kept(msgspec.json.decode(line.decode(), type=_Line))
    except UnicodeDecodeError as error:
        raise LineError("it is not UTF-8") from error
    except RecursionError as error:
        raise LineError("its brackets are nested too deep") from error
    except msgspec.MsgspecError as error:
        raise LineError(str(error)) from error


def read(stream: IO[bytes]) -> Iterator[MarkCopy | Unread]:
    """Read lines one after the other; what is too long is never in memory as a whole, and empty lines do not count."""
    for number, line in enumerate(_lines(stream), 1):
        if line is None:
            yield Unread(number, f"it is longer than {SIZE_LIMIT} bytes")
        elif text := line.removeprefix(codecs.BOM_UTF8).strip():
            yield _read(number, text)


def latest(kept: MarkCopy) -> int:
    """The last time in what is kept of a paper, in microseconds since 1970, UTC; 0 where there is none."""
    return max(_times(kept), default=0)


def _read(number: int, line: bytes) -> MarkCopy | Unread:
    try:
        return decode(line)
    except LineError as error:
        return Unread(number, str(error))


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream, None for each that is too long."""
    while line := stream.readline(SIZE_LIMIT + 1):
        if len(line) <= SIZE_LIMIT:
            yield line
        else:
            while not line.endswith(b"\n") and (line := stream.readline(SIZE_LIMIT)):
                pass
            yield None


def _sent(record: Record) -> _Record:
    # Another version of the reader derives other readable texts from the same paper.
    return _Record(record.fetched_at, replace(record.paper, readable_title="", readable_abstract=""))


def _kept(line: _Line) -> MarkCopy:
    id = without_version(line.id)
    if not is_arxiv_id(id):
        raise LineError("its id is not an arXiv id")
    kept = MarkCopy(
        id=id,
        read=line.read,
        starred=line.starred,
        note=None if line.note is None else _note(line.note),
        note_history=tuple(map(_note, line.note_history)),
        full_text=line.full_text,
        record=None if line.record is None else _record(id, line.record),
    )
    if not all(map(is_time, _times(kept))):
        raise LineError("one of its times cannot be right")
    return kept


def _note(note: Timestamped[str]) -> Timestamped[str]:
    """Clean a note; one that would be cut is not taken at all, as half of it would be lost."""
    if len(note.value) > TEXT_LIMIT or note.value.count("\n") >= LINE_LIMIT:
        raise LineError(f"a note in it has more than {TEXT_LIMIT} characters or {LINE_LIMIT} lines")
    return replace(note, value=cleaned(note.value))


def _record(id: str, record: _Record) -> Record:
    paper = msgspec.convert(clean_tree(record.paper), Paper)
    if without_version(paper.id) != id:
        raise LineError("its record belongs to another paper")
    return Record(record.fetched_at, _readable(replace(paper, id=id)))


def _readable(paper: Paper) -> Paper:
    """Derive the readable texts as they are read from the store, where all texts are cleaned once more."""
    paper = with_readable(paper)
    return replace(
        paper, readable_title=clean(paper.readable_title), readable_abstract=cleaned(paper.readable_abstract)
    )


def _times(kept: MarkCopy) -> list[int]:
    stamps = (kept.read, kept.starred, kept.note, kept.full_text, *kept.note_history)
    times = [stamp.at for stamp in stamps if stamp is not None]
    return times if kept.record is None else [*times, kept.record.fetched_at]
