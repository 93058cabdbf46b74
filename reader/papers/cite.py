"""A paper as text for somewhere else: BibTeX, Markdown, and everything that the copy menu offers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from reader.papers import links
from reader.papers.models import Paper
from reader.papers.names import SUFFIXES, bibtex_name

_TEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    # BibTeX counts the brace of "\{" too, so an entry with one of them would never end.
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)
_MARKDOWN = str.maketrans({character: f"\\{character}" for character in r"\[]`<*"})
# Within a word an underscore is one, and "&" is one where it is not the start of an entity.
_MARKDOWN_EDGES = re.compile(r"(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# Letters without a decomposition that people's names have.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "e"}
)
_SMALL_WORD: Final = re.compile(
    "an?|and|are|as|at|by|can|do|does|for|from|how|in|is|it|of|on|the|to|what|when|why|with"
)


def bibtex(paper: Paper, key: str = "") -> str:
    """Cite a paper as arXiv itself does, without the class, which the Hub does not tell.

    >>> from reader.papers.models import Author
    >>> authors = (Author(name="Ashish Vaswani"), Author(name="Noam Shazeer"))
    >>> print(bibtex(Paper(id="1706.03762", title="Attention Is All You Need", authors=authors)))
    @misc{vaswani2017attention,
          title={Attention Is All You Need},
          author={Ashish Vaswani and Noam Shazeer},
          year={2017},
          eprint={1706.03762},
          archivePrefix={arXiv},
          url={https://arxiv.org/abs/1706.03762},
    }

    Args:
        paper: The paper.
        key: What it is cited by, if not `bibtex_key`, so that it is unique.
    """
    fields = {
        "title": _bibtex_title(paper.shown_title),
        "author": " and ".join(bibtex_name(author.name) for author in paper.authors),
        "year": str(year(paper)),
        "eprint": paper.id,
        "archivePrefix": "arXiv",
        "url": links.arxiv_url(paper.id),
    }
    lines = [f"      {name}={{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key or bibtex_key(paper)},", *lines, "}"])


def bibtex_key(paper: Paper) -> str:
    """The key `lastnameYearfirstword`, in small ASCII letters and digits, such as `vaswani2017attention`."""
    last_name = _last_name(paper.authors[0].name) if paper.authors else ""
    words = filter(None, map(_fold, paper.shown_title.split()))
    first_word = next((word for word in words if not _SMALL_WORD.fullmatch(word)), _fold(paper.id))
    return f"{last_name or 'arxiv'}{year(paper)}{first_word}"


def markdown(paper: Paper) -> str:
    """The title as a Markdown link to arXiv."""
    title = _MARKDOWN_EDGES.sub(r"\\\g<0>", paper.shown_title.translate(_MARKDOWN))
    return f"[{title}]({links.arxiv_url(paper.id)})"


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
    "x": lambda paper: links.alphaxiv_url(paper.id),
}
"""Gives what each letter of the copy menu copies, or nothing where the paper has no such thing."""


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _bibtex_title(title: str) -> str:
    """Keep capitals that BibTeX styles would take away: those within a word, as in BERT or arXiv."""
    words = re.split(r"([\s-]+)", title)
    return "".join(f"{{{_tex(word)}}}" if any(map(str.isupper, word[1:])) else _tex(word) for word in words)


def _last_name(name: str) -> str:
    parts = [_fold(part) for part in name.partition(",")[0].split()]
    return next((part for part in reversed(parts) if part and part not in SUFFIXES), "")


def year(paper: Paper) -> int:
    """The year of the first version; the id tells it too, for arXiv counts by month since 1991."""
    if paper.published:
        return paper.published.year
    two_digits = int(paper.id.rpartition("/")[2][:2])
    return two_digits + (1900 if two_digits >= 91 else 2000)


def _fold(text: str) -> str:
    """Reduce a text to small ASCII letters and digits."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return re.sub("[^a-z0-9]", "", plain)
