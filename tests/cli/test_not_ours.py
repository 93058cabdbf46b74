"""Files that a command was told of, or has of its own, where something else is in their place: one line, and no wait.

Every link and pipe here is in the test's own folder.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.startup.snapshot_writer import _drop_the_oldest
from reader.store.feeds.database import FeedDatabase
from reader.store.state import Position, load_position, save_position, write_atomically
from reader.ui.patches.terminal import write_crash_log
from tests import disks, slow
from tests.cli.running import run, said
from tests.conftest import Start
from tests.store.feeds.examples import feed
from tests.store.feeds.test_archive import put

CACHE = Path(".cache/daily-papers/v1")
CONFIG = Path(".config/daily-papers/config.toml")
NOBODY = 65534


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user who has two days, with a pipe, and links to it, to nothing and in a circle."""
    home = tmp_path / "home"
    stored = FeedDatabase(home / CACHE)
    put(stored, feed(1), feed(2))
    stored.close()
    os.mkfifo(home / "pipe")
    (home / "to-a-pipe").symlink_to("pipe")
    (home / "nowhere").symlink_to("far/away/file")
    (home / "circle").symlink_to("circle")
    (home / "theirs").write_text("precious")
    return home


def kinds(folder: Path) -> list[tuple[str, int, int]]:
    """What is in a folder, each as it is."""
    found = ((path.name, path.lstat()) for path in sorted(folder.iterdir()))
    return [(name, status.st_mode, status.st_ino) for name, status in found]


WHY = {
    "pipe": "it is a pipe that nobody reads",
    "to-a-pipe": "it is a pipe that nobody reads",
    "nowhere": "it is a link to nothing",
    "circle": "it is a link that leads in a circle",
    ".": "it is a folder, not a file",
}


@pytest.mark.parametrize("thing", WHY)
@pytest.mark.parametrize(
    "words",
    [
        "export --sample --force --output",
        *map(slow, ("export --sample --output", "marks export", "cache export --force")),
    ],
)
def test_what_is_written_to_is_a_file_or_has_a_reader(home: Path, words: str, thing: str) -> None:
    before = sorted(home.iterdir())
    done = run(*words.split(), str(home / thing), home=home)
    assert (done.returncode, done.stdout) == (1, "")
    assert said(done) == [f"{home / thing} cannot be written: {WHY[thing]}."]
    assert [path for path in sorted(home.iterdir()) if path.name != ".local"] == before


def test_a_pipe_with_a_reader_is_written_to(home: Path) -> None:
    with subprocess.Popen(("cat", home / "pipe"), stdout=subprocess.PIPE) as reading:
        while run("export", "--sample", "--output", str(home / "pipe"), home=home).returncode:
            assert reading.poll() is None  # It may not have opened it yet.
        assert len(reading.communicate()[0]) > 1_000


def test_a_file_of_another_user_is_not_replaced(home: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    os.chown(home / "theirs", NOBODY, NOBODY)
    done = run("export", "--sample", "--force", "--output", str(home / "theirs"), home=home)
    assert said(done) == [f"{home / 'theirs'} cannot be written: it belongs to another user."]
    assert (home / "theirs").read_text() == "precious"


@pytest.mark.parametrize("thing", ["pipe", "to-a-pipe"])
def test_a_pipe_in_the_place_of_the_configuration(home: Path, start: Start, thing: str) -> None:
    (home / CONFIG).parent.mkdir(parents=True)
    (home / thing).rename(home / CONFIG) if thing == "pipe" else (home / CONFIG).symlink_to(home / thing)
    done = run("config", "check", home=home)
    why = f"{home / CONFIG} cannot be read: it is a pipe, not a file. "
    assert (done.returncode, done.stdout.startswith(why)) == (1, True)
    assert "it is a pipe, not a file" in said(run("config", "init", "--force", home=home))[0]
    reader = start("--sample", HOME=str(home))
    reader.wait_for("Mamba", "it is a pipe, not a file")
    reader.press("q")
    assert reader.wait() == 0


def test_a_configuration_of_another_user_is_read(home: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    (home / CONFIG).parent.mkdir(parents=True)
    (home / "theirs").write_text("theme = 'nord'\n")
    os.chown(home / "theirs", NOBODY, NOBODY)
    (home / CONFIG).symlink_to(home / "theirs")
    assert said(run("config", "check", home=home)) == [f"No problems in {home / CONFIG}."]


PLACE = Position(paper="2312.00752")


@pytest.mark.parametrize("thing", ["pipe", "to-a-pipe", "nowhere", "circle"])
def test_what_the_reader_notes_is_written_to_files_only(home: Path, thing: str) -> None:
    before = kinds(home)
    assert not save_position(home / thing, PLACE)
    assert load_position(home / thing) == Position()
    assert not write_atomically(home / thing, b"x")
    state = home / ".local" / "state"
    state.mkdir(parents=True)
    (home / thing).rename(state / "crash.log")
    assert write_crash_log(state, ValueError("x")) is None
    (state / "crash.log").rename(home / thing)
    state.rmdir()
    state.parent.rmdir()
    assert kinds(home) == before


def test_what_the_reader_notes_is_written_where_a_link_leads(home: Path) -> None:
    (home / "link").symlink_to("theirs")
    assert save_position(home / "link", PLACE)
    assert (home / "link").is_symlink()
    assert load_position(home / "theirs") == PLACE


def test_a_first_frame_that_is_not_one_is_not_removed(home: Path) -> None:
    for number in range(12):
        os.mkfifo(home / f"frame-{number}")
    _drop_the_oldest(home)
    assert len([*home.glob("frame-*")]) == 12


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A full disk with two stored days."""
    with disks.small_disk(tmp_path / "disk") as disk:
        stored = FeedDatabase(disk / CACHE)
        put(stored, feed(1), feed(2))
        stored.close()
        disks.fill(disk)
        yield disk


def test_what_is_on_a_full_disk_is_checked_and_counted(full: Path) -> None:
    done = run("cache", "verify", home=full)
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(said(done)) == [
        "2 stored days checked, none damaged.",
        "New papers are not stored: the disk is full. Free some space.",
    ]
