"""Merging through the file: whatever the order of imports, the exports are the same."""

from __future__ import annotations

from contextlib import closing
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.marks import UNMARKED, Change, MarkCopy, Record, Timestamped, from_outside, merged
from reader.papers.models import Paper
from reader.store.marks import changes
from reader.store.marks.database import InMemoryMarkDatabase
from tests.store.marks.papers import number

TIMES = st.integers(-2, 3)
NOTES = st.builds(Timestamped, st.sampled_from(["", "a", "b", " b\x1b", "c"]), TIMES)
FLAGS = st.none() | st.builds(Timestamped, st.booleans(), TIMES | st.just(2**60))


def copies(of: int) -> st.SearchStrategy[MarkCopy]:
    """Copies of what is kept of a paper, as foreign as they come."""
    papers = st.builds(Paper, id=st.sampled_from([number(of), number(9)]), title=st.sampled_from(["one", "other"]))
    return st.builds(
        MarkCopy,
        id=st.just(number(of)),
        read=FLAGS,
        starred=FLAGS,
        note=st.none() | NOTES,
        note_history=st.lists(NOTES, max_size=2).map(tuple),
        full_text=FLAGS,
        record=st.none() | st.builds(Record, TIMES, papers),
    )


BATCHES = st.lists(st.lists(copies(1) | copies(2), max_size=3), max_size=4)


def merge(scratch: InMemoryMarkDatabase, batch: list[MarkCopy]) -> None:
    scratch.commit(lambda tables: changes.merge(tables, batch))


def all_kept(scratch: InMemoryMarkDatabase) -> list[MarkCopy]:
    nothing: dict[str, MarkCopy] = {}
    kept = scratch.demand(lambda tables: tables.kept(tables.after("", 9)), nothing)
    return [kept[id] for id in sorted(kept)]


def export(batches: list[list[MarkCopy]]) -> list[MarkCopy]:
    """Everything that is kept after merging."""
    with closing(InMemoryMarkDatabase()) as scratch:
        for batch in batches:
            merge(scratch, batch)
        return all_kept(scratch)


@pytest.mark.slow
@given(BATCHES, st.randoms())
def test_imports_in_any_order_give_the_same_export(batches: list[list[MarkCopy]], random: Random) -> None:
    shuffled = [random.sample(batch, len(batch)) for batch in random.sample(batches, len(batches))]
    assert export(shuffled) == export(batches) == export([[copy for batch in batches for copy in batch]])


@given(BATCHES)
def test_an_export_imported_changes_nothing_and_alone_it_is_all(batches: list[list[MarkCopy]]) -> None:
    before = export(batches)
    assert export([*batches, before]) == before
    assert export([before]) == before
    assert all(merged(kept, kept) == kept == from_outside(kept) for kept in before)


@given(st.lists(copies(1), min_size=1, max_size=4))
def test_a_merge_is_that_of_the_rules(batch: list[MarkCopy]) -> None:
    expected = from_outside(batch[0])
    for copy in batch:
        expected = merged(expected, from_outside(copy))
    assert export([batch]) == [expected]


@given(BATCHES, st.lists(st.sampled_from(["a", "b", ""]), max_size=3))
def test_what_the_user_writes_afterwards_is_what_there_is(batches: list[list[MarkCopy]], texts: list[str]) -> None:
    with closing(InMemoryMarkDatabase()) as scratch:
        for batch in batches:
            merge(scratch, batch)
        for now, text in enumerate(texts):
            assert written(scratch, text, now) == text
            assert all(merged(kept, kept) == kept for kept in all_kept(scratch))


def written(scratch: InMemoryMarkDatabase, text: str, now: int) -> str:
    """Write a note, and return what is there then."""
    change = Change(number(1), "note", text)
    (marks, _), _ = scratch.commit(lambda tables: changes.write(tables, [change], now))
    return marks.get(number(1), UNMARKED).text
