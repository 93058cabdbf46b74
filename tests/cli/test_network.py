"""Every command that asks the Hub, and the reader, while the network is bad: what is said, and what is left."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.papers.models import Feed, Paper
from reader.papers.period import Day, EditionClock
from reader.store.feeds.cache import Cache
from tests.cli.network import CASES, Case
from tests.conftest import UNFRAMED, Start
from tests.hub import faults
from tests.hub.double import HubDouble
from tests.hub.sentence import is_sentence
from tests.terminal import CHECKOUT, READER, environment

pytestmark = pytest.mark.slow

TODAY = EditionClock().newest_with_papers()
OLD = date(2025, 3, 5)
CACHE = Path(".cache/daily-papers/v1")
STORED = Feed(
    period=Day(TODAY),
    papers=tuple(
        Paper(id=f"2503.0000{number}", title=f"Stored paper {number}", upvotes=9 - number) for number in (1, 2)
    ),
    fetched_at=datetime.now(UTC) - timedelta(hours=3),
)

WITH_STORED: dict[str, tuple[str, ...]] = {
    "list": ("list", str(TODAY)),
    "digest": ("digest", str(TODAY)),
    "export": ("export", str(TODAY)),
}
"""Commands that do with what is stored: done, and the reason is said."""
WITHOUT: dict[str, tuple[str, ...]] = {
    "list of another day": ("list", str(OLD)),
    "show": ("show", "2503.00003"),
    "search": ("search", "--hub", "masks"),
    "fetch": ("fetch", "--quiet", "--from", str(TODAY), "--to", str(TODAY)),
}
"""Commands that fail."""
DOCTOR = ("doctor", "--json")
WORLDS = {
    "nobody listens": ({"HF_ENDPOINT": "http://127.0.0.1:9"}, "cannot be reached: connection refused"),
    "no such name": ({"HF_ENDPOINT": "http://name.invalid"}, "cannot be reached"),
    "not HTTPS": ({"HF_ENDPOINT": "https://127.0.0.1:9"}, "cannot be reached"),
    "no such proxy": ({"ALL_PROXY": "socks5://127.0.0.1:9", "HF_ENDPOINT": "http://name.invalid"}, "cannot be reached"),
    "proxy of no known kind": (
        {"ALL_PROXY": "socks4://127.0.0.1:9", "HF_ENDPOINT": "http://name.invalid"},
        "ALL_PROXY",
    ),
    "proxy that is no address": ({"HTTP_PROXY": "http://[::1", "HF_ENDPOINT": "http://name.invalid"}, "HTTP_PROXY"),
    "no such certificates": ({"SSL_CERT_FILE": "/nowhere/at/all"}, "SSL_CERT_FILE cannot be used"),
    "keys that cannot be logged": ({"SSLKEYLOGFILE": "/nowhere/at/all"}, "SSLKEYLOGFILE cannot be used"),
}
"""Environments, and what is said of each."""
POSITION = ".local/state/daily-papers/position.json"
"""What the reader keeps besides."""
BEGINNING = re.compile(r"(Fetched 3 h ago\.|Could not fetch [^.]*\.|\S+ is not stored\.|No papers are stored\.) ")
ADVICE = re.compile(r"[Tt]ry again|Check |Correct |Is a proxy|Does this network|set SSL_CERT_FILE|Open a browser")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a day that is to be asked for again."""
    home = tmp_path_factory.mktemp("stored")
    cache = Cache(home / CACHE)
    asyncio.run(cache.put(STORED))
    cache.close(10)
    return home


