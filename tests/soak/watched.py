"""The reader, which tells how many tasks it has when a signal asks it: `python -m tests.soak.watched`."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import reader.ui.app
from reader.ui.app import ReaderApp


class WatchedApp(ReaderApp):
    """The reader, which only a signal ends: keys pressed at random soon would."""

    def on_mount(self) -> None:
        """Listen to the signal, too."""
        super().on_mount()
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, _tell)

    def exit(self, result: None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave where it is no key that asks for it."""
        if return_code:
            super().exit(result, return_code, message)


def _tell() -> None:
    file = Path(os.environ["SOAK_REPORT"])
    part = file.with_suffix(".part")
    part.write_text(str(len(asyncio.all_tasks())), encoding="ascii")
    part.replace(file)


if __name__ == "__main__":
    reader.ui.app.ReaderApp = WatchedApp  # type: ignore[misc] # Where the session takes it from.
    from reader.cli import main

    main()
