"""The time that passes while something is waited for, which a test says."""

from __future__ import annotations

import pytest

from reader.ui.screens import waiting


class Seconds:
    """The seconds for which the screen has waited while a test runs."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    passing = Seconds()
    monkeypatch.setattr(waiting, "monotonic", passing)
    return passing
