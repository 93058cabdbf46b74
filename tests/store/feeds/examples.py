"""Feeds to store, hostile in every text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from reader.papers.models import Author, Feed, Organization, Paper, Submitter
from reader.papers.period import Day
from reader.papers.text import clean

FIRST = date(2026, 8, 20)
NASTY = "Filling a [MASK] with [/] markup 论文 🧪 " + "long " * 60


def day(number: int) -> date:
    """The day that many days after the first."""
    return FIRST + timedelta(number)


def paper(number: int, *, abstract: str = "One line.\n\n  Another [@click=app.quit]x[/] line.") -> Paper:
    """A paper whose fields are all in use."""
    return Paper(
        id=f"2608.{number:05}",
        title=clean(f"{number} {NASTY}"),
        abstract=clean(abstract, limit=20_000, multiline=True),
        authors=(Author(name="Éva [CLS]", login="eva"), Author(name="张伟")),
        published=FIRST,
        listed=FIRST,
        upvotes=number,
        organization=Organization(login="org", name="The [/] Org"),
        submitter=Submitter(login="me"),
        github_stars=0,
        ai_keywords=("a", "b"),
        withdrawn=datetime(2026, 8, 21, 12, 30, 0, 123456, tzinfo=UTC),
        gone=True,
        readable_title=f"{number} readable",
        readable_abstract="One.\n\nTwo.",
    )


def feed(number: int, *, papers: int = 2, abstract: str = "One line.\n\n  Another.", etag: str = "") -> Feed:
    """The feed of the day that many days after the first."""
    return Feed(
        period=Day(day(number)),
        papers=tuple(paper(number * 100 + place, abstract=abstract) for place in range(papers)),
        fetched_at=datetime(2026, 8, 21, 1, 30, tzinfo=UTC) + timedelta(number),
        etag=etag,
        settled=True,
    )
