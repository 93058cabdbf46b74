"""A menu: lines with a letter each, and one of them chosen, for arrow keys and Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Generic, NamedTuple, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.screen import ScreenResultType

from reader.config.settings import UNBOUND
from reader.store import paths
from reader.ui.dialogs.dialog import Dialog
from reader.ui.dialogs.filtered import ChoiceTable
from reader.ui.signs import key_names
from reader.ui.widgets.cells import fit, pad, width_of

GAP: Final = 2
"""Columns between a letter, a name and what is behind it."""
Result = TypeVar("Result")


class Choice(NamedTuple, Generic[Result]):
    """A line of a menu."""

    key: str
    """The letter that takes it."""
    name: str
    preview: str
    result: Result | None
    """What the menu is dismissed with, None for what cannot be taken."""
    is_current: bool = False
    """Whether it is in force."""


class MenuTable(ChoiceTable):
    """The lines of a menu."""

    def __init__(self, choices: Sequence[Choice[Result]], letters: Mapping[str, str], *, shows_chosen: bool) -> None:
        """Begin with what is in force, else with the first line that can be taken.

        Args:
            choices: The lines.
            letters: The keys in force of their letters.
            shows_chosen: Whether a key takes the chosen line.
        """
        super().__init__()
        self._choices = choices
        self._letters = letters
        self._shows_chosen = shows_chosen
        self._possible = [index for index, choice in enumerate(choices) if choice.result is not None]
        first = min(self._possible, key=lambda index: not choices[index].is_current, default=0)
        self.set_reactive(ChoiceTable.chosen, first)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._choices)

    def move(self, steps: int) -> None:
        """Choose another of the lines that can be taken."""
        place = self._possible.index(self.chosen) + steps
        self.chosen = self._possible[max(0, min(place, len(self._possible) - 1))]

    def render(self) -> Content:
        """Write a choice a line."""
        return Content("\n").join(map(self._line, range(self.count)))

    def _line(self, index: int) -> Content:
        choice = self._choices[index]
        letter = pad(self._letters.get(choice.key, ""), max(map(width_of, self._letters.values()), default=1))
        name = choice.name.ljust(max(len(one.name) for one in self._choices))
        before = f"{letter}{' ' * GAP}{name}{' ' * GAP}"
        preview = fit(choice.preview, self.size.width - width_of(before))
        line = Content(pad(f"{before}{preview}", self.size.width))
        if index == self.chosen and self._shows_chosen:
            return line.stylize(self.get_visual_style("choice-table--cursor"))
        muted = "$foreground-muted" if choice.result is not None else "$foreground-disabled"
        return line.stylize("$text-accent", 0, len(letter)).stylize(muted, len(before))

    def on_click(self, event: events.Click) -> None:
        """Choose the line that the mouse is on, and take it."""
        event.stop()
        if event.y in self._possible:
            self.choose(event.y)


class Menu(Dialog[ScreenResultType]):
    """A menu whose bindings call `choose` with a letter; dismissed with what was chosen."""

    CSS_PATH = [paths.styles() / name for name in ("dialog.tcss", "menu.tcss")]
    TAKES: ClassVar[str] = ""
    """What a key does with the chosen line; nothing where letters alone take one."""
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, title: str, choices: Sequence[Choice[ScreenResultType]]) -> None:
        """Make a menu of these lines."""
        super().__init__()
        self._title = title
        self._choices = {choice.key: choice for choice in choices}

    def compose(self) -> ComposeResult:
        """Lay out a line for every choice."""
        keys = self._keys()
        letters = {key: keys.get(f"choose('{key}')", "") for key in self._choices}
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._title
            yield MenuTable([*self._choices.values()], letters, shows_chosen=bool(self.TAKES))

    def on_mount(self) -> None:
        """Keep the chosen line in sight."""
        self.watch(self.query_one(MenuTable), "chosen", self._see, init=False)
        self.call_after_refresh(self._see)

    def _see(self) -> None:
        for box in self.query(self.BOX):  # It is gone where the menu was left before it was drawn.
            for table in self.query(MenuTable):
                box.scroll_to_region(table.place, animate=False)

    @property
    def current_row(self) -> Offset | None:
        """The chosen line."""
        return self.row_of(self.query_one(MenuTable))

    def _keys(self) -> dict[str, str]:
        """The first keys in force by what they do."""
        keys: dict[str, str] = {}
        for key, (_, binding, _, _) in self.active_bindings.items():
            keys.setdefault(binding.action, "" if key.startswith(UNBOUND) else key_names(key)[0])
        return keys

    def hints(self) -> Sequence[str]:
        """What keys do."""
        keys = self._keys()
        named = ((keys.get("take"), self.TAKES), (keys.get("dismiss(None)"), "cancels"))
        return [f"{key} {does}" for key, does in named if key]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a letter can be chosen."""
        if action != "choose":
            return super().check_action(action, parameters)
        choice = self._choices.get(str(parameters[0]))
        return True if choice is not None and choice.result is not None else None  # Seen, and does nothing.

    def action_choose(self, key: str) -> None:
        """Take one of the choices."""
        self.dismiss(self._choices[key].result)

    def action_move(self, steps: int) -> None:
        """Choose another line."""
        self.query_one(MenuTable).move(steps)

    def action_move_pages(self, pages: int) -> None:
        """Choose another line, a page away."""
        self.action_move(pages * max(1, self.query_one(self.BOX).size.height - 1))

    def action_move_to_end(self, last: bool) -> None:
        """Choose the first line, or the last one."""
        self.action_move(len(self._choices) if last else -len(self._choices))

    @on(ChoiceTable.Chosen)
    def action_take(self) -> None:
        """Take the chosen line."""
        self.action_choose([*self._choices][self.query_one(MenuTable).chosen])


def moves(scope: str) -> dict[str, str]:
    """What the keys do that choose a line of a menu."""
    return {
        f"{scope}.take": "take",
        f"{scope}.next": "move(1)",
        f"{scope}.previous": "move(-1)",
        f"{scope}.page_down": "move_pages(1)",
        f"{scope}.page_up": "move_pages(-1)",
        f"{scope}.first": "move_to_end(False)",
        f"{scope}.last": "move_to_end(True)",
    }
