"""A keyboard reader of Hugging Face Daily Papers for the terminal.

From Python its library is used so, with the cache and the marks of the reader itself (`reader.store.paths`), and
whatever the environment says of the Hub:

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
    ...         async for feed in library.feed(day):  # What is stored, then what the Hub has now.
    ...             best = [(paper.upvotes, paper.shown_title) for paper in feed.papers[:2]]
    ...         return best
    ...     finally:
    ...         await hub.close()
    ...         cache.close(2.0)
    ...         marks.close(2.0)
    >>> asyncio.run(titles(date(2026, 8, 20)))
    [(214, 'Filling a [MASK] with [/] markup'), (98, 'Plain Titles Are Common')]

What `list`, `export` and `digest` do on the command line is made of the same. `reader.library` says what can go wrong.
"""

__version__ = "0.1.0"
