"""What regular expressions may not use, because not every Python reads it alike."""

from __future__ import annotations

import re

from tests.terminal import PACKAGE

POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{+[\d,]+\}+)\+")


def test_no_group_is_possessive() -> None:
    """Before 3.11.5 such a group can match what it should not (CPython gh-106052); `(?>(?:…)*)` never does."""
    sources = PACKAGE.rglob("*.py")
    assert [path.name for path in sources if POSSESSIVE_GROUP.search(path.read_text())] == []
