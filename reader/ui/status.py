"""What the bar above the panes says of a feed: which day it is, and how fresh."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from reader.config import hints
from reader.config.actions import by
from reader.config.hints import Moment
from reader.errors import HubError, NotOpenError, OfflineError, ReaderError, StoreError, UnreachableError
from reader.library.protocols import HubState
from reader.papers import humanize
from reader.papers.listing import Order, Summary
from reader.papers.models import Feed, Paper
from reader.papers.period import (
    NEWEST,
    TRENDING,
    Day,
    Direction,
    OnePaper,
    Period,
    Search,
    Span,
    Starred,
    Trending,
    Week,
    can_have_papers,
)
from reader.papers.text import clean
from reader.ui.browser import PaperBrowser
from reader.ui.current import USE_NETWORK
from reader.ui.places import Route
from reader.ui.widgets.bars import Titles
from reader.ui.widgets.cells import fit

if TYPE_CHECKING:
    from reader.ui.ahead import Ahead

QUERY_SHOWN: Final = 24
"""Columns of a query that the title shows."""
WIDE: Final = 100
"""Columns from which on the header has room for the age of a day beside the news."""
TITLE_SHOWN: Final = 120
"""Characters of a paper's title that the title of the window shows."""


def titles(shown: Period, feed: Feed | None, today: date, summary: Summary) -> Titles:
    """The title in several lengths, the longest first.

    Args:
        shown: The period on the screen.
        feed: Its feed, or that of the day before the starred papers.
        today: The day it is, for dates without their year.
        summary: The list in numbers.
    """
    if summary.search is not None:
        from reader.ui import searched  # Which a day has no use for.

        return searched.titles(summary, summary.search, [*_how(summary, "match")])
    starred = isinstance(shown, Starred)
    if starred:
        names: tuple[str, ...] = ("Starred papers", "Starred")
    elif isinstance(shown, OnePaper):
        names = (f"arXiv {shown.id}", shown.id)
        if not summary.papers:
            return Titles(names)
    elif feed is not None:
        names = _names(feed, today)
    else:
        return Titles()
    unread = f"{humanize.number(summary.unread)} unread" if summary.unread else "all read"
    counts = f"{humanize.counted(summary.papers, 'paper')}{f' · {unread}' if summary.papers else ''}"
    fraction = f"{humanize.number(summary.unread)}/{humanize.number(summary.papers)} unread"
    watched = f" · {humanize.number(summary.watched)} watched" if summary.watched else ""
    ways = [*_how(summary, "starred" if starred else "trending" if isinstance(shown, Trending) else "upvotes")]
    how = "".join(f" · {way}" for way in ways)
    whole = (
        *(f"{name} · {counts}{watched}{how}" for name in names if watched),
        *(f"{names[-1]} · {fraction}{watched}{how}" for _ in watched[:1]),
        *(f"{name} · {counts}{how}" for name in names),
        f"{names[-1]} · {fraction}{how}",
    )
    # The order hides nothing, what is searched for hides most.
    shorter = (" · ".join((names[-1], *some)) for some in _fewer(ways, summary) if some)
    return Titles(whole, (*shorter, f"{names[-1]} · {counts}", f"{names[-1]} · {fraction}", names[-1]))


def window_title(shown: Period, feed: Feed | None, paper: Paper | None) -> str:
    """The title of the terminal's window; empty while nothing is shown.

    Args:
        shown: The period on the screen.
        feed: Its feed, or that of the day before the starred papers.
        paper: The paper under the cursor.
    """
    if paper is not None:
        what = clean(paper.shown_title, limit=TITLE_SHOWN)
    elif isinstance(shown, Starred):
        what = "Starred papers"
    elif isinstance(shown, Search):
        from reader.ui import searched

        what = searched.name(shown)
    else:
        what = humanize.long_period(feed.period) if feed else ""
    return f"{what} - Daily Papers" if what else ""


def _names(feed: Feed, today: date) -> tuple[str, ...]:
    period = feed.period
    named, short = humanize.long_period(period), humanize.short_period(period, today)
    if isinstance(period, Week):
        named = f"Week {period.number} · {humanize.day_range(period.first, period.last, today)}"
    if feed.source == "sample":
        return f"Sample edition · {named}", f"Sample edition · {short}", f"Sample · {short}"
    if isinstance(period, Span) and feed.missing:
        of = len(period.days(today))
        here = of - len(feed.missing)
        long = f"{named} · {here} of {of} days stored"
        return f"Daily Papers · {long}", long, f"{short} · {here} of {of} days stored", f"{short} · {here}/{of} days"
    return f"Daily Papers · {named}", named, short


