"""What the command may be started with: an old Python, no docstrings, no modules of POSIX, no home, no colours."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from tests import slow
from tests.cli.running import run, said
from tests.conftest import Start
from tests.terminal import PACKAGE

OLD = "import sys; sys.version_info = (3, 8, 18, 'final', 0); {}"
HOMELESS = """
import os, pwd
def getpwuid(uid): raise KeyError(uid)
pwd.getpwuid = getpwuid
os.environ.pop("HOME")
from reader.cli import main
main()
"""
WITHOUT_POSIX = """
import sys
POSIX = {*"curses fcntl grp pty pwd readline resource syslog termios tty".split()}
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name in POSIX:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
for name in POSIX:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Blocked())
from reader.cli import main
main()
"""
"""Modules that Windows has not."""


# Python


def test_an_old_python_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    command = run(argv=(sys.executable, "-c", OLD.format("sys.argv = ['daily-papers']; import reader")), home=tmp_path)
    (sentence,) = said(command)
    assert (command.returncode, command.stdout) == (1, "")
    assert sentence.startswith("This is Python 3.8 (")
    assert sentence.endswith("), and daily-papers needs 3.11 or newer: start it with that.")
    library = run(argv=(sys.executable, "-c", OLD.format("import reader")), home=tmp_path)
    assert library.stderr.splitlines()[-1] == f"ImportError: {sentence}"


def test_an_old_python_can_read_as_far_as_the_sentence() -> None:
    source = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    assert source.isascii()
    ast.parse(source, feature_version=(3, 4))


@pytest.mark.parametrize("line", ["--help", "list --help", slow("cache prune --help"), slow("manual")])
def test_help_is_the_same_without_docstrings(tmp_path: Path, line: str) -> None:
    stripped = run(*line.split(), argv=(sys.executable, "-OO", "-m", "reader"), home=tmp_path)
    assert stripped.stdout == run(*line.split(), home=tmp_path).stdout
    assert (stripped.returncode, stripped.stderr) == (0, "")


ANOTHER = f"""
import sys, types
sys.modules["reader"] = reader = types.ModuleType("reader")
reader.__path__ = [{str(PACKAGE)!r}]
"""
"""`reader/__init__.py` of another package beside the modules of this one, or none once that is uninstalled."""


@pytest.mark.parametrize("named", ['reader.__version__ = "3.26"', ""])
def test_another_package_of_the_same_name_is_told(tmp_path: Path, named: str) -> None:
    code = f"{ANOTHER}\n{named}\nfrom reader.cli import main\nmain()"
    done = run("list", "--sample", argv=(sys.executable, "-c", code), home=tmp_path)
    (sentence,) = said(done)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence.startswith("Another package named reader, ")
    assert f" in {PACKAGE}. " in sentence


# The machine


COMMANDS = (
    "--version",
    "list --sample",
    "config path",
    slow("--help"),
    slow("show --sample 1611.03530"),
    slow("export --sample"),
    slow("digest --sample"),
    slow("read --plain --sample"),
    slow("config init"),
    slow("config check"),
    slow("keys"),
    slow("manual"),
    slow("completion bash"),
    slow("cache info"),
    slow("marks stats"),
    slow("search --offline nothing"),
    slow("fetch 2026-08-20"),
    slow("doctor"),
)


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_need_no_module_of_posix(tmp_path: Path, line: str) -> None:
    blocked = run(*line.split(), argv=(sys.executable, "-c", WITHOUT_POSIX), home=tmp_path / "a")
    assert "Traceback" not in blocked.stderr
    assert "No module named" not in blocked.stdout + blocked.stderr
    plain = run(*line.split(), home=tmp_path / "b")
    assert blocked.returncode == plain.returncode
    assert bool(blocked.stdout) == bool(plain.stdout)


@pytest.mark.parametrize(
    "line",
    ["list", "config path", "list --unread --count", slow("doctor"), slow("fetch"), slow("cache info"),
     slow("marks stats"), slow("digest"), slow("read --plain"), slow("config init")],
)  # fmt: skip
def test_a_user_without_a_home_is_told_so_in_one_sentence(tmp_path: Path, line: str) -> None:
    done = run(*line.split(), argv=(sys.executable, "-c", HOMELESS), home=tmp_path)
    assert done.returncode == 1
    assert said(done) == [
        "There is no home folder: HOME is not set, and this user has no entry in the list of users. "
        "Set HOME to a folder of yours."
    ]


def test_a_user_without_a_home_can_say_where_files_go(tmp_path: Path) -> None:
    places = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    done = run("cache", "info", argv=(sys.executable, "-c", HOMELESS), home=tmp_path, **places)
    assert done.returncode == 0
    assert str(tmp_path / "CACHE") in done.stdout


# The terminal


def colours(reader: Start, **world: str) -> set[tuple[int, int, int]]:
    """The colours that the list is drawn in."""
    terminal = reader("--sample", **world)
    terminal.wait_for("Mamba", "? help")
    found = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", bytes(terminal.output))
    assert found
    return {(int(red), int(green), int(blue)) for red, green, blue in found}


@pytest.mark.parametrize(
    ("world", "wanted"),
    [
        ({"NO_COLOR": "1"}, False),
        ({"CLICOLOR": "0"}, False),
        ({"NO_COLOR": "", "CLICOLOR": "1"}, True),
        slow({"CLICOLOR": "0", "FORCE_COLOR": "1"}, True),
        slow({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True),
        slow({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_the_screen_has_colours_where_they_are_wanted(start: Start, world: dict[str, str], wanted: bool) -> None:
    drawn = colours(start, **world)
    assert any(len({*colour}) > 1 for colour in drawn) == wanted


@pytest.mark.parametrize(("world", "wanted"), [({}, True), ({"CLICOLOR": "0"}, False), slow({"NO_COLOR": "1"}, False)])
def test_a_command_draws_its_progress_in_colours_where_they_are_wanted(
    start: Start, world: dict[str, str], wanted: bool
) -> None:
    code = "from reader.cli.progress import _bar\nwith _bar(2) as tell: pass\nfrom reader.sample import Sample\n"
    terminal = start(argv=(sys.executable, "-c", code), **world)
    assert terminal.wait() == 0
    assert (re.search(rb"\x1b\[[0-9;]*3[0-8][;m]", bytes(terminal.output)) is not None) == wanted


def test_nothing_that_goes_into_a_pipe_is_coloured(tmp_path: Path) -> None:
    plain = run("list", "--sample", home=tmp_path)
    forced = run("list", "--sample", home=tmp_path, FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert forced.stdout == plain.stdout
    assert "\x1b" not in plain.stdout


def test_the_terminal_says_its_size_and_not_the_environment(start: Start) -> None:
    plain = start("--sample")
    plain.wait_for("Mamba", "? help")
    odd = start("--sample", COLUMNS="50", LINES="20")
    odd.wait_for("Mamba", "? help")
    assert odd.rest() == plain.rest()
    odd.resize(60, 16)
    odd.wait_until(lambda: "Mamba" in odd.text and odd.text.count("\n") == 15)
    odd.press("q")
    assert odd.wait() == 0
