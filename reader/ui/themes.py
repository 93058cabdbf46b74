"""The themes of the reader: two of its own, and which of them `auto` means."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

from reader.config.settings import AUTO

DARK: Final = Theme(
    name="paper-dark",
    primary="#5b7f9e",
    secondary="#8c97a5",
    accent="#83a9c9",
    foreground="#d7d3ca",
    background="#17181b",
    surface="#1e2024",
    panel="#24262b",
    success="#9db98a",
    warning="#e3b35c",
    error="#d98080",
    dark=True,
)
LIGHT: Final = Theme(
    name="paper-light",
    primary="#4c708f",
    secondary="#5f6873",
    accent="#2f628c",
    foreground="#2b2a27",
    background="#faf8f3",
    surface="#f2efe8",
    panel="#e9e5dc",
    success="#4d6b35",
    warning="#8f5a00",
    error="#a33a3a",
    dark=False,
)


def theme_name(configured: str, *, is_dark: bool = True) -> str:
    """The theme that a setting stands for.

    Args:
        configured: The name of a theme, or `AUTO`, or nothing, which is the same.
        is_dark: Whether the terminal's background is dark.
    """
    if configured and configured != AUTO:
        return configured
    return DARK.name if is_dark else LIGHT.name
