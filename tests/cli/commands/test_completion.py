"""TAB in real shells, which load the scripts from where `completion --help` says: what is on the line after it."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.cli.shells import SHELLS
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from reader.store.feeds.cache import Cache
from tests.cli.running import loaded, run
from tests.terminal import Terminal, environment

# A shell that completes takes a second for each line.
pytestmark = pytest.mark.slow

CACHE = ".cache/daily-papers/v1"
BASH_COMPLETION = "/usr/share/bash-completion/bash_completion"
PLACES = {
    "bash": ".local/share/bash-completion/completions/daily-papers",
    "zsh": ".zfunc/_daily-papers",
    "fish": ".config/fish/completions/daily-papers.fish",
}
SETTINGS = {
    "bash": (
        ".bashrc",
        f"bind 'set show-all-if-ambiguous on'\nbind 'set bell-style none'\n. {BASH_COMPLETION}\nPS1='> '",
    ),
    "zsh": (".zshrc", "fpath+=(~/.zfunc)\nautoload -Uz compinit && compinit -u\nunsetopt beep prompt_sp\nPS1='> '"),
    "fish": (
        ".config/fish/config.fish",
        "set -g fish_greeting\nset -g fish_autosuggestion_enabled 0\nfunction fish_prompt; echo -n '> '; end",
    ),
}
ARGUMENTS = {"bash": ("--noprofile",), "zsh": ("-d", "-i"), "fish": ("-i",)}

PROMPT = "> "
END = "@"
"""Typed after TAB; shells show it once they have completed."""
CLEAR = "\x15\x0c"
"""Ctrl-U takes the line away, Ctrl-L what is above."""
TITLE = 'Ask $(touch hacked) `touch hacked`: *, "%F{red}" \\$\\pi\\$ {a,b} of 4, or 5'
DAYS = {
    date(2025, 12, 1): [("2511.09999", "Late"), ("2512.00123", "One Paper of a Month")],
    date(2026, 8, 19): [("2608.11111", "First"), ("2608.11222", "Second")],
    date(2026, 8, 20): [("2608.17271", TITLE), ("2608.17999", "Another, in Three, Parts: with Colons")],
}

LINES = {
    "conf": "config ",
    "export --format=r": "export --format=ris ",
    "export --format=": "export --format=",
    "export --format r": "export --format ris ",
    "list --sort=v": "list --sort=votes ",
    "export --output=results.": "export --output=results.bib ",
    "list --cache-dir=res": "list --cache-dir=results/",
    "list 2025": "list 2025-12-01 ",
    "list --from=2025": "list --from=2025-12-01 ",
    "list --from 2025-12-01 --to 2026-08-1": "list --from 2025-12-01 --to 2026-08-19 ",
    "fetch --from 2025": "fetch --from 2025-12-01 ",
    "cache prune --before 2025": "cache prune --before 2025-12-01 ",
    "digest 2025": "digest 2025-12-01 ",
    "show 2512.": "show 2512.00123 ",
    "show 2511.": "show 2511.09999 ",
    "show 25": "show 251",
    "show 2512": "show 2512.",
    "show 2608.172": "show 2608.17271 ",
    "2608.172": "2608.17271 ",
    "2025": "2025-12-01 ",
    "--offline show 2608.172": "--offline show 2608.17271 ",
    "--sample list 2026-08-1": "--sample list 2026-08-1",
    "list --query 'a b' 2025": "list --query 'a b' 2025-12-01 ",
    "show 2608.00": "show 2608.00",
    "list nothing": "list nothing",
    "list -o": "list -o",
    "export -o results.": "export -o results.bib ",
    "marks export results.": "marks export results.bib ",
}
"""What is typed after the name of the command, and what TAB makes of it."""


class Shell(Terminal):
    """A shell whose lines can be completed, but are never run."""

    name = ""

    def after_tab(self, typed: str) -> str:
        """Type the beginning of a line and TAB; return what is on the line then, and take it away."""
        self.press(f"{typed}\t{END}")
        lines = self.wait_for(END).split("\n")
        # bash writes the line again below a list.
        line = [line for line in lines if line.startswith(PROMPT)][-1]
        self.press(CLEAR)
        while END in self.text:
            self.read(0.2)
        return line.removeprefix(PROMPT).removesuffix(END)

    def listed(self, typed: str, *texts: str) -> str:
        """Type the beginning of a line and TAB; return the screen once it has all texts."""
        self.press(f"{typed}\t")
        return self.wait_for(*texts)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of stored days."""
    folder = tmp_path_factory.mktemp("stored")
    cache = Cache(folder)
    for day, papers in DAYS.items():
        made = tuple(Paper(id=id, title=title, abstract='Not "id":"2608.00001","title":"x".') for id, title in papers)
        asyncio.run(
            cache.put(Feed(period=Day(day), papers=made, fetched_at=datetime(2026, 8, 21, tzinfo=UTC), settled=True))
        )
    cache.close(10)
    return folder


