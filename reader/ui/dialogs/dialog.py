"""What all dialogues have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widgets import Static

from reader.config.actions import ACTIONS
from reader.config.settings import UNBOUND
from reader.store import paths
from reader.ui.patches.app import QuietApp
from reader.ui.patches.keys import TypingScreen
from reader.ui.patches.wrapping import unbroken
from reader.ui.signs import key_names
from reader.ui.widgets.bars import HEIGHTS, cover_if_too_small


class Dialog(TypingScreen[ScreenResultType | None]):
    """A box above the day; a click beside it closes it."""

    CSS_PATH = [paths.styles() / "dialog.tcss"]
    VERTICAL_BREAKPOINTS = HEIGHTS

    def on_resize(self, event: events.Resize) -> None:
        """Say that there is too little room, if so; what is typed counts all the same."""
        cover_if_too_small(self, event.size)

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys in force of an action, as they are printed."""
        return key_names(self.names_of(id))

    def names_of(self, id: str) -> str:
        """The keys in force of an action, as Textual names them, with commas between."""
        own = self.app.own_keys if isinstance(self.app, QuietApp) else {}
        keys = own.get(id) or next(action.keys for action in ACTIONS if action.id == id)
        return "" if keys.startswith(UNBOUND) else keys

    def hint(self, *parts: tuple[str, str]) -> str:
        """What keys do, as in “esc cancels · ↑ ↓ choose”; what has no key is left out.

        Args:
            parts: Actions by their ids, with blanks between, and what they do.
        """
        named = [([self.keys_of(id)[:1] for id in ids.split()], does) for ids, does in parts]
        return " · ".join(f"{' '.join(key for (key,) in keys)} {does}" for keys, does in named if all(keys))

    def on_click(self, event: events.Click) -> None:
        """Leave when the mouse is clicked beside the box."""
        if event.widget is self:
            self.leave()

    def leave(self) -> None:
        """Leave without a result."""
        self.dismiss(None)


Chosen = TypeVar("Chosen")


class Choice(NamedTuple, Generic[Chosen]):
    """A line of a menu."""

    key: str
    """The letter that chooses it."""
    name: str
    preview: str
    result: Chosen | None
    """What the menu is dismissed with, None for what cannot be chosen."""


class _Line(Static):
    """A line of a menu, with its letter."""

    def __init__(self, words: Content, letter: str) -> None:
        super().__init__(words)
        self.letter = letter


class Menu(Dialog[ScreenResultType]):
    """A menu whose bindings call `choose` with a letter; dismissed with what was chosen."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "menu.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, title: str, choices: Sequence[Choice[ScreenResultType]]) -> None:
        """Make a menu of these lines."""
        super().__init__()
        self._title = title
        self._choices = {choice.key: choice for choice in choices}
        self._width = max(len(choice.name) for choice in choices)

    def compose(self) -> ComposeResult:
        """Lay out a line for every choice."""
        letters: dict[str, str] = {}
        for key, (_, binding, _, _) in self.active_bindings.items():
            letters.setdefault(binding.action, "" if key.startswith(UNBOUND) else key_names(key)[0])
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            if back := letters.get("dismiss(None)"):
                dialog.border_subtitle = f"{back} cancels"
            for choice in self._choices.values():
                style = "$foreground-muted" if choice.result is not None else "$foreground-disabled"
                name = f"  {choice.name:<{self._width}} "
                letter = letters.get(f"choose('{choice.key}')", " ")
                yield _Line(Content.assemble((letter, "$text-accent"), name, (choice.preview, style)), choice.key)

    def on_click(self, event: events.Click) -> None:
        """Take the choice that is clicked; Textual has a click beside the box leave it, too."""
        if isinstance(event.widget, _Line) and self.check_action("choose", (event.widget.letter,)):
            self.action_choose(event.widget.letter)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a letter can be chosen."""
        if action != "choose":
            return super().check_action(action, parameters)
        choice = self._choices.get(str(parameters[0]))
        return True if choice is not None and choice.result is not None else None  # Seen, and does nothing.

    def action_choose(self, key: str) -> None:
        """Take one of the choices."""
        self.dismiss(self._choices[key].result)


def legend(signs: Iterable[tuple[str, str]]) -> Content:
    """What signs mean, each with its words on one line."""
    words = ((sign, unbroken(f" {means}")) for sign, means in signs)
    return Content("  ").join(Content.assemble((sign, "$text-accent"), means) for sign, means in words)
