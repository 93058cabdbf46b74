"""Merging: any number of copies, in any order, become the same, and nothing that was written is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import reduce
from itertools import permutations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.marks import (
    TIME_LIMIT,
    UNMARKED,
    Field,
    Mark,
    MarkCopy,
    Record,
    Timestamped,
    cleaned,
    history,
    is_time,
    merged,
    merged_mark,
    microseconds,
    newer_record,
    reconciled,
    timestamped,
    with_note,
    with_value,
)
from reader.papers.models import Paper

TIMES = st.integers(0, 4)
TEXTS = st.sampled_from(["", "a", "b", "c"])
FLAGS = st.none() | st.builds(Timestamped, st.booleans(), TIMES)
NOTES = st.builds(Timestamped, TEXTS, TIMES)
RECORDS = st.none() | st.builds(
    Record, TIMES, st.builds(Paper, id=st.just("2608.00001"), title=st.sampled_from(["one", "other"]))
)
COPIES = st.builds(
    MarkCopy,
    id=st.just("2608.00001"),
    read=FLAGS,
    starred=FLAGS,
    note=st.none() | NOTES,
    note_history=st.lists(NOTES, max_size=3).map(tuple),
    full_text=FLAGS,
    record=RECORDS,
)
"""Copies as a foreign program might have written them."""


def normal(copy: MarkCopy) -> MarkCopy:
    """A copy as this program writes it."""
    return merged(copy, copy)


def texts(kept: MarkCopy) -> set[str]:
    notes = [kept.note, *kept.note_history] if kept.note else kept.note_history
    return {note.value for note in notes if note.value}


@given(COPIES)
def test_a_copy_merged_with_itself_stays_as_it_is(copy: MarkCopy) -> None:
    assert merged(normal(copy), normal(copy)) == normal(copy)
    assert merged(normal(copy), copy) == merged(copy, normal(copy)) == normal(copy)


@given(COPIES, COPIES)
def test_two_copies_merge_in_either_order(one: MarkCopy, other: MarkCopy) -> None:
    assert merged(one, other) == merged(other, one)
    assert merged(merged(one, other), other) == merged(one, other)


@given(COPIES, COPIES, COPIES)
def test_copies_merge_in_any_order(one: MarkCopy, two: MarkCopy, three: MarkCopy) -> None:
    ends = {msgspec.json.encode(reduce(merged, order)) for order in permutations([one, two, three])}
    assert ends == {msgspec.json.encode(merged(one, merged(two, three)))}


@given(st.lists(COPIES, min_size=1, max_size=4))
def test_no_note_is_lost_and_none_is_kept_twice(copies: list[MarkCopy]) -> None:
    kept = reduce(merged, copies, copies[0])
    assert texts(kept) == set().union(*map(texts, copies))
    shown = [note.value for note in kept.note_history]
    assert len({*shown, kept.text}) == len(shown) + 1
    assert "" not in shown
    assert [note.at for note in kept.note_history] == sorted(note.at for note in kept.note_history)


@given(COPIES, COPIES)
def test_the_newer_value_wins(one: MarkCopy, other: MarkCopy) -> None:
    kept = merged(one, other)
    for field in ("read", "starred"):
        stamps = [stamp for copy in (one, other) if (stamp := getattr(copy, field))]
        newest = getattr(kept, field)
        assert (newest is None) == (not stamps)
        assert all(newest.at >= stamp.at for stamp in stamps)
        assert newest is None or newest in stamps
    notes = [note for copy in (one, other) for note in (copy.note, *copy.note_history) if note]
    assert all(kept.note and kept.note.at >= note.at for note in notes)


def test_of_values_with_the_same_time_the_larger_wins() -> None:
    one = Mark(read=Timestamped(True, 1), note=Timestamped("a", 1))
    other = Mark(read=Timestamped(False, 1), note=Timestamped("b", 1))
    for kept in (merged_mark(one, other), merged_mark(other, one)):
        assert (kept.is_read, kept.text) == (True, "b")
        assert kept.note_history == (Timestamped("a", 1),)


def test_a_text_among_the_other_notes_has_its_latest_time() -> None:
    found = history(
        Timestamped("a", 9),
        [Timestamped("b", 2), Timestamped("c", 1), Timestamped("b", 3), Timestamped("a", 8), Timestamped("", 4)],
    )
    assert found == (Timestamped("c", 1), Timestamped("b", 3))


@given(RECORDS, RECORDS)
def test_the_newer_record_wins_and_of_two_with_the_same_time_the_same_one(
    one: Record | None, other: Record | None
) -> None:
    newer = newer_record(one, other)
    assert newer == newer_record(other, one)
    assert newer in (one, other)
    assert all(newer and newer.fetched_at >= record.fetched_at for record in (one, other) if record)


@given(COPIES, st.sampled_from(["read", "starred"]), st.booleans(), TIMES)
def test_a_value_is_set_now_but_later_than_what_was_set_before(
    copy: MarkCopy, field: Field, value: bool, now: int
) -> None:
    stamp = getattr(with_value(copy, field, value, now), field)
    before = getattr(copy, field)
    assert stamp == Timestamped(value, now if before is None else max(now, before.at + 1))
    assert stamp.at >= now


@given(COPIES, TEXTS, TIMES)
def test_a_note_that_was_written_is_the_note_wherever_it_is_merged(copy: MarkCopy, text: str, now: int) -> None:
    before = normal(copy)
    after = with_value(before, "note", text, now)
    assert after.text == text
    assert text not in {note.value for note in after.note_history}
    # The note before was the user's to overwrite; the others that merging found stay.
    assert {note.value for note in after.note_history} == {note.value for note in before.note_history} - {text}
    assert merged_mark(after, before).text == text


def test_other_fields_are_left_alone() -> None:
    mark = Mark(read=Timestamped(True, 1), starred=Timestamped(True, 2), note=Timestamped("a", 3))
    assert with_value(mark, "read", False, 9) == Mark(read=Timestamped(False, 9), starred=mark.starred, note=mark.note)
    assert with_value(mark, "starred", False, 9) == Mark(read=mark.read, starred=Timestamped(False, 9), note=mark.note)
    assert with_note(mark, Timestamped("b", 9)) == Mark(read=mark.read, starred=mark.starred, note=Timestamped("b", 9))


def test_a_clock_that_was_ahead_makes_no_key_do_nothing() -> None:
    assert timestamped(True, 5, None) == Timestamped(True, 5)
    assert timestamped(True, 5, Timestamped(False, 7)) == Timestamped(True, 8)
    assert timestamped("x", 9, Timestamped("y", 7)) == Timestamped("x", 9)
    last = TIME_LIMIT - 1
    assert timestamped("x", 9, Timestamped("y", last)) == Timestamped("x", last)  # A later one would be no time.
    assert is_time(last)


def test_a_paper_without_a_mark_is_unread_and_has_no_star_and_no_note() -> None:
    assert (UNMARKED.is_read, UNMARKED.is_starred, UNMARKED.text) == (False, False, "")
    marked = Mark(read=Timestamped(True, 1), starred=Timestamped(True, 1), note=Timestamped("n", 1))
    assert (marked.is_read, marked.is_starred, marked.text) == (True, True, "n")
    unset = Mark(read=Timestamped(False, 1), starred=Timestamped(False, 1), note=Timestamped("", 1))
    assert (unset.is_read, unset.is_starred, unset.text) == (False, False, "")


def test_times_are_microseconds_since_1970_wherever_the_clock_hangs() -> None:
    assert microseconds(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC)) == 1_000_005
    there = timezone(timedelta(hours=9))
    assert microseconds(datetime(2026, 8, 20, 21, tzinfo=there)) == microseconds(datetime(2026, 8, 20, 12, tzinfo=UTC))


@pytest.mark.parametrize("note", ["\x1b]52;c;x\x07 two\r\nlines ", "x" * 30_000])
def test_a_note_has_lines_but_nothing_that_a_terminal_would_act_on(note: str) -> None:
    text = cleaned(note)
    assert text.replace("\n", "").isprintable()
    assert len(text) <= 20_000
    assert ("\n" in text) == ("\r\n" in note)
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("stored", "base", "text", "kept"),
    [
        ("", "", "mine", "mine"),
        ("was", "was", "was, mine", "was, mine"),
        ("was", " was\t", "mine", "mine"),  # On the screen it is as it was typed.
        ("theirs", "", "mine", "theirs\n———\nmine"),
        ("theirs", "was", "mine", "theirs\n———\nmine"),
        ("mine", "was", "mine ", "mine"),
        ("theirs", "was", "", "theirs"),
        ("was", "was", "", ""),
        ("", "was", "mine", "mine"),
    ],
)
def test_no_text_is_lost_where_two_write_a_note_at_once(stored: str, base: str, text: str, kept: str) -> None:
    mark = Mark(note=Timestamped(stored, 1), read=Timestamped(True, 1))
    assert reconciled(mark, base, text, 2) == (mark, kept)
    assert reconciled(UNMARKED, base, text, 2) == (UNMARKED, text.strip())


def test_two_notes_that_are_too_long_for_one_are_kept_beside_each_other() -> None:
    stored, mine = "t" * 15_000, "m" * 15_000
    mark, note = reconciled(Mark(note=Timestamped(stored, 1)), "", mine, 2)
    assert note == mine
    assert mark.note_history == (Timestamped(stored, 1),)
    assert with_value(mark, "note", note, 2).note_history == mark.note_history
