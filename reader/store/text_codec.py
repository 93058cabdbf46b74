"""A full text as it is stored: one row with what the Hub sent, and one with the blocks that were made of it.

The blocks save the time to make them; without them, or with those of another version, they are made of the text again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

import msgspec

from reader import __version__
from reader.errors import StoreError
from reader.papers.full_text.model import VERSION, Document
from reader.papers.marks import microseconds
from reader.papers.text import is_harmless
from reader.store.document_codec import ABSENCE, SIZE_LIMIT, Row, compressed, decompressed, time_of

TEXT_LIMIT: Final = 4 * 2**20
"""Bytes of the longest text that is stored, before it is compressed."""
MAKER: Final = f"{__version__}/{VERSION}"


class KeptText(NamedTuple):
    """What the Hub sent for the full text of a paper."""

    text: str | None
    """None where it has none."""
    fetched_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether it need not be asked for again: a text stays as it is, and none is believed for a day."""
        return self.text is not None or timedelta() <= now - self.fetched_at < ABSENCE


class KeptDocument(NamedTuple):
    """The blocks of a full text."""

    document: Document
    fetched_at: datetime


class _Record(msgspec.Struct, frozen=True):
    """The blocks as a document."""

    version: Literal[1]
    made_by: str
    """What made the blocks: they may be other ones with every version."""
    document: msgspec.Raw


def text_rows(id: str, kept: KeptText, document: Document | None) -> list[Row]:
    """The rows of a text; blocks that are too many are left out.

    Raises:
        StoreError: It is longer than a text can be.
    """
    at = microseconds(kept.fetched_at)
    if kept.text is None:
        return [Row("text", id, at, None), Row("blocks", id, at, None)]
    content = kept.text.encode(errors="replace")
    text = compressed(content, f"the full text of {id}", TEXT_LIMIT)
    return [Row("text", id, at, text), Row("blocks", id, at, _encoded(document) if document else None)]


def kept_text(row: Row) -> KeptText | None:
    """The text in a row; None where it cannot be read."""
    if (fetched_at := time_of(row.fetched_at)) is None:
        return None
    if row.value is None:
        return KeptText(None, fetched_at)
    content = decompressed(row.value)
    return None if content is None else KeptText(content.decode(errors="replace"), fetched_at)


def kept_document(row: Row) -> KeptDocument | None:
    """The blocks in a row; None where there are none that this version understands, or that a terminal would act on."""
    if row.value is None or (fetched_at := time_of(row.fetched_at)) is None:
        return None
    try:
        record = msgspec.json.decode(decompressed(row.value) or b"", type=_Record)
        if record.made_by != MAKER:
            return None
        document = msgspec.json.decode(record.document, type=Document)
    # Text that is not UTF-8 is a UnicodeDecodeError, brackets in brackets are a RecursionError.
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return KeptDocument(document, fetched_at) if is_harmless(_all_of(document)) else None


def _encoded(document: Document) -> bytes | None:
    record = _Record(1, MAKER, msgspec.Raw(msgspec.json.encode(document)))
    try:
        return compressed(msgspec.json.encode(record), "", SIZE_LIMIT)
    except StoreError:
        return None


def _all_of(document: Document) -> str:
    """All that may be shown of a document."""
    blocks = (*document.blocks, *document.folded)
    texts = [text for block in blocks for text in (block.text, block.raw)]
    targets = [span.target for block in blocks for span in block.spans]
    return "".join([document.title, document.authors, *texts, *targets])
