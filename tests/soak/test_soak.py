"""A short soak; `python -m tests.soak` is the long one. The seed of one that failed is kept in `KEPT`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.config.actions import ACTIONS, EVERYWHERE, FEED
from tests.sent_keys import ESC, sent
from tests.soak.keys import OPENS, WORDS, Resize, Typist, tour
from tests.soak.run import Soak

pytestmark = pytest.mark.slow

KEYS = 3_000
SEED = int(os.environ.get("SEED", "7"))
"""What is typed: the same in every run, so that a change that is not at fault does not fail; any other by hand."""
KEPT: tuple[int, ...] = ()
"""Seeds that found something which no test of its own could be made of."""


@pytest.mark.parametrize("seed", [SEED, *KEPT])
def test_it_lives_through_what_somebody_types(tmp_path: Path, seed: int) -> None:
    print(f"seed {seed}")  # noqa: T201
    soak = Soak(seed, tmp_path)
    soak.run(KEYS)
    assert soak.samples[-1].keys >= KEYS
    assert soak.growth() == [], soak.samples


def test_all_is_done_once_before() -> None:
    done = [*tour()]
    assert len(done) == 1 + sum(action.scope in {EVERYWHERE, FEED, *OPENS.values()} for action in ACTIONS)
    assert all(keys[-1] == 3 * ESC for keys in done)
    assert [sent("v"), sent("tab"), WORDS[0], "\r", 3 * ESC] in done  # The outline of a text.


def test_the_same_seed_types_the_same() -> None:
    first, second, other = ([*Typist(seed).typed(500)] for seed in (7, 7, 8))
    assert first == second != other


def test_all_kinds_of_keys_are_typed() -> None:
    typed = {*Typist(1).typed(20_000)}
    assert {sent(key) for key in ("j", "escape", "enter", "tab", "ctrl+z", "slash", "d", "v", "c")} <= typed
    assert any(isinstance(key, Resize) for key in typed)
    assert any(isinstance(key, str) and key.startswith("\x1b[200~") for key in typed)
    assert ESC in typed
