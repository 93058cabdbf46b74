"""Periods, from the command line to the state on disk."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from reader.errors import PeriodError
from reader.papers.day_words import iso_day, named_day
from reader.papers.edition import DAY as DAY
from reader.papers.edition import FIRST_DAY as FIRST_DAY
from reader.papers.edition import LAST_SUNDAY as LAST_SUNDAY
from reader.papers.edition import Direction as Direction
from reader.papers.edition import EditionClock as EditionClock
from reader.papers.edition import can_have_papers as can_have_papers
from reader.papers.edition import days_between as days_between
from reader.papers.edition import nearest_beyond as nearest_beyond
from reader.papers.edition import neighbours as neighbours
from reader.papers.edition import opens_at as opens_at
from reader.papers.edition import utc_now as utc_now
from reader.papers.links import is_arxiv_id
from reader.papers.span import Month as Month
from reader.papers.span import Period as Period
from reader.papers.span import Span as Span
from reader.papers.span import Week as Week


class Day(Period):
    """The papers of one day."""

    __slots__ = ("date",)

    def __init__(self, day: date) -> None:
        self.date: Final = day

    def __str__(self) -> str:
        return self.date.isoformat()


class Newest(Period):
    """The newest day with papers, whichever that is by then."""

    __slots__ = ()

    def __str__(self) -> str:
        return "today"


class Trending(Period):
    """What is trending on the Hub, in its own order."""

    __slots__ = ()

    def __str__(self) -> str:
        return "trending"


class Starred(Period):
    """The starred papers of all days."""

    __slots__ = ()

    def __str__(self) -> str:
        return "starred"


class OnePaper(Period):
    """One paper that is on no stored day, by its arXiv id."""

    __slots__ = ("id",)

    def __init__(self, id: str) -> None:
        self.id: Final = id

    def __str__(self) -> str:
        return self.id


class Search(Period):
    """The papers of all stored days that a query matches, all of them for a blank one; or what the Hub finds for it."""

    __slots__ = ("at_hub", "query")

    def __init__(self, query: str, *, at_hub: bool = False) -> None:
        self.query: Final = query.strip()
        self.at_hub: Final = at_hub

    def __str__(self) -> str:
        return " ".join(filter(None, (_SEARCH, _AT_HUB if self.at_hub else "", self.query)))


class Related(Search):
    """The stored papers that are nearest to one, by its arXiv id."""

    __slots__ = ("id",)

    def __init__(self, id: str) -> None:
        super().__init__("")
        self.id: Final = id

    def __str__(self) -> str:
        return f"{_RELATED} {self.id}"


_SEARCH: Final = "search"
_RELATED: Final = "related"
_AT_HUB: Final = "hub:"  # No query begins so: it would be a field that does not exist.
NEWEST: Final = Newest()
STARRED: Final = Starred()
TRENDING: Final = Trending()
WEEK: Final = "week"
MONTH: Final = "month"
_WORDS: Final = (WEEK, MONTH, str(TRENDING), str(STARRED))
"""What periods that are not days are called."""


def parse_period(text: str, today: date) -> Period:
    """Understand a period as a person writes it.

    That is `today` for the newest day, another day, `week` or `2026-W33`, `month` or `2026-07`, `trending`, `starred`,
    `search QUERY` or `related ID`.

    Args:
        text: What was typed.
        today: The newest open day.

    Raises:
        UnknownPeriodError: If it is none of them.
        PeriodError: If it does not exist, is before the first day or is not open yet.

    >>> parse_period("week", date(2026, 8, 20)), parse_period("2026-07", date(2026, 8, 20))
    (<Week: 2026-W34>, <Month: 2026-07>)
    >>> parse_period("Starred", date(2026, 8, 20)), parse_period("fri", date(2026, 8, 20))
    (<Starred: starred>, <Day: 2026-08-14>)
    """
    if (search := _search(text)) is not None:
        return search
    word = text.strip().lower()
    if word in _NAMED:
        return _NAMED[word]
    if (span := named_span(word, today)) is not None:
        return span
    day = _day(text, today, "period", _WORDS)
    return NEWEST if word == str(NEWEST) else Day(_open(day, today))


_NAMED: Final[dict[str, Period]] = {str(STARRED): STARRED, str(TRENDING): TRENDING}


def named_span(word: str, today: date) -> Span | None:
    """The week or the month that a word names; None for what is neither.

    Raises:
        PeriodError: It does not exist, is before the first day or is not open yet; the sentence names the nearest one.
    """
    if word in (WEEK, MONTH):
        return Week.of(today) if word == WEEK else Month.of(today)
    if (parts := re.fullmatch(_SPAN, word)) is None:
        return None
    year, is_week, number = int(parts[1]), bool(parts[2]), int(parts[3])
    kind, noun = (Week, WEEK) if is_week else (Month, MONTH)
    first, newest = kind.of(FIRST_DAY), kind.of(today)
    if (span := _span(year, number, is_week=is_week)) is None:
        last = f"{year}-W{date(year, 12, 28).isocalendar().week}" if is_week and year else f"{year:04}-12"
        wanted = last if number else f"{last[:-2]}01"
        nearest = max(str(first), min(wanted, str(newest)))
        raise PeriodError(f"There is no {noun} {word.upper()}. Choose {nearest}.")
    if span.last < FIRST_DAY:
        raise PeriodError(f"{span} has no papers: Daily Papers began on {FIRST_DAY}. Choose {first} or a later {noun}.")
    if span.first > today:
        raise PeriodError(
            f"{span} is not open yet: the newest {noun} is {newest}. Choose that {noun} or an earlier one."
        )
    return span


_SPAN: Final = "([0-9]{4})-(w?)([0-9]{2})"


def _span(year: int, number: int, *, is_week: bool) -> Span | None:
    """A week or a month by its number; None where there is none."""
    try:
        return Week.of(date.fromisocalendar(year, number, 1)) if is_week else Month.of(date(year, number, 1))
    except (ValueError, OverflowError):
        return None


def read_period(text: str) -> Period:
    """Read the text of a period from a file, where anything else counts as the newest day.

    >>> read_period("2026-08-20"), read_period("2608.17271"), read_period("fri")
    (<Day: 2026-08-20>, <OnePaper: 2608.17271>, <Newest: today>)
    >>> read_period("search GAN"), read_period("search hub: GAN"), read_period("related 2608.17271")
    (<Search: search GAN>, <Search: search hub: GAN>, <Related: related 2608.17271>)
    >>> read_period("2026-W53"), read_period("2026-07"), read_period("trending")
    (<Week: 2026-W53>, <Month: 2026-07>, <Trending: trending>)
    """
    if text in _NAMED:
        return _NAMED[text]
    if (parts := re.fullmatch(_SPAN, text.lower())) is not None:
        return _span(int(parts[1]), int(parts[3]), is_week=bool(parts[2])) or NEWEST
    if is_arxiv_id(text):
        return OnePaper(text)
    if (search := _search(text)) is not None:
        return search
    return NEWEST if (day := iso_day(text)) is None else Day(day)


def _search(text: str) -> Search | None:
    """The search that a text asks for, if it does; whether its query can be understood is seen when it is made."""
    word, rest = [*text.split(None, 1), "", ""][:2]
    if word.lower() == _RELATED and is_arxiv_id(rest.strip()):
        return Related(rest.strip())
    at_hub = rest.startswith(_AT_HUB)
    return Search(rest.removeprefix(_AT_HUB), at_hub=at_hub) if word.lower() == _SEARCH else None


def parse_day(text: str, today: date) -> date:
    """Understand what a person calls a day.

    Args:
        text: `2026-08-20`, `today`, `yesterday`, `-3` (days before today) or `fri` (the last one, today included);
            also `2026/8/20`, `20260820`, `Aug 20` and `20 August 2026`.
        today: The newest open day.

    Raises:
        UnknownPeriodError: If it is not a day.
        PeriodError: If it is before the first one or after today.

    >>> parse_day("fri", date(2026, 8, 20)), parse_day("-3", date(2026, 8, 20))
    (datetime.date(2026, 8, 14), datetime.date(2026, 8, 17))
    """
    return _open(_day(text, today, "day"), today)


def _day(text: str, today: date, what: str, more: tuple[str, ...] = ()) -> date:
    """The day that a text names in any way.

    Raises:
        UnknownPeriodError: It names none, and so is not what was wanted, which may have other names, too.
    """
    word = text.strip().lower()
    if (day := named_day(word, today)) is None:
        from reader.papers.day_spellings import spelled_day  # Few days are written in another way.

        if (day := spelled_day(word, today)) is None:
            from reader.papers.misspelled import unknown

            raise unknown(text, what, (FIRST_DAY, today), more)
    return day


def _open(day: date, today: date) -> date:
    """Return a day that is open.

    Raises:
        PeriodError: It is before the first day or after today.
    """
    if day < FIRST_DAY:
        raise PeriodError(f"{day} has no papers: Daily Papers began on {FIRST_DAY}. Choose that day or a later one.")
    if day > today:
        newest = next(newest for ago in range(7) if can_have_papers(newest := today - ago * DAY))
        raise PeriodError(f"{day} is not open yet: the newest day is {newest}. Choose that day or an earlier one.")
    return day
