"""Tests of the reader, at the same places as what they test."""

from collections.abc import Iterable
from typing import Any


def slow(*values: object) -> Any:
    """One of several sets of values that a test is run with: only where slow tests are asked for."""
    # Not for the benchmarks, which are in this package: what they count and measure would have pytest in it.
    import pytest

    return pytest.param(*values, marks=pytest.mark.slow)


def some(count: int, sets: Iterable[Any]) -> list[Any]:
    """Sets of values that a test is run with: the first ones always, the others only where slow tests are asked for."""
    return [
        each if place < count or hasattr(each, "marks") else slow(*(each if isinstance(each, tuple) else (each,)))
        for place, each in enumerate(sets)
    ]
