"""The double answers as the Hub does, and stops at once."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError

import pytest

from reader.hub.wire import papers_of
from tests.hub import faults
from tests.hub.conftest import THURSDAY, WEDNESDAY
from tests.hub.double import HubDouble, as_json
from tests.hub.faults import _bomb
from tests.hub.papers import day, hostile_day

ROOT = Path(__file__).parents[2]


def ask(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in lower case and body of an answer."""
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except HTTPError as error:
        with error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


@pytest.fixture
def feeds() -> Iterator[str]:
    """The address of the feeds of a double with two days."""
    with HubDouble({THURSDAY: day(60), WEDNESDAY: day(3, on=WEDNESDAY, first=100)}) as double:
        yield f"{double.url}/api/daily_papers"


def test_a_page_has_fifty_papers_by_votes_unless_told_otherwise(feeds: str) -> None:
    status, headers, body = ask(f"{feeds}?date=2026-08-20")
    items = json.loads(body)
    assert (status, len(items)) == (200, 50)
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["link"] == f'<{feeds}?date=2026-08-20&p=1>; rel="next"'
    assert headers["ratelimit"] == '"api";r=499;t=293'
    assert headers["ratelimit-policy"] == '"fixed window";"api";q=500;w=300'
    votes = [item["paper"]["upvotes"] for item in items]
    assert votes == sorted(votes, reverse=True)
    _, headers, body = ask(f"{feeds}?date=2026-08-20&p=1")
    assert len(json.loads(body)) == 10
    assert "link" not in headers
    assert ask(f"{feeds}?date=2026-08-20&p=2")[2] == b"[]"
    assert len(json.loads(ask(f"{feeds}?date=2026-08-20&limit=100")[2])) == 60


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("limit=101", "✖ Too big: expected number to be <=100\n  → at limit"),
        ("limit=0", "✖ Too small: expected number to be >=1\n  → at limit"),
        ("limit=many", "✖ Invalid input: expected number, received NaN\n  → at limit"),
        ("p=-1", "✖ Too small: expected number to be >=0\n  → at p"),
        ("date=2025-13-40", "✖ Invalid ISO date\n  → at date"),
        ("date=2025-08", "✖ Invalid ISO date\n  → at date"),
        ("date=2026-08-21", '✖ "date" must be less than or equal to "2026-08-20T00:00:00.000Z"\n  → at date'),
    ],
)
def test_what_the_hub_refuses_is_refused_in_its_words(feeds: str, query: str, complaint: str) -> None:
    status, headers, body = ask(f"{feeds}?{query}")
    assert (status, json.loads(body)) == (400, {"error": complaint})
    assert headers["content-type"].startswith("application/json")


def test_a_day_without_papers_is_an_empty_list(feeds: str) -> None:
    assert ask(f"{feeds}?date=2026-08-16")[::2] == (200, b"[]")


def test_without_a_date_the_newest_submissions_come_first_and_not_by_votes(feeds: str) -> None:
    items = json.loads(ask(f"{feeds}?limit=62")[2])
    assert [item["paper"]["id"] for item in items[:2]] == ["2608.00001", "2608.00002"]
    assert items[-1]["paper"]["submittedOnDailyAt"] == "2026-08-19T00:00:00.000Z"


def test_an_etag_spares_the_body(feeds: str) -> None:
    etag = ask(f"{feeds}?date=2026-08-19")[1]["etag"]
    assert re.fullmatch(r'W/"[0-9a-f]+-[A-Za-z0-9+/]{27}"', etag)
    status, headers, body = ask(f"{feeds}?date=2026-08-19", If_None_Match=etag)
    assert (status, headers["etag"], body) == (304, etag, b"")
    assert ask(f"{feeds}?date=2026-08-20", If_None_Match=etag)[0] == 200


def test_gzip_is_for_those_who_take_it(feeds: str) -> None:
    _, headers, packed = ask(f"{feeds}?date=2026-08-19", Accept_Encoding="gzip, deflate")
    assert headers["content-encoding"] == "gzip"
    assert headers["transfer-encoding"] == "chunked"
    assert gzip.decompress(packed) == ask(f"{feeds}?date=2026-08-19")[2]


def test_other_addresses_are_not_found(feeds: str) -> None:
    assert ask(feeds.replace("daily_papers", "nothing"))[0] == 404


