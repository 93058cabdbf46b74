"""Tests of the reader, at the same places as what they test."""

from typing import Any


def slow(value: object) -> Any:
    """One value of several that a test is run with: only where slow tests are asked for."""
    # Not for the benchmarks, which are in this package: what they count and measure would have pytest in it.
    import pytest

    return pytest.param(value, marks=pytest.mark.slow)
