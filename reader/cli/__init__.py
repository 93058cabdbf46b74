"""The command line; Textual is imported only when the reader opens."""

from __future__ import annotations

import sys

from reader.cli.command import daily_papers


def main() -> None:
    """Run the command `daily-papers` and leave with its exit code."""
    sys.exit(daily_papers.main())
