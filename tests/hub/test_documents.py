"""Full texts as the Hub sends them, and what comes instead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.errors import HubError
from reader.hub import documents
from reader.hub.client import Hub
from reader.hub.rate_limit import LimitedError
from tests.hub import faults
from tests.hub.conftest import TOKEN
from tests.hub.double import HubDouble
from tests.hub.sentence import is_sentence

ID = "2608.00001"
TEXT = "Title: A text\n\nMarkdown Content:\n<b>θ</b> [31m\n"
SHELL = f'<!doctype html><html><link rel="canonical" href="https://huggingface.co/papers/{ID}"></html>'.encode()


@pytest.fixture
def other() -> Iterator[HubDouble]:
    """Where the Hub redirects to: its own host, another port."""
    with HubDouble() as running:
        running.texts[ID] = b"from there"
        yield running


async def test_a_text_is_asked_as_markdown_and_comes_as_it_is(hub: Hub, double: HubDouble) -> None:
    double.texts[ID] = b"\xef\xbb\xbf" + TEXT.encode() + b"\xff"
    assert await hub.full_text(ID) == TEXT + "\ufffd"
    [asked] = double.requests
    assert (asked.path, asked.headers["accept"]) == (f"/papers/{ID}.md", "text/markdown")
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    await hub.newest_day()
    assert double.requests[-1].headers["accept"] == "application/json"


async def test_what_the_hub_does_not_have_is_nothing(hub: Hub, double: HubDouble) -> None:
    assert await hub.full_text(ID) is None
    for body, content_type in ((SHELL, "text/html"), (b"\n " + SHELL, "text/markdown")):
        double.break_(faults.web_page(body=body, content_type=content_type))
        assert await hub.full_text(ID) is None


async def test_a_page_of_anything_else_is_no_answer(hub: Hub, double: HubDouble, other: HubDouble) -> None:
    double.break_(faults.web_page())
    with pytest.raises(HubError, match="sent a web page instead of a text") as caught:
        await hub.full_text(ID)
    assert is_sentence(caught.value)
    double.break_(faults.redirects(f"{other.url.replace('127.0.0.1', 'localhost')}/papers/{ID}.md"))
    other.break_(faults.web_page(body=SHELL))
    with pytest.raises(HubError, match=r"another host .*captive portal"):
        await hub.full_text(ID)
    assert other.requests == []


@pytest.mark.parametrize("status", [302, 307])
async def test_the_token_does_not_follow_to_another_port(
    hub: Hub, double: HubDouble, other: HubDouble, status: int
) -> None:
    double.break_(faults.redirects(f"{other.url}/papers/{ID}.md", status))
    assert await hub.full_text(ID) == "from there"
    assert double.requests[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert "authorization" not in other.requests[0].headers
    assert other.requests[0].headers["accept"] == "text/markdown"
    assert TOKEN not in str(other.requests)


async def test_a_text_that_repeats_the_token_does_not_show_it(hub: Hub, double: HubDouble) -> None:
    double.texts[ID] = f"The token is {TOKEN}.".encode()
    assert await hub.full_text(ID) == "The token is (token)."


async def test_what_is_too_large_is_refused(hub: Hub, double: HubDouble) -> None:
    double.texts[ID] = b"x" * documents.TEXT_LIMIT
    assert len(await hub.full_text(ID) or "") == documents.TEXT_LIMIT
    double.texts[ID] = b"x" * 20 * 2**20
    with pytest.raises(HubError, match="too large: more than 2 MiB for one full text") as caught:
        await hub.full_text(ID)
    assert is_sentence(caught.value)


async def test_pages_are_counted_by_themselves(hub: Hub, double: HubDouble) -> None:
    double.texts[ID] = b"x"
    double.pages_left = 3
    await hub.full_text(ID)
    assert hub.pause == 0  # Feeds can be asked for.
    assert (hub.pages.left or (None,))[0] == 2
    double.break_(faults.too_many(RateLimit='"pages";r=0;t=55'), times=1)
    with pytest.raises(LimitedError, match=r"is limiting requests \(429 Too Many Requests\)") as caught:
        await hub.full_text(ID)
    assert is_sentence(caught.value)


@pytest.mark.parametrize("status", [400, 403, 410, 500])
async def test_a_refusal_is_an_error_and_no_absence(hub: Hub, double: HubDouble, status: int) -> None:
    double.break_(faults.Answers(status))
    with pytest.raises(HubError) as caught:
        await hub.full_text(ID)
    assert is_sentence(caught.value)


async def test_a_text_that_is_cut_off_is_an_error(hub: Hub, double: HubDouble) -> None:
    double.texts[ID] = b"x" * 10_000
    double.break_(faults.cut_off)
    with pytest.raises(HubError, match="cut off"):
        await hub.full_text(ID)
