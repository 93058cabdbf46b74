"""One sitting with the plain reader: the list, the paper that was read last, and what each word does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.cli import discussion, full_text, lookup, sorting
from reader.cli.ages import Ages
from reader.cli.choosing import Choice, PaperList
from reader.cli.nothing import STAR_ONE
from reader.cli.params import ORDERS, OTHER_ORDERS, Selection
from reader.cli.plain import pages, words
from reader.cli.plain.marking import Marked, Marking
from reader.cli.watches import looked_at
from reader.errors import ReaderError, UseError
from reader.hub.endpoint import paper_id
from reader.papers.marks import UNMARKED, Field, Mark
from reader.papers.models import Paper
from reader.papers.ordering import Order
from reader.papers.period import NEWEST, Day, OnePaper, Related, Search, Span, Starred, Trending
from reader.papers.text import clean

if TYPE_CHECKING:
    from reader.cli.plain.lines import Lines
    from reader.cli.source import PaperSource
    from reader.config.settings import Config
    from reader.papers.period import Direction
    from reader.papers.query import Watches

ASKING: Final = "Asking the Hub. Ctrl-C stops it."
ALL_AGAIN: Final = "Type find without a query for all papers again."
KEPT: Final = 50
"""Lists that one can go back to."""


class _Shown(NamedTuple):
    """A list as it is numbered."""

    of: PaperList
    papers: tuple[Paper, ...] = ()
    """Those that are numbered."""
    query: str = ""
    order: Order | None = None
    last: int | None = None
    """The number of the paper that was read last."""


class PlainReader:
    """Answers words."""

    def __init__(self, source: PaperSource, config: Config, watches: Watches | None, lines: Lines) -> None:
        """Begin with nothing.

        Args:
            source: Where papers are read from.
            config: What the user configured.
            watches: The user's watches, if there are any.
            lines: Writes what is answered.
        """
        self._source = source
        self._config = config
        self._watches = watches
        self._lines = lines
        self._marking = Marking(source.library)
        self._shown = _Shown(PaperList(NEWEST, ()))
        self._read_id = ""
        """The id of the paper that was read last, in whatever list."""
        self._before: list[_Shown] = []
        """The lists that were gone away from, the newest last."""
        self._words: dict[str, Callable[[words.Typed], None]] = {
            "abstract": lambda typed: self._read(self._number(typed)),
            "next": lambda _: self._read((self._shown.last or 0) + 1),
            "previous": lambda _: self._read((self._shown.last or len(self._shown.papers) + 1) - 1),
            "first": lambda _: self._read(1),
            "last": lambda _: self._read(max(len(self._shown.papers), 1)),
            "authors": lambda typed: lines.begin(pages.author_lines(self._paper(typed), full_text.plain_width())),
            "full text": lambda typed: self._document(typed, full_text.lines_of),
            "discussion": lambda typed: self._document(typed, discussion.spoken_lines_of),
            "more": lambda _: lines.go_on(),
            "list": lambda _: self._show(),
            "where": lambda _: self._where(),
            "copy": self._copy,
            "open": self._open,
            "star": lambda typed: self._mark(typed, "starred", value=True),
            "unstar": lambda typed: self._mark(typed, "starred", value=False),
            "read": lambda typed: self._mark(typed, "read", value=True),
            "unread": lambda typed: self._mark(typed, "read", value=False),
            "note": self._note,
            "delete note": lambda typed: self._mark(typed, "note", value=""),
            "undo": lambda _: self._undo(),
            "find": self._find,
            "search": lambda typed: self.go(str(Search(_needed(typed)))),
            "hub": lambda typed: self.go(str(Search(_needed(typed), at_hub=True))),
            "related": lambda typed: self.go(str(Related(self._paper(typed).id))),
            "sort": self._sort,
            "older": lambda _: self._step(-1),
            "newer": lambda _: self._step(1),
            "go": lambda typed: self.go(_needed(typed)),
            "newest": lambda _: self.go(str(NEWEST)),
            "back": lambda _: self._back(),
            "refresh": lambda _: self._refresh(),
            "help": lambda typed: lines.begin(words.help_lines(typed.rest)),
        }

    def answer(self, line: str) -> bool:
        """Do what a line says; return whether to go on.

        Raises:
            ReaderError: It cannot be done, and why.
        """
        try:
            typed = words.understood(line)
        except UseError as error:
            is_date = isinstance(error, words.UnknownWordError) and line[0].isdigit()
            if not is_date and not self._is_period(line):
                raise
            typed = words.Typed("go", rest=line)  # Which says what is wrong with a period.
        if typed.name == "quit":
            return False
        self._words[typed.name](typed)
        return True

    def _is_period(self, text: str) -> bool:
        try:
            return bool(paper_id(text, os.environ)) or bool(self._source.period(text))
        except ReaderError:
            return False

    def go(self, text: str) -> None:
        """Go to a period, or to one paper, and write its titles.

        Raises:
            ReaderError: It cannot be had, and why; the list stays.
        """
        id = paper_id(text, os.environ)
        text = words.period_seen_from(self._shown.of.period, text)
        found = self._found(lambda: self._single(id) if id else next(lookup.of_period(self._source, Selection(text))))
        if self._shown.of.period != NEWEST:  # The first list has none before it.
            self._before = [*self._before[1 - KEPT :], self._shown]
        self._shown = _Shown(found)
        self._choose("", None)
        self._show_fetched()
        if id and self._shown.papers:
            self._read(1)

    def _found(self, find: Callable[[], PaperList]) -> PaperList:
        with self._lines.waiting(ASKING):
            found = find()
            if found.marks:
                return found
            return found._replace(marks=self._source.marks([paper.id for paper in found.papers]))

    def _show_fetched(self) -> None:
        """Write the titles, after how old they are."""
        if (found := self._shown.of.found) is not None:
            ages = Ages()
            ages.add(found)
            ages.tell(self._source.clock.now())
        self._show()

    def _refresh(self) -> None:
        """Ask the Hub again for the list, which stays chosen and sorted as it is."""
        period = self._shown.of.period
        if not isinstance(period, Day | Span | Trending):
            raise UseError("Only a day, a week, a month and trending can be asked for again.")
        lists = lookup.of_period(self._source, Selection(str(period)), refresh=True)
        self._shown = self._shown._replace(of=self._found(lambda: next(lists)))
        self._choose(self._shown.query, self._shown.order)
        self._show_fetched()

    def _back(self) -> None:
        """Go back to the list before, as it was numbered, with the marks that its papers have now."""
        if not self._before:
            raise UseError("There is no list before this one.")
        before = self._before.pop()
        marks = self._source.marks([paper.id for paper in before.of.papers])
        self._shown = before._replace(of=before.of._replace(marks=marks))
        self._show()

    def _single(self, id: str) -> PaperList:
        if (feed := self._source.containing(id)) is not None:
            papers = tuple(paper for paper in feed.papers if paper.id == id)
            return PaperList(OnePaper(id), papers, days={id: feed.day}, fetched_at=feed.fetched_at)
        found = self._source.look_up(id)
        return PaperList(OnePaper(id), (found.paper,), fetched_at=found.fetched_at)

    def _step(self, direction: Direction) -> None:
        period = self._shown.of.period
        if not isinstance(period, Day | Span):
            raise UseError("This list has none before or after it. Go to a day first, such as: go 2026-08-20")
        with self._lines.waiting(ASKING):
            beside = self._source.beside(period.date if isinstance(period, Day) else period, direction)
        if beside.only_stored is not None:
            self._lines.tell(str(beside.only_stored))
        self.go(str(beside.period))

    def _find(self, typed: words.Typed) -> None:
        self._choose(typed.rest, self._shown.order)
        self._show()

    def _sort(self, typed: words.Typed) -> None:
        order = OTHER_ORDERS.get(typed.rest.lower(), typed.rest.lower())
        if not order:
            raise UseError(f"By what? Choose from {', '.join(ORDERS)}.")
        if order not in ORDERS:
            raise UseError(f"“{clean(typed.rest, limit=40)}” is not an order. Choose from {', '.join(ORDERS)}.")
        self._choose(self._shown.query, ORDERS[order])
        self._show()

    def _choose(self, query: str, order: Order | None) -> None:
        """Number the papers that match, in an order.

        Raises:
            QueryError: The query cannot be understood.
        """
        choice = Choice(Selection(query=query), self._watches)
        papers = choice.of(self._shown.of, sorting.sorter(self._source, order))
        self._shown = _Shown(self._shown.of, papers, query, order)

    def _show(self) -> None:
        """Write the titles."""
        of, papers, query, _, _ = self._shown
        looked = looked_at(self._watches, papers, of.marks)
        head = self._heading()
        if papers:
            self._lines.begin([head, *pages.titles(papers, of, looked, self._lines.width)])
            return
        self._lines.say(head)
        if query:
            self._lines.say(ALL_AGAIN)
        elif isinstance(of.period, Starred):
            self._lines.tell(STAR_ONE)

    def _heading(self) -> str:
        of, papers, query, _, _ = self._shown
        title = ""
        if isinstance(of.period, Related) and (feed := self._source.containing(id := of.period.id)):
            title = next(paper.shown_title for paper in feed.papers if paper.id == id)
        return pages.heading(of.period, papers, of.marks, query, title)

    def _number(self, typed: words.Typed) -> int:
        if typed.rest:
            raise UseError(f"“{clean(typed.rest, limit=40)}” is not the number of a paper.")
        number = typed.number if typed.number is not None else self._last()
        if number is None:
            raise UseError(f"Which paper? Add its number, such as: {typed.name} 1")
        return number

    def _last(self) -> int | None:
        """The number here of the paper that was read last in this list, or else in another."""
        ids = (number for number, paper in enumerate(self._shown.papers, 1) if paper.id == self._read_id)
        return self._shown.last or next(ids, None)

    def _reads(self, number: int) -> None:
        self._read_id = self._numbered(number).id
        self._shown = self._shown._replace(last=number)

    def _where(self) -> None:
        self._lines.say(self._heading())
        if papers := self._shown.papers:
            self._lines.say(pages.place(self._last(), papers))

    def _paper(self, typed: words.Typed) -> Paper:
        return self._numbered(self._number(typed))

    def _numbered(self, number: int) -> Paper:
        papers = self._shown.papers
        if not papers and (query := self._shown.query):
            raise UseError(f"Nothing here matches “{clean(query, limit=60)}”. {ALL_AGAIN}")
        if not papers:
            raise UseError("There are no papers here. Go to a day, such as: go 2026-08-20")
        if not 1 <= number <= len(papers):
            raise UseError(f"There is no paper {number}: the numbers go from 1 to {len(papers)}.")
        return papers[number - 1]

    def _read(self, number: int) -> None:
        last = self._shown.last
        if number == 0 and last == 1:
            raise UseError("That was the first paper.")
        if number > len(self._shown.papers) and last == len(self._shown.papers):
            raise UseError("That was the last paper. Type older or newer for another day, or list for the titles.")
        paper = self._numbered(number)
        self._reads(number)
        day = self._shown.of.days.get(paper.id)
        mark = self._marked(paper)
        self._lines.begin(pages.paper_lines(number, paper, mark, day, full_text.plain_width()))
        if self._config.read_delay is not None and not mark.is_read:
            self._take(self._marking.was_read(self._shown.of, paper))

    def _document(self, typed: words.Typed, lines_of: Callable[[PaperSource, str], Iterator[str]]) -> None:
        number = self._number(typed)
        paper = self._numbered(number)
        with self._lines.waiting(ASKING):
            found = lines_of(self._source, paper.id)
        self._reads(number)
        self._lines.begin(found)

    def _copy(self, typed: words.Typed) -> None:
        from reader.cli.plain import outside  # With asyncio, which most sittings do without.

        paper = self._paper(typed._replace(rest=""))
        self._lines.say(*outside.copy(paper, typed.rest, self._config))

    def _open(self, typed: words.Typed) -> None:
        from reader.cli.plain import outside

        self._lines.say(*outside.open_page(self._paper(typed), self._config))

    def _marked(self, paper: Paper) -> Mark:
        return self._shown.of.marks.get(paper.id, UNMARKED)

    def _note(self, typed: words.Typed) -> None:
        if typed.rest:
            self._mark(typed._replace(rest=""), "note", value=typed.rest)
            return
        note = self._marked(self._paper(typed)).text
        self._lines.say(*(note.split("\n") if note else ["There is no note on this paper."]))

    def _mark(self, typed: words.Typed, field: Field, *, value: bool | str) -> None:
        self._take(self._marking.mark(self._shown.of, self._paper(typed), field, value=value))

    def _undo(self) -> None:
        self._take(self._marking.undo(self._shown.of))

    def _take(self, done: Marked) -> None:
        self._shown = self._shown._replace(of=done.of)
        self._lines.say(*done.said)


def _needed(typed: words.Typed) -> str:
    if not typed.rest:
        raise UseError(f"What? Type it behind the word, such as: {typed.name} {_EXAMPLES[typed.name]}")
    return typed.rest


_EXAMPLES: Final = {"search": "diffusion", "hub": "agents that plan", "go": "2026-08-20"}
