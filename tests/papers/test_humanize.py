"""Days as people name them."""

from __future__ import annotations

from datetime import date

import pytest

from reader.papers.humanize import day_ranges, week_day
from reader.papers.period import DAY

TODAY = date(2026, 8, 20)


@pytest.mark.parametrize(
    ("days", "named"),
    [
        ([], ""),
        ([date(2026, 8, 20)], "20 Aug"),
        ([date(2026, 8, 20), date(2026, 8, 19), date(2026, 8, 19)], "19–20 Aug"),
        ([date(2026, 8, 14), date(2026, 8, 17)], "14–17 Aug"),  # Over a weekend.
        ([date(2026, 8, 13), date(2026, 8, 17)], "13 Aug, 17 Aug"),
        ([date(2026, 8, 15), date(2026, 8, 16), date(2026, 8, 17)], "15–17 Aug"),
        ([date(2026, 7, 31), date(2026, 8, 3)], "31 Jul – 3 Aug"),
        ([date(2025, 7, 31), date(2025, 8, 1)], "31 Jul – 1 Aug 2025"),
        ([date(2025, 12, 31), date(2026, 1, 1)], "31 Dec 2025 – 1 Jan"),
        ([date(2024, 12, 31), date(2025, 1, 1)], "31 Dec 2024 – 1 Jan 2025"),
        ([date(2024, 11, 23), date(2024, 11, 24)], "23–24 Nov 2024"),  # The last Sunday with papers.
        ([date(2025, 8, 20), date(2026, 8, 20)], "20 Aug 2025, 20 Aug"),
        ([TODAY - number * DAY for number in range(800)], "12 Jun 2024 – 20 Aug"),
    ],
)
def test_days_that_follow_each_other_are_a_range(days: list[date], named: str) -> None:
    assert day_ranges(days, TODAY) == named


def test_a_day_of_another_year_has_it() -> None:
    assert week_day(TODAY, TODAY) == "Thu 20 Aug"
    assert week_day(date(2025, 8, 20), TODAY) == "Wed 20 Aug 2025"
