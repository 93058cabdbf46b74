"""The user's editor: which one it is, and what becomes of the text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.errors import HostError
from reader.host.editor import SIZE_LIMIT, edit
from tests.host.programs import program


def edited(text: str, bin_dir: Path, **environ: str) -> str:
    return edit(text, {"PATH": f"{bin_dir}{os.pathsep}/usr/bin{os.pathsep}/bin", **environ})


def test_the_editor_is_given_the_text_and_what_it_leaves_is_the_text(bin_dir: Path) -> None:
    program(bin_dir, "ed-like", f'cat "$1" > {bin_dir}/given; printf "after [/] ß" > "$1"')
    assert edited("before", bin_dir, EDITOR="ed-like") == "after [/] ß"
    assert (bin_dir / "given").read_text() == "before"


@pytest.mark.parametrize(
    ("environ", "used"),
    [
        ({"VISUAL": "first", "EDITOR": "second"}, "first"),
        ({"VISUAL": "missing", "EDITOR": "second"}, "second"),
        ({"VISUAL": "", "EDITOR": "second -n"}, "second -n"),
        ({"VISUAL": "'broken", "EDITOR": "second"}, "second"),
        ({}, "sensible-editor"),
    ],
)
def test_which_editor_it_is(bin_dir: Path, environ: dict[str, str], used: str) -> None:
    for name in ("first", "second", "sensible-editor"):
        program(bin_dir, name, f'for file; do :; done; n="{name}"; [ $# = 2 ] && n="$n $1"; printf "%s" "$n" > "$file"')
    assert edited("", bin_dir, **environ) == used


def test_without_an_editor_it_says_so(bin_dir: Path) -> None:
    with pytest.raises(HostError, match=r"No editor was found\. Set EDITOR"):
        edit("", {"PATH": str(bin_dir)})


def test_where_there_is_none_the_one_that_was_named_is_told(bin_dir: Path) -> None:
    for named in ("/opt/own -n", "own"):
        with pytest.raises(HostError, match=r"^own was not found\. Install it, or set EDITOR to another editor\.$"):
            edit("", {"PATH": str(bin_dir), "EDITOR": named})
    with pytest.raises(HostError, match="No editor was found"):
        edit("", {"PATH": str(bin_dir), "VISUAL": "''", "EDITOR": "  "})


def test_an_editor_that_fails_leaves_the_text(bin_dir: Path) -> None:
    program(bin_dir, "vim", 'echo lost > "$1"; exit 1')
    with pytest.raises(HostError, match="vim ended with status 1: the note was not changed"):
        edited("kept", bin_dir, EDITOR="vim")


def test_an_editor_that_cannot_be_started_is_told(bin_dir: Path) -> None:
    program(bin_dir, "x").write_text("#!/missing/interpreter\n")
    with pytest.raises(HostError, match=r"x could not be started: .*\. Set EDITOR to another editor\."):
        edited("", bin_dir, EDITOR="x")


def test_what_the_editor_takes_away_or_makes_huge_is_told(bin_dir: Path) -> None:
    program(bin_dir, "remover", 'rm "$1"')
    with pytest.raises(HostError, match="The note could not be exchanged with remover: No such file"):
        edited("", bin_dir, EDITOR="remover")
    program(bin_dir, "grower", f'head -c {SIZE_LIMIT + 1} /dev/zero > "$1"')
    with pytest.raises(HostError, match="more than 1 MiB"):
        edited("", bin_dir, EDITOR="grower")


def test_bytes_that_are_no_text_are_survived(bin_dir: Path) -> None:
    program(bin_dir, "latin", """printf 'caf\\351' > "$1" """)
    assert edited("", bin_dir, EDITOR="latin") == "caf�"


def test_the_file_is_for_the_users_eyes_only_and_gone_afterwards(bin_dir: Path) -> None:
    program(bin_dir, "look", f'stat -c %a "$(dirname "$1")" > {bin_dir}/seen; echo "$1" >> {bin_dir}/seen')
    edited("secret", bin_dir, EDITOR="look")
    mode, path = (bin_dir / "seen").read_text().split()
    assert mode == "700"
    assert not Path(path).parent.exists()
