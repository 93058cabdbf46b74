"""The command `daily-papers export`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import click

from reader.cli.params import DaysCommand, Origin, Selection, Word, selects_papers
from reader.formats import FILE_FORMATS, format_of, pieces_of

if TYPE_CHECKING:
    from reader.formats import Entry


@click.command("export", cls=DaysCommand)
@selects_papers
@click.option(
    "--format",
    "form",
    type=Word("a format", FILE_FORMATS, {form.extension[1:]: name for name, form in FILE_FORMATS.items()}),
    help="Format (default: by the ending of FILE: .bib, .ris, .json, .md, .org, .csv or .jsonl; else bibtex).",
)
@click.option(
    "--output",
    "-o",
    "file",
    default="-",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Write to FILE (default: stdout).",
)
@click.option("--with-notes", "notes", is_flag=True, help="Include your notes (csv, jsonl and org always have them).")
@click.option("--excel", is_flag=True, help="With csv: in the form that Excel reads.")
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def export(
    origin: Origin, selection: Selection, form: str | None, file: str, notes: bool, excel: bool, force: bool
) -> None:
    """Export papers for reference managers, notes and spreadsheets.

    PERIOD is a day (2026-08-20, today, yesterday, -3 for three days ago, fri for the last Friday), a week (week,
    2026-W33), a month (month, 2026-07), trending or starred. Default: the newest day with papers.

    FILE appears only once it is complete. Its BibTeX keys are unique.
    """
    form = form or format_of(file) or "bibtex"
    if excel and form != "csv":
        raise click.UsageError("--excel needs --format csv.")
    from reader.cli import io, output
    from reader.cli.lookup import select
    from reader.cli.watches import configured_watches

    watches = configured_watches() if form == "jsonl" else None
    with closing(select(origin, selection, watches=watches)) as chosen:
        written = 0

        def counted() -> Iterator[Entry]:
            nonlocal written
            for entry in output.entries(chosen):
                written += 1
                yield entry

        output.write(pieces_of("excel" if excel else form, notes=notes)(counted()), file, over=force)
        if file != io.STANDARD:
            io.print_written(written, "paper", file)
