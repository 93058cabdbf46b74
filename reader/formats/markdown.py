"""Markdown (CommonMark): a list of links under each day, for notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from reader.formats.entry import Entry
from reader.papers import links
from reader.papers.cite import markdown
from reader.papers.text import one_line
from reader.papers.words import counted, long_day

AUTHORS: Final = 3
"""Authors that are named; of more, the number is."""

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>&|~$#])")


def pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A heading a day, a list item a paper."""
    for number, (day, group) in enumerate(groupby(entries, lambda entry: entry.day)):
        yield f"{chr(10) if number else ''}## {long_day(day) if day else 'Starred papers'}\n\n".encode()
        for entry in group:
            yield _item(entry).encode()


def _item(entry: Entry) -> str:
    paper = entry.paper
    names = [author.name for author in paper.authors[:AUTHORS]]
    if len(paper.authors) > AUTHORS:
        names.append(f"… {counted(len(paper.authors), 'author')}")
    facts = [", ".join(names), paper.organization.name if paper.organization else "", counted(paper.upvotes, "vote")]
    rows = [f"- {markdown(paper)}", "  " + " · ".join(escaped(fact) for fact in facts if fact)]
    if code := links.safe_url(paper.github):
        rows.append(f"  <{code}>")
    if paper.ai_summary:
        rows.append(f"  {escaped(one_line(paper.ai_summary))}")
    # Two blanks at the end of a line break it.
    return "  \n".join(rows) + "\n"


def escaped(text: str) -> str:
    """Foreign text that stays what it is, also at the start of a line, where it could begin a list or a heading."""
    escaped = re.sub(r"^(?=[-+=])", r"\\", _SPECIAL.sub(r"\\\1", text))
    return re.sub(r"^([0-9]{1,9})(?=[.)])", r"\1\\", escaped)
