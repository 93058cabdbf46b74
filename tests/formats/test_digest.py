"""What a digest is made of, and that nothing of a paper breaks a format of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as xml

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from reader.errors import UseError
from reader.formats import DIGEST_FORMATS
from reader.formats.digest import SENTENCE_LIMIT, Section, digest, first_sentence, writer_of
from reader.formats.digest_email import address, eml
from reader.formats.digest_formats import COLUMNS, atom, html, markdown, text
from reader.papers.models import Organization
from tests.formats.entries import BARE, DAY, ENTRIES, NAMES, entry

NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
HOSTILE = entry(
    1,
    title='<script>alert("1")</script>\r\nBcc: all@example.org \x1b]0;x\x07\ud800\u202e[/]',
    ai_summary="</p><img src=x onerror=alert(1)>\x00\x0b]]> &amp; ![x](http://x)",
    github="javascript:alert(1)",
)
MADE = digest([*ENTRIES, BARE, HOSTILE], NOW, query="<b>\r\nBcc: x")
SHORT = digest([BARE], NOW)
ADA = Address("Ada", addr_spec="ada@example.org")
ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("We do it. Then more.", "We do it."),
        ("Models, e.g. BERT, by Vaswani et al. Are good. More.", "Models, e.g. BERT, by Vaswani et al. Are good."),
        ("LoRA vs. Full tuning gains 3.5 points. Next.", "LoRA vs. Full tuning gains 3.5 points."),
        ("J. Doe, i.e. One, sees Fig. 3. Next.", "J. Doe, i.e. One, sees Fig. 3."),
        ("Is it so? Yes.", "Is it so?"),
        ("He said “no.” Then went.", "He said “no.”"),
        ("We use\nGPT-4.1 here. (It works.)", "We use GPT-4.1 here."),
        ("See vol. 3, figs. 4 and no. 5 of it. Next.", "See vol. 3, figs. 4 and no. 5 of it."),
        ("The answer is no. Then more.", "The answer is no."),
        ("It waits... and goes on. Next.", "It waits... and goes on."),
        ("So do we! 3D is next.", "So do we!"),
        ("No end", "No end"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_a_sentence_ends(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@pytest.mark.parametrize("word", ["word ", "語", "a.b "])
def test_a_long_sentence_is_cut(word: str) -> None:
    sentence = first_sentence(word * 10_000)
    assert SENTENCE_LIMIT - 8 < len(sentence) <= SENTENCE_LIMIT
    assert sentence.endswith(word.strip() + "…")


@pytest.mark.parametrize("form", [form for form in DIGEST_FORMATS if form != "eml"])
def test_no_format_has_a_control_or_an_unchecked_link(form: str) -> None:
    text = writer_of(form)(MADE).decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", text)
    link = r"(?<!\\)\]\(javascript:" if form == "markdown" else r"(?:href=.?|^ *)javascript:"
    assert not re.search(link, text, re.MULTILINE)


WIDE = (
    entry(
        1,
        title="大规模语言模型的低秩适应方法研究以及其在多任务学习中的应用。" * 3,
        ai_summary="aa" + "語、" * 99,
        github="",
    ),
    entry(2, title="Super" * 40, ai_summary="x\u0301" * 150, github=""),
    entry(3, title="이 모델은 " * 20, ai_summary="1. - + = a " * 25, github=""),
)


def test_a_line_of_text_is_no_wider_than_a_narrow_window_and_nothing_is_lost() -> None:
    made = digest([*ENTRIES, *WIDE], NOW)
    written = text(made).decode()
    assert max(map(cell_len, written.split("\n"))) == COLUMNS
    joined = re.sub(r"\s", "", written)
    for item in made.items:
        for one in (item.title, item.sentence, item.url, item.code):
            assert re.sub(r"\s", "", one) in joined
    for row in written.split("\n"):
        assert not row.strip().startswith(("。", "、", "\u0301"))
        assert not row.startswith(" " * 4)


@pytest.mark.parametrize("form", [form for form in DIGEST_FORMATS if form != "eml"])
def test_what_is_watched_has_a_section_of_its_own(form: str) -> None:
    """Without any, or with nothing else, there is only the other section."""
    watched = [one._replace(watches=("<b> robots\x1b", "vla")) for one in ENTRIES[:2]]
    both = digest([ENTRIES[2], *watched], NOW, by_watch=True)
    assert [(section.heading, len(section.items)) for section in both.sections] == [("Watched", 2), ("Other papers", 1)]
    assert both.summary == "3 papers, 2 watched"
    assert both.name != digest(watched, NOW).name
    assert digest(watched, NOW, by_watch=True).sections == both.sections[:1]
    assert digest([BARE], NOW, by_watch=True).summary == "1 paper, 0 watched"
    written = writer_of(form)(both).decode()
    assert "robots" in written
    assert "\x1b" not in written
    assert form == "text" or not re.search(r"(?<!\\)<b> robots", written)
    places = [written.index(item.url) for item in both.items]
    assert places == sorted(places)
    if form != "atom":
        assert written.index("Watched") < places[0] < places[1] < written.index("Other papers") < places[2]


def test_markdown_shows_what_was_meant_and_breaks_no_line() -> None:
    made = digest([*ENTRIES, *WIDE, BARE], NOW)
    written = markdown(made).decode()
    assert len(written.rstrip("\n").split("\n")) == 3 + sum(2 + 2 * bool(item.sentence) + 1 for item in made.items)
    tokens = MarkdownIt().parse(written)
    kinds = [token.type for token in tokens]
    assert kinds.count("heading_open") == kinds.count("ordered_list_open") == 1
    assert kinds.count("list_item_open") == len(made.items)
    assert "bullet_list_open" not in kinds
    inline = [child for token in tokens for child in token.children or []]
    assert not {"image", "html_inline", "code_inline", "em_open"} & {child.type for child in inline}
    urls = {child.attrs["href"] for child in inline if child.type == "link_open"}
    assert urls == {url for item in made.items for url in (item.url, item.discussion, item.code) if url}
    shown = "".join(child.content for child in inline)
    for item in made.items:
        assert item.title in shown
        assert item.sentence in shown


class Page(HTMLParser):
    """What a browser would see of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def test_the_page_has_only_tags_of_its_own_and_loads_nothing() -> None:
    page = Page()
    page.feed(html(MADE).decode())
    assert page.tags == {"html", "head", "meta", "title", "style", "body", "main", "h1", "p", "ol", "li", "h2", "a"}
    links = {value or "" for name, value in page.attributes if name == "href"}
    assert {link.split("/")[2] for link in links} == {"arxiv.org", "huggingface.co", "github.com"}
    assert not {"src", "style", "onerror"} & {name for name, _ in page.attributes}
    assert "url(" not in html(MADE).decode()


