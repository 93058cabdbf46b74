"""A hostile day through every command and every format, into pipes and onto a terminal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.cli.commands import COMMANDS
from reader.formats import DIGEST_FORMATS, FILE_FORMATS
from tests.cli.running import run
from tests.hostile.day import FIRST, TODAY, hostile_double
from tests.hostile.output import foul, foul_text
from tests.hostile.payloads import ALL, PAYLOADS
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.messages import as_json
from tests.hub.papers import paper_id
from tests.terminal import READER, Terminal, environment

pytestmark = pytest.mark.slow

DAY = str(TODAY)
OUTPUTS = ("--json", "--jsonl", "--csv", "--urls", "--ids", "--count")
RUNS: dict[str, list[tuple[str, ...]]] = {
    "fetch": [(DAY,), (DAY, "--full-text", "--discussion", "--limit", "2"), ("--from", "2026-08-18", "--to", DAY)],
    "list": [
        (DAY,), *((DAY, output) for output in OUTPUTS), (DAY, "--csv", "--excel"), ("starred",), ("2026-W34",),
        (DAY, "--template", "{title} {authors} {abstract} {organization}\n"), (DAY, "--query", "pwn"), ("trending",),
    ],
    "show": [
        *((paper_id(number),) for number in range(1, len(PAYLOADS) + 1)), (FIRST, "--json"), (FIRST, "--discussion"),
        (FIRST, "--full-text"), (FIRST, "--full-text", "--raw"), (FIRST, "--full-text", "--json"),
        (FIRST, "--discussion", "--json"),
    ],
    "read": [("--plain", DAY)],
    "search": [("pwn",), ("--hub", "end"), ("--related", FIRST), ("pwn", "--json")],
    "export": [(DAY, "--format", format, "--with-notes") for format in FILE_FORMATS],
    "digest": [
        *((DAY, "--format", format, "--watch") for format in DIGEST_FORMATS if format != "eml"),
        (DAY, "--format", "eml", "--to", "you@example.org"),
    ],
    "marks": [("stats",), ("export",), ("import", "marks.jsonl")],
    "cache": [("info",), ("verify",), ("export", "days.tar.gz"), ("import", "days.tar.gz"), ("prune", "--before", DAY)],
    "config": [("show",), ("check",), ("path",)],
    "keys": [()],
    "doctor": [()],
    "completion": [("bash",)],
    "manual": [()],
    "serve": [("--help",)],  # It runs until it is told to end; `tests/web` asks it.
}  # fmt: skip
"""What each command is given; a new one joins here."""


@pytest.fixture(scope="module")
def hub() -> Iterator[HubDouble]:
    """A Hub that is hostile in all that it has, for all tests."""
    with hostile_double() as running:
        yield running


@pytest.fixture(scope="module")
def filled(hub: HubDouble, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the days of the Hub are stored, with marks and a configuration that are hostile, too."""
    home = tmp_path_factory.mktemp("home")
    config = home / ".config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(
        f"theme = {as_toml(ALL)}\n{as_toml(ALL[:80])} = 1\n[keys]\n{as_toml(ALL)} = {as_toml(ALL)}\n"
        f"[[watch]]\nname = {as_toml(ALL[:40])}\nquery = 'pwn'\n"
        f"[[watch]]\nname = 'x'\nquery = {as_toml('(' + ALL[:80])}\n"
    )
    for fetched in ((DAY, "--full-text", "--discussion", "--limit", "1"), ("2026-08-19",)):
        run("fetch", *fetched, home=home, HF_ENDPOINT=hub.url)
    at, text = 1787227200123456, ALL.encode("utf-8", "replace").decode()
    record = {"fetched_at": at, "paper": {"id": FIRST, "title": text}}
    mark = {"id": FIRST, "starred": {"value": True, "at": at}, "note": {"value": text, "at": at}, "record": record}
    (home / "marks.jsonl").write_bytes(b"\n".join(as_json(line) for line in (mark, {"id": text}, text, ALL)))
    run("marks", "import", str(home / "marks.jsonl"), home=home)
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    """Such a home, to be changed."""
    shutil.copytree(filled, tmp_path / "home")
    return tmp_path / "home"


def as_toml(text: str) -> str:
    """A text as a string of TOML that has every character of it."""
    encoded = "".join(f"\\U{ord(one):08x}" for one in text if not 0xD800 <= ord(one) < 0xE000)
    return f'"{encoded}"'


