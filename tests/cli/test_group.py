"""What is typed after `daily-papers`, and what is said when it cannot be done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reader import __version__
from reader.cli.commands import COMMANDS
from reader.cli.group import daily_papers
from tests import some
from tests.conftest import Start
from tests.terminal import CHECKOUT, READER, environment


def run(*args: str, cwd: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    env = environment(cwd, **changes)
    return subprocess.run([*READER, *args], env=env, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_version_and_help(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout == f"daily-papers {__version__}\n"
    done = run("--help", cwd=tmp_path)
    assert done.returncode == 0
    for word in ("[PERIOD] | COMMAND", "starred", "--offline", "--sample", "--cache-dir", "--no-mouse", "--version"):
        assert word in done.stdout
    for name, (_, line) in COMMANDS.items():
        assert [*map(str.split, done.stdout.splitlines())].count([name, *line.split()]) == 1


@pytest.mark.parametrize("args", some(1, ["--help", "--version", "list --help", "cache", "marks", "config"]))
def test_help_for_a_disk_that_is_full_is_one_line(tmp_path: Path, args: str) -> None:
    command = f"exec {' '.join(READER)} {args} >/dev/full"
    done = subprocess.run(["sh", "-c", command], env=environment(tmp_path), capture_output=True, text=True)
    why = "daily-papers: stdout cannot be written: No space left on device.\n"
    assert (done.returncode, done.stderr) == (1, why)


def test_words_for_a_shell_and_a_disk_that_is_full_are_one_line(tmp_path: Path) -> None:
    asked = {"_DAILY_PAPERS_COMPLETE": "bash_complete", "COMP_WORDS": "daily-papers li", "COMP_CWORD": "1"}
    command = f"exec {' '.join(READER)} >/dev/full"
    done = subprocess.run(["sh", "-c", command], env=environment(tmp_path, **asked), capture_output=True, text=True)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_the_module_and_the_command_are_the_same(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("daily-papers")
    if not command.exists():
        pytest.skip("needs daily-papers to be installed")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"daily-papers {__version__}\n"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    some(
        16,
        [
            (["--nonsense"], 2, "--nonsense"),
            (["-x"], 2, "-x"),
            (["-h"], 2, "-h"),
            (["--cache-dir", "~nobody-of-this-name/x"], 1, "cannot be used as the cache"),
            (["2026-08-20", "2026-08-21"], 2, "2026-08-21"),
            (
                ["2025-13-40"],
                2,
                "try 2026-08-20, today, yesterday, -3 (days ago), fri (last Friday), week, month, trending or starred.",
            ),
            (["2023-05-03"], 2, "began on 2023-05-04"),
            (["2099-01-01"], 2, "is not open yet"),
            (["-99999"], 2, "began on 2023-05-04"),
            (["nonsense"], 2, "is neither a command nor a period. See daily-papers --help."),
            (["\x1b]0;x\x07"], 2, "is neither a command nor a period. See daily-papers --help."),
            (["--cache-dir"], 2, "--cache-dir"),
            (["--cache-dir", "/dev/null/x"], 1, "cannot be used as the cache"),
            (["--sample", "2026-08-21"], 2, "is not open yet"),
            (["--sample", "2026-08-01"], 2, "has the days from 2026-08-18 to 2026-08-20"),
            (["--ofline"], 2, "did you mean --offline? See daily-papers --help."),
            (["--\x1b[2J"], 2, "is not an option of daily-papers"),
            (["today", "\x1b[2J"], 2, "argument “\ufffd[2J”"),
            (["mraks"], 2, "“mraks” is neither a command nor a period; did you mean marks?"),
            (["--", "marks"], 2, "is neither a command nor a period; did you mean marks?"),
            (["--offline", "--", "marks"], 2, "is neither a command nor a period"),
            (
                ["--cache-dir", "marks", "--sample", "stats"],
                2,
                "“stats” is neither a command nor a period; did you mean",
            ),
            (["lst"], 2, "“lst” is neither a command nor a period; did you mean list?"),
            (["--sample", "lst"], 2, "did you mean list?"),
            (["--them", "nord"], 2, "“--them” is not an option of daily-papers. See daily-papers --help."),
            (["--them=this", "nord"], 2, "“--them” is not an option of daily-papers. See daily-papers --help."),
            (["-x", "nord"], 2, "“-x” is not an option of daily-papers. See daily-papers --help."),
            (["nord", "--them"], 2, "“nord” is neither a command nor a period. See daily-papers --help."),
            (["--json", "lst"], 2, "“lst” is neither a command nor a period; did you mean list?"),
            (["lst", "--limit", "5"], 2, "“lst” is neither a command nor a period; did you mean list?"),
            (["--cache-dir", "x", "lst", "--json"], 2, "did you mean list?"),
            (["yestrday"], 2, "did you mean yesterday?"),
            (["Satruday"], 2, "did you mean saturday?"),
            (["today", "--jsn"], 2, "“--jsn” is not an option of daily-papers. See daily-papers --help."),
            (["list", "yestrday"], 2, "“yestrday” is not a period; did you mean yesterday?"),
            (["list", "starrd"], 2, "did you mean starred?"),
            (["list", "--from", "tody"], 2, "“tody” is not a day; did you mean today?"),
            (["--offline", "marks", "exprot"], 2, "did you mean export? See daily-papers marks --help."),
            (["list", "--ofline"], 2, "did you mean --offline? See daily-papers list --help."),
            (["list", "today", "-1"], 2, "argument “-1”. See daily-papers list --help."),
            (["list", "-99999"], 2, "began on 2023-05-04"),
            (["list", "--from", "-99999"], 2, "began on 2023-05-04"),
            (["list", "--limit", "-3"], 2, "--limit"),
            (["list", "--limit", "9" * 5000], 2, "--limit"),
            (
                ["list", "--sort", "vote"],
                2,
                "--sort: “vote” is not an order; did you mean votes? See daily-papers list --help.",
            ),
            (["list", "--sort", "x"], 2, "choose from votes, comments, stars, date, title, for-you, starred."),
            (["export", "--format", "bibtx"], 2, "--format: “bibtx” is not a format; did you mean bibtex?"),
            (["export", "--format", "\x1b[2J"], 2, "“\ufffd[2J” is not a format: choose from bibtex, ris"),
            (["digest", "--format", "htm"], 2, "did you mean html?"),
            (["completion", "bsh"], 2, "did you mean bash?"),
            (["list", "--query", "foo:bar"], 2, "foo"),
            (["list", "--cache-dir", "/dev/null/x"], 1, "cannot be used as the cache"),
            (["--cache-dir", "/dev/null/x", "list"], 1, "cannot be used as the cache"),
            (["list", "today", "--to", "today"], 2, "cannot be combined"),
            (["list", "--from", "2026-08-20", "--to", "2026-08-19"], 2, "is after"),
            (["list", "2099-01-01"], 2, "is not open yet"),
            (["-3", "marks"], 2, "argument"),
            (["marks", "exprot"], 2, "did you mean export? See daily-papers marks --help."),
            (["marks", "--offline"], 2, "See daily-papers marks --help."),
            (["marks", "import"], 2, "FILE is missing. See daily-papers marks import --help."),
            (["marks", "export", "a", "b"], 2, "argument “b”. See daily-papers marks export --help."),
        ],
    ),
)
def test_what_cannot_be_done_is_one_line(start: Start, args: list[str], code: int, words: str) -> None:
    reader = start(*args, columns=1000)
    assert reader.wait() == code
    lines = [line for line in reader.output.decode().splitlines() if line]
    assert len(lines) == 1
    assert lines[0].startswith("daily-papers: ")
    assert words in lines[0]
    assert lines[0].isprintable()


def test_a_wrong_endpoint_is_one_line(start: Start) -> None:
    reader = start(HF_ENDPOINT="ftp://user:secret@example.org")
    assert reader.wait() == 1
    assert "HF_ENDPOINT" in reader.text
    assert "secret" not in reader.text


def test_a_folder_that_cannot_be_read_is_one_line(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    reader = start("--cache-dir", str(file), columns=1000)
    assert reader.wait() == 1
    assert "cannot be used as the cache" in reader.text


def test_options_may_stand_on_either_side_of_the_period(start: Start) -> None:
    start("2026-08-19", "--sample", "--no-mouse").wait_for("Wed 19 Aug 2026")
    start("--sample", "2026-08-19", "--no-mouse").wait_for("Wed 19 Aug 2026")


@pytest.mark.parametrize("args", [["marks"], ["marks", "--help"]])
def test_a_group_of_commands_alone_is_its_help(tmp_path: Path, args: list[str]) -> None:
    done = run(*args, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: daily-papers marks [OPTIONS]")
    for command in ("export", "import", "stats"):
        assert f"  {command}  " in done.stdout


def test_the_format_of_an_export_is_in_its_help(tmp_path: Path) -> None:
    words = run("marks", "export", "--help", cwd=tmp_path).stdout
    assert words.startswith("Usage: daily-papers marks export [OPTIONS] [FILE]\n")
    assert '\n    {"id":"2608.17271",\n     "read":{"value":true,"at":1787227200123456},\n' in words


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("daily-papers ", {"starred", "week", "month", "trending", "today", "yesterday", *COMMANDS}),
        ("daily-papers mar", {"marks"}),
        ("daily-papers st", {"starred"}),
        ("daily-papers --of", {"--offline"}),
        ("daily-papers today --of", {"--offline"}),
        ("daily-papers marks ", {"export", "import", "stats"}),
        ("daily-papers marks stats --j", {"--json"}),
        ("daily-papers marks --of", set()),
        ("daily-papers --sample list --of", {"--offline"}),
        ("daily-papers li", {"list"}),
    ],
)
def test_a_shell_completes_what_can_be_typed(tmp_path: Path, typed: str, offered: set[str]) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    done = run(cwd=tmp_path, _DAILY_PAPERS_COMPLETE="bash_complete", **words)
    assert done.stderr == ""
    assert {line.removeprefix("plain,") for line in done.stdout.split()} == offered


def test_days_back_are_no_options(start: Start) -> None:
    start("--sample", "-1").wait_for("Wed 19 Aug 2026")
    start("--sample", "--", "-1").wait_for("Wed 19 Aug 2026")
    start("--sample", "-3").wait_for("The sample edition has no 2026-08-17")


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_it_says_so_and_ends(tmp_path: Path, closed: str) -> None:
    master, slave = os.openpty()
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), slave) | {closed: subprocess.PIPE}
    process = subprocess.Popen([*READER, "--sample"], env=environment(tmp_path), cwd=CHECKOUT, **streams)  # type: ignore[call-overload]
    try:
        process.communicate(timeout=60)
        assert process.returncode == 2
    finally:
        process.kill()
        os.close(master)
        os.close(slave)


def test_closed_standard_streams_are_no_terminal(tmp_path: Path) -> None:
    shell = f"{sys.executable} -m reader --sample <&- >&- 2>&-"
    done = subprocess.run(["sh", "-c", shell], env=environment(tmp_path), timeout=60)
    assert done.returncode == 2


def test_every_command_is_known_before_click_is_loaded() -> None:
    assert set(COMMANDS) == set(daily_papers.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_what_stands_for_a_command_says_what_it_says(name: str) -> None:
    command = daily_papers.loaded(name)
    assert command.name == name
    assert daily_papers.commands[name].get_short_help_str(200) == COMMANDS[name][1] == command.get_short_help_str(200)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (
            "list --formt json",
            "“--formt” is not an option of daily-papers list; did you mean --json, --csv or --template?",
        ),
        ("list --search x", "“--search” is not an option of daily-papers list; did you mean --query?"),
        ("list --quer x", "“--quer” is not an option of daily-papers list; did you mean --query?"),
        ("export --formt json", "“--formt” is not an option of daily-papers export; did you mean --format?"),
        ("export --format jsn", "--format: “jsn” is not a format; did you mean json?"),
        ("fetch --zzz", "“--zzz” is not an option of daily-papers fetch."),
        ("list --limit x\x1b[2J", "--limit needs a whole number from 1, not “x�[2J”."),
        ("digest --top 0", "--top needs a whole number from 1, not “0”."),
        ("completion fisch", "“fisch” is not a shell that can be completed; did you mean fish?"),
        ("list --json=3", "--json takes no value."),
        ("list --sort", "--sort needs an order: votes, comments, stars, date, title, for-you, starred."),
        ("list mon tue wed", "Unexpected arguments “tue wed”."),
    ],
)
def test_what_is_wrong_is_said_in_one_way(args: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert daily_papers.main(args.split(" ")) == 2
    assert capsys.readouterr().err.startswith(f"daily-papers: {sentence} See daily-papers ")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, also of those that have others."""
    for name in group.commands:
        command = group.commands[name] if path else daily_papers.loaded(name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("words", [(), *commands(daily_papers)], ids=" ".join)
def test_a_help_is_of_one_kind(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert daily_papers.main([*words, "--help"]) == 0
    text = capsys.readouterr().out
    assert "..." not in text.partition("\n")[2]  # No line below the usage is cut.
    assert not re.search(r"\[x>|\[default", text)  # What click adds in its own words.
    options = text.partition("\nOptions:\n")[2].partition("\nCommands:\n")[0]
    named = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", options, re.MULTILINE)
    assert named[-1] == "--help"
    if words:
        last = [name for name in named[:-1] if name in ("--offline", "--sample", "--cache-dir")]
        assert named[len(named) - 1 - len(last) : -1] == last
    about = [" ".join(entry.split()) for entry in re.split(r"^  -\S.*?(?:  +|\n)", options, flags=re.MULTILINE)[1:]]
    assert all(entry[0].isupper() and entry.removesuffix(" [required]").endswith(".") for entry in about), about


@pytest.mark.parametrize("words", [("fetch",), ("cache", "info"), ("cache", "prune"), ("cache", "import")])
def test_a_help_lists_no_option_that_cannot_be_used(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert daily_papers.main([*words, "--help"]) == 0
    options = capsys.readouterr().out.partition("\nOptions:\n")[2]
    assert "--cache-dir" in options
    assert not re.search("--sample|--offline", options)
