"""The Hub's JSON made into papers, item by item: a bad item is skipped and counted, the others are shown.

The format belongs to somebody else and gets new keys every few months, so every field but the id and the
title may be missing or of any type. All text that is used is cleaned here, once; what is not used costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple, TypeVar

from reader.errors import HubError
from reader.hub.decoding import complaint_of, decoded, items_of, quoted
from reader.hub.endpoint import HUB
from reader.papers.links import is_arxiv_id, repository_url, without_version
from reader.papers.models import Author, Organization, Paper, Submitter, with_readable
from reader.papers.single import Linked, Repositories, Repository, SinglePaper
from reader.papers.text import clean, clean_tree

COUNT_LIMIT: Final = 10**9
"""The largest number of votes, comments or stars that is believed."""
LIST_LIMIT: Final = 2_000
"""Entries of a list inside a paper that are kept; the most authors so far are 664."""
LINKED_LIMIT: Final = 40
"""Models, datasets or Spaces of a paper that are kept; the Hub sends 8 at most."""

FRAGMENTS: Final = 50
"""Different highlighted fragments of an answer that are kept; it has a word or two in several forms."""
FRAGMENT_LIMIT: Final = 60
"""Characters of the longest one that is kept."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BREAK = re.compile(r"[\t\n\r]\s*")
_ADDED_BY = frozenset({"user", "admin", "auto"})

Fields = dict[str, Any]
Kept = TypeVar("Kept")


class Searched(NamedTuple):
    """What the Hub finds for some words."""

    papers: tuple[Paper, ...]
    """Each once, the most relevant first."""
    fragments: tuple[str, ...] = ()
    """What it highlights in their titles and abstracts, each once: a word, as it stands there."""
    skipped: int = 0
    """How many items could not be read."""


def papers_of(body: bytes, hub: str = HUB) -> tuple[list[Paper], int]:
    """Return the papers of an answer in its order, and how many of its items could not be read.

    Args:
        body: The answer.
        hub: What to call the host that sent it.

    Raises:
        HubError: If the answer is not a list in JSON.
    """
    return _kept(body, hub, with_readable)


def days_of(body: bytes, hub: str = HUB) -> tuple[list[date | None], int]:
    """Return the days that list the papers of an answer, as far as it tells, and how many of its items are unreadable.

    Args:
        body: The answer.
        hub: What to call the host that sent it.

    Raises:
        HubError: If the answer is not a list in JSON.
    """
    return _kept(body, hub, lambda paper: paper.listed)


def _kept(body: bytes, hub: str, keep: Callable[[Paper], Kept]) -> tuple[list[Kept], int]:
    """What is kept of each paper of an answer, and how many of its items could not be read."""
    kept: list[Kept] = []
    skipped = 0
    for item in items_of(body, hub):
        if (paper := _paper(item)) is None:
            skipped += 1
        else:
            kept.append(keep(paper))
    return kept, skipped


def searched_of(body: bytes, hub: str = HUB) -> Searched:
    """Return what an answer to a search has found; its highlighted texts are cleaned words, and nothing else of them.

    Args:
        body: The answer.
        hub: What to call the host that sent it.

    Raises:
        HubError: If the answer is not a list in JSON.
    """
    papers, skipped = papers_of(body, hub)
    first: dict[str, Paper] = {}
    for paper in papers:
        first.setdefault(paper.id, paper)
    return Searched(tuple(first.values()), _fragments(items_of(body, hub)), skipped)


def _fragments(items: Iterable[Any]) -> tuple[str, ...]:
    """The words that the Hub highlights, in any case each once."""
    found: dict[str, str] = {}
    for item in map(fields_of, items):
        for part in map(fields_of, _entries(item.get("highlightedTitle")) + _entries(item.get("highlightedSummary"))):
            text = raw_of(part, "text") if part.get("type") == "highlight" else ""
            if len(text) <= FRAGMENT_LIMIT and (words := clean(text)):
                found.setdefault(words.casefold(), words)
            if len(found) == FRAGMENTS:
                return tuple(found.values())
    return tuple(found.values())


def single_of(body: bytes, hub: str = HUB) -> SinglePaper:
    """Return the paper of an answer that is about one, which has nothing around it, and what names it.

    Args:
        body: The answer.
        hub: What to call the host that sent it.

    Raises:
        HubError: If the answer is not a paper in JSON.
    """
    answer = decoded(body, hub)
    paper = _paper({"paper": answer})
    if paper is None:
        said = quoted(complaint_of(answer))
        raise HubError(f"{hub} did not send a paper{said}. Try again later, or update daily-papers.")
    return SinglePaper(with_readable(paper), _linked(fields_of(answer)))