@pytest.fixture
def home(tmp_path: Path, stored: Path) -> Path:
    """The home of a user who has the command and all three scripts."""
    home = tmp_path / "home"
    shutil.copytree(stored, home / CACHE)
    (home / "bin").mkdir()
    command = home / "bin/daily-papers"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m reader "$@"\n')
    command.chmod(0o755)
    for shell in SHELLS:
        name, text = SETTINGS[shell]
        for path, content in ((PLACES[shell], run("completion", shell, home=home).stdout), (name, f"{text}\n")):
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_text(content)
    return home


def opened(name: str, home: Path) -> Shell:
    """Open a shell in a folder with a file and a folder, with its prompt on the screen."""
    if shutil.which(name) is None:
        pytest.skip(f"needs {name}")
    if name == "bash" and not Path(BASH_COMPLETION).exists():
        pytest.skip("needs bash-completion")
    world = environment(home)
    world["PATH"] = f"{home / 'bin'}:{world['PATH']}"
    work = home / "work"
    work.mkdir()
    (work / "results.bib").touch()
    (work / "results").mkdir()
    shell = Shell((name, *ARGUMENTS[name]), env=world, columns=100, cwd=work)
    shell.name = name
    shell.wait_for(PROMPT.strip())
    return shell


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, home: Path) -> Iterator[Shell]:
    """Each of the shells."""
    with opened(request.param, home) as running:
        yield running


def test_what_tab_makes_of_a_line(shell: Shell) -> None:
    made = {typed: shell.after_tab(f"daily-papers {typed}") for typed in LINES}
    assert made == {typed: f"daily-papers {line}" for typed, line in LINES.items()}


def test_values_are_offered_after_an_equals_sign(shell: Shell) -> None:
    shell.listed("daily-papers export --format=", "bibtex", "ris", "csl-json")


def test_descriptions_are_whole_and_titles_do_nothing(shell: Shell, home: Path) -> None:
    ids = ("2608.17271", "2608.17999")
    screen = shell.listed("daily-papers show 2608.17", *ids)
    if shell.name != "bash":  # Which has no descriptions.
        assert TITLE in screen
        assert "Another, in Three, Parts: with Colons" in screen
    assert shell.after_tab("9") == "daily-papers show 2608.17999 "
    assert sorted(path.name for path in (home / "work").iterdir()) == ["results", "results.bib"]


@pytest.mark.parametrize("name", ["bash"])
def test_bash_completes_where_an_equals_sign_ends_no_word(home: Path, name: str) -> None:
    with (home / ".bashrc").open("a") as settings:
        settings.write("COMP_WORDBREAKS=${COMP_WORDBREAKS//=}\n")
    with opened(name, home) as shell:
        assert shell.after_tab("daily-papers export --format=r") == "daily-papers export --format=ris "


def test_the_command_may_be_named_by_its_path(shell: Shell) -> None:
    # bash-completion loads no script for a first command that begins with ~.
    for typed in ("true | daily-papers", "A=1 daily-papers", "~/bin/daily-papers"):
        assert shell.after_tab(f"{typed} export --format=r") == f"{typed} export --format=ris "


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_the_script_can_be_read_at_the_start(home: Path, name: str) -> None:
    (home / PLACES[name]).unlink()
    with (home / SETTINGS[name][0]).open("a") as settings:
        settings.write(f"source <(daily-papers completion {name})\n")
    with opened(name, home) as shell:
        for _ in range(3):
            assert shell.after_tab("daily-papers export --format=r") == "daily-papers export --format=ris "


