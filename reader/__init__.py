"""A keyboard reader of Hugging Face Daily Papers for the terminal.

From Python, this lists the papers of a day, with the reader's own cache and marks (`reader.store.paths`) and the Hub
that the environment names. Stored papers come first, then what the Hub has now; errors are sentences:

    >>> import asyncio, os
    >>> from datetime import date
    >>> from reader.hub.endpoint import Endpoint
    >>> from reader.hub.client import Hub
    >>> from reader.library import Library
    >>> from reader.papers.period import EditionClock
    >>> from reader.store import paths
    >>> from reader.store.feeds.cache import Cache
    >>> from reader.store.marks.marks import Marks
    >>> async def titles(day):
    ...     cache, marks, hub = Cache(paths.cache()), Marks(paths.marks()), Hub(Endpoint.from_environment(os.environ))
    ...     library = Library(cache, marks, lambda: hub, EditionClock())
    ...     try:
    ...         async for feed in library.feed(day):  # The stored list, then the Hub's.
    ...             best = [(paper.upvotes, paper.shown_title) for paper in feed.papers[:2]]
    ...         return best
    ...     finally:
    ...         await hub.close()
    ...         cache.close(2.0)
    ...         marks.close(2.0)
    >>> asyncio.run(titles(date(2026, 8, 20)))
    [(214, 'Filling a [MASK] with [/] markup'), (98, 'Plain Titles Are Common')]

`reader.sample.Sample()` has the same methods, and three days that need no network. `reader.library` describes the
errors. `reader.papers.models` describes papers, and `reader.papers.query` searches them.
"""

import _signal  # type: ignore[import-not-found] # What `signal` is made of, which takes 2 ms.
import os
import sys

__version__ = "0.1.0"
__date__ = "2026-11-27"
"""When this version was released or, before that, last changed for its users; the CHANGELOG has the same day."""

# Ctrl-C ends the command without a word, from here on: where `python -m` is still looking for it, or its script is
# what runs. Who imports this package keeps their own way, and a shell that had it ignored is heard.
if (
    os.path.basename(sys.argv[0] if sys.argv else "") in ("-m", "daily-papers")  # noqa: PTH119 - pathlib takes 5 ms
    and _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
):
    _signal.signal(_signal.SIGINT, lambda *_: os._exit(130))
