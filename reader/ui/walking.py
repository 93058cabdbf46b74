"""The way from day to day: how many steps are left of it, and where it leads."""

from __future__ import annotations

from datetime import date
from itertools import islice

from reader.library.protocols import SEARCHED_DAYS
from reader.papers.period import Day, Direction, Span, neighbours


class Walk:
    """A way to another day; one that was given up is told from the one after it by its number."""

    def __init__(self) -> None:
        """Go nowhere yet."""
        self.number = 0
        self.steps = 0
        """Days still to go to, towards newer ones if positive."""
        self.is_under_way = False
        self._since: date | Span | None = None
        """Where the step begins that is under way; None where steps do not count."""
        self._asked: date | None = None
        """The day on which the answer depends, once the Hub is asked."""

    @property
    def direction(self) -> Direction:
        """Where the next step goes."""
        return 1 if self.steps > 0 else -1

    def begin(self, since: date | Span | None) -> None:
        """Begin a step.

        Args:
            since: The day, the week or the month before it; None where another day is looked for than the next one.
        """
        self.is_under_way = True
        self._since, self._asked = since, None

    def asks(self, day: date) -> None:
        """Take note that the Hub is asked for a day, as it has no papers for those before it on the way."""
        self._asked = day

    def stop(self) -> None:
        """Give it up."""
        self.is_under_way = False
        self.steps = 0
        self.number += 1

    def goal(self, today: date) -> Day | Span | None:
        """The day to which it leads if the Hub has papers for all days that can have some; None if there is none.

        Of weeks and months it is the one so many steps away.

        Args:
            today: The newest open day.
        """
        if isinstance(self._since, Span):
            return self._span(self._since, today)
        if self._since is None or not self.steps:
            known = self._since or self._asked
            return Day(known) if known else None
        forward = self.direction
        days = neighbours(self._since, forward, today, SEARCHED_DAYS + 2 * abs(self.steps))
        ahead = (day for day in days if self._asked is None or (day - self._asked).days * forward >= 0)
        return next(map(Day, islice(ahead, abs(self.steps) - 1, None)), None)

    def _span(self, span: Span, today: date) -> Span | None:
        for _ in range(abs(self.steps)):
            span = span.beside(self.direction)
        return span if span.is_open(today) else None
