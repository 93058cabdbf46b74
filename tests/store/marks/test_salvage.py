"""What is read of a damaged file, row by row, and what is not believed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from reader.papers.marks import MarkCopy, Timestamped, merged
from reader.store.marks import recovery
from reader.store.marks.marks import Marks
from tests.store.marks.examples import COUNT, EXAMPLES, PAGE, change, lay
from tests.store.marks.papers import AT, NOON, number


def readable(path: Path) -> dict[str, MarkCopy]:
    found: dict[str, MarkCopy] = {}
    for part in recovery.salvage(path, AT + 1000, {}):
        found[part.id] = merged(found.get(part.id, part), part)
    return found


def test_a_whole_file_can_be_read_row_by_row(path: Path, content: bytes) -> None:
    lay(path, content)
    assert readable(path) == {copy.id: copy for copy in EXAMPLES}


def test_rows_of_no_sense_are_left_out(path: Path, content: bytes) -> None:
    lay(path, content)
    changes = f"""
        UPDATE mark SET id = 'junk' WHERE id = '{number(0)}';
        UPDATE mark SET note_at = {AT + 2000} WHERE id = '{number(1)}';
        UPDATE record SET fetched_at = {AT + 2000} WHERE id = '{number(2)}';
        UPDATE note_history SET at = {AT + 2000} WHERE id = '{number(3)}';
        UPDATE record SET paper = '[' WHERE id = '{number(4)}';
    """
    found = readable(change(path, changes))
    assert "junk" not in found
    assert (found[number(0)].read, found[number(0)].record) == (None, EXAMPLES[0].record)
    assert (found[number(1)].read, found[number(1)].record) == (None, EXAMPLES[1].record)
    assert (found[number(2)].read, found[number(2)].record) == (Timestamped(True, AT), None)
    assert (found[number(3)].note, found[number(3)].note_history) == (EXAMPLES[3].note, ())
    assert (found[number(4)].note, found[number(4)].record) == (EXAMPLES[4].note, None)


def test_a_value_of_the_day_after_tomorrow_is_not_taken_over(path: Path, content: bytes) -> None:
    lay(path, content)
    day = timedelta(days=1) // timedelta(microseconds=1)
    later = f"UPDATE mark SET read_at = CASE id WHEN '{number(1)}' THEN {AT + day} ELSE {AT + day + 1} END"
    change(path, f"{later}; UPDATE mark SET starred_at = 0")
    recovery.restore(path, NOON)
    marks = Marks(path)
    kept = marks._worker.submit(marks._kept_after, "").result(60)
    marks.close(10)
    assert [copy.id for copy in kept if copy.read] == [number(1)]


def test_a_row_is_found_whatever_its_number_is(path: Path, content: bytes) -> None:
    lay(path, content)
    change(path, f"UPDATE mark SET rowid = {2**62} WHERE id = '{number(1)}'")
    assert readable(path) == {copy.id: copy for copy in EXAMPLES}


def test_a_damaged_page_costs_what_is_on_it(path: Path, content: bytes) -> None:
    found = []
    for page in range(1, len(content) // PAGE):
        lay(path, content[: page * PAGE] + b"\xff" * PAGE + content[(page + 1) * PAGE :])
        found.append(sum(copy.read is not None for copy in readable(path).values()))
    # Some marks are on each of a few pages; no page that others hang on is needed.
    lowest = sorted(found)
    assert COUNT // 3 <= lowest[0] <= lowest[2] < COUNT
    assert found.count(COUNT) > len(found) // 2
