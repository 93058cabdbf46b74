"""How it is told what was measured in a browser."""

from __future__ import annotations

from tests.bench.page import told


def test_ratios_of_a_page_are_of_the_same_round() -> None:
    assert told("j", "ms", [[10.0], [40.0], [90.0]], [[10.0], [20.0], [30.0]], "lines") == (
        "j: 40 ms, 2.00 times that of lines (20 ms)"
    )


def test_a_round_in_which_nothing_was_drawn_is_told_and_does_not_end_the_run() -> None:
    assert told("j", "ms", [[10.0], []], [[20.0], [20.0]], "lines") == (
        "j: 10 ms, 0.50 times that of lines (20 ms); nothing was drawn in 1 of 2 rounds"
    )
    assert told("j", "ms", [[]], [[20.0]], "lines") == "j: not measured; nothing was drawn in 1 of 1 rounds"
