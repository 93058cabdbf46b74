"""What `make audit` makes of what pip-audit says: never that all is well where nothing was looked up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit import ACCEPTED, FINE, FOUND, LOCK, NOT_ASKED, verdict
from tests.terminal import CHECKOUT

WELL = {"name": "rich", "version": "15.0", "vulns": []}
UNKNOWN = {"name": "anyio", "skip_reason": "Dependency not found on PyPI and could not be audited: anyio"}
FENCED = {
    "name": "diskcache",
    "version": "5.6.3",
    "vulns": [{"id": "GHSA-x", "aliases": [*ACCEPTED], "fix_versions": []}],
}
WEAK = {"name": "click", "version": "8.4", "vulns": [{"id": "CVE-1", "aliases": [], "fix_versions": ["9"]}]}


def report(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("output", "code", "words"),
    [
        (report(WELL, FENCED), FINE, "No weakness is known in 2 packages but CVE-2025-69872"),
        (report(WELL, WEAK, UNKNOWN), FOUND, "click 8.4: CVE-1"),
        (report(WELL, UNKNOWN), NOT_ASKED, "could not be had: 1 of 2 packages"),
        (report(), NOT_ASKED, "could not be had: 0 of 0 packages"),
        ("", NOT_ASKED, "pip-audit failed: no such host"),
        ("[]", NOT_ASKED, "pip-audit failed"),
    ],
)
def test_what_was_not_looked_up_is_not_called_well(output: str, code: int, words: str) -> None:
    found, sentence = verdict(output, "Traceback\nno such host\n")
    assert found == code
    assert words in sentence


def test_a_report_of_nothing_looked_up_ends_with_a_failure(tmp_path: Path) -> None:
    fake = tmp_path / "pip-audit"
    fake.write_text(f"#!/bin/sh\necho '{report(UNKNOWN)}'\n")
    fake.chmod(0o755)
    code = "import sys; from tests import audit; audit.program = lambda: sys.argv[1]; sys.exit(audit.main())"
    done = subprocess.run([sys.executable, "-c", code, str(fake)], cwd=CHECKOUT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (NOT_ASKED, "")
    assert "could not be had: 1 of 1 packages" in done.stdout


def test_what_is_accepted_is_pinned() -> None:
    lock = (CHECKOUT / LOCK).read_text(encoding="utf-8")
    assert [name for name in ACCEPTED.values() if f"\n{name}==" not in lock] == []


@pytest.mark.parametrize("lock", [LOCK, ".ci/interop.txt"])
def test_every_pinned_dependency_has_its_hashes(lock: str) -> None:
    pins = re.split(r"\n(?=\S)", (CHECKOUT / lock).read_text(encoding="utf-8").strip())
    assert len(pins) >= 10
    assert [
        pin for pin in pins if not re.match(r"[a-z0-9._-]+==\S+( ; .*)? \\\n +--hash=sha256:[0-9a-f]{64}", pin)
    ] == []


def test_the_newest_are_pinned_and_not_what_was_pinned_before() -> None:
    commands = re.findall(r"uv pip compile .*", (CHECKOUT / "Makefile").read_text(encoding="utf-8"))
    assert len(commands) == 2
    assert all(" --upgrade " in command for command in commands)
