"""What the Hub says of one paper alone: beside the paper the models, datasets and Spaces that name it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from reader.papers.models import Author, Paper


class Repository(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A model, a dataset or a Space on the Hub."""

    id: str
    """The owner and the name, such as `example/model`."""
    likes: int = 0
    downloads: int = 0
    """In the last month."""
    about: str = ""
    """What its owner says of it, on one line."""


class Repositories(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Those of one kind."""

    total: int = 0
    shown: tuple[Repository, ...] = ()
    """The first of them: the Hub sends 4 models, 4 datasets and 8 Spaces at most."""


class Linked(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What on the Hub names a paper."""

    models: Repositories = Repositories()
    datasets: Repositories = Repositories()
    spaces: Repositories = Repositories()


class SinglePaper(NamedTuple):
    """A paper, and what names it."""

    paper: Paper
    linked: Linked | None = None
    """None where that was not asked for, as in what older versions of the reader kept."""


COMPLETED: Final = ("abstract", "published", "organization", "submitter", "github", "project_page", "ai_summary")
"""What is taken from the paper alone where its list has nothing; the model of a summary goes with it, and so on."""
_WITH: Final = {
    "github": ("github_stars", "github_added_by"),
    "ai_summary": ("ai_summary_model",),
}


def completed(listed: Paper, single: Paper) -> Paper:
    """A paper as its list has it, with what only the paper alone says; votes and stars stay those that the list shows.

    Args:
        listed: As its list has it.
        single: As the Hub has it alone: comments are not counted there.
    """
    found = {name: getattr(single, name) for name in (*COMPLETED, "ai_keywords", "media") if not getattr(listed, name)}
    taken = {name: getattr(single, name) for of in found for name in _WITH.get(of, ())}
    return replace(listed, **found, **taken, authors=_with_logins(listed.authors, single.authors))


def _with_logins(listed: tuple[Author, ...], single: tuple[Author, ...]) -> tuple[Author, ...]:
    """The authors, those of them with an account that claimed the paper since."""
    if not listed:
        return single
    logins = _logins(single)
    return tuple(
        replace(author, login=logins[author.name]) if not author.login and author.name in logins else author
        for author in listed
    )


def _logins(authors: Iterable[Author]) -> dict[str, str]:
    return {author.name: author.login for author in authors if author.login}
