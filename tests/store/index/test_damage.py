"""Damaged bytes anywhere in a file of the index: the answers stay right, as it is made again."""

from __future__ import annotations

from pathlib import Path
from random import Random, SystemRandom

import pytest

from reader.papers.query import parse
from reader.store.index import building
from tests.store.index.conftest import MONDAY, TUESDAY, Stored, feed, paper

QUERIES = [parse(text) for text in ("cat", '"the mat"', "votes:>0", "has:code -dog", "author:eva")]


@pytest.mark.slow
@pytest.mark.parametrize("packed", [True, False])
def test_no_damage_changes_an_answer(stored: Stored, tmp_path: Path, packed: bool) -> None:
    seed = SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - to try it again
    stored.put(feed(MONDAY, paper(1, "A cat", "sits on the mat")), feed(TUESDAY, *(paper(of) for of in range(2, 20))))
    if packed:
        stored.build()
    else:
        stored.search(QUERIES[0])
    (path,) = building.files(stored.folder / building.FOLDER)
    whole = path.read_bytes()
    for size in (1, 3, 40, 200):
        for number in range(seed, seed + 10):
            chance = Random(f"{size} {number}")
            data = bytearray(whole)
            start = chance.randrange(len(data) - size)
            for place in range(start, start + size) if number % 2 else chance.sample(range(len(data)), size):
                data[place] ^= chance.randrange(1, 256)
            for other in building.files(path.parent):
                other.unlink()
            path.write_bytes(data)
            again = Stored(stored.folder)
            again.feeds = stored.feeds
            assert [again.search(query) for query in QUERIES] == [stored.expected(query) for query in QUERIES]
            again.close()
