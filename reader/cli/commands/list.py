"""What can be typed after `daily-papers list`."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from reader.cli.output import OutputFormat, has_output_formats
from reader.cli.params import DaysCommand, Origin, Selection, selects_papers


@click.command("list", cls=DaysCommand)
@selects_papers
@has_output_formats
@click.option("--count", is_flag=True, help="Write how many papers there are, and nothing else.")
def list_papers(origin: Origin, selection: Selection, form: OutputFormat, count: bool) -> None:
    """List the papers of a day, of several days, or all starred ones.

    PERIOD is a day, as 2026-08-20, today, yesterday, -3 (days ago) or fri (the last Friday), or starred. Without it the
    newest day with papers is listed.

    On a terminal it is a table; elsewhere a line a paper, with id, votes and title and tabs between them.
    """
    from reader.cli import output
    from reader.cli.lookup import select
    from reader.host import tty

    if count and form.is_chosen:
        raise click.UsageError("--count is all that is written: leave the other option out.")
    if count:
        output.write([f"{_counted(origin, selection)}\n".encode()])
    elif form.is_chosen or not tty.is_terminal(sys.stdout):
        with closing(select(origin, selection, marked=form.has_marks)) as chosen:
            output.write(output.pieces_of(form)(output.entries(chosen)))
    else:
        from reader.cli.tables import print_tables

        with closing(select(origin, selection)) as chosen:
            print_tables(chosen)


def _counted(origin: Origin, selection: Selection) -> int:
    """How many papers there are; none is a number too, where there could be some."""
    from reader.cli.lookup import select
    from reader.errors import NoPapersError

    try:
        return sum(len(part.papers) for part in select(origin, selection, marked=False))
    except NoPapersError:
        return 0
