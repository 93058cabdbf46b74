"""What is learned from the marks and the newest days."""

from __future__ import annotations

import pytest

from reader.errors import FewStarsError
from reader.library import learning
from reader.papers.marks import Change, Record, microseconds
from reader.papers.models import Paper
from tests.library.conftest import NOON, World

PAPERS = [Paper(id=f"2608.{number:05}", title=f"Kites of kind{number}") for number in range(6)]


async def star(world: World, papers: list[Paper]) -> None:
    record = microseconds(NOON)
    await world.marks.write([Change(paper.id, "starred", True, Record(record, paper)) for paper in papers])


async def test_a_star_of_which_only_the_id_is_known_teaches_nothing(world: World) -> None:
    await star(world, PAPERS[:4])
    await world.marks.write([Change(PAPERS[4].id, "starred", True)])
    with pytest.raises(FewStarsError, match="needs 5; 4 so far"):
        await learning.taste(world.marks, PAPERS)
    await star(world, PAPERS[4:5])
    assert (await learning.taste(world.marks, PAPERS)).weights["kites"] > 0


async def test_what_was_read_and_starred_was_not_passed_over(world: World) -> None:
    await star(world, PAPERS[:5])
    before = (await learning.taste(world.marks, PAPERS)).weights
    await world.marks.write([Change(paper.id, "read", True) for paper in PAPERS[:5]])
    assert (await learning.taste(world.marks, PAPERS)).weights == before
    await world.marks.write([Change(PAPERS[5].id, "read", True)])
    assert (await learning.taste(world.marks, PAPERS)).weights["kind5"] < 0
