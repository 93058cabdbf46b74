"""Emacs: an Org outline whose titles are titles and whose texts are texts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from tests.interop.exports import Home
from tests.interop.reading import listed, needs, run

pytestmark = [needs("emacs")]
PLAIN: Final = frozenset({"link", "verbatim", "code", "entity"})
"""Objects that are shown as the text that they hold."""
SCRIPT: Final = Path(__file__).with_name("org.el")


@pytest.fixture(scope="module")
def headings(home: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Org has read of each paper, under its id."""
    folder = tmp_path_factory.mktemp("org")
    (folder / "papers.org").write_bytes(home.export("org"))
    read = run("emacs", "-Q", "--batch", "-l", str(SCRIPT), "papers.org", cwd=folder)
    found = [json.loads(line) for line in read.splitlines()]
    return {heading["id"].removeprefix("arXiv:"): heading for heading in found if heading["id"]}


def test_every_paper_is_a_heading_that_nothing_is_read_into(home: Home, headings: dict[str, Any]) -> None:
    assert headings.keys() == home.papers().keys()
    wrong = []
    for id, paper in home.papers().items():
        heading = headings[id]
        title = heading["title"]
        found = (heading["level"], heading["todo"], heading["comment"], heading["tags"], heading["priority"])
        if (
            found != (1, None, False, [], None)
            or set(title["objects"]) - PLAIN
            or bare(title["text"]) != bare(paper["title"])
        ):
            wrong.append((paper["title"], found, title))
    assert not wrong, listed(wrong)


def test_abstracts_are_paragraphs_whose_only_objects_are_links(home: Home, headings: dict[str, Any]) -> None:
    wrong: list[Any] = []
    for id, paper in home.papers().items():
        found = headings[id]["paragraphs"]
        expected = bare(paper["abstract"]).split("\n\n")
        if [bare(piece["text"]) for piece in found] != expected:
            wrong.append((expected, found))
        wrong += [(expected, piece) for piece in found if set(piece["objects"]) - PLAIN]
        wrong += [link for piece in found for link in piece["links"] if link not in paper["abstract"]]
    assert not wrong, listed(wrong)


def bare(text: str) -> str:
    """A text without backticks, as code has none, and without the blanks of no width that keep marks of Org apart."""
    return re.sub("[\u200b`]", "", text)
