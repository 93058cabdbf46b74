"""Signs and lines in ASCII, for locales that are not UTF-8 and fonts that lack the others.

All that is drawn passes through line filters last, borders, scrollbars and Textual's own dialogs too, so no widget has
to know of it. Foreign letters stay: what they mean is not the reader's to change.
"""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_OWN: Final = {
    "▲": "^", "●": "o", "○": "o", "★": "*", "☆": "+", "◆": "!", "▐": "#", "…": ".", "·": "-", "•": "*", "×": "x",
    "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": "<", "»": ">", "↑": "^",
    "↓": "v", "←": "<", "→": ">", "⏎": "<", "▶": ">", "▼": "v", "◀": "<", "✓": "+", "✔": "+", "✗": "x", "✕": "x",
    "\xa0": " ", "🔎": "> ",
    "░": ".", "▒": ":", "▓": "%", "█": "#",
    "▔": "-", "▁": "_", "▏": "|", "▎": "|", "▊": "|", "▌": "|", "▕": "|",
}  # fmt: skip
_HORIZONTAL: Final = "─━┄┅┈┉╌╍═╴╶╸╺╼╾"
_VERTICAL: Final = "│┃┆┇┊┋╎╏║╵╷╹╻╽╿"
_SIGNS: Final = ((range(0x2500, 0x2580), "+"), (range(0x2580, 0x25A0), "#"), (range(0x25A0, 0x27C0), "*"))
"""What stands for box drawings that are corners, for blocks, and for other symbols."""


class _Ascii(dict[int, str]):
    """A table for `str.translate` that fills itself."""

    def __missing__(self, code: int) -> str:
        self[code] = _in_ascii(chr(code))
        return self[code]


def _in_ascii(character: str) -> str:
    """What is drawn for a character, as wide as it."""
    if character in _HORIZONTAL:
        return "-"
    if character in _VERTICAL:
        return "|"
    sign = next((sign for codes, sign in _SIGNS if ord(character) in codes), character)
    return _OWN.get(character, sign if cell_len(character) == 1 else character)


_TABLE: Final = _Ascii()


class AsciiFilter(LineFilter):
    """Draws signs and lines in ASCII; one instance serves all widgets, as strips cache filtered lines by it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Write the signs of a line in ASCII."""
        return [_in_signs(segment) for segment in segments]


def _in_signs(segment: Segment) -> Segment:
    text, style, control = segment
    return segment if control is not None or text.isascii() else Segment(text.translate(_TABLE), style, control)
