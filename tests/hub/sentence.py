"""What every error text has to be."""

from __future__ import annotations

import re


def is_sentence(error: BaseException) -> bool:
    """Whether a text is fit for the status line: one printable line of whole sentences, and not an essay."""
    text = str(error)
    whole = re.fullmatch(r"(127\.|localhost|name\.|[A-Z0-9]).*[.?]", text) is not None
    return whole and text.isprintable() and 30 < len(text) < 320 and "  " not in text
