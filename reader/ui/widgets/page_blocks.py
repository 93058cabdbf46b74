"""All that is known of one paper, block by block: what the paper screen shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from reader.papers import humanize
from reader.papers.links import account_url, arxiv_url, hub_url, naming_url, pdf_url, repository_url, safe_url
from reader.papers.marks import Mark
from reader.papers.models import Author, Paper
from reader.papers.single import Linked, Repositories, Repository
from reader.ui.widgets.blocks import Block, Link
from reader.ui.widgets.paper_blocks import HANGING, SEPARATOR, Room, named, notices, running_text, section, title

if TYPE_CHECKING:
    from reader.papers.query.terms import Place

NAMES: Final = 14
"""Columns of the names of facts, which stand before them."""
Kind = Literal["model", "dataset", "space"]


def page_blocks(
    paper: Paper,
    linked: Linked | None,
    mark: Mark,
    today: date,
    room: Room,
    *,
    source: bool,
    watched: Sequence[str] = (),
    wanted: Sequence[int] = (),
) -> Iterator[Block]:
    """What is shown of a paper by itself, from top to bottom: what is fetched last comes last.

    Args:
        paper: The paper.
        linked: What on the Hub names it; None while that is not known.
        mark: What the user keeps of it.
        today: The day it is, for dates without their year.
        room: How much there is room for.
        source: Show title and abstract as the Hub gave them.
        watched: The names of the watches that it matches.
        wanted: The places of the authors who are looked for.
    """
    few = bool(room.line)
    yield title(paper, source=source)
    if paper.authors:
        yield replace(_authors(paper.authors, room, wanted), gap=not few)
    yield replace(_facts(paper, mark, today), gap=not few and not paper.authors)
    yield from notices(paper, today, watched)
    yield from running_text(paper, mark, few, source=source)
    if paper.ai_keywords:
        yield from section("Keywords", [_keywords(paper.ai_keywords)], few)
    for number, block in enumerate(_table(paper)):
        yield replace(block, gap=number == 0 and not few)
    if linked is not None:
        yield from _repositories("model", "Models", linked.models, paper, few)
        yield from _repositories("dataset", "Datasets", linked.datasets, paper, few)
        yield from _repositories("space", "Spaces", linked.spaces, paper, few)


class _Line:
    """A text that is put together, some parts of which lead somewhere."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.links: list[Link] = []

    def add(self, text: str, *, url: str = "", query: str = "") -> _Line:
        start = len(self.text)
        self.text += text
        if url or query:
            self.links.append(Link(start, len(self.text), url, query))
        return self

    def add_with(self, before: str, text: str, *, url: str = "") -> _Line:
        """Add a text, if there is one, and what stands between it and the one before."""
        return self.add(before if self.text else "").add(text, url=url) if text else self

    def block(self, part: str, *, gap: bool = False, hanging: int = 0, places: tuple[Place, ...] = ()) -> Block:
        return Block(part, self.text, gap, hanging, places, links=tuple(self.links), is_facts=True)


def _authors(authors: Sequence[Author], room: Room, wanted: Sequence[int]) -> Block:
    """As many authors as there is room for; or all of them, with their accounts on the Hub."""
    if room.authors is not None:
        names = [author.name for author in authors]
        return Block("text", named(names, room.authors, wanted), places=("authors",))
    line = _Line()
    for author in authors:
        line.add_with(", ", author.name)
        if author.login:
            line.add(" ").add(f"@{author.login}", url=account_url(author.login))
    return line.block("text", places=("authors",))


def _facts(paper: Paper, mark: Mark, today: date) -> Block:
    """Organization, date, votes and comments."""
    line = _Line()
    if paper.organization:
        line.add(paper.organization.name, url=account_url(paper.organization.login))
    for fact in (
        humanize.short_day(paper.published, today) if paper.published else "",
        f"▲ {humanize.number(paper.upvotes)}",
        humanize.counted(paper.comments, "comment") if paper.comments else "",
        "★ starred" if mark.is_starred else "",
    ):
        line.add_with(SEPARATOR, fact)
    return line.block("meta", hanging=HANGING, places=("organization",))


def _keywords(keywords: Sequence[str]) -> Block:
    line = _Line()
    for keyword in keywords:
        line.add(", " if line.text else "").add(keyword, query=keyword_query(keyword))
    return line.block("meta", places=("keywords",))


def keyword_query(keyword: str) -> str:
    """The query that finds papers with a keyword.

    >>> keyword_query('world "models"')
    'keyword:"world models"'
    """
    return f'keyword:"{" ".join(keyword.replace(chr(34), " ").split())}"'


def _table(paper: Paper) -> Iterator[Block]:
    """Where a paper is, and what its submitter added: a line each, with a name before it."""
    yield _row("arXiv", paper.id, arxiv_url(paper.id), SEPARATOR, ("PDF", pdf_url(paper.id)))
    yield _row("Hugging Face", shown_address(hub_url(paper.id)), hub_url(paper.id))
    if paper.submitter:
        name, login = paper.submitter.name, paper.submitter.login
        account = f"@{login}", account_url(login)
        yield _row("Submitted by", name, "", " ", account) if name else _row("Submitted by", *account)
    if paper.github:
        row = _row("GitHub", shown_address(paper.github), safe_url(paper.github) or "")
        stars = f"{humanize.number(paper.github_stars)} ☆" if paper.github_stars else ""
        guessed = "guessed by the Hub" if paper.github_added_by == "auto" else ""
        yield replace(row, text=SEPARATOR.join(filter(None, (row.text, stars, guessed))))
    if paper.project_page and paper.project_page != paper.github:
        yield _row("Project page", shown_address(paper.project_page), safe_url(paper.project_page) or "")
    for number, address in enumerate(paper.media):
        yield _row("" if number else "Media", shown_address(address), safe_url(address) or "")


def _row(name: str, text: str, url: str, between: str = "", other: tuple[str, str] = ("", "")) -> Block:
    """A fact with its name, and another one behind it."""
    line = _Line(f"{name:<{NAMES}}").add(text, url=url).add(between).add(other[0], url=other[1])
    return replace(line.block("text", hanging=NAMES), label=NAMES, label_part="meta")


def shown_address(address: str) -> str:
    """An address as it is read: without its scheme, and without a slash at its end.

    >>> shown_address("https://example.org/tides/")
    'example.org/tides'
    """
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/") or address


def _repositories(kind: Kind, name: str, found: Repositories, paper: Paper, few: bool) -> Iterator[Block]:
    """The first repositories of a kind, a line each, under their number."""
    if not found.total:
        return
    shown, total = len(found.shown), humanize.number(found.total)
    line = _Line(name).add(f"  {shown} of {total}" if 0 < shown < found.total else f"  {total}")
    if found.total > shown and kind != "space":
        line.add(SEPARATOR).add("all of them", url=naming_url(kind, paper.id))
    yield replace(line.block("meta", gap=not few), label=len(name))
    yield from (_repository(kind, one) for one in found.shown)


def _repository(kind: Kind, one: Repository) -> Block:
    facts = (
        f"{humanize.counted(one.likes, 'like')}" if one.likes else "",
        f"{humanize.counted(one.downloads, 'download')}" if one.downloads else "",
        one.about,
    )
    line = _Line().add(one.id, url=repository_url(kind, one.id))
    said = SEPARATOR.join(filter(None, facts))
    line.add(f"  {said}" if said else "")
    return replace(line.block("meta", hanging=HANGING), label=len(one.id), label_part="text")
