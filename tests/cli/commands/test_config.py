"""`daily-papers config` and `daily-papers keys`: what is set, what is wrong with it, and how to begin."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from reader.config.actions import ACTIONS, keys_by_id
from reader.config.keymap import keymap_of
from reader.config.settings import Config, load_config
from reader.config.watches import Watch
from reader.sample import Sample
from reader.store.state import Position, save_position
from reader.ui.app import ReaderApp
from tests.cli.running import loaded, run, said
from tests.terminal import READER

FILE = Path(".config/daily-papers/config.toml")
WRONG = """
theme = "nrod\\u001b]52;c;cHduZWQ=\\u0007"
start = "[/] tomorrow"
read_delay = -1
mouse = false
colour = "red"
copy_cmd = ["wl-copy", "=cmd()", "\\u202e\\U000e0041"]
[keys]
paper.copy = ["C", "y"]
"x" = "j"
mark.note = ""
[[watch]]
name = "a [/] \\u001b"
query = "b"
ignore = true
[[watch]]
name = "half"
query = "("
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


def written(home: Path, text: str) -> Path:
    """The configuration with a text."""
    file = home / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_path_names_the_file_whether_it_is_there_or_not(home: Path, tmp_path: Path) -> None:
    done = run("config", "path", home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{home / FILE}\n", "")
    other = str(tmp_path / "other ü.toml")
    assert run("config", "path", home=home, DAILY_PAPERS_CONFIG=other).stdout == f"{other}\n"
    assert not home.exists()


def test_show_prints_the_defaults_where_nothing_is_set(home: Path) -> None:
    done = run("config", "show", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert tomllib.loads(done.stdout) == {
        "read_delay": 2,
        "theme": "auto",
        "mouse": True,
        "cursor": False,
        "title": True,
        "measure": 80,
        "keys": {},
    }
    assert all(line.endswith("# default") for line in done.stdout.splitlines() if line != "[keys]")


def test_show_prints_the_settings_in_force_with_their_lines(home: Path, tmp_path: Path) -> None:
    written(home, WRONG)
    done = run("config", "show", home=home)
    assert done.returncode == 0
    assert done.stdout.replace("\n", "").isprintable()
    shown = tmp_path / "shown.toml"
    shown.write_text(done.stdout, encoding="utf-8")
    in_force = load_config(shown)
    assert in_force.problems == ()
    assert in_force.config == Config(
        mouse=False,
        copy_cmd=("wl-copy", "=cmd()", "\u202e\U000e0041"),
        keys={"paper.copy": ("C", "y"), "mark.note": ()},
        watch=(Watch("a [/] �", "b", True, "watch.0"),),
    )
    assert re.search(r"^\[\[watch\]\] +# config\.toml:12$", done.stdout, re.MULTILINE)
    sources = dict(re.findall(r"^(?:# )?([a-z_.]+) .*# (default|config\.toml:\d+)$", done.stdout, re.MULTILINE))
    assert sources == {
        **dict.fromkeys(
            ("read_delay", "start", "theme", "cursor", "title", "hyperlinks", "open_cmd", "layout", "measure", "ascii"),
            "default",
        ),
        "mouse": "config.toml:5",
        "copy_cmd": "config.toml:7",
        "paper.copy": "config.toml:9",
        "mark.note": "config.toml:11",
    }
    assert len(said(done)) == 6


def test_show_has_the_theme_and_the_layout_that_were_chosen_in_the_reader(home: Path) -> None:
    assert save_position(home / ".local/state/daily-papers/position.json", Position(theme="nord", layout="stacked"))
    chosen = [line for line in run("config", "show", home=home).stdout.splitlines() if line.endswith("in the reader")]
    assert [line.split("  ")[0] for line in chosen] == ['theme = "nord"', 'layout = "stacked"']
    written(home, 'theme = "paper-light"\nlayout = ""')
    shown = run("config", "show", home=home).stdout
    assert re.search(r'^theme = "paper-light" +# config.toml:1$', shown, re.MULTILINE)
    assert re.search(r'^layout = "stacked" +# chosen in the reader$', shown, re.MULTILINE)


def test_a_default_that_is_written_down_comes_from_the_file(home: Path) -> None:
    written(home, "mouse = true\n")
    assert re.search(r"^mouse = true +# config.toml:1$", run("config", "show", home=home).stdout, re.MULTILINE)


async def test_check_says_all_that_the_screen_would_say_and_ends_with_1(home: Path, sample: Sample) -> None:
    file = written(home, WRONG)
    done = run("config", "check", home=home)
    assert done.returncode == 1
    assert said(done) == [f"6 problems in {file}."]
    problems = done.stdout.splitlines()
    assert all(re.match(r"config\.toml:\d+: ", line) and line.isprintable() for line in problems)
    app = ReaderApp(sample, settings=load_config(file))
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = getattr(app.screen, "notice", "")
    # What to start with is looked at before there is a screen.
    assert sorted(line for line in problems if ": start: " not in line) == sorted(shown.splitlines())


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"theme = nord", "config.toml:1:"),
        (b"theme = '\xff'", "config.toml:1:"),
        (b"# 1\nb = 2\na = " + b"[" * 2000 + b"]" * 2000 + b"\nc = 1", "config.toml:3:"),
        (b"mouse = true\nmeasure = " + b"1" * 5000 + b"\n", "config.toml:2:"),
        (b"#" * 2**20 + b"\n", "config.toml is larger than 1 MiB"),
    ],
)
def test_a_file_that_is_no_toml_is_one_complaint_to_check_and_stops_the_others(
    home: Path, data: bytes, place: str
) -> None:
    written(home, "").write_bytes(data)
    done = run("config", "check", home=home)
    assert (done.returncode, len(done.stdout.splitlines()), len(said(done))) == (1, 1, 1)
    assert place in done.stdout
    for command in (["config", "show"], ["keys"], ["keys", "--json"]):
        stopped = run(*command, home=home)
        assert (stopped.returncode, stopped.stdout, len(said(stopped))) == (2, "", 1), command
        assert place in stopped.stderr


