"""`watch:` and `is:watched`: the watches of the configuration as terms."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from reader.errors import QueryError
from reader.papers.marks import UNMARKED, Mark, Timestamped
from reader.papers.models import Paper
from reader.papers.query import Watches, parse
from tests.papers.query.test_errors import place

WATCHES = Watches(
    {"Robots": parse("robot or gripper", None).term, "two  words": parse("votes:>20 -is:read", None).term},
    {"old": parse("title:survey", None).term},
)
ROBOT = Paper(id="2608.00001", title="A robot that folds", abstract="With a gripper.")
LOVED = Paper(id="2608.00002", title="Folding", upvotes=21)
SURVEY = Paper(id="2608.00003", title="A survey of folding")
BOTH = Paper(id="2608.00004", title="A survey of robots")
PAPERS = (ROBOT, LOVED, SURVEY, BOTH)


def found(text: str, watches: Watches = WATCHES) -> list[Paper]:
    query = parse(text, watches)
    return [paper for paper in PAPERS if query.matches(paper)]


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("watch:robots", [ROBOT, BOTH]),
        ("WATCH:RoBots", [ROBOT, BOTH]),
        ('watch:"TWO words"', [LOVED]),
        ("watch:old", [SURVEY, BOTH]),
        ("is:watched", [ROBOT, LOVED, BOTH]),
        ("-is:watched", [SURVEY]),
        ("is:watched -watch:robots", [LOVED]),
        ("watch:robots (survey or watch:old)", [BOTH]),
    ],
)
def test_a_watch_stands_for_its_query(text: str, papers: list[Paper]) -> None:
    assert found(text) == papers


def test_nothing_is_watched_without_watches() -> None:
    assert found("is:watched", Watches()) == []
    assert not Watches()


def test_what_a_watch_found_is_highlighted_as_if_its_query_had_been_typed() -> None:
    typed = parse("robot or gripper")
    for text in ("watch:robots", "is:watched"):
        assert parse(text, WATCHES).spans("title", ROBOT.title) == typed.spans("title", ROBOT.title) != []
    assert parse("-watch:robots", WATCHES).spans("title", ROBOT.title) == []


def test_a_paper_has_the_names_of_its_watches_and_one_that_is_watched_is_not_ignored() -> None:
    read = Mark(read=Timestamped(True, 1))
    assert [WATCHES.names_of(paper, UNMARKED) for paper in PAPERS] == [("Robots",), ("two  words",), (), ("Robots",)]
    assert WATCHES.names_of(LOVED, read) == ()
    assert [WATCHES.ignores(paper, UNMARKED) for paper in PAPERS] == [False, False, True, False]


def test_a_paper_that_was_fetched_again_is_looked_at_again() -> None:
    assert WATCHES.names_of(SURVEY, UNMARKED) == ()
    assert WATCHES.names_of(replace(SURVEY, abstract="Of grippers."), UNMARKED) == ("Robots",)
    assert WATCHES.names_of(SURVEY, UNMARKED) == ()


MANY = Watches({f"watch {number}": parse("x").term for number in range(9)})
NO_WATCHES = "There are no watches: add [[watch]] with a name and a query to config.toml"


@pytest.mark.parametrize(
    ("text", "watches", "position", "sentence"),
    [
        ("a watch:rob", WATCHES, 8, "“watch:” needs robots, not “rob”"),
        ("watch:", WATCHES, 6, '“watch:” needs robots, "two words" or old'),
        ("watch:xyz", WATCHES, 6, '“watch:” needs robots, "two words" or old, not “xyz”'),
        ("watch:", MANY, 6, '“watch:” needs "watch 0", "watch 1", "watch 2", "watch 3" or another watch'),
        ("watch:x", Watches(), 6, NO_WATCHES),
        ("a watch:old", None, 8, "“watch:old” cannot stand in the query of a watch"),
        ("is:watched", None, 3, "“is:watched” cannot stand in the query of a watch"),
    ],
)
def test_an_error_names_the_watches(text: str, watches: Watches | None, position: int, sentence: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, watches)
    assert (str(caught.value), caught.value.position) == (f"{sentence} ({place(text, position)}).", position)
