"""The user's keys: how they are written, and that no two actions of a screen are left with the same one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding, BindingsMap
from textual.keys import _character_to_key, _normalize_key_list

from reader.config.keymap import FORMER, Keymap, checked_keys, textual_key
from reader.config.settings import UNBOUND, Config, ConfigFile, load_config

MAIN = {
    "move.down": "j,down",
    "move.up": "k,up",
    "paper.copy": "y",
    "day.older": "left_square_bracket, h,left",
    "pane.other": "tab,shift+tab",
}
DIALOGUE = {"choice.down": "j,down", "choice.take": "enter,y"}
EVERYWHERE = {"app.quit": "q", "app.help": "?"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a configuration is."""
    return tmp_path / "config.toml"


def keymap(file: Path, text: str) -> Keymap:
    file.write_text(f"[keys]\n{text}")
    done = load_config(file)
    assert done.problems == ()
    return checked_keys(done, [MAIN, DIALOGUE], EVERYWHERE)


# How keys are written


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("y", "y"),
        ("Y", "Y"),
        ("é", "é"),
        ("1", "1"),
        ("?", "question_mark"),
        ("[", "left_square_bracket"),
        ("\\", "backslash"),
        ("/", "slash"),
        ("#", "number_sign"),
        ("@", "at"),
        ("-", "minus"),
        ("hyphen_minus", "minus"),
        (",", "comma"),
        ("comma", "comma"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        (" ", "space"),
        ("space", "space"),
        ("esc", "escape"),
        ("Escape", "escape"),
        ("return", "enter"),
        ("PgDn", "pagedown"),
        ("pgup", "pageup"),
        ("del", "delete"),
        ("ins", "insert"),
        ("↓", "down"),
        ("→", "right"),
        ("F12", "f12"),
        ("ctrl+x", "ctrl+x"),
        ("Ctrl+X", "ctrl+x"),
        ("CTRL + x", "ctrl+x"),
        ("alt+shift+X", "alt+shift+x"),
        ("shift+ctrl+←", "ctrl+shift+left"),
        ("ctrl+ctrl+x", "ctrl+x"),
        ("super+?", "super+question_mark"),
        ("shift+tab", "shift+tab"),
        ("shift+space", "shift+space"),
        ("shift+x", "X"),
        ("Shift+X", "X"),
        ("shift+é", "É"),
    ],
)
def test_a_key_is_written_as_it_is_printed_or_as_textual_has_it(written: str, name: str) -> None:
    assert textual_key(written) == name
    assert textual_key(name) == name


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "  ",
            "\t",
            "\x1b",
            "\ud800",
            "yy",
            "f25",
            "f0",
            "<none>",
            "y,c",
            "ctrl+",
            "+x",
            "ctrl+yy",
            "x+ctrl",
            "hyper+x",
        ),
        *("ctrl", "ctrl-x", "shift+1", "shift+?", "shift+question_mark", "shift+ß"),
        *("ctrl+i", "ctrl+j", "ctrl+m", "Ctrl+[", "ctrl+h"),
    ],
)
def test_what_no_terminal_sends_is_no_key(written: str) -> None:
    assert textual_key(written) is None


def test_every_character_has_the_name_that_textual_gives_it() -> None:
    characters = [
        chr(code) for code in range(sys.maxunicode + 1) if chr(code).isprintable() and chr(code) not in "↑↓←→"
    ]
    assert [one for one in characters if textual_key(one) != _character_to_key(one)] == []


# Which keys are applied


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", {}),
        ('paper.copy = "c"', {"paper.copy": "c"}),
        ('paper.copy = "c, ctrl+x"', {"paper.copy": "c,ctrl+x"}),
        (
            'paper.copy = ["[", ",", "c", "c"]\nday.older = "h"',
            {"paper.copy": "left_square_bracket,comma,c", "day.older": "h"},
        ),
        ('paper.copy = ","', {"paper.copy": "comma"}),
        ('paper.copy = ""', {"paper.copy": f"{UNBOUND}paper.copy"}),
        ('paper.copy = []\nmove.up = "y"', {"paper.copy": f"{UNBOUND}paper.copy", "move.up": "y"}),
        ('move.up = "j"\nmove.down = "k"', {"move.up": "j", "move.down": "k"}),
        ('move.up = "j"\nmove.down = "y"\npaper.copy = "k"', {"move.up": "j", "move.down": "y", "paper.copy": "k"}),
        ('move.down = "down,j"', {"move.down": "down,j"}),
        ('paper.copy = "enter"', {"paper.copy": "enter"}),
        ('choice.take = "k"\nmove.up = "y"\npaper.copy = "k"', {"choice.take": "k", "move.up": "y", "paper.copy": "k"}),
        ('app.quit = "x"\nmove.up = "q"', {"app.quit": "x", "move.up": "q"}),
    ],
)
def test_keys_that_mean_one_thing_are_applied(text: str, keys: dict[str, str], file: Path) -> None:
    assert keymap(file, text) == Keymap(keys, ())


