"""Stored days at a glance, over a real cache, real marks and a Hub that is not asked."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from reader.papers.calendar import in_sight
from reader.papers.marks import Change
from reader.papers.period import Month
from reader.store.feeds.keys import keys
from reader.store.feeds.readonly_rows import FILE_NAME
from tests.library.conftest import THURSDAY, WEDNESDAY, World, items


async def test_stored_days_are_counted_by_their_marks_without_asking(world: World) -> None:
    world.double.days[WEDNESDAY] = items(1, 2, 3, day=WEDNESDAY)
    world.double.days[THURSDAY] = items(4, 5)
    assert await world.library.at_a_glance([THURSDAY]) == {}
    listed = [paper.id for day in (WEDNESDAY, THURSDAY) for paper in (await world.feed(day)).papers]
    await world.marks.write([Change(listed[0], "read", True), Change(listed[1], "starred", True)])
    world.requests()
    found = await world.offline.at_a_glance(in_sight(Month.of(THURSDAY)))
    assert {day: len(stored.papers) for day, stored in found.items()} == {WEDNESDAY: 3, THURSDAY: 2}
    assert found[WEDNESDAY].unread == {*listed[1:3]}
    assert found[WEDNESDAY].starred == {listed[1]}
    assert world.requests() == []


async def test_a_damaged_day_costs_itself_only(world: World) -> None:
    world.double.days[WEDNESDAY] = items(1, 2, 3, day=WEDNESDAY)
    world.double.days[THURSDAY] = items(4, 5)
    for day in (WEDNESDAY, THURSDAY):
        await world.feed(day)
    with closing(sqlite3.connect(world.folder / FILE_NAME)) as stored, stored:
        cut = "UPDATE Cache SET value = CAST(substr(value, 1, length(value) - 1) AS BLOB) WHERE key = ?"
        assert stored.execute(cut, (keys(THURSDAY)[0],)).rowcount == 1
    found = await world.offline.at_a_glance(in_sight(Month.of(THURSDAY)))
    assert {day: len(stored.papers) for day, stored in found.items()} == {WEDNESDAY: 3}
