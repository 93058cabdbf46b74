"""What is played in a pty of 120×40, and what is written down of it."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from reader.startup import snapshot
from tests.bench.scene import DAY, Home, id_of
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.terminal import PATIENCE, Terminal

KEYS = 30
"""Presses of `j`, each after what the one before did."""
HELD = 29
"""Presses of `j` while it is held; together with `KEYS` they stay within a day."""
RATE = 30.0
"""Presses a second of a held key."""
DAYS = 12
"""Presses of `[`."""
STARTS = 3
"""How often in a round what takes a start each is played: they vary most."""
QUIET = 0.06
"""Seconds without output after which a key is done; they are not counted."""

_ASKED, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""The question whether the terminal shows an update at once, and that it does."""
FRAME = b"\x1b[?2026l"
_OWN = b"\x1b[?1000h"
"""What Textual begins with: the mouse."""


def script(module: str) -> tuple[str, ...]:
    """What runs the `main` of a module as the scripts do that pip and uv install; `-m` imports runpy first, 4 ms."""
    return (sys.executable, "-c", f"import sys\nfrom {module} import main\nsys.exit(main())")


READER = script("reader.cli")


def nothing(number: int) -> bytes:
    """Where any output is an answer."""
    return b""


def abstract(number: int) -> bytes:
    """What the reader writes when a paper is under the cursor."""
    return f"arXiv {id_of(number)}".encode()


def row_text(number: int) -> bytes:
    """What the reference of lines writes when a row is chosen."""
    return b"Text of row %d begins" % number


@dataclass(frozen=True)
class Program:
    """A program, and how it is played."""

    argv: tuple[str, ...]
    env: Mapping[str, str]
    shown: bytes
    """What it shows first."""
    opened: tuple[str, bytes] | None = None
    """A key that opens the list, and what that shows."""
    answer: Callable[[int], bytes] = nothing
    """What it writes after the nth `j`."""
    quit: str = "q"
    moves: bool = True
    """Whether `j` does something."""


@dataclass
class Round:
    """What one program did in one round."""

    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def play(self, program: Program, *, keys: int = KEYS, held: int = HELD, last: str = "") -> None:
        """Play a program from its start to its end.

        Args:
            program: What is played.
            keys: How often `j` is pressed and answered.
            held: How often `j` is pressed while it is held.
            last: A key that puts the program back to where it began.
        """
        with begun(program) as terminal:
            self.values["painted"].append(terminal.arrived - terminal.started)
            settle(terminal)
            if program.opened:
                terminal.press(program.opened[0])
                terminal.wait_for_output(program.opened[1])
                settle(terminal)
            if program.moves:
                for number in range(1, keys + 1):
                    self._press(terminal, "j", program.answer(number), "key")
                if held:
                    self._hold(terminal, held)
            self.values["memory"].append(memory(terminal.process.pid))
            if last:
                terminal.press(last)
                settle(terminal)
            self._quit(terminal, program.quit, "quit")

    def play_start(self, program: Program) -> None:
        """Start a program and leave it."""
        with begun(program) as terminal:
            self.values["painted"].append(terminal.arrived - terminal.started)
            settle(terminal)
            self._quit(terminal, program.quit, "quit")

    def play_days(self, program: Program) -> None:
        """Press `[` from one stored day to the next older one."""
        with begun(program) as terminal:
            settle(terminal)
            for number in range(1, DAYS + 1):
                self._press(terminal, "[", f"arXiv {id_of(0, number)}".encode(), "day")
            terminal.press(program.quit)
            terminal.wait()

    def play_framed(self, program: Program) -> None:
        """Start where a frame is kept; where none is shown, as on a machine that was too slow, nothing is counted."""
        with begun(program) as terminal:
            if terminal.output.startswith(snapshot.ENTER.encode()):
                self.values["readable"].append(terminal.arrived - terminal.started)
                terminal.wait_for_output(_OWN)
                at = terminal.output.index(_OWN)
                self.values["painted over"].append(terminal.wait_for_output(program.shown, at) - terminal.started)
            settle(terminal)
            self._quit(terminal, program.quit, "quit")

    def play_typed(self, program: Program, name: str, *, back: str = "") -> None:
        """Type `j` as soon as a program is started, and wait until it is answered."""
        with Terminal(program.argv, env=program.env, drawn=False) as terminal:
            terminal.press("j")
            self.values[name].append(terminal.wait_for_output(program.answer(1)) - terminal.started)
            settle(terminal)
            if back:
                terminal.press(back)
                settle(terminal)
            terminal.press(program.quit)
            terminal.wait()

    def play_hanging(self, home: Home) -> None:
        """Quit while the Hub does not answer: the day before the oldest stored one is asked for."""
        with HubDouble() as hub:
            hub.break_(faults.hangs)
            env = home.env(HF_ENDPOINT=hub.url) | {"HF_HUB_OFFLINE": ""}
            argv = (*READER, "2026-08-03")
            with begun(Program(argv, env, b"fetching")) as terminal:
                while not hub.requests:
                    terminal.read(QUIET)
                self._quit(terminal, "q", "quit hanging")

    def play_faulty(self, home: Home, url: str) -> None:
        """Press `j` while a fresh answer is asked for and after it came, and quit while the next one is."""
        env = home.env(HF_ENDPOINT=url) | {"HF_HUB_OFFLINE": ""}
        with begun(Program((*READER, str(DAY)), env, b"Paper number 0:")) as terminal:
            settle(terminal)
            terminal.press("r")
            for number in range(1, KEYS + 1):
                start, pressed = len(terminal.output), time.perf_counter()
                terminal.press("j")
                self.values["key"].append(terminal.wait_for_output(abstract(number), start) - pressed)
            terminal.press("r")
            self._quit(terminal, "q", "quit")

    def play_fetching(self, home: Home, url: str, days: int) -> None:
        """Press `j` and `k`, each as soon as the one before is answered, until so many days are stored."""
        argv = (sys.executable, "-m", "tests.bench.ahead", str(DAY))
        env = home.env(HF_ENDPOINT=url) | {"HF_HUB_OFFLINE": ""}
        with begun(Program(argv, env, b"Paper number 0:")) as terminal:
            settle(terminal)
            terminal.press("R")
            down, up = (
                (("j", number + 1) for number in range(KEYS)),
                (("k", number) for number in reversed(range(KEYS))),
            )
            keys, deadline = cycle([*down, *up]), time.perf_counter() + PATIENCE
            while home.stored() < days and time.perf_counter() < deadline:
                key, number = next(keys)
                start, pressed = len(terminal.output), time.perf_counter()
                terminal.press(key)
                self.values["key fetching"].append(terminal.wait_for_output(abstract(number), start) - pressed)
            self._quit(terminal, "q", "quit fetched")

    def _press(self, terminal: Terminal, key: str, answer: bytes, name: str) -> None:
        start, pressed = len(terminal.output), time.perf_counter()
        terminal.press(key)
        if answer:
            terminal.wait_for_output(answer, start)
        else:
            while len(terminal.output) == start and time.perf_counter() - pressed < 1:
                terminal.read(QUIET)
        settle(terminal, QUIET)
        self.values[name].append(terminal.arrived - pressed)
        self.values[f"{name} bytes"].append(len(terminal.output) - start)
        if _ASKED in terminal.output:
            self.values[f"{name} frames"].append(terminal.output.count(FRAME, start))

    def _hold(self, terminal: Terminal, presses: int) -> None:
        start, began, pressed = len(terminal.output), time.perf_counter(), 0.0
        for number in range(presses):
            while (left := began + number / RATE - time.perf_counter()) > 0:
                terminal.read(left)
            pressed = time.perf_counter()
            terminal.press("j")
        settle(terminal)
        self.values["lag"].append(max(0.0, terminal.arrived - pressed))
        if _ASKED in terminal.output:
            self.values["held frames"].append(terminal.output.count(FRAME, start) / presses)

    def _quit(self, terminal: Terminal, key: str, name: str) -> None:
        pressed = time.perf_counter()
        terminal.press(key)
        while terminal.process.poll() is None and time.perf_counter() < pressed + PATIENCE:
            terminal.read(0.001)
        self.values[name].append(time.perf_counter() - pressed)
        terminal.wait()


