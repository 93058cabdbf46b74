"""Where the reader begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reader.config.settings import Config, ConfigFile, load_config
from reader.errors import PeriodError
from reader.papers.listing import Arrangement
from reader.papers.period import NEWEST, STARRED, Day, Period, read_period
from reader.startup.first_view import InitialView, arrangements, initial_view
from reader.store.state import Position

TODAY = date(2026, 8, 20)
UNSET = ConfigFile(Path("config.toml"))
LEFT = "2608.00001"


def day(number: int) -> Period:
    return Day(date(2026, 8, number))


def configured(start: str) -> ConfigFile:
    return ConfigFile(Path("config.toml"), config=Config(start=start))


@pytest.mark.parametrize(
    ("period", "start", "kept", "where", "paper"),
    [
        (None, "", "", NEWEST, LEFT),
        (None, "", "2026-08-18", NEWEST, LEFT),
        (None, "", "starred", NEWEST, ""),
        (None, "last", "", NEWEST, LEFT),
        (None, " Last ", "2026-08-18", day(18), LEFT),
        (None, "last", "starred", STARRED, LEFT),
        (None, "last", "2099-01-01", NEWEST, LEFT),
        (None, "-1", "2026-08-18", day(19), ""),
        (None, "-2", "2026-08-18", day(18), LEFT),
        (None, "today", "2026-08-18", NEWEST, LEFT),
        (None, "Starred", "", STARRED, ""),
        ("today", "-1", "2026-08-18", NEWEST, LEFT),
        ("today", "", "", NEWEST, LEFT),
        ("2026-08-18", "", "2026-08-18", day(18), LEFT),
        ("2026-08-20", "", "", day(20), LEFT),
        ("2026-08-19", "-1", "2026-08-18", day(19), ""),
        ("starred", "", "2026-08-18", STARRED, ""),
        ("starred", "", "starred", STARRED, LEFT),
    ],
)
def test_what_is_asked_for_goes_before_what_is_configured_and_that_before_the_newest_day(
    period: str | None, start: str, kept: str, where: Period, paper: str
) -> None:
    settings = configured(start) if start else UNSET
    position = Position(period=read_period(kept), newest=None if kept else TODAY, paper=LEFT)
    found = initial_view(period, settings, position, TODAY)
    # Which day the newest one is now, and so whether it was left, the store knows.
    assert found == InitialView(where, paper, position.day if where == NEWEST and paper else None)


def test_a_period_that_is_none_is_an_error_when_asked_for_and_a_complaint_when_configured(tmp_path: Path) -> None:
    with pytest.raises(PeriodError, match="is not a period"):
        initial_view("nonsense", UNSET, Position(), TODAY)
    path = tmp_path / "config.toml"
    path.write_text('mouse = true\nstart = "nonsense"\n')
    found = initial_view(None, load_config(path), Position(period=day(18), paper=LEFT), TODAY)
    assert (found.period, found.paper, found.day) == (NEWEST, LEFT, date(2026, 8, 18))
    (problem,) = found.problems
    assert problem.startswith("config.toml:2: start: “nonsense” is not a period")


def test_days_and_stars_are_sorted_as_they_were() -> None:
    kept = Position(order="title", starred_order="date")
    assert arrangements(kept) == {
        "day": Arrangement("all", "title"),
        "starred": Arrangement("all", "date"),
        "search": Arrangement("all", "match"),
        "trending": Arrangement("all", "trending"),
    }
