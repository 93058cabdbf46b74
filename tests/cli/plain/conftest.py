"""A home with stored days, and a Hub that has more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.papers.period import DAY
from tests.cli.commands.test_list import OLD, feed, store
from tests.hub.comments import discussion
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id
from tests.papers.full_text.papers import text_of


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user, with two days."""
    home = tmp_path / "home"
    store(home, feed(OLD), feed(OLD + DAY))
    return home


@pytest.fixture
def hub() -> Iterator[HubDouble]:
    """A Hub with a text and a discussion of a stored paper, and another day."""
    with HubDouble({OLD + 2 * DAY: [item(paper_id(7), title="Of the third day", day=OLD + 2 * DAY)]}) as running:
        running.texts["2503.05001"] = text_of("latex").encode()
        running.comments["2503.05001"] = discussion("2503.05001")
        yield running
