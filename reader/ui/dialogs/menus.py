"""The menus of what can be copied and sorted by."""

from __future__ import annotations

from reader.config.actions import COPIES, ORDER_LETTERS, ORDER_WORDS, orders_of, sort_action
from reader.papers.cite import COPY_TEXTS
from reader.papers.found import Kind
from reader.papers.listing import Order
from reader.papers.models import Paper
from reader.ui.bindings import bindings
from reader.ui.dialogs.menu import Choice, Menu, moves


def _line(words: str) -> str:
    """Words as a line of a menu begins with them: names such as “arXiv” are written as ever.

    >>> _line("title"), _line("arXiv date")
    ('Title', 'arXiv date')
    """
    return words.capitalize() if words.islower() else words


class CopyMenu(Menu[tuple[str, str]]):
    """A line for each text; dismissed with its letter and the text."""

    TAKES = "copies it"
    BINDINGS = bindings(
        {**{f"copy.{key}": f"choose('{key}')" for key in COPIES}, **moves("copy"), "copy.back": "dismiss(None)"}
    )

    def __init__(self, paper: Paper) -> None:
        """Make the menu of a paper."""
        texts = {key: COPY_TEXTS[key](paper) for key in COPIES}
        super().__init__(
            "Copy",
            [
                Choice(key, _line(COPIES[key]), " ".join(text.split()) or "not known", (key, text) if text else None)
                for key, text in texts.items()
            ],
        )


class SortMenu(Menu[Order]):
    """A line for each order; dismissed with the order."""

    TAKES = "sorts"
    WIDTH = 36
    BINDINGS = bindings(
        {
            **{sort_action(order): f"choose('{key}')" for order, key in ORDER_LETTERS.items()},
            **moves("sort"),
            "sort.back": "dismiss(None)",
        }
    )

    def __init__(self, current: Order, *, kind: Kind) -> None:
        """Make the menu.

        Args:
            current: The order in force.
            kind: What the list is of.
        """
        choices: list[Choice[Order]] = [
            Choice(ORDER_LETTERS[order], _line(ORDER_WORDS[order]), "current" * is_current, order, is_current)
            for order in orders_of(kind)
            for is_current in (order == current,)
        ]
        super().__init__("Sort by", choices)
