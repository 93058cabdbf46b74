"""The pictures of the README are what the reader draws, and anyone can show them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.pictures import svg
from tests.terminal import CHECKOUT, environment

FOLDER = CHECKOUT / ".github" / "pictures"
PICTURES = sorted(FOLDER.glob("*.svg"))
LIMIT = 150_000
"""Bytes of a picture."""
LOOK = svg.Look("#ffffff", "#000000")


@pytest.mark.slow
def test_they_are_what_the_reader_draws_today(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    world = environment(tmp_path / "home", NO_COLOR="1", TERM="dumb", TZ="Asia/Tokyo")
    subprocess.run((sys.executable, "-m", "tests.pictures", folder), cwd=CHECKOUT, env=world, check=True)
    assert [path.name for path in sorted(folder.iterdir())] == [path.name for path in PICTURES]
    old = [path.name for path in PICTURES if path.read_bytes() != (folder / path.name).read_bytes()]
    assert old == [], "draw them again: make pictures"


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_each_is_small_and_loads_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) <= LIMIT
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(r"url\(|@import|@font-face|href|<image|<script", text)
    width = float(root.attrib["width"]) - 2 * svg.MARGIN
    for line in root.findall(".//{*}g/{*}text"):
        assert float(line.attrib["x"]) + float(line.get("textLength", 0)) <= width + 0.1


def drawn(text: str, look: svg.Look = LOOK) -> str:
    """A window with one line."""
    line = [svg.Cell(char, look) for char in text]
    return svg.drawn([line], title="sh", about="A line", ground="#000000", bar=LOOK)


def test_a_text_stands_in_its_cells_whatever_the_font() -> None:
    assert f'<text class="c0" x="{2 * svg.CELL:g}" y="15" textLength="{3 * svg.CELL:g}">a b</text>' in drawn("  a b  ")
    ring = drawn("a→b")
    assert re.findall(r'x="([0-9.]+)"[^>]*>([ab→])<', ring) == [
        ("0", "a"), (f"{1.5 * svg.CELL:g}", "→"), (f"{2 * svg.CELL:g}", "b"),
    ]  # fmt: skip
    assert "textLength" not in ring.partition("→")[0].rpartition("<text")[2]


def test_what_is_markup_is_shown() -> None:
    root = ElementTree.fromstring(drawn('<a&"b">'))
    assert [text.text for text in root.findall(".//{*}g/{*}text")] == ['<a&"b">']


def test_lines_and_blocks_are_drawn_and_need_no_font() -> None:
    for char in (*svg.ARMS, *svg.BLOCKS, *svg.SHADES):
        root = ElementTree.fromstring(drawn(char))
        assert not root.findall(".//{*}g/{*}text"), char
        assert root.findall(".//{*}g/*"), char


def test_grounds_reach_to_the_edges_and_no_further() -> None:
    ground = LOOK._replace(ground="#333333")
    [rect] = ElementTree.fromstring(drawn("ab", ground)).findall(".//{*}g/{*}rect")
    left, width = float(rect.attrib["x"]), float(rect.attrib["width"])
    assert (left, left + width) == (1 - svg.MARGIN, 2 * svg.CELL + svg.MARGIN - 1)
