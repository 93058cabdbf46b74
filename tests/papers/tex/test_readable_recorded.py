"""The readable form of every recorded title and abstract."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from reader.papers.tex.pipeline import readable, readable_title
from reader.papers.tex.protection import protect
from reader.papers.text import one_line, paragraphs
from tests.papers.tex.lost import addresses, lost
from tests.papers.tex.recorded import needs_recorded, papers

pytestmark = needs_recorded


@cache
def forms() -> list[tuple[str, str, str]]:
    titles = [(name, title, readable_title(title)) for name, title, _ in papers()]
    return titles + [(name, abstract, readable(abstract)) for name, _, abstract in papers()]


def test_there_are_papers() -> None:
    assert len(papers()) > 4000


@pytest.mark.slow
def test_no_letter_is_lost() -> None:
    found = {name: where for name, source, result in forms() if (where := lost(source, result))}
    assert found == {}


def test_addresses_stay_the_same() -> None:
    found = [name for name, source, result in forms() if addresses(source) != addresses(result)]
    assert found == []


@pytest.mark.parametrize(("form", "field"), [(readable_title, 1), (readable, 2)])
def test_a_second_time_changes_nothing(form: Callable[[str], str], field: int) -> None:
    results = {paper[0]: form(paper[field]) for paper in papers()}
    assert [name for name, result in results.items() if form(result) != result] == []


def test_most_papers_only_have_their_lines_joined() -> None:
    joined = sum(paragraphs(abstract) == readable(abstract) for _, _, abstract in papers())
    assert joined > 0.8 * len(papers())
    assert sum(one_line(title) == readable_title(title) for _, title, _ in papers()) > 0.95 * len(papers())


CERTAIN = {
    "hard wrap": r"[^\n]\n[^\n]",
    "indented paragraph": r"\n[ \t]",
    "several empty lines": r"\n{3}",
    "escaped sign": r"\\[%&_#$]",
    "macro": r"\\[A-Za-z]",
    "accent": r"\\[\"'`^~]",
    "TeX's blank": r"\\[, ]",
    "lost dollar": r"(?<![\w\\])\\\d+[^\d)]",
    "tie": r"[A-Za-z]~[A-Za-z(]|\d~[A-Z]{2}|,~",
    "quotes": r"``[^`'\"]*(?:''|\")",
    "spaced dash": r"\w -- \w",
    "dash in a range": r"\d%?--\d",
    "format": r"(?:text(?:bf|it|tt|sc)?|emph)\{",
    "font switch": r"\{(?:bf|em|tt|sc) ",
    "Markdown's bold": r"\*\*\w[^*]*\w\*\*",
    "Markdown's link": r"\]\(http",
    "times": r"\dtimes(?![a-z])|\{times\}|times\d",
    "sim": r"(?<![\w-])sim\d[\d.,]*(?:[KMBx%]|times)|\{sim\}",
    "approx": r"approx\d|\{approx\}",
    "never English": r"(?<![A-Za-z-])(?:[nlg]eq|infty|cdot|propto|varepsilon|(?:right|up)arrow|langle|lceil)(?![\w-])",
    "degree": r"\^\{?\\?circ",
    "one symbol in braces": r"\{[^\w\s{}\ue000]\}",
    "exponent": r"\w\^\{[-+]?\d+\}|\w\^\d+(?![\d.])",
    "index": r"(?<![\w.])[A-Za-zα-ω]_(?:\d+|[ijknt])(?![\w.])|_\{\w+\}(?!\w)",
    "Greek name": r"(?<!\w)(?:pi|mu|tau|theta|lambda|sigma|epsilon|ell)(?:_\{|_\d|\^)",
}


@pytest.fixture(scope="module")
def unprotected() -> list[str]:
    return [protect(result)[0] for _, _, result in forms()]


@pytest.mark.parametrize("name", CERTAIN)
def test_none_of_a_certain_class_is_left(name: str, unprotected: list[str]) -> None:
    left = [match[0] for text in unprotected for match in re.finditer(CERTAIN[name], text)]
    assert left == []


def test_each_certain_class_is_in_the_sources() -> None:
    """A class that the papers do not hold would show nothing."""
    sources = [source for name, title, abstract in papers() for source in (title, abstract)]
    absent = [name for name, pattern in CERTAIN.items() if not any(re.search(pattern, source) for source in sources)]
    assert absent == ["several empty lines"]
