"""Searching at the Hub, whose searches are counted by themselves."""

from __future__ import annotations

import pytest

from reader.errors import HubError, OfflineError, UnreachableError
from reader.hub.client import SEARCH_PATH, Hub
from reader.hub.endpoint import Endpoint
from reader.hub.rate_limit import LimitedError
from reader.hub.wire import FRAGMENT_LIMIT, FRAGMENTS, searched_of
from tests.hub import faults
from tests.hub.conftest import THURSDAY
from tests.hub.double import HubDouble, as_json
from tests.hub.papers import OSC52, Item, item, paper_id
from tests.hub.sentence import is_sentence
from tests.hub.test_paper import counting

VEIL, LIFTED, OTHER = (
    item(paper_id(1), title="A Veil", paper={"summary": "It is drawn.", "upvotes": 3}),
    item(paper_id(2), title="Lifting the veil", paper={"summary": "Veils are lifted.", "upvotes": 50}),
    item(paper_id(3), title="Nothing of it", paper={"summary": "Plain."}),
)


@pytest.fixture
def double(double: HubDouble) -> HubDouble:
    double.days = {THURSDAY: [OTHER, VEIL, LIFTED]}
    return double


async def test_what_is_found_comes_in_the_order_of_the_hub_with_what_it_highlights(hub: Hub, double: HubDouble) -> None:
    found = await hub.search("lifting veil")
    assert [paper.title for paper in found.papers] == ["Lifting the veil", "A Veil"]
    assert (found.fragments, found.skipped) == (("Lifting", "veil"), 0)
    (asked,) = double.requests
    assert (asked.path, asked.query) == (SEARCH_PATH, {"q": "lifting veil", "limit": "120"})
    assert not (await hub.search("unheard-of")).papers


async def test_searches_are_counted_by_themselves(hub: Hub, double: HubDouble) -> None:
    assert hub.searches_left is None
    await hub.daily_papers(THURSDAY)
    assert hub.searches_left is None
    spare = hub.spare.requests
    for _ in range(46):
        await hub.search("veil")
    left = hub.searches_left
    assert left is not None
    assert (left.requests, 293 < left.wait <= 294) == (4, True)
    assert (hub.spare.requests, hub.pause) == (spare, 0.0)  # Few searches do not hold up fetching ahead.
    double.break_(counting('"api";r=3;t=100'))
    await hub.daily_papers(THURSDAY)
    assert hub.spare.requests == 0
    assert (left := hub.searches_left) is not None
    assert left.requests == 4


async def test_where_no_search_is_left_the_hub_is_not_asked(hub: Hub, double: HubDouble) -> None:
    double.searches_left = 1
    await hub.search("veil")
    with pytest.raises(LimitedError, match="takes no more searches for now: try again at") as caught:
        await hub.search("veil")
    assert is_sentence(caught.value)
    assert len(double.requests) == 1


async def test_a_refusal_holds_up_searches_alone(hub: Hub, double: HubDouble) -> None:
    double.searches_left = 0
    with pytest.raises(LimitedError, match="limiting requests"):
        await hub.search("veil")
    with pytest.raises(LimitedError, match="takes no more searches"):
        await hub.search("lifting")
    assert len(double.requests) == 1
    assert await hub.daily_papers(THURSDAY)


@pytest.mark.parametrize(
    "fault",
    [
        faults.Answers(200, b"[{"),
        faults.Answers(200, b'{"error":"Down for a while"}'),
        faults.Answers(400, b'{"error":"Too big"}'),
        faults.Answers(404),
        faults.items({"paper": {"id": "x"}}),
    ],
    ids=["broken", "object", "refused", "absent", "unreadable"],
)
async def test_what_is_of_no_use_is_told(hub: Hub, double: HubDouble, fault: faults.Answers) -> None:
    double.break_(fault)
    with pytest.raises(HubError) as caught:
        await hub.search("veil")
    assert is_sentence(caught.value)


async def test_without_a_network_nothing_is_asked(hub: Hub, double: HubDouble) -> None:
    with pytest.raises(OfflineError):
        await Hub(Endpoint(double.url, offline=True)).search("veil")
    assert not double.requests
    double.stop()
    with pytest.raises(UnreachableError):
        await hub.search("veil")


def answer(*made: Item) -> bytes:
    return as_json(list(made))


def test_a_paper_is_found_once_where_it_comes_first() -> None:
    found = searched_of(answer(LIFTED, VEIL, LIFTED, {"paper": 5}))
    assert [paper.id for paper in found.papers] == [paper_id(2), paper_id(1)]
    assert found.skipped == 1


@pytest.mark.parametrize(
    ("title", "fragments"),
    [
        ([{"type": "highlight", "text": f"Veil{OSC52}\x1b[2J"}], ("Veil\ufffd]52;c;cHduZWQ=\ufffd\ufffd[2J",)),
        ([{"type": "highlight", "text": "Veil"}, {"type": "highlight", "text": "VEIL"}], ("Veil",)),
        ([{"type": "highlight", "text": "two\n  lines"}], ("two lines",)),
        ([{"type": "highlight", "text": text} for text in ("", " \n", "x" * (FRAGMENT_LIMIT + 1))], ()),
        ([{"type": "text", "text": "Veil"}, {"text": "Veil"}, {"type": "highlight"}, None, "Veil"], ()),
        ([{"type": "highlight", "text": ["Veil"]}], ()),
        ("Veil", ()),
        ({"type": "highlight", "text": "Veil"}, ()),
        (None, ()),
    ],
)
def test_fragments_are_words_and_nothing_else(title: object, fragments: tuple[str, ...]) -> None:
    assert searched_of(answer(VEIL | {"highlightedTitle": title})).fragments == fragments


def test_fragments_are_bounded() -> None:
    many = [{"type": "highlight", "text": f"word{number}"} for number in range(500)]
    assert len(searched_of(answer(VEIL | {"highlightedSummary": many})).fragments) == FRAGMENTS
