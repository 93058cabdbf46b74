"""Days in all the spellings that people use: understood without doubt, or refused with the right day."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import PeriodError, UnknownPeriodError
from reader.papers.period import FIRST_DAY, parse_day, parse_period

TODAY = date(2026, 11, 27)
DAYS = st.dates(FIRST_DAY, TODAY)
LAST_YEAR = st.dates(TODAY - timedelta(365), TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *((text, "2026-08-20") for text in ("2026-8-20", "20260820", "2026/08/20", "2026.8.20", "2026 08 20")),
        *((text, "2026-08-20") for text in ("Aug 20", "20 Aug", "Aug 20th", "20aug", "20th of August", "August 20.")),
        *((text, "2026-08-20") for text in ("20-Aug-2026", "August 20, 2026", "Thu 20 Aug 2026", "Thursday, Aug 20")),
        *((text, "2026-08-20") for text in ("20.8.", "20. 8.", "20.08.", "20.8.2026", "20. 08. 2026")),
        ("5.6.", "2026-06-05"),
        ("24.12.", "2025-12-24"),
        ("sept 3", "2026-09-03"),
        ("Dec 24", "2025-12-24"),  # The last one.
        ("29 Feb", "2024-02-29"),
    ],
)
def test_a_spelling_without_doubt_is_understood(text: str, day: str) -> None:
    assert str(parse_day(text, TODAY)) == str(parse_period(text, TODAY)) == day


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *((text, "2026-08-20") for text in ("20.8", "8.20.", "20-08-2026", "08/20/2026", "20.8.26", "260820")),
        *((text, "2026-08-20") for text in ("2026-20-08", "20082026", "08202026", "20 Aug 26", "Agu 20", "Mon 20 Aug")),
        ("05/06/2026", "2026-06-05 or 2026-05-06"),
        ("5.6", "2026-06-05 or 2026-05-06"),
        *((text, "-3") for text in ("-3x", "-3 days", "3 days ago", "3d", "3")),
        *((text, "-14") for text in ("-2w", "2 weeks ago")),
        ("0", "today"),
        ("last friday", "friday"),
        ("latest", "today"),
        ("tomorow", "today"),
        ("tody", "today"),
        ("fir", "fri"),
    ],
)
def test_a_doubtful_spelling_suggests_the_right_day(text: str, meant: str) -> None:
    for parse, what in ((parse_day, "day"), (parse_period, "period")):
        with pytest.raises(UnknownPeriodError) as caught:
            parse(text, TODAY)
        assert str(caught.value) == f"“{text}” is not a {what}; did you mean {meant}?"
    if " or " not in meant:
        parse_day(meant, TODAY)


@pytest.mark.parametrize(
    "text",
    ["31.4.", "2026", "3000", "31 apr", "3 friends", "2026-02-30", "2026-08", "Aug 2026", "Aug", "99/99", "20/8/2099"],
)
def test_what_can_be_no_day_suggests_none(text: str) -> None:
    with pytest.raises(UnknownPeriodError, match="try 2026-08-20, today"):
        parse_day(text, TODAY)


@pytest.mark.parametrize("text", ["20990101", "1 Jan 2099", "20.8.2099", "2020/1/1"])
def test_a_day_that_cannot_have_papers_is_named_as_such(text: str) -> None:
    with pytest.raises(PeriodError, match=r"is not open yet|began on"):
        parse_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *((text, "2026-08") for text in ("2026-8", "2026/8", "8/2026", "aug", "August 2026", "2026 Aug", "202608")),
        *((text, "2026-W03") for text in ("2026-W3", "2026W3", "2026 week 3", "w3", "kw 3")),
        *((text, "2025-12") for text in ("dec", "2025")),
        ("w50", "2025-W50"),
        ("2026", "2026-11"),
        ("last", "today"),
        ("bookmrks", "starred"),
    ],
)
def test_a_week_or_a_month_in_another_spelling_is_named(text: str, meant: str) -> None:
    with pytest.raises(UnknownPeriodError) as caught:
        parse_period(text, TODAY)
    assert str(caught.value) == f"“{text}” is not a period; did you mean {meant}?"
    assert str(parse_period(meant, TODAY)) == meant


@pytest.mark.parametrize("text", ["2019", "2026-0", "2026-13x", "w54", "2022-8", "9999-1"])
def test_what_can_be_no_week_or_month_suggests_none(text: str) -> None:
    with pytest.raises(UnknownPeriodError, match="try 2026-08-20, today"):
        parse_period(text, TODAY)


@pytest.mark.parametrize("text", ["http://example.com/x", "https://huggingface.co/datasets/x", "www.example.com"])
def test_an_address_that_names_no_paper_is_told_from_those_that_do(text: str) -> None:
    with pytest.raises(UnknownPeriodError, match=f"^No paper has the address “{text}”: papers are pages of arXiv"):
        parse_period(text, TODAY)


@given(DAYS, st.sampled_from(["%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%b %d, %Y", "%A %d %b %Y", "%d.%m.%Y"]))
def test_every_day_is_itself_in_each_spelling(day: date, spelling: str) -> None:
    assert parse_day(f"{day:{spelling}}", TODAY) == day


@given(LAST_YEAR, st.sampled_from(["%d.%m", "%m/%d", "%d-%m-%Y", "%m/%d/%y", "%d%m%y"]))
def test_every_day_is_among_what_numbers_alone_suggest(day: date, spelling: str) -> None:
    with pytest.raises(UnknownPeriodError) as caught:
        parse_day(f"{day:{spelling}}", TODAY)
    if day > TODAY - timedelta(365):
        assert str(day) in caught.value.similar.split(" or ")


@given(st.text(st.sampled_from("0123456789 -/._,augth"), max_size=60))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    with suppress(PeriodError):
        assert FIRST_DAY <= parse_day(text, TODAY) <= TODAY
