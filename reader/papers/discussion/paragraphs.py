"""What a comment is made of once it is readable: paragraphs with links, before they are broken into lines."""

from __future__ import annotations

from typing import Literal, NamedTuple

Part = Literal["text", "code", "heading", "quote", "table", "meta", "link"]


class Leading(NamedTuple):
    """A part of a text that leads somewhere."""

    start: int
    end: int
    url: str


class Paragraph(NamedTuple):
    """Lines of one kind; a break in its text is one of the author."""

    part: Part
    text: str
    lead: str = ""
    """What stands before its first line, such as `- `; the other lines are indented by as much."""
    links: tuple[Leading, ...] = ()
    gap: bool = True
    """Whether an empty line stands before it."""
