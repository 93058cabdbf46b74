"""A font of lines and blocks that touch those above and below.

A page draws text in Roboto Mono, which has none of these characters, and those of a browser's other fonts are lower
than its lines are high: borders would have gaps. Each glyph here fills a cell of Roboto Mono and some more, which the
page cuts off. Their shapes follow from the names of the characters; what has another one (double lines, dashes, shades)
is left to other fonts.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from typing import Final, NamedTuple

EM: Final = 2048
WIDTH, TOP, BOTTOM = 1229, 2146, -555
"""The cell of Roboto Mono."""
MIDDLE, CENTRE = WIDTH // 2, (TOP + BOTTOM) // 2
OVER: Final = 300
"""How far a glyph reaches above and below its cell: heights of lines are rounded up."""
BESIDE: Final = 24
"""How far it reaches to the left and to the right."""
HALF: Final = {"LIGHT": 64, "HEAVY": 150}
"""Half of a line's strength."""
RADIUS: Final = 450
SIDES: Final = {"HORIZONTAL": ("LEFT", "RIGHT"), "VERTICAL": ("UP", "DOWN")}
EIGHTHS: Final = ("ONE", "ONE QUARTER", "THREE", "HALF", "FIVE", "THREE QUARTERS", "SEVEN")


class Point(NamedTuple):
    """A point of an outline, or one that a curve only tends to."""

    x: int
    y: int
    is_on: bool = True


Outline = list[Point]


def outlines(character: str) -> list[Outline]:
    """The shape of a character; empty for those that this font does not have."""
    name = unicodedata.name(character, "")
    if name.startswith("BOX DRAWINGS"):
        return _lines(name.removeprefix("BOX DRAWINGS "))
    return [_block(*edges) for edges in _blocks(name)]


def _lines(name: str) -> list[Outline]:
    if re.search("DOUBLE|SINGLE|DASH|DIAGONAL", name):
        return []
    if name.startswith("LIGHT ARC "):
        return [_arc("RIGHT" in name, "UP" in name)]
    arms: dict[str, int] = {}
    parts = name.split(" AND ")
    for part in parts:
        weight = re.search("LIGHT|HEAVY", part) or re.search("LIGHT|HEAVY", name)
        for word in part.split():
            for side in SIDES.get(word, (word,)):
                if side in ("LEFT", "RIGHT", "UP", "DOWN") and weight:
                    arms[side] = HALF[weight[0]]
    return [_arm(side, half, max(arms.values())) for side, half in arms.items()]


def _arm(side: str, half: int, past: int) -> Outline:
    """A line from an edge to the middle, and past it as far as the lines are wide that it meets."""
    left, right, up, down = -BESIDE, WIDTH + BESIDE, TOP + OVER, BOTTOM - OVER
    match side:
        case "LEFT":
            return _box(left, CENTRE - half, MIDDLE + past, CENTRE + half)
        case "RIGHT":
            return _box(MIDDLE - past, CENTRE - half, right, CENTRE + half)
        case "UP":
            return _box(MIDDLE - half, CENTRE - past, MIDDLE + half, up)
        case _:
            return _box(MIDDLE - half, down, MIDDLE + half, CENTRE + past)


def _arc(is_right: bool, is_up: bool) -> Outline:
    """A round corner, from an edge above or below to one beside."""
    half, end, edge = HALF["LIGHT"], CENTRE - BOTTOM + OVER, WIDTH - MIDDLE + BESIDE
    across, along = (1 if is_right else -1), (1 if is_up else -1)
    path = [
        Point(-half, end), Point(-half, RADIUS), Point(-half, -half, is_on=False), Point(RADIUS, -half),
        Point(edge, -half), Point(edge, half),
        Point(RADIUS, half), Point(half, half, is_on=False), Point(half, RADIUS), Point(half, end),
    ]  # fmt: skip
    return [Point(MIDDLE + across * point.x, CENTRE + along * point.y, point.is_on) for point in path]


def _blocks(name: str) -> list[tuple[int, int, int, int]]:
    """The parts of the cell that a block fills, in eighths: left, bottom, right and top."""
    if name == "FULL BLOCK":
        return [(0, 0, 8, 8)]
    if name.startswith("QUADRANT "):
        corners = re.findall("(UPPER|LOWER) (LEFT|RIGHT)", name)
        return [_part(8, 4, across, along) for along, across in corners]
    if found := re.fullmatch(r"(UPPER|LOWER|LEFT|RIGHT) ([A-Z ]+?)(?: EIGHTHS?)?(?: BLOCK)?", name):
        side, size = found.groups()
        if size in EIGHTHS:
            share = EIGHTHS.index(size) + 1
            return [_part(share, 8, side, "") if side in ("LEFT", "RIGHT") else _part(8, share, "", side)]
    return []


def _part(width: int, height: int, across: str, along: str) -> tuple[int, int, int, int]:
    if across and along:
        width = 4
    left = 8 - width if across == "RIGHT" else 0
    bottom = 8 - height if along == "UPPER" else 0
    return left, bottom, left + width, bottom + height