def _fewer(ways: list[str], summary: Summary) -> Iterator[list[str]]:
    """In which ways the list is not as it usually is: all, those that hide papers, and what is searched for."""
    order = by(summary.arrangement.order)
    yield ways
    yield [way for way in ways if way != order]
    yield ways[-1:]


def _how(summary: Summary, usual: Order) -> Iterator[str]:
    """In which way the list is not as it usually is."""
    filter, order = summary.arrangement.filter, summary.arrangement.order
    if filter != "all":
        yield f"{filter} only"
    if order != usual:
        yield by(order)
    if summary.query:
        sign = "only /" if summary.is_narrowed else "/"
        yield f"{sign}{fit(summary.query, QUERY_SHOWN)} {humanize.number(summary.found)} found"


def freshness(
    shown: Period,
    feed: Feed | None,
    now: datetime,
    *,
    waiting: str,
    news: str,
    is_wide: bool,
    ahead: tuple[str, ...],
    fetched_at: datetime | None,
    error: ReaderError | None,
    quota: str = "",
) -> tuple[str, ...]:
    """How fresh the feed is, and why not fresher; in several lengths, the longest first.

    Args:
        shown: The period on the screen; starred papers have no age.
        feed: Its feed, or that of the day before the starred papers.
        now: The time, aware.
        waiting: What is being fetched, or nothing.
        news: That a newer day is out or the sample stands in for the Hub's papers, or nothing.
        is_wide: Whether there is room for more than the news.
        ahead: What goes on beside the reading, in several lengths.
        fetched_at: When the Hub last confirmed the list, which may be of one paper.
        error: Why there is nothing fresher.
        quota: That the Hub takes few more searches, or nothing.
    """
    if waiting:
        return (waiting,)
    if ahead:
        return ahead
    if isinstance(shown, Search) and shown.at_hub and fetched_at is not None:
        age = f"at the Hub, {humanize.age(now - fetched_at)}"
        return _lengths((news, age, quota), (age, quota), (quota,), ())
    if isinstance(shown, Starred | Search):
        return _lengths((news,), ())
    if feed is not None and feed.source == "sample":
        return _lengths((news,), ())  # The title says the rest.
    is_unknown = isinstance(shown, Span | Trending) and not (feed and feed.papers)
    at = fetched_at if isinstance(shown, OnePaper) or feed is None else feed.fetched_at
    why = ""
    if isinstance(error, OfflineError | UnreachableError):
        why = "offline"
    elif error is not None and at is not None:
        why = "not stored" if isinstance(error, StoreError) else "not refreshed"
    other = "" if isinstance(shown, Span | Trending) else news  # They may have the papers of that day.
    is_told = at is not None and not is_unknown and (is_wide or not news)  # The age of an older day says less.
    age = f"fetched {humanize.age(now - at)}" if at is not None and is_told else ""
    has_lost = feed is not None and feed.skipped and not isinstance(shown, OnePaper)
    lost = f"{humanize.counted(feed.skipped, 'paper')} could not be read" if feed is not None and has_lost else ""
    return _lengths((why, other, age, lost), (why, other, lost), (why, age, lost), (why, lost), (why,))


def _lengths(*choices: tuple[str, ...]) -> tuple[str, ...]:
    """Parts in a row, where there are any, of each choice that differs from the others."""
    return tuple(dict.fromkeys(" · ".join(filter(None, parts)) for parts in choices))


def moment(browser: PaperBrowser, route: Route, sample: bool) -> Moment:
    """What the user is at.

    Args:
        browser: The list and the abstract.
        route: Where the user wants to be.
        sample: Whether the sample edition is read in place of the user's library.
    """
    if browser.paper_view.has_focus:
        return "reading"
    if browser.summary.query:
        return "narrowed" if browser.summary.is_narrowed else "finding"
    if browser.summary.search is not None:
        return "related" if browser.summary.search.related else "found"
    if isinstance(route.wanted.period, Span):
        return "span"
    if isinstance(route.wanted.period, Starred) and not browser.listed.papers:
        return "starless"
    if route.is_to_list:
        return "elsewhere"
    return "sample" if sample else "list"


def idle(browser: PaperBrowser, moment: Moment) -> frozenset[str]:
    """The actions that the line at the bottom does not hint at, as they can do nothing now."""
    listed = browser.listed
    return frozenset() if listed.rows else hints.idle(moment, hides=listed.hides_all)


def news(what: str, key: str) -> str:
    """What there is to know, and the key to act on it."""
    return " · ".join(filter(None, (what, key)))


