"""A process that brings the index up to date: `python -m reader.store.index FOLDER`.

Not a thread of the reader: what is computed there for seconds would hold up keys, and memory that was needed once
stays. It prints how far it is, a line each time: the days that are indexed, and all days.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from reader.store import sqlite
from reader.store.index import building

POLITE: Final = 10
"""How much others go before, as `nice` counts it."""


def main() -> int:
    """Bring the index of the folder that is the argument up to date."""
    folder = Path(sys.argv[1])
    with suppress(OSError):
        os.nice(POLITE)
    try:
        with sqlite.held(folder / building.LOCK, 0.0):
            building.bring_up_to_date(folder, _report)
    except sqlite.FAULTS as error:
        if sqlite.is_busy(error):
            return building.BUSY
        _say(sqlite.reason(error, folder))
        return 1
    return 0


def _report(done: int, days: int) -> None:
    _say(f"{done} {days}")


def _say(line: str) -> None:
    # The reader may have been closed.
    with suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
