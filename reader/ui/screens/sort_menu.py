"""The menu of what a list can be sorted by."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from reader.papers.arrange import ORDERS, Order
from reader.ui.screens.menu import Choice, Menu

KEYS: Final[dict[Order, str]] = {
    "upvotes": "u",
    "comments": "c",
    "stars": "g",
    "date": "d",
    "title": "t",
    "starred": "s",
}
"""The letters that choose an order."""


class SortMenuScreen(Menu[Order]):
    """One letter, one order; dismissed with the order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(KEYS[order], f"choose('{KEYS[order]}')", f"Sort by {name}", id=f"sort.{order}", priority=True)
            for order, name in ORDERS.items()
        ),
        Binding("escape,q", "dismiss(None)", "Back", id="sort.back"),
    ]

    def __init__(self, current: Order, *, starred: bool) -> None:
        """Initialise the menu.

        Args:
            current: The order in force.
            starred: Whether the list is one of starred papers.
        """
        choices: list[Choice[Order]] = [
            Choice(KEYS[order], name, "now" if order == current else "", order)
            for order, name in ORDERS.items()
            if starred or order != "starred"
        ]
        super().__init__("Sort by", choices)
