"""A folder where the file of the stored days should be is named once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import some
from tests.cli.running import run, said
from tests.hub.double import HubDouble


@pytest.mark.parametrize("args", [["list"], ["list", "--unread", "--count"], ["list", "2026-08-20", "--json"]])
def test_it_is_named_once(tmp_path: Path, double: HubDouble, args: list[str]) -> None:
    (tmp_path / ".cache/daily-papers/v1/cache.db").mkdir(parents=True)
    done = run(*args, home=tmp_path, HF_ENDPOINT=double.url)
    assert done.returncode == 0
    assert done.stdout
    assert [line for line in said(done) if "cache.db" in line] == [
        f"Papers cannot be stored: {tmp_path}/.cache/daily-papers/v1/cache.db is a folder, not a file. Move it away, "
        "or choose another folder with --cache-dir."
    ]


@pytest.mark.parametrize(
    "args",
    some(
        3,
        [
            "search veil",
            "search --related 2608.17271",
            "list --from 2026-08-18",
            "list --offline",
            "list 2026-08-20 --offline",
            "list trending --offline",
            "show 2608.17271 --offline",
            "export --to 2026-08-20 --sort date",
            "digest --offline",
            "cache info",
            "cache verify",
            "cache prune --before 2026-08-20",
            "cache clear --yes",
            "cache export days.tar",
        ],
    ),
)
def test_what_is_asked_of_stored_days_alone_fails_with_that_alone(tmp_path: Path, double: HubDouble, args: str) -> None:
    (tmp_path / ".cache/daily-papers/v1/cache.db").mkdir(parents=True)
    done = run(*args.split(), home=tmp_path, HF_ENDPOINT=double.url)
    assert (done.returncode, done.stdout) == (1, "")
    [sentence] = said(done)
    assert sentence.startswith("Papers cannot be stored: ")
    assert double.requests == []


def test_what_does_not_need_stored_days_says_nothing_of_them(tmp_path: Path, double: HubDouble) -> None:
    (tmp_path / ".cache/daily-papers/v1/cache.db").mkdir(parents=True)
    done = run("list", "starred", home=tmp_path, HF_ENDPOINT=double.url)
    assert (done.returncode, said(done)) == (
        1,
        ["Nothing to show: no paper is starred. Press s in the reader to star one."],
    )
