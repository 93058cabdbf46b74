"""What all tests share: a home of their own, and skips that count where everything has to run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.sample import Sample


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--no-skips`, which CI uses: it has all the tools that tests look for."""
    parser.addoption("--no-skips", action="store_true", help="fail when a test is skipped")


@pytest.hookimpl(optionalhook=True)  # Of pytest-xdist.
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: many tests wait for another process."""
    return (os.cpu_count() or 1) + 1


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
