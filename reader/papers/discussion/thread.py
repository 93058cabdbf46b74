"""Comments in the order in which they are read: each answer below what it answers.

Whatever names a parent may be wrong: no such comment, itself, or one of its own answers. Nothing is left out for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from reader.papers.discussion.model import Comment


class Placed(NamedTuple):
    """A comment where it is read."""

    comment: Comment
    depth: int = 0
    """How many comments it answers, one through the other; 0 at the top."""
    parent: Comment | None = None
    """The one that it answers, which is above it."""
    is_lost: bool = False
    """Whether it answers one that is not above it."""


def once(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Each comment once, where it came first: the Hub may send it among all others and below its parent again.

    >>> flat, below = Comment(id="b", text="Yes."), Comment(id="b", text="Yes.", parent="a")
    >>> [(comment.id, comment.parent) for comment in once([flat, Comment(id="a"), below])]
    [('b', 'a'), ('a', '')]
    """
    found: dict[str, Comment] = {}
    for comment in comments:
        first = found.get(comment.id)
        if first is None:
            found[comment.id] = comment
        elif (comment.parent and not first.parent) or (comment.text and not first.text):
            parent, text = first.parent or comment.parent, first.text or comment.text
            found[comment.id] = replace(first, parent=parent, text=text)
    return tuple(found.values())


def threaded(comments: Iterable[Comment]) -> list[Placed]:
    """Put answers below what they answer; what is at the top stays in its order.

    >>> found = threaded([Comment(id="a"), Comment(id="c", parent="b"), Comment(id="b", parent="a")])
    >>> [(placed.comment.id, placed.depth) for placed in found]
    [('a', 0), ('b', 1), ('c', 2)]
    """
    by_id = {comment.id: comment for comment in comments}
    answers: dict[str, list[Comment]] = {}
    for comment in by_id.values():
        if comment.parent in by_id:
            answers.setdefault(comment.parent, []).append(comment)
    placed: dict[str, Placed] = {}
    tops = [comment for comment in by_id.values() if comment.parent not in by_id]
    # Those after the tops are in a circle, or answer one that is: the first of each circle begins it.
    for top in (*tops, *by_id.values()):
        waiting = [Placed(top, is_lost=bool(top.parent))]
        while waiting:
            one = waiting.pop()
            if one.comment.id in placed:
                continue
            placed[one.comment.id] = one
            below = answers.get(one.comment.id, ())
            waiting += [Placed(answer, one.depth + 1, one.comment) for answer in reversed(below)]
    return list(placed.values())
