"""What can be typed after `daily-papers config`, and `daily-papers keys`."""

from __future__ import annotations

import click


@click.group(invoke_without_command=True)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Show, check or begin the configuration file.

    The file is yours: nothing but init writes it, and DAILY_PAPERS_CONFIG names another one.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@config.command()
def path() -> None:
    """Print the name of the file, be it there or not."""
    from reader.cli import settings_file

    settings_file.path()


@config.command()
def show() -> None:
    """Print the settings in force, each with where it comes from.

    It is TOML again: what was left out of your file is left out, and said on stderr.
    """
    from reader.cli import settings_file

    settings_file.show()


@config.command()
def check() -> None:
    """Print all that is wrong, a line each with its line in the file.

    The exit code is 1 if there is anything, else 0.
    """
    from reader.cli import settings_file

    settings_file.check()


@config.command()
@click.option("--force", is_flag=True, help="Replace the file that is there.")
def init(force: bool) -> None:
    """Write a file with all settings and keys, each with its default and commented out."""
    from reader.cli import settings_file

    settings_file.init(force=force)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def keys(as_json: bool) -> None:
    """Print all keys in force, yours among them.

    A line has the keys, what they do, and in brackets the action, by which the configuration knows it.

    With --json an action is an object of this shape (here broken at the commas), its keys empty if you took them away:

    \b
      {"keys":["j","↓"],
       "does":"Next paper, or line",
       "group":"Move",
       "action":"move.down"}
    """
    from reader.cli import settings_file

    settings_file.keys(as_json)
