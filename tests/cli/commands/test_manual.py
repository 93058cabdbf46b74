"""The manual page: made from the commands, and read by the programs that it is for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest

from reader import __date__, __version__
from reader.cli.group import daily_papers
from reader.cli.manual_page import page, troff
from reader.cli.shells import SHELLS
from reader.config.actions import ACTIONS, LISTED
from tests.cli.running import loaded, run, said
from tests.hub.papers import ABSTRACT, TITLES
from tests.terminal import CHECKOUT

needs_groff = pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
needs_mandoc = pytest.mark.skipif(shutil.which("mandoc") is None, reason="needs mandoc")
CHANGELOG = CHECKOUT / "CHANGELOG.md"
NASTY = (
    *TITLES,
    ABSTRACT.replace("\n", " "),
    ".so /etc/passwd",
    "'br",
    r"\f(CW \*[x] \n(.x \X'y' \! -1",
    "\\",
    "...",
    '"quoted" ^~`',
    "R\u202etl",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


def rendered(text: str) -> str:
    """A page as man shows it to someone without bold."""
    done = subprocess.run(["mandoc", "-Tutf8", "-Owidth=500"], input=text.encode(), capture_output=True, check=True)
    return re.sub(".\b", "", done.stdout.decode())


def in_c_locale(text: str, columns: int, *formatter: str) -> str:
    """A page as someone without UTF-8 sees it, with nothing said about it and no overstrikes."""
    argv = formatter or ("groff", "-man", "-ww", "-Tascii", "-P-c", f"-rLL={columns}n")
    done = subprocess.run(argv, input=text.encode(), capture_output=True, env={**os.environ, "LC_ALL": "C"})
    assert done.stderr == b""
    return re.sub(".\b", "", done.stdout.decode("ascii"))


def problems(text: str, level: str = "base") -> str:
    """What mandoc finds wrong with a page, from a level on."""
    done = subprocess.run(["mandoc", "-Tlint", f"-W{level}"], input=text, capture_output=True, text=True)
    return done.stdout + done.stderr


def program(path: Path, script: str) -> None:
    """Write a shell script that can be run."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def leaves(command: click.Command, path: str) -> list[str]:
    """The names of a command and of all below it."""
    below = command.commands if isinstance(command, click.Group) else {}
    inner = {name: daily_papers.loaded(name) if command is daily_papers else below[name] for name in below}
    return [path, *(name for key, one in inner.items() for name in leaves(one, f"{path} {key}"))]


