"""How the reader looks in a theme: its own two, those of Textual, and what is left of them where colours are few.

A look is a few colours, each for one purpose; the style sheets name them by the variables made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from rich.color_triplet import ColorTriplet
from textual.color import Color
from textual.theme import Theme

from reader.config.settings import AUTO
from reader.ui.contrast import MUTED, TEXT, least, lifted, mixed


class Look(Struct, frozen=True):
    """The colours of a theme by their purpose, as CSS has them."""

    background: str
    """The ground of list and abstract."""
    surface: str
    """The ground of lines to type in."""
    panel: str
    """The ground of bars and dialogs."""
    text: str
    muted: str
    """Facts, votes, hints, titles of read papers."""
    faint: str
    """What is not looked for, or cannot be chosen, and thumbs; to be seen on all grounds."""
    accent: str
    """The one colour: keys, headings, the frame of what is in use."""
    mark: str
    """The dot of an unread paper, and the star."""
    warning: str
    error: str
    note: str
    """What the user wrote, and success."""
    cursor: str
    """The ground of what is under the cursor."""
    blurred: str
    """The same where the keys go elsewhere."""
    hover: str
    """The ground of what is under the mouse."""
    divider: str
    """The line between the panes."""
    chosen: str = ""
    """The ground of what is under the cursor in a dialog; empty for that of the list."""
    on_cursor: str = ""
    """The colour of text on those grounds; empty for that of all text."""
    has_grounds: bool = True
    """Whether a ground can be told from another; else the cursor is reversed, or underlined."""
    is_bold: bool = False
    """Whether colours are few: unread titles are bold, nothing is in italics, what is under the mouse is underlined."""

    def variables(self) -> dict[str, str]:
        """The variables of style sheets: those of the reader, and those of Textual's widgets that it uses."""
        chosen, on_cursor = self.chosen or self.cursor, self.on_cursor or self.text
        cursor_style = "none" if self.has_grounds else "reverse"
        return {
            "background": self.background,
            "surface": self.surface,
            **dict.fromkeys(("panel", "panel-darken-1"), self.panel),
            "boost": "transparent",
            "foreground": self.text,
            "foreground-muted": self.muted,
            "foreground-disabled": self.faint,
            "text": self.text,
            "text-muted": self.muted,
            "text-disabled": self.faint,
            "accent": self.accent,
            **dict.fromkeys(("text-accent", "text-primary", "text-secondary"), self.accent),
            "text-warning": self.warning,
            "text-error": self.error,
            "text-success": self.note,
            "mark": self.mark,
            "unread-style": "bold" if self.is_bold else "none",
            "quoted-style": "none" if self.is_bold else "italic",
            "divider": self.divider,
            "hover": self.hover,
            "hover-style": "underline" if self.is_bold else "none",
            "cursor": self.cursor,
            "cursor-style": cursor_style,
            "cursor-blurred": self.blurred,
            "cursor-blurred-style": "none" if self.has_grounds else "underline",
            **dict.fromkeys(("block-cursor-background", "block-cursor-blurred-background"), chosen),
            **dict.fromkeys(("block-cursor-foreground", "block-cursor-blurred-foreground"), on_cursor),
            **dict.fromkeys(("block-cursor-text-style", "block-cursor-blurred-text-style"), cursor_style),
            "block-hover-background": self.hover,
            "border": self.accent,
            "border-blurred": self.divider,
            "input-cursor-background": self.text if self.has_grounds else self.background,
            "input-cursor-foreground": self.background if self.has_grounds else self.text,
            "input-cursor-text-style": cursor_style,
            "input-selection-background": chosen,
            "screen-selection-background": self.cursor,
            **dict.fromkeys(("input-selection-foreground", "screen-selection-foreground"), on_cursor),
            "selection-style": cursor_style,
            **dict.fromkeys(("link-color", "link-color-hover"), self.text),
            "link-background-hover": self.hover,
            **dict.fromkeys(("scrollbar", "scrollbar-hover"), self.faint),
            "scrollbar-active": self.accent,
            **dict.fromkeys(
                (
                    *("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active"),
                    "scrollbar-corner-color",
                ),
                self.panel,
            ),
        }


_DARK: Final = Look(
    background="#16181b",
    surface="#121417",
    panel="#202327",
    text="#d9d5cb",
    muted="#99978f",
    faint="#77756f",
    accent="#8db4d2",
    mark="#f2b866",
    warning="#e3b35c",
    error="#e08a8a",
    note="#a9c298",
    cursor="#2e353d",
    blurred="#24282d",
    hover="#1d2024",
    divider="#474c53",
    chosen="#363f49",
)
_LIGHT: Final = Look(
    background="#faf8f3",
    surface="#ffffff",
    panel="#efece4",
    text="#2a2926",
    muted="#66635b",
    faint="#85816f",
    accent="#2d6089",
    mark="#b34a00",
    warning="#865400",
    error="#a33434",
    note="#486433",
    cursor="#dbe4ea",
    blurred="#ebebe6",
    hover="#f3f0e9",
    divider="#bdb8ac",
    chosen="#c5d4df",
)


