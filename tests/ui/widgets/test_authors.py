"""Authors who are looked for: they are named where not all of them can be."""

from __future__ import annotations

import pytest

from reader.papers.models import Author, Organization
from reader.ui.widgets.cells import width_of
from reader.ui.widgets.paper_blocks import named
from tests import slow
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text

PEOPLE = tuple(f"Author Number{number:02}" for number in range(15))
FROM = Organization(login="x", name="Institute for Long Names of the Northern Harbours")


@pytest.mark.parametrize(
    ("room", "wanted", "shown"),
    [
        (60, (), "Author Number00, Author Number01, … 15 authors"),
        (60, (0,), "Author Number00, Author Number01, … 15 authors"),
        (80, (7,), "Author Number00, Author Number01, … Author Number07, … 15 authors"),
        (80, (7, 12), "Author Number00, … Author Number07, … Author Number12, … 15 authors"),
        (60, (7, 12), "Author Number00, … Author Number07, … 15 authors"),
        (0, (12,), "Author Number00, … Author Number12, … 15 authors"),
        (None, (12,), ", ".join(PEOPLE)),
    ],
)
def test_who_is_looked_for_is_named(room: int | None, wanted: tuple[int, ...], shown: str) -> None:
    assert named(PEOPLE, room, wanted) == shown
    assert not room or width_of(shown) <= room


@pytest.mark.parametrize("size", [(120, 40), slow((80, 24)), slow((60, 16))])
async def test_who_is_looked_for_is_seen_in_the_row_and_above_the_abstract(
    papers: FakePapers, size: tuple[int, int]
) -> None:
    papers.feeds[None] = [
        feed(papers=(paper(1, authors=tuple(Author(name=name) for name in PEOPLE), organization=FROM), paper(2)))
    ]
    async with running(papers, size=size) as (_, pilot):
        assert "Number13" not in text(pilot)
        await pilot.press("slash", *"author:number13", "enter")
        await settle(pilot)
        assert text(pilot).count("Author Number13") == 2
        await pilot.press("escape")
        await settle(pilot)
        assert "Number13" not in text(pilot)
        await pilot.press("slash", *"-author:number13 abstract", "enter")
        await settle(pilot)
        assert "Number13" not in text(pilot).replace("author:number13", "")


@pytest.mark.slow
async def test_who_is_looked_for_is_named_alone_where_there_is_no_room_for_others(papers: FakePapers) -> None:
    names = ("Bartholomew Winterbottom of Summerfield", "Any Body", "Ada May Winter")
    papers.feeds[None] = [feed(papers=(paper(1, authors=tuple(Author(name=name) for name in names)),))]
    async with running(papers, size=(60, 16)) as (_, pilot):
        await pilot.press("slash", *'author:"may winter"', "enter")
        await settle(pilot)
        assert "\n … Ada May Winter, … 3 authors · 18 Aug" in text(pilot)
        assert "\n          Ada May Winter " in text(pilot)
        await pilot.press("slash", "ctrl+u", *"author:summerfield", "enter")
        await settle(pilot)
        assert "\n Bartholomew Winterbottom of Summerfield, … 3 authors" in text(pilot)
        assert "\n          B. W. o. Summerfield " in text(pilot)


@pytest.mark.slow
async def test_on_the_screen_of_a_paper_too(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, authors=tuple(Author(name=name) for name in PEOPLE * 3)),))]
    async with running(papers) as (_, pilot):
        await pilot.press("slash", *"author:number13", "enter", "enter")
        await settle(pilot)
        assert "… Author Number13, " in text(pilot)
