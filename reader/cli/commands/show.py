"""The command `daily-papers show`."""

from __future__ import annotations

import sys

import click

from reader.cli import suggestions
from reader.cli.output import OutputFormat, has_output_formats
from reader.cli.params import Origin, ReaderCommand, reads_papers


@click.command("show", cls=ReaderCommand)
@click.argument("paper", metavar="ID|URL", shell_complete=suggestions.papers)
@reads_papers
@has_output_formats
def show(origin: Origin, paper: str, form: OutputFormat) -> None:
    """Show one paper with its abstract.

    Name it by its arXiv id, its DOI, or the URL of its page on arXiv, ar5iv, alphaXiv or Hugging Face. It is looked up
    in the stored days and the starred papers; what they do not have is asked of Hugging Face and kept for a day.
    """
    from reader.cli import lookup, output
    from reader.host import tty

    entry = lookup.find(origin, paper)
    if form.name == "json":
        # One paper is an object, not an array of one.
        form = form._replace(name="jsonl")
    if form.has_watches or (tty.is_terminal(sys.stdout) and not form.is_chosen):
        from reader.cli.watches import with_watches

        entry = with_watches(entry)
    if form.is_chosen:
        output.write(output.pieces_of(form)([entry]))
    elif tty.is_terminal(sys.stdout):
        from reader.cli.tables import print_page

        print_page(entry)
    else:
        output.write([output.plain(entry).encode()])
