"""Opening the stores and the way to the Hub in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import OfflineError, ReaderError, StoreError
from reader.library.open import open_library
from reader.papers.marks import Change
from reader.store import paths
from tests.hub.double import HubDouble


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


def test_what_nobody_uses_is_not_made(tmp_path: Path) -> None:
    with open_library(offline=True, report=pytest.fail):
        pass
    assert not [*tmp_path.rglob("*.db*")]


async def test_all_that_was_used_is_closed(tmp_path: Path) -> None:
    with open_library(tmp_path / "here", offline=True, report=pytest.fail) as opened:
        await opened.marks.write([Change("2608.17271", "read", True)])
        await opened.cache.days()
        assert opened.database.notice == ""
    for used in (opened.cache.days, opened.marks.starred):
        with pytest.raises(StoreError, match="closed"):
            await used()
    assert [path.name for path in (tmp_path / "here").iterdir() if path.name.startswith("cache.db")] == ["cache.db"]


async def test_what_is_wrong_with_a_store_is_reported_once_it_is_closed() -> None:
    paths.marks().parent.mkdir(parents=True)
    paths.marks().write_bytes(b"not a database" * 100)
    said: list[str] = []
    with open_library(offline=True, report=said.append) as opened:
        await opened.marks.starred()
        assert not said
    assert [notice for notice in said if "marks" in notice] == said != []


async def test_an_error_is_not_followed_by_a_notice() -> None:
    paths.marks().parent.mkdir(parents=True)
    paths.marks().write_bytes(b"not a database" * 100)
    with (  # noqa: PT012 - the file is damaged only where it is read
        pytest.raises(ReaderError, match="first"),
        open_library(offline=True, report=pytest.fail) as opened,
    ):
        await opened.marks.starred()
        raise ReaderError("first")


async def test_the_hub_is_asked_by_who_is_connected(double: HubDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", double.url)
    with open_library(report=pytest.fail) as opened:
        async with opened.connected() as library:
            feeds = [feed async for feed in library.newest()]
    assert feeds[-1].papers


@pytest.mark.parametrize("variables", [{"HF_HUB_OFFLINE": "1"}, {"HF_HUB_OFFLINE": "1", "HF_ENDPOINT": ""}, {}])
async def test_without_a_network_nothing_connects(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with open_library(offline=not variables) as opened:
        assert opened.is_offline
        with pytest.raises(OfflineError):
            async with opened.connected():
                pass


def test_an_endpoint_that_cannot_be_asked_matters_where_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "ftp://example.org")
    with open_library(offline=True):
        pass
    with pytest.raises(ReaderError, match="HF_ENDPOINT"), open_library():
        pass


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreError, match=r"file cannot be used as the cache: .* --cache-dir"),
        open_library(tmp_path / "file"),
    ):
        pass
