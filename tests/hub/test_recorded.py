"""The recorded answers of the real Hub, where they lie beside the checkout."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.hub.client import Hub
from reader.hub.decoding import complaint
from reader.hub.endpoint import Endpoint
from reader.hub.wire import papers_of
from reader.papers.models import Paper
from reader.papers.tex import readable_sentence
from tests.hub.__main__ import Recorded
from tests.hub.double import HubDouble

RECORDED = Path(__file__).parents[3] / "shared" / "recorded"

pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="there are no recorded answers beside the checkout")


def answers() -> Iterator[tuple[Path, list[Any]]]:
    """Every recorded list of items."""
    for folder in ("settled", "morning", "feed"):
        for path in sorted((RECORDED / folder).glob("*.json")):
            yield path, json.loads(path.read_bytes())


def squeezed(text: str) -> str:
    """A text in one line: the only thing that cleaning has to do to the real Hub's titles and names."""
    return " ".join(text.split())


def joined(address: str) -> str:
    """An address in one piece: two of the recorded ones are broken into two lines."""
    return "".join(address.split())


def without_tex(text: str) -> str:
    """A summary or a keyword: to the letter, but for TeX, which `tests/papers/tex` knows about."""
    return readable_sentence(text) if re.search(r"[\\\\$^&<]", text) else text


def expected(item: dict[str, Any]) -> dict[str, Any]:
    """What a reader has to see of an item, read out of the JSON in another way than the code does."""
    paper = item["paper"]
    submitter = item.get("submittedBy") or paper.get("submittedOnDailyBy") or {}
    organization: dict[str, str] = next(
        (place[key] for place in (item, paper) for key in place if key.lower().endswith("organization")), {}
    )
    return {
        "id": paper["id"],
        "title": squeezed(paper["title"]),
        "abstract": paper["summary"],
        "authors": [
            (squeezed(author["name"]), author.get("user", {}).get("user", ""))
            for author in paper["authors"]
            if not author.get("hidden")
        ],
        "published": paper["publishedAt"][:10],
        "listed": paper.get("submittedOnDailyAt", "None")[:10],
        "upvotes": paper["upvotes"],
        "comments": item["numComments"],
        "organization": squeezed(organization.get("fullname", "")),
        "submitter": (submitter.get("name", submitter.get("user", "")), squeezed(submitter.get("fullname", ""))),
        "github": (joined(paper.get("githubRepo", "")), paper.get("githubStars"), paper.get("githubRepoAddedBy", "")),
        "project_page": joined(paper.get("projectPage", "")),
        "ai": (
            without_tex(squeezed(paper.get("ai_summary", ""))),
            paper.get("ai_summary_model", ""),
            [without_tex(squeezed(word)) for word in paper.get("ai_keywords", []) if word],
        ),
        "media": item.get("mediaUrls") or [url for url in [item.get("mediaUrl")] if url],
        "rest": (item.get("thumbnail", ""), paper.get("discussionId", ""), item.get("isAuthorParticipating", False)),
        "withdrawn": "withdrawnAt" in paper,
    }


def seen(paper: Paper) -> dict[str, Any]:
    """The same of a paper."""
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": [(author.name, author.login) for author in paper.authors],
        "published": str(paper.published),
        "listed": str(paper.listed),
        "upvotes": paper.upvotes,
        "comments": paper.comments,
        "organization": paper.organization.name if paper.organization else "",
        "submitter": (paper.submitter.login, paper.submitter.name) if paper.submitter else ("", ""),
        "github": (paper.github, paper.github_stars, paper.github_added_by),
        "project_page": paper.project_page,
        "ai": (paper.ai_summary, paper.ai_summary_model, list(paper.ai_keywords)),
        "media": list(paper.media),
        "rest": (paper.thumbnail, paper.discussion, paper.author_participates),
        "withdrawn": paper.withdrawn is not None,
    }


@pytest.mark.slow
def test_every_recorded_item_is_read_to_the_letter() -> None:
    count = 0
    for path, items in answers():
        papers, skipped = papers_of(path.read_bytes())
        assert skipped == 0, path
        for item, paper in zip(items, papers, strict=True):
            assert seen(paper) == expected(item), path
            count += 1
    assert count > 3000


@pytest.mark.slow
def test_no_hidden_author_is_shown() -> None:
    hidden = 0
    for path, items in answers():
        for item, paper in zip(items, papers_of(path.read_bytes())[0], strict=True):
            shown = [author for author in item["paper"]["authors"] if not author.get("hidden")]
            hidden += len(item["paper"]["authors"]) - len(shown)
            assert len(paper.authors) == len(shown), (path, paper.id)
    assert hidden > 0


@pytest.mark.slow
async def test_every_recorded_day_comes_through_the_client_whole() -> None:
    days = Recorded(RECORDED)
    with HubDouble(days, today=max(days)) as double:
        hub = Hub(Endpoint(double.url))
        for day in days:
            answer = await hub.daily_papers(day)
            assert answer is not None
            assert answer.skipped == 0
            expected = {item["paper"]["id"]: item["paper"]["upvotes"] for item in days[day]}
            assert {paper.id: paper.upvotes for paper in answer.papers} == expected
            votes = [paper.upvotes for paper in answer.papers]
            assert votes == sorted(votes, reverse=True)
        assert await hub.newest_day() == max(days)
        await hub.close()


def test_the_recorded_complaints_are_shown_in_one_line() -> None:
    text = (RECORDED / "headers" / "errors.txt").read_text()
    problems = [complaint(body.encode()) for body in re.findall(r"^\{.*\}$", text, re.MULTILINE)]
    assert problems == [
        '✖ "date" must be less than or equal to "2026-10-05T00:00:00.000Z" → at date',
        "✖ Too big: expected number to be <=100 → at limit",
    ]
