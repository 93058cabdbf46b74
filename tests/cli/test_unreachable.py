"""What is said where the Hub cannot be reached: first what cannot be had, then why, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import slow
from tests.cli.commands.test_list import OLD, feed, store
from tests.cli.running import run, said

pytestmark = pytest.mark.slow

NOWHERE = {"HF_ENDPOINT": "http://127.0.0.1:9"}
WHY = "127.0.0.1:9 (HF_ENDPOINT) cannot be reached: connection refused."


@pytest.mark.parametrize(
    ("args", "what"),
    [
        ("list 2025-03-12", "2025-03-12 is not stored."),
        slow("list 2024-W10", "2024-W10 is not stored."),
        slow("export trending", "What is trending is not stored."),
        ("list", "No papers are stored."),
        ("show 2401.00001", "2401.00001 is not stored."),
        slow("show 2401.00001 --full-text", "The full text of 2401.00001 is not stored."),
        slow("show 2401.00001 --discussion", "The discussion of 2401.00001 is not stored."),
        ("fetch trending", "Could not fetch what is trending."),
        slow("fetch 2025-03-12 --full-text", "Could not fetch 12 Mar 2025."),
        ("fetch 2025-03-12 --discussion", "Could not fetch 12 Mar 2025."),
    ],
)
def test_what_cannot_be_had_comes_before_why(tmp_path: Path, args: str, what: str) -> None:
    done = run(*args.split(), home=tmp_path, **NOWHERE)
    [sentence] = said(done)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence.startswith(f"{what} {WHY} ")


def test_days_that_are_stored_have_their_texts_tried_beside_one_that_is_not(tmp_path: Path) -> None:
    store(tmp_path, feed(OLD))
    days = ("--from", str(OLD), "--to", "2025-03-06")
    sentences = said(run("fetch", *days, "--full-text", "--limit", "1", home=tmp_path, **NOWHERE))
    assert "Could not fetch the full text of " in sentences[-1]
    assert sentences[-1].startswith("Could not fetch 6 Mar 2025. ")
