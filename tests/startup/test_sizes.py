"""A terminal that changes its size while dialogs open and close over one another."""

from __future__ import annotations

from random import Random

import pytest

from tests.conftest import Start

KEYS = ("?", "T", "S", "d", "/", "#", "e", "Y", ":", "\x1b", "\r", "j", "F", "=", "k")
SIZES = ((57, 20), (80, 24), (120, 40), (60, 16), (45, 12), (90, 30))


@pytest.mark.parametrize("seed", [1, 3, 4, 5])
@pytest.mark.slow
def test_no_size_at_any_moment_breaks_it(start: Start, seed: int) -> None:
    random = Random(seed)
    reader = start("--sample", columns=80, lines=24)
    reader.wait_for("Mamba", "q quit")
    for _ in range(60):
        reader.press(random.choice(KEYS))
        if random.random() < 0.4:
            reader.resize(*random.choice(SIZES))
        for _ in range(random.randint(0, 4)):
            reader.read(0.01)
        if reader.process.poll() is not None:
            break
    reader.rest()
    assert reader.process.poll() in (None, 0), reader.text  # Keys may have chosen to quit.
