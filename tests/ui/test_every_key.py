"""No key on any screen breaks the reader, however fast it comes, however small the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.double import HubDouble
from tests.ui.every_key import SCREENS, Served, broken_by, hub_with_a_day, in_turn


@pytest.fixture(scope="module")
def hub() -> Iterator[HubDouble]:
    with hub_with_a_day() as hub:
        yield hub


@pytest.mark.slow
@pytest.mark.parametrize("name", SCREENS)
def test_no_key_breaks_the_reader(hub: HubDouble, tmp_path: Path, name: str) -> None:
    with Served(tmp_path / "home", hub) as reader:
        assert not [*broken_by(reader, SCREENS[name], in_turn(name))]
        assert reader.quit("q") == 0


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["qq", "QQ", "?qq", "dqq", "Yqq", "vqq", "cqq", "5qqq"])
def test_what_quits_quits_once(hub: HubDouble, tmp_path: Path, keys: str) -> None:
    with Served(tmp_path / "home", hub) as reader:
        assert reader.quit(keys) == 0
        assert not reader.crash_logs()
