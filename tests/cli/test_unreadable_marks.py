"""What commands say where the marks cannot be read, and what they are about depends on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import some
from tests.cli.commands.test_list import OLD, feed, store
from tests.cli.exchange import DATABASE
from tests.cli.running import run, said
from tests.hub.double import HubDouble


@pytest.mark.parametrize(
    "args",
    some(
        7,
        [
            ["list", "starred"],
            ["list", "starred", "--count"],
            ["export", "starred"],
            ["list", "--unread", "--count"],
            ["list", "--unread", "--count", "--offline"],
            ["list", "--unread", "--urls"],
            ["list", "--query", "title:of or is:read", "--count"],
            ["list", "--query", "-is:noted", "--json"],
            ["list", "--sort", "starred"],
            ["list", "--sort", "for-you"],
            ["export", "--query", "is:unread"],
            ["digest", "--query", "is:unread"],
            ["search", "is:starred"],
            ["search", "of", "--unread"],
        ],
    ),
    ids=" ".join,
)
def test_what_is_asked_of_marks_that_cannot_be_read_fails_with_that_alone(tmp_path: Path, args: list[str]) -> None:
    store(tmp_path, feed(OLD))
    (tmp_path / DATABASE).mkdir(parents=True)
    done = run(*args, home=tmp_path, HF_HUB_OFFLINE="1")
    assert done.returncode == 1
    assert done.stdout in ("", "[", "[]\n")
    [sentence] = [line for line in said(done) if not line.startswith("Fetched ")]
    assert sentence.startswith("The marks cannot be read: ")
    shown = run("list", home=tmp_path, HF_HUB_OFFLINE="1")
    assert (shown.returncode, len(shown.stdout.splitlines())) == (0, 3)


def test_a_query_that_does_not_depend_on_them_finds_what_it_finds(tmp_path: Path) -> None:
    store(tmp_path, feed(OLD))
    (tmp_path / DATABASE).mkdir(parents=True)
    done = run("list", "--query", "votes:>0 or is:withdrawn", "--count", home=tmp_path, HF_HUB_OFFLINE="1")
    assert (done.returncode, done.stdout) == (0, "3\n")


@pytest.mark.parametrize("args", [["--full-text"], ["--days", "2", "--quiet"]], ids=" ".join)
def test_nothing_is_fetched_by_marks_that_cannot_be_read(tmp_path: Path, double: HubDouble, args: list[str]) -> None:
    (tmp_path / DATABASE).mkdir(parents=True)
    done = run("fetch", "--starred", *args, home=tmp_path, HF_ENDPOINT=double.url)
    [sentence] = said(done)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence.startswith("The marks cannot be read: ")
    assert double.requests == []


def test_nothing_is_removed_where_nobody_knows_what_is_to_stay(tmp_path: Path) -> None:
    store(tmp_path, feed(OLD))
    (tmp_path / DATABASE).mkdir(parents=True)
    done = run("cache", "prune", "--before", "2026-08-20", home=tmp_path)
    [sentence] = said(done)
    assert done.returncode == 1
    assert sentence.startswith(
        "Nothing was removed, as papers with a star or a note are to stay. The marks cannot be read: "
    )
    assert run("list", str(OLD), "--count", "--offline", home=tmp_path).stdout == "3\n"
