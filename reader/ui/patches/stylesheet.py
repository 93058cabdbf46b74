"""Style sheets that are parsed once, with a colour that stands for each variable: Textual parses all for every theme.

It does so, too, when a dialog brings one more. Half of what another theme costs an app of one widget is that.
Private names of Textual 8.2.8 are used here; `tests/ui/patches/test_recolouring.py` fails loudly when they change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

from msgspec import Struct
from textual.color import TRANSPARENT, Color
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.tokenize import tokenize_values
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.markup import parse_style
from textual.style import Style

_VARIABLE: Final = re.compile(r"\$([\w-]+)")
_COLOUR: Final = re.compile(r"#\w+|ansi_\w+|transparent")
"""A variable's value that is a colour and nothing else."""
_STAND_IN: Final = 11, 0
"""Red and green of the colours that stand for variables; no style sheet has one of them."""
_Colours: TypeAlias = Mapping[tuple[int, int, int], Color]
"""By what stands for them."""


class _Parsed(Struct, frozen=True):
    """The rules of a style sheet, and where in them are colours of variables."""

    rules: list[RuleSet]
    places: list[tuple[dict[str, Any], str, object]]
    """Rules, the name of one, and its value with stand-ins."""


class KeptStylesheet(Stylesheet):
    """A style sheet whose rules are kept, and get the colours of another theme in their places."""

    def __init__(self, variables: dict[str, str]) -> None:
        """Have no rules yet."""
        super().__init__(variables=variables)
        self._kept: dict[tuple[object, ...], _Parsed] = {}
        self._recolours = False

    def reparse(self) -> None:
        """Parse what is not known yet; what there was stays if that fails, as in Textual's own way of a new object."""
        self.parse()

    def parse_style(self, style_text: str | Style) -> Style:
        """Parse a style of a text, such as `$text-accent`, without all other variables of the theme."""
        if isinstance(style_text, str) and style_text not in self._style_parse_cache:
            self._style_parse_cache[style_text] = parse_style(style_text, self._named_in(style_text))
        return super().parse_style(style_text)

    def _named_in(self, css: str) -> dict[str, str]:
        return {name: self._variables[name] for name in _VARIABLE.findall(css) if name in self._variables}

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        values = self._named_in(css)
        colours: dict[tuple[int, int, int], Color] = {}
        """By what stands for them."""
        for number, (name, value) in enumerate(values.items()):
            if _COLOUR.fullmatch(value):
                stand_in = Color(*_STAND_IN, number)
                values[name] = stand_in.hex
                colours[stand_in.rgb] = Color.parse(value)
        source = css, read_from, is_default_rules, tie_breaker, scope, *values.items()
        if source not in self._kept:
            rules = [*parse(scope, css, read_from, None, tokenize_values(values), is_default_rules, tie_breaker)]
            self._kept[source] = _Parsed(rules, [*_places(rules, dict.fromkeys(colours, TRANSPARENT))])
        for styles, key, template in self._kept[source].places:
            styles[key] = _coloured(template, colours)
        return self._kept[source].rules

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


def _places(rules: Iterable[RuleSet], colours: _Colours) -> Iterator[tuple[dict[str, Any], str, object]]:
    for rule in rules:
        styles: dict[str, Any] = rule.styles._rules  # type: ignore[assignment]
        yield from ((styles, key, value) for key, value in styles.items() if _coloured(value, colours) != value)


def _coloured(value: object, colours: _Colours) -> object:
    """The value of a rule with the colours of a theme for what stands for them."""
    if isinstance(value, Color):
        colour = colours.get(value.rgb)
        return colour.multiply_alpha(value.a) if colour else value
    if type(value) is tuple:  # Of a border, its kind and its colour.
        return tuple(_coloured(part, colours) for part in value)
    return value
