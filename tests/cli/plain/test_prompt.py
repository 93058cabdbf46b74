"""The plain reader on a terminal that cannot position the cursor: its prompt, its portions, and how it ends."""

from __future__ import annotations

import os
import re
import shlex
import signal
from datetime import date

import pytest

from tests.conftest import Start
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import day, item, paper_id
from tests.terminal import READER

BUSY = date(2026, 8, 20)
PROMPT = b"\r\n> "
DUMB: dict[str, str | None] = {"TERM": "dumb", "COLORTERM": None}


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_without_a_cursor_gets_the_plain_reader_and_is_told_once(start: Start, term: str) -> None:
    reader = start("--sample", env=DUMB | {"TERM": term})
    reader.wait_for_output(b"12. Understanding deep learning")
    reader.wait_for_output(PROMPT)
    reader.press("1\n")
    reader.wait_for_output(b"By: Albert Gu, Tri Dao")
    reader.wait_for_output(PROMPT, start=reader.output.index(b"By: Albert Gu"))
    reader.press("quit\n")
    assert reader.wait() == 0
    assert reader.output.count(b"TERM is empty or dumb") == 1
    assert b"\x1b" not in reader.output
    assert reader.left_behind() == []


@pytest.mark.parametrize("words", [("--sample",), (), ("starred",)], ids=" ".join)
def test_the_end_of_the_input_ends_it(start: Start, words: tuple[str, ...]) -> None:
    reader = start("read", "--plain", *words, env=DUMB | {"HF_HUB_OFFLINE": "1"})
    reader.wait_for_output(PROMPT)
    assert reader.answer("\x04") == 0
    check_has_a_last_line(bytes(reader.output))


def test_a_misspelled_command_is_no_list_to_begin_with(start: Start) -> None:
    reader = start("lst", env=DUMB)
    assert reader.wait() == 2
    assert b"did you mean list?" in reader.output
    assert b"plain lines" not in reader.output


def check_has_a_last_line(output: bytes) -> None:
    """Check that the shell's prompt gets a line of its own."""
    assert b"Traceback" not in output
    assert output.rpartition(b"> ")[2].replace(b"^C", b"") == b"\r\n"


def test_ctrl_c_at_the_prompt_drops_the_line_and_twice_in_a_row_leaves(start: Start) -> None:
    reader = start("read", "--plain", "--sample", env=DUMB)
    reader.wait_for_output(PROMPT)
    for typed in ("unstar 1", "unstar 2"):  # A word between them makes it no second one.
        before = len(reader.output)
        reader.press(typed)
        reader.wait_for_output(typed.encode(), before)
        reader.rest()  # Python loses a Ctrl-C just before its read.
        reader.press("\x03")
        reader.wait_for_output(b"\r\nType quit to leave." + PROMPT, before)
        before = len(reader.output)
        reader.press("undo\n")
        reader.wait_for_output(b"Nothing to undo." + PROMPT, before)
    assert b"not starred" not in reader.output
    before = len(reader.output)
    reader.rest()
    reader.press("\x03")
    reader.wait_for_output(b"Type quit to leave." + PROMPT, before)
    assert reader.answer("\x03") == 130
    check_has_a_last_line(bytes(reader.output))


def test_a_line_is_edited_and_called_back_where_the_terminal_can_show_it(start: Start) -> None:
    pytest.importorskip("readline")
    reader = start("read", "--plain", "--sample")
    reader.wait_for("\n>")
    reader.press("whre\x1b[D\x1b[De\n")
    reader.wait_for("No paper of it was read yet")
    before = len(reader.output)
    reader.press("\x1b[A\n")
    reader.wait_for_output(b"No paper of it was read yet", before)
    assert re.search(rb"\x1b\[\?[0-9]+[hl]", reader.output) is None  # No mode of the terminal is changed.
    reader.press("quit\n")
    assert reader.wait() == 0
    assert reader.left_behind() == []


def test_ctrl_c_and_the_end_of_the_input_are_the_same_where_a_line_is_edited(start: Start) -> None:
    reader = start("read", "--plain", "--sample")
    reader.wait_for("\n>")
    reader.press("unstar 1")
    reader.wait_for("> unstar 1")
    reader.rest()
    reader.press("\x03")
    reader.wait_for("Type quit to leave.\n>")
    before = len(reader.output)
    reader.press("undo\n")
    reader.wait_for_output(b"Nothing to undo.", before)
    reader.wait_for("Nothing to undo.\n>")
    assert reader.answer("\x04") == 0
    assert b"Traceback" not in reader.output
    assert reader.left_behind() == []


def test_keys_that_move_are_refused_where_the_terminal_cannot_show_it(start: Start) -> None:
    reader = start("read", "--plain", "--sample", env=DUMB)
    reader.wait_for_output(PROMPT)
    before = len(reader.output)
    reader.press("star 1\x1b[D2\n")
    reader.wait_for_output(b"Arrows and other keys that move do nothing here. Type the line again." + PROMPT, before)
    before = len(reader.output)
    reader.press("undo\n")
    reader.wait_for_output(b"Nothing to undo.", before)
    assert reader.answer("\x04") == 0


def test_the_prompt_is_written_again_when_the_reader_goes_on_after_it_was_suspended(start: Start) -> None:
    reader = start("read", "--plain", "--sample", env=DUMB)
    reader.wait_for_output(PROMPT)
    for _ in range(2):
        reader.rest()
        before = len(reader.output)
        os.kill(reader.process.pid, signal.SIGTSTP)  # Without a shell that would continue it, nothing stops.
        reader.wait_for_output(b"> ", before)
    reader.press("2\n")
    reader.wait_for_output(b"2. 3D Gaussian Splatting", before)
    assert reader.answer("\x04") == 0


