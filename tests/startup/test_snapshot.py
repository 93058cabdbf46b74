"""The frame that is shown before anything is imported: it is the first own screen, or it is not there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader import __version__
from reader.startup import snapshot
from reader.store import paths
from tests import slow, some
from tests.conftest import THURSDAY, Start
from tests.hub.double import HubDouble
from tests.startup.frames import Begin, cells, differences, frames, is_framed, wait_for_frame
from tests.terminal import PATIENCE, Terminal

MOMENTS = (0.0, pytest.param(0.05, marks=pytest.mark.slow), 0.15, pytest.param(0.3, marks=pytest.mark.slow), 0.5)
"""Seconds after the frame at which a reader is ended; it takes the terminal over within the last two."""


def test_the_frame_is_the_first_own_screen_with_nothing_between(framed: Path, begin: Begin) -> None:
    reader = begin()
    assert is_framed(reader)
    before = cells(reader)
    while "\x1b[?1000h" not in reader.output.decode(errors="replace"):  # Until Textual has taken it over.
        reader.read(0.2)
        assert differences(reader, before) == []
    while "fetched" not in reader.text.split("\n")[0]:
        reader.read(0.2)
        assert differences(reader, before, since=1) == []  # The first line tells the age as soon as all is drawn.
    assert reader.output.count(b"\x1b[?1049h") == 1, "xterm clears the screen at a second one"
    reader.press("q")
    assert reader.wait() == 0
    assert reader.left_behind() == []


@pytest.mark.parametrize("size", [slow((80, 24)), slow((60, 16)), (45, 12)])
def test_at_every_size(begin: Begin, tmp_path: Path, size: tuple[int, int]) -> None:
    columns, lines = size
    reader = begin(columns=columns, lines=lines)
    reader.wait_for("[MASK]", "fetched")
    reader.press("GkG")
    reader.press("q")
    reader.wait()
    wait_for_frame(tmp_path / "home")
    reader = begin(columns=columns, lines=lines)
    assert is_framed(reader)
    before = cells(reader)
    while "fetched" not in reader.text.split("\n")[0]:
        reader.read(0.2)
        assert differences(reader, before, since=1) == []


@pytest.mark.slow
@pytest.mark.parametrize("how", [{"LC_ALL": "C"}, slow({"LANG": "C"}), slow({"config": "ascii = true\n"})])
def test_in_ascii_too(begin: Begin, tmp_path: Path, how: dict[str, str]) -> None:
    if text := how.pop("config", ""):
        config = tmp_path / "home" / ".config" / "daily-papers" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(text)
    reader = begin(columns=80, lines=24, **how)
    reader.wait_for("[MASK]", "fetched")
    assert set(own_signs(reader)) >= {*"^o-"}
    assert not {*"▲●·…▔▐"} & {*reader.text}
    reader.press("q")
    reader.wait()
    wait_for_frame(tmp_path / "home")
    reader = begin(columns=80, lines=24, **how)
    assert is_framed(reader)
    before = cells(reader)
    while "fetched" not in reader.text.split("\n")[0]:
        reader.read(0.2)
        assert differences(reader, before, since=1) == []


def own_signs(reader: Terminal) -> str:
    """What stands for votes and marks on the first paper, and for the divider."""
    lines = reader.text.split("\n")
    return lines[1][:9] + next(line[0] for line in lines if len(set(line)) == 1 and len(line) == 80)


def test_keys_typed_at_once_all_act_on_the_right_paper(framed: Path, begin: Begin) -> None:
    reader = begin()
    assert is_framed(reader)
    shown = reader.text
    reader.press("jjjk")
    reader.wait_for("fetched")
    reader.press("q")
    reader.wait()
    assert "jjj" not in shown
    position = (framed / ".local/state/daily-papers/position.json").read_text()
    order = [line.split()[1] for line in listed(framed)]
    assert f'"{order[4]}"' in position  # From the third, three down and one up.


def listed(home: Path) -> list[str]:
    """The papers of the day in their order, votes and id."""
    from reader.store.feeds.cache import Cache

    cache = Cache(home / ".cache" / "daily-papers" / "v1")
    feed = cache.submit_get(THURSDAY).result()
    cache.close(5)
    assert feed is not None
    return [f"{paper.upvotes} {paper.id}" for paper in feed.papers]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("number", some(1, [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]))
def test_every_way_to_die_leaves_the_terminal_as_it_was(
    framed: Path, begin: Begin, number: signal.Signals, moment: float
) -> None:
    reader = begin()
    assert is_framed(reader)
    deadline = time.perf_counter() + moment
    while time.perf_counter() < deadline:
        reader.read(deadline - time.perf_counter())
    reader.process.send_signal(number)
    assert reader.wait() == 128 + number
    assert reader.left_behind() == []


@pytest.mark.parametrize("module", ["textual.app", "textual.drivers.linux_driver", "msgspec"])
def test_a_crash_in_between_leaves_the_terminal_as_it_was(framed: Path, begin: Begin, module: str) -> None:
    code = f"import sys; sys.modules[{module!r}] = None; from reader.cli import main; main()"
    reader = begin(argv=(sys.executable, "-c", code))
    reader.wait()
    assert bytes(reader.output).startswith(snapshot.ENTER.encode())
    assert reader.left_behind() == []


def test_a_terminal_resized_in_between_is_drawn_at_its_new_size(framed: Path, begin: Begin) -> None:
    reader = begin()
    assert is_framed(reader)
    reader.resize(80, 24)
    reader.wait_for("The [MASK] of Thursday", "fetched")
    reader.rest()  # The header may have been read before what is below it.
    assert not [row for row in reader.text.split("\n") if len(row) > 80]
    reader.press("q")
    reader.wait()
    assert reader.left_behind() == []


@pytest.mark.slow
def test_two_at_once(framed: Path, begin: Begin) -> None:
    readers = [begin(), begin()]
    for reader in readers:
        reader.wait_for("The [MASK] of Thursday", "fetched")
        reader.press("q")
    for reader in readers:
        reader.wait()
        assert reader.left_behind() == []


def test_none_is_shown_after_a_mark(framed: Path, begin: Begin, start: Start, tmp_path: Path) -> None:
    lines = tmp_path / "marks.jsonl"
    lines.write_text(
        '{"id":"2608.00001","read":{"value":true,"at":1},"starred":null,"note":null,"note_history":[],"record":null}\n'
    )
    importing = start("marks", "import", str(lines))
    assert importing.wait() == 0, importing.text
    assert not is_framed(begin())


def test_none_is_shown_after_a_refresh(framed: Path, begin: Begin, double: HubDouble) -> None:
    double.days[THURSDAY][0]["paper"]["upvotes"] = 1500
    reader = begin()
    assert is_framed(reader)
    reader.wait_for("fetched")
    reader.press("r")
    reader.wait_for("1.5k")
    reader.process.kill()  # It cannot keep another frame.
    reader.process.wait()
    assert not is_framed(begin())


@pytest.mark.parametrize(
    "changes",
    [{"columns": 119}, {"lines": 39}, {"COLORTERM": ""}, {"CLICOLOR": "0"}, {"TEXTUAL_THEME": "nord"}, {"LC_ALL": "C"}],
)
def test_none_is_shown_in_another_terminal(framed: Path, begin: Begin, changes: dict[str, object]) -> None:
    assert not is_framed(begin(**changes))


@pytest.mark.parametrize("changes", [{"COLUMNS": "100"}, {"LINES": "30"}])
def test_none_is_shown_where_the_user_says_the_size(framed: Path, begin: Begin, changes: dict[str, str]) -> None:
    assert not is_framed(begin(**changes))


def test_none_is_shown_in_another_theme(framed: Path, begin: Begin) -> None:
    config = framed / ".config" / "daily-papers" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "nord"\n')
    assert not is_framed(begin())


@pytest.mark.slow
def test_a_theme_chosen_with_a_key_is_that_of_the_next_frame(framed: Path, begin: Begin) -> None:
    reader = begin()
    reader.wait_for("The [MASK]", "fetched")
    reader.press("T")
    reader.wait_for("enter keeps it")
    reader.press("tokyo-night\r")
    reader.wait_for("Theme: tokyo-night")
    for frame in frames(framed):
        frame.unlink()
    reader.press("q")
    assert reader.wait() == 0
    wait_for_frame(framed)
    after = begin()
    assert is_framed(after)
    after.wait_for("fetched")
    assert b"48;2;26;27;38" in after.output  # Its ground.
    assert b"48;2;22;24;27" not in after.output  # That of paper-dark.


def timed(head: bytes, times: bytes) -> bytes:
    """The head of a frame that is true at other times."""
    first, numbers = head.rsplit(b"\n", 1)
    return b"\n".join([first, times + b" " + numbers.rsplit(b" ", 1)[1]])


def test_a_frame_that_was_cut_off_is_none(tmp_path: Path) -> None:
    key, body = "key", "".join(f"\x1b[{line};1H\x1b[1mtext" for line in range(1, 30))
    data = snapshot.encode(key, snapshot.stamp([str(tmp_path)]), 1, 9, body)
    assert snapshot.decode(data, key, 5) == body
    assert not any(snapshot.decode(data[:length], key, 5) for length in range(len(data)))


def hostile(data: bytes) -> list[bytes]:
    head, stamps, body = data.split(b"\n\n", 2)
    return [
        b"",
        data[: len(data) // 2],
        data + b"\x1b]52;c;aGE=\x07",
        data + b"\x1b[6n",
        data + "\u202e".encode(),
        data + b"\x00",
        data + b"\xff",
        data + b" " * snapshot.LIMIT,
        b"\n\n".join([head.replace(b"frame 1", b"frame 2"), stamps, body]),
        b"\n\n".join([head.replace(__version__.encode(), b"9.9"), stamps, body]),
        b"\n\n".join([timed(head, b"1 2"), stamps, body]),
        b"\n\n".join([timed(head, b"9999999999 99999999999"), stamps, body]),
        b"\n\n".join([head, stamps.replace(b"position.json", b"other.json"), body]),
    ]


def test_a_file_that_is_no_true_frame_is_none(framed: Path) -> None:
    whole = frames(framed)[0].read_bytes()
    known = whole.decode().split("\n\n")[0].rsplit("\n", 1)[0]
    assert snapshot.decode(whole, known, time.time())
    assert [number for number, data in enumerate(hostile(whole)) if snapshot.decode(data, known, time.time())] == []


@pytest.mark.parametrize("case", [0, 3, 8])
def test_such_a_file_is_ignored_and_replaced(framed: Path, begin: Begin, case: int) -> None:
    (path,) = frames(framed)
    whole = path.read_bytes()
    path.write_bytes(hostile(whole)[case])
    reader = begin()
    assert not is_framed(reader)
    reader.wait_for("fetched")
    reader.press("q")
    assert reader.wait() == 0
    known = whole.decode().split("\n\n")[0].rsplit("\n", 1)[0]
    deadline = time.perf_counter() + PATIENCE
    while not snapshot.decode(path.read_bytes(), known, time.time()):
        assert time.perf_counter() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("mode", [0o644, 0o620])
def test_a_file_that_others_may_touch_is_ignored(framed: Path, begin: Begin, mode: int) -> None:
    frames(framed)[0].chmod(mode)
    assert not is_framed(begin())


def test_a_link_is_ignored(framed: Path, begin: Begin) -> None:
    (path,) = frames(framed)
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))
    assert not is_framed(begin())


def test_it_lies_where_the_platform_keeps_state(monkeypatch: pytest.MonkeyPatch) -> None:
    relative = {"HOME": "/home/a", "XDG_STATE_HOME": "state"}
    for environ in ({"HOME": "/home/a"}, {"HOME": "/home/a", "XDG_STATE_HOME": "/state"}, relative):
        monkeypatch.delenv("XDG_STATE_HOME", raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        assert snapshot.folder(environ) == str(paths.state())


def printed(code: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_only_what_the_interpreter_has_is_imported_for_it() -> None:
    code = "import sys; before = set(sys.modules); import reader.startup.snapshot; print(*{*sys.modules} - before)"
    assert {*printed(code)} <= {"__future__", "reader", "reader.startup", "reader.startup.snapshot"}


LOADED = """
import os, sys
before, write = {*sys.modules}, os.write
def noting(file, data):
    if file == 2 and data.startswith(b"\\x1b[?1049h"):
        os.write = write
        print(*{*sys.modules} - before, file=open(".loaded", "w"))
    return write(file, data)
os.write = noting
from reader.cli import main
main()
"""
"""Notes what was imported when the frame is shown."""


def test_a_command_imports_nothing_else_before_the_frame(framed: Path, begin: Begin) -> None:
    """The rest of `typing`, of `datetime` and of what they import would take as long as all that is imported."""
    folder = framed.parent
    reader = begin(argv=(sys.executable, "-c", LOADED), cwd=folder)
    assert is_framed(reader)
    loaded = (folder / ".loaded").read_text().split()
    own = {"reader", "reader.cli", "reader.cli.commands", "reader.startup", "reader.startup.words"}
    assert {*loaded} <= own | {"reader.startup.snapshot", "gc", "termios"}


def test_what_is_loaded_before_the_screen_is_no_event_loop() -> None:
    """So early asyncio is 3 % of a start: the modules of the screen have it loaded beside other work."""
    assert printed("import sys, reader.startup.session; print('asyncio' in sys.modules)") == ["False"]
