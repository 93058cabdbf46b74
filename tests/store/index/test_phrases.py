"""Phrases of frequent and of rare words are found as reading every text finds them."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from reader.papers.query import parse
from reader.papers.query.needle import Needle
from reader.store.index import building, phrases, sets
from reader.store.index.column import Column
from reader.store.index.file import SectionFile
from reader.store.index.phrases import Found
from reader.store.index.segment import Segment
from tests.store.index.conftest import MONDAY, feed, paper, stored_in

SEED = 15
PAPERS = 150
FREQUENT = (
    *("large", "language", "language", "model", "models", "of", "the", "state", "state-of", "4", "world"),
    "languagemodel",
)
RARE = (
    "model-based",
    "statement",
    "proof",
    "theory",
    "of-the-art",
    "4-5",
    "5",
    "worlds",
    "pré",
    "x",
    "π",
)


def _word(draw: random.Random) -> str:
    return draw.choice(FREQUENT if draw.random() < 0.95 else RARE) + draw.choice(("",) * 9 + (".",))


@pytest.fixture(scope="module")
def column(tmp_path_factory: pytest.TempPathFactory) -> Column:
    """The abstracts of some papers, in which a dozen words follow each other by chance."""
    draw = random.Random(SEED)
    folder: Path = tmp_path_factory.mktemp("phrases")
    with stored_in(folder / "v1") as stored:
        texts = [" ".join(_word(draw) for _ in range(9)) for _ in range(PAPERS)]
        stored.put(feed(MONDAY, *(paper(number, abstract=text) for number, text in enumerate(texts))))
        stored.build()
        (path,) = building.files(stored.folder / building.FOLDER)
    return Segment(SectionFile(path)).columns["abstract"]


def _needle(draw: random.Random, text: str) -> Needle:
    words = text.split(" ")
    start, length = draw.randrange(6), draw.randint(2, 5)
    phrase = draw.choice("   -").join(words[start : start + length])
    # What is typed may begin and end inside of words.
    return Needle(phrase[draw.choice((0, 0, 1, 3)) : len(phrase) - draw.choice((0, 0, 1, 2))].strip(" -"))


@pytest.mark.parametrize("few", [0, phrases._FEW])
def test_a_phrase_is_found_where_reading_finds_it(column: Column, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_FEW", few)
    texts = [column.text(paper) for paper in range(PAPERS)]
    draw = random.Random(SEED)
    needles = [_needle(draw, draw.choice(texts)) for _ in range(150)]
    for needle in (*needles, Needle("language model of"), Needle("the language model")):
        found = column.find(needle)
        assert [*sets.ascending(found.anywhere, PAPERS)] == [
            paper for paper, text in enumerate(texts) if needle.finds(text)
        ], needle
        assert [*sets.ascending(found.whole, PAPERS)] == [
            paper for paper, text in enumerate(texts) if needle.finds_whole(text)
        ], needle


def test_few_texts_are_looked_into_for_frequent_words(column: Column, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    verified = Column._verified

    def counted(self: Column, wanted: re.Pattern[bytes], known: Found, may_have: Found) -> Found:
        may_have = Found(may_have.anywhere & ~known.anywhere, may_have.whole & ~known.whole)
        looked.append(sets.count(may_have.anywhere | may_have.whole))
        return verified(self, wanted, known, may_have)

    monkeypatch.setattr(Column, "_verified", counted)
    monkeypatch.setattr(phrases, "_FEW", 0)
    # Where the last word is not finished, what it may become has been found before.
    for text in ("language model", "of the", "large language model", "language model o", "of the l"):
        assert column.find(Needle(text)).anywhere
    assert len(looked) == 5
    assert max(looked) < PAPERS / 4


def test_three_frequent_words_are_looked_up(column: Column, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_FEW", 0)
    known, may_have = column._phrases.find(["large", "language", "language"], column._looked_up)
    needle = Needle("large language language")
    having = {paper for paper in range(PAPERS) if needle.finds(column.text(paper))}
    assert having & {*sets.ascending(known.anywhere, PAPERS)}
    assert having <= {*sets.ascending(known.anywhere | may_have.anywhere, PAPERS)}


def test_a_phrase_does_not_go_from_one_keyword_to_the_next(tmp_path: Path) -> None:
    with stored_in(tmp_path / "v1") as stored:
        stored.put(
            feed(MONDAY, paper(1, ai_keywords=("large", "language model")), paper(2, ai_keywords=("large language",)))
        )
        stored.build()
        for text in ('keyword:"large language"', 'keyword:"language model"', 'keyword:"large language model"'):
            assert stored.search(parse(text)) == stored.expected(parse(text))
