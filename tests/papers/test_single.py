"""A paper of a list, and what only the paper alone says."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from reader.papers.links import account_url, repository_url
from reader.papers.models import Author, Organization, Paper, Submitter
from reader.papers.single import completed

SINGLE = Paper(
    id="2608.00001",
    title="Alone",
    abstract="Words.",
    authors=(Author(name="Ada", login="ada"), Author(name="Bo")),
    published=date(2026, 8, 18),
    upvotes=9,
    organization=Organization(login="lab", name="Lab"),
    submitter=Submitter(login="keeper"),
    github="https://github.com/example/tides",
    github_stars=7,
    github_added_by="auto",
    project_page="https://example.org",
    ai_summary="In short.",
    ai_summary_model="example/model",
    ai_keywords=("tides",),
    media=("https://example.org/film.mp4",),
)


def test_a_list_that_knows_nothing_gets_all_but_what_the_list_shows() -> None:
    bare = Paper(id=SINGLE.id, title="Listed", upvotes=3, comments=2, gone=True)
    assert completed(bare, SINGLE) == replace(SINGLE, title="Listed", upvotes=3, comments=2, gone=True)


def test_what_the_list_knows_stays() -> None:
    listed = replace(
        SINGLE,
        abstract="Other words.",
        github="https://github.com/example/other",
        github_stars=None,
        github_added_by="",
        ai_summary="Another.",
        ai_keywords=("other",),
    )
    assert completed(listed, SINGLE) == listed


def test_authors_stay_and_get_the_accounts_that_have_claimed_the_paper_since() -> None:
    listed = replace(SINGLE, authors=(Author(name="Bo", login="bo"), Author(name="Ada"), Author(name="Cy")))
    claimed = (Author(name="Bo", login="bo"), Author(name="Ada", login="ada"), Author(name="Cy"))
    assert completed(listed, SINGLE).authors == claimed


def test_only_names_of_the_hub_become_addresses() -> None:
    for wrong in ("", "..", ".x", "a/b", "a b", "a?b", "a#b", "é", "x" * 100, "a\n"):
        assert account_url(wrong) == ""
        assert repository_url("model", f"owner/{wrong}") == ""
    assert repository_url("model", "gpt2") == "https://huggingface.co/gpt2"
    assert repository_url("space", "a-b/c.d_e") == "https://huggingface.co/spaces/a-b/c.d_e"
