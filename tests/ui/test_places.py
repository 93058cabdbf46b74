"""Where the user wants to go, and comes back to from the starred papers."""

from __future__ import annotations

from datetime import date

import pytest

from reader.papers.period import NEWEST, STARRED, Day, OnePaper, Period
from reader.ui.places import Place, Route

TODAY, YESTERDAY = Day(date(2026, 8, 20)), Day(date(2026, 8, 19))
PAPER = "2608.00001"


def test_the_starred_papers_lead_back_to_the_day_and_the_paper_that_were_left() -> None:
    route = Route(Place(YESTERDAY)).to_list(STARRED)
    assert (route.wanted, route.day) == (Place(STARRED), Place(YESTERDAY))
    route = route.left_at(PAPER)
    assert route.day == Place(YESTERDAY, PAPER)
    assert route.to_list(STARRED).day == Place(YESTERDAY, PAPER)  # Asked for again.
    assert route.to_list(OnePaper(PAPER)).day == Place(YESTERDAY, PAPER)  # From one list to another.
    assert route.to(route.day).to_list(STARRED).day.period == YESTERDAY


def test_the_cursor_is_put_somewhere_once() -> None:
    route = Route(Place(TODAY, PAPER))
    assert route.arrived() == Route(Place(TODAY))
    assert route.arrived().arrived() == route.arrived()


@pytest.mark.parametrize(
    ("route", "shown", "after"),
    [
        (Route(Place(YESTERDAY)), TODAY, Route(Place(TODAY))),
        (Route(Place(YESTERDAY)), STARRED, Route(Place(STARRED), Place(TODAY))),
        (Route(Place(STARRED), Place(NEWEST, PAPER)), STARRED, Route(Place(STARRED), Place(TODAY, PAPER))),
        (Route(Place(STARRED), Place(YESTERDAY)), TODAY, Route(Place(TODAY), Place(YESTERDAY))),
    ],
)
def test_what_cannot_be_had_leaves_what_is_shown(route: Route, shown: Period, after: Route) -> None:
    assert route.given_up(shown, TODAY) == after


def test_without_a_day_under_the_starred_papers_they_stay() -> None:
    assert Route(Place(NEWEST)).given_up(STARRED, None) == Route(Place(STARRED), Place(NEWEST))


@pytest.mark.parametrize(
    ("route", "shown", "kept"),
    [
        (Route(Place(NEWEST)), TODAY, NEWEST),
        (Route(Place(NEWEST)), YESTERDAY, NEWEST),  # Until the newest one is there.
        (Route(Place(TODAY)), TODAY, NEWEST),
        (Route(Place(YESTERDAY)), YESTERDAY, YESTERDAY),
        (Route(Place(STARRED), Place(YESTERDAY)), STARRED, STARRED),
        (Route(Place(STARRED), Place(YESTERDAY)), YESTERDAY, YESTERDAY),  # The starred papers are on their way.
        (Route(Place(YESTERDAY)), NEWEST, NEWEST),  # Nothing is shown.
    ],
)
def test_the_newest_day_is_kept_as_such(route: Route, shown: Period, kept: Period) -> None:
    assert route.resumed(shown, TODAY.date) == kept
