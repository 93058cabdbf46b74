"""Files that the user asked for: whole or not there, and never over another one unasked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import HostError
from reader.host.files import PRIVATE, ExistsError, replaced, write


@pytest.fixture(params=[0o022, 0o077, 0o002])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_a_file_has_the_permissions_that_the_users_files_have(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "papers é.bib"
    assert write(str(path), [b"one\n", b"two\n"]) == path
    assert path.read_bytes() == b"one\ntwo\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.bib"
    path.touch()
    path.chmod(mode)
    write(str(path), [b"new"], over=True)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)


def test_a_private_file_is_private_whatever_was_there(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "notes"
    path.touch()
    path.chmod(0o644)
    with replaced(path, lambda: None, mode=PRIVATE) as stream:
        assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir() if one != path} == {0o600}
        stream.write(b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)


def test_a_name_may_begin_with_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert write("~/a.bib", []) == tmp_path / "a.bib"


def test_a_file_is_replaced_only_where_that_was_said(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("mine")
    with pytest.raises(ExistsError, match=r"a\.bib already exists\.$"):
        write(str(path), [b"other"])
    assert path.read_text() == "mine"
    write(str(path), [b"other"], over=True)
    assert path.read_text() == "other"


def test_a_file_that_another_program_makes_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"

    def pieces() -> Iterator[bytes]:
        yield b"one"
        path.write_text("theirs")

    with pytest.raises(ExistsError):
        write(str(path), pieces())
    assert path.read_text() == "theirs"
    assert [*tmp_path.iterdir()] == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.bib").write_text("old")
    (tmp_path / "link.bib").symlink_to("real.bib")
    write(str(tmp_path / "link.bib"), [b"new"], over=True)
    assert (tmp_path / "link.bib").is_symlink()
    assert (tmp_path / "real.bib").read_text() == "new"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing/a.bib", r"the folder /.*/missing does not exist\. Create it \(mkdir -p\) first\."),
        (".", "it is a folder, not a file"),
        ("", "The name of the file is empty"),
        ("  ", "The name of the file is empty"),
        ("pipe", "it is a pipe, not a file"),
        ("nowhere", "it is a link to nothing"),
        ("a\0b", "cannot be written"),
        ("~nobody-of-this-name/a.bib", "it is not the name of a file"),
        ("x" * 300, "File name too long"),
        ("file/a.bib", "Not a directory"),
        ("circle", "it is a link that leads in a circle"),
        ("\x1b[31mred/a", r"the folder /.*�\[31mred does not exist"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("file").write_text("a file")
    Path("circle").symlink_to("circle")
    Path("nowhere").symlink_to("there")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(HostError, match=why) as caught:
        write(name, [b"x"], over=True)
    assert str(caught.value).endswith(("Choose another file.", "Choose another name."))
    assert str(caught.value).isprintable()
    assert sorted(tmp_path.iterdir()) == before


def test_a_failure_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("mine")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(HostError, match="No space left on device"):
        write(str(path), pieces(), over=True)
    assert path.read_text() == "mine"
    assert [*tmp_path.iterdir()] == [path]
