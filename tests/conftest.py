"""What all tests share: a home of their own, a reader in a terminal, a Hub for it, and skips that count in CI."""

from __future__ import annotations

import compileall
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reader.sample import Sample
from tests.hub.double import HubDouble
from tests.hub.papers import day, item, paper_id
from tests.terminal import PACKAGE, READER, Terminal, environment

THURSDAY, WEDNESDAY, MONDAY = date(2026, 8, 20), date(2026, 8, 19), date(2026, 8, 17)

UNFRAMED = {"COLUMNS": "120", "LINES": "40"}
"""For a reader after which no other process looks at its files: where the user says the size no frame is kept."""

Start = Callable[..., Terminal]


def hub_double() -> HubDouble:
    """A Hub with papers on Thursday and Monday."""
    days = {
        THURSDAY: [item(paper_id(1), title="The [MASK] of Thursday"), *day(20, first=100)],
        MONDAY: [item(paper_id(2), title="The [/] of Monday", day=MONDAY)],
    }
    days[THURSDAY][0]["paper"]["upvotes"] = 999
    return HubDouble(days)


@pytest.fixture
def double() -> Iterator[HubDouble]:
    """A Hub with papers on Thursday and Monday."""
    with hub_double() as running:
        yield running


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts readers that share a home, and ends those that a test leaves."""
    running: list[Terminal] = []

    def reader(
        *args: str,
        columns: int = 120,
        lines: int = 40,
        argv: tuple[str, ...] = READER,
        env: dict[str, str | None] | None = None,
        cwd: Path | None = None,
        **changes: str,
    ) -> Terminal:
        world = environment(tmp_path / "home", **changes)
        for name, value in (env or {}).items():
            if value is None:
                del world[name]
            else:
                world[name] = value
        running.append(Terminal((*argv, *args), env=world, columns=columns, lines=lines, cwd=cwd))
        return running[-1]

    yield reader
    for terminal in running:
        terminal.__exit__(None, None, None)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that another user can reach; pytest closes its own to others whenever a run begins."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    path.chmod(0o700)
    for inner in path.iterdir():
        inner.chmod(0o700)
    shutil.rmtree(path)


# A machine that is busy is no fault of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--no-skips`, which CI uses: it has all the tools that tests look for."""
    parser.addoption("--no-skips", action="store_true", help="fail when a test is skipped")


@pytest.hookimpl(optionalhook=True)  # Of pytest-xdist.
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: many tests wait for another process."""
    return (os.cpu_count() or 1) + 1


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the reader once, as pip does; else each of the processes that tests start would do it for itself."""
    if not hasattr(session.config, "workerinput"):
        compileall.compile_dir(PACKAGE, quiet=2)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail when a test was skipped for want of something that can be installed: its reason says "needs"."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if reporter and session.config.getoption("no_skips") and any("needs " in str(skip.longrepr) for skip in skipped):
        reporter.write_line("a test was skipped, and --no-skips does not allow that", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the files and the token of whoever runs them."""
    home = tmp_path_factory.getbasetemp() / "nobody"
    monkeypatch.setenv("HOME", str(home))
    for name in ("HF_HOME", "HF_TOKEN", "HF_ENDPOINT", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "DAILY_PAPERS_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "SSLKEYLOGFILE",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert not Path(home).exists()


@pytest.fixture
def sample() -> Iterator[Sample]:
    """The sample edition."""
    edition = Sample()
    yield edition
    edition.marks.close(5)
