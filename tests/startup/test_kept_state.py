"""What the reader keeps: marks, where it was left, what was configured; in a terminal, with a Hub on HTTP."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.terminal import Terminal

pytestmark = pytest.mark.slow


def marks(home: Path) -> Path:
    (path,) = home.rglob("marks.db")
    return path


def rows(home: Path) -> list[tuple[str, int | None, int | None]]:
    """The papers that are kept, whether read, whether starred."""
    with closing(sqlite3.connect(marks(home))) as connection:
        return connection.execute("SELECT id, read, starred FROM mark ORDER BY id").fetchall()


def leave(reader: Terminal) -> None:
    reader.press("Q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_marks_outlive_the_cache_and_stars_can_be_read_without_it(double: HubDouble, start: Start, home: Path) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "21 unread", "fetched just now")
    reader.press("s#see [/]\x1b")
    reader.wait_for("●★ The [MASK]", "note  ")
    leave(reader)
    shutil.rmtree(home / ".cache")
    offline = start("starred", "--offline", HF_ENDPOINT=double.url)
    offline.wait_for("Starred papers · 1 paper", "The [MASK] of Thursday", "see [/]", "Abstract", "arXiv 2608.00001")
    offline.press("y")
    offline.wait_for("https://arxiv.org/abs/2608.00001")
    leave(offline)


def test_a_mark_and_q_at_once_is_a_mark(double: HubDouble, start: Start, home: Path) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "fetched just now")
    reader.press("msq")
    assert reader.wait() == 0
    assert rows(home) == [("2608.00001", 1, 1)]


def test_leaving_waits_for_a_mark_that_another_program_holds_up(double: HubDouble, start: Start, home: Path) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "fetched just now")
    reader.press("s")
    reader.wait_for("★ The [MASK]")
    while not list(home.rglob("marks.db")) or not rows(home):
        reader.read(0.05)
    with closing(sqlite3.connect(marks(home), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        reader.press("mq")
        reader.wait_for_output(b"\x1b[?1049l")  # The terminal is there again already.
        assert reader.process.poll() is None
        other.execute("ROLLBACK")
    assert reader.wait() == 0
    assert rows(home) == [("2608.00001", 1, 1)]


def test_a_signal_keeps_the_marks_and_the_position(double: HubDouble, start: Start, home: Path) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "fetched just now")
    reader.press("[")
    reader.wait_for("Mon 17 Aug 2026", "fetched just now")
    reader.press("m")
    reader.wait_for("all read")
    reader.process.send_signal(signal.SIGTERM)
    assert reader.wait() == 143
    assert rows(home) == [("2608.00002", 1, None)]
    start("2026-08-17", HF_ENDPOINT=double.url).wait_for("Mon 17 Aug 2026 · 1 paper · all read")


def test_a_killed_reader_keeps_what_it_had_marked(double: HubDouble, start: Start, home: Path) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "fetched just now")
    reader.press("A")
    reader.wait_for("21 marked read · u to undo", "all read")
    while not list(home.rglob("marks.db")) or len(rows(home)) < 21:
        reader.read(0.05)
    reader.process.kill()
    reader.wait()
    start("2026-08-20", HF_ENDPOINT=double.url).wait_for("21 papers · all read")


def test_two_readers_see_each_others_marks(double: HubDouble, start: Start) -> None:
    one, other = start("2026-08-20", HF_ENDPOINT=double.url), start("2026-08-20", HF_ENDPOINT=double.url)
    for reader in (one, other):
        reader.wait_for("The [MASK] of Thursday", "21 unread", "fetched just now", "quit")
    one.press("s")
    other.wait_for("★ The [MASK]")
    other.press("A")
    one.wait_for("all read")
    one.press("u")
    one.wait_for("Undone")
    other.wait_for("The [MASK]", "all read")


def test_without_a_word_it_starts_on_the_newest_stored_day_on_the_paper_if_that_was_left(
    double: HubDouble, start: Start
) -> None:
    first = start("2026-08-20", HF_ENDPOINT=double.url)
    first.wait_for("Thu 20 Aug 2026", "fetched just now")
    first.press("jj")
    first.wait_for("arXiv 2608.00108")
    leave(first)
    second = start(HF_ENDPOINT=double.url)
    second.wait_for("Thu 20 Aug 2026", "arXiv 2608.00108", "fetched just now", "quit")
    second.press("f[")
    second.wait_for("Mon 17 Aug 2026", "unread only", "arXiv 2608.00002")
    leave(second)
    third = start("--offline", HF_ENDPOINT=double.url)
    third.wait_for("Thu 20 Aug 2026", "arXiv 2608.00001", "quit")
    assert "unread only" not in third.text
    leave(third)


def test_a_paper_that_the_newest_day_lists_too_does_not_draw_the_cursor(double: HubDouble, start: Start) -> None:
    double.days[date(2026, 8, 17)] = double.days[date(2026, 8, 20)][2:4]
    first = start("2026-08-20", HF_ENDPOINT=double.url)
    first.wait_for("Thu 20 Aug 2026", "fetched just now", "quit")
    first.press("[")
    first.wait_for("Mon 17 Aug 2026", "2 papers")
    first.press("j")
    leave(first)
    start("--offline", HF_ENDPOINT=double.url).wait_for("Thu 20 Aug 2026", "arXiv 2608.00001", "quit")


def test_the_reader_can_be_configured_to_start_where_it_was_left(
    double: HubDouble, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('start = "last"\n')
    first = start("2026-08-17", HF_ENDPOINT=double.url)
    first.wait_for("Mon 17 Aug 2026", "fetched just now")
    leave(first)
    second = start(HF_ENDPOINT=double.url, DAILY_PAPERS_CONFIG=str(path))
    second.wait_for("Mon 17 Aug 2026", "fetched just now", "quit")


def test_a_configured_start_theme_delay_and_mouse_are_taken(double: HubDouble, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('start = "2026-08-17"\nread_delay = 0\nmouse = false\nwrong = 1\n[keys]\nmove.down = "x"\n')
    reader = start(HF_ENDPOINT=double.url, DAILY_PAPERS_CONFIG=str(path))
    reader.wait_for("Mon 17 Aug 2026 · 1 paper · 1 unread", 'mine.toml:4: "wrong" is not a setting')
    assert b"\x1b[?1000h" not in reader.output
    reader.press("x")
    reader.wait_for("all read")


def test_a_configuration_that_is_not_toml_does_not_keep_the_reader_from_opening(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('read_delay = 0\ntheme = "nord\n')
    reader = start("--sample", DAILY_PAPERS_CONFIG=str(path))
    reader.wait_for("mine.toml:2:14: the quotes are not closed", "no paper is marked read by itself", "12 unread")
    reader.press("j")
    assert "12 unread" in reader.rest()
    leave(reader)


def test_the_editor_has_the_terminal_and_the_reader_is_there_again(start: Start, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "the editor is here"; read _; echo "from the editor" > "$1"\n')
    editor.chmod(0o755)
    reader = start("--sample", EDITOR=str(editor))
    reader.wait_for("Mamba", "quit")
    reader.press("#")
    reader.wait_for("Note · ")
    reader.press("\x05")
    reader.wait_for("the editor is here")
    reader.press("\r")
    reader.wait_for("from the editor", "Note · ")
    reader.press("\x1b")
    reader.wait_for("note  ", "from the editor", "Mamba")
    leave(reader)
