"""What the doctor checks, and what it finds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from reader.config.settings import ConfigFile
from reader.papers.text import clean
from reader.store import paths

Status = Literal["ok", "not ok", "unknown"]


class Finding(NamedTuple):
    """The result of one check."""

    check: str
    status: Status
    found: str
    """What was found, and what it means if that is not obvious: sentences without control characters."""
    do: str = ""
    """What to do about it, or empty."""


class CheckContext(NamedTuple):
    """What the checks are given."""

    environ: Mapping[str, str]
    cache_dir: Path | None
    """The folder of stored days, if the user named one."""
    offline: bool
    """Whether the command line turned the network off."""
    settings: ConfigFile
    trouble: str = ""
    """Why the configuration could not be read at all."""

    @property
    def cache(self) -> Path:
        """The folder of stored days."""
        return self.cache_dir or paths.cache()


def named(path: Path) -> str:
    """A path as shown, shortened if it is in the home folder."""
    home = os.environ.get("HOME", "")
    return clean(f"~/{path.relative_to(home)}" if len(home) > 1 and path.is_relative_to(home) else str(path))
