"""A discussion as it is stored: the comments, cleaned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

import msgspec

from reader.papers.discussion.model import Discussion
from reader.papers.marks import microseconds
from reader.papers.text import is_harmless
from reader.store.document_codec import ABSENCE, Row, compressed, decompressed, time_of

DISCUSSION_LIMIT: Final = 4 * 2**20
"""Bytes of the longest discussion that is stored, before it is compressed."""


class KeptDiscussion(NamedTuple):
    """The comments on a paper as the Hub had them."""

    discussion: Discussion | None
    """Without comments where there were none; None where the Hub does not have the paper."""
    fetched_at: datetime

    def is_fresh(self, now: datetime, lasting: timedelta) -> bool:
        """Whether it need not be asked for again, where comments are good for some time."""
        return timedelta() <= now - self.fetched_at < (ABSENCE if self.discussion is None else lasting)


class _Record(msgspec.Struct, frozen=True):
    """A discussion as a document: a meaning that changes gets another version, and older readers then pass it over."""

    version: Literal[1]
    discussion: Discussion


def discussion_row(id: str, kept: KeptDiscussion) -> Row:
    """The row of a discussion.

    Raises:
        StoreError: It is longer than a discussion can be.
    """
    at = microseconds(kept.fetched_at)
    if kept.discussion is None:
        return Row("comments", id, at, None)
    content = msgspec.json.encode(_Record(1, kept.discussion))
    return Row("comments", id, at, compressed(content, f"the discussion of {id}", DISCUSSION_LIMIT))


def kept_discussion(row: Row) -> KeptDiscussion | None:
    """The discussion in a row; None where this version understands none, or a terminal would act on it."""
    if (fetched_at := time_of(row.fetched_at)) is None:
        return None
    if row.value is None:
        return KeptDiscussion(None, fetched_at)
    try:
        record = msgspec.json.decode(decompressed(row.value) or b"", type=_Record)
    # Text that is not UTF-8 is a UnicodeDecodeError, brackets in brackets are a RecursionError.
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return KeptDiscussion(record.discussion, fetched_at) if is_harmless(_all_of(record.discussion)) else None


def _all_of(discussion: Discussion) -> str:
    """All that may be shown of a discussion."""
    texts = [
        text
        for one in discussion.comments
        for text in (one.id, one.login, one.name, one.kind, one.text, one.parent, one.reason)
    ]
    return "".join([*texts, *(reaction.sign for one in discussion.comments for reaction in one.reactions)])
