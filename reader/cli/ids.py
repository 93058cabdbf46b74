"""Papers by their ids, as they are typed."""

from __future__ import annotations

import os

from reader.errors import UseError
from reader.hub.endpoint import paper_id
from reader.papers.text import clean


def checked_id(text: str) -> str:
    """The arXiv id that a text is or has.

    Raises:
        UseError: It is neither an id nor a URL of a paper.
    """
    if (id := paper_id(text, os.environ)) is None:
        raise UseError(
            f"“{clean(text, limit=60)}” is not an arXiv id or a paper URL: write it like 2608.17271.{_hint(text)}"
        )
    return id


def _hint(text: str) -> str:
    """What finds papers by the words of their titles."""
    return " To find papers by words: daily-papers search WORDS." if any(map(str.isalpha, text)) else ""
