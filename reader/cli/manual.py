"""What can be typed after `daily-papers manual`."""

from __future__ import annotations

import click


@click.command()
@click.pass_context
def manual(ctx: click.Context) -> None:
    """Print the manual page.

    Read it, or put it where man looks:

    \b
      daily-papers manual | man -l -
      daily-papers manual > ~/.local/share/man/man1/daily-papers.1
    """
    from reader.cli import manual_page
    from reader.cli.streams import STANDARD, output

    with output(STANDARD) as stream:
        stream.write(manual_page.page(ctx.find_root().command).encode("ascii"))
