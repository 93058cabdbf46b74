"""Asking a Hub that does everything right."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reader import __version__
from reader.errors import HubError, NotOpenError, OfflineError
from reader.hub import client
from reader.hub.client import Answer, Hub
from reader.hub.endpoint import Endpoint
from tests.hub import faults
from tests.hub.conftest import THURSDAY, TOKEN, WEDNESDAY
from tests.hub.double import HubDouble, Reply, as_json
from tests.hub.papers import day, item, paper_id
from tests.hub.sentence import is_sentence

ROOT = Path(__file__).parents[2]


def ids(answer: Answer | None) -> list[str]:
    """The ids of an answer, in its order."""
    assert answer is not None
    return [paper.id for paper in answer.papers]


async def test_a_day_is_asked_for_once_and_politely(hub: Hub, double: HubDouble) -> None:
    answer = await hub.daily_papers(THURSDAY)
    assert sorted(ids(answer)) == [paper_id(1), paper_id(2), paper_id(3)]
    (request,) = double.requests
    assert (request.method, request.path) == ("GET", "/api/daily_papers")
    assert request.query == {"date": "2026-08-20", "limit": "100", "p": "0"}
    assert request.headers["user-agent"] == f"daily-papers/{__version__}"
    assert request.headers["accept"] == "application/json"
    assert request.headers["accept-encoding"] == "gzip, deflate"
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert "if-none-match" not in request.headers
    assert "cookie" not in request.headers


async def test_all_pages_are_one_list_by_votes_with_each_paper_once(hub: Hub, double: HubDouble) -> None:
    papers = day(230)
    papers[100] = item(papers[0]["paper"]["id"], title="The same again", paper={"upvotes": 999})
    double.days[THURSDAY] = papers
    answer = await hub.daily_papers(THURSDAY)
    assert answer is not None
    assert [request.query["p"] for request in double.requests] == ["0", "1", "2"]
    assert len(ids(answer)) == len(set(ids(answer))) == 229
    votes = [paper.upvotes for paper in answer.papers]
    assert votes == sorted(votes, reverse=True)
    assert "The same again" not in {paper.title for paper in answer.papers}


async def test_equal_votes_keep_the_hubs_order(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = [item(paper_id(number), paper={"upvotes": 7}) for number in (5, 1, 4, 2)]
    assert ids(await hub.daily_papers(THURSDAY)) == [paper_id(number) for number in (5, 1, 4, 2)]


async def test_unreadable_items_are_counted_over_all_pages(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = [5, *day(100), {"paper": {}}, item("no id")]  # type: ignore[list-item]
    answer = await hub.daily_papers(THURSDAY)
    assert answer is not None
    assert (len(answer.papers), answer.skipped) == (100, 3)


async def test_a_day_with_none_but_unreadable_items_is_an_error(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.items({"paper": {"arxivId": "2608.00001"}}, None))
    with pytest.raises(
        HubError, match=r"No paper from 127\.0\.0\.1:[0-9]+ \(HF_ENDPOINT\) could be read \(2 tried\)"
    ) as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)
    with pytest.raises(HubError, match="No paper from"):
        await hub.newest_day()


async def test_a_day_without_papers_is_an_answer(hub: Hub) -> None:
    answer = await hub.daily_papers(WEDNESDAY)
    assert answer is not None
    assert answer == Answer((), 0, answer.etag)


async def test_a_day_that_is_not_open_is_named(hub: Hub) -> None:
    with pytest.raises(NotOpenError, match="2026-08-21 is not open yet") as caught:
        await hub.daily_papers(date(2026, 8, 21))
    assert is_sentence(caught.value)


async def test_another_400_is_not_taken_for_a_day_that_is_not_open(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.Answers(400, as_json({"error": "✖ Invalid candidate\n  → at update"})))
    with pytest.raises(HubError, match="answered 400 Bad Request: “✖ Invalid candidate → at update”") as caught:
        await hub.daily_papers(THURSDAY)
    assert not isinstance(caught.value, NotOpenError)
    assert is_sentence(caught.value)
    double.break_(faults.Answers(500, as_json({"error": "date"})))
    with pytest.raises(HubError, match="answered 500") as caught:
        await hub.daily_papers(THURSDAY)


async def test_what_has_not_changed_is_not_sent_again(hub: Hub, double: HubDouble) -> None:
    first = await hub.daily_papers(THURSDAY)
    assert first is not None
    assert first.etag.startswith('W/"')
    assert await hub.daily_papers(THURSDAY, etag=first.etag) is None
    assert double.requests[-1].headers["if-none-match"] == first.etag
    double.days[THURSDAY] = day(4)
    changed = await hub.daily_papers(THURSDAY, etag=first.etag)
    assert len(ids(changed)) == 4
    assert changed is not None
    assert changed.etag not in ("", first.etag)


async def test_a_feed_of_several_pages_has_no_etag(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = day(101)
    answer = await hub.daily_papers(THURSDAY, etag='W/"old"')
    assert answer is not None
    assert (len(answer.papers), answer.etag) == (101, "")
    assert [request.headers.get("if-none-match") for request in double.requests] == ['W/"old"', None]


@pytest.mark.parametrize("etag", ["", "bare", 'W/"a\r\nX-Injected: 1"', '"é"', '"' + "x" * 500 + '"'])
async def test_an_etag_that_is_none_is_neither_sent_nor_kept(hub: Hub, double: HubDouble, etag: str) -> None:
    answer = await hub.daily_papers(THURSDAY, etag=etag)
    assert answer is not None
    assert "if-none-match" not in double.requests[-1].headers
    assert "x-injected" not in double.requests[-1].headers
    if "\n" not in etag:
        double.break_(faults.Changes(lambda reply: reply.with_(etag=etag)))
        answer = await hub.daily_papers(THURSDAY)
        assert answer is not None
        assert answer.etag == ""


async def test_a_connection_is_kept_from_one_question_to_the_next(
    hub: Hub, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await hub.daily_papers(THURSDAY)
    assert first is not None
    monkeypatch.setattr("httpcore._backends.auto.AutoBackend.connect_tcp", None)
    assert await hub.daily_papers(THURSDAY, etag=first.etag) is None
    with pytest.raises(NotOpenError):
        await hub.daily_papers(date(2026, 8, 21))
    assert await hub.newest_day() == THURSDAY


async def test_a_304_that_nobody_asked_for_is_an_error(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.Answers(304, b""))
    with pytest.raises(HubError, match="answered 304 Not Modified"):
        await hub.daily_papers(THURSDAY)


def linked(link: str) -> faults.Changes:
    """The right answer with another link."""
    return faults.Changes(lambda reply: Reply(reply.status, reply.headers | {"Link": link}, reply.body))


@pytest.mark.parametrize(
    "link",
    [
        '<{url}/api/daily_papers?date=2026-08-20&limit=100&p=0>; rel="next"',
        '<{url}/api/daily_papers?date=2026-08-20&limit=100&p=-1>; rel="next"',
        '<{url}/api/daily_papers?date=2026-08-20&limit=100&p=%D9%A3>; rel="next"',
        '<{url}/api/daily_papers?date=2026-08-20&p=99999999999>; rel="next"',
        '<{url}/api/daily_papers>; rel="next"',
        '<http://[::1>; rel="next"',
        '<{url}/api/daily_papers?p=1>; rel="prev"',
        "next; rel next, <<>>; =;",
        "<>",
    ],
)
async def test_a_link_that_does_not_lead_on_is_not_followed(hub: Hub, double: HubDouble, link: str) -> None:
    double.break_(linked(link.format(url=double.url)))
    assert len(ids(await hub.daily_papers(THURSDAY))) == 3
    assert len(double.requests) == 1


async def test_a_page_that_says_that_it_is_not_all_has_no_etag(hub: Hub, double: HubDouble) -> None:
    double.break_(linked('</api/daily_papers?cursor=next>; rel="next"'))
    answer = await hub.daily_papers(THURSDAY)
    assert answer is not None
    assert (len(answer.papers), answer.etag) == (3, "")


async def test_a_link_may_skip_pages(hub: Hub, double: HubDouble) -> None:
    double.break_(linked('</api/daily_papers?date=2026-08-20&p=7>; rel="next"'), times=1)
    await hub.daily_papers(THURSDAY)
    assert [request.query["p"] for request in double.requests] == ["0", "7"]


async def test_an_empty_page_is_the_last_whatever_it_links_to(hub: Hub, double: HubDouble) -> None:
    double.break_(linked('<?p=1>; rel="next"'), times=1)
    await hub.daily_papers(THURSDAY)
    double.break_(linked('<?p=9>; rel="next"'))
    assert len(ids(await hub.daily_papers(WEDNESDAY))) == 0
    assert [request.query["p"] for request in double.requests] == ["0", "1", "0"]


async def test_a_page_without_a_readable_item_is_not_the_last(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = [*({} for _ in range(100)), *day(2)]
    answer = await hub.daily_papers(THURSDAY)
    assert answer is not None
    assert (len(answer.papers), answer.skipped) == (2, 100)


async def test_pages_are_asked_for_at_the_endpoint_wherever_the_link_leads(hub: Hub, double: HubDouble) -> None:
    with HubDouble() as other:
        away = linked(f'<{other.url}/api/daily_papers?date=2026-08-20&limit=100&p=1>; rel="next"')
        double.break_(away, when=lambda request: request.query["p"] == "0")
        assert len(ids(await hub.daily_papers(THURSDAY))) == 3
        assert [request.query["p"] for request in double.requests] == ["0", "1"]
        assert other.requests == []


async def test_pages_without_an_end_are_left(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = [{"paper": {"id": paper_id(number), "title": "x"}} for number in range(2500)]
    with pytest.raises(HubError, match="keeps sending pages for 2026-08-20") as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)
    assert len(double.requests) == 20


async def test_a_page_that_fails_fails_the_day(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = day(150)
    double.break_(faults.cut_off, when=lambda request: request.query["p"] == "1")
    with pytest.raises(HubError, match="cut off"):
        await hub.daily_papers(THURSDAY)


async def test_the_newest_day_is_that_of_the_newest_submissions(hub: Hub, double: HubDouble) -> None:
    double.days[WEDNESDAY] = day(50, on=WEDNESDAY, first=10)
    assert await hub.newest_day() == THURSDAY
    (request,) = double.requests
    assert "date" not in request.query
    del double.days[THURSDAY]
    assert await hub.newest_day() == WEDNESDAY


async def test_there_may_be_no_newest_day(hub: Hub, double: HubDouble) -> None:
    double.days.clear()
    assert await hub.newest_day() is None
    double.days[THURSDAY] = [item(paper_id(1), paper={"submittedOnDailyAt": ...})]
    assert await hub.newest_day() is None


async def test_a_mirror_may_live_in_a_folder(double: HubDouble) -> None:
    hub = Hub(Endpoint(f"{double.url}/mirror/", ""))
    with pytest.raises(HubError, match=r"answered 404 Not Found: “Sorry, .*[^.]”\. Check HF_ENDPOINT\.") as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)
    assert double.requests[0].path == "/mirror/api/daily_papers"
    await hub.close()


async def test_offline_nothing_is_sent(double: HubDouble) -> None:
    hub = Hub(Endpoint(double.url, offline=True))
    for asked in (hub.daily_papers(THURSDAY), hub.newest_day()):
        with pytest.raises(OfflineError) as caught:
            await asked
        assert is_sentence(caught.value)
    await hub.close()
    assert double.requests == []


async def test_one_client_serves_questions_that_come_together(hub: Hub, double: HubDouble) -> None:
    double.days[WEDNESDAY] = day(5, on=WEDNESDAY)
    answers = await asyncio.gather(*(hub.daily_papers(on) for on in (THURSDAY, WEDNESDAY) * 4))
    assert [len(ids(answer)) for answer in answers] == [3, 5] * 4


async def test_closing_is_no_end(hub: Hub) -> None:
    await hub.close()
    await hub.daily_papers(THURSDAY)
    await hub.close()
    await hub.close()
    assert len(ids(await hub.daily_papers(THURSDAY))) == 3


async def test_what_takes_long_is_done_beside_the_screens_thread(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def noting(work: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: object) -> Any:
            threads.append(threading.current_thread())
            return work(*args)

        return noted

    for name in ("_open", "papers_of"):
        monkeypatch.setattr(client, name, noting(getattr(client, name)))
    await hub.daily_papers(THURSDAY)
    assert len(threads) == 2
    assert threading.current_thread() not in threads


def test_the_first_paint_does_not_wait_for_the_network() -> None:
    heavy = {"httpx", "httpcore", "stamina", "tenacity", "anyio", "textual", "rich", "email.utils"}
    code = f"import sys, reader.hub.client; print(*sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


async def test_a_pause_that_is_due_is_not_ended_by_an_answer_from_before(hub: Hub, double: HubDouble) -> None:
    assert hub.pause == 0
    await hub.daily_papers(THURSDAY)
    assert hub.pause == 0
    double.break_(faults.Changes(lambda reply: reply.with_(RateLimit='"api";r=10;t=100')), 1)
    await hub.daily_papers(THURSDAY)
    await hub.daily_papers(THURSDAY)
    assert 90 < hub.pause <= 101


async def test_a_pause_that_is_asked_for_is_known(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.too_many(Retry_After="200"))
    with pytest.raises(HubError):
        await hub.daily_papers(THURSDAY)
    assert 190 < hub.pause <= 200


async def test_a_refusal_is_known_while_it_is_waited_for(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.too_many(RateLimit='"api";r=0;t=0'), 1)
    assert hub.setback == ""
    asking = asyncio.create_task(hub.daily_papers(THURSDAY))
    while not hub.setback:
        await asyncio.wait([asking], timeout=0.01)
    assert hub.setback == f"{hub.name} is limiting requests (429 Too Many Requests); asking again in 1 s"
    assert await asking
    assert hub.setback == ""
