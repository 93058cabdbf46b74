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

import os
import sys

__version__ = "0.2.0"
__date__ = "2026-11-29"
"""When this version was released or, before that, last changed for its users; the CHANGELOG has the same day."""

DISTRIBUTION = "daily-papers"
"""What tells this package from another one of its name, such as the feed reader on PyPI."""

_is_command = os.path.basename(sys.argv[0] if sys.argv else "") in ("-m", "daily-papers")  # noqa: PTH119 - 5 ms
"""Whether `python -m` is still looking for the command, or its script is what runs."""

# An older Python would stop in the middle of another module with a traceback. This file can be read by it.
if sys.version_info < (3, 11):  # noqa: UP036
    _found = "This is Python %d.%d (%s)" % (sys.version_info[:2] + (sys.executable,))  # noqa: UP031, RUF005
    _sentence = _found + ", and daily-papers needs 3.11 or newer: start it with that."
    raise SystemExit("daily-papers: " + _sentence) if _is_command else ImportError(_sentence)

if _is_command:
    import _signal  # type: ignore[import-not-found] # What `signal` is made of, which takes 2 ms.

    # Ctrl-C ends the command without a word, from here on. Who imports this package keeps their own way, and a shell
    # that had it ignored is heard.
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, lambda *_: os._exit(130))
