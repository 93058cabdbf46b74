"""The command `daily-papers manual`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from itertools import groupby
from typing import Final

import click


@click.command()
@click.pass_context
def manual(ctx: click.Context) -> None:
    """Print the manual page.

    Read it at once, or save it where man looks:

    \b
      daily-papers manual | man -l -
      daily-papers manual > ~/.local/share/man/man1/daily-papers.1
    """
    from reader.cli.io import STANDARD, output

    with output(STANDARD) as stream:
        stream.write(page(ctx.find_root().command).encode("ascii"))


_ESCAPES: Final = {
    "\\": r"\e",
    "-": r"\-",  # Otherwise it becomes a hyphen, which breaks pasted commands.
    "'": r"\(aq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
    '"': r"\(dq",
}
_EXIT: Final = (
    ("0", "Success. If the Hub could not be reached, stored papers were shown instead."),
    ("1", "Failure, or nothing to show: one line on stderr says what happened, why, and what to do."),
    ("2", "Wrong usage, reported in the same way."),
)


def page(command: click.Command) -> str:
    """Write the whole page.

    Args:
        command: The group of all commands.
    """
    root = click.Context(command, info_name="daily-papers")
    return "".join(f"{line}\n" for line in _page(root))


def troff(text: str) -> str:
    r"""Escape a text so that troff prints it literally, without escapes, requests or non-ASCII characters.

    >>> print(troff(r".so /etc/passwd \f(CW“it's”-\x"))
    \&.so /etc/passwd \ef(CW\[u201C]it\(aqs\[u201D]\-\ex
    """
    escaped = "".join(map(_escaped, text))
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _escaped(character: str) -> str:
    if found := _ESCAPES.get(character):
        return found
    if character.isascii():
        return character if character.isprintable() else " "
    return rf"\[u{ord(character):04X}]" if character.isprintable() else ""


def _page(root: click.Context) -> Iterator[str]:
    from reader import __version__

    # Without a date, so that the same program writes the same page.
    yield f'.TH DAILY\\-PAPERS 1 "" "daily\\-papers {troff(__version__)}"'
    yield from (".SH NAME", rf"daily\-papers \- {troff(_first_sentence(root.command))}")
    yield from (".SH SYNOPSIS", *_synopsis(root))
    yield from (".SH DESCRIPTION", *_description(root.command))
    yield from (".SH OPTIONS", *_options(root))
    yield ".SH COMMANDS"
    yield from _commands(root)
    yield from (".SH KEYS", *_keys())
    yield ".SH EXIT STATUS"
    for status, meaning in _EXIT:
        yield from _item(status, meaning)


def _commands(context: click.Context) -> Iterator[str]:
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        # A command that is looked up but not resolved may be a stub.
        _, command, _ = group.resolve_command(context, [name])
        if command is None or command.hidden:
            continue
        below = click.Context(command, info_name=name, parent=context)
        yield f".SS {troff(below.command_path)}"
        yield from _synopsis(below)
        yield ".PP"
        yield from _description(command)
        yield from _options(below)
        yield from _commands(below)


def _first_sentence(command: click.Command) -> str:
    return cleandoc(command.help or "").partition("\n")[0].rstrip(".")


def _synopsis(context: click.Context) -> Iterator[str]:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    yield f"\\fB{troff(context.command_path)}\\fR {troff(pieces)}".rstrip()


def _description(command: click.Command) -> Iterator[str]:
    """The paragraphs of a help text; those that a backspace keeps click from wrapping stay as they are."""
    paragraphs = re.split(r"\n{2,}", cleandoc(command.help or ""))
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ".PP"
        literal, lines = paragraph.startswith("\b"), paragraph.lstrip("\b\n").split("\n")
        if literal:
            yield from (".nf", *map(troff, lines), ".fi")
        else:
            yield from (troff(line.strip()) for line in lines)


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        # --help is the same everywhere and listed once.
        if record and (context.parent is None or "--help" not in parameter.opts):
            yield from _item(*record)


def _keys() -> Iterator[str]:
    from reader.config.actions import ACTIONS, LISTED, printed

    yield troff("daily-papers keys prints the active keys, including your own.")
    listed = [action for action in ACTIONS if action.scope in LISTED]
    for group, members in groupby(listed, key=lambda action: action.group):
        yield f".SS {troff(group)}"
        for action in members:
            yield from _item(" ".join(printed(action.keys)), action.words)


def _item(head: str, text: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{troff(head)}\\fR", troff(text))
