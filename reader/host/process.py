"""Other people's programs, run so that none of them can hold up the reader or draw on its screen."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread, Timer
from typing import Final, TypeVar

from reader.host import tty
from reader.papers.text import clean

Result = TypeVar("Result")

BOUND: Final = 2.0
"""Seconds that a program or a call may take."""
_STOPPING: Final = 0.1
"""Seconds in which a stop has reached all of a job."""
_LATE: Final = 0.5
"""Seconds after a bound in which a process has heard of it that was not stopped."""
_COMPLAINT: Final = 4096
"""Bytes that are read of what a program complains of."""
SHOWN: Final = 80
"""Characters of it that are shown."""
_ANCESTORS: Final = 64
"""Processes of the same job that are looked at, each the parent of the one before."""


async def off_the_loop(call: Callable[[], Result]) -> Result:
    """Make a call in a daemon thread, so that neither the event loop nor the exit of the reader waits for it.

    `asyncio.to_thread` will not do: `asyncio.run` and the interpreter join its threads.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Result] = loop.create_future()

    def settle(finish: Callable[[], None]) -> None:
        if not answer.done():  # It was cancelled while the call went on.
            finish()

    def work() -> None:
        try:
            finish = partial(answer.set_result, call())
        except BaseException as error:  # noqa: BLE001 - not swallowed: it is raised where the call is awaited
            finish = partial(answer.set_exception, error)
        with suppress(RuntimeError):  # The loop is closed, as the reader was left meanwhile.
            loop.call_soon_threadsafe(settle, finish)

    Thread(target=work, name="host", daemon=True).start()
    return await answer


