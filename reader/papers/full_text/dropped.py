"""What of a full text is not shown, and why: nothing else is left out, and the raw lines have all of it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Dropped(NamedTuple):
    """Something that is not shown."""

    what: str
    why: str
    pattern: re.Pattern[str] | None = None
    """Finds it, where a pattern can."""


SECOND_MARKER: Final = Dropped(
    "the second marker of a list item, as in `1.   1.We propose`",
    "the converter writes the list's marker before the paper's own",
    re.compile(r"(?:[•–∗·‣-]|(?P<label>\d{1,3}\.|\([A-Za-z0-9]{1,4}\)))\s*"),
)
CITED_BY: Final = Dropped(
    "“Cited by: §2, …” at the end of a reference",
    "it leads back to where the reader came from",
    re.compile(r"\s*Cited by:[^\n]*\Z"),
)
REPEATED_MARK: Final = Dropped(
    "two of the three marks of a footnote, as in `suite 1 1 1[…]`",
    "the mark, its number and its anchor are one raised number",
    re.compile(r"(?<=[\w.,;:)\]%”\"])[ ]?\b(\d{1,2}) \1 \1(?= ?[A-Z\[(]| ?https?:)(?![ ]?\d) ?"),
)
REPEATED_ABSTRACT: Final = Dropped(
    "“Abstract:” below the heading that says so",
    "the class of the paper and the paper itself both write it",
    re.compile(r"\s*Abstract\s?[:.—-]+\s*", re.IGNORECASE),
)
TABLE_RULE: Final = Dropped(
    "the line under the head of a table, such as `| --- |`",
    "it is a line, and often shorter than the table",
    re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+\s*"),
)
ADDRESS: Final = Dropped("the address and the tooltip of a link", "the address is the target of a span")
IMAGE: Final = Dropped(
    "the words that stand for an image, as in `![Image 7: Refer to caption](…)`",
    "its number is not that of the figure, whose caption follows",
)
UNDERLINE: Final = Dropped(
    "the line of `-` or `=` under a heading, and the `#` before one", "it says what the level says"
)
FENCE: Final = Dropped("the lines of ``` around code", "they say what the kind says")
TWIN: Final = Dropped(
    "the Unicode twin of a formula, and its spoken forms",
    "the LaTeX beside it says the same, with indices and fractions",
)
ADJACENT: Final = Dropped("one of two letters, as in `T T`", "the first one is a formula's twin, and it was one letter")
TEX: Final = Dropped("the backslashes and braces of LaTeX, and the names of its commands", "they are rendered")
EMPTY_MARK: Final = Dropped("a list item without text", "it is an empty mark of the converter")
EMPHASIS: Final = Dropped("the `_` around emphasis and the backquotes around code", "a span says it")

TABLE: Final = (
    SECOND_MARKER,
    CITED_BY,
    REPEATED_MARK,
    REPEATED_ABSTRACT,
    TABLE_RULE,
    ADDRESS,
    IMAGE,
    UNDERLINE,
    FENCE,
    TWIN,
    ADJACENT,
    TEX,
    EMPTY_MARK,
    EMPHASIS,
)
"""All of it."""
