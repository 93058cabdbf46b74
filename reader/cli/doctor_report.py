"""What `daily-papers doctor` does: has everything looked at, and reports."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from reader.cli import doctor_library, doctor_machine, start
from reader.cli.diagnosis import Finding, Patient
from reader.cli.streams import STANDARD, output
from reader.config import Loaded, load
from reader.errors import ConfigError, ReaderError
from reader.store import paths

_STATUS: Final = 9
_CHECK: Final = 15
"""Columns of what stands before a finding."""
_NARROWEST: Final = 40


def report(*, as_json: bool, cache_dir: Path | None, offline: bool) -> None:
    """Print what was found, and end the process where a look-up of a name would hold it up.

    Args:
        as_json: Print one JSON object.
        cache_dir: Where stored days are, None for the platform's folder.
        offline: Do not ask the Hub.

    Raises:
        ReaderError: Something is not ok.
        StoreError: stdout cannot be written.
    """
    patient = _patient(cache_dir, offline)
    network = doctor_library.network(patient)
    findings = list(chain(doctor_machine.findings(patient), doctor_library.findings(patient), network.findings))
    wrong = sum(finding.status == "not ok" for finding in findings)
    with output(STANDARD) as stream:
        stream.write(_as_json(findings, wrong) if as_json else "".join(_lines(findings)).encode())
    sentence = f"{wrong} of {len(findings)} checks are not ok." if wrong else ""
    if network.is_hanging:
        # The interpreter would wait for the thread.
        os._exit(start.complain(sentence, 1) if wrong else 0)
    if wrong:
        raise ReaderError(sentence)


def _patient(cache_dir: Path | None, offline: bool) -> Patient:
    trouble = ""
    try:
        settings = load(paths.config())
    except ConfigError as error:
        settings, trouble = Loaded(paths.config()), str(error)
    return Patient(os.environ, cache_dir or paths.cache(), offline, settings, trouble)


def _as_json(findings: Sequence[Finding], wrong: int) -> bytes:
    return msgspec.json.encode({"ok": not wrong, "checks": [finding._asdict() for finding in findings]}) + b"\n"


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding; on a terminal broken where it ends, with what to do on a line of its own."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    wrapper = textwrap.TextWrapper(
        max(_NARROWEST, shutil.get_terminal_size().columns - 1),
        subsequent_indent=" " * (_STATUS + _CHECK),
        # A path can be copied, then.
        break_on_hyphens=False,
        break_long_words=False,
    )
    for finding in findings:
        head = f"{finding.status:<{_STATUS}}{finding.check:<{_CHECK}}"
        if not on_terminal:
            yield f"{head}{' '.join(filter(None, (finding.found, finding.do)))}\n"
            continue
        for text in filter(None, (finding.found, finding.do)):
            wrapper.initial_indent = head
            yield wrapper.fill(text) + "\n"
            head = wrapper.subsequent_indent
