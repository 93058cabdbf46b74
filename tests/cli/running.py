"""Commands as another process runs them, and what they may not do whatever is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.terminal import CHECKOUT, READER, environment

LOADED = """
import sys
from reader.cli import main
try:
    main()
finally:
    sys.stderr.write("LOADED " + " ".join(sys.modules))
"""


def run(
    *args: str, home: Path, argv: Iterable[str] = READER, shell: str = "", typed: str = "", **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run `daily-papers` with arguments, redirections that a shell makes, an input and changes of the environment."""
    words = (*argv, *args)
    command = ("sh", "-c", f'exec "$@" {shell}', "sh", *words) if shell else words
    env = environment(home, PYTHONUTF8="1", **changes)
    return subprocess.run(command, env=env, cwd=CHECKOUT, capture_output=True, encoding="utf-8", input=typed)


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What a command said on stderr, each sentence without the name of the program."""
    lines = done.stderr.splitlines()
    assert all(line.startswith("daily-papers: ") and line.isprintable() for line in lines), lines
    return [line.removeprefix("daily-papers: ") for line in lines]


def loaded(*args: str, home: Path, **changes: str) -> set[str]:
    """The modules that a command has imported when it ends."""
    done = run(*args, home=home, argv=(sys.executable, "-c", LOADED), **changes)
    return set(done.stderr.partition("LOADED ")[2].split())
