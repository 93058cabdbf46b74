"""The command line; Textual is imported only when the reader opens."""

import gc
import os
import sys

from reader import __version__
from reader.ui import frame

COMMANDS = {
    "cache": ("reader.cli.cache:cache", "Count, check, remove or carry away the stored days."),
    "completion": (
        "reader.cli.completion:completion",
        "Print what lets a shell complete commands, options and periods.",
    ),
    "config": ("reader.cli.settings:config", "Show, check or begin the configuration file."),
    "digest": ("reader.cli.digest:digest", "Write a digest for the inbox, a page or a feed."),
    "doctor": (
        "reader.cli.doctor:doctor",
        "Look at this machine, and say what to do about what is not ok.",
    ),
    "export": ("reader.cli.export:export", "Write papers for reference managers, notes and tables."),
    "fetch": ("reader.cli.fetch:fetch", "Fetch days ahead, to be read without a network."),
    "keys": ("reader.cli.settings:keys", "Print all keys in force, yours among them."),
    "list": ("reader.cli.listing:list_papers", "List the papers of a day, of several days, or all starred ones."),
    "manual": ("reader.cli.manual:manual", "Print the manual page."),
    "marks": ("reader.cli.marks:marks", "Export, import or count what is read, starred and noted."),
    "show": ("reader.cli.show:show", "Show one paper with its abstract."),
}
"""The first words that are no period: where each command is, which is imported when it runs, and what it does.

The one place where a command is named; here, because the usual start reads it and must not wait for click.
"""


def main() -> None:
    """Run the command `daily-papers` and leave with its exit code."""
    words = sys.argv[1:]
    # The usual start, a period or nothing, needs no parser: click takes 14 ms of the 200 until the first frame.
    if len(words) < 2 and _is_period("".join(words)) and "_DAILY_PAPERS_COMPLETE" not in os.environ:
        try:
            gc.disable()  # Until the first frame is painted: 4 % of the start.
            frame.show(words, __version__)
            from reader.cli import start

            sys.exit(start.told(lambda: start.open_reader(*words, framed=True)))
        finally:
            frame.restore()
    from reader.cli.command import daily_papers

    sys.exit(daily_papers.main())


def _is_period(word: str) -> bool:
    return not word.startswith("-") and word not in COMMANDS
