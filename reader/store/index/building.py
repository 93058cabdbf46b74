"""The files of the index brought up to date with the stored days; nothing of another version is touched."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

from reader import ownership
from reader.store import sqlite
from reader.store.feeds import rows
from reader.store.feeds.keys import PAPERS, day_with_papers
from reader.store.feeds.readonly_rows import FILE_NAME, ReadOnlyRows, Stamp
from reader.store.index import file, segment
from reader.store.index.file import SCRATCH, VERSION, BrokenFileError, DayEntry, SectionFile
from reader.store.index.segment import Day, Item, Segment
from reader.store.index.table import PAPERS_LIMIT

_NAME: Final = re.compile(r"index-([0-9]{1,9})\.([0-9]{1,9})")
FOLDER: Final = "index-{}.{}".format(*VERSION)
"""Beside the file of the stored days; another version has a folder of its own."""
LOCK: Final = f"{FOLDER}/building"
"""What is held, as `sqlite.held` does, by the process that builds it."""
BUSY: Final = 75
"""The exit code of a process that found it held."""
SUFFIX: Final = ".index"
AT_ONCE: Final = 60_000
"""Papers after which a file is written while the whole index is made."""
LOOSE: Final = 1_000
"""Papers that may be in files whose texts are searched one by one: 2 ms of every search."""
LOOSE_FILES: Final = 8
"""Such files; the reader holds each of them open."""
FILES: Final = 6
"""Files in which words are looked up; more of them are made one, as each takes its time in every search."""

ABANDONED: Final = 600.0
"""Seconds after which nobody writes any more to a file that is not finished."""

Report = Callable[[int, int], object]
"""Is told how many days are indexed, of how many."""


class Choice(NamedTuple):
    """Which days of which files count."""

    places: dict[Path, list[int]]
    """By file, the places of the days for which it is the one to ask."""
    missing: list[date]
    """Days that no file has as they are stored now, the oldest first."""


def files(folder: Path) -> list[Path]:
    """The files of the index in a folder, which may not exist."""
    with suppress(OSError):
        # Who opens a pipe waits for its other end.
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and path.is_file())
    return []


def chosen(segments: Iterable[Segment], stamps: Mapping[date, Stamp]) -> Choice:
    """Choose where each stored day is looked up: in the largest file that has it as it is stored now."""
    wanted: dict[int, tuple[int, float, int]] = {day.toordinal(): stamp for day, stamp in stamps.items()}
    places: dict[Path, list[int]] = {}
    for one in sorted(segments, key=lambda one: (not one.packed, -one.size, one.path)):
        mine = [place for place, (day, stamp) in enumerate(one.stamps) if wanted.get(day) == stamp]
        for place in mine:
            del wanted[one.days[place].day]
        if mine:
            places[one.path] = mine
    return Choice(places, [date.fromordinal(day) for day in sorted(wanted)])


def read(stored: ReadOnlyRows, day: date, stamp: Stamp, written: rows.Written | None = None) -> Day:
    """Read a day as it is indexed; one that cannot be read has no papers.

    Args:
        stored: The stored days.
        day: The day.
        stamp: That of its row.
        written: What was stored just now, which may be this day.
    """
    value = stored.value_of(stamp.row) or b""
    found = rows.with_places(value, day, written)
    readable, papers = found if found is not None else (0, [])
    items: dict[str, Item] = {}
    for paper, start, size in papers:
        items.setdefault(paper.id, segment.item(paper, start, size))
    entry = DayEntry(day.toordinal(), stamp.row, stamp.stored_at, stamp.size, readable, len(items))
    return Day(entry, [*items.values()])


def write(folder: Path, parts: Iterable[bytes | bytearray]) -> Segment:
    """Write a file of the index and open it.

    Raises:
        OSError: The disk failed.
        BrokenFileError: What was written cannot be read.
    """
    ownership.make_folder(folder)
    path = new_path(folder)
    file.write(path, parts)
    return Segment(SectionFile(path))


def new_path(folder: Path) -> Path:
    """The path of a new file of the index."""
    return folder / f"{uuid4().hex}{SUFFIX}"


def remove(path: Path) -> None:
    """Remove a file, as far as it can be."""
    with suppress(OSError):
        path.unlink()


def opened(paths: Iterable[Path], damaged: Callable[[Path], object] = remove) -> Iterator[Segment]:
    """Open files that can be used; damaged ones are removed, as what is in them can be made again.

    Args:
        paths: The files.
        damaged: What to do with a damaged one.
    """
    for path in paths:
        try:
            yield Segment(SectionFile(path))
        except BrokenFileError:
            damaged(path)
        except OSError:
            continue


def bring_up_to_date(cache: Path, report: Report) -> None:
    """Index every stored day, and make one file of many.

    Args:
        cache: The folder of the stored days.
        report: Is told how far it is.

    Raises:
        FAULTS: The stored days cannot be read, or the disk failed.
    """
    folder = cache / FOLDER
    _remove_remains(cache)
    with closing(ReadOnlyRows(cache / FILE_NAME, sqlite.TIMEOUT)) as stored:
        while True:
            try:
                if _is_up_to_date(stored, folder, report):
                    return
            except BrokenFileError as error:
                remove(error.path)


def _is_up_to_date(stored: ReadOnlyRows, folder: Path, report: Report) -> bool:
    """Write one more file, unless there is no need to; whether there was none."""
    segments = [*opened(files(folder))]
    stamps = days_of(stored)
    choice = chosen(segments, stamps)
    if choice.missing:
        write(folder, segment.encoded(_some(stored, choice.missing, stamps, report), packed=True))
        return False
    if _merged(folder, segments, choice):
        return False
    remove_others(segments, choice)
    return True


def days_of(stored: ReadOnlyRows) -> dict[date, Stamp]:
    """The stored days with papers, and what changes when one is stored again."""
    return {day: stamp for key, stamp in stored.stamps(PAPERS).items() if (day := _day(key)) is not None}


_day: Final = lru_cache(2**13)(day_with_papers)
"""The same keys are read whenever a day was stored."""


def remove_others(segments: Iterable[Segment], choice: Choice) -> None:
    """Remove the files that no stored day is looked up in."""
    for one in segments:
        if one.path not in choice.places:
            remove(one.path)


def _some(stored: ReadOnlyRows, days: Sequence[date], stamps: Mapping[date, Stamp], report: Report) -> Iterator[Day]:
    """Read days until there are enough papers for a file."""
    papers = 0
    for number, day in enumerate(days):
        report(len(stamps) - len(days) + number, len(stamps))
        if papers >= AT_ONCE:
            return
        found = read(stored, day, stamps[day])
        papers += len(found.items)
        yield found
    report(len(stamps), len(stamps))


def are_too_loose(papers: Sequence[int]) -> bool:
    """Whether loose files should become one.

    Args:
        papers: How many papers each of them has.
    """
    return sum(papers) > LOOSE or len(papers) > LOOSE_FILES


def _merged(folder: Path, segments: Sequence[Segment], choice: Choice) -> bool:
    """Make one file of those that are loose or many; whether there was need to."""
    counted = {one.path: sum(one.days[place].papers for place in choice.places.get(one.path, ())) for one in segments}
    live = sorted((one for one in segments if one.path in choice.places), key=lambda one: counted[one.path])
    loose = [one for one in live if not one.packed]
    if are_too_loose([counted[one.path] for one in loose]):
        return _joined(folder, loose, choice)
    packed = [one for one in live if one.packed]
    totals = accumulate(counted[one.path] for one in packed)
    fitting = [one for one, total in zip(packed, totals, strict=True) if total < PAPERS_LIMIT]
    return len(packed) > FILES and len(fitting) > 1 and _joined(folder, fitting, choice)


def _joined(folder: Path, segments: Iterable[Segment], choice: Choice) -> bool:
    """Write one file of the days that are looked up in some."""
    days = [(one.days[place].day, one, place) for one in segments for place in choice.places[one.path]]
    in_order = (one.day(place) for _, one, place in sorted(days, key=itemgetter(0)))
    write(folder, segment.encoded(in_order, packed=True))
    return True


def _remove_remains(cache: Path) -> None:
    """Remove what a process left that ended while it wrote, and the index of older versions of the reader."""
    for folder in cache.glob("index-*"):
        if folder.is_symlink():
            continue
        found = _NAME.fullmatch(folder.name)
        version = (int(found[1]), int(found[2])) if found else None
        if version == VERSION:
            _remove_files(folder, lambda path: path.suffix == SCRATCH and _is_abandoned(path))
        elif version is not None and all(old <= new for old, new in zip(version, VERSION, strict=True)):
            _remove_files(folder, lambda path: path.suffix in (SCRATCH, SUFFIX, ".lock"))
            with suppress(OSError):
                folder.rmdir()


def _remove_files(folder: Path, unwanted: Callable[[Path], bool]) -> None:
    with suppress(OSError):
        for path in [*filter(unwanted, folder.iterdir())]:
            path.unlink()


def _is_abandoned(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > ABANDONED
