"""What can be typed after `daily-papers marks`."""

from __future__ import annotations

import click

FILE = click.Path(allow_dash=True)
"""A name that the shell completes; the rest is looked at when it is opened."""


@click.group(invoke_without_command=True)
@click.pass_context
def marks(ctx: click.Context) -> None:
    """Export, import or count what is read, starred and noted.

    Marks are kept in one file on this machine. Export them here and import them on another one: of every value the one
    that was set last is kept, and no note is lost.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@marks.command()
@click.argument("file", default="-", type=FILE)
def export(file: str) -> None:
    """Write all marks to FILE, or to stdout.

    FILE is replaced as a whole, and only when that is complete. It has JSON Lines in UTF-8: one line for each paper,
    sorted by id, the same bytes for the same marks, so that git and Syncthing see what changed. All fields are always
    there, in this order (here broken at the commas):

    \b
      {"id":"2608.17271",
       "read":{"value":true,"at":1787227200123456},
       "starred":{"value":true,"at":1787227260000000},
       "note":{"value":"Compare with ASI-Bench.","at":1787227320000000},
       "note_history":[],
       "record":{"fetched_at":1787227000000000,"paper":{…}}}

    A time is microseconds since 1970, UTC. What was never set is null. note_history has the notes from elsewhere that
    were not the last one, each with its time. record is the paper as it was when it was starred.
    """
    from reader.cli import marks_exchange

    marks_exchange.write(file)


@marks.command("import")
@click.argument("file", type=FILE)
def import_(file: str) -> None:
    """Merge FILE, or stdin for -, with the marks.

    FILE is what `marks export` wrote. Of every value the one that was set last is kept, notes that differ are all kept,
    and nothing is deleted; importing twice changes nothing. A line that cannot be read is skipped: that is said at the
    end, and the exit code is 1.
    """
    from reader.cli import marks_exchange

    marks_exchange.merge(file)


@marks.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def stats(as_json: bool) -> None:
    """Count the papers with marks, and name their file."""
    from reader.cli import marks_exchange

    marks_exchange.stats(as_json)
