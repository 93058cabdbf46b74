"""What can be typed after `daily-papers cache`."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.options import Origin, reads_papers

FILE = click.Path()
"""A name that the shell completes; the rest is looked at when it is opened."""


@click.group(invoke_without_command=True)
@click.pass_context
def cache(ctx: click.Context) -> None:
    """Count, check, remove or carry away the stored days.

    Marks are kept elsewhere, and nothing here touches them: see `daily-papers marks`.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cache.command()
@reads_papers
def info(origin: Origin) -> None:
    """Say how many days are stored, and how large they are."""
    from reader.cli import cache_upkeep

    cache_upkeep.tell(_folder(origin))


@cache.command()
@reads_papers
def verify(origin: Origin) -> None:
    """Read every stored day, and print those that are damaged, one a line.

    The exit code is 1 if there are any, or if the file as a whole is damaged; nothing is changed. `daily-papers fetch`
    gets them again.
    """
    from reader.cli import cache_upkeep

    cache_upkeep.verify(_folder(origin))


@cache.command()
@click.option("--before", required=True, metavar="DAY", help="The first day that is kept, as 2026-08-20 or -90.")
@reads_papers
def prune(origin: Origin, /, *, before: str) -> None:
    """Remove the days before a day."""
    from reader.cli import cache_upkeep

    cache_upkeep.prune(_folder(origin), before)


@cache.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@reads_papers
def clear(origin: Origin, /, *, yes: bool) -> None:
    """Remove all stored days, and what was set aside because it was damaged.

    It asks before; without a terminal --yes has to be given.
    """
    from reader.cli import cache_upkeep

    cache_upkeep.clear(_folder(origin), sure=yes)


@cache.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@reads_papers
def export(origin: Origin, /, *, file: str, force: bool) -> None:
    """Write all stored days to FILE, for `cache import` on another machine.

    It is a tar archive with a file for each day, such as 2026-08-20.json, which is JSON in UTF-8. It is not packed: use
    gzip or the like if that matters. It is for your eyes only, and the same days are the same bytes.
    """
    from reader.cli import cache_upkeep

    cache_upkeep.export(_folder(origin), file, force=force)


@cache.command("import")
@click.argument("file", type=FILE)
@reads_papers
def import_(origin: Origin, /, *, file: str) -> None:
    """Store the days of FILE, which `cache export` wrote.

    Of a day that is stored here too the list that was fetched later is kept. A file that has anything else in it than
    days is refused as a whole.
    """
    from reader.cli import cache_upkeep

    cache_upkeep.merge(_folder(origin), file)


def _folder(origin: Origin) -> Path | None:
    if origin.sample:
        raise click.UsageError("--sample cannot be used here: the sample edition is not stored.")
    return origin.cache_dir
