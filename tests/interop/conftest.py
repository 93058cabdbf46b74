"""What the tests share: the papers of `cases`, and the mark of all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interop import cases
from tests.interop.exports import Home


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, so that it runs only where it is asked for."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.interop)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the day of `cases`."""
    return Home(tmp_path_factory.mktemp("interop"), cases.items())
