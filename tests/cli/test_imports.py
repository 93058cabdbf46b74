"""What is imported for what is typed after `daily-papers`, and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.terminal import CHECKOUT


def loaded_by(statement: str) -> set[str]:
    script = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    return set(done.stdout.split())


NETWORK = {"httpx", "stamina", "pyperclip", "anyio"}


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        ("import reader.__main__", {"textual", "rich", "msgspec", "asyncio", "diskcache", "sqlite3", *NETWORK}),
        ("import reader.library, reader.hub.client", {"textual", "rich", "diskcache", "sqlite3", *NETWORK}),
        ("import reader.startup.session", {"textual", "rich", "diskcache", "sqlite3", *NETWORK}),
        ("import reader.ui.app", {"diskcache", "sqlite3", "markdown_it", "pydantic", *NETWORK}),
        ("import reader.ui.app", {"textual.widgets._header", "textual.widgets._footer", "textual.widgets._markdown"}),
    ],
)
def test_the_start_loads_no_more_than_it_needs(statement: str, forbidden: set[str]) -> None:
    assert not loaded_by(statement) & forbidden


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_meet_no_textual(option: str) -> None:
    script = (
        f"import sys; sys.argv = ['x', '{option}']\nfrom reader.cli import main\ntry: main()\nexcept SystemExit: pass"
    )
    assert not loaded_by(script) & {"textual", "rich", "asyncio", "msgspec"}


@pytest.mark.parametrize(
    ("words", "parsed"),
    [([], False), (["fri"], False), (["starred"], False), (["marks"], True), (["-1"], True), (["a", "b"], True)],
)
def test_only_what_is_no_period_is_parsed(words: list[str], parsed: bool) -> None:
    script = (
        f"import sys; sys.argv = ['x', *{words}]\nfrom reader.cli import main\ntry: main()\nexcept SystemExit: pass"
    )
    assert ("click" in loaded_by(script)) is parsed


FIRST_FRAME = """
import sys, threading
report = sys.argv.pop()
where = {}
class Watch:
    def find_spec(self, name, path=None, target=None):
        where.setdefault(name, threading.current_thread().name)
sys.meta_path.insert(0, Watch())
from reader.ui.screens.feed import FeedScreen
def begin(screen):
    assert screen.browser.listed.rows, "nothing is shown yet"
    with open(report, "w") as file:
        file.write(" ".join(f"{name}={thread}" for name, thread in where.items()))
    screen.app.exit()
FeedScreen.begin = begin
from reader.cli import main
main()
"""


def test_before_the_first_frame_only_what_it_needs_is_imported(start: Start, double: HubDouble, tmp_path: Path) -> None:
    reader = start("2026-08-20", HF_ENDPOINT=double.url)
    reader.wait_for("The [MASK] of Thursday", "fetched just now")
    reader.press("q")
    reader.wait()
    report = tmp_path / "imports"
    reader = start("2026-08-20", str(report), argv=(sys.executable, "-c", FIRST_FRAME), HF_ENDPOINT=double.url)
    assert reader.wait() == 0, reader.text
    imported = dict(pair.split("=", 1) for pair in report.read_text().split())
    assert imported["textual.app"] == "MainThread"
    assert imported["sqlite3"] in ("cache", "marks")
    assert not imported.keys() & {
        *NETWORK,
        "diskcache",
        "reader.papers.full_text",
        "reader.papers.tex.pipeline",
        "reader.hub.client",
        "reader.papers.query",
        "reader.store.marks.recovery",
        "reader.ui.dialogs.help",
        "markdown_it",
        "tomllib",
    }
