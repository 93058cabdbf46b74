"""The user's editor: a text is written to a file, the editor has the terminal, and the file is read again."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Final

from reader.errors import HostError
from reader.host.process import ended, in_terminal
from reader.papers.text import clean

SIZE_LIMIT: Final = 2**20
"""Bytes of the longest text that is read back."""

_EDITORS: Final = ("sensible-editor", "editor", "nano", "vim", "vi", "emacs")


def edit(text: str, environ: Mapping[str, str]) -> str:
    """Let the user edit a text in `$VISUAL`, `$EDITOR` or an editor of the machine; the caller gave up the terminal.

    Raises:
        HostError: There is no editor, it failed, or what it left cannot be read; the text is as it was.
    """
    command = _command(environ)
    name = clean(PurePath(command[0]).name)
    try:
        # For the user's eyes only, with whatever else the editor leaves beside it.
        with tempfile.TemporaryDirectory(prefix="daily-papers-") as folder:
            path = Path(folder, "note.md")
            path.write_text(text, encoding="utf-8")
            if status := _status((*command, str(path)), name):
                raise HostError(f"{name} {ended(status)}: the note was not changed.")
            return _read(path, name)
    except OSError as error:
        raise HostError(f"The note could not be exchanged with {name}: {error.strerror}.") from error


def _status(argv: Sequence[str], name: str) -> int:
    try:
        return in_terminal(argv)
    except OSError as error:
        raise HostError(f"{name} could not be started: {error.strerror}. Set EDITOR to another editor.") from error


def _read(path: Path, name: str) -> str:
    if path.stat().st_size > SIZE_LIMIT:
        raise HostError(f"{name} left more than {SIZE_LIMIT >> 20} MiB: the note was not changed.")
    return path.read_text(encoding="utf-8", errors="replace")


def _command(environ: Mapping[str, str]) -> tuple[str, ...]:
    for command in _candidates(environ):
        if program := shutil.which(command[0], path=environ.get("PATH", os.defpath)):
            return (program, *command[1:])
    for words in _named(environ):
        raise HostError(f"{clean(PurePath(words[0]).name)} was not found. Install it, or set EDITOR to another editor.")
    raise HostError("No editor was found. Set EDITOR to one.")


def _candidates(environ: Mapping[str, str]) -> Iterator[list[str]]:
    """What could edit a text here, best first, whether it is installed or not."""
    yield from _named(environ)
    yield from ([name] for name in _EDITORS)


def _named(environ: Mapping[str, str]) -> Iterator[list[str]]:
    """What the user named."""
    for variable in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(variable, ""))
        except ValueError:  # A quotation mark that is not closed.
            continue
        if any(words[:1]):
            yield words
