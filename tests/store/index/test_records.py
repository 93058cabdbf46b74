"""Papers that were found are kept, and are still those that are stored."""

from __future__ import annotations

import pytest

from reader.papers.query import parse
from reader.store.index import records
from tests.store.index.conftest import MONDAY, TUESDAY, Stored, feed, paper

CAT = parse("cat")


def test_a_paper_that_is_found_again_is_not_read_again(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat"), paper(2, "A dog")))
    (first, _), (again, _) = *stored.search(CAT).hits, *stored.search(parse("a cat")).hits
    assert again is first


def test_a_paper_of_a_day_that_is_stored_again_is_as_it_is_stored_now(stored: Stored) -> None:
    stored.put(feed(MONDAY, paper(1, "A cat", upvotes=1)), feed(TUESDAY, paper(2, "A cat")))
    stored.search(CAT)
    stored.put(feed(MONDAY, paper(1, "A cat", upvotes=2)))
    assert stored.search(CAT) == stored.expected(CAT)


def test_the_papers_that_were_found_last_are_kept(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "KEPT", 2)
    stored.put(feed(MONDAY, paper(1, "One"), paper(2, "Two"), paper(3, "Three")))

    def read(word: str) -> object:
        ((one, _),) = stored.search(parse(word)).hits
        return one

    one, two = read("one"), read("two")
    assert read("one") is one
    read("three")
    assert read("one") is one
    assert read("two") is not two
    assert len(stored.index._records._kept) == records.KEPT
