"""Measures fetching ahead beside a bare httpx loop: `python -m tests.bench.fetching [--rounds N] [--days N]`.

Both ask a Hub double in a process of its own for the same days, four at a time, in turn. The loop reads the answers and
throws them away; the reader makes papers of them and stores them. They do so once from a Hub that answers as fast as it
can, and once from one that takes its time, as the real one does. Judge by the ratio. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx

from reader.hub.client import PAGE_SIZE, PATH, Hub
from reader.hub.endpoint import Endpoint
from reader.library import Library
from reader.library.fetch import Outcome, fetch_days
from reader.library.many import AT_ONCE
from reader.papers.period import DAY, EditionClock, can_have_papers
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.hub.double import Exchange, HubDouble
from tests.hub.papers import Item, author, item, paper_id

NEWEST = EditionClock().newest_day()
DELAY = 0.1
"""Seconds; the Hub takes longer."""
PAPERS = 31
"""Of a day, as the Hub has them."""
PLAIN = "Most sentences of an abstract are words, in lines of about eighty characters each.\n" * 16
TEX = PLAIN + "Others have $\\alpha_0$, 20\\% or \\textit{such things}."


def weekdays(count: int) -> list[date]:
    """The last days that can have papers."""
    days = (NEWEST - number * DAY for number in range(2 * count))
    return [day for day in days if can_have_papers(day)][:count]


def plain(number: int, day: date) -> Item:
    """A paper as most of them are."""
    title = f"Paper number {number}: what a title of ordinary length looks like"
    abstract = PLAIN if number % 8 else TEX
    authors = [author(f"Ada B. Author {one}", login="" if one % 3 else f"ada{one}") for one in range(8)]
    return item(
        paper_id(number),
        title=title,
        day=day,
        paper={"upvotes": number, "summary": abstract, "authors": authors},
        summary=abstract,
    )


def serve(count: int, delay: float) -> None:
    """Serve days until stdin ends, each some seconds late; the address is the first line of stdout."""

    async def late(exchange: Exchange) -> None:
        await asyncio.sleep(delay)
        await exchange.send(exchange.reply)

    days = {day: [plain(number, day) for number in range(PAPERS)] for day in weekdays(count)}
    with HubDouble(days, today=NEWEST) as double:
        # Else the quota would end after 500 requests.
        double.requests = _Forgetful()
        double.break_(late)
        print(double.url, flush=True)  # noqa: T201
        sys.stdin.read()


class _Forgetful(list):  # type: ignore[type-arg]
    def append(self, request: object) -> None:
        """Forget a request."""


@contextmanager
def serving(count: int, delay: float) -> Iterator[str]:
    """A double in another process."""
    argv = (sys.executable, "-m", "tests.bench.fetching", "--serve", str(delay), "--days", str(count))
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdout.readline().strip()
        process.stdin.close()


async def bare(url: str, days: list[date]) -> None:
    """Ask for days with nothing but httpx."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(day: date) -> None:
        async with gate:
            query = {"date": str(day), "limit": str(PAGE_SIZE), "p": "0"}
            response = await client.get(url + PATH, params=query, headers={"Accept-Encoding": "gzip, deflate"})
            response.raise_for_status()

    async with httpx.AsyncClient() as client:
        await asyncio.gather(*map(ask, days))


async def fetched(url: str, days: list[date], folder: Path) -> None:
    """Fetch and store days with the reader."""
    now = datetime.now(UTC) + timedelta(days=60)
    cache, marks, hub = Cache(folder), Marks(None), Hub(Endpoint(url))
    library = Library(cache, marks, lambda: hub, EditionClock(lambda: now))
    async with aclosing(fetch_days(library, days)) as outcomes:
        results = [outcome.result async for outcome in outcomes if isinstance(outcome, Outcome)]
    assert results == ["fetched"] * len(days), results
    await hub.close()
    cache.close(30)
    marks.close(30)


def measure(url: str, days: list[date], rounds: int) -> None:
    """Measure in turn and print medians without the first round, in which things are imported."""
    times: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            asyncio.run(bare(url, days))
            between = time.perf_counter()
            asyncio.run(fetched(url, days, Path(folder)))
            times.append((between - began, time.perf_counter() - between))
    theirs, ours = (statistics.median(column) for column in zip(*times[1:], strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in times[1:])
    print(f"{len(days)} days  bare {theirs * 1000:.0f} ms  reader {ours * 1000:.0f} ms  ratio {ratio:.2f}")  # noqa: T201


def main() -> None:
    """Measure and print, or serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--serve", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve is not None:
        serve(options.days, options.serve)
        return
    for delay in (0.0, DELAY):
        print(f"answers after {delay * 1000:.0f} ms: ", end="")  # noqa: T201
        with serving(options.days, delay) as url:
            measure(url, weekdays(options.days), options.rounds)


if __name__ == "__main__":
    main()