FAULTS = [
    ('list.copy = "c"', ['2: "list.copy" is not an action; did you mean paper.copy? It is ignored.']),
    ('paper.copi = "c"', ['2: "paper.copi" is not an action; did you mean paper.copy? It is ignored.']),
    ('zzz = "c"', ['2: "zzz" is not an action. It is ignored.']),
    ('move.up = "crtl+x"', ['2: "crtl+x" is not a key; did you mean ctrl+x? move.up keeps its default.']),
    ('move.up = "x, yy"', ['2: "yy" is not a key. move.up keeps its default.']),
    ('move.up = "pagedwn"', ['2: "pagedwn" is not a key; did you mean pagedown? move.up keeps its default.']),
    ('move.up = "Ctrl+["', ['2: "Ctrl+[" is not a key; did you mean escape? move.up keeps its default.']),
    ('move.up = "x,"', ["2: one of the keys is empty; write the word comma for a comma. move.up keeps its default."]),
    (
        'move.up = ["x", "  "]',
        ["2: one of the keys is empty; write the word comma for a comma. move.up keeps its default."],
    ),
]


@pytest.mark.parametrize(("text", "problems"), FAULTS)
def test_a_faulty_entry_is_told_and_its_action_keeps_its_keys(text: str, problems: list[str], file: Path) -> None:
    assert keymap(file, text) == Keymap({}, tuple(f"config.toml:{problem}" for problem in problems))


TAKEN = [
    ('move.up = "j"', {"move.down": "down"}, {"move.down": 'move.down loses "j" to move.up.'}),
    (
        'move.up = "j,↓"',
        {"move.down": f"{UNBOUND}move.down"},
        {"move.down": 'move.down loses "j" to move.up and "↓" to move.up, and has no key left.'},
    ),
    ('move.up = "["', {"day.older": "h,left"}, {"day.older": 'day.older loses "[" to move.up.'}),
    (
        'choice.down = "?"',
        {"app.help": f"{UNBOUND}app.help"},
        {"app.help": 'app.help loses "?" to choice.down, and has no key left.'},
    ),
    (
        'app.help = "y"',
        {"paper.copy": f"{UNBOUND}paper.copy", "choice.take": "enter"},
        {
            "paper.copy": 'paper.copy loses "y" to app.help, and has no key left.',
            "choice.take": 'choice.take loses "y" to app.help.',
        },
    ),
]


@pytest.mark.parametrize(("text", "left", "said"), TAKEN)
def test_a_key_of_the_users_is_taken_from_the_action_that_has_it_by_default(
    text: str, left: dict[str, str], said: dict[str, str], file: Path
) -> None:
    done = keymap(file, text)
    assert {action: keys for action, keys in done.keys.items() if action not in text} == left
    assert done.problems == ()
    assert done.taken == {action: f"config.toml:2: {sentence}" for action, sentence in said.items()}


def test_of_two_actions_with_one_key_the_first_in_the_file_has_it(file: Path) -> None:
    done = keymap(file, 'move.up = "x"\npaper.copy = "x"\nmove.down = "x"')
    assert done.keys == {"move.up": "x"}
    assert done.problems == (
        'config.toml:3: "x" is already a key of move.up. paper.copy keeps its default.',
        'config.toml:4: "x" is already a key of move.up. move.down keeps its default.',
    )


def test_the_line_tells_which_is_first_and_not_the_table(file: Path) -> None:
    file.write_text('[keys.b.c]\nx = "1"\n[keys.a]\nx = "x"\n[keys.b]\ny = "x"\n')
    done = checked_keys(load_config(file), [{"b.c.x": "2", "b.y": "3", "a.x": "4"}])
    problem = 'config.toml:6: "x" is already a key of a.x. b.y keeps its default.'
    assert done == Keymap({"b.c.x": "1", "a.x": "x"}, (problem,))


def test_an_action_whose_entry_falls_gives_up_what_others_take(file: Path) -> None:
    done = keymap(file, 'choice.take = "z"\nmove.down = "y"\npaper.copy = "k"\nmove.up = "yy"')
    assert done.keys == {"choice.take": "z", "move.down": "y", "paper.copy": "k", "move.up": "up"}
    assert done.problems == ('config.toml:5: "yy" is not a key. move.up keeps its default.',)
    assert done.taken == {"move.up": 'config.toml:4: move.up loses "k" to paper.copy.'}


