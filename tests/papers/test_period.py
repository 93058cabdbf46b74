"""Which day is open, wherever one stands and whatever the season."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from reader.errors import PeriodError
from reader.papers.period import (
    DAY,
    FIRST_DAY,
    NEWEST,
    STARRED,
    Day,
    Direction,
    EditionClock,
    Newest,
    Period,
    Search,
    can_have_papers,
    neighbours,
    opens_at,
    parse_day,
    parse_period,
    read_period,
)

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
        *("th", "soon", "", "2026-8-32", "2026820", "٢٠٢٦-٠٨-٢٠", "\x1b]0;x\x07"),
    ],
)
def test_what_is_no_day_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_day(text, THURSDAY)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("today", NEWEST),
        (" Today", NEWEST),
        ("STARRED ", STARRED),
        ("2026-08-20", Day(THURSDAY)),
        ("yesterday", Day(date(2026, 8, 19))),
        ("SEARCH  two  Words ", Search("two  Words")),
        ("search hub:  GAN ", Search("GAN", at_hub=True)),
        ("search hub:GAN", Search("GAN", at_hub=True)),
        ("search HUB: GAN", Search("HUB: GAN")),
        ("search hub:", Search("", at_hub=True)),
    ],
)
def test_a_period_is_read_as_a_person_writes_it_and_again_from_its_own_text(text: str, period: Period) -> None:
    assert parse_period(text, THURSDAY) == period
    assert parse_period(str(period), THURSDAY) == read_period(str(period)) == period


def test_periods_are_equal_where_they_mean_the_same() -> None:
    different = [NEWEST, STARRED, Day(THURSDAY), Day(date(2026, 8, 19))]
    assert len({*different, Newest(), Day(date(2026, 8, 20))}) == len(different)
    assert Day(THURSDAY) != "2026-08-20"
    assert all(different)


@pytest.mark.parametrize(
    "text", ["", "today", "yesterday", "-3", "fri", "Starred", "2026-02-30", "2026-08-20\n", "week"]
)
def test_in_a_file_every_other_word_is_the_newest_day(text: str) -> None:
    assert read_period(text) == NEWEST


@pytest.mark.parametrize(
    ("day", "direction", "days"),
    [
        ("2026-08-17", -1, ["2026-08-14", "2026-08-13"]),  # Over a weekend.
        ("2026-08-17", 1, ["2026-08-18", "2026-08-19", "2026-08-20"]),
        ("2026-08-20", 1, []),  # The newest one.
        ("2023-05-05", -1, [str(FIRST_DAY)]),
        ("2024-11-23", 1, ["2024-11-24", "2024-11-25", "2024-11-26", "2024-11-27"]),  # The last Sunday with papers.
    ],
)
def test_the_days_around_a_day_that_can_have_papers(day: str, direction: Direction, days: list[str]) -> None:
    found = neighbours(date.fromisoformat(day), direction, THURSDAY, within=4)
    assert [str(other) for other in found] == days


def test_utc_now_is_aware() -> None:
    assert EditionClock().now().tzinfo is UTC


@pytest.mark.parametrize(
    ("hub", "side"),
    [
        ("2026-08-17T12:00:00+00:00", "ahead"),
        ("2026-08-18T12:00:00+00:00", ""),
        ("2026-08-20T12:00:00+00:00", ""),
        ("2026-08-21T12:00:00+00:00", "behind"),
    ],
)
def test_the_hubs_clock_tells_that_this_one_is_wrong_by_more_than_a_day(hub: str, side: str) -> None:
    time = datetime.fromisoformat("2026-08-19T12:00:00+00:00")
    here, hub_time = EditionClock(lambda: time), datetime.fromisoformat(hub)
    here.compare(hub_time)
    assert (f"This computer's clock is probably {side}: " in here.problem) is bool(side)
    time = hub_time  # It is set right.
    assert here.problem == ""
    time = hub_time + DAY
    assert (here.problem == "") is (side != "ahead")  # Until the Hub is asked again.
    here.compare(hub_time + DAY)
    assert here.problem == ""


def test_a_clock_behind_a_stored_day_cannot_be_right() -> None:
    behind = clock("2026-08-19T12:00:00+00:00")
    behind.learn(THURSDAY - DAY)
    assert (behind.newest_day(), behind.problem) == (THURSDAY - DAY, "")
    behind.learn(THURSDAY)
    behind.learn(THURSDAY - 2 * DAY)
    assert behind.newest_day() == THURSDAY
    assert "by it the newest day is 2026-08-19, but 2026-08-20 is stored" in behind.problem


def test_a_day_to_come_is_answered_with_the_newest_that_can_have_papers() -> None:
    saturday = THURSDAY + 2 * DAY
    with pytest.raises(PeriodError, match="the newest day is 2026-08-21"):
        parse_period("2027-01-01", saturday)
