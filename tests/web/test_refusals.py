"""Who is let in, and what is done to those who talk nonsense."""

from __future__ import annotations

import http.client
import json
import re
import socket
import struct
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from urllib.parse import urljoin

import pytest

from reader.web.tabs import MOST
from tests import slow
from tests.terminal import PATIENCE
from tests.web.serving import TAB, Serving, refused, serving, talking, until


def get(server: Serving, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode(errors="replace")
    finally:
        line.close()


@pytest.mark.parametrize("query", ["", "?token=", "?token=x", "?Token={token}", "?token={token}x", "?token=%ff"])
def test_the_page_is_for_those_who_have_the_whole_address(sample: Serving, query: str) -> None:
    status, _, said = get(sample, "/" + query.format(token=sample.token))
    assert status == 403
    assert "daily-papers serve" in said
    assert sample.token not in said


def test_the_address_that_is_printed_shows_the_page(sample: Serving) -> None:
    assert sample.address == f"http://127.0.0.1:{sample.port}/?token={sample.token}"
    assert len(sample.token) >= 32
    status, headers, page = get(sample, f"/?token={sample.token}")
    assert status == 200
    assert "Daily Papers" in page
    assert sample.token not in page
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_browser_keeps_what_has_a_version_and_asks_for_all_else(sample: Serving) -> None:
    _, headers, page = get(sample, f"/?token={sample.token}")
    assert headers["Cache-Control"] == "no-store"
    versioned = re.findall(r'"((?:static|assets)/[^"]*\?v=[0-9a-f]{16})"', page)
    assert len(versioned) == 6
    for path in versioned:
        assert "immutable" in get(sample, f"/{path}")[1]["Cache-Control"]
        assert get(sample, f"/{path.partition('?')[0]}")[1]["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["page.html", "page.css"])
def test_nothing_of_the_page_comes_from_elsewhere(sample: Serving, name: str) -> None:
    status, headers, text = get(sample, f"/assets/{name}")
    assert status == 200
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert not re.findall(r"""(?:src|href|url)[=(]["']?(?:/|https?:)""", text)


@pytest.mark.parametrize(
    "path", ["/assets/", "/static/", "/assets/../server.py", "/assets/%2e%2e/server.py", "/talk/x", "/x"]
)
def test_nothing_else_is_given_away(sample: Serving, path: str) -> None:
    assert get(sample, path)[0] in (403, 404)


@pytest.mark.parametrize(
    "origin",
    [
        *("", "null", "http://example.com", "http://127.0.0.1.example.com", "http://example.com:{port}", "localhost"),
        *("file://localhost", "http://localhost@example.com", "http://[", "http://192.168.1.5:{port}"),
    ],
)
async def test_no_other_page_opens_the_reader(sample: Serving, origin: str) -> None:
    headers = {"Origin": origin.format(port=sample.port)} if origin else {}
    before = sample.readers()  # One may wait for a page.
    assert await refused(sample, headers=headers) == 403
    assert {*sample.readers()} <= {*before}


@pytest.mark.parametrize("token", ["x", "%ff", "-" * 32])
async def test_without_the_token_no_reader_is_opened(sample: Serving, token: str) -> None:
    before = sample.readers()
    assert await refused(sample, token=token) == 403
    assert {*sample.readers()} <= {*before}


@pytest.mark.parametrize("tab", ["", "x", "..", TAB[1:], TAB.upper()])
async def test_a_tab_has_a_name_of_the_form_that_pages_give(sample: Serving, tab: str) -> None:
    assert await refused(sample, tab=tab) == 404


@pytest.mark.parametrize(
    "origin", ["http://localhost:9999", slow("http://127.0.0.1"), slow("https://[::1]:1"), slow("http://LOCALHOST:80")]
)
async def test_a_forwarded_port_is_this_machine(sample: Serving, origin: str) -> None:
    async with talking(sample, headers={"Origin": origin, "Host": "tablet.example:9999"}) as page:
        await page.wait_for("Sample edition")


@pytest.mark.parametrize(
    "said",
    [
        *("rubbish", '["stdin"]', slow('["stdin", 1]'), slow("{}"), slow("[]"), slow("1"), slow("[" * 100_000)),
        *(slow('["resize", {"width": "x", "height": 1}]'), slow('["answer", {"id": 1}]'), slow('["quit"]'), b"\0" * 9),
        slow(json.dumps(["stdin", "x" * 10_000_000])),
    ],
    ids=lambda said: repr(said[:20]),
)
async def test_one_who_talks_nonsense_is_not_listened_to(sample: Serving, said: str | bytes) -> None:
    async with talking(sample) as page:
        await page.wait_for("Sample edition")
        with suppress(ConnectionError):  # A long one is not read to its end.
            await (page.socket.send_bytes(said) if isinstance(said, bytes) else page.socket.send_str(said))
        assert await page.end() in (1006, 1008, 1009)
    await until(lambda: not sample.readers())


@pytest.mark.slow
@pytest.mark.parametrize(
    "said", [b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, b"GET / HTTP/1.1\r\n:\r\n\r\n", b"\x16\x03\x01\r\n"]
)
def test_of_one_who_talks_no_http_the_terminal_is_told_nothing(tmp_path: Path, said: bytes) -> None:
    with serving(tmp_path, "--sample") as server:  # Which looks at its stderr in the end.
        with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as line:
            line.sendall(said + b"\r\n\r\n")
            assert b" 400 " in line.recv(100)
        assert get(server, "/")[0] == 403


@pytest.mark.slow
async def test_of_one_who_has_gone_the_terminal_is_told_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, "--sample") as server:
        head = f"GET /talk/{server.token}/{TAB}?width=80&height=24 HTTP/1.1\r\nHost: x\r\nOrigin: http://localhost\r\n"
        upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as line:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                line.sendall(f"{head}{upgrade}Sec-WebSocket-Key: {'A' * 22}==\r\n\r\n".encode())
        await until(lambda: not server.readers())
        assert get(server, "/")[0] == 403


@pytest.mark.slow
async def test_further_tabs_than_the_machine_can_bear_are_told_so(sample: Serving) -> None:
    async with AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(talking(sample, f"{number:032x}")) for number in range(MOST + 1)]
        ended = await pages[-1].wait_until_told("ended")
        assert ended == {"left": False, "why": "Too many tabs have the reader open. Close one, then go on here."}
        await pages[0].wait_for("Sample edition")
        assert len(sample.readers()) <= MOST
        again = await stack.enter_async_context(talking(sample, f"{0:032x}"))  # Not one more.
        await again.wait_for("Sample edition")
    await until(lambda: not sample.readers())


@pytest.mark.parametrize("path", ["/", "/open/x"])
def test_a_refusal_looks_like_the_page(sample: Serving, path: str) -> None:
    _, _, said = get(sample, path)
    links = re.findall('href="([^"]*)"', said)
    answers = [get(sample, urljoin(path, link)) for link in links]
    assert [(status, headers.get_content_type()) for status, headers, _ in answers] == [
        (200, "image/svg+xml"),
        (200, "text/css"),
    ]


def test_an_earlier_server_is_told_from_an_address_that_was_cut(sample: Serving) -> None:
    status, headers, said = get(sample, f"/?token={'x' * len(sample.token)}")
    assert status == 403
    assert "that of an earlier server" in said
    assert "daily-papers serve" in said
    assert "viewport" in said
    assert headers.get_content_type() == "text/html"
    _, _, said = get(sample, f"/?token={sample.token[:-1]}")
    assert "not complete, or wrong" in said