@needs_mandoc
def test_the_page_has_every_command_option_and_key_and_nothing_wrong(home: Path) -> None:
    done = run("manual", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert problems(done.stdout) == ""
    shown = rendered(done.stdout)
    assert "\xa0" not in shown  # Which could not be pasted.
    for name in leaves(daily_papers, "daily-papers"):
        assert re.search(rf"^ +{name} \[OPTIONS\]", shown, re.MULTILINE), name
    for option in ("--offline", "--cache-dir DIR", "--force", "--version"):
        assert option in shown
    assert all(action.words in shown for action in ACTIONS if action.scope in LISTED)
    assert '  {"ok":false,\n' in shown  # As it stands in the help.
    for heading in ("EXAMPLES", "DIGESTS BY MAIL", "EXIT STATUS", "FILES", "ENVIRONMENT"):
        assert f"\n{heading}\n" in shown


@needs_groff
@pytest.mark.parametrize("device", ["ascii", "utf8", "ps"])
def test_groff_has_nothing_to_say(home: Path, device: str) -> None:
    text = run("manual", home=home).stdout
    for columns in (60, 80):
        argv = ["groff", "-man", "-ww", f"-T{device}", f"-rLL={columns}n"]
        assert subprocess.run(argv, input=text.encode(), capture_output=True, check=True).stderr == b""


@needs_groff
@pytest.mark.parametrize("columns", [60, 80])
def test_no_command_and_no_option_is_broken(home: Path, columns: int) -> None:
    text = run("manual", home=home).stdout
    whole, narrow = in_c_locale(text, 500), in_c_locale(text, columns)
    assert sorted(body(whole)) == sorted(body(narrow))
    assert not re.search(r"\w\.  \w", narrow)


def body(shown: str) -> list[str]:
    """The words of a page without its first and its last line, which are not the same at each width."""
    return " ".join(shown.strip().split("\n")[1:-1]).split()


@needs_mandoc
def test_only_ascii_is_seen_without_utf8(home: Path) -> None:
    shown = in_c_locale(run("manual", home=home).stdout, 80, "mandoc")
    assert "<?>" not in shown
    assert re.search(r"^ +j, down\s+Next paper or line$", shown, re.MULTILINE)
    assert '"record":{"fetched_at":1787227000000000,"paper":{...}}}' in shown
    assert "change the version, a new meaning does. The array" in " ".join(shown.split("\n"))


def test_it_has_the_day_of_the_release(home: Path) -> None:
    assert f" {__date__} " in run("manual", home=home).stdout.splitlines()[0]
    assert date.fromisoformat(__date__) >= date(2026, 8, 20)
    released = re.findall(rf"^## \[{re.escape(__version__)}\] - (\S+)$", CHANGELOG.read_text(), re.MULTILINE)
    assert released in ([], [__date__])


@needs_mandoc
def test_foreign_words_do_nothing_to_a_page() -> None:
    command = click.Command("nasty", help="First.\n\n" + "\n\n".join(NASTY))
    command.params.append(click.Option(["--option"], help=" ".join(NASTY)))
    text = page(command)
    assert text.isascii()
    requests = {line.split(" ")[0] for line in text.splitlines() if line[0] in ".'"}
    assert requests <= {".TH", ".nh", ".ad", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi"}
    assert problems(text, "warning") == ""
    shown = " ".join(rendered(text).split())
    for words in (
        ".so /etc/passwd",
        "'br",
        r"\f(CW \*[x] \n(.x \X'y' \! -1",
        '"quoted" ^~`',
        TITLES[0],
        "多模态大模型",
    ):
        assert words in shown, words


@needs_mandoc
def test_lines_fit_into_eighty_columns_unless_they_are_of_a_file_that_takes_them_whole(home: Path) -> None:
    page = run("manual", home=home).stdout.encode()
    done = subprocess.run(["mandoc", "-Tutf8", "-Owidth=80"], input=page, capture_output=True, check=True)
    lines = re.sub(".\b", "", done.stdout.decode()).splitlines()
    wide = [line.split()[:2] for line in lines if len(line) > 80]
    assert wide == [["set", "-g"], ["30", "7"]]  # Of tmux before 3.0 and of a crontab.


@needs_mandoc
@pytest.mark.slow
def test_the_crontab_line_of_the_page_sends_a_mail_once_and_leaves_nothing(home: Path, tmp_path: Path) -> None:
    shown = rendered(run("manual", home=home).stdout)
    (line,) = re.findall(r"^ +30 7 \* \* 1-5 (.*sendmail.*)$", shown, re.MULTILINE)
    programs, temporary, sent = tmp_path / "programs", tmp_path / "temporary", tmp_path / "sent"
    programs.mkdir()
    temporary.mkdir()
    program(programs / "daily-papers", f'exec {sys.executable} -m reader --sample "$@"')
    program(programs / "sendmail", f'echo "$@" >>{sent}; cat >>{sent}')
    world = {"PATH": f"{programs}:{os.environ['PATH']}", "TMPDIR": str(temporary)}
    assert run("-c", line, home=home, argv=("sh",), **world).stderr == ""
    mail = sent.read_text()
    assert mail.startswith("-t -i\n")
    assert "\nTo: you@example.org\n" in mail
    again = run("-c", line, home=home, argv=("sh",), **world)
    assert said(again) == ["Nothing to show: no new papers since the last digest."]
    assert (sent.read_text(), list(temporary.iterdir())) == (mail, [])


@pytest.mark.parametrize("text", NASTY)
def test_what_is_written_is_ascii_that_asks_for_nothing(text: str) -> None:
    written = troff(text)
    assert written.isascii()
    assert written.isprintable()
    assert not written.startswith((".", "'"))
    assert re.sub(r"\\(e|-|&|\((aq|ga|ha|ti|dq|lq|rq)|\[u[0-9A-F]{4,6}\])", "", written).count("\\") == 0


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_are_those_of_click(home: Path, shell: str) -> None:
    done = run("completion", shell, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_DAILY_PAPERS_COMPLETE={shell}_complete" in done.stdout
    shown = run("completion", "--help", home=home).stdout
    assert f"daily-papers completion {shell} > ~/" in re.sub(r"\\\n +", "", shown)
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize(
    "args",
    [["completion"], ["completion", "tcsh"], ["completion", "bash", "zsh"], ["manual", "marks"], ["manual", "--html"]],
)
def test_wrong_arguments_are_one_line(home: Path, args: list[str]) -> None:
    done = run(*args, home=home)
    assert (done.returncode, done.stdout, len(said(done))) == (2, "", 1)


@pytest.mark.parametrize(("stdout", "code"), [(">/dev/full", 1), (">&-", 1), ("| head -c 0", 0)])
@pytest.mark.parametrize("args", [["completion", "zsh"], ["manual"]])
def test_stdout_that_takes_nothing(home: Path, args: list[str], stdout: str, code: int) -> None:
    done = run(*args, home=home, shell=stdout)
    assert (done.returncode, done.stdout, len(said(done))) == (code, "", code)


@pytest.mark.parametrize("args", [["completion", "bash"], ["manual"]])
def test_little_is_loaded(home: Path, args: list[str]) -> None:
    modules = loaded(*args, home=home)
    assert not modules & {"textual", "rich", "httpx", "asyncio", "sqlite3", "reader.papers.full_text", "reader.ui.app"}
