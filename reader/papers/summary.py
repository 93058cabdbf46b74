"""How a list is arranged, and the list in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reader.papers.ordering import Order
from reader.papers.standing import Filter

if TYPE_CHECKING:
    from reader.papers.found import Found


class Arrangement(Struct, frozen=True):
    """What is shown of a list, and in which order."""

    filter: Filter = "all"
    order: Order = "upvotes"


class Summary(Struct, frozen=True):
    """A list in numbers, and how it is arranged."""

    papers: int = 0
    unread: int = 0
    arrangement: Arrangement = Arrangement()
    query: str = ""
    found: int = 0
    """Rows that the query matches."""
    is_narrowed: bool = False
    """Whether only what the query matches is shown."""
    watched: int = 0
    search: Found | None = None
