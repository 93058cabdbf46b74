"""The command `daily-papers list`."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from reader.cli.output import OutputFormat, has_output_formats
from reader.cli.params import DaysCommand, Origin, Selection, selects_papers


@click.command("list", cls=DaysCommand)
@selects_papers
@has_output_formats
@click.option("--count", is_flag=True, help="Write only the number of papers.")
def list_papers(origin: Origin, selection: Selection, form: OutputFormat, count: bool) -> None:
    """List the papers of one or more days, or all starred papers.

    PERIOD is a day (2026-08-20, today, yesterday, -3 for three days ago, fri for the last Friday) or starred for all
    starred papers. Default: the newest day with papers.

    On a terminal the output is a table; elsewhere, one line per paper with id, votes and title, separated by tabs.
    """
    from reader.cli import output
    from reader.cli.lookup import select
    from reader.cli.watches import configured_watches
    from reader.host import tty

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
    from reader.cli.lookup import select
    from reader.errors import NoPapersError

    try:
        return sum(len(part.papers) for part in select(origin, selection, marked=False))
    except NoPapersError:
        return 0
