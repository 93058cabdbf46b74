"""`[[watch]]` in the configuration: what is read, and what is said of the rest."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reader.config.check import check_config
from reader.config.settings import ConfigFile
from reader.config.watches import Watch, understood
from tests.config.conftest import loaded

TWO = """
[[watch]]
name = "robots"
query = "robot or gripper"

[[watch]]
name = " no\\tsurveys "
query = "title:survey"
ignore = true
"""


def checked(file: Path, text: str) -> ConfigFile:
    return check_config(loaded(file, text), date(2026, 8, 20))


def test_watches_are_read_in_their_order(file: Path) -> None:
    settings = checked(file, TWO)
    assert settings.problems == ()
    assert settings.config.watch == (
        Watch("robots", "robot or gripper", False, "watch.0"),
        Watch("no surveys", "title:survey", True, "watch.1"),
    )
    watches, problems = understood(settings.config.watch, settings.where)
    assert ([*watches.watching], [*watches.ignoring], problems) == (["robots"], ["no surveys"], ())


A = '[[watch]]\nname = "a"\nquery = "b"\n'


@pytest.mark.parametrize(
    ("text", "names", "problems"),
    [
        ("watch = 3", "", ["1: watch is 3, not tables: write [[watch]] above each; it is ignored."]),
        ('[watch]\nname = "a"', "", ["1: watch is a table, not tables: write [[watch]] above each; it is ignored."]),
        ('[[watch]]\nquery = "b"', "", ["1: watch 1 is ignored: it has no name."]),
        ('[[watch]]\nquery = "b"\nname = " "', "", ["3: watch 1 is ignored: its name is blank."]),
        ('[[watch]]\nname = 3\nquery = "b"', "", ["2: watch 1 is ignored: its name is 3, not a text."]),
        (f"[[watch]]\nname = '{'x' * 41}'", "", ["2: watch 1 is ignored: its name has more than 40 characters."]),
        ("[[watch]]\nname = 'a \"b'\nquery = 'c'", "", ['2: watch 1 is ignored: its name has a " in it.']),
        (f'{A}[[watch]]\nname = "A"\nquery="c"', "a", ['5: watch 2 is ignored: the name "A" is taken by watch 1.']),
        (
            '[[watch]]\nname = "B  c"\nquery = "x"\n[[watch]]\nname = "b C"\nquery = "y"',
            "B c",
            ['5: watch 2 is ignored: the name "b C" is taken by watch 1.'],
        ),
        ('[[watch]]\nname = "a"', "", ['1: watch "a" has no query; it is ignored.']),
        ('[[watch]]\nname = "a"\nquery = ""', "", ['3: watch "a" has no query; it is ignored.']),
        ('[[watch]]\nname = "a"\nquery = "\\n"', "", ['3: watch "a" has the query ""; it is ignored.']),
        ('[[watch]]\nname = "a"\nquery = 3', "", ['3: watch "a" has the query 3; it is ignored.']),
        (f"{A}ignore = 1", "a", ["4: ignore is 1, not true or false; false is used."]),
        (f"{A}nmae = 1", "a", ['4: "nmae" is not a setting of a watch; did you mean name? It is ignored.']),
        (f"{A}colour = 1", "a", ['4: "colour" is not a setting of a watch. It is ignored.']),
        (
            f'{A}[[watch]]\nname = "c"\n\nquery = "votes:x"',
            "a",
            ['7: watch "c" is ignored: “votes:” needs a number such as votes:>20, not “x” (at character 7).'],
        ),
        (
            f'{A}[[watch]]\nname = "c"\nquery = "watch:a"',
            "a",
            ['6: watch "c" is ignored: “watch:a” cannot stand in the query of a watch (at character 7).'],
        ),
        ("watch = [{name = 'a', query = 'b'}, {name = 'b'}]", "a", ['1: watch "b" has no query; it is ignored.']),
        ("watches = 3", "", ['1: "watches" is not a setting; did you mean watch? It is ignored.']),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_left_out(
    text: str, names: str, problems: list[str], file: Path
) -> None:
    settings = checked(file, text)
    assert [*settings.problems] == [f"config.toml:{problem}" for problem in problems]
    assert " ".join(watch.name for watch in settings.config.watch) == names


def test_a_hostile_name_is_shown_clean(file: Path) -> None:
    settings = checked(file, '[[watch]]\nname = "a\\u001b]52;c;\\u0007\\u202e"\nquery = "("')
    assert settings.problems[0].isprintable()


def test_without_watches_nothing_is_imported_for_them(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.config.settings import load_config;"
        "load_config(Path(sys.argv[1]));"
        "print(*(name for name in sys.modules if 'watches' in name or 'papers.query' in name))"
    )
    command = [sys.executable, "-c", code, str(file)]
    for text, imported in (("mouse = false", ""), (TWO, "reader.config.watches")):
        file.write_text(text)
        assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == imported
