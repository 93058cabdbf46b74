"""What the Hub says of a paper alone: kept once seen, and asked for again after a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reader.errors import HubError, OfflineError, ReaderError, StoreError
from reader.library import Library
from reader.library.papers import LASTING
from reader.papers.single import Linked, SinglePaper
from reader.store.documents import Documents, KeptPaper
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import item
from tests.library.conftest import ID, NOON, World


def serve(double: HubDouble, models: int) -> None:
    shown = [{"id": "harbour/tide", "likes": 1}][:models]
    double.papers[ID] = item(ID)["paper"] | {"linkedModels": shown, "numTotalModels": models}


async def told(library: Library, *, refresh: bool = False) -> list[int | ReaderError | None]:
    """How many models name the paper, as that comes, and the error that ends it."""
    answers: list[int | ReaderError | None] = []
    try:
        async for one in library.single(ID, refresh=refresh):
            assert isinstance(one, SinglePaper)
            assert one.paper.id == ID
            answers.append(one.linked.models.total if one.linked else None)
    except ReaderError as error:
        answers.append(error)
    return answers


async def test_it_is_asked_for_once_a_day_and_read_offline(
    world: World, library: Library, offline: Library, double: HubDouble
) -> None:
    serve(double, 2)
    assert await told(library) == [2]
    serve(double, 3)
    assert await told(library) == await told(offline) == [2]
    assert await told(library, refresh=True) == [2, 3]
    serve(double, 0)
    world.now += LASTING
    (kept, error) = await told(offline)
    assert kept == 3
    assert isinstance(error, OfflineError)
    assert await told(library) == [3, 0]
    assert len(double.requests) == 3


async def test_what_an_older_version_kept_is_completed(
    library: Library, offline: Library, documents: Documents, double: HubDouble
) -> None:
    serve(double, 2)
    [_] = [one async for one in library.find(ID)]
    kept = await documents.paper(ID)
    assert kept
    assert kept.linked is not None  # What is looked up by its id is whole, too.
    await documents.put_paper(ID, KeptPaper(kept.paper, NOON))
    assert await told(library) == [None, 2]
    assert await documents.paper(ID) == KeptPaper(kept.paper, NOON, kept.linked)
    await documents.put_paper(ID, KeptPaper(kept.paper, NOON, Linked()))
    assert await told(offline) == [0]


async def test_a_paper_that_the_hub_does_not_have_is_nothing(library: Library, double: HubDouble) -> None:
    assert await told(library) == await told(library) == []
    assert len(double.requests) == 1


async def test_an_error_leaves_what_was_kept(world: World, library: Library, double: HubDouble) -> None:
    serve(double, 2)
    assert await told(library) == [2]
    world.now += LASTING + timedelta(1)
    double.break_(faults.Answers(500))
    kept, error = await told(library)
    assert kept == 2
    assert isinstance(error, HubError)


async def test_the_last_requests_are_left_for_reading(
    world: World, library: Library, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(double, 2)
    monkeypatch.setattr(type(world.hub), "pause", property(lambda _: 60.0))
    assert await told(library) == []
    assert double.requests == []
    assert await told(library, refresh=True) == [2]  # The user's wish.


async def test_what_cannot_be_kept_is_shown_all_the_same(
    library: Library, documents: Documents, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(self: Documents, id: str, kept: KeptPaper) -> None:
        raise StoreError("Not saved: the disk is full. Free some space.")

    monkeypatch.setattr(Documents, "put_paper", refuse)
    serve(double, 2)
    models, error = await told(library)
    assert models == 2
    assert isinstance(error, StoreError)


async def test_for_an_old_id_the_hub_is_never_asked(library: Library, double: HubDouble) -> None:
    assert [one async for one in library.single("cs/0112017")] == []
    assert double.requests == []
