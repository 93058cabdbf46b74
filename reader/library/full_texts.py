"""The full text of a paper: as it is stored, else from the Hub, with the blocks that are made of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.errors import HubError, NoTextError, OfflineError, OldPaperError, StoreError, UnreachableError
from reader.hub.endpoint import Endpoint
from reader.papers import links
from reader.papers.full_text import header
from reader.papers.full_text.model import Document
from reader.store.text_codec import KeptText

if TYPE_CHECKING:
    from reader.hub.rate_limit import Window
    from reader.papers.period import EditionClock
    from reader.store.documents import Documents


class FoundText(NamedTuple):
    """A full text, and what the user should know about it."""

    text: str
    """As the Hub sent it."""
    fetched_at: datetime
    asked: bool = False
    """Whether the Hub sent it just now."""
    why: str = ""
    """Why it could not be fetched again, or not be saved, as a sentence; or empty."""


class FoundDocument(NamedTuple):
    """The blocks of a full text, and what the user should know about it."""

    document: Document
    fetched_at: datetime
    asked: bool = False
    why: str = ""


class TextHub(Protocol):
    """What is asked."""

    async def full_text(self, id: str) -> str | None:
        """Return what it sends for the full text of a paper, of any kind, or None if it has none."""
        ...

    @property
    def pages(self) -> Window:
        """Its count of pages; a full text is one."""
        ...


class FullTexts:
    """Full texts; what is stored needs no request, however old it is."""

    noun = "full text"

    def __init__(self, documents: Documents | None, ask: Callable[[], TextHub], clock: EditionClock) -> None:
        """Name the stores.

        Args:
            documents: What was kept; None to keep nothing.
            ask: Returns the Hub, or raises `OfflineError`.
            clock: Tells the time.
        """
        self._documents = documents
        self._ask = ask
        self._clock = clock

    async def document(self, id: str, *, refresh: bool = False) -> FoundDocument:
        """Return the blocks of a full text.

        Args:
            id: The arXiv id, without version.
            refresh: Ask the Hub even if it is stored.

        Raises:
            NoTextError: The Hub has none.
            OldPaperError: The id is older than the Hub has any.
            HubError: It is not stored, and the Hub cannot be asked.
        """
        if self._documents and not refresh and (kept := await self._documents.document(id)):
            return FoundDocument(kept.document, kept.fetched_at)
        found = await self._found(id, refresh=refresh)
        document = await asyncio.to_thread(_parsed, found.text)
        unsaved = await self._keep(id, KeptText(found.text, found.fetched_at), document)
        return FoundDocument(document, found.fetched_at, found.asked, found.why or unsaved)

    async def text(self, id: str, *, refresh: bool = False) -> FoundText:
        """Return a full text as the Hub sent it; raises as `document` does."""
        found = await self._found(id, refresh=refresh)
        if not found.asked:
            return found
        # Blocks are made when they are wanted.
        return found._replace(why=await self._keep(id, KeptText(found.text, found.fetched_at), None))

    async def known(self) -> dict[str, bool]:
        """Return which papers the Hub need not be asked about, and whether it had a full text of each."""
        heads = await self._documents.heads("text") if self._documents else []
        now = self._clock.now()
        return {head.id: head.is_there for head in heads if head.is_there or head.is_believed(now)}

    async def fetch(self, id: str) -> bool:
        """Ask the Hub for a full text and keep it, or that there is none; return whether there is one.

        Raises:
            HubError: The Hub cannot be asked.
            StoreError: It could not be saved.
        """
        try:
            found = await self._sent(id)
        except (NoTextError, OldPaperError):
            return False
        document = await asyncio.to_thread(_parsed, found.text)
        if unsaved := await self._keep(id, KeptText(found.text, found.fetched_at), document):
            raise StoreError(unsaved)
        return True

    @property
    def pause(self) -> float:
        """The seconds for which a fetch that is in no hurry leaves the Hub alone; 0 for none."""
        return self._ask().pages.pause

    def time_for(self, count: int) -> float:
        """The seconds that the Hub's limit makes so many texts take at least."""
        return self._ask().pages.time_for(count)

    async def _found(self, id: str, *, refresh: bool) -> FoundText:
        """A text as it is stored, else as the Hub sends it, which is not kept yet."""
        kept = await self._documents.text(id) if self._documents else None
        if kept is not None and not refresh and kept.is_fresh(self._clock.now()):
            if kept.text is None:
                raise NoTextError(absent(id))
            return FoundText(kept.text, kept.fetched_at)
        if kept is None or kept.text is None:
            return await self._fetched(id)
        try:
            return await self._sent(id)
        except (HubError, NoTextError) as error:
            return FoundText(kept.text, kept.fetched_at, why=str(error))

    async def _fetched(self, id: str) -> FoundText:
        """What the Hub sends, for someone who waits for this text alone."""
        try:
            return await self._sent(id)
        except OfflineError as error:
            raise OfflineError(
                f"The full text of {id} is not stored, and the network is off (--offline or HF_HUB_OFFLINE)."
                f" Its PDF is {links.pdf_url(id)}."
            ) from error
        except UnreachableError as error:
            raise UnreachableError(f"The full text of {id} is not stored. {error}") from error

    async def _sent(self, id: str) -> FoundText:
        """What the Hub sends; that it has none is kept, unless it had one before."""
        if links.is_old_id(id):
            raise OldPaperError(links.arxiv_url(id))
        asked_at = self._clock.now()
        text = await self._ask().full_text(id)
        source = None if text is None else header.divided(text)
        problem = "" if source is None else header.problem(source)
        if text is None or problem:
            if source is None or source.is_marked:  # What else came may be from whoever stands in between.
                await self._keep_absence(id, asked_at)
            raise NoTextError(absent(id, problem))
        return FoundText(text, asked_at, asked=True)

    async def _keep_absence(self, id: str, at: datetime) -> None:
        kept = await self._documents.text(id) if self._documents else None
        if kept is None or kept.text is None:
            await self._keep(id, KeptText(None, at), None)

    async def _keep(self, id: str, kept: KeptText, document: Document | None) -> str:
        """Store it; return why that failed, or nothing."""
        try:
            if self._documents is not None:
                await self._documents.put_text(id, kept, document)
        except StoreError as error:
            return str(error)
        return ""


def _parsed(text: str) -> Document:
    # What is stored needs none of it.
    from reader.papers.full_text.parsing import parse

    return parse(text)


def absent(id: str, why: str = "") -> str:
    """What to say of a paper whose full text the Hub does not have."""
    hub = Endpoint.from_environment(os.environ).name
    return f"{hub} has no full text of {id}{f': {why}' if why else ''}. Its PDF is {links.pdf_url(id)}."
