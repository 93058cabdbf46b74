"""The command line; Textual is imported only when the reader opens."""

from __future__ import annotations

import os
import sys

from reader.cli import start

COMMANDS = ("cache", "fetch", "marks")
"""The first words that are no period."""


def main() -> None:
    """Run the command `daily-papers` and leave with its exit code."""
    words = sys.argv[1:]
    # The usual start, a period or nothing, needs no parser: click takes 14 ms of the 200 until the first frame.
    if len(words) < 2 and _is_period("".join(words)) and "_DAILY_PAPERS_COMPLETE" not in os.environ:
        sys.exit(start.told(lambda: start.open_reader(*words)))
    from reader.cli.command import daily_papers

    sys.exit(daily_papers.main())


def _is_period(word: str) -> bool:
    return not word.startswith("-") and word not in COMMANDS
