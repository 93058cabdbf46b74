"""The reader in the terminals that people use, each in a window of a display: xterm in CI, others where installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminals.window import Kind, Window, compositor, display, window

LINK = "https://arxiv.org/abs/2308.04079"
_ALLOWED = ("-xrm", "XTerm*disallowedWindowOps: 20,21,SetXprop")
_WIDE = ("-o", "remember_window_size=no", "-o", "initial_window_width=90c", "-o", "initial_window_height=24c")

KINDS = {
    "xterm": Kind(("xterm", "-e")),
    "xterm that may": Kind(("xterm", *_ALLOWED, "-e"), takes_osc_52=True),
    "kitty": Kind(("kitty", "--config", "NONE", *_WIDE), takes_osc_52=True),
    "alacritty": Kind(("alacritty", "-e"), takes_osc_52=True),
    "foot": Kind(("foot",), takes_osc_52=True, wayland=True),
    "urxvt": Kind(("urxvt", "-e")),
    "st": Kind(("st", "-e")),
    "VTE": Kind(("sakura", "-e")),
}


@pytest.fixture(
    params=[
        pytest.param(
            kind,
            id=name,
            marks=[
                pytest.mark.slow if kind.argv[0] == "xterm" else pytest.mark.terminals,
                pytest.mark.skipif(bool(kind.missing()), reason=f"needs {', '.join(kind.missing())}"),
            ],
        )
        for name, kind in KINDS.items()
    ]
)
def kind(request: pytest.FixtureRequest) -> Kind:
    """A terminal that is installed."""
    found: Kind = request.param
    return found


@pytest.fixture
def opened(kind: Kind, tmp_path: Path) -> Iterator[Window]:
    """The reader in it."""
    with ExitStack() as stack:
        world = stack.enter_context(display())
        if kind.wayland:
            world = stack.enter_context(compositor(world, tmp_path / "run"))
        yield stack.enter_context(window(kind, world, tmp_path))


def test_keys_arrive_a_link_is_sent_and_nothing_is_left_behind(kind: Kind, opened: Window) -> None:
    opened.wait_for("Structured state space models", "help")
    opened.press("j")
    opened.wait_for("Radiance fields give convincing")
    opened.press("y")
    opened.wait_for("Sent ", "OSC 52", LINK, *([] if kind.takes_osc_52 else ["may ignore"]))
    opened.press("slash")
    opened.wait_for("tab all stored days")
    opened.press("Escape")
    opened.wait_for("help")
    assert "tab all stored days" not in opened.text
    opened.press("q")
    told = opened.report()
    assert told["code"] == 0
    assert told["after"] == told["before"]
    assert b"\x1b]52;" in opened.output
    if kind.wayland:
        assert opened.run("wl-paste", "--no-newline") == LINK
    elif kind.takes_osc_52:
        assert opened.run("xclip", "-selection", "clipboard", "-o") == LINK
    else:
        opened.run("xclip", "-selection", "clipboard", "-o", code=1)
