"""Servers for the tests of the reader in a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.hub.double import HubDouble

if TYPE_CHECKING:  # It skips what needs the extra, which is not for a conftest to do.
    from tests.web.chromium import Chromium
    from tests.web.serving import Serving


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server of the sample edition."""
    from tests.web.serving import serving

    with serving(tmp_path_factory.mktemp("sample"), "--sample") as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def server(double: HubDouble, home: Path) -> Iterator[Serving]:
    """A server of the user's library, with a Hub on loopback."""
    from tests.web.serving import serving

    with serving(home, "2026-08-20", HF_ENDPOINT=double.url) as running:
        yield running


@pytest.fixture(scope="module")
def driven_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from tests.web.chromium import chromium

    with chromium(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture
async def browser(driven_at: str, tmp_path: Path) -> AsyncIterator[Chromium]:
    """A window of a real browser."""
    from tests.web.chromium import window

    async with window(driven_at, tmp_path / "downloads") as running:
        yield running
