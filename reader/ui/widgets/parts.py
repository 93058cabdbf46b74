"""How the parts of list and abstract look, by the variables of the theme.

They are not in style sheets: Textual takes 0.5 ms to find the style of one: 10 ms of the start and of another theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from rich.style import Style
from textual.color import Color

FAINT: Final = frozenset({"gone", "dimmed", "thumb"})
"""What is muted on purpose, and need not be as easy to read."""


class _Look(Struct, frozen=True):
    colour: str = ""
    """A variable; empty to leave the colour as it is."""
    ground: str = ""
    written: str = ""
    """How it is written, in Rich's words, or a variable that has them."""


PARTS: Final = {
    "unread": _Look("text", written="unread-style"),
    "read": _Look("text-muted"),
    "votes": _Look("text-muted"),
    "mark": _Look("mark"),
    "meta": _Look("text-muted"),
    "gone": _Look("text-disabled"),
    "dimmed": _Look("text-disabled"),
    "title": _Look("text", written="bold"),
    "label": _Look("text-accent", written="bold"),
    "text": _Look("text"),
    "ai": _Look("text", written="quoted-style"),
    "note": _Look("text-success"),
    "warning": _Look("text-warning"),
    "thumb": _Look("text-disabled"),
    "letter": _Look("text-accent", written="reverse"),
    "code": _Look("text", "surface"),
    "place": _Look("text-accent"),
    # These are laid over others.
    "link": _Look(written="underline"),
    "match": _Look(written="bold underline"),
    "hit": _Look("text-accent", written="not bold reverse"),
    "cited": _Look("text-accent"),
    "emphasis": _Look(written="quoted-style"),
    "strong": _Look(written="bold"),
    "hover": _Look("", "hover", "hover-style"),
    "cursor": _Look("", "cursor", "cursor-style"),
    "left": _Look("", "cursor-blurred", "cursor-blurred-style"),
}
"""By name; `left` is under the cursor while the keys go elsewhere."""


def style_of(part: str, variables: Mapping[str, str]) -> Style:
    """The style of a part alone, without a ground unless it has one of its own."""
    look = PARTS[part]
    found = Style.from_color(
        Color.parse(variables[look.colour]).rich_color if look.colour else None,
        Color.parse(variables[look.ground]).rich_color if look.ground else None,
    )
    return found + Style.parse(variables.get(look.written, look.written)) if look.written else found
