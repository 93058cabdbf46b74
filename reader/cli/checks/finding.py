"""What the doctor looks at, and what there is to say of it."""

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
    """One thing that was looked at."""

    check: str
    status: Status
    found: str
    """What there is, and what it means where that is not plain: sentences without control characters."""
    do: str = ""
    """What to do about it; empty where there is nothing to do."""


class CheckContext(NamedTuple):
    """The machine as the reader finds it."""

    environ: Mapping[str, str]
    cache_dir: Path | None
    """The folder of stored days that the user named, if they did."""
    offline: bool
    """Whether the command line wants no network."""
    settings: ConfigFile
    trouble: str = ""
    """Why the configuration could not be read at all."""

    @property
    def cache(self) -> Path:
        """The folder of stored days."""
        return self.cache_dir or paths.cache()


def named(path: Path) -> str:
    """A path for people, short where it is in their home."""
    home = os.environ.get("HOME", "")
    return clean(f"~/{path.relative_to(home)}" if len(home) > 1 and path.is_relative_to(home) else str(path))