@pytest.mark.slow
def test_a_line_is_edited_on_after_fg(start: Start) -> None:
    pytest.importorskip("readline")
    words = shlex.join([*READER, "read", "--plain", "--sample"])
    shell = start(argv=("sh", "-i"), PS1="$ ", ENV="")
    shell.wait_for("$")
    shell.press(f"{words}\n")
    shell.wait_for("12. Understanding", "\n>")
    shell.press("whre")
    shell.wait_for("> whre")
    shell.rest()
    shell.press("\x1a")
    shell.wait_for("topped")
    before = len(shell.output)
    shell.rest()
    shell.press("fg\n")  # Which the shell shows, as its terminal is as it was.
    shell.wait_for_output(b"fg\r\n", before)
    shell.wait_for_output(b"> whre", before)
    shell.rest()
    shell.press("\x1b[D\x1b[De\n")
    shell.wait_for_output(b"No paper of it was read yet", before)
    assert b"^[" not in shell.output
    shell.press("quit\n")
    shell.rest()
    shell.press("exit 0\n")
    assert shell.wait() == 0


def long_day() -> HubDouble:
    return HubDouble({BUSY: [item(paper_id(n), title=f"Paper {n}", paper={"upvotes": 100 - n}) for n in range(1, 46)]})


def test_what_is_long_comes_in_portions_as_high_as_the_screen(start: Start) -> None:
    with long_day() as hub:
        reader = start("read", "--plain", str(BUSY), env=DUMB, HF_ENDPOINT=hub.url, lines=23)
        reader.wait_for_output(b"\r\n20. ")
        reader.wait_for_output(b"\r\nType more to go on: 25 more lines." + PROMPT)
        assert b"\r\n21. " not in reader.output
        reader.press("more\n")
        reader.wait_for_output(b"\r\n41. ")
        reader.wait_for_output(b"\r\nType more to go on: 4 more lines." + PROMPT)
        assert b"\r\n42. " not in reader.output
        reader.press("\n")  # As in a pager.
        reader.wait_for_output(b"\r\n45. ")
        reader.press("\nmore\nquit\n")
        assert reader.wait() == 0
        after = bytes(reader.output).partition(b"\r\n45. ")[2]
        assert (after.count(b"Type more"), after.count(b"There is no more.")) == (0, 1)


@pytest.mark.parametrize(("lines", "more"), [(12, b""), (11, b"Type more to go on: 2 more lines.")])
def test_a_last_line_is_written_rather_than_told_of(start: Start, lines: int, more: bytes) -> None:
    with HubDouble({BUSY: [item(paper_id(n), title=f"Paper {n}") for n in range(1, 11)]}) as hub:
        reader = start("read", "--plain", str(BUSY), env=DUMB, HF_ENDPOINT=hub.url, lines=lines)
        reader.wait_for_output(PROMPT)
        assert (b"\r\n10. " in reader.output, b"Type more" in reader.output) == (not more, bool(more))
        assert more in reader.output
        assert reader.answer("\x04") == 0


def test_a_portion_is_of_lines_as_they_are_broken_at_words(start: Start) -> None:
    title = "Antidisestablishmentarianism of extraordinarily compartmentalized representations"
    with HubDouble({BUSY: [item(paper_id(n), title=title) for n in range(1, 10)]}) as hub:
        reader = start("read", "--plain", str(BUSY), env=DUMB, HF_ENDPOINT=hub.url, columns=40, lines=15)
        reader.wait_for_output(b"Type more to go on: 15 more lines." + PROMPT)
        lines = bytes(reader.output).decode().split("\r\n")
        reader.press("quit\n")
        assert reader.wait() == 0
    at = lines.index("Thursday, 20 August 2026: 9 papers, 9 unread.")
    assert lines[at + 1 : at + 5] == [
        "1. Antidisestablishmentarianism of",
        "   extraordinarily compartmentalized",
        "   representations (12 votes)",
        "2. Antidisestablishmentarianism of",
    ]
    assert lines[at + 13 :] == ["Type more to go on: 15 more lines.", "> "]


def test_a_notice_is_broken_at_words_too(start: Start) -> None:
    reader = start("read", "--plain", "--sample", env=DUMB, columns=40)
    reader.wait_for_output(PROMPT)
    reader.press("go 2026-08-15\n")
    reader.wait_for_output(b"\r\nNo papers on Sat 15 Aug 2026: Saturdays\r\nhave no list. The last day before it")
    assert reader.answer("\x04") == 0


def test_ctrl_c_stops_an_answer_that_does_not_come_and_the_list_stays(start: Start) -> None:
    today = date(2026, 8, 20)
    with HubDouble({today: day(3, on=today)}) as hub:
        reader = start("read", "--plain", str(today), env=DUMB, HF_ENDPOINT=hub.url)
        reader.wait_for_output(PROMPT)
        hub.break_(faults.hangs)
        before = len(reader.output)
        reader.press("older\n")
        reader.wait_for_output(b"Asking the Hub. Ctrl-C stops it.", before)
        reader.press("\x03")
        reader.wait_for_output(b"Stopped.")
        before = len(reader.output)
        reader.press("list\n")
        reader.wait_for_output(b"Thursday, 20 August 2026: 3 papers", start=before)
        reader.press("quit\n")
        assert reader.wait() == 0
