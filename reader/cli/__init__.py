"""The command line; Textual is imported only when the reader opens.

Until the last first frame is shown again, nothing is imported but what the interpreter has at its start: `typing` alone
takes 6 ms. So annotations are texts where they name more.
"""

import gc
import os
import sys

import reader
from reader.cli.commands import COMMANDS, COMPLETION_VARIABLE, open_reader
from reader.startup import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

PLAIN = {"read", "--plain"}
"""The words that open the plain reader."""


def main() -> None:
    """Run the command `daily-papers` and leave with its exit code."""
    if getattr(reader, "DISTRIBUTION", "") != "daily-papers":
        _leave_to_another()
    options = words.parse(sys.argv[1:])
    if options is not None and options.get("period") not in COMMANDS and COMPLETION_VARIABLE not in os.environ:
        from reader.startup import snapshot

        try:
            gc.disable()  # Until the first frame is painted: 4 % of the start.
            start = words.canonical(options)
            snapshot.show(start, reader.__version__)
            from reader.cli.io import run_command

            sys.exit(run_command(lambda: open_reader(**options, start=start)))
        finally:
            snapshot.restore()
    if PLAIN.issubset(sys.argv) and COMPLETION_VARIABLE not in os.environ:
        plain = words.parse(word for word in sys.argv[1:] if word not in PLAIN)
        if plain is not None and "mouse" not in plain:
            from reader.cli.io import run_command
            from reader.cli.plain.run import run

            sys.exit(run_command(lambda: run(**plain)))
    if "--count" in sys.argv and COMPLETION_VARIABLE not in os.environ:
        from reader.cli import unread

        unread.write(sys.argv[1:])
    from reader.cli.group import daily_papers
    from reader.cli.io import INTERRUPTED

    code = daily_papers.main()
    if code == INTERRUPTED:  # Python would wait for threads, and take an interrupted `eval` for an unhandled one.
        os._exit(code)
    sys.exit(code)


def _leave_to_another() -> "NoReturn":
    """Say that another package has overwritten `reader/__init__.py`, or taken it away as it was uninstalled."""
    package = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - pathlib takes 5 ms
    sys.exit(
        f"daily-papers: Another package named reader, such as the feed reader on PyPI, is or was installed over this "
        f"one in {package}. Install daily-papers in an environment of its own, "
        "with pipx or uv tool, or install it again once the other one is uninstalled."
    )
