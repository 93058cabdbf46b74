"""Which routes a text takes to the clipboard, and that no more is claimed than is known.

The tests against tmux and X read what was copied with another tool than the one that copied it.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import HostError
from reader.host import osc52
from reader.host.clipboard import Copied, routes
from tests.host.programs import AMPLE, LINK, TEXTS, Gate, Terminal, needs_x, only, program

# What is said


@pytest.mark.parametrize(
    ("copied", "sentence"),
    [
        (Copied("tmux buffer", verified=True), "Copied TEXT · tmux buffer"),
        (Copied("tmux buffer and xclip", verified=True), "Copied TEXT · tmux buffer and xclip"),
        (Copied("tmux buffer", verified=True, passed_on=True), "Copied TEXT · tmux buffer · sent on by OSC 52"),
        (Copied("OSC 52", verified=False, doubted="urxvt"), "Sent by OSC 52, which urxvt may ignore: TEXT"),
        (Copied("clip.exe", verified=False), "Handed to clip.exe: TEXT"),
        (Copied("OSC 52", verified=False), "Sent to the terminal's clipboard (OSC 52): TEXT"),
        (Copied("xclip", verified=True, failed="x"), "Copied TEXT · xclip · copy_cmd failed: x"),
        (
            Copied("OSC 52", verified=False, failed="x"),
            "Sent to the terminal's clipboard (OSC 52): TEXT · copy_cmd failed: x",
        ),
    ],
)
def test_no_more_is_said_than_is_known(copied: Copied, sentence: str) -> None:
    assert copied.sentence("TEXT") == sentence


# The user's own command


@pytest.mark.parametrize("text", TEXTS)
async def test_the_users_own_command_has_the_text_and_no_other_is_asked(
    text: str, bin_dir: Path, terminal: Terminal
) -> None:
    program(bin_dir, "own", f'[ "$1" = "a b" ] && [ $# = 1 ] && cat > {bin_dir}/text')
    for tool in ("xclip", "tmux"):
        program(bin_dir, tool, f"echo > {bin_dir}/asked")
    environ = {"PATH": only(bin_dir), "DISPLAY": ":0", "TMUX": "x"}
    assert await terminal.copy(text, environ, command=("own", "a b")) == Copied("own", verified=False)
    assert (bin_dir / "text").read_text() == text
    assert terminal.texts == []
    assert not (bin_dir / "asked").exists()


async def test_the_users_own_command_is_named_by_its_last_name(bin_dir: Path, terminal: Terminal) -> None:
    command = (str(program(bin_dir, "own\x1b[2J", "cat > /dev/null")),)
    assert await terminal.copy(LINK, {"PATH": only(bin_dir)}, command=command) == Copied("own�[2J", verified=False)


@pytest.mark.parametrize(
    ("script", "bound", "why"),
    [
        ("exit 1", AMPLE, "ended with status 1"),
        ("echo 'no\033[2J such file' >&2; echo more >&2; exit 3", AMPLE, "ended with status 3: no�[2J such file"),
        ("sleep 600 & echo left >&2; kill -KILL $$", AMPLE, "was ended by signal 9: left"),
        ("sleep 600", 0.2, "did not end within 0.2 s"),
        (None, AMPLE, "could not be started: No such file or directory"),
    ],
)
async def test_where_the_users_own_command_fails_the_text_goes_another_way(
    script: str | None, bound: float, why: str, bin_dir: Path, terminal: Terminal
) -> None:
    if script:
        program(bin_dir, "own", script)
    environ = {"PATH": only(bin_dir)}
    copied = await terminal.copy(LINK, environ, command=("own",), bound=bound)
    assert copied == Copied("OSC 52", verified=False, failed=f"own {why}")
    assert terminal.texts == [LINK]


async def test_a_text_that_went_another_way_is_still_read_back(bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "xclip", f'[ "$3" = -o ] && cat {bin_dir}/text || cat > {bin_dir}/text')
    environ = {"PATH": only(bin_dir), "DISPLAY": ":0"}
    copied = await terminal.copy(LINK, environ, command=("missing",))
    assert copied == Copied("xclip", True, failed="missing could not be started: No such file or directory")


async def test_where_nothing_takes_the_text_the_users_own_command_is_told_too(
    bin_dir: Path, terminal: Terminal
) -> None:
    with pytest.raises(HostError) as caught:
        await terminal.copy("x" * osc52.LIMIT, {"PATH": str(bin_dir)}, command=("missing",))
    assert str(caught.value).startswith(
        "missing could not be started: No such file or directory. Check copy_cmd in the configuration. "
        "Nothing was copied: no clipboard tool"
    )


async def test_half_a_character_is_replaced_for_the_users_own_command(bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "own", f"cat > {bin_dir}/text")
    await terminal.copy("a\ud800b", {"PATH": only(bin_dir)}, command=("own",))
    assert (bin_dir / "text").read_text() == "a?b"


# Tools that fail, hang and lie


@pytest.mark.parametrize(
    "script",
    [
        "exit 1",
        "cat > /dev/null; exit 0",
        "echo another text",
        f"printf '%s\\n' {LINK}",
        f"printf %s {LINK}; exit 1",
        "[ $# = 2 ] || exit 1",
    ],
    ids=["fails", "copies nothing", "has another text", "adds a newline", "fails and speaks", "cannot paste"],
)
async def test_a_tool_that_did_not_copy_is_passed_over(script: str, bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "xclip", script)
    assert await terminal.copy(LINK, {"PATH": only(bin_dir), "DISPLAY": ":0"}) == Copied("OSC 52", verified=False)
    program(bin_dir, "xsel", f'[ "$2" = -i ] && cat > {bin_dir}/selection || cat {bin_dir}/selection')
    assert await terminal.copy(LINK, {"PATH": str(bin_dir), "DISPLAY": ":0"}) == Copied("xsel", verified=True)


async def test_a_tool_that_hangs_is_passed_over(bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "xclip", "sleep 600")
    environ = {"PATH": only(bin_dir), "DISPLAY": ":0"}
    assert await terminal.copy(LINK, environ, bound=0.2) == Copied("OSC 52", verified=False)


async def test_a_tool_that_cannot_be_read_was_handed_the_text(bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "wl-copy", f"cat > {bin_dir}/selection")
    environ = {"PATH": only(bin_dir), "WAYLAND_DISPLAY": "wayland-0"}
    assert await terminal.copy(LINK, environ) == Copied("wl-copy", verified=False)
    assert (bin_dir / "selection").read_text() == LINK
    assert terminal.texts == []


async def test_a_tool_that_can_be_read_is_better_than_one_that_cannot(bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "wl-copy", "cat > /dev/null")
    program(bin_dir, "xclip", f'[ "$3" = -o ] && cat {bin_dir}/selection || cat > {bin_dir}/selection')
    environ = {"PATH": only(bin_dir), "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
    assert await terminal.copy(LINK, environ) == Copied("xclip", verified=True)


@pytest.mark.usefixtures("patient")
async def test_a_text_that_is_read_back_late_is_not_lost(bin_dir: Path, terminal: Terminal) -> None:
    """As with xsel, whose child takes the selection after the tool has ended."""
    late = f"[ -e {bin_dir}/again ] && printf %s {LINK}; echo > {bin_dir}/again"
    program(bin_dir, "xclip", f'[ "$3" != -o ] && exit 0; {late}')
    assert await terminal.copy(LINK, {"PATH": only(bin_dir), "DISPLAY": ":0"}) == Copied("xclip", verified=True)


async def test_the_loop_goes_on_while_a_tool_works(
    bin_dir: Path, gate: Callable[[str], Gate], terminal: Terminal
) -> None:
    began, inner = gate("began"), gate("inner")
    pause = f"echo > {began.path}; read _ < {inner.path}"
    program(bin_dir, "xclip", f'[ "$3" = -o ] && exec cat {bin_dir}/text; {pause}; cat > {bin_dir}/text')
    copying = asyncio.create_task(terminal.copy(LINK, {"PATH": only(bin_dir), "DISPLAY": ":0"}))
    await asyncio.to_thread(began.wait)
    inner.open()
    assert await copying == Copied("xclip", verified=True)


# Other machines


async def test_on_wsl_windows_gets_its_own_encoding_and_cannot_be_asked(bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "clip.exe", f"cat > {bin_dir}/selection")
    environ = {"PATH": only(bin_dir), "WSL_DISTRO_NAME": "Debian"}
    assert await terminal.copy("論文 🤗", environ) == Copied("clip.exe", verified=False)
    assert (bin_dir / "selection").read_bytes().decode("utf-16le") == "論文 🤗"


async def test_on_macos_text_is_utf_8_in_every_locale(bin_dir: Path, terminal: Terminal) -> None:
    kept = bin_dir / "selection"
    program(bin_dir, "pbcopy", f'printf "%s " "$LC_ALL" > {kept}; cat >> {kept}')
    program(bin_dir, "pbpaste", f'read -r locale text < {kept}; [ "$LC_ALL" = "$locale" ] && printf %s "$text"')
    environ = {"PATH": only(bin_dir, "env"), "LC_ALL": "C"}
    assert await terminal.copy("論文", environ, platform="darwin") == Copied("pbcopy", verified=True)
    assert kept.read_text() == "en_US.UTF-8 論文"


async def test_on_macos_xquartz_is_not_asked(bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "pbcopy", "exit 1")
    program(bin_dir, "xclip", f"cat > {bin_dir}/asked")
    environ = {"PATH": only(bin_dir, "env"), "DISPLAY": ":0"}
    assert await terminal.copy(LINK, environ, platform="darwin") == Copied("OSC 52", verified=False)
    assert not (bin_dir / "asked").exists()


# What would be tried


THERE, GONE, SILENT, ASKED = "available", "not installed", "does not answer", "cannot be checked"


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({}, "linux", [("OSC 52", ASKED)]),
        ({"DISPLAY": ":64999"}, "linux", [("xclip", SILENT), ("xsel", GONE), ("OSC 52", ASKED)]),
        ({"DISPLAY": "nonsense"}, "linux", [("xclip", SILENT), ("xsel", GONE), ("OSC 52", ASKED)]),
        ({"DISPLAY": "127.0.0.1:64999.0"}, "linux", [("xclip", SILENT), ("xsel", GONE), ("OSC 52", ASKED)]),
        (
            {"WAYLAND_DISPLAY": "here", "TMUX": "{folder}/gone,1,0"},
            "linux",
            [("tmux buffer", SILENT), ("wl-copy", THERE), ("OSC 52", ASKED)],
        ),
        (
            {"DISPLAY": ":0", "TMUX": "{folder}/here,1,0", "SSH_TTY": "s"},
            "linux",
            [("tmux buffer", THERE), ("OSC 52", ASKED)],
        ),
        ({"WAYLAND_DISPLAY": "gone"}, "linux", [("wl-copy", SILENT), ("OSC 52", ASKED)]),
        ({"DISPLAY": "{folder}/here"}, "linux", [("xclip", THERE), ("xsel", GONE), ("OSC 52", ASKED)]),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", [("clip.exe", GONE), ("OSC 52", ASKED)]),
        ({"DISPLAY": ":0"}, "darwin", [("pbcopy", GONE), ("OSC 52", ASKED)]),
        ({}, "win32", [("pyperclip", THERE), ("OSC 52", ASKED)]),
    ],
)
def test_routes_are_named_and_not_tried(
    place: Path, environ: dict[str, str], platform: str, expected: list[tuple[str, str]]
) -> None:
    tried = place / "tried"
    for name in ("xclip", "wl-copy", "tmux"):
        program(place, name, f"touch {tried}")
    world = {name: value.format(folder=place) for name, value in environ.items()}
    with socket.socket(socket.AF_UNIX) as server:  # In a folder whose name is short, as that of a socket has to be.
        server.bind(str(place / "here"))
        server.listen()
        found = routes({**world, "PATH": str(place), "XDG_RUNTIME_DIR": str(place)}, platform=platform)
        assert [(route.name, route.state) for route in found] == expected
    assert not tried.exists()


@needs_x
def test_a_display_that_is_there_answers(display: str) -> None:
    xclip, *_ = routes({"PATH": os.environ["PATH"], "DISPLAY": display})
    assert (xclip.name, xclip.state) == ("xclip", "available")


def test_the_users_own_command_is_the_first_route(tmp_path: Path) -> None:
    own = str(program(tmp_path, "own"))
    first, *_ = routes({"PATH": str(tmp_path)}, command=(own, "--primary"))
    assert (first.name, first.state) == ("copy_cmd (own)", "cannot be checked")
    first, *_ = routes({"PATH": str(tmp_path)}, command=("gone\x1b[2J",))
    assert (first.name.isprintable(), first.state) == (True, "not installed")
