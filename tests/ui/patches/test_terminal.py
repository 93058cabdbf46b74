"""The wall before the terminal, the crash log, and the private names of Textual that they stand on."""

from __future__ import annotations

import hashlib
import inspect
from pathlib import Path

import pytest
from rich.segment import ControlType, Segment
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.color import Color
from textual.drivers.linux_driver import LinuxDriver

from reader.ui.patches.terminal import ControlFilter, write_crash_log

BLACK = Color(0, 0, 0)


@pytest.mark.parametrize("hostile", ["\x1b", "\x07", "\x9b", "\x00", "\u202e", "\u2066", "\ud800", "\n"])
def test_no_control_character_is_drawn(hostile: str) -> None:
    (drawn,) = ControlFilter().apply([Segment(f"a{hostile}b")], BLACK)
    assert drawn.text == "ab"


def test_what_is_harmless_is_drawn_as_it_is_and_textuals_own_controls_stay() -> None:
    segments = [Segment("论文 [/] é"), Segment("\x1b[H", None, [(ControlType.HOME,)])]
    assert ControlFilter().apply(segments, BLACK) == segments


def test_a_crash_log_has_no_values_and_is_for_the_user_only(tmp_path: Path) -> None:
    def crash(secret: str) -> None:
        raise ValueError("it broke")

    with pytest.raises(ValueError, match="it broke") as caught:
        crash("hf_secret")
    folder = tmp_path / "state" / "daily-papers"
    for _ in range(2):  # The second one takes the place of the first.
        log = write_crash_log(folder, caught.value)
        assert log is not None
        assert "ValueError: it broke" in log.read_text()
        assert log.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_crash_log_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert write_crash_log(tmp_path / "file", ValueError("x")) is None


@pytest.mark.parametrize(
    ("method", "digest"),
    [
        (LinuxDriver.disable_input, "6154c5a7c174"),
        (LinuxDriver.run_input_thread, "d796af6d69db"),
        (Parser.tick, "44606084ad3b"),
        (Parser.feed, "390106cde019"),
        (XTermParser.parse, "a5834ad1def8"),
        (XTermParser.feed, "a2ae8e648629"),
        (XTermParser._sequence_to_key_events, "00dfe99846ed"),
        (LinuxDriver.start_application_mode, "7c41f5ba11a8"),
        (LinuxDriver.stop_application_mode, "9a7e99c8d4bd"),
        (LinuxDriver._sigtstp_application, "26c3c19ce181"),
        (LinuxDriver._sigcont_application, "1d7463a74df1"),
        (App.action_suspend_process, "5f43f592ea2d"),
        (App._fatal_error, "2474616cec7f"),
        (App._print_error_renderables, "6e6be4034677"),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_what_is_overridden_is_still_what_it_was(method: object, digest: str) -> None:
    """A new Textual may do more in these; look at it, change the override, then the digest."""
    source = inspect.getsource(method)  # type: ignore[arg-type]
    assert hashlib.sha256(source.encode()).hexdigest()[:12] == digest
