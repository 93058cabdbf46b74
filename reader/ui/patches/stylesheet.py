"""Style sheets that are not read again for what is known of them: Textual parses all of them for every theme.

It does so, too, when a dialog brings one more. Half of what another theme costs an app of one widget is that.
Private names of Textual 8.2.8 are used here; `tests/ui/patches/test_recolouring.py` fails loudly when they change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

from msgspec import Struct
from textual.cache import LRUCache
from textual.color import Color
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.style import Style

THEMES: Final = 8
"""Of how many themes that is kept, 0.3 MB each."""
_Source: TypeAlias = tuple[str, CSSLocation, bool, int, str]


class _Known(Struct, frozen=True):
    """What is known of a theme."""

    rules: dict[_Source, list[RuleSet]]
    styles: LRUCache[str, Style]
    """What contents name, such as `$text-accent`."""


class KeptStylesheet(Stylesheet):
    """A style sheet whose rules are kept: those without variables for good, the others for each theme."""

    def __init__(self, variables: dict[str, str]) -> None:
        """Have no rules yet."""
        super().__init__(variables=variables)
        self._lasting: dict[_Source, list[RuleSet]] = {}
        self._by_theme: LRUCache[frozenset[tuple[str, str]], _Known] = LRUCache(THEMES)
        self._recolours = False
        self.set_variables(variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the variables of a theme."""
        self._style_parse_cache = LRUCache(1)  # What is there will be cleared.
        super().set_variables(variables)
        key = frozenset(variables.items())
        self._of_theme = self._by_theme.get(key) or _Known({}, LRUCache(1024))
        self._by_theme.set(key, self._of_theme)
        self._style_parse_cache = self._of_theme.styles

    def reparse(self) -> None:
        """Parse what is not known yet; what there was stays if that fails, as in Textual's own way of a new object."""
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        source = css, read_from, is_default_rules, tie_breaker, scope
        kept = self._of_theme.rules if "$" in css else self._lasting
        if source not in kept:
            kept[source] = super()._parse_rules(*source)
        return kept[source]

    @contextmanager
    def recolouring(self) -> Iterator[None]:
        """Leave drawing to the caller that updates nodes: Textual draws a node, and all below it, for each colour."""
        self._recolours = True
        try:
            yield
        finally:
            self._recolours = False

    def replace_rules(self, node: DOMNode, rules: RulesMap, animate: bool = False) -> None:  # type: ignore[override]
        """Set the rules of a node, of which colours alone need no more than being set."""
        if not self._recolours or animate:
            super().replace_rules(node, rules, animate)
            return
        base = node.styles.base
        before = base.get_rules()
        for key in before.keys() | rules.keys():
            old, new = before.get(key), rules.get(key)
            if old == new:
                continue
            if _without_colours(old) == _without_colours(new):
                base.set_rule(key, new)
            else:
                setattr(base, key, new)
        node.notify_style_update()


def _without_colours(value: object) -> object:
    """What of a rule can change where things are; a border is a tuple of its kind and its colour."""
    if isinstance(value, Color):
        return Color
    if isinstance(value, tuple):
        return tuple(map(_without_colours, value))
    return value
