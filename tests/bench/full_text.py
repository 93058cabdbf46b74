"""How fast a full text is opened and read: `python -m tests.bench.full_text [--rounds N]`.

A text of 100 KB and one of 1 MB are stored with their blocks. Told is, in a pty of 120×40, how long it takes from `v`
to the text painted, the first time in a process with all that is imported for it, beside Textual's `Markdown` widget
that is given the same text; how long 1 MB takes that was left at 60 %, and how much memory that is; a page down in
both; and how long 1 MB is parsed for, in each of the forms that texts come in.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count, cycle
from pathlib import Path
from typing import Final

from reader.papers.full_text.inline import shown_formula
from reader.papers.full_text.model import Block
from reader.papers.full_text.parsing import parse
from reader.store.documents import Documents
from reader.store.reading_places import ReadingPlace, ReadingPlaces
from reader.store.text_codec import KeptText
from tests.bench import markdown_text, scene
from tests.bench.runs import FRAME, READER, Program, begun, computed, memory, script, settle
from tests.papers.full_text.papers import NAMES, text_of
from tests.terminal import Terminal

SMALL, LARGE = 100_000, 2**20
"""Characters of the two texts."""
LEFT: Final = 0.6
"""How far the large one was read."""
PAGES: Final = 12
"""How often a page down is pressed in a round."""
ASKED: Final = b"\x1b[?2026$p"
"""What a program writes once it is there: whether the terminal shows an update at once."""
QUIET: Final = 0.8
"""Seconds without output after which a start is over."""
BEGIN: Final = b"Abstract"
"""What is written of a text at its beginning."""


def long_text(name: str, size: int) -> str:
    """A text of a size in one of the forms that texts come in: one of ours, whose body is repeated.

    Indices differ, so that no formula stands in it as often as in no real text.
    """
    text = text_of(name)
    place = text.index("\n1Introduction") if name == "innertext" else text.index("###### Abstract")
    parts = [text]
    while (number := len(parts)) and sum(map(len, parts)) < size:
        parts.append(text[place:].replace("{i}", f"{{i+{number}}}").replace("{t}", f"{{t+{number}}}"))
    return "\n\n".join(parts)[:size]


def paper_text(size: int) -> str:
    """A text as a paper has it: sections of paragraphs of some 900 characters, which are longer than those of ours."""
    text = text_of("latex")
    blocks = parse(text).blocks
    sentences = cycle([block.raw.replace("\n", " ") for block in blocks if block.kind == "paragraph"])
    displays = cycle([block.raw for block in blocks if block.kind == "formula"])
    parts, length = [text[: text.index("\n## 1 ")]], 0
    for section in count(1):
        body = [f"## {section} Section{section}"]
        for _ in range(6):
            words = ""
            while len(words) < 900:
                words += f"{next(sentences)} "
            body += (words, next(displays))
        parts += body
        length += sum(map(len, body))
        if length > size:
            break
    return "\n\n".join(parts)[:size]


def store(home: Path) -> tuple[Block, ...]:
    """Store both texts; return the blocks of the second one."""
    documents = Documents(home / ".cache" / "daily-papers" / "v1")
    blocks: tuple[Block, ...] = ()
    for number, size in enumerate((SMALL, LARGE)):
        text = paper_text(size)
        document = parse(text)
        kept = KeptText(text, datetime.now(UTC))
        asyncio.run(documents.put_text(scene.id_of(number), kept, document))
        blocks = document.blocks
    documents.close(30)
    return blocks


def leave(home: Path, blocks: Sequence[Block]) -> bytes:
    """Have the first text not read yet, and the second one left at a heading; return what is written of that."""
    first = int(LEFT * len(blocks))
    block = next(place for place in range(first, len(blocks)) if blocks[place].kind == "heading")
    state = home / ".local" / "state" / "daily-papers"
    state.mkdir(parents=True, exist_ok=True)
    places = ReadingPlaces(state)
    places.put(scene.id_of(0), None)
    places.put(scene.id_of(1), ReadingPlace(block))
    return blocks[block].text.split()[-1].encode()


def press(terminal: Terminal, key: str, shown: bytes, name: str, values: dict[str, list[float]]) -> None:
    """Press a key, and note what that takes until what it shows is painted, and what is computed for all of it."""
    start, before, pressed = len(terminal.output), computed(terminal.process.pid), time.perf_counter()
    terminal.press(key)
    terminal.wait_for_output(shown, start)
    terminal.wait_for_output(FRAME, terminal.output.index(shown, start))
    values[f"{name}, ms"].append(1000 * (terminal.arrived - pressed))
    settle(terminal)
    values[f"{name}, computed, ms"].append(1000 * (computed(terminal.process.pid) - before))


def page(terminal: Terminal, key: str, name: str, values: dict[str, list[float]]) -> None:
    """Press a key for a page down again and again."""
    for _ in range(PAGES):
        press(terminal, key, FRAME, f"{name}: a page down", values)


def play_reader(home: scene.Home, place: bytes, values: dict[str, list[float]]) -> None:
    """Read both texts in the reader."""
    with begun(Program((*READER, str(scene.DAY)), home.env(), ASKED)) as terminal:
        terminal.wait_for_output(b"arXiv")
        settle(terminal, QUIET)
        press(terminal, "v", BEGIN, "reader: the first v, 100 KB", values)
        page(terminal, " ", "reader", values)
        before = memory(terminal.process.pid)
        for key in ("q", "j"):
            terminal.press(key)
            settle(terminal)
        press(terminal, "v", place, "reader: 1 MB at 60 %", values)
        values["reader: memory for 1 MB, MB"].append(memory(terminal.process.pid) - before)
        page(terminal, " ", "reader, 1 MB", values)
        for key in ("q", "Q"):
            terminal.press(key)
            settle(terminal)
        terminal.wait()


def play_widget(home: scene.Home, text: Path, values: dict[str, list[float]]) -> None:
    """Read the smaller text in the widget."""
    env = home.env(**{markdown_text.TEXT: str(text)})
    with begun(Program(script("tests.bench.markdown_text"), env, ASKED)) as terminal:
        terminal.wait_for_output(b"bare")
        settle(terminal, QUIET)
        press(terminal, "v", b"Title", "widget: the first v, 100 KB", values)
        page(terminal, "\x1b[6~", "widget", values)
        terminal.press("q")
        terminal.wait()


def play_parsing(names: Sequence[str], values: dict[str, list[float]]) -> None:
    """Parse a text of each form, in this process."""
    for name in names:
        text = long_text(name, LARGE)
        shown_formula.__globals__["_shown"].cache_clear()
        began = time.process_time()
        parse(text)
        values[f"parsing, {name}, ms a MB"].append(1000 * (time.process_time() - began))


def main() -> None:
    """Measure and print the medians."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.full_text", description="Measure full texts.")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is played (5)")
    asked = parser.parse_args()
    values: dict[str, list[float]] = defaultdict(list)
    scene.compiled()
    with tempfile.TemporaryDirectory() as folder:
        home = scene.Home(Path(folder), marks=scene.PAPERS)
        blocks = store(Path(folder))
        text = Path(folder) / "text.md"
        text.write_text(paper_text(SMALL), encoding="utf-8")
        for _ in range(asked.rounds):
            home.forget()
            play_reader(home, leave(Path(folder), blocks), values)
            play_widget(home, text, values)
            play_parsing(NAMES, values)
    for name, found in values.items():
        print(f"{name}: {statistics.median(found):.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
