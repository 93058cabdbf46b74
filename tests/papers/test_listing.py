"""Which papers a filter shows, and in which order."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from reader.papers.listing import (
    FILTERS,
    ArrangedList,
    Arrangement,
    Listing,
    Order,
    Summary,
    arranged,
    listing_of,
)
from reader.papers.marks import Mark, Timestamped, joined
from reader.papers.models import Paper
from reader.papers.ordering import nearest, next_index, ordered
from reader.papers.period import Direction
from reader.papers.query import parse
from reader.papers.standing import fitting
from reader.papers.taste import Interest

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
    assert sorted(id[-1] for id in fitting(frozenset(paper.id for paper in PAPERS), filter, MARKS)) == [*ids]  # type: ignore[arg-type]


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


def test_of_marks_from_two_sources_those_that_change_are_told() -> None:
    shown = {"2608.00001": Mark(read=Timestamped(False, 7)), "2608.00002": MARKS["2608.00002"]}
    assert joined(shown, MARKS) == {
        "2608.00001": Mark(read=Timestamped(False, 7), starred=Timestamped(True, 5)),
        **{id: mark for id, mark in MARKS.items() if id not in shown},
    }


def test_a_list_of_stars_keeps_the_order_in_which_they_came() -> None:
    listing = listing_of([(PAPERS[1], MARKS["2608.00002"]), (PAPERS[0], MARKS["2608.00001"])])
    assert listing.papers == (PAPERS[1], PAPERS[0])
    assert listing.marks["2608.00001"].is_read
    assert listing.base == "starred"
    assert replace(PAPERS[0]) == listing.papers[1]


# A list as it is shown

READ = {paper.id: Mark(read=Timestamped(True, 9)) for paper in PAPERS}


def a_list(filter: object = "all", order: Order = "upvotes") -> ArrangedList:
    return arranged(Listing(PAPERS, MARKS), Arrangement(filter, order))  # type: ignore[arg-type]


def rows(listed: ArrangedList) -> str:
    return "".join(row.id[-1] for row in listed.rows)


def last_digits(ids: frozenset[str]) -> str:
    return "".join(sorted(id[-1] for id in ids))


def test_an_empty_list_has_nothing_and_fails_at_nothing() -> None:
    listed = ArrangedList()
    assert (listed.rows, listed.unread, listed.matches, listed.dimmed) == ((), (), frozenset(), frozenset())
    assert (listed.hides_all, listed.index(""), listed.first_match("x"), listed.nearest("x")) == (False, None, 0, "")
    assert listed.next_unread(0, 1) is listed.next_match(-1, -1) is None
    assert listed.summary == Summary()


def test_a_list_has_what_fits_in_its_order() -> None:
    assert rows(a_list()) == "1234"
    assert rows(a_list("starred", "starred")) == "21"
    assert rows(a_list("unread", "title")) == "234"


def test_a_mark_changes_neither_members_nor_order_but_dims_what_does_not_fit_any_more() -> None:
    before = a_list("unread")
    after = before.with_marks(READ)
    assert rows(after) == rows(before) == "234"
    assert (len(before.unread), len(after.unread)) == (3, 0)
    assert (last_digits(before.dimmed), last_digits(after.dimmed)) == ("", "234")
    assert not after.hides_all
    assert after.filtered("unread").hides_all


def test_an_unstarred_paper_is_dimmed_among_the_starred_ones_whatever_the_filter() -> None:
    starred = arranged(listing_of([(PAPERS[1], MARKS["2608.00002"]), (PAPERS[0], MARKS["2608.00001"])]), Arrangement())
    assert last_digits(starred.dimmed) == ""
    assert last_digits(starred.with_marks({**MARKS, "2608.00002": Mark()}).dimmed) == "2"


def test_sorting_keeps_the_members_and_filtering_chooses_them_again() -> None:
    read = a_list("unread").with_marks(READ)
    assert rows(read.sorted_by("stars")) == "324"
    assert rows(read.filtered("all").sorted_by("title")) == "2134"
    assert read.sorted_by("stars").arrangement == Arrangement("unread", "stars")


def test_the_same_list_later_keeps_its_members_and_takes_in_new_papers_that_fit() -> None:
    new = [Paper(id="2608.00005", title="new", upvotes=500), Paper(id="2608.00006", title="read", upvotes=400)]
    marks = {"2608.00006": Mark(read=Timestamped(True, 3))}
    later = a_list("unread").with_marks(READ).renewed(Listing((*PAPERS[1:3], *new), marks))
    assert rows(later) == "523"  # The fourth paper left, and the sixth does not fit.
    assert last_digits(later.dimmed) == "23"
    assert later.marks["2608.00002"].is_read  # Set while the list was on its way.


def test_another_list_begins_without_members_of_the_one_before_but_with_its_query() -> None:
    looked = a_list("unread").with_query(parse("title:a")).with_marks(READ)
    other = looked.followed_by(Listing(PAPERS[:3], MARKS), Arrangement("all", "comments"))
    assert rows(other) == "231"
    assert other.query == looked.query
    assert other.marks["2608.00003"].is_read  # Newer than what came with the list.


@pytest.mark.parametrize(
    ("query", "since", "first", "forward", "back"),
    [
        ('title:"of a"', "2608.00001", 1, 1, 1),
        ('title:"of a"', "2608.00002", 1, None, None),
        ("votes:>5", "2608.00003", 2, 3, 1),
        ("votes:>5", "2608.09999", 0, 1, 3),
        ("title:nothing", "2608.00003", 2, None, None),
    ],
)
def test_a_query_is_searched_from_a_paper_on_and_round_the_end(
    query: str, since: str, first: int, forward: int | None, back: int | None
) -> None:
    listed = a_list().with_query(parse(query))
    here = listed.index(since) or 0
    assert listed.first_match(since) == first
    assert (listed.next_match(here, 1), listed.next_match(here, -1)) == (forward, back)


def test_what_a_query_does_not_match_is_dimmed_and_the_rest_counted() -> None:
    listed = a_list().with_query(parse("votes:9"))
    assert last_digits(listed.dimmed) == "34"
    assert listed.summary == Summary(4, 3, Arrangement(), "votes:9", 2)
    assert listed.with_query(None).summary == Summary(4, 3, Arrangement())
    assert rows(listed) == "1234"


@pytest.mark.parametrize(("since", "direction", "index"), [(-1, 1, 1), (1, 1, 2), (3, 1, 1), (1, -1, 3), (0, -1, 3)])
def test_the_next_unread_paper_is_a_row(since: int, direction: Direction, index: int) -> None:
    assert a_list().next_unread(since, direction) == index


def test_where_the_filter_hides_a_paper_the_nearest_one_in_the_order_of_the_list_is_found() -> None:
    assert a_list("unread").nearest("2608.00001") == "2608.00002"
    assert a_list("starred", "stars").nearest("2608.00003") == "2608.00002"


def test_for_the_user_what_was_not_compared_comes_last_and_equal_ones_by_votes() -> None:
    papers = [Paper(id=str(number), title="T", upvotes=number) for number in range(4)]
    interests = {"0": Interest(0.5), "1": Interest(-0.5), "2": Interest(0.5)}
    assert [paper.id for paper in ordered(papers, "for-you", {}, interests)] == ["2", "0", "1", "3"]
