"""The stored papers that are like one, wherever that one is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import NoPapersError
from reader.library import Library
from reader.papers.marks import Change, Record, microseconds
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from reader.sample import DAYS, Sample, read
from reader.store.documents import Documents, KeptPaper
from reader.store.index import building, index
from tests.library.conftest import MONDAY, NOON, THURSDAY, World

KITES = Paper(id="2608.00001", title="Kites in a world model", abstract="They fly.")
OTHERS = Paper(id="2608.00002", title="Speech", abstract="It is heard.")
ALIKE = Paper(id="2608.00003", title="A world model", abstract="Kites rise.")
AWAY = Paper(id="2608.00009", title="Kites", abstract="A world model again.")


@pytest.fixture
async def stored(world: World) -> World:
    for day, papers in ((MONDAY, (KITES, OTHERS)), (THURSDAY, (ALIKE,))):
        await world.cache.put(Feed(period=Day(day), papers=papers, fetched_at=NOON, settled=True))
    return world


async def test_what_shares_the_rarest_words_is_found_with_its_day_and_those_words(stored: World) -> None:
    found = await stored.offline.related(KITES.id)
    assert found.paper == KITES
    assert [(near.paper, near.day) for near in found.near] == [(ALIKE, THURSDAY)]
    assert set(found.near[0].why.split(" · ")) == {"Kites", "world", "model"}
    assert (await stored.offline.related(KITES.id, limit=1)).near == found.near
    assert (await stored.offline.related(OTHERS.id)).near == ()


async def test_a_paper_that_is_not_stored_is_told_of(stored: World) -> None:
    with pytest.raises(NoPapersError, match=r"2608.00009 is not stored, so it cannot be compared"):
        await stored.offline.related(AWAY.id)
    # A star of which nothing but the id is known has no words.
    await stored.marks.write([Change(AWAY.id, "starred", True)])
    with pytest.raises(NoPapersError):
        await stored.offline.related(AWAY.id)


@pytest.mark.parametrize("indexed", [True, False])
async def test_a_star_of_no_stored_day_is_compared(
    stored: World, indexed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not indexed:
        monkeypatch.setattr(index, "FEW", 0)
        (stored.folder / building.FOLDER).touch()
    await stored.marks.write([Change(AWAY.id, "starred", True, Record(microseconds(NOON), AWAY))])
    found = await stored.offline.related(AWAY.id)
    assert (found.paper, [near.id for near in found.near]) == (AWAY, [ALIKE.id, KITES.id])
    assert [near.id for near in (await stored.offline.related(KITES.id)).near] == [ALIKE.id]
    assert ("Searching takes longer without it" in stored.offline.search_notice) is not indexed


async def test_a_paper_that_was_looked_up_is_compared(stored: World, tmp_path: Path) -> None:
    documents = Documents(tmp_path / "documents")
    library = Library(stored.cache, stored.marks, None, stored.clock, lambda: documents)
    await documents.put_paper(AWAY.id, KeptPaper(AWAY, NOON))
    await documents.put_paper("2608.00008", KeptPaper(None, NOON))
    assert [near.id for near in (await library.related(AWAY.id)).near] == [ALIKE.id, KITES.id]
    with pytest.raises(NoPapersError):
        await library.related("2608.00008")
    documents.close(9)


async def test_the_sample_edition_has_related_papers() -> None:
    sample = Sample()
    for paper in read(DAYS[0]).papers:
        near = (await sample.related(paper.id)).near
        assert near
        assert paper.id not in [one.id for one in near]
    with pytest.raises(NoPapersError, match=r"The sample edition has no 2608\.99999"):
        await sample.related("2608.99999")
    sample.marks.close(9)
