"""A letter before every link in sight: it opens the link, or copies it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from string import ascii_lowercase
from typing import ClassVar, Generic, NamedTuple, Protocol, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset, Size
from textual.widgets import Static

from reader.store import paths
from reader.ui.bindings import bindings
from reader.ui.dialogs.dialog import Dialog

Target = TypeVar("Target")
"""What has a letter, such as a link."""
Shown = TypeVar("Shown", covariant=True)


class LetteredText(Protocol[Shown]):
    """The text whose links have letters."""

    def show_letters(self, letters: Callable[[int], Sequence[str]]) -> Mapping[str, Shown]:
        """Show a letter before every link in sight, and return the links by their letters."""
        ...

    def hide_letters(self) -> None:
        """Show the text alone."""
        ...


class Picked(NamedTuple, Generic[Target]):
    """What was chosen."""

    link: Target
    copies: bool
    """Whether it is to be copied, and not to be opened."""


class LinksDialog(Dialog[Picked[Target]]):
    """A line under the text, which stays in sight with the letters in it."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "links.tcss")]
    BINDINGS = bindings({"links.copy": "copy", "links.back": "dismiss(None)"})

    DOES: ClassVar[tuple[str, str]] = ("opens its link", "opens it")
    """What a letter does where it does not copy, and what a key says that has it do so."""

    def __init__(self, text: LetteredText[Target]) -> None:
        """Choose among the links of a text that are in sight."""
        super().__init__()
        self._text = text
        self._links: Mapping[str, Target] = {}
        self._typed = ""
        self._copies = False
        self._shown_on = Size()

    def compose(self) -> ComposeResult:
        """Show the letters, and what can be done with them."""
        taken = {key for id in ("links.copy", "links.back") for key in self.names_of(id).split(",")}
        alphabet = [letter for letter in ascii_lowercase if letter not in taken]
        self._shown_on = self.app.size
        self._links = self._text.show_letters(lambda count: letters(count, alphabet))
        yield Static(self.says(), markup=False)

    @property
    def current_row(self) -> Offset | None:
        """The line that says what comes next."""
        return self.row_of(self.query_one(Static))

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
            event.stop()  # Or the app takes it for another key, after which nothing is said any more.
            self._typed = ""
            self.pick(self._links[typed])
        elif any(letter.startswith(typed) for letter in self._links):
            self._typed = typed
            self.tell()

    def pick(self, target: Target) -> None:
        """Take what a letter stands for."""
        self.dismiss(Picked(target, self._copies))

    def action_copy(self) -> None:
        """Copy the link whose letter comes next."""
        self._copies = not self._copies
        self.tell()

    def tell(self) -> None:
        """Write what can be done."""
        self.query_one(Static).update(self.says())

    def says(self) -> Content:
        """What can be done."""
        does, other = ("copies its link", self.DOES[1]) if self._copies else (self.DOES[0], "copies it")
        letter = f"{self._typed} and another letter" if self._typed else "A letter"
        keys = self.hint(("links.copy", other), ("links.back", "cancels"))
        return Content(" · ".join(filter(None, (f"{letter} {does}", keys))))


def letters(count: int, alphabet: Sequence[str]) -> list[str]:
    """A name for each of so many things: a letter, or two where there are more than letters.

    >>> letters(2, "abc"), letters(4, "abc")
    (['a', 'b'], ['aa', 'ab', 'ac', 'ba'])
    """
    if count <= len(alphabet):
        return [*alphabet[:count]]
    return ["".join(pair) for pair in product(alphabet, repeat=2)][:count]
