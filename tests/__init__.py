"""Tests of the reader, at the same places as what they test."""

from typing import Any

import pytest


def slow(value: object) -> Any:
    """One value of several that a test is run with: only where slow tests are asked for."""
    return pytest.param(value, marks=pytest.mark.slow)