def _block(left: int, bottom: int, right: int, top: int) -> Outline:
    """A rectangle of eighths of the cell; where it touches an edge it reaches over that."""
    x, y = WIDTH / 8, (TOP - BOTTOM) / 8
    return _box(
        round(left * x) if left else -BESIDE,
        round(BOTTOM + bottom * y) if bottom else BOTTOM - OVER,
        round(right * x) if right < 8 else WIDTH + BESIDE,
        round(BOTTOM + top * y) if top < 8 else TOP + OVER,
    )


def _box(left: int, bottom: int, right: int, top: int) -> Outline:
    return [Point(left, bottom), Point(left, top), Point(right, top), Point(right, bottom)]


def font() -> bytes:
    """The font, as TrueType."""
    found = {code: shape for code in range(0x2500, 0x25A0) if (shape := outlines(chr(code)))}
    glyphs = [b"", *map(_glyph, found.values())]
    ends = [0]
    for glyph in glyphs:
        ends.append(ends[-1] + len(glyph))
    most = max(sum(map(len, shape)) for shape in found.values())
    bounds = (-BESIDE, BOTTOM - OVER, WIDTH + BESIDE, TOP + OVER)
    tables = {
        b"OS/2": _os2(min(found), max(found)),
        b"cmap": _cmap(list(found)),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">LLLLHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, EM, 0, 0, *bounds, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(
            ">L3hH11hH", 0x10000, TOP, BOTTOM, 0, WIDTH, -BESIDE, -BESIDE, WIDTH + BESIDE, 1, *([0] * 7), len(glyphs)
        ),
        b"hmtx": struct.pack(">Hh", WIDTH, 0)
        + b"".join(struct.pack(">Hh", WIDTH, _left(shape)) for shape in found.values()),
        b"loca": struct.pack(f">{len(ends)}L", *ends),
        b"maxp": struct.pack(">LH13H", 0x10000, len(glyphs), most, 8, 0, 0, 1, *([0] * 8)),
        b"name": _name("Daily Papers Lines"),
        b"post": struct.pack(">LLhhLLLLL", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    return _file(tables)


def _left(shape: list[Outline]) -> int:
    return min(point.x for outline in shape for point in outline)


def _glyph(shape: list[Outline]) -> bytes:
    points = [point for outline in shape for point in outline]
    xs, ys = [point.x for point in points], [point.y for point in points]
    lasts, count = [], -1
    for outline in shape:
        count += len(outline)
        lasts.append(count)
    steps = [[b - a for a, b in zip([0, *values], values, strict=False)] for values in (xs, ys)]
    data = struct.pack(">hhhhh", len(shape), min(xs), min(ys), max(xs), max(ys))
    data += struct.pack(f">{len(lasts)}HH", *lasts, 0) + bytes(point.is_on for point in points)
    data += b"".join(struct.pack(f">{len(points)}h", *step) for step in steps)
    return data + b"\0" * (-len(data) % 4)


def _cmap(codes: list[int]) -> bytes:
    """Which glyph a character has: runs of codes, each with what to add for its number."""
    runs: list[list[int]] = []
    for glyph, code in enumerate(codes, 1):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code, (glyph - code) % 2**16])
    runs.append([0xFFFF, 0xFFFF, 1])
    starts, lasts, deltas = zip(*runs, strict=True)
    count = len(runs)
    log = count.bit_length() - 1
    words = [count * 2, 2 ** (log + 1), log, count * 2 - 2 ** (log + 1), *lasts, 0, *starts, *deltas, *([0] * count)]
    table = struct.pack(f">HHH{len(words)}H", 4, 6 + 2 * len(words), 0, *words)
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + table


def _os2(first: int, last: int) -> bytes:
    data = struct.pack(">HhHHH", 4, WIDTH, 400, 5, 0) + struct.pack(">10h", *([0] * 10)) + struct.pack(">h", 0)
    data += bytes(10) + struct.pack(">4L", 0, 0, 0, 0) + b"    " + struct.pack(">HHH", 0x40, first, last)
    data += struct.pack(">hhhHH", TOP, BOTTOM, 0, TOP, -BOTTOM) + struct.pack(">LL", 1, 0)
    return data + struct.pack(">hhHHH", 0, 0, 0, 32, 0)


def _name(family: str) -> bytes:
    texts = {1: family, 2: "Regular", 3: family, 4: family, 5: "Version 1", 6: family.replace(" ", "")}
    records, strings = b"", b""
    for number, text in texts.items():
        encoded = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(encoded), len(strings))
        strings += encoded
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + strings


def _file(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    log = count.bit_length() - 1
    head = struct.pack(">LHHHH", 0x10000, count, 16 * 2**log, log, 16 * (count - 2**log))
    start, entries, body = len(head) + 16 * count, b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        entries += struct.pack(">4sLLL", tag, _sum(padded), start + len(body), len(data))
        body += padded
    whole = head + entries + body
    where = whole.index(tables[b"head"], start) + 8
    return whole[:where] + struct.pack(">L", (0xB1B0AFBA - _sum(whole)) % 2**32) + whole[where + 4 :]


def _sum(data: bytes) -> int:
    total: int = sum(struct.unpack(f">{len(data) // 4}L", data))
    return total % 2**32
