"""Comments as they are kept: cleaned, each once, with the one that each answers."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import Struct

BOT: Final = "librarian-bot"
"""The Hub's account that lists similar papers below nearly every paper."""
COMMENT: Final = "comment"
"""What the Hub calls a comment; it may have other kinds of entries."""


class Reaction(Struct, frozen=True):
    """A sign that readers have put below a comment."""

    sign: str
    count: int


class Comment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody wrote; what the Hub does not tell of it is empty."""

    id: str
    login: str = ""
    """The name of the account, without `@`."""
    name: str = ""
    """The name of the person."""
    written: datetime | None = None
    """When, UTC."""
    kind: str = COMMENT
    text: str = ""
    """In Markdown."""
    parent: str = ""
    """The id of the comment that it answers."""
    is_edited: bool = False
    is_hidden: bool = False
    reason: str = ""
    """Why it is hidden, in the Hub's word."""
    reactions: tuple[Reaction, ...] = ()


class Discussion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All comments on a paper, in the Hub's order."""

    comments: tuple[Comment, ...] = ()
    skipped: int = 0
    """How many entries could not be read."""
