"""The user's file: what is understood, and that whatever is wrong with it is told with its line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.config.problems import nearest, quoted
from reader.config.settings import Config, ConfigFile, load_config
from reader.errors import ConfigError
from reader.store import paths
from tests.config.conftest import loaded

HOSTILE = "\x1b]0;x\x07\u202e[/][@click=x]"


# What is understood


def test_a_file_that_is_not_there_sets_nothing(file: Path) -> None:
    assert load_config(file) == ConfigFile(file, "", Config(), ())
    assert load_config(file.parent / "missing" / "config.toml").config == Config()


def test_everything_can_be_set(file: Path) -> None:
    text = """
        read_delay = 0.5
        start = "fri"
        theme = "nord"
        mouse = false
        cursor = true
        copy_cmd = "xclip -selection 'my clipboard'"
        open_cmd = ["firefox", "--new-window", "%s", "&"]
        layout = "stacked"
        measure = 66
        ascii = true
        hyperlinks = false
        [keys]
        paper.copy = ["y", "c"]
    """
    done = loaded(file, text)
    assert done.problems == ()
    assert done.config == Config(
        read_delay=0.5,
        start="fri",
        theme="nord",
        mouse=False,
        cursor=True,
        copy_cmd=("xclip", "-selection", "my clipboard"),
        open_cmd=("firefox", "--new-window", "%s", "&"),
        layout="stacked",
        measure=66,
        ascii=True,
        hyperlinks=False,
        keys={"paper.copy": ("y", "c")},
    )


@pytest.mark.parametrize(
    ("written", "seconds"), [("0", 0.0), ("3600", 3600.0), ("1.5", 1.5), ('"never"', None), ("0x10", 16.0)]
)
def test_when_a_paper_counts_as_read(written: str, seconds: float | None, file: Path) -> None:
    done = loaded(file, f"read_delay = {written}")
    assert (repr(done.config.read_delay), done.problems) == (repr(seconds), ())


@pytest.mark.parametrize("layout", ["", "auto", "beside", "stacked", "single"])
def test_every_layout_is_known(layout: str, file: Path) -> None:
    done = loaded(file, f"layout = '{layout}'")
    assert (done.config.layout, done.problems) == (layout, ())


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ('"y"', ("y",)),
        ('"y,c"', ("y", "c")),
        ('"y, ctrl+x"', ("y", "ctrl+x")),
        ('["y", "c"]', ("y", "c")),
        ('[","]', (",",)),
        ('","', (",",)),
        ('" "', (" ",)),
        ('""', ()),
        ('"  "', ()),
        ("[]", ()),
        ('"y,"', ("y", "")),
    ],
)
def test_keys_are_one_key_or_several(written: str, keys: tuple[str, ...], file: Path) -> None:
    done = loaded(file, f"[keys]\npaper.copy = {written}")
    assert (done.config.keys, done.problems) == ({"paper.copy": keys}, ())


def test_actions_are_in_the_order_of_the_file(file: Path) -> None:
    done = loaded(file, "keys = {c = 'x', b.y = 'x', b.x = 'x', a = 'x'}")
    assert list(done.config.keys) == ["c", "b.y", "b.x", "a"]
    done = loaded(file, "keys = {b = 1, a = 2}")
    assert ["b" in problem.split(" ")[1] for problem in done.problems] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        'keys.paper.copy = "c"\nkeys.app.quit = "x"',
        '[keys]\npaper.copy = "c"\napp.quit = "x"',
        '[keys]\n"paper.copy" = "c"\n\'app.quit\' = "x"',
        '[keys.paper]\ncopy = "c"\n[keys.app]\nquit = "x"',
        'keys = {"paper.copy" = "c", app.quit = "x"}',
        '["keys" . paper]\r\n"co\\u0070y" = "c"\r\n[keys]\r\napp . quit="x"\r\n',
    ],
)
def test_an_action_may_be_written_in_every_way_of_toml(text: str, file: Path) -> None:
    done = loaded(file, text)
    assert list(done.config.keys.items()) == [("paper.copy", ("c",)), ("app.quit", ("x",))]
    assert done.problems == ()


def test_a_mark_at_the_beginning_is_no_part_of_the_text(file: Path) -> None:
    assert loaded(file, "\ufeffmouse = false").config == Config(mouse=False)


# What is wrong and told

WRONG = [
    ('read_delay = "fast"', 'read_delay is "fast", not a number of seconds from 0 to 3600 or "never"; 2 is used.'),
    ("read_delay = true", 'read_delay is true, not a number of seconds from 0 to 3600 or "never"; 2 is used.'),
    ("read_delay = -0.5", 'read_delay is -0.5, not a number of seconds from 0 to 3600 or "never"; 2 is used.'),
    ("read_delay = 3601", 'read_delay is 3601, not a number of seconds from 0 to 3600 or "never"; 2 is used.'),
    ("read_delay = nan", 'read_delay is nan, not a number of seconds from 0 to 3600 or "never"; 2 is used.'),
    ("read_delay = inf", 'read_delay is inf, not a number of seconds from 0 to 3600 or "never"; 2 is used.'),
    (
        f"read_delay = 0x{'f' * 9000}",
        'read_delay is a large number, not a number of seconds from 0 to 3600 or "never"; 2 is used.',
    ),
    ("read_delay = [2]", 'read_delay is a list, not a number of seconds from 0 to 3600 or "never"; 2 is used.'),
    (
        "start = 2026-08-20",
        'start is a date, not a period such as "today" or "2026-08-20", or "last"; it is ignored.',
    ),
    ("theme = 3", "theme is 3, not the name of a theme; it is ignored."),
    ("[theme]", "theme is a table, not the name of a theme; it is ignored."),
    ("mouse = 0", "mouse is 0, not true or false; true is used."),
    ('mouse = "false"', 'mouse is "false", not true or false; true is used.'),
    ('copy_cmd = "xclip \'x"', 'copy_cmd is "xclip \'x", not a program with its arguments; it is ignored.'),
    ('copy_cmd = ""', 'copy_cmd is "", not a program with its arguments; it is ignored.'),
    ("copy_cmd = []", "copy_cmd is a list, not a program with its arguments; it is ignored."),
    ('copy_cmd = ["", "x"]', "copy_cmd is a list, not a program with its arguments; it is ignored."),
    ('copy_cmd = [" ", "x"]', "copy_cmd is a list, not a program with its arguments; it is ignored."),
    ('copy_cmd = ["x", 1]', "copy_cmd is a list, not a program with its arguments; it is ignored."),
    ('copy_cmd = ["x", "\\u0000"]', "copy_cmd is a list, not a program with its arguments; it is ignored."),
    ("open_cmd = false", "open_cmd is false, not a program with its arguments; it is ignored."),
    (
        'layout = "besides"',
        'layout is "besides", not "auto", "beside", "stacked" or "single"; it is ignored. Did you mean beside?',
    ),
    ("layout = 1.5", 'layout is 1.5, not "auto", "beside", "stacked" or "single"; it is ignored.'),
    *(
        (f"measure = {value}", f"measure is {value}, not a number of columns from 40 to 120; 80 is used.")
        for value in ("39", "121", "true", "80.0", '"80"')
    ),
    ("hyperlinks = 1", "hyperlinks is 1, not true or false; the terminal decides."),
    ('ascii = "yes"', 'ascii is "yes", not true or false; the locale decides.'),
    ('keys = "y"', 'keys is "y", not a table; it is ignored.'),
    ("[[keys]]", "keys is a list, not a table; it is ignored."),
    ("[keys]\npaper.copy = 3", '"paper.copy" is 3, not a key or a list of keys; it is ignored.'),
    ("[keys]\npaper.copy = ['y', 3]", '"paper.copy" is a list, not a key or a list of keys; it is ignored.'),
    ("[keys]\npaper.copy = 'y'\n\"paper.copy\" = 'c'", '"paper.copy" appears twice; the first one is used.'),
    ("red_delay = 1", '"red_delay" is not a setting; did you mean read_delay? It is ignored.'),
    ('[key]\npaper.copy = "y"', '"key" is not a setting; did you mean keys? It is ignored.'),
    ("zzz = 1", '"zzz" is not a setting. It is ignored.'),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_wrong_setting_is_told_and_left_out(text: str, words: str, file: Path) -> None:
    done = loaded(file, text)
    line = 2 if "[keys]\n" in text else 1
    assert done.problems == (f"config.toml:{line}: {words}",)
    assert done.config == Config(keys={"paper.copy": ("y",)} if "twice" in words else {})


def test_one_mistake_costs_one_setting(file: Path) -> None:
    text = "mouse = 1\ntheme = 'nord'\nread_delay = 'x'\n[keys]\na.b = 1\nc.d = 'y'"
    done = loaded(file, text)
    assert done.config == Config(theme="nord", keys={"c.d": ("y",)})
    assert [problem.split(" ")[0] for problem in done.problems] == [f"config.toml:{n}:" for n in (1, 3, 5)]


def test_complaints_are_in_the_order_of_the_file(file: Path) -> None:
    text = "[keys.b]\nx = 1\n[zzz]\n[keys.a]\nx = 1\n[keys]\nc = 1\n"
    assert [problem.split(":")[1] for problem in loaded(file, text).problems] == ["2", "3", "5", "7"]


# Foreign text


def as_toml(text: str) -> str:
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


@pytest.mark.parametrize(
    "text",
    [
        "{} = 1",
        "theme = [{}]",
        "layout = {}",
        "read_delay = {}",
        "keys = {}",
        "[{}]",
        "[keys]\n{}.x = 1",
        "[keys.{}]\n{} = 1",
        "mouse = {}",
    ],
)
def test_nothing_of_the_file_reaches_the_terminal_raw(text: str, file: Path) -> None:
    """Brackets stay as they are: a problem is a text, and no markup to anyone."""
    (problem,) = loaded(file, text.replace("{}", as_toml(HOSTILE + "x" * 1000))).problems
    assert problem.isprintable()
    assert "[/][@click=x]" in problem or "a list" in problem
    assert len(problem) < 200


def test_the_name_of_the_file_is_foreign_too(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[2Jb"
    (problem,) = loaded(file, "theme = 1").problems
    assert problem.startswith("a�[2Jb:1: ")
    with pytest.raises(ConfigError) as caught:
        loaded(file, "theme")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\nb", '"a b"'),
        ("x" * 50, '"' + "x" * 39 + '…"'),
        (True, "true"),
        (1.5, "1.5"),
        (2**63 - 1, "9223372036854775807"),
        (2**63, "a large number"),
        (-(2**63), "a large number"),
        ({}, "a table"),
        ([], "a list"),
    ],
)
def test_how_a_value_is_shown(value: object, shown: str) -> None:
    assert quoted(value) == shown


def test_only_a_similar_word_is_suggested() -> None:
    assert nearest("drakula", ["nord", "dracula"]) == "; did you mean dracula?"
    assert nearest("drakula", ["nord"]) == "."


# Whatever there is in the file

PIECES = st.sampled_from(
    [
        *("theme", "mouse", "read_delay", "keys", "copy_cmd", "x", ".", "=", "[", "]", "[[", "]]", "{", "}", ",", "\n"),
        *('"', "'", '"""', "'''", "\\", "#", " ", "\r\n", "1", "true", "nan", "1979-05-27", "\\u00e9", "é", "'y'"),
    ]
)


