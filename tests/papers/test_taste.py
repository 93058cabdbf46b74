"""What is learned from stars, and why a paper is said to be for the user."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers.models import Paper
from reader.papers.taste import STARS_NEEDED, Taste, learn, words
from tests.bench.for_you import judged, library, mean
from tests.terminal import CHECKOUT


def paper(number: int, title: str, abstract: str = "", *keywords: str) -> Paper:
    return Paper(id=f"2608.{number:05}", title=title, abstract=abstract, ai_keywords=keywords)


OTHERS = [
    paper(1, "Protein folding with diffusion", "We fold proteins."),
    paper(2, "Speech recognition at scale", "We transcribe speech with a large model."),
    paper(3, "Routing experts", "We route tokens to experts with a large model."),
]
LIKED = [
    paper(4, "A world model for driving", "The world model predicts roads."),
    paper(5, "Planning in a learned world model", "We plan in a world model."),
]
NEW = [
    paper(6, "Recognition of accents", "Speech of many speakers with a large model.", "speech recognition"),
    paper(7, "Robots that imagine", "They act in a world model.", "world model", "robot learning"),
]


def test_what_is_like_the_starred_papers_comes_first() -> None:
    interests = learn(LIKED, [], OTHERS).interests(NEW)
    assert interests[NEW[1].id].score > interests[NEW[0].id].score


def test_the_keyword_that_speaks_for_a_paper_is_the_reason() -> None:
    assert learn(LIKED, [], OTHERS).interest(NEW[1]).why.split(" · ")[0] == "world model"


def test_no_word_is_a_reason_twice() -> None:
    repeated = paper(8, "Both", "A world model.", "world model", "world models", "model of the world")
    why = learn(LIKED, [], OTHERS).interest(repeated).why.split(" · ")
    assert why == ["world model"]


def test_no_word_is_a_reason_in_its_singular_and_its_plural() -> None:
    liked = [paper(7, "Any", "Any.", "agent", "agents", "policy", "policies")]
    assert learn(liked, [], OTHERS).interest(liked[0]).why.split(" · ") == ["agent", "policy"]


def test_without_keywords_the_title_gives_the_reasons() -> None:
    assert learn(LIKED, [], OTHERS).interest(paper(9, "World, folded")).why == "World"


def test_words_that_hold_a_sentence_together_are_not_liked() -> None:
    liked = [*LIKED, paper(8, "Beyond neither worlds", "Nor those.")]
    assert learn(liked, [], OTHERS).interest(paper(9, "Nor Beyond, neither")) == (0.0, "")


def test_what_was_read_and_left_at_that_counts_against_its_like() -> None:
    like = paper(9, "Speech recognition again", "We transcribe speech.")
    before = learn(LIKED, [], OTHERS).interest(like).score
    assert learn(LIKED, [OTHERS[1]], OTHERS).interest(like).score < before


def test_a_paper_that_shares_no_word_has_no_interest_and_no_reason() -> None:
    assert learn(LIKED, [], OTHERS).interest(paper(9, "Zzz")) == (0.0, "")


def test_pairs_are_of_one_line_and_spelt_as_they_are_found() -> None:
    found = words(paper(9, "Zoë’s World Model", "", "big cats", "dogs"))
    assert {"world model", "big cats", "zoe"} <= set(found)
    assert "cats dogs" not in found


TEXTS = st.text("ab é漢-π\n[]", max_size=20)


@given(liked=st.lists(TEXTS, min_size=1, max_size=3), other=TEXTS)
def test_a_score_is_a_cosine(liked: list[str], other: str) -> None:
    taste = learn([paper(number, text) for number, text in enumerate(liked)], [], [])
    assert -1.000001 <= taste.interest(paper(9, other)).score <= 1.000001


@pytest.mark.slow
@pytest.mark.skipif(not (CHECKOUT.parent / "shared" / "recorded").is_dir(), reason="there are no recorded answers")
def test_over_recorded_days_it_finds_more_than_the_votes_do() -> None:
    of = mean(judged(library()))
    assert of.for_you >= 5 * of.votes
    assert of.for_you >= 0.4 * of.best
    assert of.best > of.for_you > of.chance
    assert STARS_NEEDED == 5


def test_a_word_of_the_title_counts_more_than_one_of_the_abstract() -> None:
    taste = learn(LIKED, [], OTHERS)
    titled, said = paper(10, "Roads", "Speech."), paper(11, "Speech", "Roads.")
    assert taste.interest(titled).score > taste.interest(said).score


def test_words_side_by_side_count_more_than_the_same_words_apart() -> None:
    taste = learn([paper(4, "Quiet night rain")], [], OTHERS)
    assert taste.interest(paper(10, "Night rain, loud")).score > taste.interest(paper(11, "Night, loud rain")).score


def test_two_reasons_are_given_at_most_and_no_weak_one() -> None:
    liked = [paper(4, "Alpha", "", "alpha"), paper(5, "Beta", "", "beta"), paper(6, "Gamma", "", "gamma")]
    many = paper(10, "New", "", "gamma", "beta", "alpha")
    assert len(learn(liked, [], OTHERS).interest(many).why.split(" · ")) == 2
    one = paper(10, "", "", "beta", "alpha")
    assert Taste({"alpha": 0.9, "beta": 0.1}, {}, 1.0).interest(one).why == "alpha"
    assert Taste({"alpha": 0.9, "beta": 0.5}, {}, 1.0).interest(one).why == "alpha · beta"


def test_a_word_that_two_papers_have_is_less_rare_than_one_that_one_has() -> None:
    taste = learn(LIKED, [], OTHERS)
    # "driving" stands in one of five papers, "world" in two, "model" in four.
    assert taste.rarity.get("driving", taste.unseen) == taste.unseen > taste.rarity["world"] > taste.rarity["model"]


def test_a_liked_paper_that_is_a_recent_one_counts_once() -> None:
    assert learn(LIKED, [], [*OTHERS, *LIKED]).rarity == learn(LIKED, [], OTHERS).rarity
