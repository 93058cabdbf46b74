"""Keys where somebody types: what the line takes is typed, even where the user has bound it.

Textual 8.2.8 takes the keys of a line away from the bindings before it applies the user's keymap: a letter of that
acts while one types, and `ctrl+q` in place of a letter does not. The app's keys are in force over a modal screen, but
not among its active bindings.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import ScreenResultType

from reader.config.actions import KEY_NAMES
from reader.ui.patches.overlay import OverlayScreen


class TypingScreen(OverlayScreen[ScreenResultType]):
    """A screen whose lines have their keys first."""

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        """The bindings in force, from the focused widget up to the app."""
        focused = self.focused
        nodes = [self, self.app] if focused is None or focused.loading else focused.ancestors_with_self
        chain = [(node, node._bindings.copy()) for node in nodes]
        for place, (_, bindings) in enumerate(chain):
            bindings.apply_keymap(self.app._keymap)
            for key in [*bindings.key_to_bindings]:
                if any(below.check_consume_key(key, character(key)) for below, _ in chain[:place]):
                    del bindings.key_to_bindings[key]
        return chain

    def in_force(self) -> Iterator[tuple[DOMNode, Binding]]:
        """All that a key does here, with what does it: the focused widget first, and the app at the end."""
        for node, bindings in self._binding_chain:
            for _, binding in bindings:
                if self.app._check_action_state(binding.action, node):
                    yield node, binding


def character(key: str) -> str | None:
    """What a key types; Textual does not know that of `slash` and five others."""
    shown = KEY_NAMES.get(key, "")
    return shown if len(shown) == 1 and shown.isascii() else key_to_character(key)
