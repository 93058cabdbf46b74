"""Copying with the real tools of tmux, X and Wayland, read back with others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.host.clipboard import Copied
from reader.host.process import put
from tests.host.compositor import compositor
from tests.host.programs import (
    AMPLE,
    LINK,
    TEXTS,
    XSEL_LIMIT,
    Terminal,
    needs_tmux,
    needs_x,
    only,
    program,
    selected,
    shown_by_tmux,
)

# tmux


def overheard(bin_dir: Path, tmux: dict[str, str]) -> tuple[Path, dict[str, str]]:
    """A file that is told what tmux is asked, and an environment in which it is."""
    asked = bin_dir / "asked"
    program(bin_dir, "tmux", f'echo "$@" >> {asked}; exec {shutil.which("tmux")} "$@"')
    return asked, {**tmux, "PATH": f"{bin_dir}:{tmux['PATH']}"}


@needs_tmux
@pytest.mark.parametrize("text", TEXTS)
async def test_inside_tmux_the_text_is_its_newest_buffer(text: str, tmux: dict[str, str], terminal: Terminal) -> None:
    assert await terminal.copy(text, tmux) == Copied("tmux buffer", verified=True, passed_on=True)
    assert shown_by_tmux(tmux) == text
    assert terminal.texts == []


@needs_tmux
async def test_tmux_passes_the_text_on_to_the_terminal_outside(
    bin_dir: Path, tmux: dict[str, str], terminal: Terminal
) -> None:
    asked, environ = overheard(bin_dir, tmux)
    await terminal.copy(LINK, environ)
    assert asked.read_text() == "show-options -sv set-clipboard\nload-buffer -w -\nsave-buffer -\n"


@needs_tmux
async def test_tmux_keeps_the_text_where_the_user_has_turned_its_clipboard_off(
    bin_dir: Path, tmux: dict[str, str], terminal: Terminal
) -> None:
    asked, environ = overheard(bin_dir, tmux)
    assert put(["tmux", "set-option", "-s", "set-clipboard", "off"], b"", tmux, AMPLE)
    copied = await terminal.copy(LINK, environ)
    assert copied == Copied("tmux buffer", verified=True)
    assert "-w" not in asked.read_text()
    assert shown_by_tmux(tmux) == LINK


@needs_tmux
async def test_a_tmux_before_3_2_gets_its_buffer_too(bin_dir: Path, tmux: dict[str, str], terminal: Terminal) -> None:
    old = f'[ "$2" = -w ] && echo "unknown option" >&2 && exit 1; exec {shutil.which("tmux")} "$@"'
    program(bin_dir, "tmux", old)
    assert await terminal.copy(LINK, {**tmux, "PATH": f"{bin_dir}:{tmux['PATH']}"}) == Copied("tmux buffer", True)
    assert shown_by_tmux(tmux) == LINK


@needs_tmux
@needs_x
async def test_inside_tmux_on_this_machine_both_clipboards_have_the_text(
    tmux: dict[str, str], display: str, terminal: Terminal
) -> None:
    copied = await terminal.copy("in both", {**tmux, "DISPLAY": display})
    assert copied == Copied("tmux buffer and xclip", verified=True, passed_on=True)
    assert (shown_by_tmux(tmux), selected(display, "xsel")) == ("in both", "in both")


@needs_tmux
@needs_x
@pytest.mark.parametrize("ssh", ["SSH_CONNECTION", "SSH_TTY"])
async def test_over_ssh_the_far_display_is_left_alone(
    ssh: str, tmux: dict[str, str], display: str, terminal: Terminal
) -> None:
    await terminal.copy("before", {"PATH": os.environ["PATH"], "DISPLAY": display})
    assert await terminal.copy(LINK, {**tmux, "DISPLAY": display, ssh: "x"}) == Copied(
        "tmux buffer", True, passed_on=True
    )
    assert selected(display, "xsel") == "before"


@needs_tmux
async def test_a_tmux_that_is_gone_is_passed_over(tmp_path: Path, terminal: Terminal) -> None:
    environ = {"PATH": os.environ["PATH"], "TMUX": f"{tmp_path}/gone,1,0"}
    assert await terminal.copy(LINK, environ) == Copied("OSC 52", verified=False)
    assert terminal.texts == [LINK]


async def test_a_tmux_buffer_is_said_although_the_other_tool_cannot_be_read(bin_dir: Path, terminal: Terminal) -> None:
    program(
        bin_dir,
        "tmux",
        f"case $1 in show-options) echo off;; load-buffer) cat > {bin_dir}/buffer;; *) cat {bin_dir}/buffer;; esac",
    )
    program(bin_dir, "clip.exe", "cat > /dev/null")
    environ = {"PATH": only(bin_dir), "TMUX": "x", "WSL_DISTRO_NAME": "Debian"}
    assert await terminal.copy(LINK, environ) == Copied("tmux buffer", verified=True)


# X and Wayland


@needs_x
@pytest.mark.parametrize("text", TEXTS)
async def test_on_a_display_the_text_is_in_the_clipboard(text: str, display: str, terminal: Terminal) -> None:
    assert await terminal.copy(text, {"PATH": os.environ["PATH"], "DISPLAY": display}) == Copied("xclip", verified=True)
    assert selected(display, "xsel") == text
    assert terminal.texts == []


@needs_x
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("text", [*TEXTS[:-1], "論" * (XSEL_LIMIT // 3)])
async def test_xsel_serves_where_xclip_is_missing(text: str, display: str, bin_dir: Path, terminal: Terminal) -> None:
    environ = {"PATH": only(bin_dir, "xsel"), "DISPLAY": display, "HOME": str(bin_dir)}
    assert await terminal.copy(text, environ) == Copied("xsel", verified=True)
    assert selected(display, "xclip") == text


async def test_xsel_is_not_trusted_with_more_than_it_keeps(bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "xsel", f'[ "$2" = -i ] && cat > {bin_dir}/selection || cat {bin_dir}/selection')
    environ = {"PATH": only(bin_dir), "DISPLAY": ":0"}
    assert await terminal.copy("x" * XSEL_LIMIT, environ) == Copied("xsel", verified=True)
    assert await terminal.copy("論" * XSEL_LIMIT, environ) == Copied("OSC 52", verified=False)


@needs_x
async def test_a_display_that_is_gone_is_not_believed(terminal: Terminal) -> None:
    environ = {"PATH": os.environ["PATH"], "DISPLAY": ":99999"}
    assert await terminal.copy(LINK, environ) == Copied("OSC 52", verified=False)
    assert terminal.texts == [LINK]


@needs_x
async def test_x_is_tried_when_wayland_is_dead(display: str, bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "wl-copy", "exit 1")
    environ = {"PATH": only(bin_dir, "xclip"), "DISPLAY": display, "WAYLAND_DISPLAY": "wayland-0"}
    assert await terminal.copy("from a dead Wayland", environ) == Copied("xclip", verified=True)
    assert selected(display, "xsel") == "from a dead Wayland"


@needs_x
def test_a_captured_output_is_not_held_by_the_tool_that_stays(display: str, bin_dir: Path) -> None:
    code = (
        "import asyncio, os; from reader.host.clipboard import copy;"
        "print(asyncio.run(copy('captured', environ=os.environ, write_osc52=print)))"
    )
    environ = {"PATH": only(bin_dir, "xclip"), "DISPLAY": display}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=AMPLE, check=False
    )
    assert (ended.stdout, ended.stderr) == (
        "Copied(route='xclip', verified=True, failed='', passed_on=False, doubted='')\n",
        "",
    )
    assert selected(display, "xsel") == "captured"


async def test_on_wayland_its_own_tool_comes_first(tmp_path: Path, bin_dir: Path, terminal: Terminal) -> None:
    program(bin_dir, "wl-copy", f"cat > {bin_dir}/selection")
    program(bin_dir, "wl-paste", f'[ "$1" = --no-newline ] && cat {bin_dir}/selection')
    program(bin_dir, "xclip", f"cat > {bin_dir}/asked")
    with compositor(tmp_path, b"ext_data_control_manager_v1") as wayland:
        environ = {"PATH": only(bin_dir), "DISPLAY": ":0", **wayland}
        assert await terminal.copy("論文", environ) == Copied("wl-copy", verified=True)
    assert (bin_dir / "selection").read_text() == "論文"
    assert not (bin_dir / "asked").exists()
