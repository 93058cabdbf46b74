"""Memory that is free, given back to the system."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

_MALLOPT: Final = {-8: 2, -3: 2**16, -1: 2**17}
"""What glibc is told: `M_ARENA_MAX`, `M_MMAP_THRESHOLD` and `M_TRIM_THRESHOLD`, by the numbers of `malloc.h`."""


def give_back_soon() -> None:
    """Have the C library give back what is freed, where it is glibc.

    By itself it has heaps for each thread, and whenever a large block is freed it takes larger ones from them from then
    on: a long answer of the Hub that is followed by small objects holds all of its room for good.
    """
    with suppress(ImportError, OSError, AttributeError):  # There may be no ctypes; others have no `mallopt`.
        import ctypes

        mallopt = ctypes.CDLL(None).mallopt
        for parameter, value in _MALLOPT.items():
            mallopt(parameter, value)
