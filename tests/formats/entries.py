"""Entries whose every text is hostile to some format."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from reader.formats import Entry
from reader.papers.marks import UNMARKED, Mark, Timestamped
from reader.papers.models import Author, Organization, Paper
from reader.papers.text import clean

DAY: Final = date(2026, 8, 20)
TITLES: Final = (
    "Filling a [MASK] with [/] markup",
    "=cmd|' /C calc'!A0, \"quoted\"; <script>alert(1)</script> & 100% {of} it_all^2 ~ $5 #1 \\alpha",
    "@SUM(1+1)*cmd 论文 🧪 مرحبا *bold* /slanted/ _under_ =verbatim= ~code~ +gone+",
    "-3 + 4: [[https://evil.example][link]] <2026-08-20 Thu> [fn:1] TY  - JOUR",
    "+1 for `code` ![img](javascript:alert(1)) <b>bold</b> &lt; | cell |",
    "* TODO # no heading",
)
"""Each is the title of a paper."""
ABSTRACT: Final = "First line, “quoted”, with \"these\" and 'those'.\n\n* No item.\n\n#+begin_src\n\nER  - \n\n=1+1"
NAMES: Final = (
    "Éva [CLS] Łoś",
    "张伟",
    "Laurens van der Maaten",
    "Smith, John, Jr.",
    "Sammy Davis Jr.",
    "Barnes and Noble",
)


def entry(number: int, **changes: Any) -> Entry:
    """An entry; the numbers of `TITLES` have all its fields in use."""
    paper = Paper(
        id=f"2608.{number:05}",
        title=clean(TITLES[number % len(TITLES)]),
        abstract=ABSTRACT,
        authors=tuple(Author(name=name) for name in NAMES),
        published=DAY,
        listed=DAY,
        upvotes=number,
        organization=Organization(login="org", name="The [/] =Org"),
        github="https://github.com/a/b",
        github_stars=5,
        project_page="javascript:alert(1)",
        ai_summary="- A *summary* of [it](x).",
        ai_keywords=("a, b", "-c"),
        withdrawn=datetime(2026, 8, 21, 12, tzinfo=UTC),
    )
    fields = {name: getattr(paper, name) for name in paper.__struct_fields__} | changes
    mark = Mark(starred=Timestamped(True, 1), note=Timestamped("=note()", 1))
    return Entry(Paper(**fields), mark, DAY, datetime(2026, 8, 21, tzinfo=UTC))


ENTRIES: Final = tuple(map(entry, range(len(TITLES))))
"""One for each title."""
BARE: Final = Entry(Paper(id="cs/0112017", title="Bare"), UNMARKED)
"""A paper of which nothing more is known."""


def text(pieces: Any) -> str:
    """What a format wrote."""
    return b"".join(pieces).decode()
