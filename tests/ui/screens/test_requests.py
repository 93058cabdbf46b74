"""What is asked for: news of newer days, waiting and giving up, and the sample edition in place of a failure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from reader.errors import HubError, NoPapersError, OfflineError, ReaderError
from reader.library.protocols import HubState
from reader.papers.listing import listing_of
from reader.papers.marks import Mark, Starred
from reader.papers.period import DAY, NEWEST, STARRED, Day, Period
from reader.ui.screens.news import LOOKING
from reader.ui.screens.waiting import LONG
from tests.ui.conftest import (
    REFUSED,
    TODAY,
    YESTERDAY,
    FakePapers,
    feed,
    feed_screen,
    paper,
    reader,
    running,
    running_early,
    settle,
    text,
)
from tests.ui.screens.conftest import Seconds

BEFORE = YESTERDAY - DAY
OUT = "Thu 20 Aug is out · t · fetched 3 min ago"


def header(seen: str) -> str:
    return seen.splitlines()[0]


# News


async def test_while_an_older_day_is_shown_the_header_says_which_one_is_out(papers: FakePapers) -> None:
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (screen, pilot):
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)
        assert header(text(pilot)).endswith(OUT)
        await pilot.press("h")
        await settle(pilot)
        assert header(text(pilot)).endswith(OUT)
        await pilot.press("t")
        await settle(pilot)
        assert header(text(pilot)).endswith("fetched 3 min ago")
        await pilot.press("h")
        await settle(pilot)
        assert "is out" not in header(text(pilot))  # The user has been there.


async def test_the_starred_papers_over_an_older_day_say_it_too(papers: FakePapers) -> None:
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (screen, pilot):
        await pilot.press("s", "5")
        await settle(pilot)
        assert screen.shown == STARRED
        assert header(text(pilot)).endswith("Thu 20 Aug is out · t")


async def test_with_little_room_the_starred_papers_are_named_first(papers: FakePapers) -> None:
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY), size=(44, 16)) as (_, pilot):
        await pilot.press("s", "5")
        await settle(pilot)
        assert header(text(pilot)).strip() == "Starred papers · 1 paper · 1 unread"


async def test_with_little_room_the_news_comes_before_the_age(papers: FakePapers) -> None:
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY), size=(60, 16)) as (_, pilot):
        await settle(pilot)
        assert header(text(pilot)).rstrip().endswith("Thu 20 Aug is out · t")
        await pilot.resize_terminal(100, 16)
        await settle(pilot)
        assert header(text(pilot)).endswith(OUT)


async def test_what_keeps_an_older_day_from_being_fresh_is_told_beside_it(papers: FakePapers) -> None:
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (_, pilot):
        await settle(pilot)
        papers.feeds[YESTERDAY] = [feed(YESTERDAY), HubError("Odd.")]
        await pilot.press("r")
        await settle(pilot)
        assert header(text(pilot)).endswith(f"not refreshed · {OUT}")


async def test_the_key_that_goes_there_is_the_users_own(papers: FakePapers) -> None:
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (screen, pilot):
        screen.app.set_keymap({"day.newest": "ctrl+n"})
        screen.tell()
        await settle(pilot)
        assert header(text(pilot)).endswith("Thu 20 Aug is out · ctrl+n · fetched 3 min ago")


async def test_a_reader_left_open_hears_of_the_next_day_and_asks_twice_an_hour(papers: FakePapers) -> None:
    async with running(papers, first=feed()) as (screen, pilot):
        papers.asked.clear()
        screen._pass()
        await settle(pilot)
        assert papers.asked == []  # It is the newest one.
        papers.now += timedelta(hours=20)
        screen._pass()
        await settle(pilot)
        assert papers.asked == [(None, False)]
        papers.now += LOOKING - timedelta(seconds=1)
        screen._pass()
        await settle(pilot)
        assert papers.asked == [(None, False)]
        friday = TODAY + DAY
        papers.feeds[None] = [feed(friday)]
        papers.now += timedelta(seconds=1)
        screen._pass()
        await settle(pilot)
        assert screen.feed == feed()
        assert header(text(pilot)).endswith("Fri 21 Aug is out · t · fetched 20 h ago")


async def test_offline_the_newest_stored_day_is_the_news(papers: FakePapers) -> None:
    off = OfflineError("The network is off.")
    papers.feeds = {YESTERDAY: [feed(YESTERDAY), off], None: [feed(), off]}
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (_, pilot):
        await settle(pilot)
        assert header(text(pilot)).endswith(f"offline · {OUT}")


@pytest.mark.parametrize("has_network", [True, False])
async def test_a_newer_day_that_was_read_in_an_earlier_sitting_is_no_news(
    papers: FakePapers, has_network: bool
) -> None:
    if not has_network:
        papers.feeds[None] = [feed(), OfflineError("The network is off.")]
    async with running(papers) as (_, pilot):
        await pilot.press("j", "m")
        await settle(pilot)
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (screen, pilot):
        await settle(pilot)
        assert papers.asked[-1] == (None, False)
        assert "is out" not in text(pilot)
        assert screen.requests.news.newest == TODAY
        papers.now += timedelta(hours=20)
        papers.feeds[None] = [feed(TODAY + DAY)]
        screen._pass()
        await settle(pilot)
        assert "Fri 21 Aug is out · t" in header(text(pilot))


async def test_the_newest_stored_day_is_not_thereby_the_newest_one(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(YESTERDAY), REFUSED]
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (screen, pilot):
        await settle(pilot)
        assert papers.asked == [(YESTERDAY, False), (None, False)]
        assert screen.period == Day(YESTERDAY)


async def test_nobody_is_asked_for_news_where_the_day_could_not_be_had(papers: FakePapers) -> None:
    papers.feeds[YESTERDAY] = [feed(YESTERDAY), REFUSED]
    async with running(papers, first=feed(YESTERDAY), period=Day(YESTERDAY)) as (_, pilot):
        await settle(pilot)
        assert papers.asked == [(YESTERDAY, False)]


# The sample edition in place of a failure


@pytest.mark.parametrize(
    "error", [HubError("It answered 500."), NoPapersError("It lists no papers."), REFUSED], ids=lambda error: str(error)
)
@pytest.mark.parametrize("first", [None, YESTERDAY])
async def test_a_first_start_that_fails_opens_the_sample_and_says_why(
    papers: FakePapers, placeholder: FakePapers, error: ReaderError, first: object
) -> None:
    papers.feeds = {None: [error], YESTERDAY: [error]}
    period: dict[str, Any] = {"period": Day(YESTERDAY)} if first else {}
    async with running(papers, sample=lambda: placeholder, **period) as (_, pilot):
        seen = " ".join(text(pilot).split())
        assert "Sample edition · Thu 20 Aug 2026" in seen
        assert f"{error} Showing the sample edition; press r to try again." in seen


async def test_offline_by_wish_with_nothing_stored_is_no_failure(papers: FakePapers, placeholder: FakePapers) -> None:
    papers.feeds[None] = [OfflineError("The network is off.")]
    async with running(papers, sample=lambda: placeholder) as (screen, _):
        assert screen.feed is None


async def test_the_sample_edition_does_not_pretend_to_fetch(papers: FakePapers) -> None:
    papers.is_sample = True
    papers.gate.clear()
    papers.feeds[None] = [feed(source="sample")]
    async with running_early(papers) as pilot:
        assert "etching" not in text(pilot)
        papers.gate.set()
        await settle(pilot)
        papers.gate.clear()
        for key in "Rr":
            await pilot.press(key)
            await pilot.pause()
            assert "etching" not in text(pilot)
            assert "This is the sample edition: there is nothing to fetch." in text(pilot)
        assert papers.asked == [(None, False)]


async def test_over_the_sample_that_stands_in_r_is_named_as_the_way_to_the_hub(
    papers: FakePapers, placeholder: FakePapers
) -> None:
    papers.feeds[None] = [REFUSED]
    async with running(papers, sample=lambda: placeholder) as (_, pilot):
        await pilot.press("R")
        await pilot.pause()
        assert "This is the sample edition: press r to ask the Hub again." in text(pilot)


# Waiting


STOPPED = "Stopped waiting for Hugging Face."


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        (["d", *"2026-08-18", "enter"], "Tue 18 Aug 2026"),
        (["t"], "the newest day"),
        (["r"], "the newest day"),
        (["h"], "Wed 19 Aug 2026"),
        (["l"], "a newer day"),
    ],
)
async def test_what_is_waited_for_is_named_with_its_seconds_and_given_up_with_esc(
    papers: FakePapers, seconds: Seconds, keys: list[str], named: str
) -> None:
    async with running(papers, first=feed()) as (screen, pilot):
        papers.gate.clear()
        papers.way.clear()
        await pilot.press(*keys)
        screen.tell()
        await pilot.pause()
        assert header(text(pilot)).endswith(f"fetching {named}…")
        seconds.now += LONG - 0.1
        screen.tell()
        await pilot.pause()
        assert header(text(pilot)).endswith(f"fetching {named}… 1 s")
        assert "Waiting for" not in text(pilot)
        await pilot.press("escape")  # Not offered yet.
        assert screen.busy
        seconds.now += 2.1
        screen.tell()
        await pilot.pause()
        assert header(text(pilot)).endswith(f"fetching {named}… 4 s")
        assert f"Waiting for Hugging Face to send {named}. Press esc to give up." in text(pilot)
        await pilot.press("j")  # It is not taken away by a key.
        assert "Waiting for Hugging Face" in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert not screen.busy
        assert STOPPED in text(pilot)
        assert "Waiting for" not in text(pilot)
        assert "fetching" not in text(pilot)
        assert screen.feed == feed()
        papers.gate.set()
        papers.way.set()
        await settle(pilot)
        assert screen.feed == feed()


async def test_why_it_takes_long_is_said_as_soon_as_it_is_known(papers: FakePapers) -> None:
    async with running(papers, first=feed()) as (screen, pilot):
        papers.gate.clear()
        papers.hub_state = HubState("example.org (HF_ENDPOINT)")
        await pilot.press("r")
        screen.tell()
        await pilot.pause()
        assert "example.org" not in text(pilot)
        papers.hub_state = replace(papers.hub_state, setback="example.org is limiting requests; asking again in 9 s")
        screen.tell()
        await pilot.pause()
        assert "example.org is limiting requests; asking again in 9 s. Press esc to give up." in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "Stopped waiting for example.org (HF_ENDPOINT)." in text(pilot)
        assert "asking again" not in text(pilot)


async def test_the_day_that_is_asked_for_again_is_named_by_the_title(papers: FakePapers, seconds: Seconds) -> None:
    async with running(papers, first=feed(BEFORE), period=Day(BEFORE)) as (screen, pilot):
        papers.gate.clear()
        await pilot.press("r")
        seconds.now += 3
        screen.tell()
        await pilot.pause()
        assert "Tue 18 Aug 2026" in header(text(pilot))
        assert header(text(pilot)).endswith("  fetching… 3 s")
        await pilot.press("escape")
        await settle(pilot)
        assert header(text(pilot)).endswith(f"not refreshed · {OUT}")


@pytest.mark.parametrize(("period", "named"), [(NEWEST, "the newest day"), (Day(BEFORE), "Tue 18 Aug 2026")])
async def test_who_gives_up_at_the_first_start_reads_the_sample(
    papers: FakePapers, placeholder: FakePapers, seconds: Seconds, period: Period, named: str
) -> None:
    papers.gate.clear()
    app = reader(papers, period=period, sample=lambda: placeholder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert f"fetching {named}…" in text(pilot)
        seconds.now += 3
        feed_screen(app).tell()
        await pilot.press("escape")
        await pilot.pause()
        if period != NEWEST:  # What is stored is looked for, but the Hub is not waited for once more.
            papers.tell(TODAY)
            await pilot.pause()
        await settle(pilot)
        seen = " ".join(text(pilot).split())
        assert "Sample edition · Thu 20 Aug 2026" in seen
        assert f"{STOPPED} Showing the sample edition; press r to try again." in seen
        await pilot.press("escape")  # Typed twice, as nothing seemed to happen.
        assert STOPPED not in text(pilot)
        assert header(text(pilot)).endswith("nothing from the Hub · r")


async def test_nothing_ticks_once_nothing_is_awaited(papers: FakePapers) -> None:
    papers.gate.clear()
    async with running_early(papers, first=feed()) as pilot:
        screen = feed_screen(pilot.app)  # type: ignore[arg-type]
        assert screen.requests.waiting._timer is not None
        papers.gate.set()
        await settle(pilot)
        assert screen.requests.waiting._timer is None


async def test_at_a_start_among_the_stars_waiting_is_told_too(papers: FakePapers, seconds: Seconds) -> None:
    papers.gate.clear()
    stars = listing_of([Starred(paper(7), Mark())])
    async with running_early(papers, period=STARRED, listing=stars) as pilot:
        seconds.now += 3
        feed_screen(pilot.app).tell()  # type: ignore[arg-type]
        await pilot.press("escape")
        await settle(pilot)
        assert STOPPED in text(pilot)
        assert feed_screen(pilot.app).shown == STARRED  # type: ignore[arg-type]
