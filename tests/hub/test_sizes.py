"""Answers that are within the limit of bytes, and would take many times as much memory once they are decoded."""

from __future__ import annotations

import tracemalloc

import pytest

from reader.errors import HubError
from reader.hub.client import PAPER_LIMIT, Hub
from reader.hub.decoding import ITEM_LIMIT, ITEMS_LIMIT
from reader.hub.rate_limit import VALUES_LIMIT
from reader.hub.wire import papers_of, searched_of
from tests.hub import faults
from tests.hub.conftest import THURSDAY
from tests.hub.double import HubDouble, as_json
from tests.hub.papers import item, paper_id
from tests.hub.sentence import is_sentence


@pytest.mark.parametrize("value", [b"[]", b"{}", b"0", b'{"error":[]}'])
@pytest.mark.parametrize("inside", [b"[%b]", b'[{"paper":[%b]}]', b'{"error":[%b]}', b"[NaN,%b]"])
async def test_an_answer_of_very_many_values_is_refused(
    hub: Hub, double: HubDouble, value: bytes, inside: bytes
) -> None:
    double.break_(faults.Answers(200, inside % b",".join([value] * (VALUES_LIMIT + 1))))
    with pytest.raises(HubError, match="is too large: more than 50,000 values") as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)


async def test_a_paper_may_have_as_many_values_as_there_may_be(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY][0]["padding"] = [0] * (VALUES_LIMIT - 1_000)
    answer = await hub.daily_papers(THURSDAY)
    assert answer is not None
    assert (len(answer.papers), answer.skipped) == (3, 0)


def test_of_a_list_no_more_items_are_looked_at_than_there_may_be() -> None:
    assert papers_of(as_json([0] * ITEMS_LIMIT)) == ([], ITEMS_LIMIT)
    for body in (as_json([0] * (ITEMS_LIMIT + 1)), b"[NaN" + b",0" * ITEMS_LIMIT + b"]"):
        for read in (papers_of, searched_of):
            with pytest.raises(HubError, match=r"is too large: more than 2,000 items in one list\.") as caught:
                read(body)
            assert is_sentence(caught.value)


async def test_the_values_of_all_pages_are_counted(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = [item(paper_id(number), padding=[0] * 100) for number in range(1, 301)]
    with pytest.raises(HubError, match="is too large: more than 50,000 values"):
        await hub.daily_papers(THURSDAY)
    assert [request.query["p"] for request in double.requests] == ["0", "1", "2"]


async def test_an_answer_about_one_paper_is_smaller(hub: Hub, double: HubDouble) -> None:
    paper = item(paper_id(1))["paper"]
    room = PAPER_LIMIT - len(as_json(paper | {"padding": ""}))
    double.papers[paper_id(1)] = paper | {"padding": "x" * room}
    assert await hub.single(paper_id(1)) is not None
    double.papers[paper_id(1)] = paper | {"padding": "x" * (room + 1)}
    with pytest.raises(HubError, match="is too large: more than 512 KiB for one paper") as caught:
        await hub.single(paper_id(1))
    assert is_sentence(caught.value)


@pytest.mark.parametrize("before", [b"[", b"[NaN,"], ids=["JSON", "almost JSON"])
def test_an_item_that_is_too_large_costs_itself_alone(before: bytes) -> None:
    large, others = item(paper_id(2)), as_json([item(paper_id(1)), item(paper_id(3))])
    large["padding"] = "x" * (ITEM_LIMIT - len(as_json(large)) - len(as_json({"padding": ""})) + 1)
    body = before + as_json(large) + b"," + others[1:]
    lost = body.count(b"NaN")
    papers, skipped = papers_of(body)
    assert ([paper.id for paper in papers], skipped) == ([paper_id(2), paper_id(1), paper_id(3)], lost)
    papers, skipped = papers_of(body.replace(b"xx", b"x" * 1_000, 1))
    assert ([paper.id for paper in papers], skipped) == ([paper_id(1), paper_id(3)], lost + 1)


@pytest.mark.parametrize(("before", "most"), [(b"[", 2), (b"[NaN,", 5)], ids=["JSON", "almost JSON"])
def test_what_is_not_read_of_a_paper_is_in_memory_for_one_paper_at_a_time(before: bytes, most: int) -> None:
    items = [item(paper_id(number), padding=[{"x": number}] * 400) for number in range(1, 101)]
    body = before + as_json(items)[1:]
    assert len(body) < 2**20
    papers_of(body)  # What is compiled and kept at the first time is no part of it.
    tracemalloc.start()
    try:
        papers, skipped = papers_of(body)
        assert tracemalloc.get_traced_memory()[1] < most * 2**20
    finally:
        tracemalloc.stop()
    assert (len(papers), skipped) == (100, body.count(b"NaN"))
