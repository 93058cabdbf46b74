"""Where the reader's files are; looking a path up creates nothing.

Folders are the platform's own (platformdirs): XDG on Linux, Library on macOS, AppData on Windows. Looking one up raises
`StoreError` where there is none: HOME is not set, and the user has no entry in the list of users.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from reader.errors import StoreError

APP = "daily-papers"
CACHE_VERSION = "v1"
"""A cache of another version is left alone, in its own folder."""


def cache() -> Path:
    """The folder of the stored feeds."""
    return (_xdg_cache() or _folder("cache")) / CACHE_VERSION


def marks() -> Path:
    """The file of the user's marks; their backups are beside it."""
    return _folder("data") / "marks.db"


def state() -> Path:
    """The folder of what the program writes for itself: where it was left, and the crash log."""
    return _folder("state")


def position() -> Path:
    """The file of where the reader was left."""
    return state() / "position.json"


def digests() -> Path:
    """The folder of what the last digests had."""
    return state() / "digests"


def config() -> Path:
    """The file that the user writes; `DAILY_PAPERS_CONFIG` names another one."""
    if named := os.environ.get("DAILY_PAPERS_CONFIG"):
        return Path(named)
    return _folder("config") / "config.toml"


def styles() -> Path:
    """The folder of the style sheets: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"


def home() -> Path:
    """The user's home.

    Raises:
        StoreError: There is none.
    """
    try:
        return Path.home()
    except RuntimeError:
        raise StoreError(
            "There is no home folder: HOME is not set, and this user has no entry in the list of users. "
            "Set HOME to a folder of yours."
        ) from None


def _folder(kind: Literal["cache", "config", "data", "state"]) -> Path:
    # 5 ms that a shell which completes would wait for.
    from platformdirs import PlatformDirs

    try:
        folder: Path = getattr(PlatformDirs(APP, appauthor=False), f"user_{kind}_path")
    except RuntimeError:
        return home() / APP  # Which says what is wrong.
    return home() / APP if folder.parts[:1] == ("~",) else folder  # Older versions return it as it is.


def _xdg_cache() -> Path | None:
    """The folder of caches as platformdirs has it, without it; None where only that knows."""
    home = os.environ.get("HOME", "")
    named = os.environ.get("XDG_CACHE_HOME", "") or (home and os.path.join(home, ".cache"))  # noqa: PTH118
    return Path(named) / APP if sys.platform == "linux" and os.path.isabs(named) else None  # noqa: PTH117
