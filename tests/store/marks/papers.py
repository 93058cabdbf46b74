"""Papers to mark, and a clock to do it by."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reader.papers.marks import Change, Mark, MarkCopy, Record, Timestamped, microseconds
from reader.store.marks.marks import Marks
from tests.store.feeds.examples import paper

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
TODAY = date(2026, 8, 20)
AT = microseconds(NOON)
NASTY = "First [/] line \N{MICROSCOPE}\n  [@click=app.quit]second[/] 论文"


class Clock:
    """A clock that stands still."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go(self, **time: float) -> int:
        """Go on by a time, and return the time it is then in microseconds."""
        self.now += timedelta(**time)
        return microseconds(self.now)


def number(number: int) -> str:
    """The id of a paper."""
    return paper(number).id


def record(of: int, at: int = AT) -> Record:
    """A paper as the Hub gave it at some time."""
    return Record(at, paper(of))


def read(of: int, value: bool = True) -> Change:
    """Mark a paper read, or unread."""
    return Change(number(of), "read", value)


def star(of: int, value: bool = True, at: int = AT) -> Change:
    """Star a paper, or take its star."""
    return Change(number(of), "starred", value, record(of, at))


def note(of: int, text: str = NASTY, at: int = AT) -> Change:
    """Write a note on a paper."""
    return Change(number(of), "note", text, record(of, at))


def marked(at: int = AT) -> Mark:
    """The mark of a paper that was read."""
    return Mark(read=Timestamped(True, at))


async def all_kept(marks: Marks) -> list[MarkCopy]:
    """Everything that is kept."""
    return [kept async for kept in marks.kept()]


def aside(path: Path) -> list[Path]:
    """The files that were set aside, without those that SQLite makes beside them."""
    found = path.parent.glob(f"{path.name}.corrupt-*")
    return sorted(place for place in found if not place.name.endswith(("-wal", "-shm")))
