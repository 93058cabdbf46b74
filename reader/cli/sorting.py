"""What sorts the papers of a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader.cli.io import print_notice
from reader.cli.nothing import STAR_ONE
from reader.cli.source import PaperSource
from reader.errors import FewStarsError
from reader.papers.models import Paper
from reader.papers.ordering import MarksById, Order, ordered

Sort = Callable[[Iterable[Paper], MarksById], tuple[Paper, ...]]
"""Sorts papers, whose marks it is given."""


def sorter(opened: PaperSource, order: Order | None) -> Sort:
    """Return what sorts; without an order papers stay as they come.

    Where too little is known of what the user likes, they are sorted by votes, which is printed.
    """
    if order is None:
        return lambda papers, _: tuple(papers)
    if order != "for-you":
        return lambda papers, marks: ordered(papers, order, marks)
    try:
        taste = opened.taste()
    except FewStarsError as error:
        print_notice(f"{str(error).replace(error.how, STAR_ONE)} Sorted by votes.")
        return lambda papers, marks: ordered(papers, "upvotes", marks)
    return lambda papers, marks: ordered(papers := [*papers], order, marks, taste.interests(papers))
