"""What the commands that list papers write."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from reader.cli import output
from reader.cli.lookup import select
from reader.cli.output import OutputFormat
from reader.cli.params import Origin, Selection
from reader.cli.watches import configured_watches
from reader.errors import NoPapersError
from reader.host import tty


def write(origin: Origin, selection: Selection, form: OutputFormat, *, count: bool) -> None:
    """Write the papers of a selection in a format, or their number; without either, as a table on a terminal.

    Raises:
        UsageError: A number and a format were asked for.
        ReaderError: As `select` does.
    """
    if count and form.is_chosen:
        raise click.UsageError("--count cannot be combined with an output format.")
    if count:
        output.write([f"{_counted(origin, selection)}\n".encode()])
    elif form.is_chosen or not tty.is_terminal(sys.stdout):
        watches = configured_watches() if form.has_watches else None
        with closing(select(origin, selection, marked=form.has_marks, watches=watches)) as chosen:
            output.write(output.pieces_of(form)(output.entries(chosen)))
    else:
        from reader.cli.tables import print_tables

        with closing(select(origin, selection, watches=configured_watches())) as chosen:
            print_tables(chosen)


def _counted(origin: Origin, selection: Selection) -> int:
    """Count the papers; a day without any counts 0 rather than failing."""
    try:
        return sum(len(part.papers) for part in select(origin, selection, marked=False))
    except NoPapersError:
        return 0
