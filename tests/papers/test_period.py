"""Which day is open, wherever one stands and whatever the season."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from reader.errors import PeriodError
from reader.papers.period import EditionClock, can_have_papers, opens_at, parse_day

THURSDAY = date(2026, 8, 20)


def clock(text: str) -> EditionClock:
    return EditionClock(lambda: datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-08-20T01:29:59+00:00", "2026-08-19"),  # Summer: opens at 01:30 UTC.
        ("2026-08-20T01:30:00+00:00", "2026-08-20"),
        ("2026-01-15T02:29:59+00:00", "2026-01-14"),  # Winter: at 02:30 UTC.
        ("2026-01-15T02:30:00+00:00", "2026-01-15"),
        ("2026-03-08T02:29:59+00:00", "2026-03-07"),  # The evening before the clocks go forward,
        ("2026-03-08T02:30:00+00:00", "2026-03-08"),
        ("2026-03-09T01:29:59+00:00", "2026-03-08"),  # and the evening after.
        ("2026-03-09T01:30:00+00:00", "2026-03-09"),
        ("2026-11-01T01:30:00+00:00", "2026-11-01"),  # The evening before they go back,
        ("2026-11-02T02:29:59+00:00", "2026-11-01"),  # and the evening after.
        ("2026-11-02T02:30:00+00:00", "2026-11-02"),
        ("2026-08-20T15:30:00+14:00", "2026-08-20"),  # Kiritimati: the afternoon.
        ("2026-08-20T15:29:00+14:00", "2026-08-19"),
        ("2026-08-19T14:30:00-11:00", "2026-08-20"),  # Pago Pago: the day before.
        ("2026-08-19T14:29:00-11:00", "2026-08-19"),
    ],
)
def test_a_day_opens_at_half_past_nine_in_new_york_the_evening_before(now: str, day: str) -> None:
    assert clock(now).newest_day() == date.fromisoformat(day)


def test_opening_and_newest_day_agree_all_year() -> None:
    for number in range(366):
        day = date(2026, 1, 1) + timedelta(number)
        opening = opens_at(day)
        here = timezone(timedelta(hours=number % 26 - 11))
        for moment, expected in [(opening, day), (opening - timedelta(seconds=1), day - timedelta(1))]:
            assert clock(moment.astimezone(here).isoformat()).newest_day() == expected


def test_a_day_is_settled_half_an_hour_after_the_next_one_opened() -> None:
    settling = opens_at(date(2026, 8, 21)) + timedelta(minutes=30)
    assert clock("2026-08-21T09:00:00+00:00").is_settled(THURSDAY, settling)
    assert not clock("2026-08-21T09:00:00+00:00").is_settled(THURSDAY, settling - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("age", "settled", "now", "fresh"),
    [
        (timedelta(minutes=9), False, "2026-08-20T12:00:00+00:00", True),
        (timedelta(minutes=10), False, "2026-08-20T12:00:00+00:00", False),
        (timedelta(hours=23), True, "2026-08-25T12:00:00+00:00", True),
        (timedelta(hours=24), True, "2026-08-25T12:00:00+00:00", False),
        (timedelta(days=300), True, "2027-08-25T12:00:00+00:00", True),
        (timedelta(days=300), False, "2027-08-25T12:00:00+00:00", False),
        (-timedelta(minutes=1), True, "2027-08-25T12:00:00+00:00", False),  # Stored by a clock that ran ahead.
    ],
)
def test_how_long_a_list_is_fresh(age: timedelta, settled: bool, now: str, fresh: bool) -> None:
    moment = datetime.fromisoformat(now)
    assert clock(now).is_fresh(THURSDAY, moment - age, settled=settled) is fresh


@pytest.mark.parametrize(
    ("day", "papers"),
    [
        ("2026-08-21", True),
        ("2026-08-22", False),
        ("2026-08-23", False),
        ("2024-11-24", True),
        ("2024-11-23", False),
        ("2024-12-01", False),
    ],
)
def test_which_weekdays_can_have_papers(day: str, papers: bool) -> None:
    assert can_have_papers(date.fromisoformat(day)) is papers


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-08-20", "2026-08-20"),
        (" Today ", "2026-08-20"),
        ("yesterday", "2026-08-19"),
        ("-3", "2026-08-17"),
        ("-0", "2026-08-20"),
        ("thu", "2026-08-20"),
        ("fri", "2026-08-14"),
        ("Friday", "2026-08-14"),
        ("wed", "2026-08-19"),
        ("2023-05-04", "2023-05-04"),
    ],
)
def test_a_day_as_a_person_writes_it(text: str, day: str) -> None:
    assert parse_day(text, THURSDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-13-40", "2025-02-30", "2023-05-03", "2026-08-21", "2027-01-01", "-99999"),
        *("th", "soon", "", "2026-8-2", "20260820", "٢٠٢٦-٠٨-٢٠", "\x1b]0;x\x07"),
    ],
)
def test_what_is_no_day_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_day(text, THURSDAY)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_utc_now_is_aware() -> None:
    assert EditionClock().now().tzinfo is UTC
