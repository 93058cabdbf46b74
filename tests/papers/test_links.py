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


@pytest.mark.parametrize(
    "text",
    [
        "2608.17271",
        " 2608.17271v3 ",
        "arXiv:2608.17271",
        "https://arxiv.org/abs/2608.17271",
        "http://www.arxiv.org/pdf/2608.17271v2.pdf",
        "arxiv.org/html/2608.17271/",
        "https://huggingface.co/papers/2608.17271#discussion?x",
        "https://www.alphaxiv.org/abs/2608.17271?a=b",
        "https://doi.org/10.48550/arXiv.2608.17271",
        "10.48550/arXiv.2608.17271",
    ],
)
def test_a_paper_is_known_by_what_people_call_it(text: str) -> None:
    assert links.paper_id(text) == "2608.17271"
    assert links.paper_id(text.replace("2608.17271", "cs/0112017")) == "cs/0112017"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fri",
        "2026-08-20",
        "starred",
        "https://evil.example/2608.17271",
        "arxiv:arxiv:2608.17271",
        "2608.17271\x1b[2J",
    ],
)
def test_anything_else_is_no_paper(text: str) -> None:
    assert links.paper_id(text) is None
