"""Weeks and months: their days, their neighbours, and what is said of one that does not exist."""

from __future__ import annotations

from datetime import date

import pytest

from reader.errors import PeriodError
from reader.papers.period import DAY, TRENDING, Month, Period, Span, Week, parse_period, read_period

THURSDAY = date(2026, 8, 20)
NEW_YEAR = date(2027, 1, 6)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("week", Week.of(THURSDAY)),
        ("2026-W33", Week.of(date(2026, 8, 10))),
        ("2026-w33", Week.of(date(2026, 8, 16))),
        ("2023-W18", Week.of(date(2023, 5, 4))),
        (" Month", Month.of(THURSDAY)),
        ("2026-07", Month.of(date(2026, 7, 31))),
        ("2023-05", Month.of(date(2023, 5, 1))),
        ("Trending", TRENDING),
    ],
)
def test_a_week_a_month_and_what_is_trending_are_periods(text: str, period: Period) -> None:
    assert parse_period(text, THURSDAY) == period
    assert parse_period(str(period), THURSDAY) == read_period(str(period)) == period


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-W53", "There is no week 2025-W53. Choose 2025-W52."),
        ("2026-W54", "There is no week 2026-W54. Choose 2026-W53."),
        ("2025-w00", "There is no week 2025-W00. Choose 2025-W01."),
        ("2025-13", "There is no month 2025-13. Choose 2025-12."),
        ("2025-00", "There is no month 2025-00. Choose 2025-01."),
        ("2023-00", "There is no month 2023-00. Choose 2023-05."),
        ("0000-W53", "There is no week 0000-W53. Choose 2023-W18."),
        ("9999-W53", "There is no week 9999-W53. Choose 2027-W01."),
        ("2023-04", "2023-04 has no papers: Daily Papers began on 2023-05-04. Choose 2023-05 or a later month."),
        ("2023-W17", "2023-W17 has no papers: Daily Papers began on 2023-05-04. Choose 2023-W18 or a later week."),
        ("2027-02", "2027-02 is not open yet: the newest month is 2027-01. Choose that month or an earlier one."),
        ("2027-W02", "2027-W02 is not open yet: the newest week is 2027-W01. Choose that week or an earlier one."),
    ],
)
def test_the_nearest_one_that_exists_is_named(text: str, said: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period(text, NEW_YEAR)
    assert str(caught.value) == said


def test_the_week_over_new_year_has_the_number_53() -> None:
    week = parse_period("2026-W53", NEW_YEAR)
    assert isinstance(week, Span)
    assert (week.first, week.last) == (date(2026, 12, 28), date(2027, 1, 3))
    assert week.days(NEW_YEAR) == (*(date(2026, 12, 28) + n * DAY for n in range(4)), date(2027, 1, 1))
    assert [str(week.beside(-1)), str(week.beside(1))] == ["2026-W52", "2027-W01"]


@pytest.mark.parametrize("kind", [Week, Month])
def test_all_days_are_in_exactly_one(kind: type[Span]) -> None:
    span = kind.of(date(2023, 5, 4))
    while span.first < date(2028, 1, 1):
        after = span.beside(1)
        assert after.first == span.last + DAY
        assert after.beside(-1) == span == kind.of(span.first) == kind.of(span.last)
        assert read_period(str(span)) == span
        span = after


def test_days_are_open_and_from_the_first_one_on() -> None:
    assert Month.of(THURSDAY).days(THURSDAY)[-1] == THURSDAY
    assert Month.of(date(2023, 5, 4)).days(THURSDAY)[0] == date(2023, 5, 4)
    assert date(2023, 5, 7) in Month.of(date(2023, 5, 4)).days(THURSDAY)  # A Sunday, when those had papers.


@pytest.mark.parametrize("text", ["2026-W60", "2026-99", "2026-W5", "2026W33", "9999-12"])
def test_what_does_not_exist_is_the_newest_day_in_a_file(text: str) -> None:
    assert str(read_period(text)) == "today"
