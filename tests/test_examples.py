"""The examples of docstrings do what they say, with a home of their own and a Hub on loopback."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.hub.double import TODAY, HubDouble
from tests.hub.papers import item, paper_id
from tests.terminal import PACKAGE

MODULES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
TITLES = {214: "Filling a [MASK] with [/] markup", 98: "Plain Titles Are Common", 7: "\x1b[2JThe third one"}


@pytest.fixture
def _world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Hub with three papers, and folders with nothing in them."""
    items = [
        item(paper_id(number), title=title, paper={"upvotes": number, "title": title})
        for number, title in TITLES.items()
    ]
    with HubDouble({TODAY: items}) as double:
        monkeypatch.setenv("HF_ENDPOINT", double.url)
        for variable in ("CACHE", "CONFIG", "DATA", "STATE"):
            monkeypatch.setenv(f"XDG_{variable}_HOME", str(tmp_path / variable))
        yield


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.usefixtures("_world")
def test_examples_run(name: str) -> None:
    done = doctest.testmod(import_module(name))
    assert done.attempted > 0
    assert done.failed == 0


def test_the_ways_in_have_examples() -> None:
    wanted = {"reader", "reader.store.feeds.cache", "reader.store.marks.marks", "reader.sample", "reader.papers.query"}
    assert wanted <= set(MODULES)