def test_a_connection_is_kept(feeds: str) -> None:
    with socket.create_connection(("127.0.0.1", int(feeds.split(":")[2].split("/")[0])), timeout=60) as connection:
        for _ in range(3):
            connection.sendall(b"GET /api/daily_papers?date=2026-08-16 HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = b""
            while not answer.endswith(b"[]"):
                answer += connection.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


def test_requests_are_recorded_and_faults_are_switched() -> None:
    with HubDouble() as double:
        double.break_(faults.Answers(500), times=2, when=lambda request: "date" in request.query)
        url = f"{double.url}/api/daily_papers"
        dated = f"{url}?date=2026-08-16"
        assert [ask(at)[0] for at in (url, dated, url, dated, dated)] == [200, 500, 200, 500, 200]
        double.break_(faults.Answers(500))
        assert ask(url)[0] == 500
        double.mend()
        assert ask(url, X_Odd="yes")[0] == 200
        assert len(double.requests) == 7
        assert double.requests[-1].headers["x-odd"] == "yes"
        assert double.requests[1].query == {"date": "2026-08-16"}


def test_days_may_change_while_it_runs() -> None:
    with HubDouble() as double:
        double.days[THURSDAY] = day(2)
        assert len(json.loads(ask(f"{double.url}/api/daily_papers?date=2026-08-20")[2])) == 2


def test_the_bomb_is_one() -> None:
    assert gzip.decompress(_bomb(3)) == bytes(3 * 2**20)
    assert len(_bomb(300)) < 500_000


def test_all_made_up_items_can_be_read() -> None:
    for items in (day(100), hostile_day()):
        papers, skipped = papers_of(as_json(items))
        assert (len(papers), skipped) == (len(items), 0)


def test_it_stops_at_once_whatever_it_is_doing() -> None:
    threads = threading.active_count()
    for turn in range(40):
        with HubDouble() as double:
            double.break_(faults.hangs)
            with socket.create_connection(("127.0.0.1", int(double.url.rpartition(":")[2])), timeout=60) as connection:
                if turn % 2:
                    connection.sendall(b"GET /api/daily_papers HTTP/1.1\r\n\r\n")
                double.stop()
                with suppress(ConnectionResetError):  # As good an end as any.
                    assert connection.recv(10) == b""
    assert threading.active_count() == threads


def test_a_taken_port_is_said() -> None:
    with HubDouble() as double, pytest.raises(OSError, match="in use"):
        HubDouble(port=int(double.url.rpartition(":")[2])).__enter__()


def by_hand(*arguments: str) -> subprocess.Popen[str]:
    """Run `python -m tests.hub`, without the development mode of Python, which tells of each slow step on stderr."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.hub", *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "PYTHONDEVMODE"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def first_line(stream: IO[str] | None) -> str:
    """What it says when it is ready."""
    assert stream is not None
    return stream.readline()


def test_by_hand_it_serves_made_up_days_until_interrupted() -> None:
    with by_hand() as process:
        try:
            line = first_line(process.stdout)
            found = re.match(r"(http://127\.0\.0\.1:\d+) .*HF_ENDPOINT=\1 daily-papers 2026-08-20$", line)
            assert found, line
            for on, count in (("2026-08-20", 42), ("2026-08-19", 100), ("2026-08-18", 10)):
                assert len(json.loads(ask(f"{found[1]}/api/daily_papers?limit=100&date={on}")[2])) == count
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_by_hand_it_serves_recorded_days(tmp_path: Path) -> None:
    def record(folder: str, name: str, items: list[Any]) -> None:
        path = tmp_path / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(items))

    record("morning", "2026-08-19.json", day(2))
    record("settled", "2026-08-19.json", day(5))
    record("morning", "2026-08-18.json", day(3))
    record("morning", "notes.json", [])
    with by_hand("--recorded", str(tmp_path)) as process:
        try:
            line = first_line(process.stdout)
            assert line.endswith("daily-papers 2026-08-19\n")
            feeds = f"{line.split()[0]}/api/daily_papers"
            assert len(json.loads(ask(f"{feeds}?date=2026-08-19")[2])) == 5
            assert len(json.loads(ask(f"{feeds}?date=2026-08-18")[2])) == 3
            assert len(json.loads(ask(feeds)[2])) == 8
            assert ask(f"{feeds}?date=2026-08-20")[0] == 400
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_by_hand_a_folder_without_days_is_said(tmp_path: Path) -> None:
    with by_hand("--recorded", str(tmp_path)) as process:
        assert process.wait(60) == 2
        assert process.stderr is not None
        assert f"no recorded days in {tmp_path}" in process.stderr.read()


def test_the_days_by_hand_may_lie_at_another_time() -> None:
    with by_hand("--today", "2025-03-02") as process:
        try:
            assert first_line(process.stdout).endswith("daily-papers 2025-03-02\n")
        finally:
            os.kill(process.pid, signal.SIGINT)
        assert process.wait(60) == 0
