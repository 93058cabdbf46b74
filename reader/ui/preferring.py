"""A list in the order of what the user may like, which is learned when it is asked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.errors import FewStarsError
from reader.ui.initial_state import ARRANGEMENTS

if TYPE_CHECKING:
    from reader.library import PaperLibrary
    from reader.ui.browser import PaperBrowser


def prefer(browser: PaperBrowser, library: PaperLibrary) -> None:
    """Learn what the user likes if a list sorted for the user has papers that were not compared with it yet."""
    listing = browser.listed.listing
    if any(paper.id not in listing.interests for paper in listing.papers):
        browser.run_worker(_put_in_order(browser, library), group="for-you", exclusive=True)


async def _put_in_order(browser: PaperBrowser, library: PaperLibrary) -> None:
    try:
        taste = await library.taste()
    except FewStarsError as error:
        browser.action_sort_by(ARRANGEMENTS[browser.listed.listing.kind].order)
        browser.say(str(error))
    else:
        papers = browser.listed.papers
        interests = await asyncio.to_thread(taste.interests, papers)  # A month of papers takes 200 ms.
        if papers == browser.listed.papers:  # Another list has been asked about, or need not be.
            browser.listed = browser.listed.with_interests(interests)
