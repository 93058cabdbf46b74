"""The menu of what can be copied of a paper."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from reader.papers.cite import FORMS
from reader.papers.models import Paper
from reader.ui.screens.menu import Choice, Menu
from reader.ui.widgets.cells import fit

PREVIEW = 48
"""Columns of what would be copied that are shown."""


class CopyMenuScreen(Menu[str]):
    """One letter, one text; dismissed with the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(form.key, f"choose('{form.key}')", f"Copy: {form.name}", id=f"copy.{form.key}", priority=True)
            for form in FORMS
        ),
        Binding("escape,q", "dismiss(None)", "Back", id="copy.back"),
    ]

    def __init__(self, paper: Paper) -> None:
        """Initialise the menu for a paper."""
        texts = [(form, form.text(paper)) for form in FORMS]
        super().__init__("Copy", [Choice(form.key, form.name, _preview(text), text or None) for form, text in texts])


def _preview(text: str) -> str:
    return fit(" ".join(text.split()), PREVIEW) or "not known"
