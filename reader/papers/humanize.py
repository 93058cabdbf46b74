"""Numbers, dates and ages as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from reader.papers.period import Day, Month, Period, Week, neighbours

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_day(day: date) -> str:
    """A day with its weekday and year, such as `Thu 20 Aug 2026`; English whatever the locale."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date, today: date) -> str:
    """A day as the Hub shows it, `18 Aug`; the year only when it is not this one."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def week_day(day: date, today: date) -> str:
    """A day with its weekday, such as `Thu 20 Aug`; the year only when it is not this one."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day, today)}"


def whole_day(day: date) -> str:
    """A day without abbreviations, which speech spells out, such as `20 August 2026`."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def long_period(period: Period) -> str:
    """A day, a week or a month as a heading; of another period its text.

    >>> from reader.papers.period import TRENDING
    >>> long_period(Week.of(date(2027, 1, 1))), long_period(Month.of(date(2026, 7, 1))), long_period(TRENDING)
    ('Week 53 of 2026', 'July 2026', 'Trending')
    """
    if isinstance(period, Day):
        return long_day(period.date)
    if isinstance(period, Week):
        year, number, _ = period.first.isocalendar()
        return f"Week {number} of {year}"
    if isinstance(period, Month):
        return f"{LONG_MONTHS[period.first.month - 1]} {period.first.year}"
    return str(period).capitalize()


def inner_period(period: Period) -> str:
    """The same within a sentence, where a week is no name.

    >>> inner_period(Week.of(date(2027, 1, 1))), inner_period(Month.of(date(2026, 7, 1)))
    ('week 53 of 2026', 'July 2026')
    """
    name = long_period(period)
    return name.replace("Week", "week") if isinstance(period, Week) else name


def short_period(period: Period, today: date) -> str:
    """A period in few characters; the year of a day or a week only when it is not this one.

    >>> today = date(2026, 8, 20)
    >>> short_period(Week.of(today), today), short_period(Month.of(today), today)
    ('Week 34', 'Aug 2026')
    """
    if isinstance(period, Day):
        return short_day(period.date, today)
    if isinstance(period, Week):
        year, number, _ = period.first.isocalendar()
        return f"Week {number}" if year == today.year else f"Week {number} of {year}"
    if isinstance(period, Month):
        return f"{MONTHS[period.first.month - 1]} {period.first.year}"
    return str(period).capitalize()


def day_ranges(days: Iterable[date], today: date) -> str:
    """Days in order, those that follow each other as a range; days between them that cannot have papers do not part it.

    >>> day_ranges([date(2026, 8, day) for day in (13, 14, 17, 20)], date(2026, 8, 20))
    '13–17 Aug, 20 Aug'
    """
    ranges: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if ranges and day <= next(neighbours(ranges[-1][1], 1, day, (day - ranges[-1][1]).days), day):
            ranges[-1] = ranges[-1][0], day
        else:
            ranges.append((day, day))
    return ", ".join(day_range(first, last, today) for first, last in ranges)


def day_range(first: date, last: date, today: date) -> str:
    """The days from one to another; the year only when it is not this one."""
    if first == last:
        return short_day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_day(last, today)}"
    # The year of the last day goes for both, unless it is another one.
    return f"{short_day(first, today if first.year != last.year else first)} – {short_day(last, today)}"


def number(value: int) -> str:
    """A number in at most four characters and a unit: 999, 1.2k, 12k, 3.4M."""
    for unit, size in (("M", 1_000_000), ("k", 1_000)):
        if value >= size:
            short = value / size
            return f"{int(short * 10) / 10:g}{unit}" if short < 10 else f"{int(short)}{unit}"
    return str(value)


def counted(value: int, noun: str) -> str:
    """A short number with its noun.

    >>> counted(1, "comment"), counted(1234, "vote")
    ('1 comment', '1.2k votes')
    """
    return f"{number(value)} {plural(value, noun)}"


def exactly(value: int, noun: str) -> str:
    """A number that a person may check, with its noun.

    >>> exactly(1, "day"), exactly(1234, "stored day")
    ('1 day', '1234 stored days')
    """
    return f"{value} {plural(value, noun)}"


def size(count: int) -> str:
    """Some bytes, in a unit that leaves few digits.

    >>> size(0), size(1600), size(500_000), size(80 * 2**30)
    ('0.0 KiB', '1.6 KiB', '0.5 MiB', '80.0 GiB')
    """
    units = {"GiB": 2**30, "MiB": 2**20}
    unit, many = next(((unit, many) for unit, many in units.items() if count >= many / 10), ("KiB", 2**10))
    return f"{count / many:.1f} {unit}"


def unreadable(count: int, of: str) -> str:
    """That some papers of an answer could not be read.

    >>> unreadable(1, "20 Aug"), unreadable(3, "2026-W34")
    ('1 paper of 20 Aug could not be read', '3 papers of 2026-W34 could not be read')
    """
    return f"{exactly(count, 'paper')} of {of} could not be read"


def plural(value: int, noun: str) -> str:
    """A noun as it is used with a number."""
    return noun if value == 1 else f"{noun}s"


def indexed(progress: tuple[int, int] | None) -> str:
    """How far the index of the stored days is built, if it is being built.

    >>> indexed((40, 122)), indexed((122, 122)), indexed(None)
    ('Indexing stored days… 40 of 122', 'Writing the index…', '')
    """
    if progress is None:
        return ""
    done, days = progress
    # Once the days are read, what was found in them is put together, which takes longer.
    return f"Indexing stored days… {done} of {days}" if done < days else "Writing the index…"


def roughly(seconds: float) -> str:
    """A time that something will take.

    >>> roughly(59), roughly(61), roughly(2999), roughly(10_000)
    ('less than a minute', 'about 2 minutes', 'about 50 minutes', 'about 3 hours')
    """
    minutes = int(-(-seconds // 60))  # Rounded up.
    if minutes <= 1:
        return "less than a minute"
    return f"about {minutes} minutes" if minutes < 100 else f"about {round(minutes / 60)} hours"


def age(past: timedelta) -> str:
    """How long ago something was, in the largest whole unit; it changes once a minute at most."""
    minutes = int(past.total_seconds()) // 60
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 24 * 60:
        return f"{minutes // 60} h ago"
    days = minutes // (24 * 60)
    return "1 day ago" if days == 1 else f"{days} days ago"


def no_list(day: date) -> str:
    """The sentence for a day of the week that never has papers."""
    weekday = "Saturdays" if day.weekday() == 5 else "Sundays"
    before = next(neighbours(day, -1, day, within=7))
    return (
        f"No papers on {long_day(day)}: {weekday} have no list. "
        f"The last day before it that can have one is {long_day(before)} ({before})."
    )
