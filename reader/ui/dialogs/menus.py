"""The menus of what can be copied and sorted by."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from reader.papers.cite import COPY_FORMATS
from reader.papers.listing import ORDERS, Order
from reader.papers.models import Paper
from reader.ui.dialogs.dialog import Choice, Menu
from reader.ui.widgets.cells import fit

PREVIEW = 48
"""Columns of what would be copied that are shown."""


class CopyMenu(Menu[str]):
    """One letter, one text; dismissed with the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(form.key, f"choose('{form.key}')", f"Copy: {form.name}", id=f"copy.{form.key}", priority=True)
            for form in COPY_FORMATS
        ),
        Binding("escape,q", "dismiss(None)", "Back", id="copy.back"),
    ]

    def __init__(self, paper: Paper) -> None:
        """Initialise the menu for a paper."""
        texts = [(form, form.text(paper)) for form in COPY_FORMATS]
        super().__init__("Copy", [Choice(form.key, form.name, _preview(text), text or None) for form, text in texts])


def _preview(text: str) -> str:
    return fit(" ".join(text.split()), PREVIEW) or "not known"


KEYS: Final[dict[Order, str]] = {
    "upvotes": "u",
    "comments": "c",
    "stars": "g",
    "date": "d",
    "title": "t",
    "starred": "s",
}
"""The letters that choose an order."""


class SortMenu(Menu[Order]):
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
