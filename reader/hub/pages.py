"""Papers that come on several pages of an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from reader.errors import HubError
from reader.papers.models import Paper


def check_some(papers: Sequence[object], skipped: int, hub: str) -> None:
    """Raise where no paper of an answer could be read.

    Raises:
        HubError: There were some.
    """
    if skipped and not papers:
        raise HubError(
            f"No paper from {hub} could be read ({skipped} tried): has its format changed? Look for a newer reader."
        )


def ranked(papers: list[Paper]) -> tuple[Paper, ...]:
    """Each paper once, most upvotes first: the Hub sorts page by page, and repeats papers at their border."""
    return tuple(sorted(once(papers), key=lambda paper: -paper.upvotes))


def once(papers: list[Paper]) -> tuple[Paper, ...]:
    """Each paper once, where it came first."""
    first: dict[str, Paper] = {}
    for paper in papers:
        first.setdefault(paper.id, paper)
    return tuple(first.values())


def page_after(page: int, link: str) -> int | None:
    """The number of the next page, or None after the last one.

    Only the number is taken from the Hub's link, so that no page is asked for anywhere but at the endpoint, nor twice.
    """
    try:
        number = parse_qs(urlsplit(link).query).get("p", [""])[0]
    except ValueError:
        return None
    return int(number) if re.fullmatch("[0-9]{1,6}", number) and int(number) > page else None
