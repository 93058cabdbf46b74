"""The damage matrix with one seed; see `tests.store.matrix` for all of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.store.anatomy import has_dbstat
from tests.store.matrix import Patient
from tests.store.subjects import SUBJECTS


@pytest.mark.slow
@pytest.mark.skipif(not has_dbstat(), reason="this SQLite does not tell what its pages are for")
@pytest.mark.parametrize("name", SUBJECTS)
def test_every_row_comes_back_whose_pages_are_not_damaged(name: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", "7"))
    print(f"python -m tests.store.matrix {name} --first {seed} --seeds 1")  # noqa: T201 - to try it again
    patient = Patient(SUBJECTS[name], tmp_path)
    assert {"first", "table leaf", "table internal", "table overflow", "index leaf", "index internal"} <= {
        *patient.anatomy.kinds
    }
    wrong = {case: verdict for case in patient.cases(range(seed, seed + 1)) if (verdict := patient.verdict(case))}
    assert wrong == {}
