"""What precedes a full text, and whether it is one at all.

The Hub sends what Jina Reader made of arXiv's HTML (jina-ai/reader, `snapshot-formatter.ts`): lines such as
`Title: …` and `URL Source: …` up to the line `Markdown Content:`, then the text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

HEADER_LIMIT: Final = 4_000
"""Characters within which the text has to begin."""
BODY_MINIMUM: Final = 1_000
"""Characters of the shortest text that is believed to be a paper; of the real ones none has under 17,000."""
UNREADABLE_SHARE: Final = 0.02
"""The part of the characters that may be unreadable in a text."""


class Source(NamedTuple):
    """A full text as it came, divided."""

    title: str
    url: str
    """Where the converter found it."""
    warning: str
    body: str
    is_marked: bool
    """Whether the line was there after which the text begins."""

    @property
    def is_pdf(self) -> bool:
        """Whether it was made from a PDF."""
        return "/pdf/" in self.url


_BEGIN: Final = re.compile(r"^Markdown Content:[ \t]*\n?", re.MULTILINE)
_FIELD: Final = re.compile(r"^(Title|URL Source|Warning):[ \t]*([^\n]*)", re.MULTILINE)
_REFUSALS: Final = ("HTML is not available for the source", "No HTML for '")
_PAGE: Final = re.compile(r"[\s\ufeff]*<(?:!doctype|html)\b", re.IGNORECASE)


def divided(text: str) -> Source:
    """Divide what came into its header and its text.

    >>> divided("Title: On cows\\n\\nURL Source: https://arxiv.org/html/2608.00001\\n\\nMarkdown Content:\\nOnce").body
    'Once'
    """
    begin = _BEGIN.search(text, 0, HEADER_LIMIT)
    if begin is None:
        return Source("", "", "", text, False)
    fields: dict[str, str] = {}
    for found in _FIELD.finditer(text, 0, begin.start()):
        fields[found[1]] = " ".join(filter(None, (fields.get(found[1], ""), found[2].strip())))
    title, url, warning = (fields.get(name, "") for name in ("Title", "URL Source", "Warning"))
    return Source(title, url, warning, text[begin.end() :], True)


def problem(source: Source) -> str:
    """Why what came is not the text of a paper, as the end of a sentence; empty where it is one."""
    body = source.body
    if _PAGE.match(body):
        return "a web page came instead"
    if not source.is_marked:
        return "what came is not a text in the known form"
    if "Target URL returned error" in source.warning:
        return "arXiv has no HTML of it"
    if any(refusal in body[:2_000] for refusal in _REFUSALS):
        return "arXiv has no HTML of it"
    if len(body.strip()) < BODY_MINIMUM:
        return "what came is too short" if body.strip() else "what came is empty"
    if body.count("\ufffd") > UNREADABLE_SHARE * len(body):
        return "what came is not readable"
    return ""