def reader(home: Home) -> Program:
    """The reader on the day that all homes have."""
    return Program((*READER, str(DAY)), home.env(), b"Paper number 0:", answer=abstract)


def settle(terminal: Terminal, quiet: float = 0.3) -> None:
    """Read until nothing comes any more."""
    while terminal.read(quiet):
        pass


@contextmanager
def begun(program: Program) -> Iterator[Terminal]:
    """Start a program and wait until it shows something; `arrived` is when it did."""
    with Terminal(program.argv, env=program.env, drawn=False) as terminal:
        shown = terminal.wait_for_output(program.shown)
        if _ASKED in terminal.output:
            terminal.press(_ANSWER)
        terminal.arrived = shown
        yield terminal


def play_idle(programs: Sequence[Program], seconds: float) -> list[dict[str, float]]:
    """Leave programs alone, all at the same time, and tell what each wrote and computed meanwhile."""
    with _all_begun(programs) as terminals:
        for terminal in terminals:
            settle(terminal)
        time.sleep(0.5 if seconds < 5 else 3)  # What is done once, after two seconds, is not idling.
        for terminal in terminals:
            settle(terminal)
        before = [(len(terminal.output), computed(terminal.process.pid)) for terminal in terminals]
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            for terminal in terminals:
                terminal.read(min(left, 0.5))
        after = [(len(terminal.output), computed(terminal.process.pid)) for terminal in terminals]
        return [
            {"idle bytes": float(now[0] - then[0]), "idle computed": now[1] - then[1]}
            for then, now in zip(before, after, strict=True)
        ]


@contextmanager
def _all_begun(programs: Sequence[Program]) -> Iterator[list[Terminal]]:
    if not programs:
        yield []
        return
    with begun(programs[0]) as first, _all_begun(programs[1:]) as others:
        yield [first, *others]


def memory(pid: int) -> float:
    """The most memory that a process has had, MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def computed(pid: int) -> float:
    """Seconds that the threads of a process have computed."""
    times = (path.read_text(encoding="ascii").split()[0] for path in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return sum(map(int, times)) / 1e9
