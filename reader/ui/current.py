"""The paper that a key is about."""

from __future__ import annotations

from typing import Final, Protocol

from reader.papers.models import Paper

NO_PAPER: Final = "There is no paper here."
USE_NETWORK: Final = "Start without --offline, or with --sample."
"""What to do where nothing is stored, and the user wants no network."""


class Papers(Protocol):
    """Papers, with a cursor on one of them."""

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        ...

    def say(self, sentence: str) -> None:
        """Tell the user something."""
        ...


def paper_of(papers: Papers) -> Paper | None:
    """The paper under the cursor; where there is none, that is said, as a key is always answered."""
    paper = papers.paper
    if paper is None:
        papers.say(NO_PAPER)
    return paper
