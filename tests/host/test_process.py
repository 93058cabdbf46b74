"""Programs that hang, fail or leave children behind, and calls that outlive the loop."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.host.process import get, off_the_loop, put
from tests.host.programs import AMPLE, Gate, program


def test_a_program_gets_its_input(tmp_path: Path) -> None:
    tool = program(tmp_path, "tool", f"cat > {tmp_path}/input")
    assert put([str(tool)], "論文\n".encode(), os.environ, AMPLE)
    assert (tmp_path / "input").read_text() == "論文\n"


def test_a_programs_output_is_returned(tmp_path: Path) -> None:
    assert get([str(program(tmp_path, "tool", "printf %s 論文"))], os.environ, AMPLE) == "論文".encode()


def test_a_program_that_fails_took_nothing_and_has_no_output(tmp_path: Path) -> None:
    tool = [str(program(tmp_path, "tool", "cat; echo words; exit 1"))]
    assert not put(tool, b"text", os.environ, AMPLE)
    assert get(tool, os.environ, AMPLE) == b""


@pytest.mark.parametrize("name", ["missing", "folder", "plain"])
def test_what_cannot_be_run_gives_no_answer(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "plain").write_text("")
    assert not put([str(tmp_path / name)], b"text", os.environ, AMPLE)
    assert get([str(tmp_path / name)], os.environ, AMPLE) is None


def test_a_program_need_not_read_its_input(tmp_path: Path) -> None:
    assert put([str(program(tmp_path, "tool"))], b"x" * 1_000_000, os.environ, AMPLE)


def test_the_environment_is_the_one_that_was_given(tmp_path: Path) -> None:
    program(tmp_path, "tool", 'printf %s "$NAME $HOME"')
    assert get(["tool"], {"PATH": str(tmp_path), "NAME": "x"}, AMPLE) == b"x "


@pytest.mark.slow
def test_the_time_in_which_this_process_was_stopped_does_not_count(tmp_path: Path, gate: Callable[[str], Gate]) -> None:
    began, inner, ended = gate("began"), gate("inner"), gate("ended")
    script = f"echo > {began.path}; read _ < {inner.path}; printf %s words; echo > {ended.path}"
    tool = str(program(tmp_path, "tool", script))
    code = f"import os; from reader.host.process import get; print(get([{tool!r}], os.environ, 3))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as caller:
        began.wait()
        caller.send_signal(signal.SIGSTOP)
        stopped = time.monotonic()
        inner.open()
        ended.wait()
        time.sleep(stopped + 4 - time.monotonic())  # A stop that is longer than its patience, not a wait for anything.
        caller.send_signal(signal.SIGCONT)
        assert caller.communicate(timeout=AMPLE)[0] == b"b'words'\n"


@pytest.mark.parametrize("reads", [True, False])
def test_a_program_that_hangs_is_ended_with_its_children(reads: bool, tmp_path: Path) -> None:
    """Program and child hold the pipe open for writing, so its end is read only when both are gone."""
    os.mkfifo(tmp_path / "alive")
    alive = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    tool = [str(program(tmp_path, "tool", f"exec 9> {tmp_path}/alive\nsleep 600 &\nsleep 600"))]
    assert (get(tool, os.environ, 0.3) is None) if reads else not put(tool, b"x" * 1_000_000, os.environ, 0.3)
    os.set_blocking(alive, True)
    assert os.read(alive, 1) == b""
    os.close(alive)


def test_a_child_that_stays_is_left_alone_and_not_waited_for(tmp_path: Path, gate: Callable[[str], Gate]) -> None:
    inner, done = gate("inner"), gate("done")
    tool = program(tmp_path, "tool", f"(read _ < {inner.path}; echo > {done.path}) &")
    assert put([str(tool)], b"text", os.environ, AMPLE)
    inner.open()
    done.wait()


def test_no_program_can_write_to_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tool = [str(program(tmp_path, "tool", "echo out; echo error >&2"))]
    assert put(tool, b"", os.environ, AMPLE)
    assert get(tool, os.environ, AMPLE) == b"out\n"
    assert capfd.readouterr() == ("", "")


def test_a_program_has_a_session_of_its_own() -> None:
    code = "import os; print(os.getsid(0) == os.getpid())"
    assert get([sys.executable, "-c", code], os.environ, AMPLE) == b"True\n"


async def test_the_loop_goes_on_during_a_call(gate: Callable[[str], Gate]) -> None:
    inner = gate("inner")
    call = asyncio.create_task(off_the_loop(inner.wait))
    await asyncio.sleep(0)
    inner.open()
    await call


async def test_what_a_call_raises_is_raised_where_it_is_awaited() -> None:
    with pytest.raises(ZeroDivisionError):
        await off_the_loop(lambda: 1 / 0)


async def test_a_call_that_nobody_awaits_any_more_ends_in_silence(gate: Callable[[str], Gate]) -> None:
    faults: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
    inner = gate("inner")
    before = set(threading.enumerate())
    call = asyncio.create_task(off_the_loop(inner.wait))
    await asyncio.sleep(0)
    (thread,) = set(threading.enumerate()) - before
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    inner.open()
    await asyncio.to_thread(thread.join)
    await asyncio.sleep(0)
    assert faults == []


def test_leaving_does_not_wait_for_a_call(gate: Callable[[str], Gate]) -> None:
    """The pipe is never written to: a program that waited for the call would stay for ever."""
    code = f"""
import asyncio, pathlib, sys
from reader.host.process import off_the_loop
async def main():
    call = asyncio.create_task(off_the_loop(lambda: open({str(gate("inner").path)!r}).read(1)))
    await asyncio.sleep(0)
asyncio.run(main())
print("left")
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=AMPLE, check=False)
    assert (ended.stdout, ended.stderr, ended.returncode) == ("left\n", "", 0)
