"""Classes of widgets made with what those above them found: Textual looks through all that each of them inherits.

A widget inherits some seven hundred names, and eighty classes are made until the first frame: that was 9 % of it.
Private names of Textual 8.2.8 are used here; `tests/ui/patches/test_classes.py` fails loudly when they change.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from textual.dom import DOMNode
from textual.reactive import Reactive


def look_once() -> None:
    """Look through each class once, from now on; call it before widgets are imported. A second call does nothing."""
    DOMNode.__init_subclass__ = classmethod(_made)  # type: ignore[assignment]


def _made(
    cls: type[DOMNode],
    inherit_css: bool = True,
    inherit_bindings: bool = True,
    inherit_component_classes: bool = True,
) -> None:
    """Do what Textual's own method does, line for line, but for its two loops over inherited names."""
    super(DOMNode, cls).__init_subclass__()
    found = [_found(base) for base in reversed(cls.__mro__)]
    cls._reactives = {name: reactive for reactives, _ in found for name, reactive in reactives.items()}
    cls._inherit_css = inherit_css
    cls._inherit_bindings = inherit_bindings
    cls._inherit_component_classes = inherit_component_classes
    bases = cls._css_bases(cls)
    cls._css_type_name = bases[0].__name__
    cls._merged_bindings = cls._merge_bindings()
    cls._css_type_names = frozenset(base.__name__ for base in bases)
    cls._computes = frozenset(name for _, computed in found for name in computed)


@cache
def _found(base: type) -> tuple[dict[str, Reactive[Any]], list[str]]:
    """What a class adds to those that it inherits: reactive attributes, and names of those that are computed."""
    names = vars(base)
    reactives = {name: value for name, value in names.items() if isinstance(value, Reactive)}
    return reactives, [name.lstrip("_")[8:] for name in names if name.startswith(("_compute_", "compute_"))]
