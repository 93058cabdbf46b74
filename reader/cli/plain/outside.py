"""What leaves the plain reader: texts for the clipboard, and pages for the browser."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from typing import Final

from reader.config.actions import COPIES
from reader.config.settings import Config
from reader.errors import HostError, UseError
from reader.host import browser, clipboard, tty
from reader.papers import links
from reader.papers.cite import COPY_TEXTS
from reader.papers.models import Paper
from reader.papers.spelling import most_similar
from reader.papers.text import clean

_WHAT: Final = {
    "link": "u", "url": "u", "arxiv": "u", "pdf": "p", "hub": "h", "hf": "h", "id": "i", "doi": "d", "title": "t",
    "markdown": "m", "bibtex": "b", "abstract": "a", "github": "g", "code": "g", "alphaxiv": "x",
    "project": "w",
}  # fmt: skip
"""What can be copied, by the word for it, as a letter of the copy menu."""


def copy(paper: Paper, what: str, config: Config) -> Iterator[str]:
    """Copy something of a paper by all routes that this machine has, and yield what was done.

    Raises:
        UseError: That is nothing that can be copied.
    """
    letter = _letter(what.strip().lower())
    text = COPY_TEXTS[letter](paper)
    if not text:
        yield f"The {COPIES[letter]} of this paper is not known."
        return
    try:
        # One that cannot place a cursor would write the sequence out (OSC 52); nobody knows of the others here.
        copied = asyncio.run(clipboard.copy(text, environ=os.environ, write_osc52=None, command=config.copy_cmd))
    except HostError as error:
        yield f"{error} Here it is:"
        yield from text.split("\n")  # On lines of its own, where it can be selected.
    else:
        yield sentence(copied, COPIES[letter])


def sentence(copied: clipboard.Copied, what: str) -> str:
    """Say what is known to have happened.

    >>> sentence(clipboard.Copied("tmux buffer and xclip", verified=True), "BibTeX")
    'Copied BibTeX to the tmux buffer and with xclip.'
    """
    if copied.verified:
        routes = (f"to the {one}" if one.endswith("buffer") else f"with {one}" for one in copied.route.split(" and "))
        done = f"Copied {what} {' and '.join(routes)}."
    else:
        done = f"Handed {what} to {copied.route}."
    if copied.passed_on:
        done = f"{done} tmux sent it on to the terminal by OSC 52."
    return f"{done} Before that, copy_cmd failed: {copied.failed}." if copied.failed else done


def _letter(what: str) -> str:
    if what in ("", *_WHAT):
        return _WHAT.get(what, "u")
    similar = most_similar(what, _WHAT)
    meant = f"Did you mean {similar}?" if similar else f"Choose from {', '.join(_WHAT)}."
    raise UseError(f"“{clean(what, limit=40)}” cannot be copied. {meant}")


def open_page(paper: Paper, config: Config) -> Iterator[str]:
    """Open the page of a paper at arXiv in the user's browser, and yield what was done, or its address."""
    url = links.arxiv_url(paper.id)
    try:
        chosen = browser.choose(url, os.environ, command=config.open_cmd)
        if chosen.terminal and not tty.can_place_cursor(os.environ):
            raise HostError(f"{chosen.name} needs a terminal that can place a cursor. The page is {url}")
        if chosen.terminal:
            browser.run(chosen)
            return
        asyncio.run(browser.start(chosen))
    except HostError as error:
        yield f"{error} {'' if url in str(error) else url}".rstrip()
        return
    yield f"Asked {chosen.name} to open {url}"
