"""A hostile day through every screen and every dialog, in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from reader.hub.wire import papers_of
from tests.conftest import Start
from tests.host.conftest import display  # noqa: F401
from tests.host.programs import needs_x, selected
from tests.hostile.day import TODAY
from tests.hostile.output import foul, foul_text, squeezed
from tests.hostile.payloads import ALL, PAYLOADS
from tests.hostile.screens import screens
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.messages import as_json
from tests.terminal import Terminal

pytestmark = pytest.mark.slow

QUIET = 0.06
"""Seconds in which nothing is done: there are a thousand keys, and what the Hub is asked for may come later."""
ENTER, ESC = "\r", "\x1b[27u"
LOGGED = """
import os
from textual.screen import Screen
made = Screen.__init__
def noted(self, *args, **options):
    with open(os.environ["SCREENS"], "a") as file:
        file.write(type(self).__name__ + "\\n")
    made(self, *args, **options)
Screen.__init__ = noted
from reader.cli import main
main()
"""
"""The reader, which writes down what screens and dialogs it makes."""

BUSY = faults.Answers(500, as_json({"error": ALL}))

WALKS: dict[str, tuple[str | tuple[str, str], ...]] = {
    "list": ("j" * len(PAYLOADS), *"gJ\t b\ta\\\\F", ESC, *"msufff", "St", "Sv", "S", ESC, *"zzzwG"),
    "find": (
        "/pwn\r",
        *"nN&&",
        ESC,
        "/[@click=app.quit]\r",
        ESC,
        "/is:starred (\r",
        ESC,
        "/\tpwn\r",
        "j",
        "\r",
        ESC,
        ESC,
    ),
    "menus": (
        "Y",
        ESC,
        "Yt",
        "Ym",
        "Yb",
        "Ya",
        "y",
        "o",
        "O",
        "p",
        "T",
        "j",
        ESC,
        "d",
        "HLjk",
        ESC,
        "#PWN [/] x",
        ESC,
        "#",
        ESC,
    ),
    "dialogs": (
        "?",
        "pwn",
        ESC,
        ESC,
        ":",
        "copy",
        ESC,
        "e",
        ESC,
        ("e", "enter exports"),
        (ENTER, "xported"),
        ("e", "enter exports"),
        (ENTER, "already exists"),
        ESC,
        ESC,
    ),
    "paper": (ENTER, *" ba\\\\F", ESC, "Yt", "J" * len(PAYLOADS), "=", ESC, ESC),
    "text": (
        ENTER,
        ("v", "text fetched"),
        "]",
        ("F", "esc"),
        ESC,
        *" \\\\yz",
        "  bGg",
        "/pwn\r",
        "n",
        ESC,
        ("\t", "Outline"),
        "pwn",
        ESC,
        ESC,
        "?",
        ESC,
        "T",
        ESC,
        ESC,
    ),
    "discussion": (("c", "of 34"), *"  ][\\\\yF", ESC, "G", ("v", "text fetched"), " ", ESC, ESC),
    "others": ("=", "j", ESC, *"2j3j4j5j1", "/\t\tend\r", "jj", ESC, "[", "j", "]", "t"),
}
"""Keys that lead through all that shows something of a paper, each from a start of the reader on."""


def walked(reader: Terminal, keys: Iterable[str | tuple[str, str]]) -> None:
    """Press keys, each once the reader has answered the one before; behind some, a text is waited for."""
    for key in keys:
        key, *shown = (key,) if isinstance(key, str) else key
        reader.press(key)
        reader.wait_for(*shown)
        reader.rest(QUIET)
        assert reader.process.poll() is None, f"{key!r} ended it:\n{reader.text}"


def ended(reader: Terminal) -> None:
    reader.press("Q")
    assert reader.wait() == 0
    assert foul(bytes(reader.output)) == []
    assert reader.left_behind() == []


@pytest.mark.parametrize("size", [(140, 40), (60, 20)])
def test_every_screen_and_dialog_shows_it_and_does_nothing(
    hostile: HubDouble, start: Start, tmp_path: Path, size: tuple[int, int]
) -> None:
    config, seen = tmp_path / "config.toml", tmp_path / "screens"
    config.write_text('copy_cmd = "cat"\nopen_cmd = "true"\n[[watch]]\nname = "ours"\nquery = "pwn"\n')
    world = {"HF_ENDPOINT": hostile.url, "DAILY_PAPERS_CONFIG": str(config), "SCREENS": str(seen)}
    logged = (sys.executable, "-c", LOGGED)
    for keys in WALKS.values():
        hostile.mend()
        reader = start(str(TODAY), columns=size[0], lines=size[1], argv=logged, cwd=tmp_path, **world)
        reader.wait_for("Org2")
        walked(reader, keys)
        hostile.break_(BUSY)
        walked(reader, ("t", "r", "R", "[", "]", "d2608.09999\r", ESC))
        ended(reader)
    assert screens() - {*seen.read_text().split()} == set()
    (exported,) = tmp_path.glob("*.bib")
    assert foul_text(exported.read_text()) == []
    again = start("--offline", columns=size[0], lines=size[1], **world)  # Behind the frame that was kept.
    again.wait_for("help")
    walked(again, ("j", "\r", "v", ESC, "c", ESC, ESC, "5", "\r", ESC))
    ended(again)


def test_what_is_seen_of_every_paper_is_what_is_known_of_it(hostile: HubDouble, start: Start) -> None:
    papers, skipped = papers_of(as_json(hostile.days[TODAY]))
    assert (len(papers), skipped) == (len(PAYLOADS) + 1, 3)
    plain = {paper.id for paper, payload in zip(papers, PAYLOADS, strict=False) if payload.is_plain}
    reader = start(str(TODAY), columns=120, lines=50, HF_ENDPOINT=hostile.url)
    reader.wait_for("fetched just now")
    reader.press("\r")
    for number, paper in enumerate(papers[: len(PAYLOADS)], 1):
        reader.wait_for(f" A{number}")
        shown = squeezed(reader.rest(QUIET).replace("▐", ""))  # The thumb beside a long title.
        if paper.id in plain:
            assert squeezed(paper.shown_title) in shown
            assert len(paper.title) > 200 or squeezed(paper.shown_abstract) in shown  # Else it is further down.
            assert squeezed(paper.authors[0].name)[:100] in shown
        reader.press("J")
    ended(reader)


def test_a_click_on_a_title_that_says_that_it_acts_does_nothing(hostile: HubDouble, start: Start) -> None:
    reader = start(str(TODAY), columns=140, lines=40, HF_ENDPOINT=hostile.url)
    reader.wait_for("fetched just now")
    reader.press("/app.quit\r")
    for _ in range(2):  # In the list, and on the screen of the paper.
        reader.rest()
        rows = reader.text.splitlines()
        line, column = next((y, row.index("[@click")) for y, row in enumerate(rows, 1) if "[@click" in row)
        for place in (column + 3, column + 18):  # In the brackets, and in what they are around.
            reader.press(f"\x1b[<0;{place};{line}M\x1b[<0;{place};{line}m")
            reader.rest()
            assert reader.process.poll() is None
        reader.press(ESC + "\r")
    ended(reader)


@needs_x
def test_what_is_copied_is_what_can_be_seen(hostile: HubDouble, start: Start, display: str) -> None:  # noqa: F811
    papers, _ = papers_of(as_json(hostile.days[TODAY]))
    reader = start(str(TODAY), columns=120, lines=40, HF_ENDPOINT=hostile.url, DISPLAY=display)
    reader.wait_for("fetched just now")
    for letter, text in (("t", papers[0].shown_title), ("a", papers[0].shown_abstract), ("b", "@misc{")):
        reader.press("Y" + letter)
        reader.wait_for("Copied", "xclip")
        copied = selected(display, "xsel")
        assert copied.startswith(text)
        assert foul_text(copied) == []
        reader.press("k")  # Nothing is said any more.
        reader.rest()
    ended(reader)
