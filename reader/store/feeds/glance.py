"""Stored days and their papers at a glance, for a shell and a status bar: no file is created, nothing is decoded.

A file that is missing, locked, damaged or another program's has no days.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from reader.papers.links import is_arxiv_id
from reader.store import sqlite
from reader.store.feeds.keys import PAPERS, day_with_papers, keys
from reader.store.feeds.readonly_rows import FILE_NAME, ReadOnlyRows

_PAPER: Final = rb'"id":"(%b[^"\\]*)","title":"([^"\\]*(?:\\.[^"\\]*)*)"'
"""The first two fields of a paper whose id begins so; inside of a text a quotation mark has a backslash before it."""

Result = TypeVar("Result")


class Glimpse(NamedTuple):
    """What is seen of a paper."""

    id: str
    title: str
    """As the Hub has it, or empty where it is not one line of visible characters."""


def days(folder: Path) -> list[date]:
    """Return the days with papers, the newest first: 3 ms for 850 days."""
    found = map(day_with_papers, _read(folder, lambda rows: rows.names_after(PAPERS)))
    return sorted((day for day in found if day is not None), reverse=True)


def papers(folder: Path, first: date, last: date, start: str = "") -> list[Glimpse]:
    """Return the papers of the days from the first to the last one whose ids begin so, each once: 0.1 ms a day."""
    values = _read(folder, lambda rows: rows.values(keys(first)[0], keys(last)[0]))
    find = re.compile(_PAPER % re.escape(start.encode(errors="replace"))).findall
    found = (_glimpse(id, title) for value in values for id, title in find(value))
    return list({one.id: one for one in found if is_arxiv_id(one.id)}.values())


class Outline(NamedTuple):
    """A stored feed without all that a paper is."""

    ids: tuple[str, ...]
    fetched_at: datetime


def newest(folder: Path, today: date) -> Outline | None:
    """Return the newest feed with papers; None where only `Cache` can tell, and where it is one of the future."""
    try:
        with closing(ReadOnlyRows(folder / FILE_NAME, 0.0, untouched=True)) as rows:
            stored = map(day_with_papers, rows.names_after(PAPERS))
            day = max((day for day in stored if day is not None), default=None)
            value = rows.value(keys(day)[0]) if day and day <= today else None
    except sqlite.FAULTS:
        return None
    return _outline(value, day) if value and day else None


def _outline(value: bytes, day: date) -> Outline | None:
    import json  # A shell does without.

    try:
        record = json.loads(value)
        feed = record["feed"]
        outline = Outline(tuple(paper["id"] for paper in feed["papers"]), datetime.fromisoformat(feed["fetched_at"]))
        ours = record["version"] == 1 and feed["day"] == day.isoformat() and outline.fetched_at.tzinfo is not None
    # Text that is not UTF-8 is a ValueError.
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    is_whole = not feed.get("skipped")  # Of a short one there is more to tell.
    return outline if ours and is_whole and outline.ids and all(map(is_arxiv_id, outline.ids)) else None


def _read(folder: Path, read: Callable[[ReadOnlyRows], list[Result]]) -> list[Result]:
    with suppress(*sqlite.FAULTS), closing(ReadOnlyRows(folder / FILE_NAME, 0.0, untouched=True)) as rows:
        return read(rows)
    return []


def _glimpse(id: bytes, title: bytes) -> Glimpse:
    # Of the escapes of JSON only \" and \\ stand in a title that was cleaned; any other one is shown as it is.
    plain = re.sub(rb'\\(["\\])', rb"\1", title) if b"\\" in title else title
    text = plain.decode(errors="replace")
    return Glimpse(id.decode(errors="replace"), text if text.isprintable() else "")