def ahead(done: Ahead | None, indexing: str, moment: Moment, key: Callable[[], str]) -> tuple[str, ...]:
    """What goes on beside the reading; in several lengths, the longest first, none if it is nothing.

    Args:
        done: How far fetching ahead has come, if it is under way.
        indexing: How far the first indexing of the stored days has come, or nothing.
        moment: What the user is at.
        key: Names the key that goes back.
    """
    if indexing or done is None:
        return _lengths((indexing,)) if indexing else ()
    so_far = f"fetching ahead {done.days}/{done.of}"
    until = f"goes on at {done.until}" if done.until else ""
    back = key() if moment in ("list", "span") else ""  # Elsewhere it goes back first.
    return _lengths((so_far, until, back and f"{back} stops"), (so_far, until), (so_far,))


def fetching(wanted: Period | Direction | str, feed: Feed | None, seconds: int) -> str:
    """What is being fetched, unless it is what the title names, and for how many seconds."""
    is_named = isinstance(wanted, str) or (feed is not None and wanted == feed.period)
    name = "" if is_named else f" {_PHRASES.get(wanted) or _day(wanted)}"
    return f"fetching{name}…{f' {seconds} s' if seconds else ''}"


def waiting(wanted: Period | Direction | str | None, hub: HubState, key: Callable[[], str]) -> tuple[str, ...]:
    """The line about what is waited for, if anything is, and what is in the way, with the key that gives up.

    In several lengths, the longest first.
    """
    if wanted is None:
        return ()
    what = hub.setback or f"Waiting for {hub.name} to send {_PHRASES.get(wanted) or _day(wanted)}"
    back = key()
    if not back:
        return (f"{what}.",)
    end = f" · {back} gives up"
    shorter = (what, hub.setback, hub.setback.partition(";")[0]) if hub.setback else (what, f"Waiting for {hub.name}")
    short = (re.sub(r" \([^()]*\)", "", text) for text in shorter)
    return f"{what}. Press {back} to give up.", f"{what}{end}", *(f"{text}{end}" for text in short)


_PHRASES: Final[dict[Period | Direction | str, str]] = {
    NEWEST: "the newest day",
    TRENDING: "what is trending",
    -1: "an older day",
    1: "a newer day",
}


def _day(wanted: Period | Direction | str) -> str:
    return humanize.long_period(wanted) if isinstance(wanted, Period) else str(wanted)


def missed(wanted: Period, error: ReaderError) -> str:
    """Why a list cannot be shown."""
    has_not_come = isinstance(error, HubError) and not isinstance(error, NotOpenError)
    if has_not_come and isinstance(wanted, Trending):
        return f"{_NOT_TRENDING} {error}"
    if has_not_come and isinstance(wanted, Day | Span):
        return f"{humanize.long_period(wanted)} is not stored. {error}"
    if has_not_come and isinstance(wanted, OnePaper) and not isinstance(error, OfflineError | UnreachableError):
        return f"{wanted.id} is not stored. {error}"  # Those two say so.
    return str(error)


def placeholder(shown: Period, feed: Feed | None, *, busy: bool, offline: bool, sample: bool) -> str:
    """The sentence in the place of papers, where there are none."""
    if isinstance(shown, Starred):
        return "No paper is starred. Press s on a paper to star it; press 1 to go back to the day."
    if isinstance(shown, OnePaper):
        return "Fetching the paper…" if busy else f"{shown.id} could not be fetched. Press r to try again."
    if isinstance(shown, Trending) and not (feed and feed.papers):
        return f"Fetching {_PHRASES[shown]}…" if busy else f"{_NOT_TRENDING} {_HOW[offline]}"
    if isinstance(shown, Span) and not (feed and feed.papers):
        what = humanize.long_period(shown)
        return f"Fetching {what}…" if busy else f"No papers of {what} are stored. {_HOW[offline]}"
    if feed is None and sample:
        return ""  # It is there at once.
    if feed is None and busy:
        return "Fetching the papers…"
    if feed is None:
        what = f"{humanize.long_day(shown.date)} is not stored." if isinstance(shown, Day) else "Nothing is stored yet."
        return f"{what} {_HOW[offline]}"
    if feed.papers:
        return ""
    return f"No papers on {humanize.long_day(feed.day)}." if can_have_papers(feed.day) else humanize.no_list(feed.day)


_NOT_TRENDING: Final = "What is trending is not stored."
_HOW: Final = {True: USE_NETWORK, False: "Press r to ask the Hub again."}
"""What to do where nothing is stored, by whether the user wants no network."""
