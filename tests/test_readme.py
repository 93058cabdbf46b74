"""What the README says is so."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import groupby, zip_longest
from pathlib import Path

import pytest

from reader.config.actions import ACTIONS, LISTED, printed
from reader.config.keymap import keymap_of
from reader.config.settings import Config, load_config
from reader.papers.query import parse
from tests.terminal import CHECKOUT, PACKAGE

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def table() -> str:
    """The keys as the README has them, in two columns."""
    listed = [action for action in ACTIONS if action.scope in LISTED]
    lines = ["| keys | do | keys | do |", "| --- | --- | --- | --- |"]
    for group, members in groupby(listed, key=lambda action: action.group):
        cells = [f"{' '.join(f'`{name}`' for name in printed(each.keys))} | {each.words}" for each in members]
        half = (len(cells) + 1) // 2
        lines.append(f"| **{group}** | | | |")
        lines += [f"| {left} | {right} |" for left, right in zip_longest(cells[:half], cells[half:], fillvalue="|")]
    return "\n".join(lines)


def test_the_key_table_is_that_of_the_program() -> None:
    found = re.search(r"\| keys \| do \| keys \| do \|\n(?:\|.*\n)*", README)
    assert found, "the README has no table of keys"
    assert found[0].rstrip() == table()


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    assert len(re.findall(r"^python3 -m venv .*pytest -n auto$", README, re.MULTILINE)) == 1
    assert len(re.findall(r"^python3 -m venv .*daily-papers$", README, re.MULTILINE)) == 1


def test_its_commands_tell_an_old_python_what_they_need() -> None:
    checks = re.findall(r"^python3 -m venv .*? && \S+/python -c '([^']*)' && ", README, re.MULTILINE)
    assert len(checks) == 2
    for check in checks:
        assert subprocess.run([sys.executable, "-c", check]).returncode == 0
        old = subprocess.run([sys.executable, "-c", check.replace("(3, 11)", "(4,)")], capture_output=True, text=True)
        assert (old.returncode, old.stderr) == (1, "daily-papers needs Python 3.11 or newer\n")


@pytest.mark.parametrize("place", re.findall(r"(?:\]\(|src(?:set)?=\")(?!https?:)([^)#\"]+)[)\"]", README))
def test_links_into_the_project_lead_somewhere(place: str) -> None:
    assert Path(CHECKOUT, place).exists()


def test_it_shows_each_picture_for_a_dark_and_for_a_light_page() -> None:
    source = r'<source media="\(prefers-color-scheme: dark\)" srcset="\.github/pictures/([a-z]+)-dark\.svg">'
    shown = re.findall(rf'<picture>\s*{source}\s*<img src="\.github/pictures/\1-light\.svg" alt="[^"]+">', README)
    names = {path.stem.rpartition("-")[0] for path in Path(CHECKOUT, ".github/pictures").glob("*.svg")}
    assert sorted(shown) == sorted(names)


def test_it_is_as_long_as_can_be_read_at_once() -> None:
    assert len(README.splitlines()) <= 220


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`((?:reader|styles|tests|findings)/[a-z_/.]*)`", README))))
def test_the_files_that_it_names_exist(place: str) -> None:
    assert any(Path(folder, place).exists() for folder in (CHECKOUT, PACKAGE.parent, PACKAGE))


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
    assert keymap_of(loaded).problems == ()
    assert all(getattr(loaded.config, field) for field in Config.__struct_fields__)


def test_the_queries_that_it_shows_are_some() -> None:
    for line in block("text", "author:").splitlines():
        assert parse(re.split(" {3,}", line)[0])