def test_an_entry_that_can_never_be_applied_takes_no_key_from_another(file: Path) -> None:
    file.write_text('[keys]\nmove.up = "x,ctrl+q"\nmove.down = "x"')
    done = checked_keys(load_config(file), [{"": "ctrl+q", **MAIN}])
    assert done.keys == {"move.down": "x"}


def test_a_key_is_looked_for_on_every_screen_of_an_action(file: Path) -> None:
    file.write_text('[keys]\na = "x"')
    done = checked_keys(load_config(file), [{"a": "1"}, {"b": "x"}, {"a": "1", "c": "x"}])
    assert done == Keymap(
        {"a": "x", **{other: f"{UNBOUND}{other}" for other in "c"}},
        (),
        {"c": 'config.toml:2: c loses "x" to a, and has no key left.'},
    )


def test_actions_that_share_a_key_by_default_may_go_on_sharing_it(file: Path) -> None:
    scope = {"list.open": "enter,o", "search.done": "enter"}
    file.write_text('[keys]\nlist.open = "enter,x"')
    assert checked_keys(load_config(file), [scope]) == Keymap({"list.open": "enter,x"}, ())
    file.write_text('[keys]\nsearch.done = "o"')
    assert checked_keys(load_config(file), [scope]).keys == {"search.done": "o", "list.open": "enter"}


def test_a_fixed_key_is_nobodys_to_take_or_to_give(file: Path) -> None:
    file.write_text('[keys]\n"" = "x"\na = "ctrl+q"')
    assert checked_keys(load_config(file), [{"": "ctrl+q,ctrl+c", "a": "1"}]) == Keymap(
        {},
        (
            'config.toml:2: "" is not an action. It is ignored.',
            'config.toml:3: "ctrl+q" is already a key of the reader itself. a keeps its default.',
        ),
    )


def test_what_is_everywhere_is_known_without_a_screen(file: Path) -> None:
    file.write_text('[keys]\napp.quit = "x"\napp.help = "x"')
    done = checked_keys(load_config(file), [], EVERYWHERE)
    assert (done.keys, len(done.problems)) == ({"app.quit": "x"}, 1)
    assert checked_keys(ConfigFile(file), []) == Keymap({}, ())


def test_foreign_words_are_not_told_raw(file: Path) -> None:
    done = keymap(file, '"\\u001b]0;x\\u0007" = "x"\nmove.up = "\\u001b[2J\\u202e[/]"\nmove.down = "' + "x" * 999 + '"')
    assert done.keys == {}
    assert len(done.problems) == 3
    assert all(problem.isprintable() and len(problem) < 150 for problem in done.problems)


ACTIONS = st.sampled_from([*MAIN, *DIALOGUE, *EVERYWHERE, "no.action"])
WRITTEN = st.sampled_from(["j", "k", "y", "q", "h", "?", "↓", "down", "tab", "enter", "x", "z", "ctrl+x", "zz", ""])


@given(st.dictionaries(ACTIONS, st.lists(WRITTEN, max_size=3).map(tuple)))
def test_no_two_actions_of_a_screen_are_left_with_one_key(keys: dict[str, tuple[str, ...]]) -> None:
    done = checked_keys(ConfigFile(Path("x"), config=Config(keys=keys)), [MAIN, DIALOGUE], EVERYWHERE)
    for scope in (MAIN, DIALOGUE):
        in_force = [
            key
            for action, default in {**scope, **EVERYWHERE}.items()
            for key in _normalize_key_list(done.keys.get(action, default)).split(",")
        ]
        assert len(in_force) == len(set(in_force))
    as_before = [action for action, names in keys.items() if FORMER.get(action) == names]
    assert len(done.keys.keys() - done.taken.keys()) + len(done.problems) + len(as_before) == len(keys)
    assert done.taken.keys() <= done.keys.keys()


def test_textual_applies_what_is_given_to_it(file: Path) -> None:
    """Above all it takes the key from an action that is to have none; an empty text would leave it."""
    bindings = BindingsMap([Binding(keys, "x", id=action) for action, keys in MAIN.items()])
    done = keymap(file, 'paper.copy = ""\nmove.up = "y,j"\nmove.down = ["k", ","]')
    bindings.apply_keymap(done.keys)
    bound = {key: [binding.id for binding in dict.fromkeys(found)] for key, found in bindings.key_to_bindings.items()}
    assert bound == {
        "unbound:paper.copy": ["paper.copy"],
        "y": ["move.up"],
        "j": ["move.up"],
        "k": ["move.down"],
        "comma": ["move.down"],
        "left_square_bracket": ["day.older"],
        "h": ["day.older"],
        "left": ["day.older"],
        "tab": ["pane.other"],
        "shift+tab": ["pane.other"],
    }
