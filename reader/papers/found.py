"""What a search of all stored days found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from reader.papers.query import Query

Kind = Literal["day", "starred", "search"]
"""What a list is of."""


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
