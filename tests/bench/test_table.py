"""How what was measured is told."""

from __future__ import annotations

import pytest

from tests.bench.table import p95, table


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (20, 19), (21, 20), (100, 95)])
def test_the_95th_of_a_hundred_is_a_value_that_was_measured(count: int, expected: int) -> None:
    assert p95([float(number) for number in range(count, 0, -1)]) == expected


def test_ratios_are_of_the_same_round() -> None:
    told = table({"reader": {"painted": [[0.2], [0.4], [0.9]]}, "bare": {"painted": [[0.1], [0.2], [0.3]]}})
    line = next(line for line in told.splitlines() if line.startswith("painted by Textual, without a frame"))
    assert line.split("  ") == [
        "painted by Textual, without a frame", "400.0 ms", "200.0 ms", " ×2.00", "≤ ×1.15 bare",
    ]  # fmt: skip


def test_what_was_not_measured_is_not_told() -> None:
    told = table({"reader": {"quit": [[0.02]]}, "bare": {}})
    assert [line.split("  ")[0] for line in told.splitlines() if "ms" in line] == ["quit → prompt"]
