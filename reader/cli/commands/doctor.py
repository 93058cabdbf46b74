"""The command `daily-papers doctor`."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from reader.cli.io import STANDARD, output, print_error
from reader.cli.params import Origin, ReaderCommand, reads_papers
from reader.errors import ConfigError, ReaderError

if TYPE_CHECKING:
    from reader.cli.checks.finding import CheckContext, Finding


@click.command(cls=ReaderCommand)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@partial(reads_papers, unlisted=("sample",))
def doctor(origin: Origin, as_json: bool) -> None:
    """Check this machine and suggest fixes.

    Each check is ok, not ok or unknown, followed by what was found and what to do. The exit code is 1 if any check is
    not ok, which means broken and not merely missing: a machine without a browser is ok. The Hub is asked once, unless
    --offline is given; your token is never shown and the clipboard is not touched. Damaged marks or stored days are
    repaired, as when the reader opens.

    With --json the output is one object like this (broken at the commas here); ok is false if any check is not ok:

    \b
      {"ok":false,
       "checks":[{"check":"clipboard",
                  "status":"unknown",
                  "found":"OSC 52: cannot be checked",
                  "do":"Copy something with y and paste it elsewhere. …"}]}
    """
    report(as_json=as_json, cache_dir=origin.cache_dir, offline=origin.offline or origin.sample)


_STATUS: Final = 9
_CHECK: Final = 15
"""Columns before the text of a finding."""
_NARROWEST: Final = 40


def report(*, as_json: bool, cache_dir: Path | None, offline: bool) -> None:
    """Print the findings, and end the process if a name look-up would hold it up.

    Args:
        as_json: Print one JSON object.
        cache_dir: The folder of stored days, None for the platform's own.
        offline: Do not ask the Hub.

    Raises:
        ReaderError: Something is not ok.
        StoreError: stdout cannot be written.
    """
    from reader.cli.checks import library, machine

    context = _context(cache_dir, offline)
    network = library.network(context)
    findings = list(chain(machine.findings(context), library.findings(context), network.findings))
    wrong = sum(finding.status == "not ok" for finding in findings)
    with output(STANDARD) as stream:
        stream.write(_as_json(findings, wrong) if as_json else "".join(_lines(findings)).encode())
    sentence = f"{wrong} of {len(findings)} checks {'is' if wrong == 1 else 'are'} not ok." if wrong else ""
    if network.is_hanging:
        # The interpreter would wait for the thread.
        os._exit(print_error(sentence, 1) if wrong else 0)
    if wrong:
        raise ReaderError(sentence)


def _context(cache_dir: Path | None, offline: bool) -> CheckContext:
    from reader.cli.checks.finding import CheckContext
    from reader.config.settings import ConfigFile, load_config
    from reader.store import paths

    trouble = ""
    try:
        settings = load_config(paths.config())
    except ConfigError as error:
        settings, trouble = ConfigFile(paths.config()), str(error)
    return CheckContext(os.environ, cache_dir, offline, settings, trouble)


def _as_json(findings: Sequence[Finding], wrong: int) -> bytes:
    import msgspec

    return msgspec.json.encode({"ok": not wrong, "checks": [finding._asdict() for finding in findings]}) + b"\n"


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """One line per finding; on a terminal wrapped, with what to do on its own line."""
    import shutil

    from reader.host import tty

    on_terminal = tty.is_terminal(sys.stdout)
    wrapper = textwrap.TextWrapper(
        max(_NARROWEST, shutil.get_terminal_size().columns - 1),
        subsequent_indent=" " * (_STATUS + _CHECK),
        # So that a path can be copied.
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
