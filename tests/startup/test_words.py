"""The words of a start that needs no click, and those that click still looks at, with its messages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from reader.startup import words
from tests.cli.running import run


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ([], {}),
        (["fri"], {"period": "fri"}),
        (["--no-mouse", "fri", "--offline"], {"mouse": False, "period": "fri", "offline": True}),
        (["--cache-dir", "list", "--offline"], {"cache_dir": "list", "offline": True}),
        (["--cache-dir=a=b"], {"cache_dir": "a=b"}),
        (["--cache-dir=~/days"], {"cache_dir": "~/days"}),
        (["--offline=yes"], None),
        (["--offlin"], None),
        (["--sample"], None),
        (["-3"], None),
        (["--", "fri"], None),
        (["fri", "mon"], None),
        (["--cache-dir"], None),
        (["--cache-dir="], None),
        (["--cache-dir", "--offline"], None),
        (["--cache-dir", "a", "--cache-dir=b"], None),
        (["--cache-dir=~root/days"], None),
        (["--no-mouse", "--no-mouse"], None),
    ],
)
def test_what_is_understood(typed: list[str], options: dict[str, Any] | None) -> None:
    assert words.parse(typed) == options


def test_the_same_start_has_the_same_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    starts = (["fri", "--offline", "--cache-dir", "x"], [f"--cache-dir={tmp_path}/x", "--offline", "fri"])
    first, second = (words.canonical(words.parse(start) or {}) for start in starts)
    assert first == second == [f"--cache-dir={tmp_path}/x", "--offline", "fri"]
    assert words.parse(first) == {"cache_dir": f"{tmp_path}/x", "offline": True, "period": "fri"}


def test_a_folder_that_was_removed_around_the_reader_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(OSError, match="No such file"):
        os.getcwd()  # noqa: PTH109
    assert words.canonical({"cache_dir": "x"}) == ["--cache-dir=x"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--offlin"], "“--offlin” is not an option of daily-papers"),
        (["fri", "mon"], "Unexpected argument “mon”."),
        (["--offline", "--cache-dir"], "--cache-dir needs a folder."),
        (["--offline=yes"], "--offline takes no value."),
    ],
)
def test_what_is_wrong_is_told_by_click(tmp_path: Path, typed: list[str], said: str) -> None:
    done = run(*typed, home=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"daily-papers: {said}")
    assert done.stderr.endswith(" See daily-papers --help.\n")
