"""pandoc: references from BibTeX and CSL JSON, outlines from Markdown and Org."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.interop import cases, pandoc
from tests.interop.exports import Home
from tests.interop.reading import ids_of, is_within, listed, looks_alike, needs, run, same

pytestmark = [needs("pandoc")]
MARKDOWN = ("commonmark", "gfm", "markdown-smart-citations-subscript-superscript-strikeout-tex_math_dollars")
"""CommonMark, and two that know more; what only pandoc's own reads in a text is not defused."""


def references(home: Home, form: str, tmp_path: Path) -> dict[str, Any]:
    """What pandoc reads of an export, each under the id of its paper."""
    data = home.export(form)
    ids = ids_of(data) if form == "bibtex" else {f"arXiv:{id}": id for id in home.papers()}
    read = json.loads(run("pandoc", "-f", form.replace("-", ""), "-t", "csljson", cwd=tmp_path, stdin=data))
    assert len(read) == len(home.papers())
    return {ids[item["id"]]: item for item in read}


def full(person: dict[str, str]) -> tuple[str, str, str]:
    """Family name, given names and suffix of a person; an organization has a family name only."""
    particles = [person.get("non-dropping-particle", ""), person.get("dropping-particle", "")]
    family = " ".join(filter(None, [*particles, person.get("family", person.get("literal", ""))]))
    return re.sub("([’'-]) ", r"\1", family), person.get("given", ""), person.get("suffix", "")


@pytest.mark.parametrize("form", ["bibtex", "csl-json"])
def test_names_of_references_keep_their_parts(home: Home, tmp_path: Path, form: str) -> None:
    read = references(home, form, tmp_path)
    wrong = []
    for number, name in enumerate(cases.NAMES):
        first, second = read[cases.name_id(number)]["author"]
        if not all(map(looks_alike, full(first), name[1:])):
            wrong.append((name.given_by_hub, first))
        assert second == {"family": "Webber", "given": "Bo"}
    for number, given in enumerate(cases.UNPRINTABLE):
        (author,) = read[cases.unprintable_id(number)]["author"]
        read_as = " ".join(filter(None, full(author)))
        if "\\" not in read_as and sorted(read_as.split()) != sorted(given.split()):
            wrong.append((given, author))
    assert not wrong, listed(wrong)


def test_titles_of_bibtex_lose_no_character(home: Home, tmp_path: Path) -> None:
    read = references(home, "bibtex", tmp_path)
    wrong = []
    for id, paper in home.papers().items():
        title = untagged(read[id]["title"])
        # Where pandoc shows TeX, its letters are there.
        shown, expected = letters(title), letters(untagged(paper["title"]))
        if shown != expected and not (set("\\^_") & set(title) and is_within(plain(expected), shown)):
            wrong.append((paper["title"], title))
    assert not wrong, listed(wrong)


def test_titles_of_csl_json_stay_what_they_are(home: Home, tmp_path: Path) -> None:
    read = references(home, "csl-json", tmp_path)
    titles = [(paper["title"], read[id]["title"]) for id, paper in home.papers().items()]
    wrong = [pair for pair in titles if len(set(map(letters, map(untagged, pair)))) > 1]
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("form", ["bibtex", "csl-json"])
def test_references_have_their_doi_and_say_that_a_paper_is_withdrawn(home: Home, tmp_path: Path, form: str) -> None:
    papers = home.papers()
    for id, item in references(home, form, tmp_path).items():
        assert item.get("DOI") == f"10.48550/arXiv.{id}"
        assert item.get("note") == ("Withdrawn" if papers[id]["withdrawn"] else None)


def test_citeproc_writes_every_reference_and_complains_of_none(home: Home, tmp_path: Path) -> None:
    (tmp_path / "papers.bib").write_bytes(home.export("bibtex"))
    text = b"---\nbibliography: papers.bib\nnocite: '@*'\n---\n"
    command = ("pandoc", "--citeproc", "--fail-if-warnings", "-f", "markdown", "-t", "plain", "--wrap=none")
    written = run(*command, cwd=tmp_path, stdin=text)
    assert sorted(re.findall(r"10\.48550/arXiv\.(\S+?)\.?$", written, re.MULTILINE)) == sorted(home.papers())


