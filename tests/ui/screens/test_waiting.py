"""What is waited for: the day that the header names, and the line that offers to give up."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from reader.errors import NoTextError
from reader.library.protocols import HubState
from reader.ui.screens.discussion import DiscussionScreen
from reader.ui.screens.feed import FeedScreen
from reader.ui.screens.reading import ReadingScreen
from tests import slow
from tests.ui.conftest import (
    TODAY,
    FakePapers,
    feed,
    feed_screen,
    running,
    running_early,
    settle,
    text,
)
from tests.ui.screens.conftest import Seconds
from tests.ui.texts import Texts

MONDAY = date(2026, 8, 17)


async def header(screen: FeedScreen, pilot: Pilot[None]) -> str:
    """What the line above says on the right, once it had time to."""
    screen.tell()
    await pilot.pause()
    return text(pilot).splitlines()[0].partition("unread")[2].strip()


async def test_on_the_way_to_an_older_day_the_header_names_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.way.clear()
        await pilot.press("left_square_bracket")
        assert await header(screen, pilot) == "fetching Wed 19 Aug 2026…"
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert await header(screen, pilot) == "fetching Mon 17 Aug 2026…"
        await pilot.press("left_square_bracket")
        assert await header(screen, pilot) == "fetching Fri 14 Aug 2026…"  # Sundays have no list.
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert await header(screen, pilot) == "fetching Tue 18 Aug 2026…"
        papers.gate.clear()
        papers.way.set()
        await pilot.pause()
        assert await header(screen, pilot) == "fetching Tue 18 Aug 2026…"
        papers.gate.set()
        await settle(pilot)
        await settle(pilot)
        assert screen.feed == feed(date(2026, 8, 18))


async def test_a_day_that_turns_out_to_have_no_papers_is_not_named_any_more(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.way.clear()
        await pilot.press("left_square_bracket")
        papers.tell(date(2026, 8, 18))
        await pilot.pause()
        assert await header(screen, pilot) == "fetching Tue 18 Aug 2026…"
        await pilot.press("left_square_bracket")
        assert await header(screen, pilot) == "fetching Mon 17 Aug 2026…"
        stale = papers.tell
        await pilot.press("escape", "t")
        stale(MONDAY)
        await pilot.pause()
        assert "Mon 17" not in await header(screen, pilot)


async def test_the_day_with_the_next_unread_paper_is_named_as_it_is_looked_through(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("A")
        papers.way.clear()
        await pilot.press("n")
        assert await header(screen, pilot) == ""
        assert "fetching an older day…" in text(pilot)
        papers.tell(MONDAY)
        await pilot.pause()
        screen.tell()
        await pilot.pause()
        assert "fetching Mon 17 Aug 2026…" in text(pilot).splitlines()[0]
        papers.way.set()
        await settle(pilot)


@pytest.mark.slow
async def test_at_a_first_start_the_newest_day_has_its_date_as_soon_as_that_is_known(papers: FakePapers) -> None:
    papers.gate.clear()
    async with running_early(papers) as pilot:
        screen = feed_screen(pilot.app)  # type: ignore[arg-type]
        assert "fetching the newest day…" in text(pilot).splitlines()[0]
        for day, name in ((TODAY, "Thu 20 Aug 2026"), (MONDAY, "Mon 17 Aug 2026")):
            papers.tell(day)
            await pilot.pause()
            screen.tell()
            await pilot.pause()
            assert f"fetching {name}…" in text(pilot).splitlines()[0]
        await pilot.press("d", *"2026-08-18", "enter")
        papers.tell(TODAY)
        await pilot.pause()
        screen.tell()
        await pilot.pause()
        assert "fetching Tue 18 Aug 2026…" in text(pilot).splitlines()[0]


LIMITED = "Hugging Face is limiting requests (429 Too Many Requests); asking again in 299 s"
MIRROR = "mirror.of.the.university.example.org:8080 (HF_ENDPOINT)"


@pytest.mark.parametrize(
    ("hub", "width", "line"),
    [
        slow(HubState(), 120, "Waiting for Hugging Face to send Wed 19 Aug 2026. Press esc to give up."),
        (HubState(), 80, "Waiting for Hugging Face to send Wed 19 Aug 2026. Press esc to give up."),
        (HubState(), 60, "Waiting for Hugging Face · esc gives up"),
        slow(HubState(setback=LIMITED), 120, f"{LIMITED}. Press esc to give up."),
        (HubState(setback=LIMITED), 80, "Hugging Face is limiting requests; asking again in 299 s · esc gives up"),
        (HubState(setback=LIMITED), 60, "Hugging Face is limiting requests · esc gives up"),
        slow(HubState(MIRROR), 80, "Waiting for mirror.of.the.university.example.org:8080 · esc gives up"),
        (HubState(MIRROR), 60, "Waiting for mirror.of.the.university.examp… · esc gives up"),
    ],
)
async def test_waiting_takes_one_line_above_the_hints(
    papers: FakePapers, seconds: Seconds, hub: HubState, width: int, line: str
) -> None:
    async with running(papers, size=(width, 24)) as (screen, pilot):
        papers.way.clear()
        papers.hub_state = hub
        await pilot.press("left_square_bracket")
        seconds.now += 3
        screen.tell()
        await pilot.pause()
        *_, told, hints = text(pilot).splitlines()
        assert told.strip() == line
        assert hints.strip().startswith("? help")
        await pilot.press("s", "escape")
        await pilot.pause()
        assert f"Stopped waiting for {hub.name}." in " ".join(text(pilot).split())
        assert line not in text(pilot)


async def test_before_any_day_is_there_a_step_says_why_it_goes_nowhere(papers: FakePapers) -> None:
    papers.gate.clear()
    async with running_early(papers) as pilot:
        await pilot.press("left_square_bracket")
        assert text(pilot).splitlines()[-1].strip() == "There is no day here yet to go on from."
        papers.gate.set()
        await settle(pilot)
        assert feed_screen(pilot.app).feed == feed()  # type: ignore[arg-type]


@pytest.mark.parametrize(("key", "what"), [("v", "the full text"), ("c", "the discussion")])
async def test_what_belongs_to_a_paper_is_waited_for_in_the_same_way(
    papers: FakePapers, seconds: Seconds, key: str, what: str
) -> None:
    papers.full_texts = texts = Texts(NoTextError("There is none."))
    texts.gate.clear()
    papers.discussions.stored.clear()
    async with running(papers, size=(80, 24)) as (screen, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert text(pilot).splitlines()[0].endswith(" · fetching…")
        seconds.now += 3
        above = pilot.app.screen
        assert isinstance(above, ReadingScreen | DiscussionScreen)
        above.tell()
        await pilot.pause()
        head, *_, told, _ = text(pilot).splitlines()
        assert head.endswith(" · fetching… 3 s")
        assert told.strip() == f"Waiting for Hugging Face to send {what}. Press q to give up."
        papers.hub_state = HubState(
            setback="Hugging Face is limiting requests (429 Too Many Requests); next try at 12:00"
        )
        above.tell()
        await pilot.pause()
        assert "limiting requests" in text(pilot).splitlines()[-2]
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen is screen
        texts.gate.set()
        papers.discussions.stored.set()