def test_the_feed_has_what_rfc_4287_asks_for_and_ids_that_stay() -> None:
    feed, later = (xml.fromstring(atom(MADE._replace(made_at=when))) for when in (NOW, NOW.replace(year=2027)))
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.iter(f"{ATOM}entry")):
        assert [len(one.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert re.fullmatch(r"tag:daily-papers\.invalid,2026:[\w:/.%-]+", one.findtext(f"{ATOM}id") or "")
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [e.text for e in feed.iter(f"{ATOM}id")] == [e.text for e in later.iter(f"{ATOM}id")]
    moments = [next(one.iter(f"{ATOM}entry")).findtext(f"{ATOM}updated") for one in (feed, later)]
    assert moments[0] == moments[1]


def test_a_message_has_both_texts_and_no_header_of_a_paper() -> None:
    data = eml(MADE, ADA, subject="Hi\r\nBcc: all@example.org")
    message = parsed(data)
    assert data.isascii()
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert (message["To"], message["From"]) == ("Ada <ada@example.org>", "Daily Papers <ada@example.org>")
    assert message["Subject"] == "Hi Bcc: all@example.org"
    assert message["Date"].datetime == NOW
    assert "Bcc" not in message
    assert not message.defects
    for part, form in zip(message.iter_parts(), ("text", "html"), strict=True):
        assert part.get_content() == writer_of(form)(MADE).decode()


def test_a_message_of_the_same_papers_has_the_same_id() -> None:
    one, again = parsed(eml(MADE, ADA)), parsed(eml(MADE._replace(made_at=NOW.replace(hour=13)), ADA))
    other = parsed(eml(MADE._replace(sections=(Section("", MADE.items[1:]),)), ADA))
    assert one["Message-ID"] == again["Message-ID"] != other["Message-ID"]


@pytest.mark.parametrize("words", ["Ada <ada@example.org>", "ada@example.org", "Łoś É. <a@b.org>", '"A, B" <a@b.org>'])
def test_an_address_is_understood(words: str) -> None:
    assert parsed(eml(MADE, address(words)))["To"].addresses[0].addr_spec in words


@pytest.mark.parametrize(
    "words",
    [
        "",
        "ada",
        "Łoś, É. <a@b.org>",
        "a@b.org, c@d.org",
        "a@b.org\r\nBcc: c@d.org",
        "a@b.org\n",
        "@b.org",
        "a@",
        "é@b.org",
        "b@é.org",
        "a b@c",
    ],
)
def test_what_is_no_address_is_refused(words: str) -> None:
    with pytest.raises(UseError, match="not an email address"):
        address(words)


HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}
INJECTED = "=?utf-8?q?a=0D=0ABcc:_all@example.org?="
PIECES = (INJECTED, "=?", "?=", "utf-8?q?a=0ABcc:", "=0A", '"', "\\", "<", ">", "(", ")", ",", ";", ":", "@", " ", "é")
words = st.lists(st.sampled_from([*PIECES, "ada", "ada@example.org", "x" * 80]), max_size=8).map("".join)


@pytest.mark.parametrize("query", [INJECTED, f"x {INJECTED}", INJECTED * 2, "==??=utf-8?q?=0ABcc:x?="])
def test_an_encoded_word_is_no_header(query: str) -> None:
    asked = digest(ENTRIES, NOW, query=query)
    for message in (parsed(eml(asked, ADA)), parsed(eml(MADE, ADA, subject=query))):
        assert set(message.keys()) == HEADERS
        assert query[:9].replace("=?", "= ?")[:9] in message["Subject"]
    with pytest.raises(UseError, match="not an email address"):
        address(f'"{query}" <ada@example.org>')


def understood(typed: str) -> Address:
    try:
        return address(typed)
    except UseError:
        return ADA


@given(words, words, words)
def test_nothing_typed_makes_a_header(to: str, sender: str, subject: str) -> None:
    typed = (understood(to), understood(sender))
    message = parsed(eml(SHORT, *typed, subject=subject))
    assert set(message.keys()) == HEADERS
    assert not message.defects
    for name, one in zip(("To", "From"), typed, strict=True):
        assert [known.addr_spec for known in message[name].addresses] == [one.addr_spec]


XHTML = "{http://www.w3.org/1999/xhtml}"


def test_a_fact_is_on_one_line_of_the_text() -> None:
    name = "University of California at San Diego"
    made = digest([entry(1, upvotes=12, comments=3, organization=Organization(login="o", name=name))], NOW)
    facts = [row.strip() for row in text(made).decode().split("\n") if "vote" in row or "Diego" in row]
    assert facts == ["Withdrawn · 12 votes · 3 comments", name]
    long = digest([entry(1, organization=Organization(login="o", name="Name " * 30), withdrawn=None)], NOW)
    assert max(map(cell_len, text(long).decode().split("\n"))) <= COLUMNS


def test_a_feed_keeps_its_title_and_names_the_day_below() -> None:
    feed = xml.fromstring(atom(digest([entry(1)], NOW)))
    assert feed.findtext(f"{ATOM}title") == "Daily Papers"
    assert feed.findtext(f"{ATOM}subtitle") == "Thu 20 Aug 2026 · 1 paper"


def test_a_paper_of_a_feed_is_of_its_day_wherever_it_is_read() -> None:
    when = datetime.fromisoformat(
        xml.fromstring(atom(digest([entry(1)], NOW))).findtext(f".//{ATOM}entry/{ATOM}updated") or ""
    )
    for hours in range(-11, 12):
        assert when.astimezone(timezone(timedelta(hours=hours))).date() == DAY


def test_a_summary_of_a_feed_is_paragraphs_and_authors_are_many() -> None:
    one = xml.fromstring(atom(digest([entry(1, ai_summary="<b>&lt; a</b>")], NOW))).find(f"{ATOM}entry")
    assert one is not None
    summary = one.find(f"{ATOM}summary")
    assert summary is not None
    assert summary.get("type") == "xhtml"
    (body,) = summary
    assert body.tag == f"{XHTML}div"
    assert [(part.tag, part.text) for part in body] == [
        (f"{XHTML}p", "Withdrawn · 1 vote · The [/] =Org"),
        (f"{XHTML}p", "<b>&lt; a</b>"),
    ]
    assert [name.text for name in one.iterfind(f"{ATOM}author/{ATOM}name")] == list(NAMES)
