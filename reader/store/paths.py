"""Where the reader's files are; looking a path up creates nothing.

Folders are the platform's own (platformdirs): XDG on Linux, Library on macOS, AppData on Windows.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP = "daily-papers"
CACHE_VERSION = "v1"
"""A cache of another version is left alone, in its own folder."""


def cache() -> Path:
    """The folder of the stored feeds."""
    return platformdirs.user_cache_path(APP, appauthor=False) / CACHE_VERSION


def state() -> Path:
    """The folder of what the program writes for itself: the crash log."""
    return platformdirs.user_state_path(APP, appauthor=False)


def styles() -> Path:
    """The folder of the style sheets: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"
