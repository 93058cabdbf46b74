"""Documents of many papers fetched ahead, such as their full texts: what is stored is passed over."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from reader.errors import OfflineError, ReaderError
from reader.library.many import Pause, Work, each
from reader.papers.period import EditionClock


class DocumentKind(Protocol):
    """Documents of one kind, of which each paper has one at most."""

    noun: str
    """What one of them is called."""

    async def known(self) -> Mapping[str, bool]:
        """Return which papers the Hub need not be asked about, and whether it had a document of each."""
        ...

    async def fetch(self, id: str) -> bool:
        """Ask the Hub for a document and keep it, or that there is none; return whether there is one.

        Raises:
            HubError: The Hub cannot be asked.
            StoreError: It could not be saved.
        """
        ...

    @property
    def pause(self) -> float:
        """The seconds for which a fetch that is in no hurry leaves the Hub alone; 0 for none."""
        ...

    def time_for(self, count: int) -> float:
        """The seconds that the Hub's limit makes so many of them take at least."""
        ...


@dataclass(frozen=True)
class DocumentOutcome:
    """What became of a document that was asked for."""

    id: str
    """That of the paper."""
    is_there: bool = False
    """Whether it was fetched and stored."""
    error: ReaderError | None = None
    """Why it failed; where there is none of both, the Hub does not have it."""


def fetch_documents(
    kind: DocumentKind, ids: Iterable[str], clock: EditionClock
) -> AsyncGenerator[DocumentOutcome | Pause, None]:
    """Fetch and store documents of papers as `reader.library.many.each` does.

    Args:
        kind: The documents.
        ids: The papers, each once, without those that are known.
        clock: Tells the time.

    Raises:
        OfflineError: There is no way to the network.
        ReaderError: `reader.library.many.FAILED_IN_A_ROW` failed; it is the last one's.
    """
    return each(ids, Work(_unknown, partial(_asked, kind), lambda: kind.pause, clock.now))


async def _unknown(_: str) -> DocumentOutcome | None:
    return None


async def _asked(kind: DocumentKind, id: str) -> DocumentOutcome:
    try:
        return DocumentOutcome(id, await kind.fetch(id))
    except OfflineError:
        raise
    except ReaderError as error:
        return DocumentOutcome(id, error=error)
