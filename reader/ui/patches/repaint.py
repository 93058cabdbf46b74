"""Updates of the screen in few bytes: a key takes a third of what Textual writes for it.

Textual 8.2.8 writes lines that changed from the left edge of their widget on, and sets and resets the whole style of
every segment. Private names of it are used here; `tests/ui/patches/test_repaint.py` fails loudly when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip

from reader.ui.patches.line import NARROW

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


class Piece(NamedTuple):
    """Some cells of a line that a widget drew, and where they are on the screen."""

    x: int
    y: int
    strip: Strip
    start: int
    """The first of its cells."""
    end: int
    """The one after the last."""


class RepaintCompositor(Compositor):
    """A compositor whose partial updates are short, and of whose widgets none is asked for what is not seen anew."""

    def render_partial_update(self) -> CompositorUpdate | None:  # type: ignore[override]
        """Render what changed; Textual has all widgets there draw, and cuts every line of each at the edges of all."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        return Repaint([*self._pieces(regions)]) if regions else None

    def _pieces(self, regions: set[Region]) -> Iterator[Piece]:
        """What of which widget is seen in some regions."""
        crop = Region.from_union(regions).intersection(self.size.region)
        left: dict[int, list[tuple[int, int]]] = {}  # By line, from where to where nothing is known of yet.
        for y, start, end in self._regions_to_spans(regions):
            left.setdefault(y, []).append((start, end))
        for widget, (region, clip) in self.visible_widgets.items():  # From front to back.
            seen = region.intersection(clip)
            if not (left and seen.overlaps(crop)):
                continue
            lines = [y for y in seen.line_range if y in left and _overlap(left[y], seen.x, seen.right)]
            if not lines:
                continue
            strips = widget.render_lines(seen.translate(-region.offset))
            for y in lines:
                behind: list[tuple[int, int]] = []
                for start, end in left.pop(y):
                    first, last = max(start, seen.x), min(end, seen.right)
                    if first >= last:
                        behind.append((start, end))
                        continue
                    yield Piece(first, y, strips[y - seen.y], first - seen.x, last - seen.x)
                    behind += [span for span in ((start, first), (last, end)) if span[0] < span[1]]
                if behind:
                    left[y] = behind


def _overlap(spans: Iterable[tuple[int, int]], left: int, right: int) -> bool:
    return any(start < right and end > left for start, end in spans)


class Repaint(CompositorUpdate):
    """The cells that changed; a style is written where it differs from that of the cell written before."""

    def __init__(self, pieces: list[Piece]) -> None:
        """Hold what is written."""
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:
        """Write the cells for a terminal."""
        written: list[str] = []
        style, link = _PLAIN, None
        # What begins in the same column looks alike more often than what is on the same line.
        for x, y, strip, start, end in sorted(self.pieces, key=itemgetter(0)):
            written.append(f"\x1b[{y + 1};{x + 1}H")
            for text, wanted, _ in _cut(strip, start, end):
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
        text, style, _ = segment
        width = len(text) if (is_narrow := text.isascii() or NARROW.fullmatch(text)) else segment.cell_length
        if start <= 0 and width <= end:
            part.append(segment)
        elif start < width:
            first, last = max(start, 0), min(end, width)
            part.append(
                Segment(text[first:last], style) if is_narrow else segment.split_cells(last)[0].split_cells(first)[1]
            )
        start, end = start - width, end - width
    return part


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
