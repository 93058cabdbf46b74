"""Papers as JSON and JSON Lines, with all that is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from reader.formats import Entry, array
from reader.papers import links
from reader.papers.models import Author, Organization, Submitter

VERSION: Final = 1
"""Of the schema."""


class Person(Struct, frozen=True):
    """A person, with the login of an account on the Hub, or an empty one."""

    name: str
    login: str


class PaperData(Struct, frozen=True, kw_only=True):
    """A paper of a list. A text is empty where there is none; what is not known is null."""

    schema: Literal[1] = 1
    """The version of this schema."""
    id: str
    """The arXiv id without version."""
    votes: int
    """Upvotes on the Hub."""
    title: str
    """As the author meant it: TeX is Unicode, on one line."""
    abstract: str
    """As the author meant it: a line a paragraph, with an empty line between them."""
    raw_title: str
    """As the Hub gave it, but for controls and invisible characters."""
    raw_abstract: str
    """As the Hub gave it, with its line breaks."""
    authors: list[Person]
    published: date | None
    """The day of the first version on arXiv, UTC."""
    listed: date | None
    """The day whose list the Hub says that it is on, New York."""
    day: date | None
    """The day whose list it is from here; null for a starred paper."""
    fetched_at: datetime | None
    """When the Hub last confirmed that list, UTC."""
    comments: int
    organization: Person | None
    submitter: Person | None
    author_participates: bool
    """Whether an author takes part in the discussion."""
    github: str
    """Address of the repository."""
    github_stars: int | None
    github_added_by: str
    """`user`, `admin`, or `auto` for a guessed match."""
    project_page: str
    ai_summary: str
    """One or two sentences that a model wrote."""
    ai_summary_model: str
    ai_keywords: list[str]
    media: list[str]
    """Addresses of pictures and films."""
    thumbnail: str
    discussion: str
    """The Hub's id of the discussion."""
    withdrawn: datetime | None
    """When the paper was withdrawn, UTC."""
    gone: bool
    """Whether it was on the list once and is not any more."""
    arxiv_url: str
    pdf_url: str
    hub_url: str
    doi: str
    """Without an address before it."""
    read: bool
    """The user's own mark, as the two that follow."""
    starred: bool
    note: str
    watches: list[str]
    """The names of the user's watches that it matches."""


def data_of(entry: Entry) -> PaperData:
    """What there is of a paper; foreign addresses that must not be opened are left out."""
    paper, mark, day, fetched_at, watches = entry
    return PaperData(
        id=paper.id,
        votes=paper.upvotes,
        title=paper.shown_title,
        abstract=paper.shown_abstract,
        raw_title=paper.title,
        raw_abstract=paper.abstract,
        authors=[person for author in paper.authors if (person := _person(author))],
        published=paper.published,
        listed=paper.listed,
        day=day,
        fetched_at=fetched_at,
        comments=paper.comments,
        organization=_person(paper.organization),
        submitter=_person(paper.submitter),
        author_participates=paper.author_participates,
        github=links.safe_url(paper.github) or "",
        github_stars=paper.github_stars,
        github_added_by=paper.github_added_by,
        project_page=links.safe_url(paper.project_page) or "",
        ai_summary=paper.ai_summary,
        ai_summary_model=paper.ai_summary_model,
        ai_keywords=list(paper.ai_keywords),
        media=[url for url in paper.media if links.safe_url(url)],
        thumbnail=links.safe_url(paper.thumbnail) or "",
        discussion=paper.discussion,
        withdrawn=paper.withdrawn,
        gone=paper.gone,
        arxiv_url=links.arxiv_url(paper.id),
        pdf_url=links.pdf_url(paper.id),
        hub_url=links.hub_url(paper.id),
        doi=links.doi(paper.id),
        read=mark.is_read,
        starred=mark.is_starred,
        note=mark.text,
        watches=list(watches),
    )


def encode(entry: Entry) -> bytes:
    """One JSON object on one line."""
    return msgspec.json.encode(data_of(entry))


def json_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A JSON array, a line a paper."""
    return array(map(encode, entries))


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a paper."""
    schema = msgspec.json.schema(PaperData)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _person(one: Author | Organization | Submitter | None) -> Person | None:
    return Person(one.name, one.login) if one is not None else None


def jsonl_pieces(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A line a paper."""
    return (encode(entry) + b"\n" for entry in entries)
