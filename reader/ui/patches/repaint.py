"""Updates of the screen in few bytes: a key takes a third of what Textual writes for it.

Textual 8.2.8 writes lines that changed from the left edge of their widget on, and sets and resets the whole style of
every segment. Private names of it are used here; `tests/ui/patches/test_repaint.py` fails loudly when they change.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual.strip import Strip

_PLAIN = Style.null()
_RESET = "\x1b[0m"
_NO_LINK = "\x1b]8;;\x1b\\"
"""Ends a link (OSC 8)."""
_ATTRIBUTES = (
    ("22", (("bold", "1"), ("dim", "2"))),
    ("23", (("italic", "3"),)),
    ("24", (("underline", "4"), ("underline2", "21"))),
    ("25", (("blink", "5"), ("blink2", "6"))),
    ("27", (("reverse", "7"),)),
    ("28", (("conceal", "8"),)),
    ("29", (("strike", "9"),)),
    ("54", (("frame", "51"), ("encircle", "52"))),
    ("55", (("overline", "53"),)),
)
"""The codes of attributes, by the code that ends them (ECMA-48, SGR)."""


class RepaintCompositor(Compositor):
    """A compositor whose partial updates are short."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Render what changed."""
        update = super().render_partial_update()
        return update and Repaint(update.chops, update.spans, update.chop_ends)


class Repaint(ChopsUpdate):
    """The cells that changed; a style is written where it differs from that of the cell written before."""

    def render_segments(self, console: Console) -> str:
        """Write the cells for a terminal."""
        written: list[str] = []
        style, link = _PLAIN, None
        # What begins in the same column looks alike more often than what is on the same line.
        for y, start, end in sorted(self.spans, key=itemgetter(1)):
            for (x, strip), right in zip(self.chops[y].items(), self.chop_ends[y], strict=True):
                if strip is None or x >= end or right <= start:
                    continue
                left = max(x, start)
                written.append(f"\x1b[{y + 1};{left + 1}H")
                for text, wanted, _ in _cut(strip, left - x, end - x):
                    if wanted is not style and (transition := _transition(console, style, wanted or _PLAIN)):
                        written.append(transition)
                        style = wanted or _PLAIN
                    if (wanted.link if wanted else None) != link:
                        link = wanted.link if wanted else None
                        written.append(_link(wanted))
                    written.append(text)
        return "".join(written) + (_NO_LINK if link else "") + _RESET


def _link(style: Style | None) -> str:
    """What begins the link of a style, or ends the one before."""
    return f"\x1b]8;id={style._link_id};{style.link}\x1b\\" if style is not None and style.link else _NO_LINK


def _cut(strip: Strip, start: int, end: int) -> Iterable[Segment]:
    """A part of a line; `Strip.crop` takes ten times as long, as it remembers what it made and measures all of it."""
    if start <= 0 and end >= strip.cell_length:
        return strip
    part: list[Segment] = []
    for segment in strip:
        if end <= 0:
            break
        width = len(segment.text) if segment.text.isascii() else segment.cell_length
        if start <= 0 and width <= end:
            part.append(segment)
        elif start < width:
            part.append(_piece(segment, max(start, 0), min(end, width)))
        start, end = start - width, end - width
    return part


def _piece(segment: Segment, start: int, end: int) -> Segment:
    """Some cells of a segment."""
    if segment.text.isascii():
        return Segment(segment.text[start:end], segment.style)
    return segment.split_cells(end)[0].split_cells(start)[1]


@lru_cache(512)
def _transition(console: Console, before: Style, after: Style) -> str:
    """The sequence that takes a terminal from one style to another; empty where they look the same."""
    codes: list[str] = []
    for off, attributes in _ATTRIBUTES:
        had, has = ([on for name, on in attributes if getattr(style, name)] for style in (before, after))
        if had != has:
            codes += [off, *has] if had else has
    if before.color != after.color:
        codes.append(_colour(console, Style(color=after.color)) or "39")
    if before.bgcolor != after.bgcolor:
        codes.append(_colour(console, Style(bgcolor=after.bgcolor)) or "49")
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def _colour(console: Console, style: Style) -> str:
    """The codes of a colour, as many as the terminal has colours for."""
    return Strip([Segment("x", style)]).render(console).partition("x")[0][2:-1]
