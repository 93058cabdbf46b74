"""Asking the Hub for what is typed: one request at a time, and none before the keys have been at rest."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from textual.timer import Timer

from reader.errors import ReaderError
from reader.papers.marks import Mark
from reader.ui.screens.waiting import Waiting

if TYPE_CHECKING:
    from textual.worker import Worker

    from reader.library import PaperLibrary
    from reader.library.at_hub import HubAnswer, HubSearches
    from reader.papers.query import Query

REST: Final = 0.4
"""Seconds without a key before the Hub is asked."""


class Asker(Protocol):
    """The screen for which is asked."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call something every so many seconds."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call something once, some seconds later."""
        ...

    def run_worker(self, work: Callable[[], Coroutine[None, None, None]], *, group: str) -> Worker[None]:
        """Run something beside the keys."""
        ...


class LibraryHolder(Protocol):
    """Knows the library in use."""

    @property
    def library(self) -> PaperLibrary:
        """The library."""
        ...

    @property
    def at_hub(self) -> HubSearches | None:
        """Searches at the Hub, also where the sample stands in."""
        ...

    def use_hub(self) -> None:
        """Read the user's library, where the sample stands in."""
        ...


class Question(NamedTuple):
    """What the Hub is to be asked."""

    query: Query
    refresh: bool
    """Whether it is asked even if it was a moment ago."""


class Asking:
    """Asks the Hub; only the answer to what was asked for last is shown, and what is stored is shown before it."""

    def __init__(
        self,
        screen: Asker,
        holder: LibraryHolder,
        show: Callable[[HubAnswer, Mapping[str, Mark]], None],
        fail: Callable[[Query, ReaderError], None],
        tell: Callable[[], None],
    ) -> None:
        """Ask nothing yet.

        Args:
            screen: For which is asked.
            holder: Knows the library.
            show: Called with an answer and the marks of its papers.
            fail: Called with what was asked for and why there is no answer.
            tell: Called when an answer begins to be waited for, and every second until it comes.
        """
        self._screen = screen
        self._holder = holder
        self._show = show
        self._fail = fail
        self.tell = tell
        self._timer: Timer | None = None
        self._wanted: Question | None = None
        """What was asked for last, until it is answered."""
        self._due: Question | None = None
        """What is to be asked when the request under way is over."""
        self._is_asking = False
        self._waiting = Waiting(self, None)

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call something every so many seconds."""
        return self._screen.set_interval(interval, callback)

    @property
    def seconds(self) -> int | None:
        """For how long an answer of the Hub has been waited for, in whole seconds; None if none is."""
        return self._waiting.seconds if self._wanted is not None and self._is_asking else None

    def look(self, query: Query) -> None:
        """Ask for something once the keys have been at rest, unless something else is asked for by then."""
        self.stop()
        question = self._wanted = Question(query, refresh=False)
        self._timer = self._screen.set_timer(REST, partial(self._begin, question))

    def ask(self, query: Query, *, refresh: bool) -> None:
        """Ask for something now."""
        self.stop()
        question = self._wanted = Question(query, refresh)
        self._begin(question)

    def stop(self) -> None:
        """Show no answer, and do not ask for what was not asked for yet; a request under way is not taken back."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._wanted = self._due = None
        self._waiting.end()

    def _begin(self, question: Question) -> None:
        self._screen.run_worker(partial(self._answer, question), group="hub-stored")

    async def _answer(self, question: Question) -> None:
        """Show what is stored, and ask the Hub if that is old."""
        searches = self._holder.at_hub
        if searches is None or self._wanted is not question:
            return
        try:
            stored = await searches.stored(question.query)
            is_good = stored is not None and searches.is_fresh(stored) and not question.refresh
            if stored is not None:
                await self._arrive(question, stored, is_last=is_good)
        except ReaderError as error:
            self._give_up(question, error)
            return
        if self._wanted is not question:
            return
        self._due = question
        if not self._is_asking:
            # Before it starts: from Python 3.12 on it can be over before `run_worker` returns.
            self._is_asking = True
            self._screen.run_worker(self._run, group="hub")
        self._waiting.begin("what it finds")
        self.tell()

    async def _run(self) -> None:
        try:
            while (question := self._due) is not None:
                self._due = None
                await self._ask(question)
        finally:
            self._is_asking = False

    async def _ask(self, question: Question) -> None:
        searches = self._holder.at_hub
        if searches is None:
            return
        try:
            # The request before this one may have been for the same words.
            answer = await searches.stored(question.query)
            if answer is None or question.refresh or not searches.is_fresh(answer):
                answer = await searches.ask(question.query)
            await self._arrive(question, answer, is_last=True)
        except ReaderError as error:
            self._give_up(question, error)

    async def _arrive(self, question: Question, answer: HubAnswer, *, is_last: bool) -> None:
        self._holder.use_hub()  # It has answered, and what it found is marked there.
        marks = await self._holder.library.marks.get([paper.id for paper in answer.papers])
        if self._wanted is question:
            self._wanted = None if is_last else question
            if is_last:
                self._waiting.end()
            self._show(answer, marks)

    def _give_up(self, question: Question, error: ReaderError) -> None:
        if self._wanted is question:
            self._wanted = None
            self._waiting.end()
            self._fail(question.query, error)
