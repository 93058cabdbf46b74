"""What `daily-papers doctor` advises where no program can look for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands.test_doctor import OFFLINE, found
from tests.cli.commands.test_doctor import home as home
from tests.cli.commands.test_doctor import tools as tools
from tests.cli.exchange import DATABASE, put, starred
from tests.host.conftest import display as display
from tests.host.programs import needs_x, program


def test_marks_that_were_set_aside_are_named_as_long_as_they_are_there(home: Path, tools: Path) -> None:
    put(home, starred(1))
    (home / DATABASE).write_bytes(b"no database " * 1000)
    found(home, tools, **OFFLINE)
    [aside] = (home / DATABASE).parent.glob("marks.db.corrupt-*")
    later = found(home, tools, **OFFLINE)["marks"]
    assert later["status"] == "ok"
    assert later["found"].endswith(f" Damaged ones were set aside: {aside.name}.")
    assert later["do"] == "Delete those once no mark is missing."
    aside.unlink()
    assert found(home, tools, **OFFLINE)["marks"]["do"] == ""


def test_who_takes_what_is_sent_to_a_terminal_is_said_where_nothing_else_copies(home: Path, tools: Path) -> None:
    program(tools, "xclip")
    over_ssh = found(home, tools, DISPLAY=":9", SSH_TTY="s", **OFFLINE)["clipboard"]
    assert over_ssh["found"] == "OSC 52: cannot be checked."
    assert "kitty, Alacritty and foot take" in over_ssh["do"]
    assert "disallowedWindowOps" in over_ssh["do"]
    assert "urxvt, st and terminals on VTE" in over_ssh["do"]


@needs_x
def test_where_a_tool_and_its_display_are_there_nothing_is_to_be_done(home: Path, tools: Path, display: str) -> None:
    program(tools, "xclip")
    checked = found(home, tools, DISPLAY=display, **OFFLINE)["clipboard"]
    assert (checked["status"], checked["do"]) == ("ok", "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"TERM": "linux"}, "OSC 52 is of no use here, as the Linux console has no clipboard."),
        ({"TERM": "rxvt-unicode"}, "urxvt takes what is copied by OSC 52 only with an extension."),
        ({"TERM": "st-256color"}, "st takes what is copied by OSC 52 only where allowwindowops is 1 in its config.h."),
        ({"TERM": "xterm-kitty"}, "kitty takes what is copied by OSC 52."),
        ({"VTE_VERSION": "7006"}, "Terminals on VTE (such as GNOME's) do not take what is copied by OSC 52."),
    ],
)
def test_of_a_terminal_that_is_known_only_its_own_is_said(
    home: Path, tools: Path, changes: dict[str, str], said: str
) -> None:
    checked = found(home, tools, **OFFLINE, **changes)["clipboard"]
    assert (checked["status"], checked["do"]) == ("unknown", f"Copy something with y and paste it elsewhere. {said}")


def test_a_display_that_is_gone_is_told_of_clipboard_and_browser(home: Path, tools: Path) -> None:
    for name in ("xclip", "xdg-open"):
        program(tools, name)
    checks = found(home, tools, DISPLAY=":64999", **OFFLINE)
    assert checks["clipboard"]["status"] == "unknown"
    assert "xclip: does not answer" in checks["clipboard"]["found"]
    assert checks["browser"]["status"] == "not ok"
    assert checks["browser"]["found"].endswith("in a window of its own. DISPLAY=:64999 does not answer.")


def test_a_browser_that_was_named_and_is_missing_is_told_although_there_is_another(home: Path, tools: Path) -> None:
    program(tools, "w3m")
    checked = found(home, tools, BROWSER="/opt/own", **OFFLINE)["browser"]
    assert (checked["status"], checked["do"]) == ("not ok", "Install it, or set BROWSER to another browser.")
    assert checked["found"].endswith("w3m), in this terminal. BROWSER names own, which was not found.")
