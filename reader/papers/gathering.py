"""A week or a month, put together from its days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.papers.models import Feed, Paper

if TYPE_CHECKING:
    from reader.papers.period import Span


def gathered(span: Span, feeds: Iterable[Feed], today: date) -> Feed | None:
    """Put a week or a month together; None where none of its days is known.

    Most votes come first, then the newer day, then the larger id; papers that left their list come last. A paper that
    is on several days is on the newest one whose list it did not leave.

    Args:
        span: The week or the month.
        feeds: Those of its days that are known, each at most once.
        today: The newest open day.
    """
    known = {feed.day: feed for feed in feeds}
    if not known:
        return None
    return Feed(
        period=span,
        papers=_ranked(_on_their_days(known)),
        fetched_at=min(feed.fetched_at for feed in known.values()),
        settled=all(feed.settled for feed in known.values()),
        source=next(iter(known.values())).source,
        skipped=sum(feed.skipped for feed in known.values()),
        missing=tuple(day for day in span.days(today) if day not in known),
    )


def _on_their_days(feeds: dict[date, Feed]) -> Iterable[Paper]:
    papers: dict[str, Paper] = {}
    for day in sorted(feeds, reverse=True):
        for paper in feeds[day].papers:
            if paper.id not in papers or (papers[paper.id].gone and not paper.gone):
                papers[paper.id] = paper if paper.listed == day else replace(paper, listed=day)
    return papers.values()


def _ranked(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    by_id = sorted(papers, key=lambda paper: paper.id, reverse=True)
    return tuple(sorted(by_id, key=lambda paper: (paper.gone, -paper.upvotes, -_number(paper.listed))))


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0
