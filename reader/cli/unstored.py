"""Why a day or another period cannot be listed where the Hub is not asked, or cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reader.errors import HubError
from reader.papers.period import Period, Trending


def not_stored(of: date | Period | None, days: Sequence[date], folder: Path, error: HubError | None = None) -> str:
    """The sentence for what cannot be listed, which may be because a file was damaged.

    Args:
        of: The day or the period, None for the newest day.
        days: The days with papers that are stored, the oldest first.
        folder: Where they are stored.
        error: Why the Hub cannot be asked; None where the network is off.
    """
    off = ", and the network is off (--offline or HF_HUB_OFFLINE)." if error is None else f". {error}"
    if days and (of is None or of in days):
        return (
            f"{of or days[-1]} is stored but cannot be read{off} Its list is damaged, or a newer version wrote it: "
            "daily-papers cache verify lists all such days."
        )
    name = "What is trending" if isinstance(of, Trending) else of
    said = f"{name} is not stored{off}" if of else f"No papers are stored{off}"
    from reader.store.feeds.readonly_rows import FILE_NAME
    from reader.store.sqlite import set_aside_before

    aside = set_aside_before(folder / FILE_NAME)
    return f"{said} It may be in {aside[-1]}, which was damaged and set aside." if aside else said
