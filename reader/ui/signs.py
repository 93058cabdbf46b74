"""What is written in other words where signs are ASCII, as it takes another width there: dots and arrow keys."""

from __future__ import annotations

from typing import Final

from reader.config.actions import printed

_ARROWS: Final = {"↑": "up", "↓": "down", "←": "left", "→": "right"}
_is_ascii = False


def use_ascii(ascii: bool) -> None:
    """Write three dots and the words of arrow keys, or the one character of each."""
    global _is_ascii
    _is_ascii = ascii


def ellipsis() -> str:
    """What stands where something is missing."""
    return "..." if _is_ascii else "…"


def spelled(text: str) -> str:
    """A text that is still to be cut or wrapped, with three dots for every ellipsis if they are wanted."""
    return text.replace("…", "...") if _is_ascii else text


def key_names(keys: str) -> tuple[str, ...]:
    """Name keys as they are printed on them, or in words where arrows would read `v` and `^`."""
    names = printed(keys)
    return (
        tuple("+".join(_ARROWS.get(part, part) for part in name.split("+")) for name in names) if _is_ascii else names
    )
