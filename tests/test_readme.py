"""What the README says is so."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from reader.config.keymap import checked_keys
from reader.config.settings import Config, load_config
from reader.papers.query import parse
from reader.sample import Sample
from reader.ui.app import ReaderApp
from reader.ui.bindings import Key, keys_of
from reader.ui.scopes import OWNERS, scopes
from tests.terminal import CHECKOUT

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def table(keys: list[Key]) -> str:
    """The keys as the README has them."""
    lines = ["| keys | do | action |", "| --- | --- | --- |"]
    for group, members in groupby(keys, key=lambda key: key.group):
        lines.append(f"| **{group}** | | |")
        for key in members:
            shown = " ".join(f"`{name}`" for name in key.keys.split())
            lines.append(f"| {shown} | {key.does} | {key.id} |")
    return "\n".join(lines)


async def test_the_key_table_is_that_of_the_bindings(sample: Sample) -> None:
    app = ReaderApp(sample)
    async with app.run_test() as pilot:
        await pilot.pause()
        expected = table(keys_of(app.screen))
    found = re.search(r"\| keys \| do \| action \|\n(?:\|.*\n)*", README)
    assert found, "the README has no table of keys"
    assert found[0].rstrip() == expected


def test_every_binding_has_an_id_and_says_what_it_does() -> None:
    owners: list[type[DOMNode]] = [ReaderApp, *(owner for together in OWNERS for owner in together)]
    bindings = [binding for owner in owners for binding in Binding.make_bindings(owner.BINDINGS)]
    ids: dict[str, set[str]] = {}
    for binding in bindings:
        assert binding.id, binding
        assert binding.description, binding
        ids.setdefault(binding.id, set()).add(binding.action)
    assert all(len(actions) == 1 for actions in ids.values())


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    assert len(re.findall(r"^python3\.11 -m venv .*pytest -n auto$", README, re.MULTILINE)) == 1
    assert len(re.findall(r"^python3\.11 -m venv .*daily-papers$", README, re.MULTILINE)) == 1


@pytest.mark.parametrize("place", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_links_into_the_project_lead_somewhere(place: str) -> None:
    assert Path(CHECKOUT, place).exists()


def block(kind: str, word: str) -> str:
    """The part of the README in a box of a kind that has a word in it."""
    (found,) = (
        text for text in re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL) if word in text
    )
    return str(found)


def test_the_configuration_that_it_shows_has_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(block("toml", "read_delay"), encoding="utf-8")
    loaded = load_config(path)
    assert loaded.problems == ()
    assert checked_keys(loaded, scopes()).problems == ()
    assert all(getattr(loaded.config, field) for field in Config.__struct_fields__)


def test_the_queries_that_it_shows_are_some() -> None:
    for line in block("text", "author:").splitlines():
        assert parse(re.split(" {3,}", line)[0])