def test_check_ends_with_0_where_nothing_is_wrong(home: Path) -> None:
    none = run("config", "check", home=home)
    said_once = f"{home / FILE} does not exist yet, so all settings have their defaults."
    assert (none.returncode, none.stdout, said(none)) == (0, "", [f"{said_once} daily-papers config init writes it."])
    written(home, "theme = 'nord'\nstart = 'fri'\n")
    done = run("config", "check", home=home)
    assert (done.returncode, done.stdout, said(done)) == (0, "", [f"No problems in {home / FILE}."])


def test_init_writes_every_setting_and_key_with_its_default(home: Path) -> None:
    done = run("config", "init", home=home)
    file = home / FILE
    assert (done.returncode, done.stdout, len(said(done))) == (0, "", 1)
    assert (file.parent.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert load_config(file).config == Config()
    assert load_config(file).problems == ()
    text = re.sub("^#(?! )", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    everything = load_config(file)
    assert everything.given == set(Config.__struct_fields__)
    keys = {action.id for action in ACTIONS}
    assert everything.config == Config(
        copy_cmd=("wl-copy",),
        open_cmd=("firefox", "%s"),
        ascii=True,
        hyperlinks=True,
        keys=everything.config.keys,
        watch=(Watch("world models", '"world model" -survey', False, "watch.0"),),
    )
    assert everything.config.keys.keys() == keys
    assert run("config", "check", home=home).returncode == 0
    assert keymap_of(everything) == (keys_by_id(ACTIONS), (), {})


def test_init_replaces_no_file_unless_it_is_told_to(home: Path) -> None:
    file = written(home, "theme = 'nord' # mine\n")
    done = run("config", "init", home=home)
    assert (done.returncode, done.stdout, len(said(done))) == (1, "", 1)
    assert file.read_text() == "theme = 'nord' # mine\n"
    assert run("config", "init", "--force", home=home).returncode == 0
    assert file.read_text().startswith("# Settings")


def test_init_writes_through_a_link(home: Path, tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles.toml"
    dotfiles.write_text("theme = 'nord'\n")
    (home / FILE).parent.mkdir(parents=True)
    (home / FILE).symlink_to(dotfiles)
    assert run("config", "init", "--force", home=home).returncode == 0
    assert (home / FILE).is_symlink()
    assert dotfiles.read_text().startswith("# Settings")


def test_a_file_that_cannot_be_completed_leaves_the_former_one(home: Path) -> None:
    file = written(home, "theme = 'nord' # mine\n")
    full = ("sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *READER)
    done = run("config", "init", "--force", home=home, argv=full)
    assert (done.returncode, done.stdout, len(said(done))) == (1, "", 1)
    assert file.read_text() == "theme = 'nord' # mine\n"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_problems_come_in_the_order_of_the_lines(home: Path) -> None:
    written(home, "theme = 'nrod'\n[keys]\nfrob = 'x'\npaper.copy = 3\n[[watch]]\nname = 'a'\nquery = '('\n")
    done = run("config", "check", home=home)
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()] == [
        f"config.toml:{at}" for at in (1, 3, 4, 7)
    ]
    assert said(done)[-1].startswith("4 problems in ")


def test_keys_are_those_in_force(home: Path) -> None:
    written(home, WRONG)
    done = run("keys", home=home)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Move"
    assert lines[1].split() == ["j", "↓", "Next", "paper", "or", "line", "(move.down)"]
    column = lines[1].index("Next")
    assert {(line[column - 1], line[column].isspace()) for line in lines if line.endswith(")")} == {(" ", False)}
    assert f"{'C y':<{column}}Copy the arXiv link (paper.copy)" in lines
    assert f"{'(no key)':<{column}}Edit the note (mark.note)" in lines
    assert len(said(done)) == 6
    data = json.loads(run("keys", "--json", home=home).stdout)
    assert [entry["action"] for entry in data] == [action.id for action in ACTIONS]
    by_id = {entry["action"]: entry for entry in data}
    assert by_id["paper.copy"] == {
        "keys": ["C", "y"], "does": "Copy the arXiv link", "group": "Paper", "action": "paper.copy",
    }  # fmt: skip
    assert by_id["mark.note"]["keys"] == []
    assert by_id["day.older"]["keys"] == ["[", "h", "←"]


COMMANDS = [
    ["config", "path"],
    ["config", "show"],
    ["config", "check"],
    ["config", "init"],
    ["keys"],
    ["keys", "--json"],
]


@pytest.mark.parametrize("args", [*COMMANDS, ["config"], ["config", "init", "--help"], ["keys", "--help"]])
def test_no_screen_and_no_network_are_loaded(home: Path, args: list[str]) -> None:
    modules = loaded(*args, home=home)
    assert "click" in modules
    heavy = {
        "textual",
        "rich",
        "httpx",
        "stamina",
        "sqlite3",
        "asyncio",
        "reader.papers.full_text",
        "pyperclip",
        "reader.ui.app",
    }
    assert not modules & heavy


@pytest.mark.parametrize("args", [*COMMANDS[:3], *COMMANDS[4:]])
@pytest.mark.parametrize("stdout", [">/dev/full", ">&-", "| head -c 0"])
def test_stdout_that_takes_nothing(home: Path, args: list[str], stdout: str) -> None:
    checking = args == ["config", "check"]
    written(home, f"theme = '{'nrod' if checking else 'nord'}'\n")
    done = run(*args, home=home, shell=stdout)
    # The status is that of head; nobody else minds that it has gone.
    code, told = (0, int(checking)) if stdout.startswith("|") else (1, 1)
    assert (done.returncode, done.stdout, len(said(done))) == (code, "", told)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["config", "nothing"], 2),
        (["config", "show", "more"], 2),
        (["config", "show", "--json"], 2),
        (["config", "init", "--forced"], 2),
        (["config", "path", "\x1b]52;c;cHduZWQ=\x07"], 2),
        (["keys", "j"], 2),
        (["keys", "--csv"], 2),
    ],
)
def test_wrong_arguments_are_one_line(home: Path, args: list[str], code: int) -> None:
    done = run(*args, home=home)
    assert (done.returncode, done.stdout, len(said(done))) == (code, "", 1)


@pytest.mark.parametrize("place", ["file", "folder", "below a file", "long"])
def test_a_configuration_that_cannot_be_read_or_written_is_one_line(home: Path, tmp_path: Path, place: str) -> None:
    home.mkdir()
    (home / "file").touch()
    named = {
        "file": home / "file" / "config.toml",
        "folder": home,
        "below a file": home / "file" / "below" / "config.toml",
        "long": home / ("x" * 300),
    }[place]
    world = {"DAILY_PAPERS_CONFIG": str(named)}
    for args in (["config", "show"], ["keys"]):
        done = run(*args, home=home, **world)
        assert (done.returncode, done.stdout, len(said(done))) == (2, "", 1), args
    check = run("config", "check", home=home, **world)
    assert (check.returncode, len(check.stdout.splitlines()), len(said(check))) == (1, 1, 1)
    for args in (["config", "init"], ["config", "init", "--force"]):
        done = run(*args, home=home, **world)
        assert (done.returncode in (1, 2), done.stdout, len(said(done))) == (True, "", 1), args
