"""Fetching documents of papers ahead, such as full texts: of which papers, how long it takes, what became of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import aclosing, suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from reader.cli import progress
from reader.cli.io import print_notice
from reader.errors import ReaderError
from reader.papers.humanize import exactly, roughly

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.fetch_documents import DocumentKind, DocumentOutcome
    from reader.library.open import OpenLibrary
    from reader.papers.models import Paper

_NAMED: Final = 10
"""The most papers that are named as failed; of more, this many are."""

_KINDS: Final[dict[str, Callable[[Library], DocumentKind]]] = {
    "full text": lambda library: library.full_texts,
    "discussion": lambda library: library.discussions,
}
"""Where documents come from, by what one of them is called."""


def papers_of(opened: OpenLibrary, days: Iterable[date]) -> Iterable[Paper]:
    """Yield the papers of days as far as they are stored."""
    for day in days:
        feed = opened.cache.submit_get(day).result()
        yield from feed.papers if feed else ()


def starred_papers(opened: OpenLibrary) -> Iterable[Paper]:
    """Yield the starred papers."""
    return (star.paper for star in opened.marks.submit_starred().result())


def most_voted(papers: Iterable[Paper], limit: int | None) -> list[str]:
    """The ids of papers, each once, the one with the most votes first.

    Args:
        papers: The papers, one of which may be on several days.
        limit: How many to return, None for all of them.
    """
    votes: dict[str, int] = {}
    for paper in papers:
        votes[paper.id] = max(paper.upvotes, votes.get(paper.id, 0))
    return sorted(votes, key=lambda id: (-votes[id], id))[:limit]


async def fetch_kind(opened: OpenLibrary, ids: list[str], tally: DocumentTally, *, quiet: bool) -> None:
    """Fetch documents of papers, store them and show the progress.

    Args:
        opened: The stores.
        ids: The papers.
        tally: Counts what became of them.
        quiet: Show no progress.
    """
    from reader.library.fetch_documents import fetch_documents
    from reader.library.many import Pause

    # What stops everything was the last one's failure too, and is reported at the end.
    with suppress(ReaderError):
        async with opened.connected() as library:
            kind = _KINDS[tally.noun](library)
            wanted = tally.begin(ids, await kind.known())
            left = _TimeLeft(kind, len(wanted))
            toll = "" if quiet else f"{exactly(len(wanted), tally.noun)} to fetch"
            with progress.shown(len(wanted), quiet=quiet) as shown:
                async with (
                    progress.with_silences(library, shown) as tell,
                    aclosing(fetch_documents(kind, wanted, opened.clock)) as events,
                ):
                    async for event in events:
                        if toll and (isinstance(event, Pause) or event.error is None):
                            # The Hub has told how much of its limit is left, which another fetch may have used up.
                            print_notice(f"{toll}: {left.words}.")
                            toll = ""
                        if isinstance(event, Pause):
                            pause = progress.paused(event, opened.clock, f"{left.words} left")
                            left.pauses(pause.seconds)
                            tell(pause)
                        else:
                            tally.count(event)
                            left.step()
                            tell(progress.Step(f"{event.id} · {left.words} left", tally.line(event)))


class _TimeLeft:
    """How long the rest takes: as long as the Hub's limit makes it, or as its answers have taken so far."""

    def __init__(self, kind: DocumentKind, count: int) -> None:
        self._kind = kind
        self._count = count
        self._done = 0
        self._began = time.monotonic()

    @property
    def words(self) -> str:
        """The time, such as `about 45 minutes`."""
        rest = self._count - self._done
        spent = max(0.0, time.monotonic() - self._began)
        return roughly(max(self._kind.time_for(rest), rest * spent / self._done if self._done else 0.0))

    def pauses(self, seconds: float) -> None:
        """Take note of a pause, which says nothing of how long answers take."""
        self._began += seconds

    def step(self) -> None:
        """Take note of an answer."""
        self._done += 1


class DocumentTally:
    """What became of documents."""

    def __init__(self, noun: str, of: str = "papers") -> None:
        """Count none yet.

        Args:
            noun: What one of them is called.
            of: What the papers are called that may have one.
        """
        self.noun: Final = noun
        self._of: Final = of
        self._fetched = self._stored = self._absent = self._untried = 0
        self._failed: list[str] = []
        self._why: ReaderError | None = None

    def begin(self, ids: Iterable[str], known: Mapping[str, bool]) -> list[str]:
        """Count what is known, and return the papers whose documents have to be asked for."""
        wanted = []
        for id in ids:
            if id not in known:
                wanted.append(id)
            elif known[id]:
                self._stored += 1
            else:
                self._absent += 1
        self._untried = len(wanted)
        return wanted

    def count(self, outcome: DocumentOutcome) -> None:
        """Count in one that was asked for."""
        self._untried -= 1
        if outcome.error is not None:
            self._why = self._why or outcome.error
            self._failed.append(outcome.id)
        elif outcome.is_there:
            self._fetched += 1
        else:
            self._absent += 1

    def line(self, outcome: DocumentOutcome) -> str:
        """What is written of one where there is no bar; of failures the end tells."""
        return "" if outcome.error else f"{outcome.id}: {'' if outcome.is_there else 'no '}{self.noun}"

    def tell(self) -> None:
        """Print the result, unless all of them failed."""
        if self._why is not None and not self._fetched:
            return
        counts = ((self._fetched, "fetched"), (self._stored, "already stored"))
        said = [f"{exactly(count, self.noun)} {what}" for count, what in counts if count]
        if self._absent:
            said.append(f"{exactly(self._absent, 'paper')} without {'one' if said else f'a {self.noun}'}")
        print_notice(f"{', '.join(said) or f'No {self.noun}s to fetch: there are no {self._of}'}.")

    @property
    def stored(self) -> str:
        """How many are stored."""
        return exactly(self._fetched + self._stored, self.noun)

    @property
    def complaint(self) -> str:
        """Which ones failed, why the first one did, and how many were not tried; empty where none failed."""
        if self._why is None:
            return ""
        more = len(self._failed) - _NAMED
        named = ", ".join(sorted(self._failed)[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        untried = f" {self._untried} {'was' if self._untried == 1 else 'were'} not tried." if self._untried else ""
        return f"Could not fetch the {self.noun} of {named}. {self._why}{untried}"
