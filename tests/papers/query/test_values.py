"""How the numbers and the dates of a paper are compared."""

from __future__ import annotations

from datetime import date

import pytest

from reader.papers.models import Paper
from reader.papers.query import parse


def finds(text: str, paper: Paper) -> bool:
    return parse(text).matches(paper)


@pytest.mark.parametrize(
    ("value", "fitting"),
    [
        (">20", {21, 1199, 1200, 1201, 3000}),
        (">=20", {20, 21, 1199, 1200, 1201, 3000}),
        ("<20", {0, 19}),
        ("<=20", {0, 19, 20}),
        ("20", {20}),
        ("=20", {20}),
        ("020", {20}),
        ("0", {0}),
        ("20..1200", {20, 21, 1199, 1200}),
        ("20..20", {20}),
        ("1.2k", {1200}),
        ("1.2K", {1200}),
        ("1.199k..1.201k", {1199, 1200, 1201}),
        (">=3k", {3000}),
        (">1.2k", {1201, 3000}),
        ("<1.02k", {0, 19, 20, 21}),
        ("<" + "9" * 900, {0, 19, 20, 21, 1199, 1200, 1201, 3000}),
        (">" + "9" * 900, set()),
    ],
)
def test_numbers_are_compared(value: str, fitting: set[int]) -> None:
    numbers = (0, 19, 20, 21, 1199, 1200, 1201, 3000)
    assert {n for n in numbers if finds(f"votes:{value}", Paper(id="1", title="x", upvotes=n))} == fitting
    assert {n for n in numbers if finds(f"comments:{value}", Paper(id="1", title="x", comments=n))} == fitting
    assert {n for n in numbers if finds(f"Stars:{value}", Paper(id="1", title="x", github_stars=n))} == fitting


@pytest.mark.parametrize("value", [">=0", "<9", "0", "=0", "0..9"])
def test_what_is_not_known_fits_no_comparison(value: str) -> None:
    assert not finds(f"stars:{value}", Paper(id="1", title="x"))
    assert finds(f"-stars:{value}", Paper(id="1", title="x"))
    assert finds(f"votes:{value}", Paper(id="1", title="x"))


@pytest.mark.parametrize(
    ("value", "fitting"),
    [
        ("2026-08", {"2026-08-01", "2026-08-20", "2026-08-31"}),
        ("=2026-08", {"2026-08-01", "2026-08-20", "2026-08-31"}),
        ("2026-08-20", {"2026-08-20"}),
        ("2026", {"2026-01-01", "2026-07-31", "2026-08-01", "2026-08-20", "2026-08-31", "2026-09-01", "2026-12-31"}),
        (">=2026-08", {"2026-08-01", "2026-08-20", "2026-08-31", "2026-09-01", "2026-12-31", "2027-01-01"}),
        (">2026-08", {"2026-09-01", "2026-12-31", "2027-01-01"}),
        (">2026-08-20", {"2026-08-31", "2026-09-01", "2026-12-31", "2027-01-01"}),
        (">2026", {"2027-01-01"}),
        ("<2026-08-01", {"2025-12-31", "2026-01-01", "2026-07-31"}),
        ("<2026-08", {"2025-12-31", "2026-01-01", "2026-07-31"}),
        ("<=2026-08-01", {"2025-12-31", "2026-01-01", "2026-07-31", "2026-08-01"}),
        ("<=2026-08", {"2025-12-31", "2026-01-01", "2026-07-31", "2026-08-01", "2026-08-20", "2026-08-31"}),
        ("<2026", {"2025-12-31"}),
        ("2026-08..2026-09", {"2026-08-01", "2026-08-20", "2026-08-31", "2026-09-01"}),
        ("2026-08-20..2026", {"2026-08-20", "2026-08-31", "2026-09-01", "2026-12-31"}),
        ("2026..2026-07", {"2026-01-01", "2026-07-31"}),
        ("2026-W34", {"2026-08-20"}),
        ("<2026-w01", set()),
        ("2026-W01..2026-W31", {"2025-12-31", "2026-01-01", "2026-07-31", "2026-08-01"}),
        (">2026-W53", set()),
        ("2026-W53", {"2026-12-31", "2027-01-01"}),
        ("9999-12", set()),
        ("0001", set()),
    ],
)
def test_dates_are_compared_and_a_month_means_all_its_days(value: str, fitting: set[str]) -> None:
    days = ("2025-12-31", "2026-01-01", "2026-07-31", "2026-08-01", "2026-08-20", "2026-08-31", "2026-09-01")
    papers = {
        day: Paper(id="1", title="x", published=date.fromisoformat(day)) for day in (*days, "2026-12-31", "2027-01-01")
    }
    assert {day for day, paper in papers.items() if finds(f"date:{value}", paper)} == fitting


def test_a_leap_day_is_in_its_month() -> None:
    assert finds("date:2024-02", Paper(id="1", title="x", published=date(2024, 2, 29)))
    assert finds("date:2024-02-29", Paper(id="1", title="x", published=date(2024, 2, 29)))


@pytest.mark.parametrize("value", ["2026", ">=2026", "<2026", "<=2026", ">2026", "0001..9999"])
def test_a_paper_without_date_fits_no_date(value: str) -> None:
    assert not finds(f"date:{value}", Paper(id="1", title="x", listed=date(2026, 8, 20)))
