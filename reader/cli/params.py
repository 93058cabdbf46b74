"""Options that commands share: where papers come from, and which of them are selected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial, wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import click

from reader.cli import suggestions

if TYPE_CHECKING:
    from pathlib import Path

Function = TypeVar("Function", bound=Callable[..., Any])


class Origin(NamedTuple):
    """Where papers are read from."""

    offline: bool = False
    """Whether no request is sent."""
    sample: bool = False
    """Whether only the sample edition that comes with the reader is read."""
    cache_dir: Path | None = None
    """The folder of stored days, None for the platform's own."""


class Folder(click.ParamType):  # type: ignore[type-arg]
    """A folder, which need not exist: what is wrong with it is said when it is opened.

    Not `click.Path`, which would be made with `pathlib`: 4 ms that a shell which completes would wait for.
    """

    name = "directory"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Take the name as it is."""
        from pathlib import Path

        return Path(value)


class Word(click.Choice[str]):
    """One of several words; the one that was probably meant is named instead of another."""

    def __init__(self, what: str, words: Iterable[str], others: Mapping[str, str] = {}) -> None:
        """Name the words.

        Args:
            what: What each of them is.
            words: Those that are listed.
            others: Other names that people know some of them by, by name.
        """
        super().__init__([*words], case_sensitive=False)
        self.what: Final = what
        self._others = others

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read a word, under whichever name."""
        return super().convert(self._others.get(value.lower(), value), param, ctx)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Say which word was probably meant, or which ones there are."""
        from reader.config.problems import nearest
        from reader.papers.text import clean

        meant = nearest(value, (*self.choices, *self._others), f": choose from {', '.join(self.choices)}.")
        return f"“{clean(value, limit=40)}” is not {self.what}{meant}"


LONGEST_COUNT: Final = 18
"""Digits of the longest number that is read."""


class Count(click.ParamType[int]):
    """A number of things, from 1; what is not one is named in a sentence."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a number."""
        word = str(value)
        if word.isascii() and word.isdecimal() and len(word) <= LONGEST_COUNT and int(word):
            return int(word)
        from reader.papers.text import clean

        self.fail(f"needs a whole number from 1, not “{clean(word, limit=40)}”", param, ctx)


class ReaderCommand(click.Command):
    """A command that knows what was typed where, whatever is wrong with it; all commands are of this kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Have the help of a command also where Python has left docstrings out (`-OO`)."""
        super().__init__(*args, **kwargs)
        if self.help is None and self.callback is not None:
            from reader.cli import docstrings

            self.help = docstrings.of(self.callback)
        if not isinstance(self, click.Group):
            # Those that all commands share come last.
            self.params.sort(key=lambda one: one.name in Origin._fields)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take an option of this command for an option, even where a value is due, and name mistakes as typed."""
        typed = [*args]
        named = valued(self.params)
        own = typed[: _end(typed, named, is_all=ctx.allow_interspersed_args)]
        if (option := _without_value(own, named, _names(self.params))) is not None:
            raise click.BadOptionUsage(option, "It is followed by another option.", ctx)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            # Of -3x or -from, click names the first letter.
            word = next((one for one in typed if one.startswith(error.option_name)), error.option_name)
            name = word if len(error.option_name) == 2 else error.option_name
            raise click.NoSuchOption(name, ctx=ctx) from error
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class CommandGroup(ReaderCommand, click.Group):
    """A group of such commands."""

    command_class = ReaderCommand


class DaysCommand(ReaderCommand):
    """A command whose `-3` is a day, not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep days from being read as options."""
        return super().parse_args(ctx, days_last(args, valued(self.params)))


def origin_options(function: Function, *, unlisted: Iterable[str] = ()) -> Function:
    """Give a command the options `offline`, `sample` and `cache_dir`, which say where papers come from."""
    for option in (
        click.option(
            "--cache-dir",
            type=Folder(),
            metavar="DIR",
            shell_complete=suggestions.folders,
            help="Folder for stored days.",
        ),
        click.option(
            "--sample",
            is_flag=True,
            hidden="sample" in unlisted,
            help="Read the sample edition that comes with the reader.",
        ),
        click.option(
            "--offline", is_flag=True, hidden="offline" in unlisted, help="Send no requests; read stored days only."
        ),
    ):
        function = option(function)
    return function


def reads_papers(function: Callable[..., None], *, unlisted: Iterable[str] = ()) -> Callable[..., None]:
    """Give a command the options of `origin_options`, and its function their `Origin` as the first argument.

    The same options may also come before the command; a folder named after it wins.

    Args:
        function: The function.
        unlisted: Those that help and completion leave out, as the command can do nothing with them.
    """

    @partial(origin_options, unlisted=unlisted)
    @click.pass_context
    @wraps(function)
    def call(
        ctx: click.Context, /, *args: Any, offline: bool, sample: bool, cache_dir: Path | None, **kwargs: Any
    ) -> None:
        before = ctx.find_object(Origin) or Origin()
        here = Origin(before.offline or offline, before.sample or sample, cache_dir or before.cache_dir)
        function(here, *args, **kwargs)

    return call


def keeps_papers(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command that is about the stored days, or what comes to them, the same: only their folder is listed."""
    return reads_papers(function, unlisted=("offline", "sample"))


