"""What a person who listens to the plain reader expects of its words and sentences."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from reader.cli.plain import outside, words
from reader.host.clipboard import Copied
from reader.papers.period import DAY
from tests.cli.commands.test_list import OLD, SHOWN
from tests.cli.plain.sitting import TITLES, answers
from tests.cli.running import run
from tests.hub.double import HubDouble
from tests.hub.papers import author, day, item, paper_id
from tests.terminal import PACKAGE

BUSY = date(2026, 8, 20)


def authored(count: int) -> HubDouble:
    """A Hub with a paper of some authors."""
    people = [author(f"Author {number}", login="") for number in range(1, count + 1)]
    return HubDouble({BUSY: [item(paper_id(1), title="Of many", paper={"authors": people})]})


@pytest.mark.parametrize(("count", "others"), [(3, ""), (4, " and 1 other"), (125, " and 122 others")])
def test_three_authors_are_named_before_the_abstract_and_all_of_them_on_demand(
    home: Path, count: int, others: str
) -> None:
    with authored(count) as hub:
        lines = answers(home, "1", "authors", "authors 1", period=str(BUSY), HF_ENDPOINT=hub.url)
    assert f"By: Author 1, Author 2, Author 3{others}" in lines
    at = next(place for place, line in enumerate(lines) if line.startswith(f"{count} authors: Author 1, "))
    assert lines[at - 3 : at] == [
        f"arXiv: https://arxiv.org/abs/{paper_id(1)}",
        "Code: https://github.com/example/project",
        "Project: https://example.org/project",
    ]
    assert " ".join(lines[at:]).count(f"Author {count}") == 2


@pytest.mark.parametrize("typed", ["1", "related 2", "note 2 x", "star", "next", "authors 1"])
def test_where_nothing_matches_it_is_said_how_to_see_all_again(home: Path, typed: str) -> None:
    lines = answers(home, "3", "find xyzzy", typed)
    assert lines[-1] in (
        "Nothing here matches “xyzzy”. Type find without a query for all papers again.",
        "Which paper? Add its number, such as: star 1",
    )
    assert ("Which" in lines[-1]) is (typed == "star")


def sentences_with_keys() -> list[str]:
    """What is said outside of the full screen and names a key."""
    files = [path for path in PACKAGE.rglob("*.py") if "ui" not in path.relative_to(PACKAGE).parts[:1]]
    found = (re.findall(r"Press [^\"]+", path.read_text()) for path in files if "plain" not in path.parts)
    return [sentence for some in found for sentence in some]


def test_no_answer_names_a_key_of_the_full_screen(home: Path) -> None:
    left = {said for said in sentences_with_keys() if "Press" in words.without_keys(said)}
    assert left == {
        "Press s on a paper.",  # Of the full screen: the command line has a sentence of its own.
        "Press r after {time_after(wait, self._clock.now().astimezone())} to go on.",  # Of the starred papers there.
    }
    with HubDouble({OLD: []}) as hub:
        lines = answers(home, "sort for-you", "older", HF_ENDPOINT=hub.url)
    assert lines[4].endswith("0 so far. Type star and a number to star a paper. Sorted by votes.")
    assert lines[-1].endswith("before Wed 5 Mar 2025. Type go and a day to go there, as in go 2026-08-20.")


def test_a_list_without_a_starred_paper_says_how_one_gets_there(home: Path) -> None:
    assert answers(home, "go starred")[-2:] == ["Starred papers: 0 papers.", "Type star and a number to star a paper."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("next abstract", "“next” takes no more words."),
        ("n 3", "“next” takes no more words."),
        ("older 3", "“older” takes no more words."),
        ("undo 3", "“undo” takes no more words."),
        ("quit now", "“quit” takes no more words."),
        ("2 list", "“list” takes no more words."),
        (
            "note delete 3",
            "To remove a note, type: delete note 3. To write one, type its number first: note 3 To be read",
        ),
        ("help star", "star [N]: star the paper."),
        ("help text", "full text [N]: read the whole paper."),
        ("help strar", "“strar” is not a word here. Did you mean star?"),
        ("where", TITLES[0]),
        ("refresh now", "“refresh” takes no more words."),
    ],
)
def test_what_is_meant_is_said(home: Path, typed: str, said: str) -> None:
    lines = answers(home, typed, "list")
    assert lines[4] == said
    assert lines[-4:] == TITLES


def test_a_note_may_begin_like_a_word(home: Path) -> None:
    assert answers(home, "note 1 delete 3", "note 1")[4:] == [f"Note saved: {SHOWN} 0", "delete 3"]


@pytest.mark.parametrize("typed", ["2.", "2", "2 abstract", "2. abstract"])
def test_a_number_is_understood_as_people_type_it(home: Path, typed: str) -> None:
    assert f"2. {SHOWN} 1" in answers(home, typed)[4:]


@pytest.mark.parametrize("typed", ["1 star", "1. star", "star 1", "star 1."])
def test_a_number_may_come_first(home: Path, typed: str) -> None:
    assert answers(home, typed)[4:] == [f"Starred: {SHOWN} 0"]


@pytest.mark.parametrize("typed", ["go to 2025-03-06", "next day", "newer"])
def test_a_day_is_gone_to_in_the_words_that_people_type(home: Path, typed: str) -> None:
    assert answers(home, typed)[4].startswith("Thursday, 6 March 2025: 3 papers")


def test_where_one_is_and_what_was_read_last(home: Path) -> None:
    lines = answers(home, "where", "last", "where am i?", "first", "where")
    said = [line for line in lines if line.startswith(("Read last", "No paper"))]
    assert said == [
        "No paper of it was read yet in this sitting.",
        f"Read last: 3 of 3, {SHOWN} 2",
        f"Read last: 1 of 3, {SHOWN} 0",
    ]


def test_a_paper_that_was_read_last_is_meant_in_other_lists_that_have_it(home: Path) -> None:
    lines = answers(home, "2", "find title:1", "star", "sort title", "note Mine", "find title:2", "star")
    assert [line for line in lines if line.startswith(("Starred", "Note", "Which"))] == [
        f"Starred: {SHOWN} 1",
        f"Note saved: {SHOWN} 1",
        "Which paper? Add its number, such as: star 1",
    ]


def test_a_refresh_asks_for_what_is_fresh_and_keeps_the_choice(home: Path) -> None:
    third = OLD + 2 * DAY
    papers = [*day(3, on=third), item(paper_id(7), title="Unlike the others", day=third)]
    with HubDouble({third: papers}) as hub:
        lines = answers(home, "find unlike", "list", "refresh", "back", period=str(third), HF_ENDPOINT=hub.url)
        asked = len([request for request in hub.requests if "daily_papers" in request.path])
    assert [line for line in lines if "matching unlike" in line] == [lines[5]] * 3
    assert asked >= 2
    assert lines[-1] == "There is no list before this one."


def test_a_search_cannot_be_refreshed(home: Path) -> None:
    lines = answers(home, "search title:1", "refresh")
    assert lines[-1] == "Only a day, a week, a month and trending can be asked for again."


def test_where_the_locale_is_not_utf8_formulas_and_names_are_spelled(home: Path) -> None:
    title = "From O(L²) to O(αₜ·L) ≤ 10⁻³ in ℝ"
    paper = {"authors": [author("Łukasz Müller", login="")], "summary": "We take ∇θ of ∑ᵢ xᵢ → ∞ — “fast”."}
    with HubDouble({BUSY: [item(paper_id(1), title=title, paper=paper)]}) as hub:
        done = run("read", "--plain", str(BUSY), home=home, typed="1\n", HF_ENDPOINT=hub.url, LC_ALL="C")
    assert done.returncode == 0
    assert "\n1. From O(L^2) to O(alpha_t*L) <= 10^-3 in R (" in done.stdout
    assert "\nBy: Lukasz Muller\n" in done.stdout
    assert '\nAbstract: We take nabla theta of sum_i x_i -> infty - "fast".\n' in done.stdout


@pytest.mark.parametrize(
    ("copied", "said"),
    [
        (Copied("tmux buffer", verified=True), "Copied BibTeX to the tmux buffer."),
        (Copied("tmux buffer and xclip", verified=True), "Copied BibTeX to the tmux buffer and with xclip."),
        (Copied("xclip", verified=False), "Handed BibTeX to xclip."),
        (
            Copied("wl-copy", verified=True, failed="clip"),
            "Copied BibTeX with wl-copy. Before that, copy_cmd failed: clip.",
        ),
    ],
)
def test_what_was_copied_is_told_in_sentences(copied: Copied, said: str) -> None:
    assert outside.sentence(copied, "BibTeX") == said


def test_what_was_copied_is_not_read_aloud(home: Path) -> None:
    config = home / ".config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('copy_cmd = "cat"\n')
    assert answers(home, "copy bibtex 1")[4:] == ["Handed BibTeX to cat."]


def test_who_is_answered_is_told_before_a_reply(home: Path, hub: HubDouble) -> None:
    lines = answers(home, "discussion 2", HF_ENDPOINT=hub.url)
    replies = [line.strip() for line in lines if "Reply to" in line]
    assert replies
    assert replies[0].startswith("Reply to Reader One @reader-one from ")


def test_related_papers_are_told_by_the_title_of_the_paper(home: Path) -> None:
    lines = answers(home, "related 1", "where")
    assert len([line for line in lines if line.startswith(f"Related to “{SHOWN} 0”: ")]) == 2
