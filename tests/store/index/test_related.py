"""What is near a paper by the index is what is near it by its words, read one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.papers.models import Paper
from reader.papers.related import Near, nearest
from tests.store.index.conftest import MONDAY, TUESDAY, WEDNESDAY, Stored, feed, paper, stored_in

TOPICS = ("protein folding", "world-model agents", "speech", "gpt-4.5 judges", "4D scenes", "zoë’s maps, (folded)")


def about(number: int, *topics: int) -> Paper:
    said = " and ".join(TOPICS[topic] for topic in topics)
    return paper(number, f"On {said}", f"We look at {said}. It is about {said}.", ai_keywords=(TOPICS[topics[0]],))


def given_by(stored: Stored, id: str, limit: int = 10) -> tuple[Near, ...]:
    return stored.index.submit_related(id, None, limit).result(60).near


def expected(stored: Stored, one: Paper, limit: int = 10) -> tuple[Near, ...]:
    return tuple(nearest(one, [stored.feeds[day] for day in sorted(stored.feeds, reverse=True)], limit))


@pytest.mark.parametrize("built", [False, True])
def test_papers_of_the_same_topics_are_near(stored: Stored, built: bool) -> None:
    stored.put(feed(MONDAY, about(1, 0, 1), about(2, 1), about(3, 2)), feed(TUESDAY, about(4, 1, 2), about(5, 4)))
    if built:
        stored.build()
    near = given_by(stored, "2608.00002")
    assert [(one.id, one.day) for one in near] == [("2608.00004", TUESDAY), ("2608.00001", MONDAY)]
    assert near[0].why == "agents · world-model"
    assert near == expected(stored, about(2, 1))


def test_each_counts_once_as_its_newest_day_has_it(stored: Stored) -> None:
    stored.put(
        feed(MONDAY, about(1, 0), about(2, 1)), feed(TUESDAY, about(3, 0)), feed(WEDNESDAY, about(1, 0), about(4, 2))
    )
    stored.build()
    assert [(one.id, one.day) for one in given_by(stored, "2608.00003")] == [("2608.00001", WEDNESDAY)]
    # Its own older record is not near a paper either.
    assert [one.id for one in given_by(stored, "2608.00001")] == ["2608.00003"]
    # What a day had before it was stored again does not count.
    stored.put(feed(TUESDAY, about(3, 2)))
    assert [one.id for one in given_by(stored, "2608.00003")] == ["2608.00004"]
    assert given_by(stored, "2608.00001") == expected(stored, about(1, 0)) == ()


def test_words_that_hold_a_sentence_together_make_no_paper_near(stored: Stored) -> None:
    one = paper(1, "Neither cats nor dogs", "Hereby we purr.", ai_keywords=("cats",))
    stored.put(feed(MONDAY, one, paper(2, "Neither trains nor cats", "Whose?"), paper(3, "Neither, nor hereby")))
    stored.put(feed(TUESDAY, *(about(number, 2) for number in range(4, 9))))
    near = given_by(stored, one.id)
    assert [(found.id, found.why) for found in near] == [("2608.00002", "cats")]
    assert near == expected(stored, one)


def test_one_that_is_not_stored_is_compared_if_it_is_given(stored: Stored) -> None:
    stored.put(feed(MONDAY, about(1, 0), about(2, 1)))
    assert stored.index.submit_related("2608.00009", None, 10).result(60) == (None, ())
    _, near = stored.index.submit_related("2608.00009", about(9, 0), 10).result(60)
    assert [one.id for one in near] == ["2608.00001"]
    assert near == expected(stored, about(9, 0))


def test_where_no_day_is_stored_nothing_is_near(stored: Stored) -> None:
    assert stored.index.submit_related("2608.00001", None, 10).result(60) == (None, ())


def test_only_so_many_are_given_of_equal_ones_the_newest(stored: Stored) -> None:
    stored.put(feed(MONDAY, *(about(number, 0) for number in range(5))), feed(TUESDAY, about(9, 0), about(10, 3)))
    stored.build()
    assert [one.id[-2:] for one in given_by(stored, "2608.00002", 3)] == ["09", "04", "03"]


WORDS = st.sampled_from(
    [*"abc", "cat", "cat's", "cats", "tom-cat", "(cat)", "cat.", "gpt-4", "3.5", "漢字", "π", "Zoë", "_x"]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
PAPERS = st.lists(st.tuples(TEXTS, TEXTS, st.lists(TEXTS, max_size=2)), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> pytest.TempPathFactory:
    return tmp_path_factory


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(PAPERS, min_size=1, max_size=3), ids=st.lists(st.integers(0, 4), min_size=6), built=st.booleans())
def test_any_texts_are_compared_alike(
    folders: pytest.TempPathFactory, days: list[list[tuple[str, str, list[str]]]], ids: list[int], built: bool
) -> None:
    with stored_in(folders.mktemp("any") / "v1") as stored:
        number = iter(ids * 4)
        for offset, papers in enumerate(days):
            some = {
                one.id: one
                for title, abstract, keywords in papers
                for one in [paper(next(number), title, abstract, ai_keywords=tuple(keywords))]
            }
            stored.put(feed(MONDAY + timedelta(offset), *some.values()))
            if built and not offset:
                stored.build()
        for one in {one.id: one for day in sorted(stored.feeds) for one in stored.feeds[day].papers}.values():
            assert given_by(stored, one.id) == expected(stored, one)
