"""The index finds what reading every day finds, in the same order."""

from __future__ import annotations

import re
from array import array
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.papers.models import Author, Feed, Organization, Paper
from reader.papers.query import Query, parse
from reader.store.index import column, sets
from tests import slow
from tests.store.index.conftest import MONDAY, feed, stored_in

WORDS = (
    "pre-training", "pretraining", "Pre training", "self-supervised", "self supervised", "T5", "t-5", "T5-based",
    "GPT-4", "gpt4", "π0", "pi_0", "π₀", "lamda", "λ", "C++", ".NET", "don’t", "don't", "Éva", "Łódź", "straße", "10^3",
    "103", "CO₂", "AT&T", "3-8", "a", "ai", "AI,", "(ai)", "x", "多模态", "🧪", "ﬁne", "model", "models",
    "remodel", "\n", "pre-train-ing", "re-pretrain", "x/pre-t", "at-5", "β-VAE", "beta VAE", "38", "10³", "p-i", "–",
    "gpt4-o", "selfsuper-vised", "x-pi0t-5", "1e-5", "1e5", "lr-1e-5",
)  # fmt: skip
PARTS = (
    "pre",
    "train",
    "t5",
    "gpt4",
    "a",
    "ai",
    "i",
    "odel",
    "model",
    "π",
    "pi0",
    "c++",
    "net",
    "eva",
    "lodz",
    "模",
    "-",
    "pretrain",
    "pre-training",
    "pret",
    "selfsupervised",
    "5based",
    "t5based",
    "π0",
    "pi",
    "lambda",
    "38",
    "10^3",
    "betavae",
    "β-vae",
    "-x",
    "x -",
    "gpt-4o",
    "self-supervised-t5",
    "x-pi0-t5",
    "1e5",
    "lr1e-5",
)

texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
numbers = st.integers(0, 3) | st.sampled_from((19, 20, 21, 2**40))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    return Paper(
        id=f"2608.{draw(st.integers(0, 12)):05}",
        title=draw(texts) or "Untitled",
        abstract=draw(texts),
        authors=tuple(Author(name=name) for name in draw(st.lists(texts.filter(str.strip), max_size=2))),
        organization=draw(st.none() | st.builds(Organization, login=st.just("ai-lab"), name=texts)),
        ai_keywords=tuple(draw(st.lists(texts.filter(str.strip), max_size=2))),
        upvotes=draw(numbers),
        github=draw(st.sampled_from(("", "https://github.com/a/b"))),
        github_stars=draw(st.none() | numbers),
        published=draw(st.none() | st.dates(MONDAY, MONDAY + timedelta(3))),
    )


def feeds() -> st.SearchStrategy[list[Feed]]:
    days = st.lists(st.integers(0, 5), unique=True, max_size=4)
    listed = st.lists(papers(), min_size=1, max_size=5, unique_by=lambda paper: paper.id)
    return days.flatmap(
        lambda days: st.tuples(
            *(listed.map(lambda some, day=day: feed(MONDAY + timedelta(day), *some)) for day in days)  # type: ignore[misc]
        )
    ).map(list)


@st.composite
def queries(draw: st.DrawFn) -> str:
    word = st.sampled_from(WORDS + PARTS)
    phrase = st.lists(word, min_size=1, max_size=3).map(lambda some: f'"{" ".join(some)}"')
    field = st.builds("{}:{}".format, st.sampled_from(("title", "author", "org", "keyword")), word | phrase)
    other = st.sampled_from(
        ("votes:>19", "stars:<21", "date:2026-08-18", "is:read", "is:unread", "is:withdrawn", "has:code", "comments:0")
    )
    term = st.builds("{}{}".format, st.sampled_from(("", "", "-")), word | word | phrase | field | other)
    some = draw(st.lists(term, max_size=3))
    return draw(st.sampled_from((" ", " ", " or "))).join(some)


def parsed(text: str) -> Query:
    try:
        return parse(text)
    except QueryError:
        return parse("")


@pytest.fixture(autouse=True, scope="module")
def _few() -> None:
    """Keep the papers of texts that stand in few words, too."""
    column._MANY, column._FREQUENT = 2, 2  # type: ignore[misc]


@pytest.mark.parametrize("examples", [6, slow(100)])
def test_the_index_finds_what_reading_every_day_finds(examples: int) -> None:
    # What fails is small enough as it is found; making it smaller takes minutes.
    tried = settings(max_examples=examples, phases=(Phase.explicit, Phase.generate))
    tried(
        given(feeds(), feeds(), st.lists(queries().map(parsed), min_size=4, max_size=8), st.booleans(), st.data())(
            check
        )
    )()


def check(first: list[Feed], then: list[Feed], wanted: list[Query], packed: bool, data: st.DataObject) -> None:
    """Store days, index them, store others, and search."""
    with TemporaryDirectory() as folder, stored_in(Path(folder) / "v1") as stored:
        stored.put(*first)
        if packed and first:
            stored.build()
        stored.put(*then)
        stored.read = frozenset({"2608.00001", "2608.00002", "2608.00009"})
        for query in wanted:
            limit = data.draw(st.none() | st.integers(0, 4))
            assert stored.search(query, limit) == stored.expected(query, limit), query.text
            assert stored.index.notice == ""


def test_every_spelling_is_looked_up_as_it_is_read(tmp_path: Path) -> None:
    words = [word for word in WORDS if word.strip()]
    titles = [*words, *(f"x {one}, {other}" for one, other in pairwise(words))]
    listed = [Paper(id=f"2608.{number:05}", title=title) for number, title in enumerate(titles)]
    with stored_in(tmp_path / "v1") as stored:
        stored.put(feed(MONDAY, *listed))
        stored.build()
        for part in (*WORDS, *PARTS, *(f"{one} {other}" for one, other in pairwise(words))):
            query = parsed(f'"{part}"')
            assert stored.search(query) == stored.expected(query), part


@given(st.lists(st.text("ab_-,é", min_size=1, max_size=6), max_size=12, unique=True))
@example(["abab", "abab,", "-abab", "babab"])
def test_short_texts_have_the_papers_of_the_words_that_have_them(words: list[str]) -> None:
    papers = {word: array("H", [number]) for number, word in enumerate(words)}
    found, whole = column._grams(papers, len(words))
    texts = {word[start : start + size] for word in words for start in range(len(word)) for size in range(1, 5)}
    having = {text: [number for number, word in enumerate(words) if text in word] for text in texts}
    many = {text: numbers for text, numbers in having.items() if len(numbers) > column._MANY}
    assert found == {text: sets.bits_of(numbers, len(words)) for text, numbers in many.items()}
    for text, numbers in many.items():
        alone = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
        assert whole[text] == sets.bits_of([one for one in numbers if alone.search(words[one])], len(words))
