"""The calendar, and what is typed in it, by keys."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace
from textual.events import Paste

from reader.papers.marks import Change
from reader.papers.period import STARRED, TRENDING, Day, Month, Period, Week
from tests import slow
from tests.ui.conftest import ID, TODAY, YESTERDAY, FakePapers, feed, paper, running, settle, text
from tests.ui.test_one_paper import SECOND, at, type_in

pytestmark = pytest.mark.slow

SIZES = [slow((120, 40)), slow((80, 24)), (60, 16)]


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    """Days of two months with 1 to 50 papers, one without, one that was never fetched."""
    counts = {date(2026, 7, 30): 50, date(2026, 8, 12): 9, date(2026, 8, 13): 10, date(2026, 8, 14): 25}
    for day, count in counts.items():
        papers.feeds[day] = [feed(day, papers=tuple(paper(day.day * 100 + number) for number in range(count)))]
    papers.feeds[date(2026, 8, 11)] = [feed(date(2026, 8, 11), 0)]
    papers.days = sorted(day for day in papers.feeds if day)
    return papers


@pytest.mark.parametrize("size", SIZES)
async def test_a_month_is_seen_by_signs(papers: FakePapers, size: tuple[int, int]) -> None:
    listed = [f"2608.{1200 + number:05}" for number in range(9)]
    await papers.marks.write([*(Change(id, "read", True) for id in listed), Change(listed[0], "starred", True)])
    async with running(papers, size=size) as (_, pilot):
        asked = [*papers.asked]
        await pilot.press("d")
        await pilot.pause()
        seen = text(pilot)
        assert "W33  10 ?   11 –   12 ░ ★ 13 ▒●  14 ▓●  15     16 " in seen
        assert "W34  17 ░●  18 ░●  19 ░●  20 ░●  21     22     23 " in seen
        assert "W36  31     " in seen
        assert "Thu 20 Aug · 6 papers · 6 unread" in seen
        assert "starred by you" in seen
        await pilot.press("H")
        await settle(pilot)
        assert "July 2026" in text(pilot)
        assert "30 █●" in text(pilot)
        assert papers.asked == asked


@pytest.mark.parametrize(
    ("columns", "weeks"),
    [
        (40, ["W33  10? 11– 12░ 13▒ 14▓ 15  16  ", "W34  17░ 18░ 19░ 20░ 21  22  23  "]),
        slow(48, ["W33  10?  11–  12░● 13▒● 14▓● 15   16 "]),
    ],
)
async def test_in_a_narrow_terminal_a_week_is_still_a_line(papers: FakePapers, columns: int, weeks: list[str]) -> None:
    async with running(papers, size=(columns, 24)) as (_, pilot):
        await pilot.press("d")
        await pilot.pause()
        assert [week for week in weeks if week not in text(pilot)] == []
        await pilot.click("MonthGrid", offset=(4 + 2 * (4 if columns == 40 else 5) + 1, 4))
        await settle(pilot)
        assert "12 Aug" in text(pilot).splitlines()[0]


@pytest.mark.parametrize(("columns", "signs"), [(40, ""), (45, "●"), (57, "●★")])
async def test_in_a_narrow_terminal_only_signs_are_explained_that_days_have(
    papers: FakePapers, columns: int, signs: str
) -> None:
    async with running(papers, size=(57, 24)) as (_, pilot):
        await pilot.press("s", "d")
        await settle(pilot)
        await pilot.resize_terminal(columns, 24)
        await settle(pilot)
        resized = text(pilot)
        (week,) = (line for line in resized.splitlines() if "W34" in line)
        assert [sign in week for sign in "●★"] == [sign in signs for sign in "●★"]
        assert ["● unread" in resized, "★ starred by you" in resized] == [sign in signs for sign in "●★"]
        await pilot.press("escape", "d")
        await settle(pilot)
        assert text(pilot) == resized


WAYS: dict[str, Period] = {
    "": Day(TODAY),
    "h": Day(YESTERDAY),
    "left left": Day(date(2026, 8, 18)),
    "k": Day(date(2026, 8, 13)),
    "j": Day(TODAY),  # What is beyond is not open yet.
    "l": Day(TODAY),
    "L": Day(TODAY),
    "h h h h": Week.of(TODAY),
    "h h h h l": Day(date(2026, 8, 17)),
    "h h h h k": Week.of(date(2026, 8, 13)),
    "k k up": Month.of(TODAY),
    "k k k k": Day(date(2026, 7, 30)),
    "k k k k j j": Day(date(2026, 8, 6)),
    "H": Day(date(2026, 7, 20)),
    "k k k h": Month.of(date(2026, 7, 20)),
    "pageup pageup L g": Day(TODAY),
}
"""Keys, and what they lead to from today."""


async def test_keys_lead_to_days_weeks_and_months(papers: FakePapers) -> None:
    for day in (date(2026, 8, 6), date(2026, 7, 20)):
        papers.feeds[day] = [feed(day)]
    papers.days = sorted(day for day in papers.feeds if day)
    async with running(papers) as (screen, pilot):
        for keys, opened in WAYS.items():
            await pilot.press("t")
            await settle(pilot)
            await pilot.press("d", *keys.split(), "enter")
            await settle(pilot)
            assert at(screen)[0] == opened, keys


async def test_a_paper_of_two_days_counts_once(papers: FakePapers) -> None:
    for day in (YESTERDAY, TODAY):
        papers.feeds[day] = [feed(day, papers=(paper(7), paper(day.day)))]
    async with running(papers) as (_, pilot):
        await pilot.press("2", "d")
        await settle(pilot)
        assert "│ Week 34 · 15 papers · 15 unread · 4 of 4 days" in text(pilot)
        assert "· 15 papers · 15 unread" in text(pilot).splitlines()[0]


async def test_it_begins_at_what_is_shown_and_tells_of_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        for key, facts in (
            ("3", "Aug 2026 · 68 papers · 68 unread · 8 of 14 days"),
            ("2", "Week 34 · 24 papers · 24 unread · 4 of 4 days"),
            ("1", "Thu 20 Aug · 6 papers · 6 unread"),
        ):
            await pilot.press(key)
            await settle(pilot)
            await pilot.press("d")
            await settle(pilot)
            assert f"│ {facts}" in text(pilot)
            await pilot.press("q")
            await settle(pilot)
            assert pilot.app.screen is screen
        await pilot.press("d", "k", "h", "h")
        for key, facts in (("h", "Mon 10 Aug · not fetched yet"), ("l", "Tue 11 Aug · no papers")):
            await pilot.press(key)
            await settle(pilot)
            assert facts in text(pilot)
        await pilot.press("l", "l", "l", "l")
        await settle(pilot)
        assert "Sat 15 Aug · no papers at weekends" in text(pilot)


TYPED: dict[str, Period] = {
    "fri": Day(date(2026, 8, 14)),
    "-3": Day(date(2026, 8, 17)),
    "2026-08-19": Day(YESTERDAY),
    "20 aug": Day(TODAY),
    "aug 19": Day(YESTERDAY),
    "/july 30": Day(date(2026, 7, 30)),
    "19.8.": Day(YESTERDAY),
    "2026-07": Month.of(date(2026, 7, 1)),
    "2026-W33": Week.of(date(2026, 8, 13)),
    "starred": STARRED,
    "trending": TRENDING,
    f"arXiv:{SECOND}v2": Day(YESTERDAY),
    "today": Day(TODAY),
}


SATURDAY = date(2026, 8, 15)
REFUSED = (
    "No papers on Sat 15 Aug 2026: Saturdays have no list. "
    "The last day before it that can have one is Fri 14 Aug 2026 (2026-08-14)."
)


@pytest.mark.parametrize("keys", ["d left left left left left left enter", "d slash 1 5 space a u g enter"])
async def test_a_day_without_a_list_is_asked_of_nobody(papers: FakePapers, keys: str) -> None:
    async with running(papers, size=(60, 16)) as (screen, pilot):
        asked = [*papers.asked]
        await pilot.press(*keys.split())
        await settle(pilot)
        assert pilot.app.screen is not screen
        assert REFUSED in " ".join(text(pilot).replace("│", " ").replace("▐", " ").split())
        assert papers.asked == asked


async def test_enter_with_nothing_typed_opens_the_day_that_is_chosen(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("d", "left", "slash", "enter")
        await settle(pilot)
        assert at(screen)[0] == Day(YESTERDAY)


async def test_a_start_on_a_day_without_a_list_says_the_same(papers: FakePapers) -> None:
    """The day is asked for, as it may have been one with papers after all."""
    papers.feeds[SATURDAY] = [feed(SATURDAY, count=0)]
    async with running(papers, period=Day(SATURDAY), size=(60, 16)) as (_, pilot):
        assert REFUSED in " ".join(text(pilot).split())


@pytest.mark.parametrize("keys", ["d left left left left left left enter", "d slash 1 5 space a u g enter"])
async def test_a_weekend_that_is_stored_with_papers_is_opened(papers: FakePapers, keys: str) -> None:
    papers.feeds[SATURDAY] = [feed(SATURDAY)]
    papers.days = sorted(day for day in papers.feeds if day)
    async with running(papers) as (screen, pilot):
        await pilot.press(*keys.split())
        await settle(pilot)
        assert at(screen)[0] == Day(SATURDAY)


async def test_the_newest_day_of_a_weekend_is_one_that_can_have_papers(papers: FakePapers) -> None:
    papers.now = datetime(2026, 8, 23, 12, tzinfo=UTC)  # A Sunday.
    papers.feeds[None] = []
    async with running(papers, first=feed()) as (screen, pilot):
        await pilot.press("d", "H", "g")
        await settle(pilot)
        assert "│ Fri 21 Aug · not fetched yet" in text(pilot)
        await pilot.press("escape")
        papers.feeds[None] = [feed()]
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("d", "H", "g", "enter")
        await settle(pilot)
        assert at(screen)[0] == Day(TODAY)  # As Friday had none.


async def test_what_is_typed_is_gone_to(papers: FakePapers) -> None:
    papers.listed["trending"] = [replace(feed(), period=TRENDING)]
    await papers.marks.write([Change(ID, "starred", True)])
    async with running(papers) as (screen, pilot):
        for typed, opened in TYPED.items():
            await type_in(pilot, "d", typed)
            assert at(screen)[0] == opened, typed


async def test_what_is_pasted_is_typed(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("d")
        pilot.app.post_message(Paste(f"https://hf.co/papers/{SECOND}"))
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert at(screen) == (Day(YESTERDAY), SECOND)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        slow(SECOND[:-1], "is incomplete: since 2015 arXiv ids have five digits"),
        ("19", "“19” is not a period; did you mean 2026-08-19?"),
        slow("21", "“21” is not a period; did you mean -21?"),  # Not open yet.
        slow("19/8", "“19/8” is not a period; did you mean 2026-08-19?"),
        slow("2025-W53", "There is no week 2025-W53. Choose 2025-W52."),
        slow("search agents", "To search, press / in the list."),
        slow("agents", "“agents” is not a period. To search, press / in the list."),
        slow("agents 2", "“agents 2” is not a period: try 2026-08-20"),
    ],
)
async def test_what_names_nothing_is_said_in_the_dialogue_and_asked_of_nobody(
    papers: FakePapers, typed: str, sentence: str
) -> None:
    async with running(papers, size=(60, 16)) as (screen, pilot):
        await type_in(pilot, "d", typed)
        assert pilot.app.screen is not screen
        assert sentence in " ".join(text(pilot).replace("│", " ").replace("▐", " ").split())
        assert papers.sought == []
        await pilot.press("escape")  # Back to the calendar, whose keys are its own again.
        await pilot.press("h", "enter")
        await settle(pilot)
        assert at(screen)[0] == Day(YESTERDAY)


async def test_a_long_sentence_takes_the_place_of_the_signs_and_leaves_the_month_as_it_is(papers: FakePapers) -> None:
    async with running(papers, size=(60, 16)) as (_, pilot):
        await pilot.press("d")
        await settle(pilot)
        month = text(pilot).splitlines()[1:11]
        assert "Thu 20 Aug · 6 papers" in month[-1]
        await pilot.press(*"2026-02-30", "enter")
        await settle(pilot)
        assert [line for line in month if line[1:58] not in text(pilot)] == []
        assert "trending or starred." in text(pilot)
        assert "not fetched" not in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "not fetched" in text(pilot)
        assert "trending or starred." not in text(pilot)


async def test_a_click_opens_what_is_there(papers: FakePapers) -> None:
    places: dict[str, Period] = {"W33": Week.of(date(2026, 8, 13)), "19 ░": Day(YESTERDAY), "August": Month.of(TODAY)}
    async with running(papers, size=(80, 24)) as (screen, pilot):
        for word, opened in places.items():
            await pilot.press("t")
            await settle(pilot)
            await pilot.press("d")
            await settle(pilot)
            lines = text(pilot).splitlines()
            y = next(y for y, line in enumerate(lines) if word in line and "│" in line)
            await pilot.click(offset=(lines[y].index(word), y))
            await settle(pilot)
            assert at(screen)[0] == opened
