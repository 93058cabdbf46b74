"""What the terminal answers to the reader: its background chooses the theme, and nothing of it is typed."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from reader.ui import themes
from reader.ui.patches.driver import ANSWERED
from tests import slow
from tests.conftest import UNFRAMED, Start
from tests.startup.frames import Begin, is_framed, wait_for_frame
from tests.terminal import ASK_KIND, KIND, Terminal

ASKED = b"\x1b]11;?\x07"
BLACK, WHITE = "\x1b]11;rgb:0000/0000/0000\x07", "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
STATE = ".local/state/daily-papers/position.json"
DARK, LIGHT = (str(theme.background).removeprefix("#") for theme in (themes.DARK, themes.LIGHT))

PATIENT = (
    sys.executable,
    "-c",
    "from reader.ui.patches import driver; driver.ANSWERED = 3600; from reader.cli import main; main()",
)
"""A reader that waits longer for answers than any test does: it is they that end the wait."""


def ground(reader: Terminal) -> str:
    """The background of most cells."""
    screen = reader._screen
    cells = (screen.buffer[y][x].bg for y in range(screen.lines) for x in range(screen.columns))
    return Counter(cells).most_common(1)[0][0]


def wait_for_ground(reader: Terminal, colour: str) -> None:
    """Read until most cells have a background.

    Raises:
        AssertionError: If they have another one for too long.
    """
    reader.wait_until(lambda: ground(reader) == colour)


def drawn_by(reader: Terminal, answer: str) -> bytes:
    """What a reader writes once it is given an answer."""
    before = len(reader.output)
    reader.press(answer)
    reader.rest(0.5)
    return bytes(reader.output[before:])


def asked(start: Start, *words: str, **options: str) -> Terminal:
    """A reader that has asked for the background."""
    reader = start(*(words or ("--sample",)), **options)
    reader.wait_for_output(ASKED)
    reader.wait_for("Mamba" if not words else "The [MASK] of Thursday")
    reader.rest()
    return reader


def test_the_background_is_asked_for_once_and_after_the_first_frame(start: Start) -> None:
    reader = asked(start)
    assert reader.output.count(ASKED) == 1
    assert b"quit" in reader.output[: reader.output.index(ASKED)]


def test_an_answer_that_changes_nothing_draws_nothing(start: Start) -> None:
    reader = asked(start)
    assert drawn_by(reader, BLACK) == b""
    assert ground(reader) == DARK


@pytest.mark.slow
def test_another_answer_changes_the_theme_once(start: Start) -> None:
    reader = asked(start)
    reader.press(WHITE)
    wait_for_ground(reader, LIGHT)
    reader.rest()
    for answer in (WHITE, BLACK):
        assert drawn_by(reader, answer) == b""


@pytest.mark.slow
def test_the_answer_is_remembered_and_the_next_first_frame_has_its_theme(begin: Begin, tmp_path: Path) -> None:
    reader = asked(begin, "2026-08-20")
    reader.wait_for("fetched just now")
    reader.press(WHITE)
    wait_for_ground(reader, LIGHT)
    reader.press("q")
    assert reader.wait() == 0
    state = json.loads((tmp_path / "home" / STATE).read_text())
    assert (state["version"], state["is_dark"]) == (1, False)
    wait_for_frame(tmp_path / "home")
    again = begin("2026-08-20")
    assert is_framed(again)
    assert ground(again) == LIGHT
    again.wait_for_output(ASKED)
    shown = again.rest()
    assert drawn_by(again, WHITE) == b""
    assert (again.text, ground(again)) == (shown, LIGHT)
    assert f"48;2;{';'.join(str(part) for part in bytes.fromhex(DARK))}".encode() not in again.output


@pytest.mark.parametrize(("told", "colour"), [("0;15", LIGHT), ("15;default;0", DARK), ("nonsense", DARK)])
def test_without_an_answer_the_environment_decides(start: Start, told: str, colour: str) -> None:
    reader = asked(start, COLORFGBG=told)
    assert ground(reader) == colour


def test_a_configured_theme_stays(start: Start, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "paper-dark"\n')
    reader = start("--sample", DAILY_PAPERS_CONFIG=str(config), COLORFGBG="0;15")
    reader.wait_for("Mamba", "move")
    reader.wait_for_output(ASKED)
    reader.press(WHITE)
    reader.rest()
    assert ground(reader) == DARK


PIECES = [(WHITE[:at], WHITE[at:]) for at in (1, 2, 4, 5, 12, len(WHITE) - 1)]


@pytest.mark.parametrize(
    "pieces", [PIECES[0], *(pytest.param(each, marks=pytest.mark.slow) for each in PIECES[1:-1]), PIECES[-1]]
)
def test_an_answer_in_pieces_is_not_typed(start: Start, pieces: tuple[str, str]) -> None:
    reader = asked(start)
    before = reader.text
    reader.press(pieces[0])
    reader.read(0.04)
    reader.press(pieces[1])
    wait_for_ground(reader, LIGHT)
    assert reader.rest() == before
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")


@pytest.mark.parametrize(
    "answer", ["\x1bP>|xterm(370)\x1b\\", *map(slow, ("\x1b_Gi=31;OK\x1b\\", "\x1b]4;1;rgb:cd/00/00\x07"))]
)
def test_answers_that_nobody_asked_for_are_not_typed(start: Start, answer: str) -> None:
    reader = asked(start)
    assert drawn_by(reader, answer) == b""
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")


def test_quitting_does_not_wait_for_an_answer_that_does_not_come(start: Start) -> None:
    reader = asked(start, **UNFRAMED)
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


def test_an_answer_on_its_way_is_not_left_to_the_shell(start: Start) -> None:
    """The answer that comes is followed by what kind the terminal is, as the reader asks for both."""
    reader = start("--sample", argv=PATIENT, **UNFRAMED)
    reader.answers = False
    reader.wait_for_output(ASKED)
    reader.press("q")
    reader.read(0.2)
    reader.press(BLACK + KIND.decode())
    assert reader.wait() == 0
    assert reader.left_behind() == []
    assert reader.typed_on() == b""


WAITS_NOTED = (
    sys.executable,
    "-c",
    """
