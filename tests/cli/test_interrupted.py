"""Ctrl-C ends every command without a word, from the first line of ours on."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import slow
from tests.conftest import Start
from tests.terminal import CHECKOUT, PATIENCE, READER, environment

SITE = """
import os, signal, sys, time

def watch(event, args, left=[int(os.environ["AT"])]):
    if event == "import" and (args[0].startswith("reader.") or left[0] < int(os.environ["AT"])):
        left[0] -= 1
        if left[0] == 0:
            open(os.environ["HERE"], "w").close()
            if os.environ["ITSELF"]:
                os.kill(os.getpid(), signal.SIGINT)
            else:
                time.sleep(60)

sys.addaudithook(watch)
"""
"""Python runs this before the reader: at an import, counted from the first one of ours, it is interrupted or waits."""

Interrupted = Callable[..., dict[str, str]]


@pytest.fixture
def at(tmp_path: Path) -> Interrupted:
    """What a reader has to see of the world to be interrupted at an import, or to wait there for that."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITE)

    def world(number: int, *, itself: bool) -> dict[str, str]:
        here = {"AT": str(number), "HERE": str(tmp_path / "here"), "ITSELF": "1" if itself else ""}
        return {**here, "PYTHONPATH": f"{site}:{CHECKOUT}"}

    return world


SOME, ALL = (1, 2, 30, 90), (3, 4, 5, 8, 13, 21, 40, 60, 120, 150, 180, 220, 260, 300, 350, 400)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--sample"),
        *(
            slow(words)
            for words in [
                ("list", "--offline"),
                ("show", "2312.00752", "--sample"),
                ("digest", "--sample"),
                ("marks", "stats"),
                ("fetch", "-3"),
                ("doctor",),
                ("config", "check"),
                ("--help",),
                ("list", "--unread", "--count", "--offline"),
            ]
        ),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("moments", [SOME, slow(ALL)], ids=["some", "all"])
def test_a_command_is_interrupted_wherever_it_is(
    at: Interrupted, tmp_path: Path, words: tuple[str, ...], moments: tuple[int, ...]
) -> None:
    for moment in moments:
        (tmp_path / "here").unlink(missing_ok=True)
        env = environment(tmp_path / "home", **at(moment, itself=True))
        done = subprocess.run((*READER, *words), env=env, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        if not (tmp_path / "here").exists():  # It has fewer imports.
            assert moment != 1
            return
        said = done.stderr.replace(b"daily-papers: Interrupted: 0 days stored. Run the command again to go on.", b"")
        assert (done.returncode, said.strip()) == (130, b""), moment  # click ends the line that ^C is on.


@pytest.mark.parametrize("moment", [1, 2, slow(5), 40, slow(80)])
@pytest.mark.parametrize("words", [(), ("--sample",), ("list", "--offline"), slow(("cache", "clear"))], ids=" ".join)
def test_ctrl_c_ends_what_has_begun_in_a_terminal(
    start: Start, at: Interrupted, tmp_path: Path, words: tuple[str, ...], moment: int
) -> None:
    terminal = start(*words, env=at(moment, itself=False))
    deadline = time.perf_counter() + PATIENCE
    while not (tmp_path / "here").exists():
        assert time.perf_counter() < deadline
        terminal.read(0.01)
    terminal.press("\x03")
    assert terminal.wait() == 130
    assert terminal.text.strip() == "^C"
    assert terminal.left_behind() == []


def test_who_has_it_ignored_is_heard(at: Interrupted, tmp_path: Path) -> None:
    env = environment(tmp_path / "home", **at(1, itself=True))
    command = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh", *READER, "list", "--sample")
    done = subprocess.run(command, env=env, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    assert (tmp_path / "here").exists()
    assert (done.returncode, done.stderr) == (0, b"")


def test_who_imports_the_package_keeps_their_own_way() -> None:
    before = signal.getsignal(signal.SIGINT)
    import reader.cli.group  # noqa: F401

    assert signal.getsignal(signal.SIGINT) is before
    assert before is signal.default_int_handler
