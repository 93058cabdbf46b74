"""What can be typed after `daily-papers`: a period, which opens the reader, or a command."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from reader import __version__
from reader.cli import start
from reader.cli.cache import cache
from reader.cli.fetch import fetch
from reader.cli.marks import marks
from reader.cli.options import Origin

PERIODS = ("starred", "today", "yesterday")
"""The periods that a shell completes."""


class Period(click.Argument):
    """The period to start with, which stands in the place of a command."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name it in the usage of the reader, but not in that of a command."""
        return [] if ctx.parent else super().get_usage_pieces(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a period or of a command."""
        periods = [CompletionItem(name) for name in PERIODS if name.startswith(incomplete)]
        return [*periods, *ctx.command.shell_complete(ctx, incomplete)]


class ReaderGroup(click.Group):
    """A group that opens the reader where the first word is no command of its own.

    Its `-3` is a day, not an option, and every mistake is told in one line.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell a command from what the reader is opened with."""
        if args and args[0] in self.commands:
            # An empty PERIOD in front, or else the command would be taken for it.
            return super().parse_args(ctx, ["", *args])
        ctx.allow_interspersed_args, ctx.allow_extra_args = True, False
        return super().parse_args(ctx, _days_last(args))

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command and return its exit code; every failure that has a name is one line on stderr."""
        kwargs = {"prog_name": "daily-papers", **kwargs, "standalone_mode": False}
        try:
            run = super().main
            return start.told(lambda: run(*args, **kwargs))
        except click.ClickException as error:
            return start.complain(_sentences(error), error.exit_code)
        except click.Abort:
            return 130


def _days_last(args: list[str]) -> list[str]:
    """Put days such as `-3` behind `--`."""
    days = [arg for arg in args if re.fullmatch(r"-[0-9]+", arg)]
    if not days or "--" in args:
        return args
    return [*(arg for arg in args if arg not in days), "--", *days]


def _sentences(error: click.ClickException) -> str:
    """What is wrong, and which help to look at."""
    from reader.papers.text import clean

    message = clean(error.format_message()).rstrip(".")
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "daily-papers"
    return f"{message}{'' if message.endswith(('?', '?)')) else '.'} See {command} --help."


@click.group(
    cls=ReaderGroup,
    invoke_without_command=True,
    subcommand_metavar="| COMMAND ...",
    context_settings={"max_content_width": 100},
    epilog="Keys: j/k move, y copies the arXiv link, [ and ] change the day, ? shows all of them.",
)
@click.argument("period", cls=Period, required=False, metavar="[PERIOD]")
@click.option("--offline", is_flag=True, help="Send no request: read stored days only.")
@click.option("--sample", is_flag=True, help="Open the edition that ships with the reader.")
@click.option("--cache-dir", type=click.Path(path_type=Path), metavar="DIR", help="Keep stored days in this folder.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.version_option(__version__, message="daily-papers %(version)s")
@click.pass_context
def daily_papers(
    ctx: click.Context, period: str | None, offline: bool, sample: bool, cache_dir: Path | None, no_mouse: bool
) -> None:
    """Read Hugging Face Daily Papers in the terminal.

    PERIOD is what to start with: a day, as 2026-08-20, today, yesterday, -3 (days ago) or fri (the last Friday), or
    starred for all starred papers. Without it the reader opens where the configuration says, or else where it was left.
    """
    ctx.obj = Origin(offline, sample, cache_dir)
    if ctx.invoked_subcommand is None:
        start.open_reader(period, offline=offline, sample=sample, cache_dir=cache_dir, mouse=not no_mouse)


for command in (cache, fetch, marks):
    daily_papers.add_command(command)
