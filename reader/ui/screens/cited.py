"""Papers that a full text refers to, be they in the list or not."""

from __future__ import annotations

from contextlib import aclosing

from reader.errors import NoPapersError
from reader.library import PaperLibrary
from reader.library.papers import absent
from reader.papers.models import Paper
from reader.ui.browser import PaperBrowser


async def cited(id: str, browser: PaperBrowser, library: PaperLibrary) -> Paper:
    """Return a paper as it is known first: from the list, else as it is stored, else from the Hub.

    Args:
        id: Its arXiv id, without version.
        browser: The list.
        library: Where it is looked up.

    Raises:
        OldPaperError: The id is older than the Hub has any.
        NoPapersError: The Hub does not have it.
        HubError: The Hub cannot be asked.
    """
    for paper in browser.listed.papers:
        if paper.id == id:
            return paper
    async with aclosing(library.find(id)) as answers:
        async for found in answers:
            return found.paper
    raise NoPapersError(absent(id))
