"""What can be typed after `daily-papers export`."""

from __future__ import annotations

from contextlib import closing

import click

from reader.cli.params import DaysCommand, Origin, Selection, selects_papers
from reader.formats import FILE_FORMATS, pieces_of


@click.command("export", cls=DaysCommand)
@selects_papers
@click.option("--format", "form", type=click.Choice(FILE_FORMATS), default="bibtex", help="BibTeX where none is named.")
@click.option(
    "--output", "-o", "file", default="-", type=click.Path(allow_dash=True), metavar="FILE", help="Write FILE."
)
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
def export(origin: Origin, selection: Selection, form: str, file: str, force: bool) -> None:
    """Write papers for reference managers, notes and tables.

    PERIOD is a day, as 2026-08-20, today, yesterday, -3 (days ago) or fri (the last Friday), or starred for all starred
    papers. Without it the newest day with papers is written.

    FILE is put in its place as a whole, when it is complete. Keys of BibTeX are unique in it.
    """
    from reader.cli import output
    from reader.cli.lookup import select

    with closing(select(origin, selection)) as chosen:
        output.write(pieces_of(form)(output.entries(chosen)), file, over=force)
