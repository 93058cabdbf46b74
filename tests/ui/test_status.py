"""What the bar above says, and how it says it in less room."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from reader.errors import ReaderError, UnreachableError
from reader.papers.listing import Arrangement, Summary
from reader.papers.period import NEWEST, STARRED, Day, Period, Search, Starred
from reader.ui.status import freshness, titles
from reader.ui.widgets.bars import Titles
from tests.ui.conftest import NOW, TODAY, feed

PLAIN = Summary(6, 4, Arrangement(), "", 0)


def test_a_title_has_the_day_the_papers_and_how_many_are_unread() -> None:
    assert titles(Day(TODAY), feed(), TODAY, PLAIN).whole == (
        "Daily Papers · Thu 20 Aug 2026 · 6 papers · 4 unread",
        "Thu 20 Aug 2026 · 6 papers · 4 unread",
        "20 Aug · 6 papers · 4 unread",
        "20 Aug · 4/6 unread",
    )


@pytest.mark.parametrize(
    ("summary", "starred", "longest"),
    [
        (replace(PLAIN, unread=0), False, "Daily Papers · Thu 20 Aug 2026 · 6 papers · all read"),
        (replace(PLAIN, papers=0, unread=0), False, "Daily Papers · Thu 20 Aug 2026 · 0 papers"),
        (replace(PLAIN, papers=1), True, "Starred papers · 1 paper · 4 unread"),
        (replace(PLAIN, arrangement=Arrangement("all", "starred")), True, "Starred papers · 6 papers · 4 unread"),
        (
            replace(PLAIN, arrangement=Arrangement("unread", "stars"), query="a [MASK]", found=2),
            False,
            "Daily Papers · Thu 20 Aug 2026 · 6 papers · 4 unread · unread only · by GitHub stars · /a [MASK] 2 found",
        ),
        (
            replace(PLAIN, query="长标题" * 20),
            False,
            f"Daily Papers · Thu 20 Aug 2026 · 6 papers · 4 unread · /{('长标题' * 20)[:11]}… 0 found",
        ),
    ],
)
def test_it_says_in_which_way_the_list_is_not_as_it_came(summary: Summary, starred: bool, longest: str) -> None:
    found = titles(STARRED if starred else Day(TODAY), feed(), TODAY, summary)
    if starred and summary.arrangement.order != "starred":
        longest += " · by votes"
    assert found.whole[0] == longest


def test_with_little_room_how_it_is_arranged_is_told_rather_than_how_many_are_unread() -> None:
    summary = replace(PLAIN, arrangement=Arrangement("starred", "title"))
    found = titles(Day(TODAY), feed(), TODAY, summary)
    assert found.whole[-1] == "20 Aug · 4/6 unread · starred only · by title"
    assert found.cut[:2] == ("20 Aug · starred only · by title", "20 Aug · starred only")
    plain = titles(Day(TODAY), feed(), TODAY, PLAIN).cut
    assert (plain[0], plain[-1]) == ("20 Aug · 6 papers · 4 unread", "20 Aug")
    searched = titles(Day(TODAY), feed(), TODAY, replace(summary, query="tide", found=2))
    assert searched.cut[1:3] == ("20 Aug · starred only · /tide 2 found", "20 Aug · /tide 2 found")


@pytest.mark.parametrize("period", [Day(TODAY), STARRED])
def test_in_every_length_the_title_says_what_is_shown(period: Day | Starred) -> None:
    summary = replace(PLAIN, watched=3, query="x", found=2)
    found = titles(period, feed(), TODAY, summary)
    assert all(("Starred" if period == STARRED else "20 Aug") in title for title in (*found.whole, *found.cut))


def in_lengths(shown: Period, news: str, quota: str = "", error: ReaderError | None = None) -> tuple[str, ...]:
    return freshness(
        shown,
        feed(),
        NOW,
        waiting="",
        news=news,
        is_wide=True,
        ahead=(),
        fetched_at=NOW,
        error=error,
        quota=quota,
    )


def test_over_a_list_news_of_another_day_gives_way_first_and_over_a_day_its_age() -> None:
    assert in_lengths(Search("x", at_hub=True), "Fri is out", "9 left") == (
        "Fri is out · at the Hub, just now · 9 left",
        "at the Hub, just now · 9 left",
        "9 left",
        "",
    )
    assert in_lengths(STARRED, "Fri is out") == ("Fri is out", "")
    assert in_lengths(Day(TODAY), "Fri is out", error=UnreachableError("no")) == (
        "offline · Fri is out · fetched 3 min ago",
        "offline · Fri is out",
        "offline · fetched 3 min ago",
        "offline",
    )


def test_without_a_day_there_is_a_name() -> None:
    assert titles(NEWEST, None, TODAY, PLAIN) == Titles()
