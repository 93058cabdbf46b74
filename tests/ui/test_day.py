"""The day screen, driven by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.errors import (
    HubError,
    NoPapersError,
    NotOpenError,
    OfflineError,
    ReaderError,
    StoreError,
    UnreachableError,
)
from reader.library import Neighbour
from reader.papers.models import Author, Feed
from reader.ui.app import ReaderApp
from reader.ui.screens.day import DayScreen
from tests.ui.conftest import NOW, TODAY, FakePapers, day_screen, feed, paper, settle, shown

YESTERDAY = date(2026, 8, 19)
REFUSED = UnreachableError("Hugging Face cannot be reached: connection refused. Press r to try again.")


@asynccontextmanager
async def running(
    papers: FakePapers, *, size: tuple[int, int] = (120, 40), **options: object
) -> AsyncIterator[tuple[DayScreen, Pilot[None]]]:
    app = ReaderApp(papers, **options)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield day_screen(app), pilot


def text(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app, ReaderApp)
    return "\n".join(shown(pilot.app))


async def test_the_newest_day_is_shown_with_the_abstract_beside_it(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        seen = text(pilot)
        assert "Daily Papers · Thu 20 Aug 2026 · 6 papers" in seen
        assert "stored 3 min ago" in seen
        assert "arXiv 2608.02000" in seen
        assert "Abstract 2000 of a [MASK] paper with [/] in it." in seen


async def test_nasty_titles_are_shown_as_they_are(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        seen = text(pilot)
        for wanted in ("[@click=app.quit]Click me[/] and [link=https", "R^[n] and [CLS] [SEP]", "[red]not red[/red]"):
            assert wanted in seen
        for _ in papers.feeds[TODAY][0].papers:  # type: ignore[union-attr]
            assert screen.paper is not None
            assert screen.paper.title[:20] in text(pilot)
            await pilot.press("j")


async def test_a_click_on_a_title_with_an_action_in_it_does_nothing_but_select(papers: FakePapers) -> None:
    numbers = [number for number in range(2000, 2006) if "@click" in paper(number).title]
    async with running(papers) as (screen, pilot):
        row = numbers[0] - 2000
        await pilot.click("PaperList", offset=(12, row * 2))
        assert screen.panes.paper_list.cursor == row
        await pilot.click("PaperView", offset=(5, 0))
        await settle(pilot)
        assert pilot.app.is_running


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        (["j"], 1),
        (["down", "j", "k"], 1),
        (["k"], 0),
        (["G"], 29),
        (["end", "j"], 29),
        (["G", "g"], 0),
        (["G", "home"], 0),
        (["ctrl+f"], 10),
        (["pagedown", "ctrl+d"], 15),
        (["G", "ctrl+u"], 24),
        (["G", "ctrl+b"], 19),
    ],
)
async def test_the_cursor_moves_and_stays_in_sight(papers: FakePapers, keys: list[str], cursor: int) -> None:
    papers.feeds[None] = [feed(count=30)]
    async with running(papers, size=(100, 22)) as (screen, pilot):
        await pilot.press(*keys)
        assert screen.panes.paper_list.cursor == cursor
        assert screen.paper == screen.panes.paper_list.current
        top = screen.panes.paper_list.scroll_offset.y
        assert top <= cursor * 2 <= top + screen.panes.paper_list.size.height - 2
        assert f"arXiv 2608.{2000 + cursor:05}" in text(pilot)


async def test_one_frame_a_key(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j")
        # List and abstract change in the turn of the key, not by a message that takes another frame.
        screen.panes.paper_list.move(1)
        assert screen.panes.paper_view.paper == screen.panes.paper_list.current


async def test_tab_gives_the_keys_to_the_abstract_and_capitals_drive_the_other_pane(papers: FakePapers) -> None:
    long = replace(paper(1), abstract="word " * 2000)
    papers.feeds[None] = [feed(papers=(long, paper(2)))]
    async with running(papers) as (screen, pilot):
        await pilot.press("J", "J", "K")
        assert (screen.panes.paper_view.scroll_offset.y, screen.panes.paper_list.cursor) == (1, 0)
        await pilot.press("tab", "j", "j")
        assert (screen.panes.paper_view.scroll_offset.y, screen.panes.paper_list.cursor) == (3, 0)
        await pilot.press("G")
        assert screen.panes.paper_view.scroll_offset.y == screen.panes.paper_view.max_scroll_y > 10
        await pilot.press("J")
        assert (screen.panes.paper_view.scroll_offset.y, screen.panes.paper_list.cursor) == (0, 1)


async def test_space_and_b_scroll_the_abstract_and_stop_at_its_ends(papers: FakePapers) -> None:
    long = replace(paper(1), abstract="word " * 2000)
    papers.feeds[None] = [feed(papers=(long, paper(2)))]
    async with running(papers) as (screen, pilot):
        await pilot.press("b")
        assert screen.panes.paper_view.scroll_offset.y == 0
        await pilot.press("space")
        assert 20 < screen.panes.paper_view.scroll_offset.y < screen.panes.paper_view.size.height
        await pilot.press(*["space"] * 20)
        assert screen.panes.paper_view.scroll_offset.y == screen.panes.paper_view.max_scroll_y
        assert screen.paper == long


async def test_enter_shows_the_abstract_alone_and_escape_goes_back_but_never_out(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("enter")
        assert not screen.panes.paper_list.region
        assert "esc back" in text(pilot)
        await pilot.press("escape")
        assert screen.panes.paper_list.has_focus
        await pilot.press("escape", "escape")
        assert pilot.app.is_running
        assert screen.panes.paper_list.region


async def test_below_sixty_columns_one_pane_is_shown_at_a_time(papers: FakePapers) -> None:
    async with running(papers, size=(59, 16)) as (screen, pilot):
        assert not screen.panes.paper_view.region
        await pilot.press("enter")
        assert not screen.panes.paper_list.region
        assert screen.panes.paper_view.has_focus
        await pilot.press("tab")
        assert screen.panes.paper_list.region
        assert screen.panes.paper_list.has_focus


async def test_from_sixty_to_a_hundred_columns_the_list_is_above(papers: FakePapers) -> None:
    async with running(papers, size=(99, 30)) as (screen, _):
        assert screen.panes.paper_list.region.y < screen.panes.paper_view.region.y
        assert screen.panes.paper_list.region.x == screen.panes.paper_view.region.x == 0


@pytest.mark.parametrize("size", [(39, 30), (100, 9), (1, 1), (2, 2), (3, 3), (80, 1)])
async def test_a_tiny_terminal_is_told_and_survived(papers: FakePapers, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press("j")
        assert screen.panes.paper_list.cursor == 1
        if size[0] > 20:
            assert "too small" in text(pilot)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "too small" not in text(pilot)


async def test_the_same_paper_stays_under_the_cursor_at_every_size(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=40)]
    async with running(papers) as (screen, pilot):
        await pilot.press("G", "k", "k")
        for size in [(60, 16), (45, 12), (120, 40), (80, 24)]:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            top = screen.panes.paper_list.scroll_offset.y
            assert screen.panes.paper_list.cursor == 37
            assert top <= 74 <= top + screen.panes.paper_list.size.height - 2


async def test_older_and_newer_days(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        for key, day in [("[", 19), ("h", 18), ("left", 17), ("]", 18), ("l", 19), ("right", 20), ("[", 19), ("t", 20)]:
            await pilot.press({"[": "left_square_bracket", "]": "right_square_bracket"}.get(key, key))
            await settle(pilot)
            assert screen.feed is not None
            assert screen.feed.day.day == day
        assert f"Thu {TODAY.day} Aug 2026" in text(pilot)


async def test_presses_in_a_row_add_up(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.way.clear()
        await pilot.press("h", "h", "h", "l")
        papers.way.set()
        await settle(pilot)
        await settle(pilot)
        assert screen.feed is not None
        assert screen.feed.day == date(2026, 8, 18)


async def test_at_the_last_day_it_says_so(papers: FakePapers) -> None:
    papers.unknown = NoPapersError("2026-08-20 is the newest day.")
    async with running(papers) as (screen, pilot):
        await pilot.press("l")
        await settle(pilot)
        assert "2026-08-20 is the newest day." in text(pilot)
        assert screen.feed == feed()
        assert "stored 3 min ago" in text(pilot)
        await pilot.press("j")
        assert "newest day" not in text(pilot)


async def test_the_stored_feed_is_on_the_first_frame(papers: FakePapers) -> None:
    papers.gate.clear()
    async with running_early(papers, first=feed()) as pilot:
        assert "Thu 20 Aug 2026 · 6 papers" in text(pilot)
        assert "fetching…" in text(pilot)
        papers.gate.set()
        await settle(pilot)
        assert "stored 3 min ago" in text(pilot)


@asynccontextmanager
async def running_early(papers: FakePapers, **options: object) -> AsyncIterator[Pilot[None]]:
    """Run the app without waiting for its workers."""
    app = ReaderApp(papers, **options)  # type: ignore[arg-type]
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        yield pilot
        papers.gate.set()


async def test_arriving_papers_move_neither_cursor_nor_scroll(papers: FakePapers) -> None:
    old = feed(papers=tuple(replace(one, abstract="word " * 2000) for one in feed(count=40).papers))
    voted = [replace(one, comments=77) for one in old.papers]
    fresh = replace(old, papers=(paper(7777, upvotes=999), *voted[:5], *voted[6:]))
    papers.feeds[None] = [old]
    papers.feeds[TODAY] = [fresh]
    async with running(papers, size=(100, 22)) as (screen, pilot):
        await pilot.press(*["j"] * 15, "J", "J")
        kept, height = (
            screen.panes.paper_list.cursor,
            screen.panes.paper_list.cursor * 2 - screen.panes.paper_list.scroll_offset.y,
        )
        scrolled = screen.panes.paper_view.scroll_offset.y
        assert scrolled == 2
        screen.wanted = TODAY
        await pilot.press("r")
        await settle(pilot)
        assert len(screen.papers) == 40
        assert screen.paper == voted[kept]  # One paper came above it, one went.
        assert screen.panes.paper_list.cursor * 2 - screen.panes.paper_list.scroll_offset.y == height
        assert screen.panes.paper_view.scroll_offset.y == scrolled
        assert screen.panes.paper_list.has_focus


async def test_a_newer_day_is_not_forced_on_someone_who_reads(papers: FakePapers) -> None:
    papers.gate.clear()
    papers.feeds[None] = [feed()]
    async with running_early(papers, first=feed(YESTERDAY)) as pilot:
        await pilot.press("j")
        papers.gate.set()
        await settle(pilot)
        assert "Wed 19 Aug 2026 · 6 papers" in text(pilot)
        assert "Thu 20 Aug 2026 is out: press t to read it." in text(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert "Thu 20 Aug 2026 · 6 papers" in text(pilot)


async def test_a_newer_day_is_shown_to_someone_who_just_started(papers: FakePapers) -> None:
    papers.gate.clear()
    async with running_early(papers, first=feed(YESTERDAY)) as pilot:
        papers.gate.set()
        await settle(pilot)
        assert "Thu 20 Aug 2026 · 6 papers" in text(pilot)


async def test_leaving_a_day_stops_its_download(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.gate.clear()
        await pilot.press("r")
        await pilot.press("h")
        papers.gate.set()
        await settle(pilot)
        assert papers.cancelled == [None]
        assert screen.feed == feed(YESTERDAY)


async def test_an_answer_for_a_day_that_was_left_is_ignored(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        screen.post_message(DayScreen.Loaded(YESTERDAY, feed(YESTERDAY)))
        screen.post_message(DayScreen.Finished(YESTERDAY, HubError("Late news.")))
        await pilot.pause()
        assert screen.feed == feed()
        assert "Late news" not in text(pilot)


async def test_offline_the_stored_day_stays_and_the_reason_is_told(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(fetched_at=NOW - timedelta(hours=3)), REFUSED]
    async with running(papers) as (_, pilot):
        assert "offline · stored 3 h ago" in text(pilot)
        assert "connection refused" in text(pilot)
        await pilot.press("j")
        assert "connection refused" not in text(pilot)
        assert "offline · stored 3 h ago" in text(pilot)


async def test_offline_by_wish_is_no_news(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(), OfflineError("The network is switched off.")]
    async with running(papers) as (screen, pilot):
        assert "offline · stored 3 min ago" in text(pilot)
        assert screen.notice == ""


async def test_a_day_that_cannot_be_had_leaves_what_is_shown(papers: FakePapers) -> None:
    papers.feeds[YESTERDAY] = [REFUSED]
    async with running(papers) as (screen, pilot):
        await pilot.press("h")
        await settle(pilot)
        assert screen.feed == feed()
        assert "connection refused" in text(pilot)
        await pilot.press("r")
        assert papers.asked[-1] == (TODAY, True)


async def test_what_could_not_be_read_is_counted(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(skipped=2)]
    async with running(papers) as (_, pilot):
        assert "stored 3 min ago · 2 papers could not be read" in text(pilot)


async def test_a_day_without_papers_says_so(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=0)]
    async with running(papers) as (_, pilot):
        assert "No papers on Thu 20 Aug 2026." in text(pilot)
        await pilot.press("j", "k", "G", "g", "ctrl+d", "enter", "y", "o", "Y", "space")
        assert pilot.app.is_running


async def test_a_paper_that_left_the_list_stays_and_says_so(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, gone=True),))]
    async with running(papers) as (_, pilot):
        assert "no longer listed" in text(pilot)
        assert "No longer on the Hub's list of this day." in text(pilot)


async def test_at_a_first_start_without_network_the_sample_is_opened_and_r_tries_again(papers: FakePapers) -> None:
    papers.feeds[None] = [REFUSED]
    sample = FakePapers()
    sample.feeds[None] = [feed(source="sample")]
    async with running(papers, sample=lambda: sample) as (screen, pilot):
        assert "Sample edition · Thu 20 Aug 2026" in text(pilot)
        assert "sample edition" in text(pilot)
        assert "connection refused" in text(pilot)
        assert "This is the sample edition; r asks again." in " ".join(text(pilot).split())
        papers.feeds[None] = [feed()]
        await pilot.press("r")
        await settle(pilot)
        assert screen.feed == feed()
        assert "Daily Papers · Thu 20 Aug 2026" in text(pilot)


async def test_a_first_start_on_a_given_day_without_network_ends_at_the_sample_too(papers: FakePapers) -> None:
    papers.feeds = {None: [REFUSED], YESTERDAY: [REFUSED]}
    sample = FakePapers()
    sample.feeds[None] = [feed(source="sample")]
    async with running(papers, day=YESTERDAY, sample=lambda: sample) as (_, pilot):
        assert "Sample edition" in text(pilot)


async def test_a_given_day_that_cannot_be_had_gives_way_to_the_newest_stored(papers: FakePapers) -> None:
    papers.feeds = {None: [feed(), REFUSED], YESTERDAY: [REFUSED]}
    async with running(papers, day=YESTERDAY) as (screen, pilot):
        assert screen.feed == feed()
        assert "connection refused" in text(pilot)


async def test_go_to_a_day(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("d", *"2026-08-18", "enter")
        await settle(pilot)
        assert screen.feed == feed(date(2026, 8, 18))
        await pilot.press("d", *"wed", "enter")
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)


async def test_a_wrong_day_is_told_in_the_prompt_and_escape_leaves_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("d", *"2026-13-40", "enter")
        await pilot.pause()
        assert "is no day" in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.feed == feed()


async def test_help_lists_the_keys_and_finds_one(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Next paper, or line" in text(pilot)
        assert "Copy the arXiv link" in text(pilot)
        await pilot.press(*"older day")
        await pilot.pause()
        assert "[ h ←" in text(pilot)
        assert "Copy the arXiv link" not in text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_the_palette_offers_what_has_a_key(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("ctrl+p", *"older day")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)


async def test_the_mouse_selects_scrolls_and_opens(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=40)]
    async with running(papers) as (screen, pilot):
        await pilot.click("PaperList", offset=(20, 7))
        assert screen.panes.paper_list.cursor == 3
        await pilot.click("PaperList", offset=(20, 4), times=2)
        await pilot.pause()
        assert screen.panes.reading
        assert screen.panes.paper_list.cursor == 2


async def test_the_cursor_survives_a_feed_without_its_paper(papers: FakePapers) -> None:
    papers.feeds[TODAY] = [Feed(day=TODAY, papers=(paper(5),), fetched_at=NOW)]
    async with running(papers) as (screen, pilot):
        await pilot.press("G")
        screen.wanted = TODAY
        await pilot.press("r")
        await settle(pilot)
        assert screen.paper == paper(5)
        assert "arXiv 2608.00005" in text(pilot)


async def test_ctrl_c_tells_how_to_quit_and_q_quits(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Press q to quit." in text(pilot)
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_what_is_wrong_with_the_disk_is_said_once(papers: FakePapers) -> None:
    papers.notice = "The cache was damaged and has been set aside."
    async with running(papers) as (screen, pilot):
        assert "The cache was damaged" in text(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert screen.notice == ""


async def test_the_last_column_beside_a_scrollbar_is_not_covered(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        width = screen.panes.paper_view.size.width
        rows = [f"{number:02}{'.' * (width - 3)}E" for number in range(60)]
        papers.feeds[None] = [feed(papers=(paper(1, abstract=" ".join(rows)),))]
        await pilot.press("r")
        await settle(pilot)
        assert screen.panes.paper_view.max_scroll_y > 0
        assert text(pilot).count("E") >= 10  # Or the last letter of each is under the scrollbar.


async def test_another_day_begins_at_its_top_even_with_the_same_paper_on_it(papers: FakePapers) -> None:
    listed_twice = feed().papers[3]
    papers.feeds[YESTERDAY] = [feed(YESTERDAY, papers=(*feed(YESTERDAY).papers, listed_twice))]
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "j", "j")
        assert screen.paper == listed_twice
        await pilot.press("h")
        await settle(pilot)
        assert screen.panes.paper_list.cursor == 0


async def test_what_the_author_meant_is_shown_and_the_source_by_a_key(papers: FakePapers) -> None:
    made = paper(1, title=r"\textbf{Big} [MASK]", readable_title="Big [MASK]", abstract="Uses 64times64\npatches.")
    papers.feeds[None] = [feed(papers=(replace(made, readable_abstract="Uses 64×64 patches."),))]
    async with running(papers) as (_, pilot):
        assert "Big [MASK]" in text(pilot)
        assert "Uses 64×64 patches." in text(pilot)
        assert "textbf" not in text(pilot)
        await pilot.press("backslash")
        await pilot.pause()
        assert r"\textbf{Big} [MASK]" in text(pilot)
        assert "Abstract, as the Hub gave it" in text(pilot)
        assert "Uses 64times64\n" in "\n".join(line.rstrip() for line in text(pilot).splitlines()) + "\n"
        await pilot.press("backslash")
        await pilot.pause()
        assert "textbf" not in text(pilot)


async def test_many_authors_are_folded_until_a_key_unfolds_them(papers: FakePapers) -> None:
    authors = tuple(Author(name=f"Author Number{number:03}") for number in range(300))
    papers.feeds[None] = [feed(papers=(paper(1, authors=authors), paper(2)))]
    async with running(papers) as (screen, pilot):
        assert "… 300 authors" in text(pilot)
        assert "Number002" in text(pilot)
        assert "Number012" not in text(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "Number060" in text(pilot)
        assert screen.panes.paper_view.max_scroll_y > 60
        await pilot.press("a", "a", "j")
        await pilot.pause()
        assert "Zoë Example" in text(pilot)


async def test_what_is_told_about_a_paper_hangs(papers: FakePapers) -> None:
    authors = tuple(Author(name=f"Author Number{number:03}") for number in range(12))
    papers.feeds[None] = [feed(papers=(paper(1, authors=authors),))]
    async with running(papers, size=(60, 40)) as (_, pilot):
        lines = text(pilot).splitlines()
        first = next(index for index, line in enumerate(lines) if "Number000" in line)
        assert lines[first].startswith(" Author")
        assert lines[first + 1].startswith("   ")


@pytest.mark.parametrize(("action", "day"), [("step(-1)", YESTERDAY), ("newest", TODAY)])
async def test_a_key_before_the_first_day_was_asked_for_is_not_lost(
    papers: FakePapers, monkeypatch: pytest.MonkeyPatch, action: str, day: date
) -> None:
    begin = DayScreen._begin

    async def pressed_before(screen: DayScreen) -> None:
        await screen.run_action(action)
        begin(screen)

    monkeypatch.setattr(DayScreen, "_begin", pressed_before)
    async with running(papers, first=feed(), day=TODAY) as (screen, pilot):
        await settle(pilot)
        assert screen.feed == feed(day)
        assert papers.asked == [({YESTERDAY: YESTERDAY, TODAY: None}[day], False)]


async def test_what_slipped_through_the_border_does_not_reach_the_terminal(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, title="a\x1b]52;c;x\x07\x9bb\u202ec"),))]
    async with running(papers) as (_, pilot):
        assert "a]52;c;xbc" in text(pilot)
        assert all(line.isprintable() for line in text(pilot).splitlines())


async def test_a_step_after_a_walk_was_given_up_is_one_step(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        papers.way.clear()
        await pilot.press("h", "t", "h")
        papers.way.set()
        await settle(pilot)
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY)
        await pilot.press("h")
        await settle(pilot)
        assert screen.feed == feed(date(2026, 8, 18))


async def test_a_day_found_by_a_walk_that_was_given_up_is_not_shown(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("h")
        late = DayScreen.Stepped(screen._journey, Neighbour(date(2026, 8, 17)))
        await pilot.press("t")
        screen.post_message(late)
        await settle(pilot)
        assert screen.feed == feed()


async def test_a_walk_under_way_is_seen(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        papers.way.clear()
        await pilot.press("h", "r")
        await pilot.press("h")
        assert "fetching" in text(pilot)
        papers.way.set()
        await settle(pilot)
        await settle(pilot)
        assert "fetching" not in text(pilot)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreError("Not saved: the disk is full."), "not stored · fetched 3 min ago"),
        (HubError("Odd."), "not fresh · stored 3 min ago"),
    ],
)
async def test_the_status_says_what_is_wrong_with_the_day_shown(
    papers: FakePapers, error: ReaderError, status: str
) -> None:
    papers.feeds[None] = [feed(), error]
    async with running(papers) as (_, pilot):
        assert status in text(pilot)
        assert str(error) in text(pilot)


async def test_what_is_wrong_with_another_day_says_nothing_of_the_day_shown(papers: FakePapers) -> None:
    papers.feeds[YESTERDAY] = [NotOpenError(YESTERDAY)]
    async with running(papers) as (_, pilot):
        await pilot.press("h")
        await settle(pilot)
        assert "is not open yet" in text(pilot)
        assert "not fresh" not in text(pilot)
        assert "stored 3 min ago" in text(pilot)


async def test_with_nothing_stored_and_no_network_by_wish_it_says_what_to_do(papers: FakePapers) -> None:
    papers.feeds[None] = [OfflineError("The network is off.")]
    async with running(papers, size=(45, 12)) as (_, pilot):
        seen = " ".join(text(pilot).split())
        assert "Nothing is stored yet. Start without --offline, or with --sample." in seen


async def test_the_sample_can_be_paged_after_the_hub_was_asked_in_vain(papers: FakePapers) -> None:
    papers.feeds[None] = [REFUSED]
    papers.unknown = REFUSED
    sample = FakePapers()
    sample.days = [YESTERDAY, TODAY]
    sample.feeds = {None: [feed(source="sample")], YESTERDAY: [feed(YESTERDAY, source="sample")]}
    async with running(papers, sample=lambda: sample) as (screen, pilot):
        await pilot.press("r")
        await settle(pilot)
        assert "connection refused" in text(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert screen.feed == feed(YESTERDAY, source="sample")


async def test_rows_are_drawn_at_the_width_they_have(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=30)]
    async with running(papers, size=(45, 12)) as (_, pilot):
        await pilot.press(*["j"] * 12)
        wide = text(pilot)
        await pilot.resize_terminal(41, 12)
        await settle(pilot)
        await pilot.resize_terminal(45, 12)
        await settle(pilot)
        assert text(pilot).splitlines()[:11] == wide.splitlines()[:11]


@pytest.mark.parametrize("key", ["d", "question_mark", "Y"])
async def test_a_click_beside_a_dialogue_closes_it(papers: FakePapers, key: str) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert pilot.app.screen is not screen
        await pilot.click(offset=(1, 1))
        await settle(pilot)
        assert pilot.app.screen is screen


async def test_keys_before_the_first_request_hold_the_day(papers: FakePapers) -> None:
    papers.gate.clear()
    app = ReaderApp(papers, first=feed(YESTERDAY))
    async with app.run_test(size=(120, 40)) as pilot:
        day_screen(app).touch()  # As a key does, before the day was asked for.
        await pilot.pause()
        papers.gate.set()
        await settle(pilot)
        assert "Wed 19 Aug 2026" in text(pilot)
        assert "is out: press t to read it." in text(pilot)
