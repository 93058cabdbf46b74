"""What a search of all stored days found, or the Hub."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from reader.papers.period import Related, Search

if TYPE_CHECKING:
    from reader.papers.query import Query

StoredState = tuple[tuple[int, int] | None, int]
"""The state of the stored days: another one once any was stored, by whichever process."""
UNSTORED: Final[StoredState] = None, 0
"""That of none."""
Kind = Literal["day", "starred", "search", "trending"]
"""What a list is of; a week and a month are arranged as a day is."""
NEAREST: Final = 10
"""Papers that are found for one that they are related to, unless another number is asked for."""


class AtHub(Struct, frozen=True):
    """What is to be told of a search at the Hub."""

    came: int = 0
    """How many papers it found."""
    is_filtered: bool = False
    """Whether only those are listed that fit what is applied here."""
    error: str = ""
    """Why there is no answer, as a sentence, or nothing."""


class Found(Struct, frozen=True):
    """What a search found, of which a list may have the first papers alone."""

    query: Query
    days: Mapping[str, date] = {}
    """The newest day that lists a paper, by its id, where one does."""
    total: int = 0
    """How many papers match."""
    first: date | None = None
    """The oldest day of all of them."""
    last: date | None = None
    """The newest day of all of them."""
    is_over: bool = True
    """Whether it has been searched already."""
    hub: AtHub | None = None
    """What is told of it if it was searched at the Hub, None for a search of all stored days."""
    related: str = ""
    """The id of the paper to which they are related, if that is how they were found; the query is blank then."""
    title: str = ""
    """The title of that paper, once it is known."""
    reasons: Mapping[str, str] = {}
    """What a paper shares with that one, by its id."""
    state: StoredState = UNSTORED
    """That of the stored days in which it was found."""

    @property
    def period(self) -> Search:
        """The period that the list of what was found is of."""
        return Related(self.related) if self.related else Search(self.query.text, at_hub=self.hub is not None)
