"""Cells of a terminal as SVG: the same cells give the same bytes, and no font is loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

CELL, LINE, SIZE = 9.6, 20, 16
"""The width of a cell, the height of a line and the size of letters, in pixels."""
BASELINE: Final = 15
BAR, MARGIN = 34, 14
FONTS: Final = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"
PLAIN: Final = re.compile(r"[ -~\u00a1-\u00ff\u2010-\u2026]+")
"""What every font has as wide as a cell; any other character has a place of its own."""
RUN: Final = re.compile(r"\S+(?: \S+)*")
"""Blanks that stand together would be joined."""


class Look(NamedTuple):
    """How a cell is drawn."""

    colour: str
    ground: str
    shape: str = ""
    """The declarations of CSS that make it bold, italic or underlined."""


class Cell(NamedTuple):
    """A character with what combines with it, or the second half of a wide one, which is empty."""

    text: str
    look: Look


Frame = Sequence[Sequence[Cell]]
"""The lines of a screen."""

ARMS: Final = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru",
    "┼": "lrud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "━": "lr", "┃": "ud",
}  # fmt: skip
"""Where the lines of a character go: they are drawn, as those of a font do not reach from line to line."""
ENDS: Final = {"l": (0, 0.5), "r": (1, 0.5), "u": (0.5, 0), "d": (0.5, 1)}
BLOCKS: Final = {
    **{char: (0, 1 - part / 8, 1, part / 8) for part, char in enumerate("▁▂▃▄▅▆▇█", start=1)},
    **{char: (0, 0, part / 8, 1) for part, char in zip(range(7, 0, -1), "▉▊▋▌▍▎▏", strict=True)},
    "▀": (0, 0, 1, 0.5), "▐": (0.5, 0, 0.5, 1), "▔": (0, 0, 1, 0.125), "▕": (0.875, 0, 0.125, 1),
}  # fmt: skip
"""The part of a cell that a character fills: from where, how wide and how high."""
SHADES: Final = {"░": 0.25, "▒": 0.5, "▓": 0.75}
"""How much of what is below a character covers, which fills its cell."""


def cells(segments: Iterable[Segment], usual: Look) -> list[Cell]:
    """The cells of a line of the screen.

    Args:
        segments: The line.
        usual: The colours of what has none of its own.
    """
    line: list[Cell] = []
    for text, style, control in segments:
        if control:
            continue
        look = look_of(style, usual)
        for char in text.replace("\xa0", " "):
            if cell_len(char) == 0 and line:
                line[-1] = line[-1]._replace(text=line[-1].text + char)
            else:
                line += [Cell(char, look), *[Cell("", look)] * (cell_len(char) - 1)]
    return line


def look_of(style: Style | None, usual: Look) -> Look:
    """How a style is drawn."""
    if style is None:
        return usual
    front = style.color.get_truecolor().hex if style.color else usual.colour
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else usual.ground
    if style.reverse:
        front, ground = ground, front
    shapes = {
        "font-weight:bold": style.bold,
        "font-style:italic": style.italic,
        "text-decoration:underline": style.underline,
    }
    return Look(front, ground, ";".join(shape for shape, is_on in shapes.items() if is_on))


def drawn(frame: Frame, *, title: str, about: str, ground: str, bar: Look) -> str:
    """A window with a frame in it.

    Args:
        frame: The lines, all of the same length.
        title: What the window is called.
        about: What is to be seen, for those who do not see it.
        ground: The colour of what nothing is drawn on.
        bar: The colours of its title and of its edge.
    """
    width, height = round(CELL * len(frame[0]) + 2 * MARGIN), LINE * len(frame) + BAR + MARGIN
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    fronts = sorted({cell.look._replace(ground="") for line in frame for cell in line})
    names = {look: f"c{number}" for number, look in enumerate(fronts)}
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
            f"<title>{escape(about)}</title>",
            "<style>",
            f"text{{font:{SIZE}px {FONTS}}}",
            "g rect{shape-rendering:crispEdges}",
            ".m{text-anchor:middle}",
            f".t{{fill:{bar.colour};font-size:14px}}",
            *(f".{name}{{fill:{look.colour}{';' + look.shape if look.shape else ''}}}" for look, name in names.items()),
            "</style>",
            *_window(width, height, title, ground, bar),
            f'<g transform="translate({MARGIN} {BAR})">',
            *(part for at, line in enumerate(frame) for part in _grounds(line, at, ground)),
            *(part for at, line in enumerate(frame) for part in _line(line, at, names)),
            "</g>",
            "</svg>",
            "",
        ]
    )


def _window(width: int, height: int, title: str, ground: str, bar: Look) -> Iterator[str]:
    yield (
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"'
        f' fill="{ground}" stroke="{bar.ground}"/>'
    )
    for number in range(3):
        yield f'<circle cx="{MARGIN + 6 + 18 * number}" cy="{BAR / 2:g}" r="5" fill="{bar.ground}"/>'
    yield _text(title, "m t", width / 2, BAR / 2 + 5)


def _grounds(line: Sequence[Cell], at: int, ground: str) -> Iterator[str]:
    """The grounds of a line that are not that of the window; those at its ends reach to the edges."""
    x, last = 0, len(line)
    for colour, same in groupby(line, key=lambda cell: cell.look.ground):
        end = x + len(list(same))
        if colour != ground:
            left, right = x * CELL - MARGIN * (x == 0) + (x == 0), end * CELL + MARGIN * (end == last) - (end == last)
            yield _rect(left, at * LINE, right - left, LINE, colour)
        x = end


def _rect(x: float, y: float, width: float, height: float, colour: str, more: str = "") -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"{more}/>'


def _block(char: str, x: int, at: int, colour: str) -> str:
    left, top, width, height = BLOCKS.get(char, (0, 0, 1, 1))
    shade = f' fill-opacity="{SHADES[char]:g}"' if char in SHADES else ""
    return _rect((x + left) * CELL, (at + top) * LINE, width * CELL, height * LINE, colour, shade)


def _line(line: Sequence[Cell], at: int, names: dict[Look, str]) -> Iterator[str]:
    """The characters of a line, those that look the same together."""
    x = 0
    for (look, kind), same in groupby(line, key=lambda cell: (cell.look, _kind(cell.text))):
        part = list(same)
        name = names[look._replace(ground="")]
        if kind == "plain":
            yield from _words("".join(cell.text for cell in part), x, at, name)
        for place, cell in enumerate(part, start=x):
            if kind == "lines":
                yield _lines(cell.text, place, at, look.colour)
            elif kind == "block":
                yield _block(cell.text, place, at, look.colour)
            elif kind == "other" and cell.text:
                middle = place + cell_len(cell.text) / 2
                yield _text(cell.text, f"{name} m", middle * CELL, at * LINE + BASELINE)
        x += len(part)


def _kind(text: str) -> str:
    if text in ARMS:
        return "lines"
    if text in BLOCKS or text in SHADES:
        return "block"
    return "plain" if PLAIN.fullmatch(text) else "other"


def _words(text: str, x: int, at: int, name: str) -> Iterator[str]:
    """A text, which is made as wide as its cells where the font is not."""
    for found in RUN.finditer(text):
        width = f' textLength="{len(found[0]) * CELL:g}"'
        yield _text(found[0], name, (x + found.start()) * CELL, at * LINE + BASELINE, width)


def _text(text: str, name: str, x: float, y: float, more: str = "") -> str:
    return f'<text class="{name}" x="{x:g}" y="{y:g}"{more}>{escape(text)}</text>'


def _lines(char: str, x: int, at: int, colour: str) -> str:
    middle = f"M{(x + 0.5) * CELL:g} {(at + 0.5) * LINE:g}"
    ends = (ENDS[arm] for arm in ARMS[char])
    path = "".join(f"{middle}L{(x + right) * CELL:g} {(at + down) * LINE:g}" for right, down in ends)
    return f'<path d="{path}" stroke="{colour}" fill="none"/>'
