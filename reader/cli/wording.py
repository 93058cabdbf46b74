"""What is wrong with a command line, in one kind of sentence, and which option was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import click

from reader.cli.mistakes import OTHER_PARTS, SHOWN
from reader.cli.params import Word
from reader.errors import PeriodError, UnknownPeriodError
from reader.papers.period import Day, EditionClock, Period, parse_period
from reader.papers.spelling import most_similar, similar
from reader.papers.text import clean

OTHER_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "--format": ("--json", "--csv", "--template"),
    "--search": ("--query",),
    "--filter": ("--query",),
    "--grep": ("--query",),
    "--order": ("--sort",),
    "--since": ("--from",),
    "--until": ("--to",),
    "--top": ("--limit",),
    "--max": ("--limit",),
    "--number": ("--limit",),
    "-h": ("--help",),
    "-V": ("--version",),
    "-v": ("--version",),
    "-n": ("--limit",),
    "-s": ("--sort",),
    "-q": ("--query",),
    "-f": ("--format", "--json", "--csv"),
}
"""What other programs call an option, and what does it here; those that a command has are named."""

VALUES: Final[Mapping[str, str]] = {
    "--host": "an address of this machine, such as 127.0.0.1",
    "--port": "a port: a number up to 65535, 0 for any that is free",
    "CMD": "a command",
    "--template": 'a text with fields in braces, such as "{id} {title}"',
    "--subject": "a text",
    "ADDRESS": "an address, such as you@example.org",
    "DAY": "a day, such as 2026-08-20, today, -3 or fri",
    "DIR": "a folder",
    "FILE": "a file, or - for stdout",
    "ID": "an arXiv id or URL of a paper",
    "N": "a whole number from 1",
    "QUERY": 'a query, such as "votes:>20"',
}
"""What an option needs, by its own name or by what its help calls the value."""


def sentence(error: click.ClickException) -> str:
    """What is wrong, and where to find help, in the words of this program and not in click's."""
    clause = _clause(error).rstrip(".")
    command = _command(error)
    return f"{clause}{'' if clause.endswith('?') else '.'} See {command} --help."


def _command(error: click.ClickException) -> str:
    return error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "daily-papers"


