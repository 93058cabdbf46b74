"""The menu of what can be copied of a paper."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.papers.cite import FORMS
from reader.papers.models import Paper
from reader.store import paths
from reader.ui.screens.dialogue import Dialogue
from reader.ui.widgets.cells import fit

PREVIEW = 48
"""Columns of what would be copied that are shown."""


class CopyMenuScreen(Dialogue[str]):
    """One letter, one text; dismissed with the text."""

    CSS_PATH = paths.styles() / "copy_menu.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(form.key, f"choose('{form.key}')", f"Copy: {form.name}", id=f"copy.{form.key}", priority=True)
            for form in FORMS
        ),
        Binding("escape,q", "dismiss(None)", "Back", id="copy.back"),
    ]

    def __init__(self, paper: Paper) -> None:
        """Initialise the menu for a paper."""
        super().__init__()
        self._texts = {form.key: form.text(paper) for form in FORMS}

    def compose(self) -> ComposeResult:
        """Compose a line for every text."""
        with Vertical(classes="dialogue") as dialogue:
            dialogue.border_title = "Copy"
            for form in FORMS:
                preview = fit(" ".join(self._texts[form.key].split()), PREVIEW) or "not known"
                style = "$foreground-muted" if self._texts[form.key] else "$foreground-disabled"
                yield Static(Content.assemble((form.key, "$text-accent"), f"  {form.name:<17} ", (preview, style)))

    def action_choose(self, key: str) -> None:
        """Copy one of the texts, if the paper has it."""
        if text := self._texts[key]:
            self.dismiss(text)
