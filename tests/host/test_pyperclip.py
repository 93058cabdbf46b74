"""The machines whose clipboard is reached through pyperclip, which reports success when nothing was copied."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import ModuleType

import pytest

from reader.host.clipboard import Copied
from tests.host.programs import Terminal, needs_x, selected


class Fault(RuntimeError):
    """What the stand-in raises."""


class Clipboard(ModuleType):
    """A stand-in for pyperclip, whose clipboard is a variable; a test replaces what is to go wrong."""

    PyperclipException = Fault

    def __init__(self) -> None:
        """Begin with a text of somebody else's."""
        super().__init__("pyperclip")
        self.text = "before"
        self.copy: Callable[[str], object] = self._take
        self.paste: Callable[[], str] = lambda: self.text

    def _take(self, text: str) -> None:
        self.text = text


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> Clipboard:
    """The stand-in, in the place of pyperclip."""
    stand_in = Clipboard()
    monkeypatch.setitem(sys.modules, "pyperclip", stand_in)
    return stand_in


def failing(error: Exception) -> Callable[..., str]:
    def fail(*_: str) -> str:
        raise error

    return fail


@pytest.mark.parametrize("platform", ["win32", "cygwin", "freebsd14"])
async def test_a_text_that_is_read_back_was_copied(platform: str, clipboard: Clipboard, terminal: Terminal) -> None:
    assert await terminal.copy("論文", {}, platform=platform) == Copied("pyperclip", verified=True)
    assert clipboard.text == "論文"
    assert terminal.texts == []


async def test_over_ssh_it_is_not_asked(clipboard: Clipboard, terminal: Terminal) -> None:
    assert await terminal.copy("x", {"SSH_TTY": "x"}, platform="win32") == Copied("OSC 52", verified=False)
    assert clipboard.text == "before"


@pytest.mark.parametrize("platform", ["linux", "darwin"])
async def test_where_the_tools_are_known_it_is_not_asked(
    platform: str, clipboard: Clipboard, terminal: Terminal
) -> None:
    assert await terminal.copy("x", {"PATH": ""}, platform=platform) == Copied("OSC 52", verified=False)
    assert clipboard.text == "before"


async def test_success_is_not_believed(clipboard: Clipboard, terminal: Terminal) -> None:
    clipboard.copy = lambda text: None
    assert await terminal.copy("x", {}, platform="win32") == Copied("OSC 52", verified=False)


@pytest.mark.parametrize("error", [Fault("no clipboard"), OSError("no tool")])
async def test_a_failure_leads_to_the_terminal(error: Exception, clipboard: Clipboard, terminal: Terminal) -> None:
    clipboard.copy = failing(error)
    assert await terminal.copy("x", {}, platform="win32") == Copied("OSC 52", verified=False)
    assert terminal.texts == ["x"]


@pytest.mark.parametrize("error", [Fault("no clipboard"), OSError("no tool")])
async def test_what_cannot_be_read_was_handed_over(error: Exception, clipboard: Clipboard, terminal: Terminal) -> None:
    clipboard.paste = failing(error)
    assert await terminal.copy("x", {}, platform="win32") == Copied("pyperclip", verified=False)
    assert clipboard.text == "x"


async def test_one_that_hangs_is_given_up(clipboard: Clipboard, terminal: Terminal) -> None:
    let_go = threading.Event()
    clipboard.copy = lambda text: let_go.wait()
    try:
        assert await terminal.copy("x", {}, platform="win32", bound=0.05) == Copied("OSC 52", verified=False)
    finally:
        let_go.set()


@needs_x
@pytest.mark.usefixtures("patient")
async def test_the_real_one_copies(display: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks for its tools once, in the environment of the process."""
    monkeypatch.delitem(sys.modules, "pyperclip", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert await terminal.copy("論文", {}, platform="sunos5") == Copied("pyperclip", verified=True)
    assert selected(display, "xsel") == "論文"
