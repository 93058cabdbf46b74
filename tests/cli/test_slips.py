"""Slips of the fingers on the command line, each answered with what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reader.cli.commands import COMMANDS
from reader.cli.group import daily_papers
from reader.cli.mistakes import OTHER_COMMANDS, check
from reader.errors import UseError
from reader.papers.period import EditionClock


def commands(command: click.Command = daily_papers, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """All commands, each with the words that run it."""
    yield path, command
    if isinstance(command, click.Group):
        for name, stub in command.commands.items():
            yield from commands(daily_papers.loaded(name) if command is daily_papers else stub, *path, name)


OPTIONS = [
    (path, command, option)
    for path, command in commands()
    for option in command.params
    if isinstance(option, click.Option)
]
VALUED = [(path, option) for path, _, option in OPTIONS if not option.is_flag and not option._flag_needs_value]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said of a command line that cannot be understood."""
    assert daily_papers.main([*words]) == 2
    return capsys.readouterr().err.removeprefix("daily-papers: ").rstrip("\n")


@pytest.mark.parametrize(("path", "option"), VALUED, ids=lambda value: str(getattr(value, "name", value)))
def test_an_option_says_which_value_it_needs(
    path: tuple[str, ...], option: click.Option, capsys: pytest.CaptureFixture[str]
) -> None:
    others = [one.opts[0] for known, _, one in OPTIONS if known == path and one is not option]
    for words in ((option.opts[0],), (option.opts[0], others[0])):
        sentence = said(capsys, *path, *words)
        assert sentence.startswith(f"{option.opts[0]} needs a"), sentence
        assert not sentence.startswith(f"{option.opts[0]} needs a value")
        assert sentence.endswith(f" See {' '.join(('daily-papers', *path))} --help.")
        for word in getattr(option.type, "choices", ()):
            assert word in sentence


def test_an_abbreviated_option_never_means_another_one(capsys: pytest.CaptureFixture[str]) -> None:
    for path, command, option in OPTIONS:
        known = {name for one in command.params for name in one.opts}
        name = option.opts[0]
        for end in range(3, len(name)):
            if name[:end] not in known:
                sentence = said(capsys, *path, name[:end])
                assert f"“{name[:end]}” is not an option of " in sentence
                assert name in sentence.partition("did you mean")[2].partition("?")[0], sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("list", "--form", "2026-08-01"), "“--form” is not an option of daily-papers list; did you mean --from?"),
        (
            ("export", "--form", "x"),
            "“--form” is not an option of daily-papers export; did you mean --from or --format?",
        ),
        (("list", "-from", "fri"), "“-from” is not an option of daily-papers list; did you mean --from?"),
        (("list", "-n", "3"), "“-n” is not an option of daily-papers list; did you mean --limit?"),
        (("-h",), "“-h” is not an option of daily-papers; did you mean --help?"),
        (("-3x",), "“-3x” is not a period; did you mean -3?"),
        (("list", "-3x"), "“-3x” is not a period; did you mean -3?"),
        (("show", "-3x"), "“-3x” is not an option of daily-papers show."),
        (("list", "3", "days", "ago"), "Unexpected arguments “days ago”: a period is one word; did you mean -3?"),
        (("last", "friday"), "Unexpected argument “friday”: a period is one word; did you mean friday?"),
        (("list", "today", "-1"), "Unexpected argument “-1”."),
        (
            ("list", "2026-08-21", "2026-08-20"),
            "Unexpected argument “2026-08-20”; did you mean --from 2026-08-20 --to 2026-08-21?",
        ),
        (("digest", "2026-08-20", "2026-08-21"), "Unexpected argument “2026-08-21”."),
        (("--list",), "“--list” is not an option of daily-papers; did you mean daily-papers list?"),
        (("fetch", "3"), "“3” is not a period; did you mean --days 3?"),
        (
            ("fetch", "2026-08-20", "2026-08-21"),
            "Unexpected argument “2026-08-21”; did you mean --from 2026-08-20 --to 2026-08-21?",
        ),
        (("completion",), "SHELL is missing: choose from bash, zsh, fish."),
        (("search",), "QUERY is missing."),
        (
            ("search", "agent", "-survey"),
            "“-survey” is not an option of daily-papers search; to leave out a word, write -- before the query.",
        ),
        (("cache", "check"), "“check” is not a command of daily-papers cache; did you mean verify?"),
        (("cache", "list"), "“list” is not a command of daily-papers cache; did you mean info?"),
        (("marks", "count"), "“count” is not a command of daily-papers marks; did you mean stats?"),
        (("config", "list"), "“list” is not a command of daily-papers config; did you mean show?"),
        (("cache", "sinof"), "“sinof” is not a command of daily-papers cache; did you mean info?"),
    ],
)
def test_what_was_meant(words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, *words).startswith(f"{sentence} See ")


@pytest.mark.parametrize("words", [("Aug", "20"), ("list", "Aug", "20th")])
def test_a_day_of_two_words_is_named_as_one(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    today = EditionClock().newest_day()
    year = today.year if today >= today.replace(month=8, day=20) else today.year - 1
    assert f"a period is one word; did you mean {year}-08-20?" in said(capsys, *words)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("help", "--help"), ("ls", "list"), ("Find", "search"), ("sync", "fetch"), ("verison", "--version")),
        *(("downlod", "fetch"), ("last", "today"), ("tomorow", "today")),
    ],
)
def test_a_command_of_other_programs_is_named_as_ours(word: str, meant: str) -> None:
    with pytest.raises(UseError, match=rf"“{word}” is neither a command nor a period; did you mean {meant}\?"):
        check(word, COMMANDS)


def test_every_name_of_another_program_leads_to_something_of_this_one() -> None:
    names = {*COMMANDS, *(name for one in daily_papers.get_params(click.Context(daily_papers)) for name in one.opts)}
    assert {*OTHER_COMMANDS.values()} <= names
    assert not OTHER_COMMANDS.keys() & COMMANDS.keys()


def test_a_day_in_an_option_is_read_in_the_same_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = said(capsys, "cache", "prune", "--cache-dir", str(tmp_path), "--before", "20/8/2026")
    assert sentence == "“20/8/2026” is not a day; did you mean 2026-08-20?"
