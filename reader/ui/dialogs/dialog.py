"""What all dialogues have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.screen import ScreenResultType

from reader.config.actions import ACTIONS
from reader.config.settings import UNBOUND
from reader.store import paths
from reader.ui.patches.app import QuietApp
from reader.ui.patches.keys import TypingScreen
from reader.ui.patches.wrapping import unbroken
from reader.ui.signs import key_names
from reader.ui.widgets.bars import HEIGHTS, cover_if_too_small
from reader.ui.widgets.cells import width_of

EDGES: Final = 6
"""Columns of the edge of a box beside the words on it."""
BETWEEN: Final = " · "
"""What stands between two hints."""


class Dialog(TypingScreen[ScreenResultType | None]):
    """A box above the day; a click beside it closes it."""

    CSS_PATH = [paths.styles() / "dialog.tcss"]
    VERTICAL_BREAKPOINTS = HEIGHTS
    BOX: ClassVar[str] = ".dialog"
    """The box, whose lower edge says what keys do."""
    WIDTH: ClassVar[int] = 76
    """Columns of the box where it has room for them."""

    def on_mount(self) -> None:
        """Say what keys do."""
        self.tell_keys(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        """Say that there is too little room, if so; what is typed counts all the same."""
        cover_if_too_small(self, event.size)
        self.tell_keys(event.size)

    def hints(self) -> Sequence[str]:
        """What keys do, as `hints_of` has it, the way out last; nothing where that is said elsewhere."""
        return ()

    def tell_keys(self, size: Size) -> None:
        """Write on the lower edge of the box what keys do, as far as there is room on a screen of some size."""
        words = Content(fitted(self.hints(), self.width_on(size) - EDGES))
        for box in self.query(self.BOX):
            if box.border_subtitle != words.markup:  # Else it is drawn anew.
                box.border_subtitle = words

    def width_on(self, size: Size) -> int:
        """Columns of the box on a screen of some size, as the styles have it."""
        return min(self.WIDTH, size.width * 24 // 25)

    def keys_of(self, id: str) -> tuple[str, ...]:
        """The keys in force of an action, as they are printed."""
        return key_names(self.names_of(id))

    def names_of(self, id: str) -> str:
        """The keys in force of an action, as Textual names them, with commas between."""
        own = self.app.own_keys if isinstance(self.app, QuietApp) else {}
        keys = own.get(id) or next(action.keys for action in ACTIONS if action.id == id)
        return "" if keys.startswith(UNBOUND) else keys

    def hints_of(self, *parts: tuple[str, str]) -> list[str]:
        """What keys do, as in “↑ ↓ choose”; what has no key is left out.

        Args:
            parts: Actions by their ids, with blanks between, and what they do.
        """
        named = [([self.keys_of(id)[:1] for id in ids.split()], does) for ids, does in parts]
        return [f"{' '.join(key for (key,) in keys)} {does}" for keys, does in named if all(keys)]

    def hint(self, *parts: tuple[str, str]) -> str:
        """The same in a row, as in “↑ ↓ choose · esc cancels”."""
        return BETWEEN.join(self.hints_of(*parts))

    def on_click(self, event: events.Click) -> None:
        """Leave when the mouse is clicked beside the box."""
        if event.widget is self:
            self.leave()

    def leave(self) -> None:
        """Leave without a result."""
        self.dismiss(None)

    async def action_copy_text(self) -> None:  # type: ignore[override]
        """Copy what is selected; else do what the key does that leads out, as ctrl+c does at other prompts."""
        if self.get_selected_text():
            super().action_copy_text()
            return
        for node, binding in self.in_force():
            if binding.id and (binding.id.endswith(".back") or binding.id == "note.drop"):
                await self.app.run_action(binding.action, node)
                return


def fitted(hints: Sequence[str], room: int) -> str:
    """As many hints in a row as there is room for, the last one first: it is the way out.

    >>> fitted(["enter opens", "g newest", "esc cancels"], 30), fitted(["enter opens", "esc cancels"], 9)
    ('enter opens · esc cancels', 'esc cancels')
    """
    shown = list(hints)
    while len(shown) > 1 and width_of(BETWEEN.join(shown)) > room:
        del shown[-2]
    return BETWEEN.join(shown)


LOOKS: Final = {
    **dict.fromkeys("●★◆", "$mark"),
    **dict.fromkeys("▲☆", "$text-muted"),
    **dict.fromkeys("░▒▓█", "$text-accent"),
    **dict.fromkeys("–?", "$text-disabled"),
}
"""The colours of signs, the same wherever they are."""


def legend(signs: Iterable[tuple[str, str]]) -> Content:
    """What signs mean, each with its words on one line."""
    words = ((sign, unbroken(f" {means}")) for sign, means in signs)
    return Content("  ").join(Content.assemble((sign, LOOKS[sign]), means) for sign, means in words)
