"""What the Hub says of one paper alone: what of it cannot be read costs that part only."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader.hub.wire import LINKED_LIMIT, single_of
from reader.papers.single import Linked, Repositories, Repository
from tests.hub.papers import OSC52, Item, item, paper_id

ID = paper_id(7)
MODEL = {"id": "harbour/tide-7b", "author": "harbour", "likes": 52, "downloads": 1234, "repoType": "model"}
SPACE = {"id": "harbour/demo", "emoji": "🐠", "running": False, "shortDescription": "Watch\n the [tide] turn"}


def linked(**fields: Any) -> Linked:
    """What names a paper by an answer with these fields."""
    answer: Item = item(ID)["paper"] | fields
    found = single_of(json.dumps(answer).encode())
    assert found.paper.id == ID
    assert found.paper.authors
    assert found.linked is not None
    return found.linked


def test_models_datasets_and_spaces_are_read_with_their_totals() -> None:
    assert linked(
        linkedModels=[MODEL], numTotalModels=8, linkedDatasets=[], numTotalDatasets=0, linkedSpaces=[SPACE]
    ) == Linked(
        models=Repositories(total=8, shown=(Repository(id="harbour/tide-7b", likes=52, downloads=1234),)),
        spaces=Repositories(total=1, shown=(Repository(id="harbour/demo", about="Watch the [tide] turn"),)),
    )


@pytest.mark.parametrize(
    ("value", "total"),
    [(None, None), ("many", "8"), ({}, {}), ([], -1), ([None, 7, "x", {}, {"id": 7}], True), ([{"id": None}], 0.5)],
)
def test_a_part_that_cannot_be_read_costs_that_part_only(value: Any, total: Any) -> None:
    found = linked(linkedModels=value, numTotalModels=total, linkedDatasets=[MODEL], numTotalDatasets=2)
    assert found.models == found.spaces == Repositories()
    assert [one.id for one in found.datasets.shown] == ["harbour/tide-7b"]
    assert found.datasets.total == 2


def test_what_is_not_the_name_of_a_repository_is_left_out() -> None:
    hostile = ["../papers", "a/b/c", "/etc/passwd", f"a{OSC52}/b", "a b/c", "", "x" * 200, "a/..", "https://e.org/x"]
    found = linked(linkedSpaces=[*({"id": id} for id in hostile), MODEL | {"likes": "52", "downloads": None}])
    assert found.spaces.shown == (Repository(id="harbour/tide-7b"),)


def test_what_is_kept_is_bounded() -> None:
    found = linked(linkedModels=[MODEL] * 5000, numTotalModels=5000)
    assert (len(found.models.shown), found.models.total) == (LINKED_LIMIT, 5000)
