"""A paper as text for somewhere else: Markdown, and everything that the copy menu offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reader.papers import links
from reader.papers.bibtex import bibtex
from reader.papers.models import Paper


def markdown(paper: Paper) -> str:
    """The title as a Markdown link to arXiv."""
    # 3 ms of import that the copy menu does not wait for.
    from reader.papers.markdown_text import escaped_title

    return f"[{escaped_title(paper.shown_title)}]({links.arxiv_url(paper.id)})"


COPY_TEXTS: Final[dict[str, Callable[[Paper], str]]] = {
    "u": lambda paper: links.arxiv_url(paper.id),
    "p": lambda paper: links.pdf_url(paper.id),
    "h": lambda paper: links.hub_url(paper.id),
    "i": lambda paper: paper.id,
    "d": lambda paper: links.doi(paper.id),
    "t": lambda paper: paper.shown_title,
    "m": markdown,
    "b": bibtex,
    "a": lambda paper: paper.shown_abstract,
    "g": lambda paper: links.safe_url(paper.github) or "",
    "w": lambda paper: links.safe_url(paper.project_page) or "",
    "x": lambda paper: links.alphaxiv_url(paper.id),
}
"""Gives what each letter of the copy menu copies, or nothing where the paper has no such thing."""
