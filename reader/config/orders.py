"""The orders of a list: their letters in the sort menu and their words."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reader.papers.found import Kind
    from reader.papers.listing import Order

ORDER_LETTERS: "Final[dict[Order, str]]" = {
    "upvotes": "v",
    "comments": "c",
    "stars": "g",
    "date": "d",
    "title": "t",
    "for-you": "y",
    "starred": "s",
    "match": "b",
    "trending": "r",
}
"""The letters of the sort menu."""
ORDER_WORDS: "Final[dict[Order, str]]" = {
    "upvotes": "votes",
    "comments": "comments",
    "stars": "GitHub stars",
    "date": "arXiv date",
    "title": "title",
    "for-you": "for you",
    "starred": "date starred",
    "match": "best match",
    "trending": "trending rank",
}
_ONLY: "Final[dict[Order, Kind]]" = {"starred": "starred", "match": "search", "trending": "trending"}
"""The lists that alone have an order."""


def orders_of(kind: "Kind") -> "list[Order]":
    """The orders that a list of some kind can have."""
    return [order for order in ORDER_LETTERS if _ONLY.get(order, kind) == kind]


def sort_action(order: "Order") -> str:
    """The id of the action that sorts by something."""
    return f"sort.{order.replace('-', '_')}"


def by(order: "Order") -> str:
    """How a list is sorted, as in `sorted by votes` and `sorted for you`."""
    return ORDER_WORDS[order] if order == "for-you" else f"by {ORDER_WORDS[order]}"
