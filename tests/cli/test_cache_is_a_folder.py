"""A folder where the file of the stored days should be is named once."""

from __future__ import annotations

from pathlib import Path

import pytest

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
