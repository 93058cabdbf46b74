"""The hostile Hub, and a reader of it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.day import hostile_double
from tests.hub.double import HubDouble


@pytest.fixture
def hostile() -> Iterator[HubDouble]:
    """A Hub that is hostile in all that it has."""
    with hostile_double() as running:
        yield running
