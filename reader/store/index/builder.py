"""The process that builds the index, as the reader sees it."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from reader.store import sqlite
from reader.store.index.building import BUSY, LOCK

AGAIN: Final = 60.0
"""Seconds after a failure in which it is not tried again."""
LOOK: Final = 0.2
"""Seconds between two looks at whether another reader's process has ended."""


class UnbuiltError(ValueError):
    """The index could not be built, and why."""


class Builder:
    """Builds the index of the stored days in another process, so that keys are not held up."""

    def __init__(self, cache: Path) -> None:
        """Name the folder of the stored days; nothing is begun yet."""
        self._cache = cache
        self._begun: subprocess.Popen[str] | None = None
        self._left = False
        self._failed_at: float | None = None
        self._why = ""
        self.progress: tuple[int, int] | None = None
        """While it is waited for: how many days are in it, and how many there are."""

    def begin(self) -> None:
        """Begin, unless it has begun or failed just now, without waiting for the end."""
        if self._begun is None and not self._has_failed():
            with suppress(OSError):
                self._begun = self._started(subprocess.DEVNULL)

    def has_built(self) -> bool:
        """Tell once whether what was begun without waiting has ended."""
        if self._begun is None or self._begun.poll() is None:
            return False
        if self._begun.returncode not in (0, BUSY):
            self._failed_at = time.monotonic()
        self._begun = None
        return True

    def build(self) -> None:
        """Build, and wait for the end, or for that of another reader's process.

        Raises:
            UnbuiltError: It cannot be built.
        """
        if self._has_failed():
            raise UnbuiltError(self._why)
        try:
            code, self._why = self._built()
        except OSError as error:
            code, self._why = 1, sqlite.reason(error, self._cache)
        finally:
            self.progress = None
        if code == BUSY:
            self._wait()
        elif code:
            self._failed_at = time.monotonic()
            raise UnbuiltError(self._why)

    def leave(self) -> None:
        """Do not wait any longer; what has begun goes on by itself."""
        self._left = True

    def let_go(self) -> None:
        """Forget what has begun, which goes on by itself; in the thread that began it."""
        if self._begun is not None:
            self._begun.returncode = 0  # Without one, Python warns of a process that still runs.
            self._begun = None

    def _built(self) -> tuple[int, str]:
        """Let a process build, and return its exit code and what it said last."""
        line = ""
        with self._started(subprocess.PIPE) as process:
            assert process.stdout is not None
            for line in process.stdout:
                with suppress(ValueError):
                    done, days = map(int, line.split())
                    self.progress = done, days
                if self._left:
                    raise UnbuiltError("the reader was closed.")
        return process.returncode, line.strip() or "its process failed."

    def _started(self, stdout: int) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "reader.store.index", str(self._cache)],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )

    def _wait(self) -> None:
        """Wait for another reader's process."""
        while not self._left:
            try:
                with sqlite.held(self._cache / LOCK, LOOK):
                    return
            except sqlite.FAULTS as error:
                if not sqlite.is_busy(error):
                    return

    def _has_failed(self) -> bool:
        return self._failed_at is not None and time.monotonic() - self._failed_at < AGAIN
