"""The command `daily-papers manual`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from reader.cli import recipes
from reader.cli.params import ReaderCommand, Word


@click.command(cls=ReaderCommand)
@click.option(
    "--systemd",
    type=Word("a unit", (*recipes.UNITS, "both")),
    is_flag=False,
    flag_value="both",
    help="Print a unit that fetches the last week every morning, its timer, or both.",
)
@click.pass_context
def manual(ctx: click.Context, systemd: str | None) -> None:
    """Print the manual page, or units for systemd.

    Read it at once, or save it where man looks:

    \b
      daily-papers manual | man -l -
      daily-papers manual > ~/.local/share/man/man1/daily-papers.1
    """
    from reader.cli.io import STANDARD, output
    from reader.cli.manual_page import page

    with output(STANDARD) as stream:
        if systemd is None:
            stream.write(page(ctx.find_root().command).encode("ascii"))
        else:
            units = recipes.both(_program()) if systemd == "both" else recipes.unit(systemd, _program())
            stream.write(units.encode(errors="surrogateescape"))


def _program() -> tuple[str, ...]:
    """What runs this program again from any folder and with any `PATH`."""
    script = Path(sys.argv[0]).absolute()
    return (str(script),) if os.access(script, os.X_OK) else (sys.executable, "-m", "reader")
