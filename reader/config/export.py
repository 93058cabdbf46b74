"""What the user chose at the last export from the list."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Scope = Literal["all", "matches", "starred"]
"""Which papers of a list: all that it shows, those that the search matches, those that are starred."""
Target = Literal["file", "clipboard"]


class ExportChoice(Struct, frozen=True, omit_defaults=True):
    """Which papers are exported, how, and where to."""

    scope: Scope = "all"
    format: str = "bibtex"
    """A name of `formats.FILE_FORMATS`; another one, as of a newer reader, is not used."""
    target: Target = "file"
