"""What commands say where the marks cannot be read, and what they are about depends on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands.test_list import OLD, feed, store
from tests.cli.exchange import DATABASE
from tests.cli.running import run, said


@pytest.mark.parametrize(
    "args",
    [
        ["list", "starred"],
        ["list", "starred", "--count"],
        ["export", "starred"],
        ["list", "--unread", "--count"],
        ["list", "--unread", "--count", "--offline"],
        ["list", "--unread", "--urls"],
    ],
    ids=" ".join,
)
def test_what_is_asked_of_marks_that_cannot_be_read_fails_with_that_alone(tmp_path: Path, args: list[str]) -> None:
    store(tmp_path, feed(OLD))
    (tmp_path / DATABASE).mkdir(parents=True)
    done = run(*args, home=tmp_path, HF_HUB_OFFLINE="1")
    assert done.returncode == 1
    assert done.stdout in ("", "[")
    [sentence] = [line for line in said(done) if not line.startswith("Fetched ")]
    assert sentence.startswith("The marks cannot be read: ")
    shown = run("list", home=tmp_path, HF_HUB_OFFLINE="1")
    assert (shown.returncode, len(shown.stdout.splitlines())) == (0, 3)
