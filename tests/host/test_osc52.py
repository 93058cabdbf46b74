"""The terminal is asked to copy where nothing else can: in its own words, and with no more claimed than is known."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from reader.errors import HostError
from reader.host import osc52
from reader.host.clipboard import Copied
from tests.host.programs import LINK, Terminal, only, program


@pytest.mark.parametrize("environ", [{}, {"SSH_CONNECTION": "x", "DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}])
async def test_without_another_route_the_terminal_is_asked(
    environ: dict[str, str], bin_dir: Path, terminal: Terminal
) -> None:
    for tool in ("xclip", "xsel", "wl-copy", "pbcopy", "clip.exe", "tmux"):
        program(bin_dir, tool, f"cat > {bin_dir}/asked")
    assert await terminal.copy("論文", {"PATH": only(bin_dir), **environ}) == Copied("OSC 52", verified=False)
    assert terminal.texts == ["論文"]
    assert not (bin_dir / "asked").exists()


async def test_half_a_character_is_replaced(terminal: Terminal) -> None:
    await terminal.copy("a\ud800b", {})
    assert terminal.texts == ["a?b"]


@pytest.mark.parametrize(
    ("environ", "reason"),
    [({}, "no clipboard tool worked"), ({"SSH_TTY": "/dev/pts/1"}, "over SSH only the terminal can copy")],
)
async def test_a_text_that_terminals_drop_is_not_sent(environ: dict[str, str], reason: str, terminal: Terminal) -> None:
    """Three bytes become four in base64; one byte more begins four more."""
    fits = "論\n" + "x" * (osc52.LIMIT // 4 * 3 - 4)
    await terminal.copy(fits, environ)
    assert terminal.texts == [fits]
    with pytest.raises(HostError) as caught:
        await terminal.copy(fits + "x", environ)
    assert terminal.texts == [fits]
    assert str(caught.value) == (
        f"Nothing was copied: {reason}, and a terminal takes at most 74,000 bytes of base64 (OSC 52), not 74,004. "
        f"Select it on the screen: 論 {'x' * 197}…"
    )


@pytest.mark.parametrize(
    ("environ", "plain", "wrapped"),
    [
        ({"TERM": "xterm-256color"}, True, False),
        ({"TERM": "screen-256color", "TMUX": "x"}, True, False),
        ({"TERM": "screen.xterm-256color"}, False, True),
        ({"TERM": "screen", "STY": "1.pts-0"}, False, True),
        ({"TERM": "screen-256color", "SSH_TTY": "x"}, True, True),  # tmux or GNU screen on the machine where one sits.
        ({"TERM": "tmux-256color", "TMUX": "x", "STY": "1.pts-0"}, True, True),  # One in the other.
    ],
)
def test_a_terminal_is_asked_in_a_way_that_reaches_it(environ: dict[str, str], plain: bool, wrapped: bool) -> None:
    data = base64.b64encode(("論" * 1000).encode()).decode()
    whole = f"\x1b]52;c;{data}\x07"
    sent = osc52.sequence("論" * 1000, environ)
    assert sent.startswith(whole) is plain
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", sent.removeprefix(whole))
    assert "".join(pieces) == whole * wrapped
    assert len(sent) == len(whole) * (plain + wrapped) + 4 * len(pieces)
    assert all(len(piece) < 768 for piece in pieces)


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"TERM": "linux"}, "the Linux console"),
        ({"TERM": "vt102"}, "a vt100"),
        ({"TERM": "eterm-color"}, "the terminal of Emacs"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "Terminal of macOS"),
    ],
)
async def test_a_terminal_without_a_clipboard_is_not_asked(
    environ: dict[str, str], name: str, terminal: Terminal
) -> None:
    with pytest.raises(HostError) as caught:
        await terminal.copy(LINK, environ)
    assert str(caught.value) == (
        f"Nothing was copied: no clipboard tool worked, and {name} has no clipboard. Select it on the screen: {LINK}"
    )
    assert terminal.texts == []


@pytest.mark.parametrize(
    ("environ", "doubted"),
    [
        ({"TERM": "rxvt-unicode-256color"}, "urxvt"),
        ({"TERM": "st-256color"}, "st"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7006"}, "VTE"),
        ({"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}, "xterm"),
        ({"TERM": "xterm", "XTERM_VERSION": "XTerm(379)", "VTE_VERSION": "7006"}, ""),  # One was started in the other.
        ({"TERM": "xterm-kitty", "VTE_VERSION": "7006"}, ""),
        ({"TERM": "xterm-256color"}, ""),
        ({"TERM": "screen", "VTE_VERSION": "7006"}, ""),
    ],
)
async def test_a_terminal_that_may_ignore_it_is_named(
    environ: dict[str, str], doubted: str, terminal: Terminal
) -> None:
    assert await terminal.copy(LINK, environ) == Copied("OSC 52", verified=False, doubted=doubted)
    assert terminal.texts == [LINK]
