"""Asking a Hub that answers wrongly: one sentence each, and nothing kept of the answer."""

from __future__ import annotations

import asyncio
import gzip
import os
import traceback
import tracemalloc
import zlib

import pytest

from reader.errors import HubError, UnreachableError
from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from tests.hub import faults
from tests.hub.conftest import THURSDAY, TOKEN
from tests.hub.double import Exchange, Fault, HubDouble, as_json
from tests.hub.papers import OSC52, day
from tests.hub.sentence import is_sentence

TOO_LARGE = "too large: more than 2 MiB"


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (
            faults.web_page(),
            r"sent a web page instead of data\. Does this network have a sign-in page \(captive portal\)",
        ),
        (faults.web_page(content_type="application/json"), "sent a web page instead of data"),
        (faults.web_page(content_type="text/plain", body=b"\n \t<html>"), "sent a web page instead of data"),
        (faults.web_page(content_type="application/xhtml+xml", body=b"?"), "sent a web page instead of data"),
        (faults.web_page(511), r"requires a sign-in \(511 Network Authentication Required\)"),
        (faults.web_page(403), r"answered 403 Forbidden\. Try again later"),
        (faults.cut_off, "was cut off"),
        (faults.cut_off_chunked, "was cut off"),
        (faults.cut_off_unnoticed, "not JSON or it was cut off on the way"),
        (faults.cut_off_gzip, "was cut off"),
        (faults.hangs_up, "sent no valid answer"),
        (faults.big_headers, "sent no valid answer"),
        (faults.not_http, "sent no valid answer"),
        (faults.endless, TOO_LARGE),
        (faults.endless_nothing, TOO_LARGE),
        (faults.Bomb(), TOO_LARGE),
        (faults.double_gzip(), "compression that was not requested"),
        (faults.Encoded("gzip, identity", gzip.compress), "compression that was not requested"),
        (faults.Encoded("br"), "compression that was not requested"),
        (faults.Encoded("\x1b[31m"), "compression that was not requested"),
        (faults.Encoded("gzip"), "cannot be decompressed"),
        (faults.Encoded("deflate", gzip.compress), "cannot be decompressed"),
        (faults.Encoded("gzip", lambda body: b""), "cut off"),
        (faults.Encoded("gzip", lambda body: gzip.compress(body)[:-4] + b"abcd"), "cannot be decompressed"),
        (faults.Answers(200, b""), "sent an empty answer"),
        (faults.Answers(200), "did not send a list of papers: “Something �\\[31mbroke�”"),
        (faults.Answers(204, b""), "answered 204 No Content"),
        (faults.Answers(300), "answered 300 Multiple Choices"),
        (faults.Answers(404), r"answered 404 Not Found: “Something �\[31mbroke�”\. Check HF_ENDPOINT"),
        (faults.Answers(401, b"{"), "answered 401 Unauthorized"),
        (faults.Answers(500, b"x" * 100_000), r"answered 500 Internal Server Error\. Try again later"),
        (faults.Answers(500, as_json({"error": OSC52 + "\u202e[/]\n" * 100})), "answered 500 .*…”"),
        (faults.Answers(599, b"", {"Content-Encoding": "gzip, gzip"}), "answered 599. Try"),
        (faults.Answers(500, b"", {"X-Odd": "\xff\u202e"}), "answered 500"),
    ],
)
async def test_a_wrong_answer_is_one_sentence(hub: Hub, double: HubDouble, fault: Fault, says: str) -> None:
    double.break_(fault)
    with pytest.raises(HubError, match=says) as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value), str(caught.value)
    assert hub.name in str(caught.value)
    assert not isinstance(caught.value, UnreachableError)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    double.mend()
    assert await hub.daily_papers(THURSDAY) is not None


@pytest.mark.parametrize(
    "fault",
    [
        faults.old_http,
        faults.Encoded("identity"),
        faults.Encoded("GZIP", gzip.compress),
        faults.Encoded("deflate", zlib.compress),
        faults.Encoded("gzip", lambda body: gzip.compress(body, 0)),
        faults.Changes(lambda reply: reply.with_(content_type="text/plain; charset=latin-1")),
        faults.Changes(lambda reply: reply.with_(body=gzip.compress(b"\xef\xbb\xbf " + gzip.decompress(reply.body)))),
    ],
)
async def test_what_is_only_odd_is_read(hub: Hub, double: HubDouble, fault: Fault) -> None:
    double.days[THURSDAY] = day(100)
    double.break_(fault)
    answer = await hub.daily_papers(THURSDAY)
    assert answer is not None
    assert (len(answer.papers), answer.skipped) == (100, 0)