@contextmanager
def begun(
    commands: dict[str, tuple[str, ...]], stored: Path, folder: Path, **changes: str
) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """Commands at the same time, as one that waits for the Hub does nothing else; each has a home and a session."""
    running = {}
    for name, words in commands.items():
        home = shutil.copytree(stored, folder / name)
        running[name] = subprocess.Popen(
            [*READER, *words],
            env=environment(home, PYTHONUTF8="1", **changes),
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
    try:
        yield running
    finally:
        for process in running.values():
            process.kill()
            process.communicate()


def left_in(home: Path) -> set[str]:
    """The files of a home, without those with which SQLite itself keeps a database open."""
    files = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
    return {name for name in files if not name.endswith(("-wal", "-shm"))}


def has_stored_only(home: Path) -> bool:
    """Whether what is stored is what was stored at first."""
    cache = Cache(home / CACHE)
    try:
        return asyncio.run(cache.days()) == (TODAY,) and asyncio.run(cache.get(TODAY)) == STORED
    finally:
        cache.close(10)


def reason(stderr: str) -> str:
    """Why something failed: the only line, without what comes before it."""
    (line,) = stderr.splitlines()
    assert line.startswith("daily-papers: ")
    return BEGINNING.sub("", line.removeprefix("daily-papers: "))


def assert_all_say(says: str, stored: Path, folder: Path, *, fetches: bool, **changes: str) -> None:
    """Run all commands, and look at what they say and leave."""
    commands = {**WITH_STORED, **WITHOUT, "doctor": DOCTOR}
    if not fetches:
        del commands["fetch"]
    with begun(commands, stored, folder, **changes) as running:
        for name, process in running.items():
            output, error = process.communicate(timeout=120)
            if name == "doctor":
                checks = {check["check"]: check for check in json.loads(output)["checks"]}
                assert checks["network"]["status"] == "not ok", output
                error = f"daily-papers: {checks['network']['found']} {checks['network']['do']}".rstrip()
            assert process.returncode == (0 if name in WITH_STORED else 1), (name, error)
            why = reason(error)
            assert says in why, (name, why)
            assert is_sentence(ValueError(why)), (name, why)
            assert ADVICE.search(why), (name, why)
            if name in WITH_STORED:
                assert "Stored paper 1" in output
                assert "Stored paper 2" in output
            elif name != "doctor":
                assert output == ""
            with pytest.raises(ProcessLookupError):
                os.killpg(process.pid, 0)
            assert left_in(folder / name) == left_in(stored), name
            assert has_stored_only(folder / name), name


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_commands_say_what_is_wrong_and_keep_what_is_stored(case: Case, stored: Path, tmp_path: Path) -> None:
    with HubDouble() as hub:
        hub.break_(case.fault)
        assert_all_say(case.says, stored, tmp_path, fetches=not case.is_waited_for, HF_ENDPOINT=hub.url)


@pytest.mark.parametrize(
    "answer", [b"[]", b"[{}]", b'[{"paper": {"id": "no id", "title": "Not a paper"}}]', b"{}", b"[NaN]"]
)
def test_an_answer_without_papers_takes_nothing_away(answer: bytes, stored: Path, tmp_path: Path) -> None:
    with HubDouble() as hub:
        hub.break_(faults.Answers(200, answer))
        with begun(WITH_STORED, stored, tmp_path, HF_ENDPOINT=hub.url) as running:
            for name, process in running.items():
                output, _ = process.communicate(timeout=120)
                assert process.returncode == 0, name
                assert output.index("Stored paper 1") < output.index("Stored paper 2")
                assert has_stored_only(tmp_path / name), name


@pytest.mark.parametrize(("world", "says"), WORLDS.values(), ids=WORLDS)
def test_commands_say_what_is_wrong_with_the_environment(
    world: dict[str, str], says: str, stored: Path, tmp_path: Path
) -> None:
    with HubDouble() as hub:
        assert_all_say(says, stored, tmp_path, fetches=True, **{"HF_ENDPOINT": hub.url, **world})
        assert hub.requests == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_reader_shows_what_is_stored_and_answers(case: Case, stored: Path, tmp_path: Path, start: Start) -> None:
    home = shutil.copytree(stored, tmp_path / "home")
    with HubDouble() as hub:
        hub.break_(case.fault)
        reader = start(str(TODAY), HF_ENDPOINT=hub.url, columns=200, **UNFRAMED)
        reader.wait_for("Stored paper 1", "Stored paper 2")
        if not case.takes_time:
            reader.wait_for(case.says)
        for key, paper in ("j", 2), ("k", 1), ("j", 2):
            reader.press(key)
            reader.wait_for(f"arXiv 2503.0000{paper}")
        reader.press("r")
        if not case.takes_time:
            reader.wait_for(case.says, "Stored paper 1")
        reader.press("q")
        assert reader.wait() == 0
    assert reader.left_behind() == []
    assert left_in(home) - left_in(stored) <= {POSITION}
    assert has_stored_only(home)