def _paper(item: Any) -> Paper | None:
    """A paper, or None if the item has no paper with an arXiv id and a title."""
    outside = fields_of(item)
    inside = fields_of(outside.get("paper"))
    id = without_version(text_of(inside, "id"))
    title = text_of(inside, "title") or text_of(outside, "title")
    if not is_arxiv_id(id) or not title:
        return None
    return Paper(
        id=id,
        title=title,
        abstract=text_of(inside, "summary") or text_of(outside, "summary"),
        authors=_authors(inside.get("authors")),
        # Never the outer publishedAt, which is hours off.
        published=_day(inside, "publishedAt"),
        listed=_day(inside, "submittedOnDailyAt"),
        upvotes=count_of(inside.get("upvotes")) or 0,
        comments=count_of(outside.get("numComments")) or 0,
        organization=_organization(inside) or _organization(outside),
        submitter=_submitter(outside.get("submittedBy")) or _submitter(inside.get("submittedOnDailyBy")),
        author_participates=outside.get("isAuthorParticipating") is True,
        github=_address(inside, "githubRepo"),
        github_stars=count_of(inside.get("githubStars")),
        github_added_by=added if (added := text_of(inside, "githubRepoAddedBy")) in _ADDED_BY else "",
        project_page=_address(inside, "projectPage"),
        ai_summary=text_of(inside, "ai_summary"),
        ai_summary_model=text_of(inside, "ai_summary_model"),
        ai_keywords=_texts(inside.get("ai_keywords")),
        media=_media(outside) or _media(inside),
        thumbnail=text_of(outside, "thumbnail"),
        discussion=text_of(inside, "discussionId"),
        withdrawn=time_of(inside, "withdrawnAt"),
    )


def fields_of(value: Any) -> Fields:
    """The fields of an object; none of what is no object."""
    return value if isinstance(value, dict) else {}


def _entries(value: Any) -> list[Any]:
    return value[:LIST_LIMIT] if isinstance(value, list) else []


def text_of(fields: Fields, key: str) -> str:
    """The text of a field, cleaned: nothing but an address is read in another way."""
    return str(clean_tree(raw_of(fields, key), key))


def raw_of(fields: Fields, key: str) -> str:
    """The text of a field as it came; empty for what is no text."""
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _address(fields: Fields, key: str) -> str:
    """An address without the line breaks that its submitter pasted into it: to a browser they are nothing."""
    return clean(_BREAK.sub("", raw_of(fields, key)))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, _entries(value))))


def count_of(value: Any) -> int | None:
    """A number of something, or None for what is no number of anything; JSON's true is no 1, but its 1e1 is 10."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not value.is_integer():  # Nor is infinity.
        return None
    return min(max(int(value), 0), COUNT_LIMIT)


def _day(fields: Fields, key: str) -> date | None:
    text = text_of(fields, key)[:10]
    try:
        # date.fromisoformat() alone would take weeks, too.
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def time_of(fields: Fields, key: str) -> datetime | None:
    """A time in UTC; None for what is none."""
    try:
        moment = datetime.fromisoformat(text_of(fields, key))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _login(fields: Fields) -> str:
    return text_of(fields, "name") or text_of(fields, "user")


def _authors(value: Any) -> tuple[Author, ...]:
    shown = (fields for fields in map(fields_of, _entries(value)) if not fields.get("hidden"))
    return tuple(
        Author(name=name, login=_login(fields_of(fields.get("user"))))
        for fields in shown
        if (name := text_of(fields, "name"))
    )


def _organization(fields: Fields) -> Organization | None:
    # It was called submitterOrganization for four days.
    for key in ("organization", "submitterOrganization"):
        found = fields_of(fields.get(key))
        if login := _login(found):
            return Organization(login=login, name=text_of(found, "fullname") or login)
    return None


def _submitter(value: Any) -> Submitter | None:
    fields = fields_of(value)
    login = _login(fields)
    return Submitter(login=login, name=text_of(fields, "fullname")) if login else None


def _linked(fields: Fields) -> Linked:
    """What names the paper; what of it cannot be read is missing."""
    return Linked(
        models=_repositories(fields.get("linkedModels"), fields.get("numTotalModels")),
        datasets=_repositories(fields.get("linkedDatasets"), fields.get("numTotalDatasets")),
        spaces=_repositories(fields.get("linkedSpaces"), fields.get("numTotalSpaces")),
    )


def _repositories(value: Any, total: Any) -> Repositories:
    shown = tuple(
        Repository(
            id=id,
            likes=count_of(fields.get("likes")) or 0,
            downloads=count_of(fields.get("downloads")) or 0,
            about=" ".join(text_of(fields, "shortDescription").split()),
        )
        for fields in map(fields_of, _entries(value)[:LINKED_LIMIT])
        if repository_url("model", id := text_of(fields, "id"))
    )
    return Repositories(total=max(count_of(total) or 0, len(shown)), shown=shown)


def _media(fields: Fields) -> tuple[str, ...]:
    return _texts(fields.get("mediaUrls")) or _texts([fields.get("mediaUrl")])
