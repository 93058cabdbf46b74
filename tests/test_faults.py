"""The table of faults and attacks has an answer to each, and everything that can be walked through is in it."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from reader.cli.commands import COMMANDS
from tests.hostile.screens import screens
from tests.terminal import CHECKOUT, PACKAGE

TESTS = CHECKOUT / "tests"
FAULTS, WALKED = (TESTS / "FAULTS.md").read_text(encoding="utf-8").split("## What is walked through")
NUMBER = 143
"""How many faults are known."""


def rows(text: str) -> list[list[str]]:
    """The cells of a table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


@cache
def named_in(path: str) -> frozenset[str]:
    """The names of the tests in a file; none where there is no such file."""
    file = TESTS / path
    tree = ast.parse(file.read_text(encoding="utf-8") if file.is_file() else "")
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def is_test(name: str) -> bool:
    """Whether there is a test, by its file and its name."""
    path, _, test = name.partition("::")
    return test.startswith("test_") and test in named_in(path)


def test_every_fault_has_a_line() -> None:
    assert [row[0] for row in rows(FAULTS)] == [str(number) for number in range(1, NUMBER + 1)]
    assert all(len(row) == 3 and row[1] for row in rows(FAULTS))


@pytest.mark.parametrize("row", rows(FAULTS), ids=lambda row: row[0])
def test_its_answer_is_a_test_or_why_there_is_none(row: list[str]) -> None:
    answer = row[-1]
    if answer.startswith(("Does not apply: ", "To come: ")):
        assert answer.endswith(".")
        return
    assert re.fullmatch(r"`[^`]+`(, `[^`]+`)*", answer), answer
    assert [name for name in re.findall(r"`([^`]+)`", answer) if not is_test(name)] == []


def test_everything_that_is_walked_through_has_a_line() -> None:
    stores = {
        f"store/{path.name}"
        for path in (PACKAGE / "store").iterdir()
        if not path.name.startswith("__") and (path.suffix == ".py" or (path / "__init__.py").is_file())
    }
    everything = screens() | {f"daily-papers {name}" for name in COMMANDS} | stores
    named = [row[0].strip("`") for row in rows(WALKED)]
    assert sorted(named) == sorted(everything)


@pytest.mark.parametrize("row", rows(WALKED), ids=lambda row: row[0].strip("`"))
def test_its_suites_are_there(row: list[str]) -> None:
    suites = re.findall(r"`([^`]+)`", row[1])
    assert suites
    assert [suite for suite in suites if not (TESTS / suite).exists()] == []
