"""What comes from outside, made up: it is read or refused with a named error, and that in a time that is bounded.

Pieces that are repeated very often find what takes the square of a length; real input with some bytes changed gets
further into a decoder than chance does. A case that was found is kept as an `example` beside its strategy.
"""

from __future__ import annotations

import io
import signal
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reader.config.settings import load_config
from reader.errors import ReaderError
from reader.formats.marks_jsonl import read as read_marks
from reader.hub.discussions import discussion_of
from reader.hub.nesting import pieces
from reader.hub.wire import papers_of, searched_of, single_of
from reader.papers import links
from reader.papers.models import Author, Feed, Paper
from reader.papers.period import Day, parse_day, parse_period, read_period
from reader.papers.query import parse
from reader.papers.tex import readable, readable_latex, readable_name, readable_sentence, readable_title
from reader.papers.text import clean, clean_document, clean_tree
from reader.store.feeds import maintenance, rows
from reader.store.feeds.database import FeedDatabase
from tests import slow
from tests.cli.exchange import lines, noted, starred
from tests.hub.double import as_json
from tests.hub.papers import ABSTRACT, TITLES, day, item

SECONDS = 30
"""A generous time for one example on a busy machine; most take a thousandth of a second."""
TODAY = date(2026, 8, 20)
PAPER = Paper(id="2608.00001", title="A veil of %s", abstract=ABSTRACT, authors=(Author(name="Ada"),))


class Target(NamedTuple):
    """What is tried, and with what."""

    inputs: st.SearchStrategy[Any]
    read: Callable[[Any], object]


