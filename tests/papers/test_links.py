"""Which ids and addresses are trusted, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.papers import links

IDS = ["2608.17271", "0704.0001", "1412.9999", "cs/0112017", "hep-th/9901001", "math.GT/0309136", "astro-ph.CO/0701234"]

NO_IDS = [
    "",
    "2608.17271v2",
    "2608.17271\n",
    " 2608.17271",
    "2608.17271;x",
    "2608.172",
    "2608.172711",
    "../2608.17271",
    "2608.17271/../x",
    "٢٦٠٨.17271",
    "２６０８.17271",
    "cs/011201",
    "cs/01120178",
    "cs/0112017\n",
    "CS/0112017",
    "cs.gt/0112017",
    "a-b-c/0112017",
    "-th/9901001",
    "--help/9901001",
    "/0112017",
    "https://arxiv.org/abs/2608.17271",
]

GOOD = [
    "https://arxiv.org/abs/2608.17271",
    "http://127.0.0.1:8000/",
    "https://[::1]:8443/x?y=1&z=%20#top",
    "HTTPS://example.org",
    "https://medium.com/@someone/a-post",
    "https://en.wikipedia.org/wiki/Transformer_(deep_learning)",
    "https://example.org/" + "a" * (links.URL_LIMIT - 20),
]

BAD = [
    "",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "ssh://-oProxyCommand=x/y",
    "data:text/html,x",
    "vscode://x/y",
    "mailto:x@example.org",
    "ftp://example.org/",
    "//example.org/x",
    "example.org",
    "--help",
    "-remote openURL(https://example.org)",
    "--https://example.org",
    "https://example.org/%action",
    "https:example.org",
    "https:/example.org",
    "https://",
    "https:///etc/passwd",
    "https://?x",
    "https://:80/",
    "https://arxiv.org@evil.example/",
    "https://user:word@arxiv.org/",
    "https://@arxiv.org/",
    "https://аrxiv.org/",
    "https://arxiv。org/",
    "httpſ://example.org/",
    "https://example.org/é",
    "https://example.org/a b",
    " https://example.org/",
    "https://example.org/\n",
    "https://github.com/\nFightingFighting/NeuroAda.git",
    "https://example.org/\t",
    "https://example.org/\x1b[2J",
    "https://example.org/\x7f",
    "https://example.org/\x9b31m",
    "https://example.org\\@evil.example/",
    "https://example.org\\x",
    'https://example.org/"x',
    "https://example.org/'x",
    "https://example.org/`x`",
    "https://example.org/<x>",
    "https://example.org/{x}|y^z",
    "https://example.org:0/",
    "https://example.org:99999/",
    "https://example.org:x/",
    "https://[::1/",
    "https://example.org/" + "a" * (links.URL_LIMIT - 19),
]


@pytest.mark.parametrize("text", IDS)
def test_an_id_is_known(text: str) -> None:
    assert links.is_arxiv_id(text)


@pytest.mark.parametrize("text", NO_IDS)
@pytest.mark.parametrize("address", [links.arxiv_url, links.pdf_url, links.hub_url, links.doi, links.alphaxiv_url])
def test_nothing_is_made_of_what_is_no_id(text: str, address: Callable[[str], str]) -> None:
    assert not links.is_arxiv_id(text)
    with pytest.raises(ValueError, match="not an arXiv id"):
        address(text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("2608.17271v2", "2608.17271"),
        ("2608.17271v12", "2608.17271"),
        ("2608.17271", "2608.17271"),
        ("cs/0112017v1", "cs/0112017"),
        ("2608.17271v", "2608.17271v"),
        ("2608.17271v2\n", "2608.17271v2\n"),
        ("2608.17271v1v2", "2608.17271v1v2"),
        ("conv2", "conv2"),
        ("", ""),
    ],
)
def test_the_version_of_an_id_goes_and_nothing_else(text: str, bare: str) -> None:
    assert links.without_version(text) == bare


def test_the_addresses_of_a_paper() -> None:
    assert links.arxiv_url("2608.17271") == "https://arxiv.org/abs/2608.17271"
    assert links.arxiv_url("math.GT/0309136") == "https://arxiv.org/abs/math.GT/0309136"
    assert links.pdf_url("2608.17271") == "https://arxiv.org/pdf/2608.17271"
    assert links.hub_url("2608.17271") == "https://huggingface.co/papers/2608.17271"
    assert links.doi("2608.17271") == "10.48550/arXiv.2608.17271"
    assert links.alphaxiv_url("2608.17271") == "https://www.alphaxiv.org/abs/2608.17271"


@pytest.mark.parametrize("url", GOOD)
def test_a_web_address_may_be_opened(url: str) -> None:
    assert links.safe_url(url) == url


@pytest.mark.parametrize("url", BAD)
def test_anything_else_may_not(url: str) -> None:
    assert links.safe_url(url) is None


@given(st.text(max_size=60) | st.from_regex(r"https?://.{0,40}"))
def test_what_may_be_opened_is_always_plain(text: str) -> None:
    url = links.safe_url(text)
    assert url is None or (url == text and url.isascii() and url.isprintable() and url.lower().startswith("http"))


NAMES = [
    "2608.17271",
    " 2608.17271v3 ",
    "2608.17271v2",
    "2608.17271V2",
    "arXiv:2608.17271",
    "arXiv: 2608.17271v1",
    "arXiv:2608.17271 [cs.CL]",
    "arXiv:2608.17271v2 [hep-th]",
    "arXiv:2608.17271v1 [cond-mat.mtrl-sci] 18 Aug 2026",
    "(arXiv:2608.17271 [cs.CL]).",
    "ARXIV.2608.17271",
    "arXiv.2608.17271",
    "https://arxiv.org/abs/2608.17271",
    "https://arxiv.org/abs/2608.17271v2?context=cs.CL",
    "http://www.arxiv.org/pdf/2608.17271v2.pdf",
    "https://arxiv.org/pdf/2608.17271#page=3",
    "HTTPS://EXPORT.ARXIV.ORG/ABS/2608.17271",
    "arxiv.org/html/2608.17271/",
    "https://arxiv.org/html/2608.17271v1#S3.F2",
    "https://arxiv.org/format/2608.17271",
    "https://ar5iv.org/abs/2608.17271",
    "https://ar5iv.labs.arxiv.org/html/2608.17271",
    "https://huggingface.co/papers/2608.17271#discussion?x",
    "https://huggingface.co/papers/2608.17271.md",
    "huggingface.co/api/papers/2608.17271",
    "https://hf.co/papers/2608.17271",
    "https://www.alphaxiv.org/abs/2608.17271?a=b",
    "https://alphaxiv.org/overview/2608.17271v2",
    "https://www.alphaxiv.org/zh/overview/2608.17271",
    "https://doi.org/10.48550/arXiv.2608.17271",
    "https://doi.org/10.48550%2FarXiv.2608.17271",
    "http://dx.doi.org/10.48550/ARXIV.2608.17271",
    "doi:10.48550/arXiv.2608.17271",
    "DOI: 10.48550/arXiv.2608.17271",
    "10.48550/arXiv.2608.17271",
    "<https://arxiv.org/abs/2608.17271>",
    "<https://arxiv.org/abs/2608.17271>.",
    "(2608.17271)",
    "2608.17271)",
    "https://arxiv.org/abs/2608.17271).",
    "“2608.17271”,",
    "[2608.17271]",
    "`arXiv:2608.17271`",
]
"""What people call the same paper."""


@pytest.mark.parametrize("text", NAMES)
def test_a_paper_is_known_by_what_people_call_it(text: str) -> None:
    for id in ("2608.17271", "cs/0112017", "math.GT/0309136"):
        assert links.paper_id(text.replace("2608.17271", id)) == id


def test_ids_of_the_first_years_have_a_slash() -> None:
    assert [id for id in IDS if links.is_old_id(id)] == IDS[3:]


def test_a_doi_in_capitals_names_an_old_paper_too() -> None:
    assert links.paper_id("10.48550/ARXIV.HEP-TH/9901001V2") == "hep-th/9901001"
    assert links.paper_id("10.48550/ARXIV.MATH.GT/0309136") == "math.GT/0309136"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:8000",
        "https://mirror.example/hub",
        "https://mirror.example/",
        "http://localhost:8080",
        "https://a+b.c",
    ],
)
def test_pages_of_the_hub_that_was_chosen_name_papers(endpoint: str) -> None:
    page = f"{endpoint.rstrip('/')}/papers/2608.17271"
    assert links.paper_id(page) is None
    for name in (page, f"<{page}.md>", page.partition("//")[2], page.upper().replace("PAPERS", "papers")):
        assert links.paper_id(name, endpoint) == "2608.17271"
    assert links.paper_id(page.replace("/papers", "x/papers"), endpoint) is None
    assert links.paper_id("https://hf.co/papers/2608.17271", endpoint) == "2608.17271"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fri",
        "2026-08-20",
        "2026.08",
        "starred",
        "agents 2608.17271",
        "2608.17271 2608.17272",
        "2608.17271,2608.17272",
        "2608.172711",
        "12608.17271",
        "2608.17271v",
        "2608.17271v2v3",
        "title:2608.17271",
        "-2608.17271",
        "٢٦٠٨.17271",
        "２６０８.17271",
        "https://evil.example/2608.17271",
        "https://evil.example/papers/2608.17271",
        "https://huggingface.co.evil.example/papers/2608.17271",
        "https://evil.example/https://arxiv.org/abs/2608.17271",
        "https://evil.example/?u=arxiv.org/abs/2608.17271",
        "https://arxiv.org@evil.example/abs/2608.17271",
        "https://user@arxiv.org/abs/2608.17271",
        "https://arxiv.org:8080/abs/2608.17271",
        "https://arxivXorg/abs/2608.17271",
        "https://notarxiv.org/abs/2608.17271",
        "https://arxiv.org/abs/../2608.17271",
        "https://arxiv.org/abs/2608.17271/../x",
        "https://arxiv.org/abſ/2608.17271",
        "httpſ://arxiv.org/abs/2608.17271",
        "ftp://arxiv.org/abs/2608.17271",
        "javascript:arxiv.org/abs/2608.17271",
        "https://huggingface.co/papers/date/2026-08-20",
        "https://huggingface.co/datasets/2608.17271",
        "https://doi.org/10.1145/2608.17271",
        "arxiv:arxiv:2608.17271",
        "2608.17271\x1b[2J",
        "2608.17271\u202e",
        "\x002608.17271",
        "2608.\n17271",
        " " * links.URL_LIMIT + "2608.17271",
    ],
)
def test_anything_else_is_no_paper(text: str) -> None:
    assert links.paper_id(text) is None
    assert links.paper_id(text, "https://mirror.example") is None


@given(st.text("2608.17271v/[]()<> abcsCL:-#?%2F\x1b\n", max_size=80) | st.text(max_size=30))
def test_what_names_a_paper_is_an_id_and_names_itself(text: str) -> None:
    id = links.paper_id(text)
    assert id is None or (links.is_arxiv_id(id) and links.paper_id(id) == id)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *((text, "is incomplete: since 2015") for text in ("2608.1", "arXiv:2608.1727v2", "1501.0001", " 2608.172. ")),
        *((text, "has a digit too many: since 2015") for text in ("2608.172711", "2608.1727111")),
        *((text, "is incomplete: until 2014") for text in ("1412.698", "0704.1")),
        ("1412.06980", "has a digit too many: until 2014"),
        ("2613.17271", "is not an arXiv id: those begin with the year and the month, and no month is 13"),
        *((text, "") for text in ("2608.17271", "1412.6980", "1501.00001", "cs/0112017", "2026.8", "20.8", "fri", "")),
        *((text, "") for text in ("2026.08.20", "2608.17271v3", "2608.", "2608.12345678")),
    ],
)
def test_a_number_that_no_paper_can_have(text: str, why: str) -> None:
    assert links.misnumbered(text).startswith(why)
    assert bool(links.misnumbered(text)) is bool(why)
