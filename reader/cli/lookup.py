"""The papers of a selection, read day by day, so that a thousand days need the memory of one."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from reader.cli import source
from reader.cli.ages import Ages, say_missing, say_newest, say_not_stored, say_unreadable
from reader.cli.choosing import Choice, PaperList
from reader.cli.io import print_notice
from reader.cli.nothing import nothing, nothing_at_hub
from reader.cli.params import Origin, Selection
from reader.cli.sorting import Sort, sorter
from reader.cli.source import FetchedFeed, PaperSource
from reader.cli.watches import NOTHING, Looked, configured_watches, looked_at
from reader.errors import NoPapersError, UseError
from reader.formats import Entry
from reader.hub.endpoint import paper_id
from reader.papers.found import NEAREST
from reader.papers.humanize import age, exactly, no_list
from reader.papers.marks import UNMARKED
from reader.papers.models import Paper, days_listed
from reader.papers.ordering import MarksById, Order
from reader.papers.period import (
    DAY,
    Day,
    Period,
    Related,
    Search,
    Span,
    Starred,
    Trending,
    can_have_papers,
    days_between,
)
from reader.papers.text import clean

if TYPE_CHECKING:
    from reader.papers.query import Query, Watches


def find(origin: Origin, text: str) -> Entry:
    """Find a paper by id or URL in the newest stored day that has it, among the starred papers, or at the Hub.

    The age of what is stored is printed on stderr.

    Raises:
        UseError: The text is not an id or a URL of a paper.
        NoPapersError: The Hub does not have it.
        HubError: It is not stored, and the Hub cannot be asked.
        StoreError: The folder that the user named cannot be used.
    """
    id = checked_id(text)
    with source.opened_source(origin) as opened:
        mark = opened.marks([id]).get(id, UNMARKED)
        if (feed := opened.containing(id)) is not None:
            if feed.source != "sample":
                print_notice(f"Fetched {age(opened.clock.now() - feed.fetched_at)}.")
            return Entry(next(paper for paper in feed.papers if paper.id == id), mark, feed.day, feed.fetched_at)
        for starred in opened.starred():
            if starred.paper.id == id:
                return Entry(starred.paper, starred.mark)
        found = opened.look_up(id)
        if not found.asked:
            fetched = f"Fetched {age(opened.clock.now() - found.fetched_at)}."
            print_notice(" ".join(filter(None, (fetched, found.why))))
        return Entry(found.paper, mark, fetched_at=found.fetched_at)


def checked_id(text: str) -> str:
    """The arXiv id that a text is or has.

    Raises:
        UseError: It is neither an id nor a URL of a paper.
    """
    if (id := paper_id(text, os.environ)) is None:
        raise UseError(
            f"“{clean(text, limit=60)}” is not an arXiv id or a paper URL: write it like 2608.17271.{_hint(text)}"
        )
    return id


def _hint(text: str) -> str:
    """What finds papers by the words of their titles."""
    return " To find papers by words: daily-papers search WORDS." if any(map(str.isalpha, text)) else ""


BACK: Final = 7 * DAY
"""How far back days before the newest one are read: each that is not stored costs a request."""

_BY_MARKS: Final = ("starred", "for-you")
"""The orders that depend on the marks."""
_ITS: Final = ("its id", "their ids")
_LOOK_UP: Final = "To look up titles and authors, open the starred papers: daily-papers starred"


class Days(NamedTuple):
    """Several days, whose papers are one list."""

    first: date
    last: date


class SelectedDay(NamedTuple):
    """The selected papers of one period, a day or all starred papers, or of several days in one order; never empty."""

    period: Period | Days
    papers: tuple[Paper, ...]
    """In order; a paper listed on several days is in the first part only."""
    marks: MarksById
    """The marks of those papers that have any."""
    fetched_at: datetime | None = None
    """When the Hub last confirmed the list of the day, UTC; None for the starred papers and for several days."""
    looked: Looked = NOTHING
    """What the watches say of the papers, where that was wanted."""
    lists: Mapping[str, tuple[date | None, datetime | None]] = {}
    """Where the papers are of several days: the day of each paper by its id, and when its list was last confirmed."""
    reasons: Mapping[str, str] = {}
    """Why a paper is in it, by its id, where that is to be told."""

    def source(self, paper: Paper) -> tuple[date | None, datetime | None]:
        """The day whose list a paper is from, and when that was last confirmed; None for a starred paper."""
        day = self.period.date if isinstance(self.period, Day) else None
        return self.lists.get(paper.id, (day, self.fetched_at))


def select(
    origin: Origin,
    selection: Selection,
    *,
    marked: bool = True,
    watches: Watches | None = None,
    since: date | None = None,
) -> Generator[SelectedDay, None, None]:
    """Yield the papers of a selection, and print on stderr how old they are and which days are missing.

    Close the generator if it may not be read to the end, as with a broken pipe: when Python exits, the store's
    thread is already gone, and closing would wait for it in vain.

    A single day that is not stored or out of date is fetched, as on the screen; if that fails, the stored list is
    yielded and the reason printed. Several days are read from the store, oldest first; in an order that was asked for
    they are one list.

    Args:
        origin: Where papers are read from.
        selection: Which papers.
        marked: Whether marks are wanted; otherwise they are read only if the selection depends on them.
        watches: The watches, where it is wanted what they say of the papers.
        since: With the newest day, also read the days from this one on, at most a week, each as if it were the
            only one.

    Raises:
        UseError: The period, a day or the query cannot be understood; nothing was yielded.
        NoPapersError: Nothing was yielded, because there are no papers.
        HubError: Nothing was yielded: the papers are not stored and could not be fetched.
        StoreError: The folder that the user named cannot be used, or marks that the selection is about cannot be read.
    """
    is_one_list = selection.is_of_days and selection.order is not None
    named = watches or (configured_watches() if "watch" in selection.query.lower() else None)
    choice = Choice(selection._replace(order=None, limit=None) if is_one_list else selection, named)
    marked = marked or selection.unread or bool(selection.query) or selection.order == "starred"
    marked = marked or watches is not None  # A watch may be of unread papers.
    with source.opened_source(origin) as opened:
        if selection.unread or selection.order in _BY_MARKS or choice.asks_for_marks:
            opened.marks((), needed=True)
        sort = sorter(opened, cast(Order | None, selection.order))
        parts = _chosen(opened, selection, choice, sort, watches, marked=marked, since=since)
        yield from _as_one_list(parts, selection, opened, sort) if is_one_list else parts
    if not choice.count:
        raise NoPapersError(nothing(selection, passed_over=choice.passed_over))


def _chosen(
    opened: PaperSource,
    selection: Selection,
    choice: Choice,
    sort: Sort,
    watches: Watches | None,
    *,
    marked: bool,
    since: date | None,
) -> Iterator[SelectedDay]:
    """Yield what is chosen of each list, and print how old they are."""
    lists = _of_days(opened, selection) if selection.is_of_days else of_period(opened, selection, since)
    ages, unknown = Ages(), 0
    for one in lists:
        if one.found is not None:
            ages.add(one.found)
            say_newest(selection.period, one.found, opened.clock.newest_day())
        if marked and not isinstance(one.period, Starred):
            one = one._replace(marks=opened.marks([paper.id for paper in one.papers], needed=selection.unread))
        if papers := choice.of(one, sort):
            unknown += sum(not paper.is_known for paper in papers)
            marks = {paper.id: one.marks[paper.id] for paper in papers if paper.id in one.marks}
            fetched_at = one.found.feed.fetched_at if one.found else one.fetched_at
            looked = looked_at(watches, papers, marks)
            sources = _sources(opened, papers, one)
            yield SelectedDay(one.period, papers, marks, fetched_at, looked, sources, one.reasons)
        if choice.is_full:
            break
    ages.tell(opened.clock.now())
    if unknown:
        print_notice(f"{exactly(unknown, 'starred paper')} known only by {_ITS[unknown > 1]}. {_LOOK_UP}")


def _as_one_list(
    parts: Iterable[SelectedDay], selection: Selection, opened: PaperSource, sort: Sort
) -> Iterator[SelectedDay]:
    """Sort the papers of several days, all of which have to be there for that."""
    days = [*parts]
    marks = {id: mark for part in days for id, mark in part.marks.items()}
    papers = sort((paper for part in days for paper in part.papers), marks)
    if papers:
        kept = papers[: selection.limit]
        lists = {paper.id: part.source(paper) for part in days for paper in part.papers}
        watched = {id: names for part in days for id, names in part.looked.watched.items()}
        looked = Looked(watched, frozenset(id for part in days for id in part.looked.ignored))
        period = Days(*opened.range(selection.since, selection.until))
        yield SelectedDay(period, kept, marks, looked=looked.of(kept), lists=lists)


def of_period(
    opened: PaperSource, selection: Selection, since: date | None = None, *, refresh: bool = False
) -> Iterator[PaperList]:
    """Yield the list of a period, or of each day from one on as `select` has it; which days are missing is printed.

    Raises:
        ReaderError: As `select` does.
    """
    period = opened.period(selection.period or "today")
    if isinstance(period, Starred):
        pairs = opened.starred(needed=True)
        yield PaperList(period, tuple(paper for paper, _ in pairs), {paper.id: mark for paper, mark in pairs})
    elif isinstance(period, Related):
        yield _of_related(opened, period, selection.limit)
    elif isinstance(period, Search):
        yield _of_hub(opened, period) if period.at_hub else _of_search(opened, period)
    elif isinstance(period, Span | Trending):
        found = opened.gathered(period, refresh=refresh)
        say_not_stored(found.feed.missing, str(period))
        papers = found.feed.papers
        yield PaperList(period, papers, found=found, days=days_listed(papers))
    else:
        if isinstance(period, Day) and not can_have_papers(period.date):
            raise NoPapersError(no_list(period.date))
        newest = opened.day(period.date, refresh=refresh) if isinstance(period, Day) else opened.newest()
        if since is not None and selection.period is None:
            first = max(since, newest.feed.day - BACK)
            days = [day for day in days_between(first, newest.feed.day - DAY) if can_have_papers(day)]
            yield from (_of_feed(opened.day(day)) for day in days)
        yield _of_feed(newest)


def _of_days(opened: PaperSource, selection: Selection) -> Iterator[PaperList]:
    opened.check_stored()
    first, last = opened.range(selection.since, selection.until)
    days = [day for day in opened.stored_days() if first <= day <= last]
    if selection.since is None and days:
        first = days[0]
    say_missing(opened, set(days), first, last)
    unreadable: list[date] = []
    for day in days:
        if (feed := opened.stored(day)) is not None:
            yield _of_feed(FetchedFeed(feed))
        else:
            unreadable.append(day)
    say_unreadable(unreadable)


def _of_search(opened: PaperSource, period: Search) -> PaperList:
    """What a search of all stored days finds.

    Raises:
        NoPapersError: No day is stored.
        UseError: The query cannot be understood.
    """
    result = opened.search(_query(opened, period))
    if not result.hits and not opened.stored_days():
        opened.check_stored()
        raise NoPapersError("Nothing to show: no days are stored. Run daily-papers fetch to get the last 30 days.")
    days = {hit.paper.id: hit.day for hit in result.hits}
    return PaperList(period, tuple(hit.paper for hit in result.hits), days=days)


def _of_related(opened: PaperSource, period: Related, limit: int | None) -> PaperList:
    """What is nearest to a paper.

    Raises:
        NoPapersError: That paper is not stored.
    """
    near = opened.related(period.id, limit or NEAREST).near
    days, reasons = {one.id: one.day for one in near}, {one.id: one.why for one in near}
    return PaperList(period, tuple(one.paper for one in near), days=days, reasons=reasons)


def _of_hub(opened: PaperSource, period: Search) -> PaperList:
    """What the Hub finds, whose age is printed.

    Raises:
        NoPapersError: It finds nothing, or nothing that fits the query.
        UseError: The query cannot be understood, or has no words for the Hub.
        HubError: It cannot be asked, and was not before.
    """
    answer = opened.ask(_query(opened, period))
    said = "" if answer.asked else f"Fetched {age(opened.clock.now() - answer.fetched_at)}."
    if said or answer.why:
        print_notice(" ".join(filter(None, (said, answer.why))))
    if not answer.papers:
        raise NoPapersError(nothing_at_hub(period, answer.came))
    return PaperList(period, answer.papers, days=days_listed(answer.papers), fetched_at=answer.fetched_at)


def _query(opened: PaperSource, period: Search) -> Query:
    """What is searched for.

    Raises:
        UseError: The query cannot be understood.
        StoreError: It asks for marks, which cannot be read.
    """
    from reader.papers.query import NO_WATCHES, parse
    from reader.papers.query.terms import states

    watches = configured_watches() if "watch" in period.query.lower() else None
    query = parse(period.query, watches or NO_WATCHES)
    if states(query.term):
        opened.marks((), needed=True)
    return query


def _sources(
    opened: PaperSource, papers: Iterable[Paper], one: PaperList
) -> dict[str, tuple[date | None, datetime | None]]:
    """The days of papers that are of several, and when their lists were last confirmed."""
    days = one.days
    if one.fetched_at is not None:
        return {paper.id: (days.get(paper.id), one.fetched_at) for paper in papers}
    if one.found is not None:  # What the period was put together from was confirmed then or later.
        return {id: (day, one.found.feed.fetched_at) for id, day in days.items()}
    feeds = {day: opened.stored(day) for day in {days[paper.id] for paper in papers if paper.id in days}}
    fetched = {day: feed.fetched_at if feed else None for day, feed in feeds.items()}
    return {paper.id: (days[paper.id], fetched[days[paper.id]]) for paper in papers if paper.id in days}


def _of_feed(found: FetchedFeed) -> PaperList:
    return PaperList(Day(found.feed.day), found.feed.papers, found=found)
