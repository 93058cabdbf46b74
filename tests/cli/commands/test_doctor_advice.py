"""What `daily-papers doctor` advises where no program can look for itself."""

from __future__ import annotations

from pathlib import Path

from tests.cli.commands.test_doctor import OFFLINE, found
from tests.cli.commands.test_doctor import home as home
from tests.cli.commands.test_doctor import tools as tools
from tests.cli.exchange import DATABASE, put, starred
from tests.host.programs import program


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
    assert found(home, tools, DISPLAY=":9", **OFFLINE)["clipboard"]["do"] == ""