def offered(typed: str, home: Path) -> list[str]:
    """What is offered for a line, once that is sure to be all that was written."""
    done = run(home=home, COMP_WORDS=typed, _DAILY_PAPERS_COMPLETE="bash_complete")
    assert (done.returncode, done.stderr) == (0, "")
    return [line.removeprefix("plain,") for line in done.stdout.splitlines() if line]


def files(folder: Path) -> dict[str, int]:
    """All files below a folder, with the times of their changes."""
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def _lock(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    return other


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE Cache (key, raw, value)")
        connection.executemany("INSERT INTO Cache VALUES (?, 1, 'x')", [("day:x",), (b"day:2026-08-20",), (7,)])


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(Path.unlink, id="missing"),
        pytest.param(lambda path: path.write_bytes(b"no database" * 999), id="damaged"),
        pytest.param(_foreign, id="foreign"),
        pytest.param(_lock, id="locked"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), id="folder"),
        pytest.param(_pipe, id="pipe"),
    ],
)
def test_a_store_that_cannot_be_read_offers_nothing(home: Path, spoil: Callable[[Path], object]) -> None:
    held = spoil(home / CACHE / "cache.db")
    before = files(home)
    assert offered("daily-papers list 2026", home) == offered("daily-papers show 26", home) == []
    assert offered("daily-papers show 2608.1", home) == []
    assert files(home) == before
    if isinstance(held, sqlite3.Connection):
        held.close()


def test_what_is_not_an_id_is_not_offered(home: Path) -> None:
    with closing(sqlite3.connect(home / CACHE / "cache.db")) as connection, connection:
        connection.execute("UPDATE Cache SET value = CAST(replace(value, '08.17999', '08.1$(id)') AS BLOB)")
    assert offered("daily-papers show 2608.1", home) == ["2608.11111", "2608.11222", "2608.17271"]


def test_a_store_is_read_and_left_as_it_is(home: Path) -> None:
    before = files(home)
    assert offered("daily-papers list 2026-08-1", home) == ["2026-08-19"]
    assert offered("daily-papers show 2608.1111", home) == ["2608.11111"]
    assert files(home) == before


def test_what_another_reader_has_just_stored_is_offered(home: Path) -> None:
    cache = Cache(home / CACHE)
    paper = Paper(id="2608.18888", title="New")
    at = datetime(2026, 8, 21, tzinfo=UTC)
    asyncio.run(cache.put(Feed(period=Day(at.date()), papers=(paper,), fetched_at=at)))
    assert offered("daily-papers list 2026-08-2", home) == ["2026-08-21", "2026-08-20"]
    assert offered("daily-papers show 2608.188", home) == ["2608.18888"]
    cache.close(10)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "list ",
            ["starred", "week", "month", "trending", "today", "yesterday", "2026-08-20", "2026-08-19", "2025-12-01"],
        ),
        ("list --to ", ["today", "yesterday", "2026-08-20", "2026-08-19", "2025-12-01"]),
        ("show ", ["2608.17271", "2608.17999", "2608.", "2607.", "2512.", "2511."]),
        ("show 2599.", []),
        ("show 2613.1", []),
        ("show https", []),
        ("digest --to 2026", []),
        ("--sample list 2026-08-1", ["2026-08-19", "2026-08-18"]),
        ("list --sample 2026-08-1", ["2026-08-19", "2026-08-18"]),
        ("--cache-dir=~/{CACHE} list 2025", ["2025-12-01"]),
        ("list --cache-dir ~/nowhere 2025", []),
        ("list --cache-dir ~nobody-of-this-name/x 2025", []),
        ("export --format=ris 2025 ", []),
    ],
)
def test_what_is_offered(home: Path, typed: str, expected: list[str]) -> None:
    assert offered(f"daily-papers {typed.replace('{CACHE}', CACHE)}", home) == expected


def test_little_is_loaded_for_it(home: Path) -> None:
    modules = loaded(home=home, COMP_WORDS="daily-papers show 2608.1", _DAILY_PAPERS_COMPLETE="zsh_complete")
    assert "reader.store.feeds.glance" in modules
    assert not modules & {"msgspec", "platformdirs", "diskcache", "asyncio", "reader.papers.models", "textual", "rich"}
