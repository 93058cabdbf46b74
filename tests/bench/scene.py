"""What is stored before anything is measured: homes of readers, and the same amount of text for other programs."""

from __future__ import annotations

import asyncio
import compileall
import sqlite3
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from random import Random

from reader.papers.marks import Change
from reader.papers.models import Author, Feed, Organization, Paper
from reader.papers.period import Day
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests.terminal import CHECKOUT, PATIENCE, environment

DAY = date(2026, 8, 20)
PAPERS = 60
"""On every day."""
SENTENCE = "A sentence of an abstract that has about the length of real ones. "
TEXT = """We show that a language model which learns from long contexts can be trained in few steps, and that what
it learns generalizes to other tasks: we evaluate its representations on three benchmarks, against strong baselines,
with considerably less annotated data and at half of the computational cost. Existing approaches require reinforcement
learning or expensive pretraining; our framework is efficient, self-supervised and multimodal. Extensive experiments
demonstrate state-of-the-art performance and robustness. Code, weights and evaluation logs are public."""
VOCABULARY = TEXT.split()
FRAME_PATIENCE, FRAME_AGE = 5.0, 0.1
"""Seconds until a frame is given up, and after which the process that kept it has ended."""
ITEMS = 100
"""What a feed reader is given."""


def words(random: Random, length: int) -> str:
    """Text of about a length, in characters."""
    chosen = " ".join(random.choices(VOCABULARY, k=length // 4))
    return chosen[:length].rpartition(" ")[0]


def paper(number: int, back: int, day: date) -> Paper:
    """A paper with as much to show as real ones have; each has its own words, as what is alike is not drawn.

    Measured on the 4,292 papers of 264 recorded days from May 2023 to August 2026: the title has 73
    characters (median; standard deviation 21), the abstract 1,361 (290), the AI summary 195 (46), the keywords 204, and
    a word of an abstract 6.4. 79 % have a summary, 83 % keywords, half a repository, a quarter a project page and as
    many an organization.
    """
    random = Random(back * PAPERS + number)

    def length(median: int, deviation: int) -> int:
        return max(median // 3, min(round(random.gauss(median, deviation)), 2 * median))

    def has(share: float) -> bool:
        return random.random() < share

    return Paper(
        id=id_of(number, back),
        title=f"Paper number {number}: {words(random, length(73, 21) - 14)}",
        abstract=words(random, length(1361, 290)),
        authors=tuple(Author(name=f"Author {random.choice('ABCD')}. {author}") for author in range(length(7, 4))),
        published=day,
        upvotes=300 - number,
        comments=random.randrange(4),
        organization=Organization(login="example", name=words(random, 20)) if has(0.24) else None,
        github=f"https://github.com/example/paper-{number}" if has(0.5) else "",
        github_stars=random.randrange(500) if has(0.43) else None,
        project_page=f"https://example.org/project-page/{number}" if has(0.26) else "",
        ai_summary=words(random, length(195, 46)) if has(0.79) else "",
        ai_keywords=tuple(words(random, 22) for _ in range(10)) if has(0.83) else (),
    )


def id_of(number: int, back: int = 0) -> str:
    """The id of a paper: its number on its day, and how many days with papers that is before `DAY`."""
    return f"2608.{back * PAPERS + number:05}"


def compiled() -> None:
    """Compile what is measured, as an installed program is."""
    for folder in ("reader", "tests"):
        compileall.compile_dir(CHECKOUT / folder, quiet=1)


class Home:
    """The home of a reader, with days that it has stored and papers that it has marked."""

    def __init__(self, folder: Path, *, days: int = 1, marks: int = PAPERS) -> None:
        """Fill a home.

        Args:
            folder: Where; it need not exist.
            days: How many days are stored.
            marks: How many papers are marked read; those of `DAY` are the first of them.
        """
        self.folder = folder
        self._cache = folder / ".cache" / "daily-papers" / "v1"
        _store(self._cache, days)
        _mark(folder / ".local" / "share" / "daily-papers" / "marks.db", marks)
        self._state = folder / ".local" / "state" / "daily-papers"

    def env(self, **changes: str) -> dict[str, str]:
        """The environment of a reader that lives here; it is offline."""
        env = environment(self.folder, HF_HUB_OFFLINE="1", **changes)
        del env["PYTHONDONTWRITEBYTECODE"]
        return env

    def forget(self) -> None:
        """Take away the frames, and where the reader was left."""
        for path in (*self._state.glob("frame-*"), self._state / "position.json"):
            path.unlink(missing_ok=True)

    def stored(self) -> int:
        """How many days are stored."""
        with sqlite3.connect(f"file:{self._cache / 'cache.db'}?mode=ro", uri=True) as cache:
            [(count,)] = cache.execute("SELECT count(*) FROM Cache")
        cache.close()
        return int(count)

    @contextmanager
    def left(self) -> Iterator[None]:
        """Wait at the end until the process that keeps the frame of a reader that was left here has done so.

        It is waited for some seconds, and then until its frame is old enough: that tells time in whole seconds.
        """
        began = time.time()
        yield
        deadline = time.perf_counter() + FRAME_PATIENCE
        while time.perf_counter() < deadline:
            if any(path.stat().st_mtime >= began for path in self._state.glob("frame-*")):
                time.sleep(FRAME_AGE)
                return
            time.sleep(0.02)


def _store(folder: Path, days: int) -> None:
    cache = Cache(folder)

    async def put() -> None:
        for number, day in enumerate(islice(_weekdays(), days)):
            papers = tuple(paper(one, number, day) for one in range(PAPERS))
            await cache.put(Feed(period=Day(day), papers=papers, fetched_at=datetime.now(UTC), settled=True))

    asyncio.run(put())
    cache.close(30)


def _weekdays() -> Iterator[date]:
    """Days that have papers, `DAY` and before; the reader passes weekends over."""
    return (day for day in (DAY - timedelta(number) for number in count()) if day.weekday() < 5)


def _mark(path: Path, number_of: int) -> None:
    ids = [id_of(number) for number in range(PAPERS)]
    ids += [f"{2401 + number // 90_000:04}.{number % 90_000 + 10_000:05}" for number in range(number_of - len(ids))]
    marks = Marks(path)

    async def write() -> None:
        for start in range(0, len(ids), 5_000):
            await marks.write([Change(id, "read", True) for id in ids[start : start + 5_000]])

    asyncio.run(write())
    marks.close(30)


def text_file(folder: Path) -> Path:
    """Write what a pager is given."""
    path = folder / "papers.txt"
    lines: Iterable[str] = (f"Paper number {number}: {SENTENCE}" for number in range(ITEMS * 20))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def news_words(folder: Path, newsboat: str) -> tuple[str, ...]:
    """Write a feed for newsboat and let it read that once.

    Returns:
        The words of the command line that opens it from its cache.
    """
    items = "".join(
        f"<item><title>Paper number {number}: what a title of ordinary length looks like</title>"
        f"<guid>{number}</guid><link>http://127.0.0.1/{number}</link><description>{SENTENCE * 20}</description></item>"
        for number in range(ITEMS)
    )
    feed, urls, config = folder / "feed.xml", folder / "urls", folder / "config"
    feed.write_text(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>All papers</title><link>http://127.0.0.1/</link>'
        f"<description>Papers</description>{items}</channel></rss>",
        encoding="utf-8",
    )
    urls.write_text(f"{feed.as_uri()}\n", encoding="utf-8")
    config.write_text("auto-reload no\nconfirm-exit no\nbind-key j down\n", encoding="utf-8")
    words = (newsboat, "-u", str(urls), "-c", str(folder / "news.db"), "-C", str(config))
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [*words, "-x", "reload"], env=environment(folder), stdout=subprocess.DEVNULL, check=True, timeout=PATIENCE
        )
    return words
