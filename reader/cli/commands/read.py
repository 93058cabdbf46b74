"""The command `daily-papers read`."""

from __future__ import annotations

import click

from reader.cli import mistakes, suggestions
from reader.cli.commands import open_reader
from reader.cli.params import DaysCommand, Origin, reads_papers


@click.command("read", cls=DaysCommand)
@click.argument("period", required=False, shell_complete=suggestions.periods)
@click.option("--plain", is_flag=True, help="Read in plain lines at a prompt, with words instead of keys.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@reads_papers
def read(origin: Origin, period: str | None, plain: bool, no_mouse: bool) -> None:
    """Open the reader, or with --plain read at a prompt.

    PERIOD is where to start, as for daily-papers without a command.

    With --plain the papers are numbered titles, and words take the place of keys: a number reads an abstract, help
    lists the words. Lines are written once and in order, without colours or cursor moves, as screen readers, Braille
    displays, serial lines and editors need them; a script may write the words to its standard input.
    """
    if plain:
        from reader.cli.plain.run import run

        try:
            run(period, offline=origin.offline, sample=origin.sample, cache_dir=origin.cache_dir)
        except KeyboardInterrupt:  # The line of the prompt is ended, which click would do again.
            raise click.Abort from None
    else:
        if period:
            mistakes.check_is_period(period)
        open_reader(
            period, offline=origin.offline, sample=origin.sample, cache_dir=origin.cache_dir, mouse=not no_mouse
        )
