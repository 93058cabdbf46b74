"""A command that the user named, run to its end and without a shell."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from reader.errors import HostError
from reader.host.process import ended
from reader.papers.text import clean


def run(words: Sequence[str], environ: Mapping[str, str]) -> None:
    """Run a command that reads nothing and writes where this process does, and wait for it.

    Raises:
        HostError: It could not be started, or failed.
    """
    name = clean(PurePath(words[0]).name or words[0])
    try:
        status = subprocess.run(words, env=dict(environ), stdin=subprocess.DEVNULL).returncode
    except OSError as error:
        raise HostError(f"{name} could not be run: {error.strerror}.") from error
    if status:
        raise HostError(f"{name} {ended(status)}.")
