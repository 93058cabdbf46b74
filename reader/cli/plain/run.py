"""A sitting with the plain reader, from its first line to its last."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader import __version__
from reader.cli import io

if TYPE_CHECKING:
    from reader.cli.source import PaperSource
    from reader.config.settings import ConfigFile

GREETING = f"Daily Papers {__version__}, in plain lines. Type help for the words, quit to leave."


def run(
    period: str | None = None, *, offline: bool = False, sample: bool = False, cache_dir: str | Path | None = None
) -> None:
    """Greet, write the titles of a period, and answer words until the input ends.

    Args:
        period: The period or the paper to start with, as typed; None for the configured one or the newest day.
        offline: Send no requests.
        sample: Read the sample edition that comes with the reader.
        cache_dir: The folder of stored days, None for the platform's own.

    Raises:
        UseError: There is no input, or the period is not one.
        SystemExit: The first list could not be had, and a script on standard input has no words.
        ReaderError: The environment or the folder cannot be used.
    """
    from reader.errors import UseError

    if sys.stdin is None:
        raise UseError("The plain reader reads words from standard input, which is closed.")
    if period:
        from reader.cli import mistakes

        mistakes.check_is_period(period)
    is_good = True
    with io.output(io.STANDARD) as stream:
        stream.write(f"{GREETING}\n".encode())  # Before all that takes time to import.
        stream.flush()
        from reader.cli.params import Origin
        from reader.cli.plain.lines import Lines
        from reader.cli.plain.session import PlainReader
        from reader.cli.source import opened_source
        from reader.config.settings import config_or_defaults
        from reader.config.watches import understood
        from reader.errors import ReaderError
        from reader.store import paths

        lines = Lines(stream)
        settings = config_or_defaults(paths.config())
        watches, problems = understood(settings.config.watch, settings.where)
        lines.say(*settings.problems, *problems)
        origin = Origin(offline, sample, Path(cache_dir) if cache_dir else None)
        with io.interruptible(), io.notices_to(lines.tell), opened_source(origin) as source:
            reader = PlainReader(source, settings.config, watches, lines)
            try:
                reader.go(period or _configured(settings, source))
            except ReaderError as error:
                lines.tell(str(error))
                is_good = lines.is_typed
            for line in lines.typed():
                is_good = True
                try:
                    if not reader.answer(line):
                        break
                except ReaderError as error:
                    lines.tell(str(error))
                except KeyboardInterrupt:
                    lines.say("Stopped.")
    if not is_good:
        raise SystemExit(1)


def _configured(settings: ConfigFile, source: PaperSource) -> str:
    """The period that the full screen would begin with."""
    from reader.startup.first_view import initial_view
    from reader.store import paths
    from reader.store.state import load_position

    return str(initial_view(None, settings, load_position(paths.position()), source.clock.newest_day()).period)
