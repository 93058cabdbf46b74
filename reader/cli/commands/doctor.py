"""What can be typed after `daily-papers doctor`."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from reader.cli.io import STANDARD, output, print_error
from reader.cli.params import Origin, reads_papers
from reader.errors import ConfigError, ReaderError

if TYPE_CHECKING:
    from reader.cli.checks.finding import CheckContext, Finding


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@reads_papers
def doctor(origin: Origin, as_json: bool) -> None:
    """Look at this machine, and say what to do about what is not ok.

    Each thing is ok, not ok or unknown; then come what was found and what to do. The exit code is 1 if anything is not
    ok. The Hub is asked once, unless --offline says not to; the token is never shown, and no clipboard is touched. A
    damaged file of marks or of stored days is mended, as it is when the reader opens.

    With --json it is one object of this shape (here broken at the commas), ok being false if anything is not ok:

    \b
      {"ok":false,
       "checks":[{"check":"clipboard",
                  "status":"unknown",
                  "found":"OSC 52: known to the terminal only",
                  "do":"Copy something with y and paste it elsewhere."}]}
    """
    report(as_json=as_json, cache_dir=origin.cache_dir, offline=origin.offline or origin.sample)


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
    from reader.cli.checks import library, machine

    context = _context(cache_dir, offline)
    network = library.network(context)
    findings = list(chain(machine.findings(context), library.findings(context), network.findings))
    wrong = sum(finding.status == "not ok" for finding in findings)
    with output(STANDARD) as stream:
        stream.write(_as_json(findings, wrong) if as_json else "".join(_lines(findings)).encode())
    sentence = f"{wrong} of {len(findings)} checks are not ok." if wrong else ""
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
    """A line for each finding; on a terminal broken where it ends, with what to do on a line of its own."""
    import shutil

    from reader.host import tty

    on_terminal = tty.is_terminal(sys.stdout)
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
