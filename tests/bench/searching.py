"""Measures the search of 50,000 stored papers: `python -m tests.bench.searching RECORDED [--rounds N] [--number N]`.

The papers are those of recorded days with other ids (`many`). Every query is answered in turn by the reader's library,
with the first fifty papers read; by `rg -ic` of its rarest word over the same folded texts, a paper a line, its start
included; and by SQLite's FTS5 over the same texts, the first fifty by rank and the count. Counted is the time of the
processor, of all threads and of `rg`'s process: what else runs on the machine counts for it least. Words are drawn by a
printed seed from those of the papers. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from reader.library import Library
from reader.papers.marks import Change
from reader.papers.models import Feed
from reader.papers.period import DAY, Day, EditionClock
from reader.papers.query import parse
from reader.store.feeds.cache import Cache
from reader.store.feeds.rows import Written, encode
from reader.store.index import building
from reader.store.index.file import SectionFile
from reader.store.index.segment import PLACES, Segment
from reader.store.marks.marks import Marks
from tests.bench import many

SEED: Final = 20260820
LIMIT: Final = 50
"""Papers that are read of every answer, more than a screen shows."""
FIXED: Final = {
    "a phrase": ('"language model"', '"large language model"', '"world model"', '"this paper"', '"of the"'),
    "words between hyphens": (
        "state-of-the-art",
        "pre-training",
        "self-supervised",
        "vision-language",
        "text-to-image",
    ),
    "without text": ("votes:>20 -is:read", "is:unread", "has:code", "date:2025", "votes:>50 stars:>100"),
}
MARKED: Final = 10_000
"""Papers that are marked read."""


class World:
    """The stored papers, and what other programs are given of them."""

    def __init__(self, recorded: Path, folder: Path) -> None:
        """Store all of it."""
        self.paper = next(many.feeds(recorded, 1)).papers[0]
        self.cache, self.marks, self.text = folder / "v1", folder / "marks.db", folder / "papers.txt"
        asyncio.run(many.store(recorded, self.cache))
        self.built = self._build()
        (path,) = building.files(self.cache / building.FOLDER)
        self.segment = Segment(SectionFile(path))
        columns = self.segment.columns.values()
        texts = [[column.text(paper) for column in columns] for paper in range(self.segment.size)]
        lines = ["\t".join(some).replace("\n", "\t") for some in texts]
        self.text.write_text("\n".join(lines), encoding="utf-8")
        self.words = Counter(word for line in lines for word in {*re.findall(r"[a-z0-9]+", line)})
        self.disk = path.stat().st_size / sum(len(text.encode()) for some in texts for text in some)
        self.fts = _fts(folder / "fts.db", texts)

    def _build(self) -> tuple[float, float]:
        """Build the index, and return the seconds and those of the processor."""
        since, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "reader.store.index", self.cache], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.perf_counter() - since, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def rarest(self, query: str) -> str:
        """The word of a query that the fewest papers have."""
        words: list[str] = re.findall(r"[a-z0-9]+", query)
        return min(words, key=lambda word: self.words[word])

    def queries(self, number: int) -> dict[str, tuple[str, ...]]:
        """Draw so many queries of every kind."""
        draw = random.Random(SEED)
        words = sorted(word for word, count in self.words.items() if count > 1 and len(word) >= 5)

        def drawn(some: Iterable[str]) -> tuple[str, ...]:
            known = sorted({*some})
            return tuple(draw.sample(known, min(number, len(known))))

        return {
            "five letters or more": drawn(words),
            "the first three of a word": drawn(word[:3] for word in words),
            "one letter or two": drawn(word[:length] for word in words for length in (1, 2)),
            "two words": tuple(" ".join(draw.sample(words, 2)) for _ in range(number)),
            **FIXED,
        }


def _fts(path: Path, texts: list[list[str]]) -> sqlite3.Connection:
    fts = sqlite3.connect(path)
    fts.execute(f"CREATE VIRTUAL TABLE paper USING fts5({', '.join(PLACES)})")
    fts.executemany(f"INSERT INTO paper VALUES ({', '.join('?' * len(PLACES))})", texts)
    fts.execute("INSERT INTO paper (paper) VALUES ('optimize')")
    fts.commit()
    return fts


def ask_fts(fts: sqlite3.Connection, query: str) -> None:
    """Ask FTS5 for the first papers by rank, and for their number; a word may go on where it ends."""
    match = query if query.startswith('"') else " ".join(f'"{word}"*' for word in query.split())
    fts.execute("SELECT rowid, title FROM paper WHERE paper MATCH ? ORDER BY rank LIMIT ?", (match, LIMIT)).fetchall()
    fts.execute("SELECT count(*) FROM paper WHERE paper MATCH ?", (match,)).fetchall()


async def measured(world: World, asked: dict[str, tuple[str, ...]], rounds: int) -> dict[str, dict[str, list[float]]]:
    """The milliseconds of the processor of every query, by its kind and who answered."""
    cache, marks = Cache(world.cache), Marks(world.marks)
    await marks.write([Change(id, "read", True) for id in world.segment.ids[:MARKED]])
    library = Library(cache, marks, None, EditionClock())
    await library.search(parse("anything"), limit=LIMIT)
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for kind, queries in asked.items():
        for text in queries:
            query, word = parse(text), "" if kind == "without text" else world.rarest(text)
            taken: dict[str, list[float]] = defaultdict(list)
            for _ in range(rounds):
                since = _processor()
                await library.search(query, limit=LIMIT)
                taken["reader"].append(_processor() - since)
                if word:
                    taken["rg"].append(_timed(lambda: _rg(word, world.text)))  # noqa: B023
                    taken["fts"].append(_timed(lambda: ask_fts(world.fts, text)))  # noqa: B023
            for who, seconds in taken.items():
                found[kind][who].append(1000 * statistics.median(seconds))
    for number in range(rounds):
        found["a day of 50 papers is added"]["reader"].append(await _added(cache, world, number))
    cache.close(9)
    marks.close(9)
    return found


async def _added(cache: Cache, world: World, number: int) -> float:
    """The milliseconds of the processor after a day was stored until it is found."""
    papers = tuple(replace(world.paper, id=f"{9000 + number}.{place:05}") for place in range(50))
    feed = Feed(period=Day(many.FIRST - (number + 1) * DAY), papers=papers, fetched_at=datetime.now(UTC))
    index, cache._index = cache.index, None  # Else it begins as soon as the day is stored, and cannot be told apart.
    await cache.put(feed)
    cache._index = index
    since = _processor()
    await asyncio.wrap_future(index.submit_refresh(Written(encode(feed), feed)))
    return 1000 * (_processor() - since)


def _rg(word: str, text: Path) -> None:
    subprocess.run(["rg", "-ic", "-F", word, text], check=False, stdout=subprocess.DEVNULL)


def _timed(call: Callable[[], object]) -> float:
    since = _processor()
    call()
    return _processor() - since


def _processor() -> float:
    """The seconds of the processor of this process and of those that it began and waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


