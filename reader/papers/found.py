"""What a search of all stored days found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from reader.papers.period import Related, Search

if TYPE_CHECKING:
    from reader.papers.query import Query

Kind = Literal["day", "starred", "search"]
"""What a list is of."""
NEAREST: Final = 10
"""Papers that are found for one that they are related to, unless another number is asked for."""


class Found(Struct, frozen=True):
    """What a search of all stored days found, of which a list may have the first papers alone."""

    query: Query
    days: Mapping[str, date] = {}
    """The newest day that lists a paper, by its id."""
    total: int = 0
    """How many papers match."""
    first: date | None = None
    """The oldest day of all of them."""
    last: date | None = None
    """The newest day of all of them."""
    is_over: bool = True
    """Whether it has been searched already."""
    related: str = ""
    """The id of the paper to which they are related, if that is how they were found; the query is blank then."""
    title: str = ""
    """The title of that paper, once it is known."""
    reasons: Mapping[str, str] = {}
    """What a paper shares with that one, by its id."""

    @property
    def period(self) -> Search:
        """What was searched for."""
        return Related(self.related) if self.related else Search(self.query.text)
