"""A letter before every link in sight: it opens the link, or copies it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from string import ascii_lowercase
from typing import NamedTuple, Protocol

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog
from reader.ui.widgets.blocks import Link


class LetteredText(Protocol):
    """The text whose links have letters."""

    def show_letters(self, letters: Callable[[int], Sequence[str]]) -> Mapping[str, Link]:
        """Show a letter before every link in sight, and return the links by their letters."""
        ...

    def hide_letters(self) -> None:
        """Show the text alone."""
        ...


class Picked(NamedTuple):
    """What was chosen."""

    link: Link
    copies: bool
    """Whether it is to be copied, and not to be opened."""


class LinksDialog(Dialog[Picked]):
    """A line under the text, which stays in sight with the letters in it."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "links.tcss")]
    BINDINGS = bindings({"links.copy": "copy", "links.back": "dismiss(None)"})

    def __init__(self, text: LetteredText) -> None:
        """Choose among the links of a text that are in sight."""
        super().__init__()
        self._text = text
        self._links: Mapping[str, Link] = {}
        self._typed = ""
        self._copies = False
        self._shown_on = Size()

    def compose(self) -> ComposeResult:
        """Show the letters, and what can be done with them."""
        taken = {key for id in ("links.copy", "links.back") for key in self.names_of(id).split(",")}
        alphabet = [letter for letter in ascii_lowercase if letter not in taken]
        self._shown_on = self.app.size
        self._links = self._text.show_letters(lambda count: letters(count, alphabet))
        yield Static(self._hint(), markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Leave where lines break elsewhere: other links may be in sight."""
        if event.size != self._shown_on:
            self.leave()

    def on_unmount(self) -> None:
        """Take the letters away."""
        self._text.hide_letters()

    def on_key(self, event: events.Key) -> None:
        """Take a letter; one that no link has is passed over."""
        typed = self._typed + (event.character or " ")
        if typed in self._links:
            self.dismiss(Picked(self._links[typed], self._copies))
        elif any(letter.startswith(typed) for letter in self._links):
            self._typed = typed
            self._tell()

    def action_copy(self) -> None:
        """Copy the link whose letter comes next."""
        self._copies = not self._copies
        self._tell()

    def _tell(self) -> None:
        self.query_one(Static).update(self._hint())

    def _hint(self) -> Content:
        does, other = ("copies", "opens it") if self._copies else ("opens", "copies it")
        letter = f"{self._typed} and another letter" if self._typed else "A letter"
        keys = self.hint(("links.copy", other), ("links.back", "cancels"))
        return Content(f"{letter} {does} its link · {keys}")


def letters(count: int, alphabet: Sequence[str]) -> list[str]:
    """A name for each of so many things: a letter, or two where there are more than letters.

    >>> letters(2, "abc"), letters(4, "abc")
    (['a', 'b'], ['aa', 'ab', 'ac', 'ba'])
    """
    if count <= len(alphabet):
        return [*alphabet[:count]]
    return ["".join(pair) for pair in product(alphabet, repeat=2)][:count]
