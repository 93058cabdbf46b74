"""The guards that `make mutations` takes away are there to be taken away."""

from __future__ import annotations

import ast

import pytest

from tests.mutations import GUARDS, Guard
from tests.terminal import CHECKOUT, PACKAGE


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name.partition(":")[0])
def test_a_guard_is_in_the_code_once_and_what_is_left_without_it_is_code(guard: Guard) -> None:
    code = (PACKAGE.parent / guard.path).read_text(encoding="utf-8")
    assert ast.dump(ast.parse(guard.removed(code))) != ast.dump(ast.parse(code))
    assert guard.tests
    assert [test for test in guard.tests if not (CHECKOUT / test).is_file()] == []


def test_a_guard_that_is_not_there_any_more_is_told() -> None:
    guard = GUARDS[0]
    for code in ("", guard.there * 2):
        with pytest.raises(ValueError, match="times"):
            guard.removed(code)


def test_each_wall_against_foreign_text_has_tests_of_its_own() -> None:
    clean, output_filter = (guard.tests for guard in GUARDS[:2])
    assert {*clean}.isdisjoint(output_filter)