def day_option(name: str, parameter: str, **settings: Any) -> Callable[[Function], Function]:
    """Give a command an option that takes a day, of which the shell offers the stored ones."""
    return click.option(name, parameter, metavar="DAY", shell_complete=suggestions.days, **settings)


def valued(parameters: Iterable[click.Parameter]) -> frozenset[str]:
    """Names of the options that take a value."""
    options = [one for one in parameters if isinstance(one, click.Option) and not one.is_flag and not one.count]
    return frozenset(name for option in options for name in (*option.opts, *option.secondary_opts))


def _names(parameters: Iterable[click.Parameter]) -> frozenset[str]:
    return frozenset(name for one in parameters if isinstance(one, click.Option) for name in one.opts)


def _end(args: list[str], valued: frozenset[str], *, is_all: bool) -> int:
    """Where the options of a command end: at `--` or, unless all of them are its own, at the name of a command."""
    for place, arg in enumerate(args):
        if arg == "--" or not (is_all or arg.startswith("-") or (place and args[place - 1] in valued)):
            return place
    return len(args)


def _without_value(args: list[str], valued: frozenset[str], names: frozenset[str]) -> str | None:
    """The first option that needs a value and is followed by another option instead."""
    return next((option for option, value in pairwise(args) if option in valued and value in names), None)


def is_day(arg: str) -> bool:
    """Whether a word that looks like an option is a day, such as `-3`."""
    return arg[:1] == "-" and arg.isascii() and arg[1:].isdecimal()


def days_last(args: list[str], valued: frozenset[str]) -> list[str]:
    """Move days such as `-3` behind `--`, unless they are the value of an option."""
    if "--" in args:
        return args
    before = ["", *args]
    days = [
        index
        for index, (former, arg) in enumerate(zip(before, args, strict=False))
        if is_day(arg) and former not in valued
    ]
    if not days:
        return args
    return [*(arg for index, arg in enumerate(args) if index not in days), "--", *(args[index] for index in days)]


ORDERS: Final = {
    "votes": "upvotes",
    **{name: name for name in ("comments", "stars", "date", "title", "for-you", "starred")},
}
"""The orders of `papers.ordering` by their names here, as a query and a template have them; a search has its own."""
OTHER_ORDERS: Final = {"upvotes": "votes"}
"""As the Hub calls them."""


def _order(_ctx: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    return ORDERS[name] if name else None


class Selection(NamedTuple):
    """The papers that a command is about, as typed and not yet parsed."""

    period: str | None = None
    """A day, `starred` or `search QUERY`; None for the newest day."""
    since: str | None = None
    """The first of several days."""
    until: str | None = None
    """The last of several days; where only one end is named, the other is the first or last stored day."""
    query: str = ""
    order: str | None = None
    """An order of `papers.ordering`, for several days as one list; None for day by day, in the Hub's own order."""
    limit: int | None = None
    """Maximum number of papers, over all days."""
    unread: bool = False
    """Whether papers already read are left out."""

    @property
    def is_of_days(self) -> bool:
        """Whether it is about several days."""
        return self.since is not None or self.until is not None


def sorts_papers(words: str) -> Callable[[Function], Function]:
    """Give a command the options `order`, described by some words, `limit` and `unread`."""

    def add(function: Function) -> Function:
        for option in (
            click.option("--unread", is_flag=True, help="Only unread papers."),
            click.option("--limit", type=Count(), metavar="N", help="At most N papers."),
            click.option("--sort", "order", type=Word("an order", ORDERS, OTHER_ORDERS), callback=_order, help=words),
        ):
            function = option(function)
        return function

    return add


def selects_papers(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command PERIOD and the options that select papers, and its function `Origin` and `Selection` first.

    The command must be a `DaysCommand`, so that `-3` is a day.
    """

    @click.argument("period", required=False, shell_complete=suggestions.periods)
    @day_option("--from", "since", help="First day of a range of stored days.")
    @day_option("--to", "until", help="Last day of a range of stored days.")
    @click.option(
        "--query", default="", metavar="QUERY", help="Only papers matching QUERY (same syntax as / in the reader)."
    )
    @sorts_papers("Sort the papers, those of a range all together.")
    @reads_papers
    @wraps(function)
    def call(
        origin: Origin,
        /,
        *args: Any,
        period: str | None,
        since: str | None,
        until: str | None,
        query: str,
        order: str | None,
        limit: int | None,
        unread: bool,
        **kwargs: Any,
    ) -> None:
        selection = Selection(period, since, until, query, order, limit, unread)
        if period is not None and selection.is_of_days:
            raise click.UsageError("PERIOD cannot be combined with --from or --to.")
        function(origin, selection, *args, **kwargs)

    return call
