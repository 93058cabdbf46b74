"""What the reader knows of a paper and of a feed.

Field names are the reader's own; `hub/wire.py` maps the Hub's to them. Every text in here has passed `text.clean()`.
The Structs are frozen and written to the cache as JSON: a new field needs a default, a changed meaning a new name.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from reader.papers.period import Day, Period
from reader.papers.tex import is_outdated, readable, readable_name, readable_sentence, readable_title
from reader.papers.text import READABLE_VERSION, paragraphs

Source = Literal["hub", "sample"]
"""Where a feed came from."""


class Author(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person who wrote a paper."""

    name: str
    login: str = ""
    """The Hub account that the author claimed, or empty."""


class Organization(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The organization on the Hub that a paper belongs to."""

    login: str
    name: str
    """The name as people write it."""


class Submitter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who put the paper on Daily Papers."""

    login: str
    name: str = ""
    """The name as the person writes it, or empty."""


class Paper(Struct, frozen=True, kw_only=True, omit_defaults=True, weakref=True):
    """A paper, as one feed lists it."""

    id: str
    """The arXiv id without version, such as `2608.17271`."""
    title: str
    """Empty where only the id is known, as of a star that was imported without its record."""
    abstract: str = ""
    """Text with the line breaks that the Hub gave."""
    authors: tuple[Author, ...] = ()
    """Those who are not hidden, in the paper's order."""
    published: date | None = None
    """The day of the first version on arXiv, UTC."""
    listed: date | None = None
    """The day whose list the paper is on, New York."""
    upvotes: int = 0
    comments: int = 0
    organization: Organization | None = None
    submitter: Submitter | None = None
    author_participates: bool = False
    """Whether an author takes part in the discussion."""
    github: str = ""
    github_stars: int | None = None
    """Stars of the repository; the Hub may name a repository without them."""
    github_added_by: str = ""
    """`user`, `admin`, or `auto` for a guessed match; empty where unknown."""
    project_page: str = ""
    ai_summary: str = ""
    """One or two sentences that a model wrote."""
    ai_summary_model: str = ""
    ai_keywords: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    """Addresses of pictures and films that the submitter added."""
    thumbnail: str = ""
    discussion: str = ""
    """The Hub's id of the discussion."""
    withdrawn: datetime | None = None
    """When the paper was withdrawn, UTC."""
    gone: bool = False
    """Whether the paper was on the list once and is not any more."""
    readable_title: str = ""
    """The title as the author meant it, where that is not just `title`."""
    readable_abstract: str = ""
    """The abstract as the author meant it, where that is not just `abstract` with its lines joined."""

    @property
    def is_known(self) -> bool:
        """Whether more is known of the paper than its id; the Hub gives no paper without a title."""
        return bool(self.title)

    @property
    def shown_title(self) -> str:
        """The title to show and to copy, on one line; of a paper that is not known its id."""
        return self.readable_title or self.title or f"arXiv:{self.id}"

    @property
    def shown_abstract(self) -> str:
        """The abstract to show and to copy: a line a paragraph, with an empty line between them."""
        return self.readable_abstract or paragraphs(self.abstract)


def with_readable(paper: Paper, version: int = 0) -> Paper:
    """Derive the readable texts of a paper: 0.1 ms, and 40 ms at the first call of a process that finds TeX.

    Title and abstract keep their source beside the readable text. Names, the summary and the keywords are replaced:
    their readable form stays as it is when it comes here again.

    Args:
        paper: The paper.
        version: The `READABLE_VERSION` that it has been through, so that what would be the same is not derived again.
    """
    if version == READABLE_VERSION:
        return paper
    plain = paragraphs(paper.abstract)
    title, abstract = paper.shown_title, paper.shown_abstract
    if is_outdated(paper.title, version):
        title = readable_title(paper.title)
    if is_outdated(plain, version):
        abstract = readable(plain)
    return replace(
        paper,
        authors=tuple(author for author in map(_with_readable_name, paper.authors) if author.name),
        ai_summary=readable_sentence(paper.ai_summary),
        ai_keywords=tuple(filter(None, map(readable_sentence, paper.ai_keywords))),
        readable_title="" if title == paper.title else title,
        readable_abstract="" if abstract == plain else abstract,
    )


def _with_readable_name(author: Author) -> Author:
    name = readable_name(author.name)
    return author if name == author.name else replace(author, name=name)


def days_listed(papers: Iterable[Paper]) -> dict[str, date]:
    """The days that list papers, by their ids, as far as they are known."""
    return {paper.id: paper.listed for paper in papers if paper.listed}


class SearchFeed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the Hub found for some words."""

    words: str
    """As they were sent."""
    papers: tuple[Paper, ...]
    """The most relevant first."""
    fetched_at: datetime
    """When it found them, UTC."""
    fragments: tuple[str, ...] = ()
    """What it highlights in their titles and abstracts."""
    skipped: int = 0
    """How many items of its answer could not be read."""


class Feed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An ordered list of papers: a day, what is trending, or a week or a month that was put together from its days."""

    period: Period = field(name="day")
    """What it is of; the name in stored rows is older than the other periods are."""
    papers: tuple[Paper, ...]
    fetched_at: datetime
    """When the Hub last confirmed this list, UTC."""
    etag: str = ""
    """The Hub's mark of this answer; empty where it filled more than one page, or papers of it could not be read."""
    settled: bool = False
    """Whether the list was fetched after the day had closed, so that no paper is added any more."""
    source: Source = "hub"
    skipped: int = 0
    """How many papers of the last answer could not be read: if any, the list is short, and asked for again soon."""
    missing: tuple[date, ...] = ()
    """The open days of a week or a month that are not stored, the oldest first."""

    @property
    def day(self) -> date:
        """The date of a feed of a day."""
        assert isinstance(self.period, Day)
        return self.period.date
