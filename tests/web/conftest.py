"""Servers for the tests of the reader in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="needs the extra web")
pytest.importorskip("textual_serve", reason="needs the extra web")

from tests.hub.double import HubDouble
from tests.web.serving import Serving, serving


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server of the sample edition."""
    with serving(tmp_path_factory.mktemp("sample"), "--sample") as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def server(double: HubDouble, home: Path) -> Iterator[Serving]:
    """A server of the user's library, with a Hub on loopback."""
    with serving(home, "2026-08-20", HF_ENDPOINT=double.url) as running:
        yield running
