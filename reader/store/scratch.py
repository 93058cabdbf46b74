"""A ledger in memory: what is marked in the sample edition is gone when the reader is left."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from reader.store.ledger import Ledger

Result = TypeVar("Result")


class Scratch:
    """What `Drawer` is for a file; nobody else writes here, and nothing goes wrong."""

    notice = ""

    def __init__(self) -> None:
        """Make the tables."""
        self._ledger = Ledger(sqlite3.connect(":memory:", isolation_level=None))
        self._ledger.prepare()

    def open(self) -> None:
        """Do nothing: it is open."""

    def read(self, call: Callable[[Ledger], Result], missing: Result) -> Result:
        """Read from the ledger."""
        return call(self._ledger)

    demand = read

    def write(self, call: Callable[[Ledger], Result]) -> tuple[Result, bool]:
        """Write to the ledger in one transaction."""
        with self._ledger.transaction():
            return call(self._ledger), False

    def changed(self) -> bool:
        """Tell that nobody else wrote."""
        return False

    def maintain(self) -> None:
        """Do nothing: there is no file."""

    def close(self) -> None:
        """Give the memory up."""
        self._ledger.close()
