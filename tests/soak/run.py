"""A reader on which somebody types at full speed, and what it has meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from reader.store.index.building import FILES, LOOSE_FILES
from reader.ui.patches.long_input import SILENCE
from tests.sent_keys import ESC
from tests.soak.hub import WEEKS, failing, hub_with_weeks
from tests.soak.keys import Resize, Typed, Typist, tour
from tests.terminal import READER, Terminal, environment

CONFIG: Final = """
open_cmd = "true"
read_delay = 0.3
[keys]
"starred.show" = ["5", "f6"]
"day.show" = ["1", "f7"]
"""
STARRED, DAY = "\x1b[17~", "\x1b[18~"
"""Keys that write nothing into a line that is still there."""
PAUSE: Final = 0.01
"""Seconds between keys: faster than a key is held."""
EVERY: Final = 500
"""Keys after which a look is taken at what the reader has."""
WARM: Final = 2_000
"""Keys until it has all that it keeps."""
GROWTH: Final = 0.1
"""How much more it may have at the end than then."""
PATIENCE: Final = 120.0
"""Seconds until the reader answers keys that it has not seen yet."""
LAST: Final = 50
"""Keys that are told when it breaks."""
COLUMNS, LINES = 120, 40


class Sample(NamedTuple):
    """What a reader has after some keys."""

    keys: int
    seconds: float
    memory: float
    """MB that are in use (VmRSS)."""
    own: float
    """MB of them that are of no file (RssAnon)."""
    descriptors: int
    threads: int
    tasks: int


class Broken(AssertionError):
    """The reader ended or hangs."""


class Soak:
    """A reader on which somebody types."""

    def __init__(self, seed: int, home: Path, *, watched: Callable[[Sample], object] = lambda sample: None) -> None:
        """Be ready to run.

        Args:
            seed: What is typed, and how the Hub fails.
            home: An empty folder.
            watched: Called with each sample.
        """
        self.seed, self.home = seed, home
        self.samples: list[Sample] = []
        self._watched = watched
        self._report = home / "tasks"
        self._last: list[Typed] = []
        self._typed = 0
        self._began = time.perf_counter()

    def run(self, keys: int | Iterable[Typed]) -> None:
        """Type keys, and take samples.

        Args:
            keys: The keys, or how many of the seed's.

        Raises:
            Broken: If the reader ends or hangs, with all that is needed to see why.
        """
        config = self.home / ".config" / "daily-papers" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(CONFIG, encoding="utf-8")
        argv = (sys.executable, "-m", "tests.soak.watched")
        env = environment(self.home, EDITOR="true", SOAK_REPORT=str(self._report))
        typed = Typist(self.seed).typed(keys) if isinstance(keys, int) else keys
        with hub_with_weeks() as hub:
            env["HF_ENDPOINT"] = hub.url
            # What is kept of days that are stored only now would look like a leak.
            subprocess.run([*READER, "fetch", "--quiet", f"--days={7 * WEEKS}"], env=env, check=True)
            with Terminal(argv, env=env, cwd=self.home, columns=COLUMNS, lines=LINES) as terminal:
                self._terminal = terminal
                terminal.wait_for("quit")
                terminal.drawn = False
                self._look_around()
                with failing(hub, self.seed):
                    self._play(typed)
                os.kill(terminal.process.pid, signal.SIGTERM)
                if (code := terminal.wait()) != 128 + signal.SIGTERM:
                    raise self._broken(f"It ended with {code}")

    def _look_around(self) -> None:
        """Do everything once, so that what is loaded for it does not look like a leak."""
        for keys in tour():
            self._last = [*keys]
            for key in keys:
                self._terminal.press(key)
                self._rest_until_drawn()
            if (code := self._terminal.process.poll()) is not None:
                raise self._broken(f"It ended with {code}")

    def _rest_until_drawn(self) -> None:
        end = time.perf_counter() + 0.5
        while self._terminal.read(0.05) and time.perf_counter() < end:
            pass

    def _play(self, typed: Iterable[Typed]) -> None:
        self._began = time.perf_counter()
        for key in typed:
            self._type(key)
            if self._typed % EVERY == 0:
                self._take_sample()
        if self._typed % EVERY:
            self._take_sample()

    def _type(self, key: Typed) -> None:
        self._last = [*self._last[1 - LAST :], key]
        self._typed += 1
        if isinstance(key, Resize):
            self._terminal.resize(*key)
        else:
            self._terminal.press(key)
        if not self._terminal.read(PAUSE) and (code := self._terminal.process.poll()) is not None:
            raise self._broken(f"It ended with {code}")

    def _take_sample(self) -> None:
        """See that all keys so far were taken in, and what there is then."""
        self._answer()
        pid = self._terminal.process.pid
        told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
        status = {name: value.split() for name, _, value in (line.partition(":") for line in told)}
        memory, own = (int(status[name][0]) / 1024 for name in ("VmRSS", "RssAnon"))
        descriptors = len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208
        tasks = self._tasks()
        seconds = time.perf_counter() - self._began
        sample = Sample(self._typed, seconds, memory, own, descriptors, int(status["Threads"][0]), tasks)
        self.samples.append(sample)
        self._watched(sample)
        self._terminal.output[:-4096] = b""

    def _tasks(self) -> int:
        """How many tasks the reader has, as it tells when a signal asks it."""
        self._report.unlink(missing_ok=True)
        self._terminal.process.send_signal(signal.SIGUSR1)
        self._wait(self._report.exists, "It does not answer a signal")
        return int(self._report.read_text(encoding="utf-8").partition("\n")[0])

    def _answer(self) -> None:
        """See that keys are answered: those that were typed before come first."""
        terminal = self._terminal
        terminal.draw()
        terminal.resize(COLUMNS - 1, LINES)  # Which has all drawn again, in another size than it may have had.
        terminal.read(0.1)
        terminal.resize(COLUMNS, LINES)
        self._press_until(STARRED, lambda: "Starred papers · " in terminal.text)
        self._press_until(DAY, lambda: "Starred papers · " not in terminal.text)
        terminal.drawn = False

    def _press_until(self, key: str, seen: Callable[[], bool]) -> None:
        def pressed() -> bool:
            if seen():
                return True
            self._terminal.press(ESC)
            self._terminal.read(0.1)
            self._terminal.press(key)
            self._rest(0.5)
            if not seen():
                # Backspace behind a paste deletes the mark at its end where Ctrl-Z or an editor has the terminal just
                # then. Such a paste ends when nothing comes for a while.
                self._rest(SILENCE + 0.5)
            return seen()

        self._wait(pressed, "It does not answer keys")

    def _rest(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._terminal.read(left)

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.perf_counter() + PATIENCE
        while not condition():
            if (code := self._terminal.process.poll()) is not None:
                raise self._broken(f"It ended with {code}")
            if time.perf_counter() > deadline:
                raise self._broken(what)
            self._terminal.read(0.05)

    def _broken(self, what: str) -> Broken:
        """Tell all that is needed to see why."""
        terminal = self._terminal
        self._report.unlink(missing_ok=True)
        for asked in (signal.SIGUSR1, signal.SIGUSR2):
            terminal.process.send_signal(asked)
        while terminal.read(1):
            pass
        files = (self._report, self._report.with_suffix(".threads"))
        waits = "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())
        logs = sorted(self.home.glob(".local/state/daily-papers/*crash*"))
        told = [log.read_text(encoding="utf-8", errors="replace") for log in logs[-1:]]
        screen = terminal.text if terminal.drawn else bytes(terminal.output[-2000:]).decode(errors="replace")
        return Broken(
            f"{what}, after {self._typed} keys of seed {self.seed}; the last ones were\n{self._last}\n"
            f"It looks like this:\n{screen}\n{''.join(told) or 'There is no crash log.'}\n{waits}"
        )

    def growth(self) -> list[str]:
        """What grew after the first keys, as sentences; nothing where all is flat.

        What there is around the end of the first keys counts against the least of the end: an answer of 8 MB that is
        being read, then or now, is no leak. The index may have come to all of its files.
        """
        warm = [sample for sample in self.samples if abs(sample.keys - WARM) <= EVERY]
        late = [sample for sample in self.samples if sample.keys > WARM][-4:]
        if not (warm and late):
            return []
        grown = []
        for name, allowed in (("memory", 0), ("descriptors", FILES + LOOSE_FILES), ("threads", 2), ("tasks", 8)):
            before, after = median(getattr(one, name) for one in warm), min(getattr(one, name) for one in late)
            if after > before * (1 + GROWTH) + allowed:
                grown.append(f"{name}: {before:.1f} → {after:.1f}")
        return grown
