"""The root of the command line: a period opens the reader, a command runs."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from reader import __version__
from reader.cli import suggestions
from reader.cli.commands import COMMANDS, COMPLETION_VARIABLE, open_reader
from reader.cli.io import INTERRUPTED, interruptible, print_error, run_command, stop_writing
from reader.cli.params import CommandGroup, Origin, days_last, is_day, origin_options, valued

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

GARBAGE = 20_000
"""Allocations between garbage collections: imports make no garbage, and the default 700 costs a tenth of the time."""


class PeriodArgument(click.Argument):
    """The period to start with, in the place of a command."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Show it in the usage of the reader, but not in that of a command."""
        return [] if ctx.parent else super().get_usage_pieces(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a period, a paper or the name of a command."""
        places = suggestions.places(ctx, self, incomplete)
        return [*places, *ctx.command.shell_complete(ctx, incomplete)]


class ReaderGroup(CommandGroup):
    """A group that opens the reader unless the first word is a command.

    Its `-3` is a day, not an option, and every mistake is reported in one line. A command of `COMMANDS` is imported
    when it runs or its own words are completed; until then a stub has its name and its line of help.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add a stub for each command."""
        super().__init__(*args, **kwargs)
        for name, (_, line) in COMMANDS.items():
            self.add_command(click.Command(name, short_help=line))

    def loaded(self, name: str) -> click.Command:
        """Import a command."""
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names."""
        name, command, rest = super().resolve_command(ctx, args)
        gc.set_threshold(GARBAGE)
        return name, self.loaded(name) if name in COMMANDS else command, rest

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Decide whether a command or the reader is wanted."""
        place = self._place_of_command(args)
        if place is not None:
            # An empty PERIOD comes first, or click would take the command for it.
            return super().parse_args(ctx, [*args[:place], "", *args[place:]])
        ctx.allow_interspersed_args, ctx.allow_extra_args = True, False
        try:
            return super().parse_args(ctx, days_last([*args], valued(self.params)))
        except click.UsageError as error:
            from reader.cli import mistakes, wording

            # The options are those of a command whose name is mistyped, more often than not.
            if (place := self._place_of_word(args)) is not None and not wording.meant_together(error):
                is_first = isinstance(error, click.NoSuchOption) and error.option_name in _names(args[:place])
                if not is_first or mistakes.meant_command(args[place], self.commands):
                    mistakes.check(args[place], self.commands)
            raise

    def _place_of_command(self, args: list[str]) -> int | None:
        """Position of the first word that is neither an option nor its value, if it is a command."""
        place = self._place_of_word(args)
        return place if place is not None and args[place] in self.commands else None

    def _place_of_word(self, args: list[str]) -> int | None:
        names = valued(self.params)
        for place, arg in enumerate(args):
            if place and args[place - 1] in names:
                continue
            if not arg.startswith("-") or arg == "--" or is_day(arg):
                return place
        return None

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command and return its exit code; every expected failure is one line on stderr."""
        kwargs = {"prog_name": "daily-papers", **kwargs, "standalone_mode": False}
        if COMPLETION_VARIABLE in os.environ:
            from reader.cli import shells

            shells.register()
        try:
            run = super().main
            with interruptible():
                return run_command(lambda: run(*args, **kwargs))
        except click.ClickException as error:
            from reader.cli import wording

            return print_error(wording.sentence(error), error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except OSError as error:  # Of stdout: click writes help, version and completions itself.
            if error.filename is not None:
                raise
            stop_writing()
            return print_error(f"stdout cannot be written: {error.strerror}.", 1)


def _names(args: Iterable[str]) -> set[str]:
    """The names of options that have their value with them or not."""
    return {arg.partition("=")[0] for arg in args}


@click.group(
    cls=ReaderGroup,
    invoke_without_command=True,
    subcommand_metavar="| COMMAND ...",
    context_settings={"max_content_width": 100},
    epilog="Keys: j and k move, y copies the arXiv link, [ and ] change the day, ? lists all keys.",
)
@click.argument("period", cls=PeriodArgument, required=False, metavar="[PERIOD]")
@origin_options
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.version_option(__version__, message="daily-papers %(version)s")
@click.pass_context
def daily_papers(
    ctx: click.Context, period: str | None, offline: bool, sample: bool, cache_dir: Path | None, no_mouse: bool
) -> None:
    """Read Hugging Face Daily Papers in the terminal.

    PERIOD is where to start: a day (2026-08-20, today, yesterday, -3 for three days ago, fri for the last Friday), a
    week (week, 2026-W33), a month (month, 2026-07), trending, starred for all starred papers, or a paper by its arXiv
    id, DOI or URL. Without it, the reader starts where the configuration says, or else on the newest day.
    """
    ctx.obj = Origin(offline, sample, cache_dir)
    if ctx.invoked_subcommand is None:
        open_reader(period, offline=offline, sample=sample, cache_dir=cache_dir, mouse=not no_mouse)
