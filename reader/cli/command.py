"""What can be typed after `daily-papers`."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from reader import __version__
from reader.errors import PeriodError, ReaderError


class ReaderCommand(click.Command):
    """A command whose `-3` is a day, not an option, and whose mistakes are told in one line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put days such as `-3` behind `--`."""
        days = [arg for arg in args if re.fullmatch(r"-[0-9]+", arg)]
        if days and "--" not in args:
            args = [*(arg for arg in args if arg not in days), "--", *days]
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command; every failure that has a name is one line on stderr."""
        kwargs["standalone_mode"] = False
        try:
            return super().main(*args, **kwargs) or 0
        except click.UsageError as error:
            _leave(f"{error.format_message().rstrip('.')}. See daily-papers --help.", 2)
        except click.ClickException as error:
            _leave(error.format_message(), 1)
        except PeriodError as error:
            _leave(str(error), 2)
        except ReaderError as error:
            _leave(str(error), 1)
        except (click.Abort, KeyboardInterrupt):
            return 130


def _leave(sentence: str, code: int) -> NoReturn:
    click.echo(f"daily-papers: {sentence}", err=True)
    sys.exit(code)


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
    need_terminal()
    from reader.cli import read

    if sample:
        read.read_sample(period, mouse=not no_mouse)
    read.read(period, cache_dir=cache_dir, offline=offline, mouse=not no_mouse)


def need_terminal() -> None:
    """Refuse to draw where nobody would see it: Textual would write escape codes for ever.

    Raises:
        click.UsageError: If stdin, stdout or stderr is no terminal, or one that cannot place the cursor.
    """
    for name, stream in (("stdin", sys.stdin), ("stdout", sys.stdout), ("stderr", sys.stderr)):
        if stream is None or not stream.isatty():
            raise click.UsageError(f"{name} is no terminal, and the reader needs one: run it without pipes.")
    if sys.platform != "win32" and os.environ.get("TERM", "") in ("", "dumb"):
        raise click.UsageError("the terminal cannot place the cursor (TERM is empty or dumb): try TERM=xterm-256color.")
