"""`list --unread --count --offline`, as a status bar asks every few seconds: without click, threads and decoding.

That is half of the work. What is not as plain as usual is left to the command: other words, a file that is damaged or
locked, nothing stored.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta

from reader.cli.io import STANDARD, output, print_notice, run_command
from reader.papers.humanize import age
from reader.papers.period import EditionClock
from reader.store import paths
from reader.store.feeds import glance as feeds
from reader.store.marks import glance as marks
from reader.store.sqlite import target

WORDS = frozenset({"list", "--unread", "--count", "--offline"})


def write(words: Sequence[str]) -> None:
    """Write the number and end the process; return where the command has to do it."""
    if len(words) == len(WORDS) and WORDS.issuperset(words) and words[0] in ("list", "--offline"):
        if words[0] == "--offline" and words[1] != "list":
            return
        if (found := unread(EditionClock())) is not None:
            count, fetched = found
            sys.exit(run_command(lambda: _put(count, fetched)))


def unread(clock: EditionClock) -> tuple[int, timedelta] | None:
    """How many papers of the newest stored day are unread, and how long ago that was fetched; None where it is unclear.

    Days and marks are those in the user's folders.
    """
    feed = feeds.newest(paths.cache(), clock.newest_day())
    read = marks.read_of(target(paths.marks()), feed.ids) if feed else None
    return None if feed is None or read is None else (len(set(feed.ids)) - read, clock.now() - feed.fetched_at)


def _put(count: int, fetched: timedelta) -> None:
    with output(STANDARD) as stream:
        stream.write(f"{count}\n".encode())
    print_notice(f"Fetched {age(fetched)}.")
