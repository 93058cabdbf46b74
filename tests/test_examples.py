"""The examples in docstrings do what they say they do, with a home of their own and a Hub on loopback."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from tests.hub.double import TODAY, HubDouble
from tests.hub.papers import item, paper_id
from tests.terminal import CHECKOUT

MODULES = sorted(
    ".".join(path.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__")
    for path in (CHECKOUT / "reader").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
TITLES = {214: "Filling a [MASK] with [/] markup", 98: "Plain Titles Are Common", 7: "\x1b[2JThe third one"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [
        item(paper_id(number), title=title, paper={"upvotes": number, "title": title})
        for number, title in TITLES.items()
    ]
    with HubDouble({TODAY: items}) as double:
        monkeypatch.setenv("HF_ENDPOINT", double.url)
        for variable in ("CACHE", "CONFIG", "DATA", "STATE"):
            monkeypatch.setenv(f"XDG_{variable}_HOME", str(tmp_path / variable))
        done = doctest.testmod(import_module(name))
    assert done.attempted > 0
    assert done.failed == 0


def test_the_ways_in_have_examples() -> None:
    wanted = {"reader", "reader.store.cache", "reader.store.marks", "reader.sample", "reader.papers.query"}
    assert wanted <= set(MODULES)
