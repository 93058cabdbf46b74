"""Where the files are, as platformdirs has it."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from reader.store import paths


@pytest.mark.parametrize("home", ["/home/a", "/", ""])
@pytest.mark.parametrize("named", [None, "", "/caches", "/caches/", "caches"])
def test_the_cache_is_where_platformdirs_has_it(monkeypatch: pytest.MonkeyPatch, home: str, named: str | None) -> None:
    monkeypatch.setenv("HOME", home)
    if named is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert paths.cache() == platformdirs.user_cache_path("daily-papers", appauthor=False) / "v1"


def test_no_folder_of_the_environment_is_relative(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", "relative")
    for folder in (paths.cache(), paths.config(), paths.marks(), paths.state()):
        assert folder.is_relative_to(tmp_path)
