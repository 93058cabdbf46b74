"""Asking the Hub for weeks, months and what is trending."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from reader.errors import UnreachableError
from reader.hub.client import Answer, Hub
from reader.hub.endpoint import Endpoint
from reader.papers.period import Month, Week
from tests.hub import faults
from tests.hub.conftest import THURSDAY, WEDNESDAY
from tests.hub.double import Exchange, HubDouble, Reply, as_json
from tests.hub.papers import day, item, paper_id
from tests.hub.sentence import is_sentence

AUGUST = Month.of(THURSDAY)
WEEK = Week.of(THURSDAY)


def asked(double: HubDouble) -> list[dict[str, str]]:
    return [request.query for request in double.requests]


def ids(answer: Answer | None) -> list[str]:
    assert answer is not None
    return [paper.id for paper in answer.papers]


async def test_a_month_is_all_its_pages_with_each_paper_once(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = day(130, on=THURSDAY)
    double.days[WEDNESDAY] = day(120, on=WEDNESDAY, first=200)
    double.repeated = 1
    answer = await hub.span(AUGUST)
    assert asked(double) == [{"month": "2026-08", "limit": "100", "p": str(page)} for page in range(3)]
    assert answer is not None
    assert len(ids(answer)) == len(set(ids(answer))) == 250
    votes = [paper.upvotes for paper in answer.papers]
    assert votes == sorted(votes, reverse=True)
    assert (answer.etag, answer.skipped, answer.strays) == ("", 0, 0)


async def test_a_week_is_asked_for_by_its_number(hub: Hub, double: HubDouble) -> None:
    assert len(ids(await hub.span(WEEK))) == 3
    assert asked(double) == [{"week": "2026-W34", "limit": "100", "p": "0"}]


@pytest.mark.parametrize("today", [date(2027, 1, 6), THURSDAY])
async def test_what_the_hub_refuses_is_no_answer(double: HubDouble, today: date) -> None:
    double.today = today
    hub = Hub(Endpoint(double.url))
    assert await hub.span(Week.of(date(2026, 12, 28))) is None
    await hub.close()


async def test_a_later_page_can_be_refused_too(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = day(130)

    async def refuse(exchange: Exchange) -> None:
        await exchange.send(Reply(400, body=as_json({"error": "no such page"})))

    double.break_(refuse, when=lambda request: request.query["p"] == "1")
    assert await hub.span(AUGUST) is None


async def test_papers_of_other_days_are_left_out(hub: Hub, double: HubDouble) -> None:
    stray, unlisted = item(paper_id(90), day=THURSDAY - timedelta(40)), item(paper_id(91))
    unlisted["paper"].pop("submittedOnDailyAt")
    double.days[THURSDAY] += [stray, unlisted]
    answer = await hub.span(AUGUST)
    assert answer is not None
    assert sorted(ids(answer)) == [paper_id(1), paper_id(2), paper_id(3)]
    assert (answer.strays, answer.skipped) == (1, 1)  # On which of the days the second one is, is not known.


async def test_a_mirror_that_knows_no_months_is_not_read_to_its_end(hub: Hub, double: HubDouble) -> None:
    double.ignores_periods = True
    double.days[THURSDAY] = day(250)
    answer = await hub.span(Month.of(date(2026, 5, 1)))
    assert ids(answer) == []
    assert len(double.requests) == 1


@pytest.mark.slow  # As long as the deadline, in which a busy machine has to answer.
async def test_the_deadline_is_for_a_page(double: HubDouble) -> None:
    double.days[THURSDAY] = day(130)
    hub = Hub(Endpoint(double.url), deadline=2.0)
    await hub._opened()  # The imports do not count.
    double.break_(faults.hangs, when=lambda request: request.query["p"] == "1")
    with pytest.raises(UnreachableError) as caught:
        await hub.span(AUGUST)
    assert is_sentence(caught.value)
    assert [query["p"] for query in asked(double)] == ["0", "1"]
    await hub.close()


@pytest.mark.slow  # As long as three pages take.
async def test_pages_may_take_longer_together(double: HubDouble) -> None:
    double.days[THURSDAY] = day(230)
    hub = Hub(Endpoint(double.url), deadline=2.0)
    await hub._opened()  # The imports do not count.

    async def late(exchange: Exchange) -> None:
        await asyncio.sleep(0.8)
        await exchange.send(exchange.reply)

    double.break_(late)
    assert len(ids(await hub.span(AUGUST))) == 230
    await hub.close()


async def test_what_is_trending_is_one_page_in_the_hubs_order(hub: Hub, double: HubDouble) -> None:
    double.trending = [
        item(paper_id(number), paper={"upvotes": number * 7 % 5}) for number in (*range(150, 20, -1), 149)
    ]
    answer = await hub.trending()
    assert asked(double) == [{"sort": "trending", "limit": "100", "p": "0"}]
    assert ids(answer) == [paper_id(number) for number in range(150, 50, -1)]
    assert answer is not None
    assert await hub.trending(etag=answer.etag) is None
