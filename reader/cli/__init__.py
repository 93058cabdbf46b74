"""The command line; Textual is imported only when the reader opens."""

import gc
import os
import sys

from reader import __version__
from reader.cli.commands import COMMANDS
from reader.startup import snapshot


def main() -> None:
    """Run the command `daily-papers` and leave with its exit code."""
    words = sys.argv[1:]
    # The usual start, a period or nothing, needs no parser: click takes 14 ms of the 200 until the first frame.
    if len(words) < 2 and _is_period("".join(words)) and "_DAILY_PAPERS_COMPLETE" not in os.environ:
        try:
            gc.disable()  # Until the first frame is painted: 4 % of the start.
            snapshot.show(words, __version__)
            from reader.cli.io import run_command
            from reader.startup import session

            sys.exit(run_command(lambda: session.open_reader(*words, framed=True)))
        finally:
            snapshot.restore()
    from reader.cli.group import daily_papers

    sys.exit(daily_papers.main())


def _is_period(word: str) -> bool:
    return not word.startswith("-") and word not in COMMANDS