import sys, threading
from reader.ui.patches import driver
noted = sys.argv.pop()
class Answered(threading.Event):
    def wait(self, seconds):
        with open(noted, "w") as file:
            file.write(str(seconds))
driver.Event = Answered
from reader.cli import main
main()
""",
)
"""A reader that writes into a file, its last word, how many seconds it would wait for answers, and does not wait."""


@pytest.mark.parametrize("is_late", [False, True])
def test_a_terminal_that_answers_nothing_is_not_waited_for_long(start: Start, tmp_path: Path, is_late: bool) -> None:
    noted = tmp_path / "seconds"
    reader = start("--sample", str(noted), argv=WAITS_NOTED, **UNFRAMED)
    reader.answers = False
    asked_at = reader.wait_for_output(ASKED + ASK_KIND)
    reader.wait_for("Mamba")
    while is_late and (left := asked_at + ANSWERED - time.perf_counter()) > 0:
        reader.read(left)
    reader.press("q")
    assert reader.wait() == 0
    if is_late:
        assert not noted.exists()
    elif noted.exists():  # Else this machine was too busy to be asked in time.
        assert 0 < float(noted.read_text()) < ANSWERED


def test_a_late_answer_is_not_typed_into_the_shell(start: Start) -> None:
    reader = start("--sample", argv=PATIENT, **UNFRAMED)
    reader.answers = False
    reader.wait_for_output(ASKED)
    reader.press("q")
    reader.read(0.3)
    reader.press(WHITE)
    reader.press(KIND[:4])
    reader.read(0.05)
    reader.press(KIND[4:])
    assert reader.wait() == 0
    assert reader.typed_on() == b""


def test_after_a_stop_it_is_asked_again_and_the_answer_is_not_typed(start: Start) -> None:
    reader = asked(start)
    before = reader.text
    reader.process.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, reader.process.pid, os.WSTOPPED | os.WNOWAIT)
    again = len(reader.output)
    reader.process.send_signal(signal.SIGCONT)
    reader.wait_for_output(ASKED, again)
    reader.press(WHITE)
    wait_for_ground(reader, LIGHT)
    assert reader.rest() == before
