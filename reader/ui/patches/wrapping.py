"""Blanks that hold words together: Rich 14, which wraps texts for Textual, breaks lines at U+00A0 as at any blank.

A private name of it is replaced here; `tests/ui/dialogs/test_dialogs.py` fails when that has no effect any more.
"""

from __future__ import annotations

import re

from rich import _wrap

_wrap.re_word = re.compile(r"[^\S\xa0]*[\S\xa0]+[^\S\xa0]*")


def unbroken(hint: str) -> str:
    """A hint whose parts, which have a dot between them, are each on one line."""
    return " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in hint.split(" · "))