def _clause(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        if (sentence := _no_period(error)) is not None:
            return sentence
        meant = _meant(error.option_name, _options(error.ctx), _commands(error.ctx)) or _left_out(error)
        return f"{_quoted(error.option_name)} is not an option of {_command(error)}{meant}"
    if isinstance(error, click.NoSuchCommand):
        group = error.ctx.command if error.ctx else None
        # What click itself finds is what it holds similar.
        here = group.commands if isinstance(group, click.Group) else {}
        others = (name for name in OTHER_PARTS.get(error.command_name.lower(), ()) if name in here)
        likely = next(others, "") or most_similar(error.command_name, here)
        meant = f"; did you mean {likely}?" if likely else ""
        return f"{_quoted(error.command_name)} is not a command of {_command(error)}{meant}"
    message = clean(error.format_message())
    if isinstance(error, click.BadOptionUsage):
        name = clean(error.option_name)
        return f"{name} takes no value" if "not take" in message else f"{name} needs {_wanted(error)}"
    if isinstance(error, click.MissingParameter):
        kind = error.param.type if error.param else None
        choices = f": choose from {', '.join(kind.choices)}" if isinstance(kind, Word) else ""
        return f"{_named(error.param)} is missing{choices}"
    if isinstance(error, click.BadParameter):
        said = clean(error.message)
        if isinstance(error.param, click.Argument):
            return said
        return f"{_named(error.param)}{' ' if said.startswith('needs ') else ': '}{said}"
    if isinstance(error, click.UsageError) and (words := _unexpected(error)):
        return f"Unexpected argument{'s' if ' ' in words else ''} {_quoted(words)}{meant_together(error)}"
    return message


def _left_out(error: click.NoSuchOption) -> str:
    """How to leave out a word, if an option may have been meant for one of a query."""
    has_query = error.ctx is not None and any(
        one.name == "query" and one.nargs == -1 for one in error.ctx.command.params
    )
    return "; to leave out a word, write -- before the query" if has_query and error.option_name[1:2] != "-" else ""


def _wanted(error: click.BadOptionUsage) -> str:
    """What the value of an option has to be."""
    options = error.ctx.command.params if error.ctx else []
    option = next((one for one in options if error.option_name in one.opts), None)
    if option is None:
        return "a value"
    if isinstance(option.type, Word):
        return f"{option.type.what}: {', '.join(option.type.choices)}"
    return VALUES.get(option.opts[0]) or VALUES.get(option.metavar or "", "a value")


def _no_period(error: click.NoSuchOption) -> str | None:
    """What is wrong with a word such as `-3x` that was taken for an option, where a period may stand."""
    has_period = error.ctx is not None and any(one.name == "period" for one in error.ctx.command.params)
    if not (has_period and error.option_name[1:2].isdigit()):
        return None
    try:
        _parsed(error.option_name)
    except PeriodError as problem:
        return str(problem)
    return None


def _unexpected(error: click.ClickException) -> str:
    """The arguments that are too many, or nothing."""
    message = clean(error.format_message())
    return message.rstrip(".").partition("(")[2].removesuffix(")") if "unexpected extra arg" in message else ""


def meant_together(error: click.UsageError) -> str:
    """A question about a period of several words, such as Aug 20, or about a range where two days were named."""
    words = _unexpected(error)
    first = error.ctx.params.get("period") if error.ctx else None
    if not words or not first or error.ctx is None:
        return ""
    try:
        return f": a period is one word; did you mean {_parsed(f'{first} {words}')}?"
    except UnknownPeriodError as problem:
        if problem.similar and not problem.similar.startswith(first.lower()):
            return f": a period is one word; did you mean {problem.similar}?"
    except PeriodError:
        return ""
    try:
        days = sorted(str(period) for period in map(_parsed, (first, words)) if isinstance(period, Day))
    except PeriodError:
        return ""
    # A digest has --from, too, but for an address.
    is_range = len(days) == 2 and any("--from" in one.opts and one.metavar == "DAY" for one in error.ctx.command.params)
    return f"; did you mean --from {days[0]} --to {days[1]}?" if is_range else ""


def _parsed(text: str) -> Period:
    """Understand a period.

    Raises:
        PeriodError: It cannot be understood.
    """
    return parse_period(text, EditionClock().newest_day())


def _quoted(word: str) -> str:
    return f"“{clean(word, limit=SHOWN)}”"


def _named(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "A value"
    if isinstance(parameter, click.Argument):
        return (parameter.metavar or "").strip("[]") or (parameter.name or "").upper()
    return parameter.opts[0]


def _options(ctx: click.Context | None) -> list[str]:
    parameters = ctx.command.get_params(ctx) if ctx else []
    return [name for one in parameters if isinstance(one, click.Option) for name in one.opts if name.startswith("--")]


def _commands(ctx: click.Context | None) -> Collection[str]:
    root = ctx.find_root().command if ctx else None
    return root.commands if isinstance(root, click.Group) else ()


def _meant(option: str, known: list[str], commands: Collection[str]) -> str:
    """A question about the options that were probably meant, by their names or by those that other programs use."""
    others = {name: [one for one in here if one in known] for name, here in OTHER_OPTIONS.items() if name not in known}
    others = {name: here for name, here in others.items() if here}
    likely = [option] if option in others else similar(option, [*known, *others])[:1]
    begun = [name for name in known if name.startswith(option)]
    if not likely and not begun and option.removeprefix("--") in commands:
        return f"; did you mean daily-papers {option.removeprefix('--')}?"
    meant = list(dict.fromkeys([*(name for one in likely for name in others.get(one, [one])), *begun]))
    if not meant:
        return ""
    *first, last = meant
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"
