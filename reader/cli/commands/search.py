"""The command `daily-papers search`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from reader.cli.output import OutputFormat, has_output_formats
from reader.cli.params import Origin, ReaderCommand, Selection, reads_papers, sorts_papers

if TYPE_CHECKING:
    from reader.papers.period import Period


@click.command("search", cls=ReaderCommand)
@click.argument("query", nargs=-1)
@click.option("--hub", is_flag=True, help="Ask the Hub, which searches by meaning, in place of the stored days.")
@click.option(
    "--related", metavar="ID", help="The 10 papers, or --limit N, that are most like one (an arXiv id or URL)."
)
@sorts_papers("Sort the papers (default: the best match first).")
@reads_papers
@has_output_formats
@click.option("--count", is_flag=True, help="Write only the number of papers.")
def search(
    origin: Origin,
    query: tuple[str, ...],
    hub: bool,
    related: str | None,
    order: str | None,
    limit: int | None,
    unread: bool,
    form: OutputFormat,
    count: bool,
) -> None:
    """Find papers of all stored days, or at the Hub.

    QUERY has the syntax of / in the reader, or names a paper as show does. Where it has a -word, put it in quotes or
    write -- before it. Papers with all words in the title come first, then those with all of them as whole words, then
    those with all of them inside words of the title, then the newest. With --related ID come the papers that share the
    rarest words of a stored one, those that share most first. Nothing is fetched.

    With --hub the Hub is asked for the words of QUERY, unless it was in the last 10 minutes; fields and -terms only
    narrow what it finds. The order is the Hub's. Its answer is stored, and used where the Hub cannot be asked.

    On a terminal the output is a table; elsewhere, one line per paper with id, votes and title, separated by tabs.
    """
    from reader.cli.listing import write
    from reader.cli.lookup import checked_id
    from reader.hub.endpoint import named_paper
    from reader.papers.period import Related, Search

    if not query and related is None:
        raise click.MissingParameter(param=next(one for one in search.params if one.name == "query"))
    if query and related is not None:
        raise click.UsageError("Papers like one are found without a QUERY: give that or --related ID.")
    if related is not None and hub:
        raise click.UsageError("Papers like one are found among the stored days: leave out --hub.")
    if hub and origin.sample:
        raise click.UsageError("--sample cannot be combined with --hub: the Hub is never asked for the sample edition.")
    words = " ".join(query)
    if related is not None:
        period: Period = Related(checked_id(related))
    elif hub:
        period = Search(words, at_hub=True)
    else:
        period = Search(named_paper(words, os.environ) or words)
    write(origin, Selection(str(period), order=order, limit=limit, unread=unread), form, count=count)
