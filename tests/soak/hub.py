"""A Hub with weeks of papers that fails in another way each second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from threading import Event, Thread
from typing import Final

from reader.papers.period import EditionClock, can_have_papers
from tests.hub import faults
from tests.hub.__main__ import MadeUpComments, MadeUpTexts, papers_of
from tests.hub.double import Fault, HubDouble, Request
from tests.hub.papers import Item, day, hostile_day

WEEKS: Final = 5
FAULTS: Final[tuple[Fault | None, ...]] = (
    *[None] * 8,
    faults.Answers(500),
    faults.Answers(503),
    faults.Bomb(),
    faults.big_headers,
    faults.cut_off,
    faults.cut_off_chunked,
    faults.cut_off_gzip,
    faults.drips_body,
    faults.drips_headers,
    faults.endless,
    faults.hangs,
    faults.hangs_up,
    faults.items(1, None, {}),
    faults.not_http,
    faults.redirect_loop,
    faults.too_many(),
    faults.web_page(),
)
"""What happens in a second; `None` for nothing."""


def days(newest: date) -> dict[date, list[Item]]:
    """Days with a few or many papers, some of which attack the terminal."""
    made = {}
    for number in range(7 * WEEKS):
        on = newest - timedelta(number)
        if can_have_papers(on):
            ordinary = day(10 + number * 7 % 50, on=on, first=1 + number * 60)
            made[on] = hostile_day(on) if number % 13 == 5 else ordinary
    return made


@contextmanager
def hub_with_weeks() -> Iterator[HubDouble]:
    """A Hub with weeks of papers, texts and discussions, and without an end of its quota."""
    newest = EditionClock().newest_day()
    held = days(newest)
    with HubDouble(held, today=newest) as hub:
        hub.requests = _Forgetful()
        hub.papers, hub.texts, hub.comments = papers_of(held), MadeUpTexts(), MadeUpComments()
        yield hub


@contextmanager
def failing(hub: HubDouble, seed: int) -> Iterator[None]:
    """Have a Hub fail in another way each second, or not at all."""
    random, over = Random(seed), Event()

    def break_it() -> None:
        while not over.wait(1):
            fault = random.choice(FAULTS)
            if fault is None:
                hub.mend()
            else:
                hub.break_(fault)

    breaking = Thread(target=break_it, name="faults", daemon=True)
    breaking.start()
    try:
        yield
    finally:
        over.set()
        breaking.join()


class _Forgetful(list[Request]):
    def append(self, request: Request) -> None:
        """Forget a request."""
