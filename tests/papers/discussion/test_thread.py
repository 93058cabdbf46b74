"""Comments in their order, whatever their parents are said to be."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from reader.papers.discussion.model import Comment
from reader.papers.discussion.thread import once, threaded


def comments(*pairs: tuple[str, str]) -> list[Comment]:
    return [Comment(id=id, parent=parent) for id, parent in pairs]


def read(*pairs: tuple[str, str]) -> list[tuple[str, int, bool]]:
    return [(placed.comment.id, placed.depth, placed.is_lost) for placed in threaded(comments(*pairs))]


def test_answers_stand_below_what_they_answer_in_their_order() -> None:
    found = read(("a", ""), ("b", ""), ("c", "a"), ("d", "b"), ("e", "a"), ("f", "c"))
    assert found == [
        ("a", 0, False),
        ("c", 1, False),
        ("f", 2, False),
        ("e", 1, False),
        ("b", 0, False),
        ("d", 1, False),
    ]


def test_an_answer_to_none_is_at_the_top_and_known_as_that() -> None:
    assert read(("a", "gone"), ("b", "a")) == [("a", 0, True), ("b", 1, False)]


def test_a_circle_of_parents_is_read_once_from_its_first() -> None:
    found = read(("x", ""), ("a", "c"), ("b", "a"), ("c", "b"), ("d", "d"), ("e", "c"))
    assert found == [("x", 0, False), ("a", 0, True), ("b", 1, False), ("c", 2, False), ("e", 3, False), ("d", 0, True)]


def test_a_comment_that_comes_twice_is_one_that_has_what_either_has() -> None:
    flat, nested = Comment(id="b", text="Yes."), Comment(id="b", parent="a", text="")
    for order in ([nested, Comment(id="a"), flat], [flat, Comment(id="a"), nested]):
        [first, _] = once(order)
        assert (first.id, first.parent, first.text) == ("b", "a", "Yes.")


def test_many_and_deep_ones_take_linear_time() -> None:
    deep = comments(*((str(number), str(number - 1)) for number in range(10_000)))
    flat = comments(*((str(number), "0") for number in range(10_000)))
    began = time.process_time()
    assert [placed.depth for placed in threaded(reversed(deep))] == [*range(10_000)]
    assert len(threaded(flat)) == 10_000
    assert time.process_time() - began < 1


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefgz "))))
def test_every_comment_is_read_once(pairs: list[tuple[str, str]]) -> None:
    kept = once(comments(*pairs))
    found = threaded(kept)
    assert sorted(placed.comment.id for placed in found) == sorted({id for id, _ in pairs})
    seen: set[str] = set()
    for placed in found:
        seen.add(placed.comment.id)
        assert placed.parent is None or placed.parent.id in seen
        assert placed.is_lost == bool(placed.comment.parent and placed.parent is None)
