"""Full texts: kept with the blocks that were made of them, which another version makes again."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reader.errors import StoreError
from reader.papers.full_text.model import Block, Document, Span
from reader.store import documents, text_codec
from reader.store.document_codec import ABSENCE
from reader.store.documents import FILE_NAME, Documents, KeptPaper
from reader.store.text_codec import MAKER, KeptDocument, KeptText
from tests.store.feeds.examples import paper

AT = datetime(2026, 8, 20, 12, 30, 0, 123456, tzinfo=UTC)
ID = paper(1).id
BLOCK = Block("paragraph", 0, "Word θ\tcell", (Span("mathematics", 5, 6, "\\theta"),), "Word \\theta\tcell")
DOCUMENT = Document("latex", "Title", "Authors", (BLOCK,), (Block("front", 0, "F", (), "F"),))


@pytest.fixture
def kept(folder: Path) -> Iterator[Documents]:
    """The documents of the folder."""
    made = Documents(folder)
    yield made
    made.close(10)


def stored(folder: Path, query: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        return connection.execute(query, values).fetchall()


async def test_a_text_is_kept_beside_its_blocks_and_the_paper(kept: Documents, folder: Path) -> None:
    text = "Markdown Content:\n" + "Word \\theta. " * 1000
    await kept.put_paper(ID, KeptPaper(paper(1), AT))
    await kept.put_text(ID, KeptText(text, AT), DOCUMENT)
    assert await kept.text(ID) == KeptText(text, AT)
    assert await kept.document(ID) == KeptDocument(DOCUMENT, AT)
    assert await kept.paper(ID) == KeptPaper(paper(1), AT)
    [(size,)] = stored(folder, "SELECT length(value) FROM document WHERE kind = 'text'")
    assert size < len(text) / 10
    later = AT + timedelta(1)
    await kept.put_text(ID, KeptText("New.", later))
    assert (await kept.text(ID), await kept.document(ID)) == (KeptText("New.", later), None)
    assert await kept.text(paper(2).id) is None
    assert await kept.document(paper(2).id) is None


async def test_that_there_is_none_is_believed_for_a_day(kept: Documents) -> None:
    await kept.put_text(ID, KeptText("Old.", AT), DOCUMENT)
    await kept.put_text(ID, KeptText(None, AT))
    none = await kept.text(ID)
    assert none == KeptText(None, AT)
    assert await kept.document(ID) is None
    assert [none.is_fresh(AT + age) for age in (timedelta(), ABSENCE - timedelta(seconds=1), ABSENCE)] == [
        True,
        True,
        False,
    ]
    assert not none.is_fresh(AT - timedelta(seconds=1))
    assert KeptText("Text.", AT).is_fresh(AT + timedelta(900))


async def test_what_is_too_long_is_not_kept(kept: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_codec, "TEXT_LIMIT", 2**20)
    await kept.put_text(ID, KeptText("x" * 2**20, AT))
    with pytest.raises(StoreError, match=rf"^Not saved: the full text of {ID} is larger than 1 MiB\.$"):
        await kept.put_text(ID, KeptText("é" * 2**20, AT))
    # Blocks that are too long are made again.
    monkeypatch.setattr(text_codec, "SIZE_LIMIT", 10)
    await kept.put_text(ID, KeptText("Text.", AT), DOCUMENT)
    assert (await kept.text(ID), await kept.document(ID)) == (KeptText("Text.", AT), None)


async def test_the_oldest_give_way_but_not_what_belongs_together(
    kept: Documents, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept.put_paper(paper(2).id, KeptPaper(paper(2), AT))
    await kept.put_paper(ID, KeptPaper(paper(1), AT - timedelta(9)))
    monkeypatch.setattr(documents, "TOTAL_LIMIT", 1)
    await kept.put_text(ID, KeptText("Text.", AT), DOCUMENT)
    assert stored(folder, "SELECT kind FROM document ORDER BY kind") == [("blocks",), ("paper",), ("text",)]


def changed(made_by: str = MAKER, document: Any = DOCUMENT) -> bytes:
    return zlib.compress(msgspec.json.encode({"version": 1, "made_by": made_by, "document": document}))


HOSTILE = Document("latex", "T", "", (Block("code", 0, "rm\x1b[2J", (), ""),))
TARGET = Document("latex", "T", "", (Block("code", 0, "rm", (Span("link", 0, 2, "https://a.b/\u202e"),), ""),))


@pytest.mark.parametrize(
    "value",
    [
        b"", b"x", changed()[:-3], changed(made_by="0.0.1/1"), changed(document=[]), changed(document=HOSTILE),
        changed(document=TARGET), zlib.compress(b"\xff{}"), zlib.compress(b"[" * 100_000),
    ],
)  # fmt: skip
async def test_blocks_that_cannot_be_shown_are_made_again(kept: Documents, folder: Path, value: bytes) -> None:
    await kept.put_text(ID, KeptText("Text.", AT), DOCUMENT)
    stored(folder, "UPDATE document SET value = ? WHERE kind = 'blocks'", changed())
    assert await kept.document(ID) == KeptDocument(DOCUMENT, AT)
    stored(folder, "UPDATE document SET value = ? WHERE kind = 'blocks'", value)
    assert (await kept.text(ID), await kept.document(ID)) == (KeptText("Text.", AT), None)


@pytest.mark.parametrize("value", [b"", b"x", zlib.compress(b"Text.")[:-3]])
async def test_a_text_that_cannot_be_read_is_missing(kept: Documents, folder: Path, value: bytes) -> None:
    await kept.put_text(ID, KeptText("Text.", AT))
    stored(folder, "UPDATE document SET value = ? WHERE kind = 'text'", value)
    assert await kept.text(ID) is None
