"""Discussions: stored ones at once, fresh ones next; a paper without comments is as good as one with some."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reader.errors import HubError, NoPapersError, OldPaperError, ReaderError, StoreError
from reader.library import Library
from reader.library.discussions import LASTING, FoundDiscussion
from reader.papers.discussion.model import Comment, Discussion
from reader.store import discussion_codec
from reader.store.discussion_codec import KeptDiscussion
from reader.store.documents import ABSENCE, Documents
from tests.hub import faults
from tests.hub.comments import comment
from tests.hub.double import HubDouble
from tests.hub.sentence import is_sentence
from tests.library.conftest import ID, NOON, World


async def read(library: Library, *, refresh: bool = False) -> list[str]:
    """How what is found ends, each with how it came: as stored, from the Hub, or a sentence."""
    found: list[str] = []
    try:
        async for one in library.discussions.find(ID, refresh=refresh):
            found.append(f"{'asked' if one.asked else 'kept'} {len(one.discussion.comments)}")
    except ReaderError as error:
        found.append(str(error))
    assert all(is_sentence(HubError(one)) for one in found if not one.startswith(("kept", "asked")))
    return found


async def test_it_is_asked_for_again_after_ten_minutes_or_at_once_if_wanted(
    world: World, library: Library, offline: Library, double: HubDouble
) -> None:
    double.comments[ID] = [comment(1)]
    assert await read(library) == ["asked 1"]
    double.comments[ID] = [comment(1), comment(2)]
    assert await read(library) == ["kept 1"]
    assert await read(library, refresh=True) == ["kept 1", "asked 2"]
    world.now += timedelta(minutes=9)
    assert await read(library) == ["kept 2"]
    world.now += timedelta(minutes=1)
    assert await read(library) == ["kept 2", "asked 2"]
    world.now += timedelta(400)
    assert await read(offline) == [
        "kept 2", "Newer comments were not asked for: the network is off (--offline or HF_HUB_OFFLINE).",
    ]  # fmt: skip
    double.stop()
    first, why = await read(library)
    assert (first, "cannot be reached" in why) == ("kept 2", True)
    assert await read(offline) == [first, (await read(offline))[1]]


async def test_that_nobody_wrote_is_kept(library: Library, offline: Library, double: HubDouble) -> None:
    double.comments[ID] = []
    assert await read(library) == ["asked 0"]
    assert await read(offline) == ["kept 0"]


async def test_without_a_network_nothing_stored_is_a_sentence_with_the_page(offline: Library) -> None:
    assert await read(offline) == [
        f"The discussion of {ID} is not stored, and the network is off (--offline or HF_HUB_OFFLINE)."
        f" Its page is https://huggingface.co/papers/{ID}."
    ]


async def test_a_paper_that_the_hub_does_not_have_is_believed_for_a_day(
    world: World, library: Library, double: HubDouble
) -> None:
    for asked in (1, 1, 2):
        with pytest.raises(NoPapersError, match=f"does not have {ID}"):
            [_ async for _ in library.discussions.find(ID)]
        assert len(double.requests) == asked
        world.now += ABSENCE / 2
    double.comments[ID] = [comment(1)]
    assert await read(library, refresh=True) == ["asked 1"]
    del double.comments[ID]
    assert (await read(library, refresh=True))[0] == "kept 1"
    assert (await read(library)) == ["kept 1"]
    with pytest.raises(OldPaperError):
        [_ async for _ in library.discussions.find("cs/0112017")]


async def test_a_broken_answer_changes_nothing(world: World, library: Library, double: HubDouble) -> None:
    double.comments[ID] = [comment(1)]
    await read(library)
    world.now += LASTING
    for fault in (faults.items(), faults.Answers(500), faults.web_page()):
        double.break_(fault)
        first, why = await read(library)
        assert (first, is_sentence(HubError(why))) == ("kept 1", True)


async def test_what_cannot_be_saved_is_shown_all_the_same(
    library: Library, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discussion_codec, "DISCUSSION_LIMIT", 10)
    double.comments[ID] = [comment(1)]
    assert await read(library) == ["asked 1", f"Not saved: the discussion of {ID} is larger than 0 MiB."]


async def test_what_is_stored_is_what_was_put(documents: Documents) -> None:
    whole = Discussion(comments=(Comment(id="a", text="é 表", written=NOON), Comment(id="b", parent="a")), skipped=3)
    await documents.put_discussion(ID, KeptDiscussion(whole, NOON))
    assert await documents.discussion(ID) == KeptDiscussion(whole, NOON)
    assert await documents.paper(ID) is None
    for one in (Comment(id="a", text="\x1b[2J"), Comment(id="a", name="\u202e")):
        await documents.put_discussion(ID, KeptDiscussion(Discussion(comments=(one,)), NOON))
        assert await documents.discussion(ID) is None


async def test_a_closed_store_says_so(documents: Documents) -> None:
    documents.close(10)
    with pytest.raises(StoreError):
        await documents.put_discussion(ID, KeptDiscussion(Discussion(), NOON))


def test_what_is_found_says_whether_it_was_asked_for() -> None:
    assert FoundDiscussion(Discussion(), NOON).asked is False
