"""The reader as it is used: in a terminal, with a Hub on HTTP, with the disk, and without either."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import slow, some
from tests.conftest import UNFRAMED, Start
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.papers import hostile_day
from tests.terminal import CHECKOUT, READER

AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") if os.geteuid() == 0 else ()
WITHOUT_RIGHTS = (*AS_NOBODY, *READER)
"""The reader as somebody who may not write everywhere: root may."""


def runs_without_rights() -> bool:
    """Whether such a user can run the reader."""
    if AS_NOBODY and not shutil.which("setpriv"):
        return False
    return subprocess.run([*WITHOUT_RIGHTS, "--version"], cwd=CHECKOUT, capture_output=True).returncode == 0


SLOW_NAMES = """
import socket, threading
socket.getaddrinfo = lambda *args, **kwargs: threading.Event().wait()
"""
"""A `sitecustomize` with which looking up a name never ends."""


KILLED_EARLY = """
import os, signal, threading
from reader.cli import main
class Thread(threading.Thread):
    def start(self):
        if self.name == "{}":
            os.kill(os.getpid(), signal.SIGTERM)
        super().start()
threading.Thread = Thread
main()
"""
"""A reader that is told to end at the moment when it starts a thread; on a busy machine that moment is long."""


def test_days_are_read_from_the_hub_and_then_without_it(double: HubDouble, start: Start, tmp_path: Path) -> None:
    with HubDouble(double.days) as hub:
        first = start("2026-08-20", HF_ENDPOINT=hub.url, **UNFRAMED)
        first.wait_for("Thu 20 Aug 2026 · 21 papers", "The [MASK] of Thursday", "fetched just now")
        first.press("[")
        first.wait_for("Mon 17 Aug 2026 · 1 paper", "The [/] of Monday", "fetched just now")
        first.press("q")
        assert first.wait() == 0
        assert [path.name for path in tmp_path.rglob("cache.db*")] == ["cache.db"]  # Closed, not just left.
        url = hub.url
    second = start("2026-08-20", HF_ENDPOINT=url)
    second.wait_for("Thu 20 Aug 2026 · 21 papers", "The [MASK] of Thursday")
    second.press("[")
    second.wait_for("Mon 17 Aug 2026 · 1 paper", "The [/] of Monday")
    second.press("r")
    second.wait_for("offline · fetched", "cannot be reached")
    second.press("q")
    assert second.wait() == 0
    assert second.left_behind() == []


def test_a_day_that_a_first_key_left_is_no_news(double: HubDouble, start: Start) -> None:
    with HubDouble(double.days) as hub:
        first = start("2026-08-20", HF_ENDPOINT=hub.url)
        first.wait_for("The [MASK] of Thursday", "fetched just now")
        first.press("[")
        first.wait_for("The [/] of Monday", "fetched just now")
        first.press("q")
        first.wait()
        url = hub.url
    second = start("2026-08-20", HF_ENDPOINT=url)
    second.press("[")
    second.wait_for("The [/] of Monday")
    second.press("r")
    second.wait_for("offline · ", "cannot be reached")
    assert "is out" not in second.text


@pytest.mark.parametrize("how", [{"args": ["--offline"]}, slow({"HF_HUB_OFFLINE": "1"})])
def test_offline_sends_nothing(double: HubDouble, start: Start, how: dict[str, object]) -> None:
    online = start("2026-08-20", HF_ENDPOINT=double.url)
    online.wait_for("The [MASK] of Thursday", "fetched just now")
    online.press("q")
    online.wait()
    double.requests.clear()
    args = how.get("args", [])
    assert isinstance(args, list)
    variables = {name: value for name, value in how.items() if isinstance(value, str)}
    offline = start(*args, HF_ENDPOINT=double.url, **variables)
    offline.wait_for("The [MASK] of Thursday", "quit")
    offline.press("r")
    offline.wait_for("offline · fetched")
    for keys in ("r", "t", "[", "]"):
        offline.press(keys)
        offline.rest()
    offline.press("d2026-08-17\r")
    assert "The network is off" in offline.rest()
    offline.press("q")
    offline.wait()
    assert double.requests == []


def test_what_is_typed_ahead_of_a_dialogue_reaches_it(start: Start) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "help")
    reader.press("d2026-08-18\r")
    reader.wait_for("Tue 18 Aug 2026")
    reader.press("?older day")
    reader.wait_for("[ h ←")
    reader.press("\x1b")
    reader.rest()
    reader.press("jYi")
    reader.wait_for("2006.11239")
    reader.press("Yijjy")
    reader.wait_for("2003.08934")
    reader.press("\x10older day")
    reader.wait_for("Older day, week or month")


def test_enter_that_is_typed_before_the_terminal_is_raw_is_one(start: Start) -> None:
    reader = start("--sample")
    reader.press("d2026-08-18\r")  # Read as a newline: Python has hardly begun to start.
    reader.wait_for("Tue 18 Aug 2026")


def test_the_newest_day_with_papers_is_opened(double: HubDouble, start: Start) -> None:
    reader = start(HF_ENDPOINT=double.url)
    reader.wait_for("Thu 20 Aug 2026 · 21 papers", "The [MASK] of Thursday")


def test_the_first_start_without_network_shows_the_sample(start: Start) -> None:
    reader = start()
    reader.wait_for("Sample edition · Thu 20 Aug 2026 · 12 papers", "cannot be reached")
    reader.press("[")
    reader.wait_for("Wed 19 Aug 2026 · 12 papers")


def test_the_sample_stores_nothing(start: Start, tmp_path: Path) -> None:
    reader = start("--sample", "yesterday")
    reader.wait_for("Sample edition · Wed 19 Aug 2026 · 12 papers")
    reader.press("q")
    assert reader.wait() == 0
    assert not list(tmp_path.rglob("*.db"))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("search agent",), "Search “agent” · 4 papers of 2026"),
        (("starred",), "No paper is starred."),
        (("2303.08774",), "The sample edition has no 2303.08774."),
    ],
)
def test_the_sample_opens_on_every_kind_of_period(start: Start, words: tuple[str, ...], shown: str) -> None:
    start("--sample", *words).wait_for(shown)


def test_a_hostile_day_shows_its_text_and_acts_on_nothing(double: HubDouble, start: Start) -> None:
    double.days[next(iter(double.days))] = hostile_day()
    reader = start("2026-08-20", HF_ENDPOINT=double.url, columns=100, lines=30)
    reader.wait_for("fetched just now")
    reader.rest()  # All of the frame, and no part of a character of it.
    before = len(reader.output)
    for keys in ("j" * 20, "\r", "   b", "\x1b", "Y", "\x1b", "?", "click", "\x1b", "gg"):
        reader.press(keys)
        reader.rest()
    reader.press("q")
    assert reader.wait() == 0
    drawn = bytes(reader.output[before:])
    assert b"52;c" not in drawn.replace("\ufffd]52;c".encode(), b"")
    assert "\u202e".encode() not in drawn
    assert b"\x9d" not in drawn.replace("\u275d".encode(), b"").replace("\u201d".encode(), b"")
    assert b"\x1b]0;" not in drawn
    assert reader.left_behind() == []


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=str
)
def test_a_signal_leaves_the_terminal_as_it_was(start: Start, number: signal.Signals, code: int) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "help")
    reader.process.send_signal(number)
    assert reader.wait() == code
    assert reader.left_behind() == []


@pytest.mark.parametrize("thread", ["textual-output", "textual-input"])
def test_a_signal_while_the_terminal_is_taken_leaves_it_as_it_was(start: Start, thread: str) -> None:
    reader = start("--sample", argv=(sys.executable, "-c", KILLED_EARLY.format(thread)))
    assert reader.wait() == 143
    assert reader.left_behind() == []


def test_stopping_and_going_on_keeps_the_screen(start: Start) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "help")
    reader.process.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, reader.process.pid, os.WSTOPPED | os.WNOWAIT)
    before = len(reader.output)
    reader.process.send_signal(signal.SIGCONT)
    reader.wait_for_output(b"\x1b[?1049h", before)  # What is typed before that is lost.
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


@pytest.mark.parametrize("bytes_typed", [b"\xff\xfe", b"\x1b[M \xf0\xf0", b"caf\xe9"])
def test_bytes_that_are_no_text_are_survived(start: Start, bytes_typed: bytes) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "help")
    reader.press(bytes_typed)
    reader.press("?")
    reader.wait_for("Keys")


def test_quitting_does_not_wait_for_a_request_that_hangs(double: HubDouble, start: Start) -> None:
    double.break_(faults.hangs)
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("fetching")
    while not double.requests:
        reader.read(0.05)
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


def test_quitting_does_not_wait_for_a_name_that_is_looked_up(start: Start, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SLOW_NAMES)
    path = f"{tmp_path}{os.pathsep}{CHECKOUT}"
    reader = start("2026-08-20", HF_ENDPOINT="http://hub.invalid", PYTHONPATH=path)
    reader.wait_for("fetching")
    reader.rest()
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


@pytest.mark.parametrize("behind", some(2, ["?", "/", "T", "\r", "e", "d", "v", "Qq"]))
def test_what_is_typed_behind_the_key_that_quits_is_nothing(start: Start, tmp_path: Path, behind: str) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "quit")
    reader.press(f"q{behind}")
    assert reader.wait() == 0
    assert reader.left_behind() == []
    assert [*tmp_path.rglob("crash.log")] == []


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)])
def test_the_terminal_may_change_its_size(start: Start, size: tuple[int, int]) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "help")
    reader.resize(*size)
    reader.press("j")
    reader.wait_for("3D Gaussian Splatting")
    reader.resize(30, 5)
    reader.wait_for("too small")


@pytest.mark.parametrize("key", ["#", slow("/"), slow(":"), slow("d"), slow("?"), slow("e"), slow("T")])
def test_the_terminal_may_grow_while_something_is_open(start: Start, key: str) -> None:
    reader = start("--sample")
    reader.wait_for("Mamba", "help")
    reader.press(key)
    for size in ((121, 30), (121, 40), (160, 44)):
        reader.rest()
        reader.resize(*size)
    reader.rest()
    reader.press("\x1b")
    reader.wait_for("Mamba", "? help")
    reader.press("q")
    assert reader.wait() == 0


def test_a_damaged_cache_is_set_aside_and_said(double: HubDouble, start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"not a database" * 1000)
    reader = start("2026-08-20", "--cache-dir", str(folder), HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "corrupt")
    assert list(folder.glob("cache.db.corrupt-*"))


@pytest.mark.skipif(not runs_without_rights(), reason="no other user can run this Python or read this checkout")
def test_a_cache_that_cannot_be_written_is_read(double: HubDouble, start: Start, place: Path) -> None:
    folder = place / "cache"
    online = start("2026-08-20", "--cache-dir", str(folder), HF_ENDPOINT=double.url)
    online.wait_for("The [MASK] of Thursday", "fetched just now")
    online.press("q")
    online.wait()
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    world = {"HF_ENDPOINT": double.url, "HOME": "/nonexistent"}
    reader = start("2026-08-20", "--cache-dir", str(folder), argv=WITHOUT_RIGHTS, **world)
    reader.wait_for("The [MASK] of Thursday")
    reader.press("r")
    reader.wait_for("not stored", "belongs" if AS_NOBODY else "written")  # Words that no line breaks.
    reader.press("q")
    assert reader.wait() == 0


@pytest.mark.slow
def test_an_idle_reader_of_a_stored_day_writes_nothing(double: HubDouble, start: Start) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "fetched just now")
    reader.rest()
    before = len(reader.output)
    reader.rest(2.0)
    assert reader.output[before:] == b""


@pytest.mark.parametrize("mouse", [True, False])
def test_the_mouse_can_be_left_to_the_terminal(start: Start, mouse: bool) -> None:
    reader = start("--sample", *([] if mouse else ["--no-mouse"]))
    reader.wait_for("Mamba", "help")
    assert (b"\x1b[?1000h" in reader.output) is mouse
