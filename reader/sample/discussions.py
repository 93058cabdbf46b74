"""What people say of the papers of the sample edition, written for the purpose, in the Hub's shape."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime
from importlib.resources import files

import msgspec

from reader.errors import NoPapersError
from reader.hub.discussions import discussion_of
from reader.library.discussions import FoundDiscussion


class SampleDiscussions:
    """The discussions of the edition."""

    def __init__(self, at: datetime) -> None:
        """Take the time that it is in the edition."""
        self._at = at

    async def find(self, id: str, *, refresh: bool = False) -> AsyncGenerator[FoundDiscussion, None]:
        """Yield the comments on a paper."""
        yield await asyncio.to_thread(read, id, self._at)


def read(id: str, at: datetime) -> FoundDiscussion:
    """The comments on a paper.

    Raises:
        NoPapersError: None were written for it.
    """
    by_id = msgspec.json.decode((files("reader.sample") / "comments.json").read_bytes(), type=dict[str, msgspec.Raw])
    if id not in by_id:
        raise NoPapersError(f"The sample edition has no comments on {id}.")
    return FoundDiscussion(discussion_of(b'{"comments": %b}' % bytes(by_id[id])), at, asked=True)