def texts(value: Any) -> Iterator[str]:
    """All texts in what JSON was decoded to."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from (name, *texts(item))
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def bad(text: str) -> list[str]:
    """What in the output to a pipe acts on a terminal; JSON is looked into; a mark for Excel is the reader's own."""
    lines = text.removeprefix("\ufeff").replace("\t", " ").replace("\r\n", "\n").split("\n")
    found = foul_text("\n".join(lines))
    for line in (text, *lines):
        if line.startswith(("{", "[")):
            try:
                value = json.loads(line)
            except ValueError:
                continue
            found += [bad for one in texts(value) for bad in foul_text(one.replace("\t", " "))]
    return found


def own_marks_out(args: tuple[str, ...], text: str) -> str:
    """An export without what the reader itself puts between characters of Org to keep them from acting there."""
    return text.replace("\u200b", "") if "org" in args else text


def test_every_command_is_tried() -> None:
    assert {*RUNS} == {*COMMANDS}


@pytest.mark.parametrize("command", RUNS)
def test_no_command_writes_anything_that_acts(hub: HubDouble, home: Path, command: str) -> None:
    for args in RUNS[command]:
        words = [str(home / word) if word.endswith((".jsonl", ".gz")) else word for word in args]
        done = run(command, *words, home=home, HF_ENDPOINT=hub.url)
        assert done.returncode in ((0, 1) if command in ("doctor", "config", "fetch", "marks") else (0,)), done.stderr
        assert bad(done.stderr) == []
        if "--raw" not in args:  # Which a pipe is given as it came.
            assert (args, bad(own_marks_out(args, done.stdout))) == (args, [])
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [name for name in RUNS if name not in ("completion", "manual")])
def test_no_command_draws_anything_that_acts(hub: HubDouble, home: Path, command: str) -> None:
    for args in RUNS[command]:
        words = [str(home / word) if word.endswith((".jsonl", ".gz")) else word for word in args]
        if words[:1] == ["export"]:
            words.append("--force")
        with Terminal((*READER, command, *words), env=environment(home, HF_ENDPOINT=hub.url), columns=100) as terminal:
            if command == "read":
                terminal.press("quit\n")
            terminal.wait()
            output = own_marks_out(args, terminal.output.decode("utf-8", "surrogateescape")).replace("\ufeffid,", "id,")
            assert (args, foul(output.encode("utf-8", "surrogateescape"))) == (args, [])
            assert terminal.left_behind() == []


def test_the_plain_reader_says_nothing_that_acts(hub: HubDouble, home: Path) -> None:
    words = [
        "more",
        "1",
        "text",
        *["more"] * 5,
        "discussion",
        *["more"] * 3,
        "note",
        "links",
        "find pwn",
        "starred",
        ALL,
    ]
    typed = "".join(f"{word}\n" for word in words).encode("utf-8", "replace").decode()
    done = run("read", "--plain", DAY, home=home, typed=typed, HF_ENDPOINT=hub.url)
    assert done.returncode == 0
    assert "1: PWN�]52;c;UFdO�end" in done.stdout
    assert bad(done.stdout) == bad(done.stderr) == []


def test_what_a_shell_is_offered_does_not_act(hub: HubDouble, home: Path) -> None:
    for kind in ("bash", "zsh", "fish"):
        words = {"COMP_WORDS": "daily-papers show 2608", "COMP_CWORD": "2"}
        done = run(home=home, _DAILY_PAPERS_COMPLETE=f"{kind}_complete", HF_ENDPOINT=hub.url, **words)
        assert FIRST in done.stdout
        assert bad(done.stdout.replace("\0", "")) == []


@pytest.mark.parametrize(
    "where", ["list", "show", "search", "export -o", "list --query", "list --cache-dir", "list --x"]
)
def test_what_is_typed_is_repeated_without_what_acts(home: Path, where: str) -> None:
    for text in (ALL.replace("\0", ""), "PWN\x1b[7771m", "PWN\x9b7771m\u202e"):
        typed = text.encode("utf-8", "replace").decode()
        done = run(*where.split(), f"{home}/{typed}" if where.endswith(("-o", "-dir")) else typed, home=home)
        assert bad(done.stdout) == bad(done.stderr) == []
        assert "Traceback" not in done.stderr


def test_why_the_hub_failed_is_told_without_what_acts(hub: HubDouble, home: Path) -> None:
    hub.break_(faults.Answers(500, as_json({"error": ALL})))
    try:
        for args in (("list", "2026-08-18"), ("fetch", "2026-08-18"), ("search", "--hub", "x"), ("show", "2608.09999")):
            done = run(*args, home=home, HF_ENDPOINT=hub.url)
            assert done.returncode == 1
            assert (done.stdout, bad(done.stderr)) == ("", [])
            assert "UFdO" in done.stderr
    finally:
        hub.mend()
