"""What a command reads papers from: the user's store and the Hub."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.errors import StoreError
from reader.hub.access import Access
from reader.store import paths

if TYPE_CHECKING:
    from reader.hub.client import Hub

CLOSING: Final = 10.0
"""Seconds that the store has to close."""


def cache_folder(named: Path | None) -> Path:
    """Make and check the folder that the user named; one of our own choice may fail later and be done without.

    Raises:
        StoreError: It cannot be used.
    """
    if named is None:
        return paths.cache()
    folder = named
    try:
        folder = folder.expanduser().absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        next(folder.iterdir(), None)
    except (OSError, RuntimeError) as error:  # The latter where there is no such user.
        why = (error.strerror if isinstance(error, OSError) else None) or "it cannot be found"
        raise StoreError(f"{folder} cannot be used as the cache: {why}. Name another with --cache-dir.") from error
    return folder


def connection(access: Access, offline: bool) -> Callable[[], Hub] | None:
    """What makes the way to the Hub when it is first needed, or nothing where the user wants no network."""
    return None if offline or access.offline else partial(_hub, access)


def _hub(access: Access) -> Hub:
    from reader.hub.client import Hub

    return Hub(access)
