"""feedparser and newsboat: an Atom digest with its day, its people, and a summary in paragraphs."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.interop import cases
from tests.interop.exports import Home
from tests.interop.reading import listed, needs
from tests.terminal import Terminal

PLACE = "University of Cloth at San Pedro"


@pytest.fixture(scope="module")
def read(home: Home) -> Any:
    """What feedparser reads of a digest."""
    feedparser = pytest.importorskip("feedparser", reason="needs feedparser")
    return feedparser.parse(home.digest("atom"))


def test_feedparser_finds_nothing_wrong_and_every_paper(home: Home, read: Any) -> None:
    papers = home.papers()
    assert not read.bozo, read.get("bozo_exception")
    assert len(read.entries) == len({entry.id for entry in read.entries}) == len(papers)
    titles = {paper["arxiv_url"]: paper["title"] for paper in papers.values()}
    wrong = [(titles[entry.link], entry.title) for entry in read.entries if text_of(entry.title) != titles[entry.link]]
    assert not wrong, listed(wrong)


def test_the_title_stays_and_the_day_is_below_it(read: Any) -> None:
    assert not re.search("[0-9]", read.feed.title)
    assert "20 Aug 2026" in read.feed.subtitle


def test_a_paper_is_of_its_day_in_america_too(read: Any) -> None:
    assert {tuple(entry.updated_parsed[:5]) for entry in read.entries} == {(2026, 8, 20, 12, 0)}


def test_every_author_is_one(home: Home, read: Any) -> None:
    people = {entry.link: [author.name for author in entry.authors] for entry in read.entries}
    papers = home.papers()
    assert people == {p["arxiv_url"]: [author["name"] for author in p["authors"]] for p in papers.values()}
    name = cases.NAMES[0]
    assert people[papers[cases.name_id(0)]["arxiv_url"]] == [name.printed, "Bo Webber"]


def test_a_summary_is_paragraphs_of_xhtml(home: Home, read: Any) -> None:
    papers = {paper["arxiv_url"]: paper for paper in home.papers().values()}
    wrong = []
    for entry in read.entries:
        paragraphs = re.findall("<p[^>]*>(.*?)</p>", entry.summary, re.DOTALL)
        shown = [text_of(re.sub("<[^>]+>", "", paragraph)) for paragraph in paragraphs]
        if entry.summary_detail.type != "application/xhtml+xml" or len(shown) < 2:
            wrong.append((entry.link, entry.summary))
        elif PLACE not in shown[0] or papers[entry.link]["ai_summary"] not in shown:
            wrong.append((papers[entry.link]["ai_summary"], shown))
    assert not wrong, listed(wrong)


def text_of(escaped: str) -> str:
    """A text of HTML as it is shown."""
    for name, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        escaped = escaped.replace(name, letter)
    return " ".join(escaped.split())


@needs("newsboat")
def test_newsboat_shows_facts_and_sentence_on_lines_of_their_own(home: Home, tmp_path: Path) -> None:
    (tmp_path / "digest.atom").write_bytes(home.digest("atom"))
    (tmp_path / "urls").write_text(f"file://{tmp_path}/digest.atom\n")
    words = ("newsboat", "-u", "urls", "-c", "news.db", "-C", "/dev/null")
    env = {"HOME": str(tmp_path), "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    (tmp_path / ".newsboat").mkdir()
    with Terminal((*words, "-x", "reload"), env=env, cwd=tmp_path) as reload:
        assert reload.wait() == 0
    with closing(sqlite3.connect(tmp_path / "news.db")) as database:
        (stored,) = database.execute("SELECT count(*) FROM rss_item").fetchone()
    assert stored == len(home.papers())
    with Terminal(words, env=env, cwd=tmp_path) as news:
        news.wait_for("Daily Papers")
        news.press("\r")
        news.wait_for("Articles in feed")
        news.press("\r")
        shown = news.wait_for(PLACE)
        news.press("Q")
        news.wait()
    facts = next(line for line in shown.splitlines() if PLACE in line)
    assert facts.rstrip().endswith(PLACE)
