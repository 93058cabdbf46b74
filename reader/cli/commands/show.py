"""The command `daily-papers show`."""

from __future__ import annotations

import sys

import click

from reader.cli import suggestions
from reader.cli.output import OutputFormat, has_output_formats
from reader.cli.params import Origin, ReaderCommand, reads_papers


@click.command("show", cls=ReaderCommand)
@click.argument("paper", metavar="ID|URL", shell_complete=suggestions.papers)
@click.option("--full-text", is_flag=True, help="Show its full text, in plain lines of 80 columns.")
@click.option("--discussion", is_flag=True, help="Show what people say of it, in plain lines of 80 columns.")
@click.option("--raw", is_flag=True, help="With --full-text: write it as the Hub sends it.")
@reads_papers
@has_output_formats
def show(origin: Origin, paper: str, form: OutputFormat, full_text: bool, discussion: bool, raw: bool) -> None:
    """Show one paper: its abstract, full text or discussion.

    Name it by its arXiv id, its DOI, or the URL of its page on arXiv, ar5iv, alphaXiv or Hugging Face. It is looked up
    in the stored days and the starred papers; what they do not have is asked of the Hub and kept for a day.

    With --full-text, the text that the Hub makes of arXiv's HTML is shown and kept; not every paper has one. With
    --json, it is written as blocks, each with its kind, its text, what its parts are, and the lines as they came.

    With --discussion, the comments on its page at Hugging Face are shown and kept; they are asked for again after ten
    minutes. With --json, each has its author, its Markdown, the comment that it answers and how deep it stands.
    """
    if discussion:
        _show_discussion(origin, paper, form, alone=not (full_text or raw))
        return
    if full_text or raw:
        _show_full_text(origin, paper, form, full_text=full_text, raw=raw)
        return
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


def _show_full_text(origin: Origin, paper: str, form: OutputFormat, *, full_text: bool, raw: bool) -> None:
    if not full_text:
        raise click.UsageError("--raw needs --full-text.")
    if raw and form.is_chosen:
        raise click.UsageError("--raw cannot be combined with an output format.")
    if form.is_chosen and form.name not in ("json", "jsonl"):
        raise click.UsageError("--full-text can be written as --json only.")
    from reader.cli import full_text as texts
    from reader.cli import output

    output.write((texts.raw if raw else texts.blocks if form.is_chosen else texts.text)(origin, paper))


def _show_discussion(origin: Origin, paper: str, form: OutputFormat, *, alone: bool) -> None:
    if not alone:
        raise click.UsageError("--discussion cannot be combined with --full-text or --raw.")
    if form.is_chosen and form.name not in ("json", "jsonl"):
        raise click.UsageError("--discussion can be written as --json only.")
    from reader.cli import discussion, output

    output.write((discussion.comments if form.is_chosen else discussion.text)(origin, paper))
