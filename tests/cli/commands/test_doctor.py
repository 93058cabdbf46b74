"""`daily-papers doctor`: what it finds on machines that are well and on machines that are not."""

from __future__ import annotations

import asyncio
import json
import shutil
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import takewhile
from pathlib import Path

import pytest

from reader.store.marks.marks import Marks
from tests.cli.exchange import DATABASE, MANY, put, starred
from tests.cli.running import loaded, run, said
from tests.conftest import UNFRAMED, Start
from tests.host.programs import program
from tests.hub import faults
from tests.hub.double import Fault, HubDouble
from tests.terminal import READER

TOKEN = "hf_this-is-a-secret"
CHECKS = [
    *("terminal", "colours", "size", "characters", "clipboard", "browser"),
    *("cache folder", "marks folder", "state folder", "config folder"),
    *("configuration", "stored days", "marks", "versions", "proxy", "network", "clock"),
]
OFFLINE = {"HF_HUB_OFFLINE": "1"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with the only programs that there are: a browser that has no window, and whatever a test adds."""
    folder = tmp_path / "tools"
    folder.mkdir()
    program(folder, "w3m")
    for name in ("sh", "env"):
        (folder / name).symlink_to(shutil.which(name) or "/missing")
    return folder


def found(home: Path, tools: Path, **changes: str) -> dict[str, dict[str, str]]:
    """What the doctor finds, by check; the exit code fits to it, and the token is in none of it."""
    done = run("doctor", "--json", home=home, **{"PATH": str(tools), **changes})
    report = json.loads(done.stdout)
    checks = {check["check"]: check for check in report["checks"]}
    assert list(checks) == CHECKS
    assert all(list(check) == ["check", "status", "found", "do"] for check in checks.values())
    assert all(check["found"].isprintable() and check["do"].isprintable() for check in checks.values())
    wrong = [name for name, check in checks.items() if check["status"] == "not ok"]
    assert report["ok"] is (not wrong)
    told = [f"{len(wrong)} of {len(CHECKS)} checks {'is' if len(wrong) == 1 else 'are'} not ok."] if wrong else []
    assert (done.returncode, said(done)) == (int(bool(wrong)), told)
    assert TOKEN not in done.stdout
    return checks


def statuses(checks: dict[str, dict[str, str]], status: str) -> set[str]:
    """The checks that have a status."""
    return {name for name, check in checks.items() if check["status"] == status}


def hub_behind(by: timedelta) -> Fault:
    """The right answer, of a Hub that is behind this computer."""
    return faults.Changes(lambda reply: reply.with_(date=format_datetime(datetime.now(UTC) - by, usegmt=True)))


def test_a_new_machine_is_well_and_nothing_is_made_on_it(home: Path, tools: Path, double: HubDouble) -> None:
    double.break_(hub_behind(timedelta()))
    checks = found(home, tools, HF_ENDPOINT=double.url, HF_TOKEN=TOKEN)
    assert statuses(checks, "not ok") == set()
    assert statuses(checks, "unknown") == {"terminal", "size", "characters", "clipboard"}  # There is no terminal.
    assert "with your token" in checks["network"]["found"]
    assert "HF_ENDPOINT" in checks["network"]["found"]
    assert len(double.requests) == 1
    assert not home.exists()


def test_a_machine_in_use_is_well_and_only_looked_at(home: Path, tools: Path) -> None:
    put(home, starred(1))
    assert found(home, tools, **OFFLINE)["marks"]["found"] == "1 paper, 1 of them starred; the file is intact."
    put(home, starred(2))
    checks = found(home, tools, **OFFLINE)
    assert statuses(checks, "not ok") == set()
    assert checks["marks"]["found"] == "2 papers, 2 of them starred; the file is intact."
    marks = Marks(home / DATABASE)
    assert asyncio.run(marks.counts()).papers == 2
    marks.close(10)


def test_stored_days_are_counted(home: Path, tools: Path, start: Start, double: HubDouble) -> None:
    terminal = start(HF_ENDPOINT=double.url, **UNFRAMED)
    terminal.wait_for("The [MASK] of Thursday")
    terminal.press("q")
    assert terminal.wait() == 0
    checks = found(home, tools, **OFFLINE)
    assert checks["stored days"]["found"].startswith("1, 2026-08-20, in ")
    (home / ".cache/daily-papers/v1/cache.db").write_bytes(b"no database " * 1000)
    checks = found(home, tools, **OFFLINE)
    assert checks["stored days"]["status"] == "not ok"
    assert "set aside" in checks["stored days"]["found"]
    assert " None in " in checks["stored days"]["found"]


def test_damaged_marks_are_said(home: Path, tools: Path) -> None:
    put(home, starred(1))
    (home / DATABASE).write_bytes(b"no database " * 1000)
    assert "marks" in statuses(found(home, tools, **OFFLINE), "not ok")


def test_damage_that_no_count_comes_across_is_said(home: Path, tools: Path) -> None:
    put(home, *MANY)
    with (home / DATABASE).open("r+b") as file:
        file.seek(-8192, 2)
        file.write(b"\xff" * 4096)
    assert "marks" in statuses(found(home, tools, **OFFLINE), "not ok")


@pytest.mark.parametrize("args", [["--offline", "doctor", "--cache-dir"], ["doctor", "--offline", "--cache-dir"]])
def test_options_may_stand_before_it_or_behind_it(
    home: Path, tmp_path: Path, double: HubDouble, args: list[str]
) -> None:
    done = run(*args, str(tmp_path / "elsewhere"), "--json", home=home, HF_ENDPOINT=double.url)
    found = {check["check"]: check["found"] for check in json.loads(done.stdout)["checks"]}
    assert "elsewhere" in found["cache folder"]
    assert "elsewhere" in found["stored days"]
    assert double.requests == []


def test_clipboards_are_named_and_left_alone(home: Path, tools: Path, tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    for name in ("xclip", "tmux", "own"):
        program(tools, name, f"touch {touched}")
    world = {"DISPLAY": ":64999", "TMUX": "t", **OFFLINE}
    clipboard = found(home, tools, **world)["clipboard"]
    assert clipboard["status"] == "unknown"
    silent = "does not answer"
    assert clipboard["found"].startswith(f"tmux buffer: {silent}; xclip: {silent}; xsel: not installed; OSC 52")
    config = tmp_path / "config.toml"
    config.write_text("copy_cmd = 'own'\n")
    assert found(home, tools, DAILY_PAPERS_CONFIG=str(config), **world)["clipboard"]["status"] == "unknown"
    config.write_text("copy_cmd = 'other'\n")
    assert found(home, tools, DAILY_PAPERS_CONFIG=str(config), **world)["clipboard"]["status"] == "not ok"
    assert not touched.exists()


def test_a_machine_without_a_browser_is_well_and_told_what_to_do(home: Path, tools: Path) -> None:
    (tools / "w3m").unlink()
    checks = found(home, tools, SSH_TTY="/dev/pts/1", **OFFLINE)
    assert statuses(checks, "not ok") == set()
    assert checks["browser"] == {
        "check": "browser",
        "status": "ok",
        "found": "None was found, so links are copied and shown.",
        "do": "To open them, install one, such as w3m, or set BROWSER.",
    }


def test_a_browser_that_the_user_named_and_that_is_missing_is_not_ok(home: Path, tools: Path, tmp_path: Path) -> None:
    (tools / "w3m").unlink()
    assert statuses(found(home, tools, BROWSER="missing", **OFFLINE), "not ok") == {"browser"}
    config = tmp_path / "config.toml"
    config.write_text("open_cmd = 'other'\n")
    checks = found(home, tools, DAILY_PAPERS_CONFIG=str(config), **OFFLINE)
    assert statuses(checks, "not ok") == {"browser"}
    assert checks["browser"]["found"] == "other was not found. Check open_cmd in the configuration."


@pytest.mark.parametrize("text", ["theme = nord", "theme = 'nrod'", "[keys]\nx = 'j'\n"])
def test_a_wrong_configuration_is_said(home: Path, tools: Path, tmp_path: Path, text: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text)
    checks = found(home, tools, DAILY_PAPERS_CONFIG=str(config), **OFFLINE)
    assert statuses(checks, "not ok") == {"configuration"}
    assert "config.toml:" in checks["configuration"]["found"]


@pytest.mark.parametrize(
    ("folder", "check"),
    [(".cache/daily-papers/v1", "cache folder"), (".local/share/daily-papers", "marks folder")],
)
def test_folders_that_others_can_use_are_said(home: Path, tools: Path, folder: str, check: str) -> None:
    (home / folder).mkdir(parents=True)
    for mode, status in ((0o700, "ok"), (0o750, "not ok"), (0o701, "not ok")):
        (home / folder).chmod(mode)
        place = found(home, tools, **OFFLINE)[check]
        assert (place["status"], f"mode {mode:04o}" in place["found"]) == (status, True)


def test_only_who_writes_the_configuration_matters(home: Path, tools: Path) -> None:
    folder = home / ".config/daily-papers"
    folder.mkdir(parents=True)
    for mode, status in ((0o755, "ok"), (0o775, "not ok")):
        folder.chmod(mode)
        assert found(home, tools, **OFFLINE)["config folder"]["status"] == status


def test_a_folder_that_the_user_named_may_be_shared(home: Path, tools: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o777)
    shared.chmod(0o777)
    checks = found(home, tools, DAILY_PAPERS_CONFIG=str(shared / "config.toml"), **OFFLINE)
    assert checks["config folder"]["status"] == "ok"


def test_folders_that_cannot_be_used_are_said(home: Path, tools: Path) -> None:
    home.mkdir()
    for name in (".cache", ".local", ".config"):
        (home / name).touch()
    checks = found(home, tools, **OFFLINE)
    assert statuses(checks, "not ok") >= {"cache folder", "marks folder", "state folder"}


def test_a_disk_that_takes_nothing_is_said(home: Path, tools: Path) -> None:
    (home / ".cache/daily-papers/v1").mkdir(parents=True, mode=0o700)
    full = ("sh", "-c", 'ulimit -f 0; exec "$@" | cat', "sh", *READER)
    done = run("doctor", home=home, argv=full, **OFFLINE)
    [line] = [line for line in done.stdout.splitlines() if " cache folder " in line]
    assert line.startswith("not ok")
    assert "cannot be used: File too large." in line


@pytest.mark.parametrize(
    ("world", "check", "words"),
    [
        ({"TERM": "dumb"}, "terminal", "TERM is dumb. It cannot position the cursor, so papers come in plain lines."),
        ({"TERM": "x\x1b]0;y\x07"}, "terminal", "TERM is x"),
        ({"SSH_TTY": "s", "TMUX": "t"}, "terminal", "inside tmux, over SSH"),
        ({"NO_COLOR": "1"}, "colours", "NO_COLOR"),
        ({"CLICOLOR": "0"}, "colours", "CLICOLOR is 0"),
        ({}, "colours", "16.7 million"),
        ({"COLORTERM": ""}, "colours", "256"),
        ({"COLORTERM": "", "TERM": "xterm"}, "colours", "16. "),
    ],
)
def test_the_terminal_is_described(home: Path, tools: Path, world: dict[str, str], check: str, words: str) -> None:
    checks = found(home, tools, **world, **OFFLINE)
    assert words in f"{checks[check]['found']} "
    assert statuses(checks, "not ok") == set()


@pytest.mark.parametrize(
    ("columns", "lines", "answer", "size", "characters"),
    [(80, 24, b"\x1b[1;6R", "ok", "ok"), (39, 24, b"\x1b[1;9R", "not ok", "not ok"), (80, 9, b"", "not ok", "unknown")],
)
def test_on_a_terminal_lines_fit_and_its_answers_count(
    start: Start, columns: int, lines: int, answer: bytes, size: str, characters: str
) -> None:
    terminal = start("doctor", columns=columns, lines=lines, **OFFLINE)
    terminal.wait_for_output(b"\x1b[6n")
    terminal.press(answer)
    terminal.wait()
    shown = terminal.output.rpartition(b"\x1b[K")[2].decode().splitlines()
    report = [*takewhile(lambda line: not line.startswith("daily-papers: "), shown)]
    # A word that is longer than the line stays whole.
    assert all(len(line) <= max(columns, 41) for line in report if len(line.split()) > 1 and "/" not in line)
    words = {line[9:24].strip(): line[:9].strip() for line in report if line[:9].strip()}
    assert list(words) == CHECKS
    assert (words["terminal"], words["size"], words["characters"]) == ("ok", size, characters)
    assert terminal.left_behind() == []


@pytest.mark.parametrize(("stdout", "code"), [(">/dev/full", 1), (">&-", 1), ("| head -c 0", 0)])
@pytest.mark.parametrize("args", [["doctor"], ["doctor", "--json"]])
def test_stdout_that_takes_nothing(home: Path, args: list[str], stdout: str, code: int) -> None:
    done = run(*args, home=home, shell=stdout, BROWSER="true &", DISPLAY=":9", **OFFLINE)
    assert (done.returncode, done.stdout, len(said(done))) == (code, "", code)


@pytest.mark.parametrize("args", [["doctor", "all"], ["doctor", "--csv"], ["doctor", "\x1b[2J"]])
def test_wrong_arguments_are_one_line(home: Path, args: list[str]) -> None:
    done = run(*args, home=home)
    assert (done.returncode, done.stdout, len(said(done))) == (2, "", 1)


def test_neither_screen_nor_colours_are_loaded(home: Path) -> None:
    modules = loaded("doctor", home=home, **OFFLINE)
    assert "reader.cli.commands.doctor" in modules
    assert not modules & {
        "textual",
        "rich",
        "httpx",
        "stamina",
        "reader.papers.full_text",
        "pyperclip",
        "reader.ui.app",
    }
