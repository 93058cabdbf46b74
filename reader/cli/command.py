"""What can be typed after `daily-papers`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from reader import __version__
from reader.cli import start


class ReaderCommand(click.Command):
    """A command whose `-3` is a day, not an option, and whose mistakes are told in one line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put days such as `-3` behind `--`."""
        days = [arg for arg in args if re.fullmatch(r"-[0-9]+", arg)]
        if days and "--" not in args:
            args = [*(arg for arg in args if arg not in days), "--", *days]
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command and return its exit code; every failure that has a name is one line on stderr."""
        kwargs["standalone_mode"] = False
        try:
            run = super().main
            return start.told(lambda: run(*args, **kwargs))
        except click.ClickException as error:
            return start.complain(f"{error.format_message().rstrip('.')}. See daily-papers --help.", error.exit_code)
        except click.Abort:
            return 130


@click.command(
    cls=ReaderCommand,
    context_settings={"max_content_width": 100},
    epilog="Keys: j/k move, y copies the arXiv link, [ and ] change the day, ? shows all of them.",
)
@click.argument("period", required=False, metavar="[PERIOD]")
@click.option("--offline", is_flag=True, help="Send no request: read stored days only.")
@click.option("--sample", is_flag=True, help="Open the edition that ships with the reader.")
@click.option("--cache-dir", type=click.Path(path_type=Path), metavar="DIR", help="Keep stored days in this folder.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.version_option(__version__, message="daily-papers %(version)s")
def daily_papers(period: str | None, offline: bool, sample: bool, cache_dir: Path | None, no_mouse: bool) -> None:
    """Read Hugging Face Daily Papers in the terminal.

    PERIOD is the day to start with: 2026-08-20, today, yesterday, -3 (days ago) or fri (the last Friday). Without it
    the newest day opens.
    """
    start.open_reader(period, offline=offline, sample=sample, cache_dir=cache_dir, mouse=not no_mouse)
