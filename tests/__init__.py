"""Tests of the reader, at the same places as what they test."""

from typing import Any


def slow(*values: object) -> Any:
    """One of several sets of values that a test is run with: only where slow tests are asked for."""
    # Not for the benchmarks, which are in this package: what they count and measure would have pytest in it.
    import pytest

    return pytest.param(*values, marks=pytest.mark.slow)
