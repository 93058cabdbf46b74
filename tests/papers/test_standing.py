"""How papers stand after a mark: found from that paper alone, and the same as if all had been looked at."""

from __future__ import annotations

import random

import pytest

from reader.papers.listing import FILTERS, ArrangedList, Arrangement, Listing, arranged, is_unread
from reader.papers.marks import UNMARKED, Mark, Timestamped
from reader.papers.models import Paper
from reader.papers.query import parse
from reader.papers.query.watches import Watches

PAPERS = tuple(
    Paper(id=f"2608.{number:05}", title=f"{'Veils' if number % 3 else 'Tides'} {number}", upvotes=number)
    for number in range(12)
)
WATCHES = Watches(
    {"stars": parse("is:starred").term, "tides": parse("tides").term}, {"old": parse("is:read title:veils").term}
)


def marked(draw: random.Random, now: int) -> Mark:
    read, starred = (Timestamped(draw.random() < 0.5, now) for _ in range(2))
    return Mark(read=read, starred=starred if draw.random() < 0.7 else None)


def afresh(listed: ArrangedList) -> ArrangedList:
    """The same list, of which nothing is known yet."""
    return ArrangedList(
        listed.listing, listed.arrangement, listed.members, listed.rows, listed.query, listed.found, listed.watches
    )


@pytest.mark.parametrize("query", ["", "is:unread veils", "is:starred"])
@pytest.mark.parametrize("filter", FILTERS)
@pytest.mark.parametrize("narrowed", [False, True])
def test_marks_change_what_is_known_of_a_list_as_looking_at_all_of_it_does(
    query: str, filter: object, narrowed: bool
) -> None:
    draw = random.Random(f"{query} {filter} {narrowed}")
    for base in ("all", "starred"):
        listing = Listing(PAPERS, {paper.id: marked(draw, 1) for paper in PAPERS[::2]}, base=base)
        wanted = parse(query) if query else None
        listed = arranged(listing, Arrangement(filter), wanted, narrowed=narrowed, watches=WATCHES)  # type: ignore[arg-type]
        for now in range(2, 40):
            some = draw.sample(PAPERS, draw.randint(0, 3))
            marks = {paper.id: draw.choice([marked(draw, now), UNMARKED]) for paper in some}
            after = listed.with_marks({**marks, "2601.00001": marked(draw, now)})
            assert after.standing == afresh(after).standing
            assert after.standing.unread == sum(is_unread(paper, after.marks) for paper in after.papers)
            assert after.summary == afresh(after).summary
            assert (after.rows, after.marks) == (listed.rows, {**listed.marks, **marks})
            listed = after


def test_marks_that_change_nothing_leave_the_list_as_it_is() -> None:
    listed = arranged(Listing(PAPERS, {}), Arrangement())
    once = listed.with_marks({PAPERS[3].id: Mark(read=Timestamped(True, 3))})
    assert once is not listed
    assert once.with_marks({PAPERS[3].id: Mark(read=Timestamped(True, 3)), "2601.00001": UNMARKED}) is once
