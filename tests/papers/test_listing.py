"""Which papers a filter shows, and in which order."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from reader.papers.listing import FILTERS, Order, fitting, joined, listing_of, nearest, next_index, ordered
from reader.papers.marks import Mark, Timestamped
from reader.papers.models import Paper

PAPERS = (
    Paper(id="2608.00001", title="[MASK] of b", upvotes=9, comments=1, github_stars=None, published=date(2026, 8, 18)),
    Paper(id="2608.00002", title="[/] of a", upvotes=9, comments=3, github_stars=0, published=date(2026, 8, 20)),
    Paper(id="2608.00003", title="c", upvotes=7, comments=3, github_stars=5, published=None),
    Paper(id="2608.00004", title="Ä title", upvotes=99, comments=0, github_stars=5, gone=True),
)
MARKS = {
    "2608.00001": Mark(read=Timestamped(True, 1), starred=Timestamped(True, 5)),
    "2608.00002": Mark(read=Timestamped(False, 2), starred=Timestamped(True, 9)),
    "2608.00004": Mark(starred=Timestamped(False, 3)),
}


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("upvotes", "1234"),
        ("comments", "2314"),
        ("stars", "3214"),
        ("date", "2134"),
        ("title", "2134"),
        ("starred", "2143"),
    ],
)
def test_equal_papers_stay_in_their_order_and_gone_ones_come_last(order: Order, ids: str) -> None:
    assert "".join(paper.id[-1] for paper in ordered(PAPERS, order, MARKS)) == ids


@pytest.mark.parametrize(("filter", "ids"), [*zip(FILTERS, ["1234", "234", "12"], strict=True)])
def test_a_filter_shows_what_its_name_says(filter: object, ids: str) -> None:
    assert sorted(id[-1] for id in fitting(PAPERS, filter, MARKS)) == [*ids]  # type: ignore[arg-type]


def wanted(*numbers: int) -> object:
    return lambda paper: int(paper.id[-1]) in numbers


@pytest.mark.parametrize(
    ("numbers", "since", "direction", "index"),
    [
        ((3, 4), 0, 1, 2),
        ((1, 2), 2, 1, 0),
        ((1,), 0, 1, None),
        ((1, 2), 3, -1, 1),
        ((3, 4), 1, -1, 3),
        ((2,), 1, -1, None),
        ((), 0, 1, None),
        ((1, 4), -1, 1, 0),
        ((1, 3), 4, -1, 2),
    ],
)
def test_the_next_one_is_looked_for_from_the_other_end_on(
    numbers: tuple[int, ...], since: int, direction: object, index: int | None
) -> None:
    assert next_index(PAPERS, wanted(*numbers), since, direction) == index  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("paper", "members", "nearest_one"),
    [("2", "24", "2"), ("1", "34", "3"), ("3", "12", "2"), ("4", "", ""), ("9", "34", "3")],
)
def test_the_nearest_member_is_the_next_one_else_the_one_before(paper: str, members: str, nearest_one: str) -> None:
    ids = frozenset(f"2608.0000{number}" for number in members)
    assert nearest(f"2608.0000{paper}", PAPERS, ids) == (f"2608.0000{nearest_one}" if nearest_one else "")


def test_marks_of_two_sources_are_joined_for_the_papers_that_are_shown() -> None:
    shown = {"2608.00001": Mark(read=Timestamped(False, 7)), "2608.09999": Mark(read=Timestamped(True, 1))}
    both = joined(shown, MARKS, PAPERS[:2])
    assert both == {
        "2608.00001": Mark(read=Timestamped(False, 7), starred=Timestamped(True, 5)),
        "2608.00002": MARKS["2608.00002"],
    }


def test_a_list_of_stars_keeps_the_order_in_which_they_came() -> None:
    listing = listing_of([(PAPERS[1], MARKS["2608.00002"]), (PAPERS[0], MARKS["2608.00001"])])
    assert listing.papers == (PAPERS[1], PAPERS[0])
    assert listing.marks["2608.00001"].is_read
    assert listing.base == "starred"
    assert replace(PAPERS[0]) == listing.papers[1]
