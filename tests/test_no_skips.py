"""A test that is skipped for want of a tool fails where CI asks for that."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import CHECKOUT

pytestmark = pytest.mark.slow

RUNS = re.findall(r"pytest -n auto(?!\$').*|\$command --.*", (CHECKOUT / ".ci/run").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("skip", "options", "code"),
    [
        ("@pytest.mark.skipif(True, reason='needs xclip')", ["--no-skips"], 1),
        ("@pytest.mark.skipif(True, reason='needs xclip')", ["--no-skips", "-n", "1"], 1),
        ("@pytest.mark.skipif(True, reason='needs xclip')", [], 0),
        ("@pytest.mark.skipif(True, reason='only root mounts a disk')", ["--no-skips"], 0),
        ("", ["--no-skips"], 0),
    ],
)
def test_a_tool_that_is_missing_fails_where_that_is_asked_for(
    tmp_path: Path, skip: str, options: list[str], code: int
) -> None:
    file = tmp_path / "test_x.py"
    file.write_text(f"import pytest\n{skip}\ndef test_x(): pass\n")
    alone = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *alone, *options, str(file)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr


def test_ci_asks_for_that_wherever_it_runs_tests() -> None:
    assert len(RUNS) >= 5
    assert [run for run in RUNS if "--no-skips" not in run] == []


def test_every_tool_that_a_test_needs_is_said_to_be_needed() -> None:
    """What is skipped for another reason cannot be installed: CI would pass over it."""
    allowed = re.compile(
        "needs |only root|no other user|only a wheel|recorded|no contract|its file has no version|this SQLite|"
        "there is no curl|the system does not tell"
    )
    found = [
        f"{path.relative_to(CHECKOUT)}: {reason}"
        for path in (CHECKOUT / "tests").rglob("*.py")
        if path.name != "test_no_skips.py"
        for reason in re.findall(r"(?:pytest\.skip\(|skipif\(.*reason=)f?\"([^\"]*)", path.read_text(encoding="utf-8"))
        if not allowed.match(reason) and not allowed.search(reason)
    ]
    assert found == []