def _own(name: str, look: Look, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=look.accent,
        secondary=look.muted,
        accent=look.accent,
        warning=look.warning,
        error=look.error,
        success=look.note,
        foreground=look.text,
        background=look.background,
        surface=look.surface,
        panel=look.panel,
        dark=dark,
        variables=look.variables(),
    )


DARK: Final = _own("paper-dark", _DARK, dark=True)
LIGHT: Final = _own("paper-light", _LIGHT, dark=False)

_D: Final = "ansi_default"
_PLAIN: Final = Look(_D, _D, _D, _D, _D, _D, _D, _D, _D, _D, _D, _D, _D, _D, _D, has_grounds=False, is_bold=True)
"""Of a theme without colours: those of the terminal, bold, reverse and underline."""


_DARK_16: Final = Look(
    *("ansi_black", "ansi_black", "ansi_black"),
    text="ansi_white",
    muted="ansi_bright_black",
    faint="ansi_bright_black",
    accent="ansi_cyan",
    mark="ansi_bright_yellow",
    warning="ansi_bright_yellow",
    error="ansi_bright_yellow",
    note="ansi_white",
    cursor="ansi_white",
    blurred="ansi_bright_black",
    hover="ansi_black",
    divider="ansi_bright_black",
    on_cursor="ansi_black",
    is_bold=True,
)
_LIGHT_16: Final = Look(
    *("ansi_bright_white", "ansi_bright_white", "ansi_bright_white"),
    text="ansi_black",
    muted="ansi_bright_black",
    faint="ansi_bright_black",
    accent="ansi_blue",
    mark="ansi_red",
    warning="ansi_red",
    error="ansi_red",
    note="ansi_black",
    cursor="ansi_black",
    blurred="ansi_white",
    hover="ansi_bright_white",
    divider="ansi_bright_black",
    on_cursor="ansi_bright_white",
    is_bold=True,
)
"""Of all dark themes and of all light ones where a terminal has 16 colours: too few for a look each."""


def theme_name(configured: str, *, is_dark: bool = True) -> str:
    """The theme that a setting stands for.

    Args:
        configured: The name of a theme, or `AUTO`, or nothing, which is the same.
        is_dark: Whether the terminal's background is dark.
    """
    if configured and configured != AUTO:
        return configured
    return DARK.name if is_dark else LIGHT.name


def variables(theme: Theme, given: Mapping[str, str], *, sixteen: bool = False) -> dict[str, str]:
    """What style sheets have in a theme in place of what it gives them, so that all text can be read.

    Args:
        theme: The theme.
        given: Its variables.
        sixteen: Whether the terminal has 16 colours.
    """
    if theme.ansi:
        return _PLAIN.variables()
    if sixteen:
        return (_DARK_16 if theme.dark else _LIGHT_16).variables()
    return {} if theme in (DARK, LIGHT) else _readable(given).variables()


_TAKEN: Final = ("background", "surface", "panel", "foreground", "primary", "accent", "warning", "error", "success")


def _readable(given: Mapping[str, str]) -> Look:
    """The look of a theme of Textual: its colours, each moved until it can be read on all grounds."""
    parsed = {name: Color.parse(given[name]).rich_color.get_truecolor() for name in _TAKEN}
    grounds = [parsed[name] for name in ("background", "surface", "panel")]
    background = grounds[0]
    text = lifted(parsed["foreground"], grounds, TEXT + MUTED)
    muted = lifted(mixed(text, background, 0.35), grounds, TEXT)
    cursor, chosen = (_ground(ground, parsed["primary"], text) for ground in (background, grounds[2]))
    accent, warning, error, success = (
        lifted(parsed[name], grounds, TEXT) for name in ("accent", "warning", "error", "success")
    )
    return Look(
        background=grounds[0].hex,
        surface=grounds[1].hex,
        panel=grounds[2].hex,
        text=text.hex,
        muted=muted.hex,
        faint=lifted(mixed(text, background, 0.55), grounds, MUTED).hex,
        accent=accent.hex,
        mark=warning.hex,
        warning=warning.hex,
        error=error.hex,
        note=success.hex,
        cursor=cursor.hex,
        blurred=mixed(background, cursor, 0.4).hex,
        hover=mixed(background, cursor, 0.25).hex,
        divider=mixed(background, text, 0.25).hex,
        chosen=chosen.hex,
        on_cursor=lifted(text, [cursor, chosen], TEXT).hex,
    )


def _ground(background: ColorTriplet, primary: ColorTriplet, text: ColorTriplet) -> ColorTriplet:
    """The ground of the cursor on another: as much of the theme's first colour as leaves text easy to read."""
    for share in (0.4, 0.32, 0.24):
        ground = mixed(background, primary, share)
        if least(text, [ground]) >= TEXT + 1:
            return ground
    return mixed(background, primary, 0.16)