@st.composite
def repeated(draw: st.DrawFn, words: tuple[str, ...]) -> str:
    """A text with a part that is repeated, up to the 20,000 characters of the longest abstract that is kept."""
    word = st.sampled_from(words) | st.text(max_size=4)
    part = "".join(draw(st.lists(word, min_size=1, max_size=4)))
    times = draw(st.integers(1, 20_000 // max(1, len(part))))
    return draw(st.text(max_size=5)) + part * times + draw(word)


@st.composite
def changed(draw: st.DrawFn, whole: bytes) -> bytes:
    """Real input of which some bytes are others, missing or there twice."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.sampled_from((0, 1, 1, 2, 40)))
        data[at : at + length] = draw(st.binary(max_size=4) | st.sampled_from((b'"', b"\\", b"[", b"}", b",", b"\0")))
    return bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.integers(0, 9)) == 0 else bytes(data)


def document(whole: bytes) -> st.SearchStrategy[bytes]:
    """What is said to be a document."""
    marks = st.sampled_from(('"', "\\", "[", "]", "{", "}", ":", ",", "1", "e9", "-", "\\ud83d", "null", "NaN", " "))
    made = st.lists(marks, max_size=30).map(lambda parts: "".join(parts).encode())
    return changed(whole) | made | st.binary(max_size=80)


def comments() -> bytes:
    """A discussion in which one answers another."""
    data = {"latest": {"raw": "See **this** and `that`."}, "reactions": [{"reaction": "🔥", "count": 2}]}
    answer = {"id": "b", "type": "comment", "data": data, "replies": [], "author": {"name": "ada"}}
    return as_json({"comments": [answer | {"id": "a", "createdAt": "2026-08-20T10:00:00Z", "replies": [answer]}]})


def config_of(folder: Path, data: bytes) -> None:
    path = folder / "config.toml"
    path.write_bytes(data)
    load_config(path)


def archive() -> bytes:
    """An archive of two days."""
    parts = []
    for number in (19, 20):
        feed = Feed(period=Day(date(2026, 8, number)), papers=(PAPER,), fetched_at=datetime(2026, 8, 22, tzinfo=UTC))
        parts.append((f"2026-08-{number}.json", rows.encode(feed)))
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, value in parts:
            info = tarfile.TarInfo(name)
            info.size = len(value)
            tar.addfile(info, io.BytesIO(value))
    return stream.getvalue()


@st.composite
def members(draw: st.DrawFn) -> bytes:
    """An archive whose headers are whole, as one with changed bytes is refused for its checksum alone."""
    value = rows.encode(Feed(period=Day(TODAY), papers=(PAPER,), fetched_at=datetime(2026, 8, 22, tzinfo=UTC)))
    parts = bytearray()
    for _ in range(draw(st.integers(1, 3))):
        name = draw(
            st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.json", fullmatch=True) | st.text("2-.j/é\0", max_size=9)
        )
        body = draw(changed(value) | st.just(value))
        info = tarfile.TarInfo(name)
        info.size = max(0, len(body) + draw(st.sampled_from((0, 0, 0, 1, -1, 2**40))))
        info.type = draw(st.sampled_from((tarfile.REGTYPE, tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.DIRTYPE, b"x")))
        parts += info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape") + body + bytes(-len(body) % 512)
    return bytes(parts + bytes(draw(st.sampled_from((0, 512, 1024)))))


def merge(folder: Path, data: bytes) -> None:
    maintenance.check_archive(io.BytesIO(data))
    database = FeedDatabase(folder / "archive")
    try:
        maintenance.merge_archive(database, io.BytesIO(data))
    finally:
        database.close()


def marks(data: bytes) -> None:
    for _ in read_marks(io.BytesIO(data)):
        pass


def query(text: str) -> None:
    found = parse(text)
    found.matches(PAPER)
    found.spans("title", PAPER.title)


def names(text: str) -> None:
    links.paper_id(text)
    links.misnumbered(text)
    links.safe_url(text)
    links.without_version(text)
    links.is_arxiv_id(text)


def periods(text: str) -> None:
    for read in (read_period, partial(parse_period, today=TODAY), partial(parse_day, today=TODAY)):
        with suppress(ReaderError):
            read(text)


TEX = ("$", "\\", "{", "}", "\\frac{", "^{", "_", "\\textbf{", "\\begin{a}", "http://a.b/", "a", " ", "\n", "`", "**")
SIGNS = ("\x1b", "\u0301", "\u202e", "\r\n", "\t", "🤖", "\u200d", "\ud83d", "e", " ", "\x00", "\u0958", "\ufe0f")
ASKED = ("(", ")", "-", '"', "or ", "and ", "title:", "author:", "upvotes:>", "date:", "*", "a", "é", " ", "is:read")
ADDRESSES = ("https://", "arxiv.org/abs/", "2608.17271", "v1", "/", "%2F", "?", "#", "@", ":", "[", "cs/0102003", ".")
TOML = ("keys", "=", "[", "]", "{", "}", '"', "'", '"""', "#", "\n", ".", ",", "1", "\\u00e9", "-", "theme")
TARGETS: dict[str, Callable[[Path], Target]] = {
    "papers": lambda _: Target(document(as_json([*day(2), item("2608.00009", title=TITLES[2])])), papers_of),
    "search": lambda _: Target(document(as_json([item("2608.00009", highlightedTitle=[{"type": 1}])])), searched_of),
    "paper": lambda _: Target(document(as_json(item("2608.00009", paper={"linkedModels": [1]})["paper"])), single_of),
    "discussion": lambda _: Target(document(comments()), discussion_of),
    "deep discussion": lambda _: Target(document(comments()), lambda body: [*pieces(body)]),
    "clean": lambda _: Target(repeated(SIGNS), lambda text: (clean(text), clean(text, multiline=True))),
    "clean document": lambda _: Target(repeated(SIGNS + TEX), clean_document),
    "clean tree": lambda _: Target(
        st.recursive(st.text(max_size=9) | st.integers() | st.none(), lambda some: st.lists(some) | st.dictionaries(
            st.text(max_size=9), some
        ), max_leaves=20), clean_tree,
    ),
    "readable": lambda _: Target(repeated(TEX), readable),
    "readable title": lambda _: Target(repeated(TEX), readable_title),
    "readable name": lambda _: Target(repeated(TEX), lambda text: readable_name(text[:300])),
    "readable sentence": lambda _: Target(repeated(TEX), readable_sentence),
    "formula": lambda _: Target(repeated(TEX), lambda text: readable_latex(text[:4000])),
    "query": lambda _: Target(repeated(ASKED) | repeated(ASKED).map(lambda text: text[:1000]), query),
    "ids and addresses": lambda _: Target(repeated(ADDRESSES), names),
    "periods": lambda _: Target(repeated((*"0123456789-WwQ/.", "week", "mon", "..", "search:")), periods),
    "marks": lambda _: Target(document(lines(starred(1), noted(2, "A note.", 7))), marks),
    "archive": lambda folder: Target(members() | changed(archive()), partial(merge, folder)),
    "configuration": lambda folder: Target(
        changed(b'theme = "paper"\nread_delay = 2.5\n[keys]\nquit = ["q", "ctrl+q"]\n[watch]\nveils = "title:veil"\n')
        | repeated(TOML).map(lambda text: text[:5000].encode("utf-8", "replace")),
        partial(config_of, folder),
    ),
}  # fmt: skip


@contextmanager
def in_time() -> Iterator[None]:
    """Fail where something takes very long, regular expressions included."""

    def late(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"this took more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("examples", [5, slow(300)])
@pytest.mark.parametrize("name", TARGETS)
def test_what_is_made_up_is_read_or_refused(name: str, examples: int, tmp_path: Path) -> None:
    target = TARGETS[name](tmp_path)

    # Without shrinking, which tries what is slow again and again.
    @settings(max_examples=examples, phases=(Phase.explicit, Phase.reuse, Phase.generate), database=None)
    @given(target.inputs)
    def tried(data: Any) -> None:
        with in_time(), suppress(ReaderError):
            target.read(data)

    tried()
