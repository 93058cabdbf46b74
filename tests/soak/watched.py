"""The reader, which tells what it waits for when a signal asks it: `python -m tests.soak.watched`."""

from __future__ import annotations

import asyncio
import faulthandler
import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import reader.ui.app
from reader.ui.app import ReaderApp

REPORT = Path(os.environ["SOAK_REPORT"])
THREADS = REPORT.with_suffix(".threads")


class WatchedApp(ReaderApp):
    """The reader, which only a signal ends: keys pressed at random soon would."""

    def on_mount(self) -> None:
        """Listen to the signal, too."""
        super().on_mount()
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, partial(_tell, self))

    def exit(self, result: None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave where it is no key that asks for it."""
        if return_code:
            super().exit(result, return_code, message)


def _tell(app: ReaderApp) -> None:
    """Write how many tasks there are, and what each of them waits for."""
    tasks = asyncio.all_tasks()
    told = [
        str(len(tasks)),
        f"held: {app._is_held}, waiting: {len(app.backlog)}, focused: {app.focused}",
        f"screens: {app.screen_stack}",
        *(f"{task.get_name()}: {' > '.join(_places(task.get_coro()))}" for task in tasks),
    ]
    part = REPORT.with_suffix(".part")
    part.write_text("\n".join(told), encoding="utf-8")
    part.replace(REPORT)


def _places(waits: Any) -> Iterator[str]:
    """The functions of a task, from the outermost to the one that waits, and for what."""
    while waits is not None:
        kind = next((kind for kind in ("cr", "gi", "ag") if hasattr(waits, f"{kind}_frame")), None)
        if kind is None:
            yield str(waits)[:200]
            return
        frame = getattr(waits, f"{kind}_frame")
        yield f"{waits.__qualname__}:{frame.f_lineno if frame else '-'}"
        waits = getattr(waits, "gi_yieldfrom" if kind == "gi" else f"{kind}_await")


if __name__ == "__main__":
    faulthandler.register(signal.SIGUSR2, file=THREADS.open("w"))
    reader.ui.app.ReaderApp = WatchedApp  # type: ignore[misc] # Where the session takes it from.
    from reader.cli import main

    main()
