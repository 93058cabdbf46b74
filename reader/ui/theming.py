"""Which theme is on the screen: the configured one, the one kept with a key, or that for the terminal's background."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from textual.app import App
from textual.filter import LineFilter

from reader.config.settings import AUTO, ConfigFile
from reader.host import tty
from reader.store.state import can_write
from reader.ui import themes

_OF_16: Final = ("standard", "windows")
"""What Rich calls terminals of 16 colours."""


class Theming:
    """The theme of an app."""

    def __init__(self, app: App[Any], settings: ConfigFile, kept: str, told: bool | None) -> None:
        """Know the themes, without one on the screen.

        Args:
            app: The app.
            settings: What the user configured.
            kept: The theme that was kept with a key, empty for none.
            told: Whether the terminal's background was dark when it was last told; None where it never was.
        """
        self._app = app
        is_configured = "theme" in settings.given and bool(settings.config.theme)
        self._setting = settings.where("theme") if is_configured else ""
        self.kept = kept
        self.chosen = kept if kept and not is_configured else settings.config.theme or AUTO
        """The name of a theme, or `AUTO`."""
        self.told = told
        """Whether the terminal's background is dark, as the terminal told it; None where it never did."""
        guess = tty.is_told_dark(os.environ) if told is None else told
        self.is_dark = guess is not False
        """Whether the terminal's background is dark, as far as is known."""
        for theme in (themes.DARK, themes.LIGHT):
            app.register_theme(theme)
        self._has_16_colours = app.console.color_system in _OF_16
        if self._has_16_colours:  # They are the terminal's own, and no colours of ours come near them.
            app.ansi_color = True

    @property
    def limit(self) -> str:
        """A sentence about themes that cannot be told apart here; empty where all can."""
        if not self._has_16_colours:
            return ""
        return "This terminal has 16 colours: all dark themes look alike."

    def filters(self) -> list[LineFilter]:
        """What lines go through last, so that the terminal can show their colours."""
        is_256 = self._app.console.color_system == "256"
        if not (is_256 or self._has_16_colours):
            return []
        from reader.ui.few_colours import BlackFilter, PaletteFilter

        return [PaletteFilter() if is_256 else BlackFilter()]

    def variables(self, given: Mapping[str, str]) -> dict[str, str]:
        """What style sheets have in place of what the theme on the screen gives them."""
        return themes.variables(self._app.current_theme, given, sixteen=self._has_16_colours)

    def show(self, name: str = "") -> None:
        """Draw the screen in a theme, by its name or `AUTO`; without one in the chosen one."""
        name = themes.theme_name(name or self.chosen, is_dark=self.is_dark)
        self._app.theme = name if name in self._app.available_themes else themes.theme_name(AUTO, is_dark=self.is_dark)

    def follow(self, *, is_dark: bool) -> None:
        """Show the theme for the terminal's background, now that it is told, and remember that for the next start."""
        is_shown = self._app.theme == themes.theme_name(AUTO, is_dark=self.is_dark)
        self.told = self.is_dark = is_dark
        if is_shown and self.chosen == AUTO:
            self.show()

    def keep(self, name: str, *, is_saved: bool, place: Path | None = None) -> str:
        """Choose a theme, also for the next start unless one is configured; return a sentence that says so.

        Args:
            name: The theme.
            is_saved: Whether anything is saved for the next start.
            place: The file where that is done, if any is.
        """
        self.chosen = name
        self.kept = "" if name == AUTO else name
        if self._setting:
            return f"Theme: {name}; the next start has that of {self._setting}"
        why_not = "" if is_saved else "this is the sample edition"
        if is_saved and place is not None and not can_write(place):
            why_not = f"{place.parent} cannot be written"
        return f"Theme: {name}" + (f"; not kept for the next start, as {why_not}" if why_not else "")
