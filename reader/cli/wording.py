"""What is wrong with a command line, in one kind of sentence, and which option was probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import click

from reader.cli.mistakes import SHOWN
from reader.papers.text import clean, most_similar

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
}
"""What other programs call an option, and what does it here; those that a command has are named."""


def sentence(error: click.ClickException) -> str:
    """What is wrong, and where to find help, in the words of this program and not in click's."""
    clause = _clause(error).rstrip(".")
    command = _command(error)
    return f"{clause}{'' if clause.endswith('?') else '.'} See {command} --help."


def _command(error: click.ClickException) -> str:
    return error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "daily-papers"


def _clause(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        known = _options(error.ctx)
        return f"{_quoted(error.option_name)} is not an option of {_command(error)}{_meant(error.option_name, known)}"
    if isinstance(error, click.NoSuchCommand):
        similar = most_similar(error.command_name, error.possibilities or ())
        meant = f"; did you mean {similar}?" if similar else ""
        return f"{_quoted(error.command_name)} is not a command of {_command(error)}{meant}"
    message = clean(error.format_message())
    if isinstance(error, click.BadOptionUsage):
        return f"{clean(error.option_name)} {'takes no value' if 'not take' in message else 'needs a value'}"
    if isinstance(error, click.MissingParameter):
        return f"{_named(error.param)} is missing"
    if isinstance(error, click.BadParameter):
        said = clean(error.message)
        if isinstance(error.param, click.Argument):
            return said
        return f"{_named(error.param)}{' ' if said.startswith('needs ') else ': '}{said}"
    if "unexpected extra arg" in message:
        words = message.rstrip(".").partition("(")[2].removesuffix(")")
        return f"Unexpected argument{'s' if ' ' in words else ''} {_quoted(words)}"
    return message


def _quoted(word: str) -> str:
    return f"“{clean(word, limit=SHOWN)}”"


def _named(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "A value"
    return parameter.make_metavar(click.Context(click.Command(""))) if _is_argument(parameter) else parameter.opts[0]


def _is_argument(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Argument)


def _options(ctx: click.Context | None) -> list[str]:
    parameters = ctx.command.get_params(ctx) if ctx else []
    return [name for one in parameters if isinstance(one, click.Option) for name in one.opts if name.startswith("--")]


def _meant(option: str, known: list[str]) -> str:
    """A question about the options that were probably meant, by their names or by those that other programs use."""
    others = {name: [one for one in here if one in known] for name, here in OTHER_OPTIONS.items() if name not in known}
    similar = most_similar(option, [*known, *(name for name, here in others.items() if here)])
    meant = others.get(similar, [similar] if similar else [])
    if not meant:
        return ""
    *first, last = meant
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"
