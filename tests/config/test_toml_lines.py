"""Where in a file a setting is written, for the sentences that say so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from reader.config.settings import ConfigFile, load_config
from tests.config.conftest import loaded
from tests.config.test_settings import as_toml

LONG = r'''# theme = 0
start = """
theme = 1 \""" ""
[mouse]
x""""  # "[
open_cmd = [ # ]
  "a]", '[b', """
theme = 2
""",
  ["theme = 3"], {x = "}"},
]
layout = '''
LONG += """'''
theme = '4'
''''  # '[
[  'a.b' . "c\\td" ]
mouse = {x = 1, y = [
2]}

  theme=5
[[list]]
theme = 6
[[list]]

theme = 7
"""


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("start", 2),
        ("open_cmd", 6),
        ("layout", 12),
        ("a.b.c\td", 15),
        ("a.b.c\td.mouse", 16),
        ("a.b.c\td.mouse.x", 16),
        ("a.b.c\td.theme", 19),
        ("a.b.c\td.missing", 15),
        ("list", 20),
        ("list.0", 20),
        ("list.0.theme", 21),
        ("list.1.theme", 24),
        ("list.1.missing", 22),
        ("list.2.theme", 20),
        ("theme", 1),
        ("mouse", 1),
        ("", 1),
    ],
)
def test_the_line_of_a_setting_is_found_behind_whatever_stands_before(name: str, line: int, file: Path) -> None:
    """A theme in a comment, a text, an array or another table is not the theme; what is nowhere is in line 1."""
    done = loaded(file, LONG)
    assert done.where(name) == f"config.toml:{line}"


def test_lines_that_end_as_on_windows_are_counted_once(file: Path) -> None:
    assert loaded(file, "\r\n# x\r\ntheme = 1\r\n").problems[0].startswith("config.toml:3: ")


def test_an_array_is_no_header(file: Path) -> None:
    done = loaded(file, "open_cmd = ['keys']\nmouse = 1\ncopy_cmd = [\n'x'\n]\ntheme = 1")
    assert [problem.split(" ")[0] for problem in done.problems] == ["config.toml:2:", "config.toml:6:"]


def test_a_setting_that_is_nowhere_is_in_the_first_line(file: Path) -> None:
    assert load_config(file).where("theme") == "config.toml:1"


NAMES = st.text(min_size=1, max_size=4)


@given(st.lists(st.tuples(st.lists(NAMES, min_size=1, max_size=3), st.integers(0, 3)), max_size=6))
def test_the_line_of_any_key_is_its_own(keys: list[tuple[list[str], int]]) -> None:
    """Names of any characters, with dots and empty lines between."""
    text = ""
    wanted: dict[str, int] = {}
    for names, gap in keys:
        text += "\n" * gap
        wanted.setdefault(".".join(names), text.count("\n") + 1)
        text += f"{' . '.join(map(as_toml, names))} = '''\n'''\n"
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # One of the names is also a table.
        reject()
    done = ConfigFile(Path("x"), text)
    assert {name: done.line(name) for name in wanted} == wanted
