"""One paper by its id: where it is stored, and else what the Hub says, which is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reader.errors import (
    HubError,
    NoPapersError,
    OfflineError,
    OldPaperError,
    ReaderError,
    StoreError,
    UnreachableError,
)
from reader.library import Library
from reader.library.papers import LASTING, FoundPaper
from reader.papers.marks import Change, Record
from reader.papers.models import Paper
from reader.papers.period import STARRED, Day, OnePaper
from reader.store.documents import ABSENCE, Documents, KeptPaper
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id
from tests.hub.sentence import is_sentence
from tests.library.conftest import ID, MONDAY, NOON, THURSDAY, World


async def found(library: Library, id: str = ID, *, refresh: bool = False) -> list[FoundPaper | ReaderError]:
    """What comes, with the error that ends it."""
    answers: list[FoundPaper | ReaderError] = []
    try:
        async for one in library.find(id, refresh=refresh):
            answers.append(one)
    except ReaderError as error:
        answers.append(error)
    assert all(is_sentence(one) for one in answers if isinstance(one, ReaderError))
    return answers


async def votes(library: Library, *, refresh: bool = False) -> list[int]:
    """The votes of a paper as it comes."""
    return [one.paper.upvotes for one in await found(library, refresh=refresh) if isinstance(one, FoundPaper)]


def set_votes(double: HubDouble, count: int) -> None:
    double.papers[ID] = item(ID, paper={"upvotes": count})["paper"]


async def test_a_paper_of_a_stored_day_is_found_there_without_a_request(
    world: World, library: Library, offline: Library
) -> None:
    for day in (MONDAY, THURSDAY):
        await world.feed(day)
    world.requests()
    for asked in (library, offline):
        (one,) = await found(asked, paper_id(7))
        assert isinstance(one, FoundPaper)
        assert (one.period, one.paper.id, one.fetched_at) == (Day(MONDAY), paper_id(7), NOON)
    assert world.requests() == []


async def test_of_several_days_it_is_the_newest(world: World, library: Library, double: HubDouble) -> None:
    double.days[THURSDAY].append(item(paper_id(7)))
    for day in (THURSDAY, MONDAY):
        await world.feed(day)
    assert [one.period for one in await found(library, paper_id(7)) if isinstance(one, FoundPaper)] == [Day(THURSDAY)]


async def test_a_star_is_found_where_no_day_has_it(world: World, library: Library) -> None:
    old = Paper(id="cs/0112017", title="From elsewhere")
    await world.marks.write([Change(old.id, "starred", True, Record(0, old))])
    assert await found(library, old.id) == [FoundPaper(STARRED, old)]


async def test_any_other_is_asked_of_the_hub_and_kept_for_a_day(
    world: World, library: Library, offline: Library, double: HubDouble
) -> None:
    set_votes(double, 5)
    (one,) = await found(library)
    assert isinstance(one, FoundPaper)
    assert (one.period, one.paper.id, one.fetched_at) == (OnePaper(ID), ID, NOON)
    set_votes(double, 6)
    world.now += LASTING - timedelta(seconds=1)
    assert await votes(library) == await votes(offline) == [5]
    assert len(double.requests) == 1
    assert await votes(library, refresh=True) == [5, 6]
    set_votes(double, 7)
    world.now += LASTING
    assert await votes(library) == [6, 7]
    assert await votes(library) == [7]
    world.now += LASTING
    answers = await found(offline)
    assert isinstance(answers[0], FoundPaper)
    assert isinstance(answers[1], OfflineError)
    double.break_(faults.Answers(500))
    answers = await found(library)
    assert isinstance(answers[0], FoundPaper)
    assert isinstance(answers[1], HubError)


async def test_that_the_hub_has_none_is_remembered_for_a_day(
    world: World, library: Library, offline: Library, double: HubDouble
) -> None:
    for asked in (library, library, offline):
        (error,) = await found(asked)
        assert isinstance(error, NoPapersError)
        assert f"https://arxiv.org/abs/{ID}" in str(error)
    assert len(double.requests) == 1
    set_votes(double, 5)
    assert await votes(library, refresh=True) == [5]
    del double.papers[ID]
    assert isinstance((await found(library, refresh=True))[-1], NoPapersError)
    set_votes(double, 6)
    world.now += ABSENCE
    assert await votes(library) == [6]


async def test_offline_the_sentence_has_the_address(offline: Library, library: Library, double: HubDouble) -> None:
    (off,) = await found(offline)
    double.stop()
    (down,) = await found(library)
    for error, kind in ((off, OfflineError), (down, UnreachableError)):
        assert isinstance(error, kind)
        assert str(error).startswith(f"{ID} is not stored")
        assert f"https://huggingface.co/papers/{ID}" in str(error)


async def test_for_an_old_id_the_hub_is_never_asked(library: Library, double: HubDouble) -> None:
    for id in ("cs/0112017", "math.GT/0309136"):
        (error,) = await found(library, id)
        assert isinstance(error, OldPaperError)
        assert error.url == f"https://arxiv.org/abs/{id}"
        assert error.url in str(error)
    assert double.requests == []


async def test_what_cannot_be_kept_is_shown_all_the_same(
    library: Library, documents: Documents, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(self: Documents, id: str, kept: KeptPaper) -> None:
        raise StoreError("Not saved: the disk is full. Free some space.")

    monkeypatch.setattr(Documents, "put_paper", refuse)
    set_votes(double, 5)
    one, error = await found(library)
    assert isinstance(one, FoundPaper)
    assert isinstance(error, StoreError)


async def test_a_library_without_documents_asks_every_time(world: World, double: HubDouble) -> None:
    set_votes(double, 5)
    assert await votes(world.library) == await votes(world.library) == [5]
    assert len(double.requests) == 2