@pytest.mark.parametrize("form", MARKDOWN)
def test_markdown_is_a_list_of_linked_titles_and_plain_text(home: Home, tmp_path: Path, form: str) -> None:
    papers = list(home.papers().values())
    wrong: list[Any] = []
    items = list(pandoc.items(pandoc.blocks(home.export("markdown"), form, tmp_path)))
    assert len(items) == len(papers)
    for paper, item in zip(papers, items, strict=True):
        (shown,) = item
        title, *_, summary = shown.text.split("\n")
        wrong += [(paper["title"], shown)] if shown.others or len(item) > 1 else []
        wrong += [(paper["title"], title)] if bare(title) != bare(paper["title"]) else []
        wrong += [(paper["ai_summary"], summary)] if bare(summary) != bare(paper["ai_summary"]) else []
        wrong += addresses(paper["ai_summary"], shown, known={paper["arxiv_url"], paper["github"]})
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("form", MARKDOWN)
def test_a_digest_is_a_list_of_linked_titles_facts_and_plain_text(home: Home, tmp_path: Path, form: str) -> None:
    papers = {paper["arxiv_url"]: paper for paper in home.papers().values()}
    wrong: list[Any] = []
    items = list(pandoc.items(pandoc.blocks(home.digest("markdown"), form, tmp_path)))
    assert len(items) == len(papers)
    for head, summary in items:
        (title, url), *others = head.links
        paper = papers[url]
        known = {paper["hub_url"], paper["github"]}
        wrong += [(paper["title"], title, head)] if bare(title) != bare(paper["title"]) or head.others else []
        wrong += [(paper["title"], others)] if {link for _, link in others} != known else []
        wrong += (
            [(paper["ai_summary"], summary)]
            if bare(summary.text) != bare(paper["ai_summary"]) or summary.others
            else []
        )
        wrong += addresses(paper["ai_summary"], summary)
    assert not wrong, listed(wrong)


def test_a_digest_breaks_lines_only_between_its_parts(home: Home) -> None:
    lines = home.digest("markdown").decode().splitlines()
    assert sum("University of Cloth at San Pedro" in line for line in lines) == len(home.papers())
    for paper in home.papers().values():
        if paper["title"].replace(" ", "").isalnum():
            assert any(f"[{paper['title']}](" in line for line in lines)


def test_org_is_a_heading_a_paper_with_plain_text_below(home: Home, tmp_path: Path) -> None:
    document = pandoc.blocks(home.export("org"), "org-smart", tmp_path)
    found = {dict(heading["c"][1][2])["id"]: (heading["c"], below) for heading, below in pandoc.sections(document)}
    wrong: list[Any] = []
    for id, paper in home.papers().items():
        if f"arXiv:{id}" not in found:
            wrong.append((paper["title"], "no heading"))
            continue
        (level, (_, classes, _), inlines), below = found[f"arXiv:{id}"]
        title = pandoc.seen(inlines)
        if (level, classes, title.others, same(bare(title.text))) != (1, [], [], same(bare(paper["title"]))):
            wrong.append((paper["title"], title, level, classes))
        paragraphs = [same(bare(piece.text)) for piece in below]
        if paragraphs != same(bare(paper["abstract"]).replace("\n\n", "¶")).split("¶") or any(
            piece.others for piece in below
        ):
            wrong.append((paper["abstract"], below))
        for piece in below:
            wrong += addresses(paper["abstract"], piece)
    assert not wrong, listed(wrong)


def addresses(text: str, shown: pandoc.Seen, known: Collection[str] = ()) -> list[Any]:
    """What is wrong with the addresses of a text: those that are shown otherwise, and links to where none leads."""
    wrong = [
        (address, shown)
        for address, _ in cases.ADDRESSES
        if f"{address} " in f"{text.replace('.', ' ')} " and address not in shown.text
    ]
    return wrong + [link for _, link in shown.links if link not in known and link not in unquote(text)]


def bare(text: str) -> str:
    """A text without backticks, as code has none, and without the blanks of no width that keep marks of Org apart."""
    return re.sub("[\u200b`]", "", text)


def untagged(title: str) -> str:
    """A title of CSL JSON without its few tags."""
    return html.unescape(re.sub(r"</?(?:span|sup|sub|i|b)\b[^>]*>", "", title))


def letters(text: str) -> str:
    """The letters, digits and signs of a text in small letters, without blanks and quotes."""
    return re.sub(r"[\s“”‘’'\"`]", "", same(text)).casefold()


def plain(text: str) -> str:
    """The letters and digits of a text that ASCII has."""
    return "".join(letter for letter in text if letter.isascii() and letter.isalnum())
