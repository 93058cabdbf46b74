"""Asks pip-audit whether weaknesses are known in the pinned dependencies: `make audit`.

pip-audit calls packages that it could not look up no weakness and ends with 0. Here that is a failure of its own.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from tests.terminal import CHECKOUT

LOCK: Final = ".ci/requirements.lock"
ACCEPTED: Final = {
    # Looked at on 2026-11-28. 5.6.3 unpickles what is in its file, and there is no version that does not; the reader
    # gives it a disk that takes and returns bytes alone (store/feeds/diskcache_rows.py, and its tests).
    "CVE-2025-69872": "diskcache",
}
"""Weaknesses that are known and cannot be met here, each with the package that has it."""

FINE, FOUND, NOT_ASKED = 0, 1, 3


def program() -> str | None:
    """Where pip-audit is: beside this Python, or anywhere on the path."""
    beside = Path(sys.executable).with_name("pip-audit")
    return str(beside) if beside.is_file() else shutil.which("pip-audit")


def verdict(output: str, errors: str) -> tuple[int, str]:
    """What pip-audit's report in JSON and its complaints come to: an exit code and a sentence."""
    try:
        packages: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        said = [line for line in errors.splitlines() if line.strip()] or ["it wrote no report"]
        return NOT_ASKED, f"Nothing was audited, as pip-audit failed: {said[-1].strip()[:300]}"
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    found = [
        f"{package['name']} {package['version']}: {weakness['id']}"
        for package in packages
        for weakness in package.get("vulns", [])
        if ACCEPTED.keys().isdisjoint([weakness["id"], *weakness.get("aliases", [])])
    ]
    if found:
        return FOUND, "Known weaknesses: " + "; ".join(found)
    if unknown or not packages:
        return NOT_ASKED, f"Not audited, as the data could not be had: {len(unknown)} of {len(packages)} packages."
    return FINE, f"No weakness is known in {len(packages)} packages but {', '.join(ACCEPTED)}, which is fenced."


def main() -> int:
    """Audit the lock, and say in a sentence what was found, or that nothing was."""
    if (pip_audit := program()) is None:
        print("Nothing was audited, as there is no pip-audit. Install it with: pip install pip-audit")  # noqa: T201
        return NOT_ASKED
    command = [pip_audit, "-r", LOCK, "--disable-pip", "--require-hashes", "--progress-spinner", "off", "-f", "json"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    code, sentence = verdict(done.stdout, done.stderr)
    print(sentence)  # noqa: T201
    return code


if __name__ == "__main__":
    sys.exit(main())
