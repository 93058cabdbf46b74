"""Where the reader's files are; looking a path up creates nothing.

Folders are the platform's own (platformdirs): XDG on Linux, Library on macOS, AppData on Windows.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "daily-papers"
CACHE_VERSION = "v1"
"""A cache of another version is left alone, in its own folder."""


def cache() -> Path:
    """The folder of the stored feeds."""
    return platformdirs.user_cache_path(APP, appauthor=False) / CACHE_VERSION


def marks() -> Path:
    """The file of the user's marks; their backups are beside it."""
    return platformdirs.user_data_path(APP, appauthor=False) / "marks.db"


def state() -> Path:
    """The folder of what the program writes for itself: where it was left, and the crash log."""
    return platformdirs.user_state_path(APP, appauthor=False)


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
    return platformdirs.user_config_path(APP, appauthor=False) / "config.toml"


def styles() -> Path:
    """The folder of the style sheets: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"
