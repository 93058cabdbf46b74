"""A paper as the first view: in a list that is stored, or by itself."""

from __future__ import annotations

import os
from collections.abc import Sequence

from reader.errors import HostError, NoPapersError, OfflineError, OldPaperError
from reader.library.open import OpenLibrary
from reader.library.papers import LASTING, absent, not_stored
from reader.papers import links
from reader.papers.listing import Listing, MarksById
from reader.papers.period import STARRED, Day, OnePaper, Period


def place_of(id: str, opened: OpenLibrary, open_cmd: Sequence[str]) -> Period:
    """The newest stored day with a paper, else the starred papers, else the paper by itself, stored or not yet.

    A paper that is older than the Hub has any is opened at arXiv.

    Args:
        id: The arXiv id.
        opened: The stores.
        open_cmd: The user's own browser, if one is configured.

    Raises:
        OldPaperError: The Hub has no papers with such an id.
        NoPapersError: The Hub did not have it in the last day.
        OfflineError: It is not stored, and the user wants no network.
    """
    if (feed := opened.cache.submit_containing(id).result()) is not None:
        return Day(feed.day)
    if any(paper.id == id for paper, _ in opened.marks.submit_starred().result()):
        return STARRED
    if links.is_old_id(id):
        raise OldPaperError(links.arxiv_url(id), "" if opened.is_offline else _show(links.arxiv_url(id), open_cmd))
    kept = opened.documents().submit_paper(id).result()
    if kept is not None and kept.paper is None and kept.is_fresh(opened.clock.now(), LASTING):
        raise NoPapersError(absent(id))
    if opened.is_offline and (kept is None or kept.paper is None):
        raise OfflineError(not_stored(id))
    return OnePaper(id)


def _show(url: str, open_cmd: Sequence[str]) -> str:
    """Show an address in the user's browser, and return a sentence about that; an empty one where it was not shown."""
    import asyncio

    from reader.host import browser, page

    if page.here:  # Its user may sit elsewhere, and has a browser.
        return ""
    try:
        chosen = browser.choose(url, os.environ, command=open_cmd)
        if chosen.terminal:
            browser.run(chosen)
        else:
            asyncio.run(browser.start(chosen))
    except HostError:
        return ""
    return f"Asked {chosen.name} to open {url}."


def listing_of_one(id: str, opened: OpenLibrary, marks: MarksById) -> Listing:
    """The list of one paper, empty if it is not stored yet."""
    kept = opened.documents().submit_paper(id).result()
    papers = (kept.paper,) if kept is not None and kept.paper is not None else ()
    return Listing(papers, marks, kept.fetched_at if kept is not None else None, one=OnePaper(id))
