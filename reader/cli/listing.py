"""What can be typed after `daily-papers list`."""

from __future__ import annotations

import click

from reader.cli.options import DaysCommand, Origin
from reader.cli.selection import Selection, selects_papers


@click.command("list", cls=DaysCommand)
@selects_papers
def list_papers(origin: Origin, selection: Selection) -> None:
    """List the papers of a day, of several days, or all starred ones.

    PERIOD is a day, as 2026-08-20, today, yesterday, -3 (days ago) or fri (the last Friday), or starred. Without it the
    newest day with papers is listed.
    """
    from reader.cli.reading import parts

    for part in parts(origin, selection):
        for paper in part.papers:
            click.echo(f"{paper.id}\t{paper.upvotes}\t{paper.shown_title}")