def in_terminal(argv: Sequence[str]) -> int:
    """Run a program that has the terminal to itself until the user leaves it, and return its status.

    A signal that ends this process ends the program before, which is killed if it does not end within `BOUND`.

    Raises:
        OSError: It could not be started.
    """
    ending = _Ending()
    # ctrl+c is meant for the program, and a handler, unlike SIG_IGN, is not passed on to it. An event loop hears of
    # signals by the wake-up descriptor, whatever the handler.
    former = {signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None)}
    former |= {number: signal.signal(number, ending.hear) for number in (signal.SIGTERM, signal.SIGHUP)}
    wakeup = signal.set_wakeup_fd(-1)
    try:
        with _as_it_was(), subprocess.Popen(argv) as program:
            ending.begin(program)
            return _waited_for(program)
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in former.items():
            signal.signal(number, handler)
        ending.pass_on()


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Leave the terminal as it was: a program that is killed leaves its modes, and maybe a job of its own in front."""
    number = tty.number()
    if number is None or sys.platform == "win32":
        yield
        return
    import termios

    modes = termios.tcgetattr(number)
    try:
        yield
    finally:
        with suppress(OSError, termios.error):  # It is gone.
            _come_to_front(number)
            if tty.is_in_front(number):
                termios.tcsetattr(number, termios.TCSANOW, modes)


def _come_to_front(number: int) -> None:
    """Have a terminal to ourselves again where those who had it are no more; one in front is a shell, or stopped us."""
    try:
        os.killpg(os.tcgetpgrp(number), 0)
    except ProcessLookupError:
        former = signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # Who does this from the background is stopped.
        try:
            os.tcsetpgrp(number, os.getpgrp())
        finally:
            signal.signal(signal.SIGTTOU, former)


def ended(status: int) -> str:
    """Say how a program ended.

    >>> ended(3), ended(-9)
    ('ended with status 3', 'was ended by signal 9')
    """
    return f"ended with status {status}" if status >= 0 else f"was ended by signal {-status}"


def _waited_for(program: subprocess.Popen[bytes]) -> int:
    """Wait for the end of a program, which may stop, and return its status.

    Most stop all of the job, but some only themselves: then there is nobody who hears a key, so the job stops, too.
    """
    if sys.platform == "win32":
        return program.wait()
    is_stopped = False
    while True:
        try:
            changed, status = os.waitpid(program.pid, os.WUNTRACED | os.WCONTINUED | (os.WNOHANG if is_stopped else 0))
        except ChildProcessError:  # `send_signal` has seen its end.
            return program.wait()
        if not changed:
            if has_shell():
                os.kill(0, signal.SIGTSTP)
            program.send_signal(signal.SIGCONT)
            is_stopped = False
        elif os.WIFSTOPPED(status):
            is_stopped = True
            time.sleep(_STOPPING)
        elif os.WIFCONTINUED(status):
            is_stopped = False
        else:
            program.returncode = os.waitstatus_to_exitcode(status)
            return program.returncode


class _Ending:
    """What a signal to this process does while a program has the terminal."""

    def __init__(self) -> None:
        self._program: subprocess.Popen[bytes] | None = None
        self._heard: list[int] = []
        self._killing: Timer | None = None

    def hear(self, number: int, _: object) -> None:
        """Tell the program; it may be about to begin."""
        self._heard.append(number)
        if self._program is not None:
            self.begin(self._program)

    def begin(self, program: subprocess.Popen[bytes]) -> None:
        """Tell a program what was heard, and see that it ends."""
        self._program = program
        if self._heard:
            program.send_signal(self._heard[-1])
            if self._killing is None:
                self._killing = Timer(BOUND, program.kill)
                self._killing.daemon = True
                self._killing.start()

    def pass_on(self) -> None:
        """Do what was heard to this process, now that the program has ended."""
        if self._killing is not None:
            self._killing.cancel()
        for number in self._heard[:1]:
            signal.raise_signal(number)


def has_shell() -> bool:
    """Whether somebody could have this process go on after a stop: a shell with job control has started its job.

    Without one, as under `xterm -e`, its process group is orphaned (POSIX.1-2024, 3.264).
    """
    pid = os.getppid()
    for _ in range(_ANCESTORS):
        try:
            if pid <= 0 or os.getsid(pid) != os.getsid(0):
                return False
            if os.getpgid(pid) != os.getpgrp():
                return True
            pid = _parent_of(pid)
        except (OSError, ValueError):
            return False
    return False


def _parent_of(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:  # macOS has no such file.
        told = get(["ps", "-o", "ppid=", "-p", str(pid)], os.environ)
        return int(told or b"0")
    return int(stat.rpartition(")")[2].split()[1])


def refused(command: Sequence[str], data: bytes, environ: Mapping[str, str], bound: float = BOUND) -> str:
    """Give a program its input, and say why it did not take it, with its first line on stderr; nothing if it did.

    The complaint goes to a file, as a child that is left behind would keep a pipe open forever.
    """
    with tempfile.TemporaryFile() as complaint:
        try:
            done = _run(command, data, subprocess.DEVNULL, environ, bound, complaint.fileno())
        except OSError as error:
            return f"could not be started: {error.strerror}"
        if done is None:
            return f"did not end within {bound:g} s"
        if done[0] == 0:
            return ""
        complaint.seek(0)
        said = clean(complaint.read(_COMPLAINT).decode(errors="replace").strip().partition("\n")[0], limit=SHOWN)
    return f"{ended(done[0])}{f': {said}' if said else ''}"


def put(command: Sequence[str], data: bytes, environ: Mapping[str, str], bound: float = BOUND) -> bool:
    """Give a program its input, and say whether it ended well within `bound` seconds.

    Its output goes nowhere: a clipboard tool leaves a child behind, which would keep a pipe open forever.
    """
    try:
        done = _run(command, data, subprocess.DEVNULL, environ, bound)
    except OSError:
        return False
    return done is not None and done[0] == 0


def get(command: Sequence[str], environ: Mapping[str, str], bound: float = BOUND) -> bytes | None:
    """Return a program's output, nothing for one that failed, `None` when there is no telling.

    That is when it cannot be started or takes longer than `bound` seconds.
    """
    try:
        done = _run(command, b"", subprocess.PIPE, environ, bound)
    except OSError:
        return None
    if done is None:
        return None
    status, output = done
    return output if status == 0 else b""


def _run(
    command: Sequence[str],
    data: bytes,
    output: int,
    environ: Mapping[str, str],
    bound: float,
    complaint: int = subprocess.DEVNULL,
) -> tuple[int, bytes] | None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=complaint,
        env=dict(environ),
        start_new_session=True,
    )
    began = time.monotonic()
    given: bytes | None = data
    while True:
        try:
            written, _ = process.communicate(given, timeout=bound)
            return process.returncode, written or b""
        except subprocess.TimeoutExpired:
            now = time.monotonic()
            if now < began + bound + _LATE:
                _kill(process)
                return None
            began, given = now, None  # This process was stopped meanwhile, and its clock went on.


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program with its children; a thread waits for it, for one that waits for a disk dies late."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    Thread(target=_bury, args=(process,), name="burial", daemon=True).start()


def _bury(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes of a program and wait for its end; `communicate` leaves its input open the second time."""
    with process:
        pass