@given(st.binary(max_size=60) | st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces).encode()))
@example(b"\xef\xbb\xbf")
@example(b"keys={}")
@example(b"[[keys]]\n[[keys]]")
@example(b"a.b=1\n[a.c]\n[a.c.d]\n")
def test_any_bytes_are_a_configuration_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(data)
    try:
        done = load_config(file)
    except ConfigError as error:
        said = str(error)
        done = ConfigFile(file, problems=(said.removeprefix(f"{file.parent}/"),))
    assert all(1 <= done.line(name) <= done.text.count("\n") + 1 for name in (*Config.__struct_fields__, "x", "keys.x"))
    assert all(problem.startswith("any.toml:") and problem.isprintable() for problem in done.problems)


# The way to the first frame


def test_nothing_is_imported_that_is_not_needed(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.config.settings import load_config;"
        "load_config(Path(sys.argv[1]));"
        "print(*sorted({'textual', 'rich', 'tomllib', 'difflib', 'shlex'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(file)]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "\n"
    file.write_text("mouse = false")
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "tomllib\n"


def test_the_file_is_in_the_users_folder_or_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAILY_PAPERS_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert paths.config() == tmp_path / "daily-papers" / "config.toml"
    monkeypatch.setenv("DAILY_PAPERS_CONFIG", "")
    assert paths.config() == tmp_path / "daily-papers" / "config.toml"
    monkeypatch.setenv("DAILY_PAPERS_CONFIG", str(tmp_path / "own.toml"))
    assert paths.config() == tmp_path / "own.toml"
