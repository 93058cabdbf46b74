"""Asking the Hub for one paper, and how much may be asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.errors import HubError, OfflineError
from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from reader.hub.rate_limit import Spare
from tests.hub import faults
from tests.hub.double import Fault, HubDouble
from tests.hub.papers import item, paper_id
from tests.hub.sentence import is_sentence

ID = paper_id(7)


def counting(ratelimit: str) -> Fault:
    """The right answer with another number of requests that are left."""
    return faults.Changes(lambda reply: replace(reply, headers=reply.headers | {"RateLimit": ratelimit}))


async def test_a_paper_is_asked_for_by_its_id(hub: Hub, double: HubDouble) -> None:
    double.papers[ID] = item(ID, paper={"title": "On \\emph{one} paper", "upvotes": 9})["paper"]
    paper = await hub.paper(ID)
    assert paper is not None
    assert (paper.id, paper.shown_title, paper.upvotes, paper.comments) == (ID, "On one paper", 9, 0)
    assert paper.authors
    assert [request.path for request in double.requests] == [f"/api/papers/{ID}"]


async def test_a_paper_that_the_hub_does_not_have_is_none(hub: Hub) -> None:
    assert await hub.paper(ID) is None


@pytest.mark.parametrize(
    "fault",
    [
        faults.web_page(),
        faults.Answers(500),
        faults.Answers(200, b"[]"),
        faults.Answers(200, b'{"id":"2608.00007"}'),
        faults.Answers(200, b'{"id":"2608.00008","title":"Another one"}'),
        faults.cut_off,
    ],
)
async def test_an_answer_that_is_not_the_paper_is_an_error(hub: Hub, double: HubDouble, fault: Fault) -> None:
    double.papers[ID] = item(ID)["paper"]
    double.break_(fault)
    with pytest.raises(HubError) as caught:
        await hub.paper(ID)
    assert is_sentence(caught.value)


async def test_offline_no_paper_is_asked_for(double: HubDouble) -> None:
    with pytest.raises(OfflineError):
        await Hub(Endpoint(double.url, offline=True)).paper(ID)
    assert double.requests == []


async def test_what_may_be_asked_leaves_fifty(hub: Hub, double: HubDouble) -> None:
    assert hub.spare == Spare(1)
    await hub.paper(ID)
    assert hub.spare.requests == 449
    double.break_(counting('"api";r=52;t=100, "other";r=90;t=9'))
    await hub.paper(ID)
    assert hub.spare.requests == 2
    assert 99 < hub.spare.wait <= 101
    double.break_(counting('"api";r=60;t=100'))
    await hub.paper(ID)  # It overtook the one before.
    assert hub.spare.requests == 2
    double.break_(counting('"api";r=50;t=100'))
    await hub.paper(ID)
    assert hub.spare.requests == 0


async def test_a_pause_leaves_nothing_to_ask(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.too_many(Retry_After="100"))
    with pytest.raises(HubError):
        await hub.paper(ID)
    assert hub.spare.requests == 0
    assert 99 < hub.spare.wait <= 100


async def test_a_mirror_that_counts_nothing_may_be_asked(hub: Hub, double: HubDouble) -> None:
    double.break_(counting(""))
    await hub.paper(ID)
    assert hub.spare.requests > 1000