MEMORY: Final = """
import asyncio, sys
from pathlib import Path
from reader.library import Library
from reader.papers.period import EditionClock
from reader.papers.query import parse
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks

def megabytes():
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return [int(lines[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile")]

async def measure():
    cache, marks = Cache(Path(sys.argv[1])), Marks(Path(sys.argv[2]))
    library = Library(cache, marks, None, EditionClock())
    async for feed in library.newest():
        break
    before = megabytes()
    for text in sys.argv[3:]:
        await library.search(parse(text), limit=50)
    after = megabytes()
    print(*(now - then for now, then in zip(after, before)))

asyncio.run(measure())
"""
"""Searches, and tells by how many megabytes its memory grew: its own, and that of mapped files."""


def memory(world: World, queries: Iterable[str]) -> list[float]:
    """The megabytes that a process needs more after some searches: its own, and mapped pages."""
    words = [sys.executable, "-c", MEMORY, str(world.cache), str(world.marks), *queries]
    return [*map(float, subprocess.run(words, check=True, capture_output=True, text=True).stdout.split())]


def show(found: dict[str, dict[str, list[float]]]) -> None:
    """Print the table."""
    print("| milliseconds, median / 95 % | reader | `rg -ic` | times | FTS5 |\n| --- | --- | --- | --- | --- |")  # noqa: T201
    for kind, by in found.items():
        cells = [_cell(by.get(who, [])) for who in ("reader", "rg", "fts")]
        ratios = [one / other for one, other in zip(by["reader"], by.get("rg", []), strict=False)]
        cells.insert(2, f"{statistics.median(ratios):.2f}" if ratios else "")
        print(f"| {kind} ({len(by['reader'])}) | {' | '.join(cells)} |")  # noqa: T201


def _cell(values: list[float]) -> str:
    if not values:
        return ""
    last = sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]
    return f"{statistics.median(values):.1f} / {last:.1f}"


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.searching")
    parser.add_argument("recorded", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--number", type=int, default=40, help="queries of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = World(options.recorded, Path(folder))
        asked = world.queries(options.number)
        found = asyncio.run(measured(world, asked, options.rounds))
        own, mapped = memory(world, [text for some in asked.values() for text in some])
        print(f"seed {SEED}, {world.segment.size} papers, {len(world.words)} words")  # noqa: T201
        show(found)
        print("built in {:.1f} s, {:.1f} s of the processor".format(*world.built))  # noqa: T201
        print(f"{world.disk:.2f} times the folded texts on the disk")  # noqa: T201
        print(f"{own:.0f} MB more memory, and {mapped:.0f} MB of mapped pages")  # noqa: T201


if __name__ == "__main__":
    main()
