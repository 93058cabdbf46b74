"""The manual page and the completion: made from the commands, and read by the programs that they are for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reader.cli.commands.completion import SHELLS
from reader.cli.commands.manual import page, troff
from reader.cli.group import daily_papers
from reader.config.actions import ACTIONS, LISTED
from tests.cli.running import loaded, run, said
from tests.hub.papers import ABSTRACT, TITLES

needs_mandoc = pytest.mark.skipif(shutil.which("mandoc") is None, reason="needs mandoc")
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


def problems(text: str) -> str:
    """What mandoc finds wrong with a page, from its warnings on."""
    done = subprocess.run(["mandoc", "-Tlint", "-Wwarning"], input=text, capture_output=True, text=True)
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
    assert problems(done.stdout) == 'mandoc: <stdin>:1:21: WARNING: missing date, using "": TH\n'
    shown = rendered(done.stdout)
    for name in leaves(daily_papers, "daily-papers"):
        assert re.search(rf"^ +{name} \[OPTIONS\]", shown, re.MULTILINE), name
    for option in ("--offline", "--cache-dir DIR", "--force", "--version"):
        assert option in shown
    assert all(action.words in shown for action in ACTIONS if action.scope in LISTED)
    assert '  {"ok":false,\n' in shown  # As it stands in the help.
    for heading in ("EXAMPLES", "DIGESTS BY MAIL", "EXIT STATUS", "FILES", "ENVIRONMENT"):
        assert f"\n{heading}\n" in shown


@needs_mandoc
def test_foreign_words_do_nothing_to_a_page() -> None:
    command = click.Command("nasty", help="First.\n\n" + "\n\n".join(NASTY))
    command.params.append(click.Option(["--option"], help=" ".join(NASTY)))
    text = page(command)
    assert text.isascii()
    requests = {line.split(" ")[0] for line in text.splitlines() if line[0] in ".'"}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi"}
    assert "WARNING: missing date" in problems(text)
    assert len(problems(text).splitlines()) == 1
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
    assert re.sub(r"\\(e|-|&|\((aq|ga|ha|ti|dq)|\[u[0-9A-F]{4,6}\])", "", written).count("\\") == 0


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_are_those_of_click(home: Path, shell: str) -> None:
    done = run("completion", shell, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_DAILY_PAPERS_COMPLETE={shell}_complete" in done.stdout
    assert f"daily-papers completion {shell} > ~/" in run("completion", "--help", home=home).stdout


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["daily-papers", "conf"], {"config"}),
        (["daily-papers", "config", ""], {"check", "init", "path", "show"}),
        (["daily-papers", "config", "init", "--f"], {"--force"}),
        (["daily-papers", "completion", ""], set(SHELLS)),
        (["daily-papers", "star"], {"starred"}),
        (["daily-papers", "man"], {"manual"}),
    ],
)
def test_bash_completes_with_it(home: Path, line: list[str], expected: set[str]) -> None:
    command = Path(home, "bin", "daily-papers")
    command.parent.mkdir(parents=True)
    program(command, f'exec {sys.executable} -m reader "$@"')
    script = (
        'eval "$("$0" -m reader completion bash)"; PATH="$1:$PATH"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        '_daily_papers_completion daily-papers; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = run("-c", script, sys.executable, str(command.parent), *line, home=home, argv=("bash",))
    assert (done.returncode, done.stderr) == (0, "")
    assert set(done.stdout.split()) == expected


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
    assert not modules & {"textual", "rich", "httpx", "asyncio", "sqlite3", "pylatexenc", "reader.ui.app"}
