"""Full texts: asked for once, opened from the store afterwards; that there is none is believed for a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reader.errors import HubError, NoTextError, OfflineError, OldPaperError, StoreError, UnreachableError
from reader.library import Library
from reader.papers.full_text.parsing import parse
from reader.store import text_codec
from reader.store.documents import ABSENCE, Documents
from reader.store.text_codec import KeptText
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.library.conftest import ID, NOON, World
from tests.papers.full_text.papers import text_of

TEXT = text_of("latex")


def serve(double: HubDouble, text: str | bytes) -> None:
    double.texts[ID] = text if isinstance(text, bytes) else text.encode()


async def test_a_text_is_asked_for_once_and_opened_offline(
    world: World, library: Library, offline: Library, documents: Documents, double: HubDouble
) -> None:
    serve(double, TEXT)
    found = await library.full_texts.document(ID)
    assert (found.document, found.fetched_at, found.asked, found.why) == (parse(TEXT), NOON, True, "")
    world.now += timedelta(900)
    again = await offline.full_texts.document(ID)
    assert again == found._replace(asked=False)
    assert (await offline.full_texts.text(ID)).text == TEXT
    assert await documents.document(ID) is not None
    assert len(double.requests) == 1
    serve(double, TEXT + "\nMore.\n")
    assert (await library.full_texts.document(ID, refresh=True)).document.blocks[-1].text == "More."
    assert (await offline.full_texts.document(ID)).document.blocks[-1].text == "More."


async def test_blocks_are_made_again_of_the_stored_text(
    offline: Library, library: Library, documents: Documents, double: HubDouble
) -> None:
    serve(double, TEXT)
    assert (await library.full_texts.text(ID)).text == TEXT
    assert await documents.document(ID) is None
    assert (await offline.full_texts.document(ID)).document == parse(TEXT)
    assert await documents.document(ID) is not None


async def test_that_there_is_none_is_kept_for_a_day(world: World, library: Library, double: HubDouble) -> None:
    for asked in (1, 1, 2):
        with pytest.raises(NoTextError, match=rf"has no full text of {ID}\. Its PDF is https://arxiv.org/pdf/{ID}\.$"):
            await library.full_texts.document(ID)
        assert len(double.requests) == asked
        world.now += ABSENCE / 2
    world.now += ABSENCE
    serve(double, TEXT)
    assert (await library.full_texts.document(ID)).asked


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "what came is not a text in the known form"),
        (b"\x00\xff\xfe" * 9_000, "what came is not a text in the known form"),
        (b"Title: T\n\nMarkdown Content:\n" + b"\x00\xff\xfe" * 9_000, "what came is not readable"),
        (b"Title: T\n\nMarkdown Content:\nNo HTML for '2608.00900'\n", "arXiv has no HTML of it"),
        (b"Title: T\n\nMarkdown Content:\nShort.", "what came is too short"),
        (b'{"error": "no"}', "what came is not a text in the known form"),
    ],
)
async def test_what_is_no_text_is_told_and_kept_as_none_if_it_is_surely_the_hubs(
    library: Library, documents: Documents, double: HubDouble, answer: bytes, why: str
) -> None:
    serve(double, answer)
    with pytest.raises(NoTextError, match=rf": {why}\. Its PDF is "):
        await library.full_texts.document(ID)
    assert await documents.text(ID) == (KeptText(None, NOON) if answer.startswith(b"Title: ") else None)


async def test_a_text_that_was_there_outlives_every_answer(
    library: Library, documents: Documents, double: HubDouble
) -> None:
    serve(double, TEXT)
    await library.full_texts.document(ID)
    serve(double, b"Title: T\n\nMarkdown Content:\nShort.")
    kept = await library.full_texts.document(ID, refresh=True)
    assert (kept.document, kept.asked) == (parse(TEXT), False)
    assert "too short" in kept.why
    assert (await library.full_texts.text(ID, refresh=True)).text == TEXT
    assert (await library.full_texts.text(ID)).text == TEXT
    double.break_(faults.Answers(500))
    kept = await library.full_texts.document(ID, refresh=True)
    assert "answered 500" in kept.why
    assert (await documents.text(ID) or KeptText(None, NOON)).text == TEXT


async def test_why_it_cannot_be_had_is_a_sentence(
    world: World, library: Library, offline: Library, documents: Documents, double: HubDouble
) -> None:
    with pytest.raises(
        OfflineError, match=rf"^The full text of {ID} is not stored, and the network is off .*pdf/{ID}\.$"
    ):
        await offline.full_texts.document(ID)
    with pytest.raises(OldPaperError):
        await library.full_texts.document("cs/0112017")
    double.break_(faults.web_page())
    with pytest.raises(HubError, match="captive portal"):
        await library.full_texts.document(ID)
    assert await documents.text(ID) is None  # A network that wants a sign-in is no absence.
    double.stop()
    with pytest.raises(UnreachableError, match=rf"^The full text of {ID} is not stored\. "):
        await library.full_texts.document(ID)


async def test_what_cannot_be_kept_is_shown_all_the_same(
    library: Library, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(double, TEXT)
    monkeypatch.setattr(text_codec, "TEXT_LIMIT", 100)
    found = await library.full_texts.document(ID)
    assert found.document == parse(TEXT)
    assert found.why.startswith("Not saved: ")


async def test_without_a_store_texts_are_asked_for_each_time(world: World, double: HubDouble) -> None:
    serve(double, TEXT)
    for _ in range(2):
        assert (await world.library.full_texts.document(ID)).asked
    assert len(double.requests) == 2


async def test_what_is_known_need_not_be_fetched(world: World, library: Library, double: HubDouble) -> None:
    assert await world.library.full_texts.known() == {}
    serve(double, TEXT)
    texts = library.full_texts
    assert await texts.fetch(ID)
    assert not await texts.fetch("2608.00901")
    assert not await texts.fetch("cs/0112017")
    assert await texts.known() == {ID: True, "2608.00901": False}
    assert (await texts.document(ID)).document == parse(TEXT)
    assert len(double.requests) == 2
    world.now += ABSENCE
    assert await texts.known() == {ID: True}


async def test_a_text_that_cannot_be_kept_was_not_fetched(
    library: Library, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(double, TEXT)
    monkeypatch.setattr(text_codec, "TEXT_LIMIT", 100)
    with pytest.raises(StoreError, match=r"^Not saved: "):
        await library.full_texts.fetch(ID)
    double.stop()
    with pytest.raises(UnreachableError, match=r"^127\.0\.0\.1:\d+ \(HF_ENDPOINT\) cannot be reached"):
        await library.full_texts.fetch(ID)
