"""The command `daily-papers list`."""

from __future__ import annotations

import click

from reader.cli.output import OutputFormat, has_output_formats
from reader.cli.params import DaysCommand, Origin, Selection, selects_papers


@click.command("list", cls=DaysCommand)
@selects_papers
@has_output_formats
@click.option("--count", is_flag=True, help="Write only the number of papers.")
def list_papers(origin: Origin, selection: Selection, form: OutputFormat, count: bool) -> None:
    """List the papers of one or more days, or all starred papers.

    PERIOD is a day (2026-08-20, today, yesterday, -3 for three days ago, fri for the last Friday), a week (week,
    2026-W33), a month (month, 2026-07), trending or starred. Default: the newest day with papers.

    On a terminal the output is a table; elsewhere, one line per paper with id, votes and title, separated by tabs.
    """
    from reader.cli.listing import write

    write(origin, selection, form, count=count)
