"""What recorded papers are found for in another spelling, and that no false friends come with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import pytest

from reader.hub.wire import papers_of
from reader.papers.models import Paper
from reader.papers.names import folded
from reader.papers.query import parse
from reader.papers.query.fold import fold
from tests.bench import many
from tests.terminal import CHECKOUT

RECORDED = CHECKOUT.parent / "shared" / "recorded"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not RECORDED.is_dir(), reason="there are no recorded answers beside the checkout"),
]


@cache
def papers() -> tuple[Paper, ...]:
    found = {paper.id: paper for path in many.files(RECORDED) for paper in papers_of(path.read_bytes())[0]}
    return tuple(found.values())


@cache
def texts() -> dict[str, str]:
    return {
        paper.id: "\n".join(
            map(
                fold,
                (
                    paper.shown_title,
                    paper.shown_abstract,
                    *(author.name for author in paper.authors),
                    *paper.ai_keywords,
                ),
            )
        )
        for paper in papers()
    }


def found(query: str) -> set[str]:
    return {paper.id for paper in papers() if parse(query).matches(paper)}


def having(fits: Callable[[str], object]) -> set[str]:
    return {id for id, text in texts().items() if fits(text)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("pretraining", "pre-training"), ("autoregressive", "auto-regressive"), ("finetuning", "fine-tuning")],
)
def test_both_spellings_find_all_that_either_is_written_in(one: str, other: str) -> None:
    closed, hyphened = having(lambda text: one in text), having(lambda text: other in text)
    assert closed - hyphened
    assert hyphened - closed
    assert found(one) == closed | hyphened
    assert found(other) >= closed | hyphened
    assert found(other) == found(f'"{other.replace("-", " ")}"')
    parted = having(lambda text: other.replace("-", " ") in text)
    assert found(other) == closed | hyphened | parted


@pytest.mark.parametrize("word", ["t5", "o3", "gan", "gpt5", "r1", "ml", "rag"])
def test_a_hyphen_is_crossed_from_the_start_of_a_word_alone(word: str) -> None:
    crossed = re.compile(r"(?<!\w)" + "-?".join(word))
    assert found(word) == having(lambda text: word in text or crossed.search(text))


def test_a_letter_finds_its_name_as_a_word() -> None:
    assert found("π") == having(lambda text: "π" in text or re.search(r"(?<!\w)pi(?!\w)", text))
    assert found("pi") == having(lambda text: "π" in text or "pi" in text)
    assert len({frozenset(found(query)) for query in ("pi0", "π0", "pi_0", "π₀")}) == 1
    assert found("λ") <= found("lambda")


BEFORE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "e"}
)


def before(text: str) -> str:
    """Reduce a text as citation keys did before they shared their letters with queries."""
    return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFKD", text.casefold().translate(BEFORE)))


def test_no_citation_key_has_moved() -> None:
    words = {word for paper in papers() for word in paper.shown_title.split()}
    names = {author.name for paper in papers() for author in paper.authors}
    assert {word for word in words | names if folded(word) != before(word)} == set()