async def test_a_large_day_is_read_to_its_end(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = day(100)
    for one in double.days[THURSDAY]:
        one["padding"] = os.urandom(8_000).hex()
    answer = await hub.daily_papers(THURSDAY)
    assert answer is not None
    assert len(answer.papers) == 100


async def test_the_limit_is_for_all_pages_together(hub: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = day(300)
    for one in double.days[THURSDAY]:
        one["padding"] = "x" * 5_000
    with pytest.raises(HubError, match=TOO_LARGE):
        await hub.daily_papers(THURSDAY)
    assert [request.query["p"] for request in double.requests] == ["0", "1", "2"]


async def test_exactly_as_much_as_the_limit_is_read(hub: Hub, double: HubDouble) -> None:
    limit = 2 * 2**20
    double.break_(faults.Encoded("gzip", lambda body: gzip.compress(body.ljust(limit))))
    assert await hub.daily_papers(THURSDAY) is not None
    double.break_(faults.Encoded("gzip", lambda body: gzip.compress(body.ljust(limit + 1))))
    with pytest.raises(HubError, match=TOO_LARGE):
        await hub.daily_papers(THURSDAY)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (faults.Bomb(), TOO_LARGE),
        (faults.Bomb(500), "answered 500"),
        (faults.endless, TOO_LARGE),
        (faults.endless_nothing, TOO_LARGE),
    ],
)
async def test_what_is_too_large_does_not_fill_the_memory(hub: Hub, double: HubDouble, fault: Fault, says: str) -> None:
    double.break_(fault)
    await asyncio.gather(hub.newest_day(), return_exceptions=True)  # Imports are no part of it.
    tracemalloc.start()
    try:
        with pytest.raises(HubError, match=says):
            await hub.daily_papers(THURSDAY)
        assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    finally:
        tracemalloc.stop()


async def test_an_answer_that_repeats_the_token_does_not_show_it(hub: Hub, double: HubDouble) -> None:
    for status in (200, 403):
        double.break_(faults.Answers(status, as_json({"error": f"Bad header: Bearer {TOKEN}"})))
        with pytest.raises(HubError, match=r"Bad header: Bearer \(token\)") as caught:
            await hub.daily_papers(THURSDAY)
        assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_papers_are_not_searched_for_the_token(double: HubDouble) -> None:
    hub = Hub(Endpoint(double.url, "e"))
    answer = await hub.daily_papers(THURSDAY)
    await hub.close()
    assert answer is not None
    assert "(token)" not in repr(answer)


async def test_a_bad_token_is_left_out_once_and_for_all(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.unauthorized)
    assert await hub.daily_papers(THURSDAY) is not None
    assert await hub.newest_day() == THURSDAY
    assert ["authorization" in request.headers for request in double.requests] == [True, False, False]


async def test_a_401_that_is_not_for_the_token_is_not_repeated_for_ever(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.Answers(401))
    for _ in range(2):
        with pytest.raises(HubError, match="answered 401 Unauthorized"):
            await hub.daily_papers(THURSDAY)
    assert ["authorization" in request.headers for request in double.requests] == [True, False, False]


async def test_without_a_token_none_is_sent(double: HubDouble) -> None:
    hub = Hub(Endpoint(double.url))
    await hub.daily_papers(THURSDAY)
    await hub.close()
    assert "authorization" not in double.requests[0].headers


async def test_a_status_with_a_foreign_name_is_called_by_its_own(hub: Hub, double: HubDouble) -> None:
    async def rude(exchange: Exchange) -> None:
        await exchange.write(b"HTTP/1.1 418 \x9b31m[/] " + TOKEN.encode() + b"\r\nContent-Length: 0\r\n\r\n")

    double.break_(rude)
    with pytest.raises(HubError, match=r"answered 418 I'm a Teapot\. ") as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)
