"""Asking a Hub that is not there, not in time or busy."""

from __future__ import annotations

import asyncio
import gc
import re
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from reader.errors import HubError, UnreachableError
from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from tests.hub import faults
from tests.hub.conftest import THURSDAY, TOKEN, context_of, self_signed
from tests.hub.double import Exchange, Fault, HubDouble
from tests.hub.papers import day
from tests.hub.sentence import is_sentence
from tests.terminal import PATIENCE

SECRET = "http://user:password@127.0.0.1:9"


@pytest.fixture
def closed_port() -> str:
    """An address where nobody listens."""
    with HubDouble() as double:
        return double.url


async def complaint_about(access: Endpoint, *, connect: float = 5.0) -> str:
    """The sentence of asking in vain."""
    hub = Hub(access, connect=connect)
    with pytest.raises(UnreachableError) as caught:
        await hub.daily_papers(THURSDAY)
    await hub.close()
    assert is_sentence(caught.value), str(caught.value)
    assert "password" not in str(caught.value)
    return str(caught.value)


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_refused_connection_is_said(closed_port: str, host: str) -> None:
    said = await complaint_about(Endpoint(closed_port.replace("127.0.0.1", host)))
    assert "(HF_ENDPOINT) cannot be reached: connection refused. Check the network connection and HF_ENDPOINT" in said


@pytest.mark.usefixtures("_at_once")
async def test_a_name_that_nobody_knows_is_said() -> None:
    assert "its name cannot be looked up" in await complaint_about(Endpoint("http://name.invalid"))


@pytest.mark.usefixtures("_at_once")
async def test_the_sentence_names_the_variable_of_a_proxy(closed_port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", closed_port.replace("//", "//user:password@"))
    said = await complaint_about(Endpoint("http://name.invalid"))
    assert "Check the network connection and http_proxy and HF_ENDPOINT" in said


async def test_a_proxy_that_refuses_is_said(double: HubDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", double.url.replace("//", "//user:password@"))
    said = await complaint_about(Endpoint("https://huggingface.co"))
    assert said.startswith("Hugging Face cannot be reached: the proxy set in ALL_PROXY refused.")
    assert [request.method for request in double.requests] == ["CONNECT"]


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("ALL_PROXY", "socks4://user:password@127.0.0.1:9", "the proxy set in ALL_PROXY cannot"),
        ("HTTP_PROXY", "http://[::password", "the proxy set in HTTP_PROXY cannot"),
        ("SSL_CERT_FILE", "/does/not/exist.pem", "the certificates set in SSL_CERT_FILE cannot"),
        ("SSL_CERT_FILE", __file__, "the certificates set in SSL_CERT_FILE cannot"),
        ("SSLKEYLOGFILE", "/does/not/exist/keys", "the certificates set in SSLKEYLOGFILE cannot"),
    ],
)
async def test_a_variable_that_cannot_be_used_is_named(
    name: str, value: str, what: str, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert what in await complaint_about(Endpoint(double.url))
    assert double.requests == []


async def test_a_corrected_variable_helps_without_a_new_start(
    hub: Hub, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks4://127.0.0.1:9")
    with pytest.raises(UnreachableError):
        await hub.daily_papers(THURSDAY)
    monkeypatch.delenv("ALL_PROXY")
    assert await hub.daily_papers(THURSDAY) is not None


def test_a_socks_proxy_that_is_none_is_said(double: HubDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    # In a process of its own: httpcore forgets the connection then, which warns here whenever it is collected.
    monkeypatch.setenv("ALL_PROXY", double.url.replace("http://", "socks5://user:password@"))
    code = (
        "import asyncio, datetime\nfrom reader.hub.endpoint import Endpoint\nfrom reader.hub.client import Hub\n"
        "asyncio.run(Hub(Endpoint('http://name.invalid')).daily_papers(datetime.date(2026, 8, 20)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    last = next(line for line in reversed(done.stderr.splitlines()) if line.startswith("reader.errors."))
    assert last.startswith(
        "reader.errors.UnreachableError: name.invalid (HF_ENDPOINT) cannot be reached: the proxy set in ALL"
    )
    assert "password" not in last


@pytest.mark.usefixtures("_at_once")
async def test_a_handshake_that_does_not_come_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        said = await complaint_about(Endpoint(f"https://127.0.0.1:{silent.getsockname()[1]}"), connect=0.1)
    assert "cannot be reached: no connection within 0.1 s" in said


async def test_a_certificate_of_unknown_origin_is_not_trusted(secure_double: HubDouble) -> None:
    said = await complaint_about(Endpoint(secure_double.url.replace("127.0.0.1", "localhost"), TOKEN))
    assert "cannot be trusted: self-signed certificate. " in said.replace("self signed", "self-signed")
    assert "SSL_CERT_FILE" in said
    assert secure_double.requests == []


async def test_a_certificate_for_another_name_is_not_trusted(
    secure_double: HubDouble, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    said = await complaint_about(Endpoint(secure_double.url, TOKEN))
    assert "cannot be trusted: IP address mismatch" in said
    assert secure_double.requests == []


@pytest.mark.parametrize(
    ("validity", "what"),
    [
        (("-startdate", "20990101000000Z", "-enddate", "20990301000000Z"), "certificate is not yet valid"),
        (("-startdate", "20200101000000Z", "-enddate", "20200301000000Z"), "certificate has expired"),
    ],
)
async def test_a_certificate_that_is_valid_at_another_time_may_be_the_clocks_fault(
    validity: tuple[str, ...], what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed(tmp_path, *validity)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with HubDouble({THURSDAY: day(3)}, tls=context_of(certificate)) as double:
        said = await complaint_about(Endpoint(double.url.replace("127.0.0.1", "localhost"), TOKEN))
        assert double.requests == []
    assert f" cannot be trusted: {what}. By this computer's clock it is " in said
    assert re.search(r" it is \d\d:\d\d on \w{3} \d{1,2} \w{3} \d{4}: if that is wrong, set the clock; ", said)
    assert "SSL_CERT_FILE" not in said


async def test_a_certificate_that_the_user_names_is_trusted(
    secure_double: HubDouble, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    hub = Hub(Endpoint(secure_double.url.replace("127.0.0.1", "localhost"), TOKEN))
    assert await hub.daily_papers(THURSDAY) is not None
    await hub.close()
    assert secure_double.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


async def test_https_at_a_door_for_http_is_said(double: HubDouble) -> None:
    said = await complaint_about(Endpoint(double.url.replace("http:", "https:")))
    assert said.startswith("No secure connection to ")


@pytest.fixture(params=[2.0])
async def hurried(request: pytest.FixtureRequest, double: HubDouble) -> AsyncIterator[Hub]:
    """A Hub with little time, none of which goes into imports; what should come in it does on a busy machine, too."""
    hub = Hub(Endpoint(double.url), deadline=request.param)
    await hub._opened()
    yield hub
    await hub.close()


@pytest.mark.parametrize(
    ("fault", "hurried", "says"),
    [
        (faults.hangs, 0.3, "did not answer within 0.3 s"),
        (faults.drips_headers, 0.3, "did not answer within 0.3 s"),
        (faults.drips_body, 2.0, "did not finish its answer within 2 s"),
    ],
    indirect=["hurried"],
)
@pytest.mark.slow
async def test_an_answer_that_takes_too_long_is_not_waited_for(
    hurried: Hub, double: HubDouble, fault: Fault, says: str
) -> None:
    double.break_(fault)
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(UnreachableError, match=says) as caught:
            await hurried.daily_papers(THURSDAY)
        assert is_sentence(caught.value)
        with pytest.raises(UnreachableError, match=says):
            await hurried.newest_day()


@pytest.mark.slow
async def test_the_time_is_for_all_pages_together(hurried: Hub, double: HubDouble) -> None:
    double.days[THURSDAY] = day(150)
    double.break_(faults.hangs, when=lambda request: request.query["p"] == "1")
    with pytest.raises(UnreachableError, match="did not finish its answer"):
        await asyncio.wait_for(hurried.daily_papers(THURSDAY), PATIENCE)


async def test_the_time_is_for_all_attempts_together(hurried: Hub, double: HubDouble) -> None:
    busy_then_hanging: Iterator[Fault] = iter([faults.too_many(), faults.hangs])
    double.break_(lambda exchange: next(busy_then_hanging)(exchange))
    with pytest.raises(HubError, match=r"is limiting requests \(429 Too Many Requests\): try again in a few minutes\."):
        await asyncio.wait_for(hurried.daily_papers(THURSDAY), PATIENCE)
    assert len(double.requests) == 2


@pytest.mark.slow
async def test_late_after_a_retry_the_last_step_is_said(hurried: Hub, double: HubDouble) -> None:
    busy = iter([faults.too_many(Retry_After="0")])

    async def busy_once_then_hanging(exchange: Exchange) -> None:
        right = faults.Changes(lambda reply: reply)
        await (faults.hangs if exchange.request.query["p"] == "1" else next(busy, right))(exchange)

    double.days[THURSDAY] = day(150)
    double.break_(busy_once_then_hanging)
    with pytest.raises(UnreachableError, match="did not finish its answer"):
        await asyncio.wait_for(hurried.daily_papers(THURSDAY), PATIENCE)
    assert [request.query["p"] for request in double.requests] == ["0", "0", "1"]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_busy_hub_is_asked_twice_more(hub: Hub, double: HubDouble, status: int) -> None:
    double.break_(faults.Answers(status, b"", {"Retry-After": "0"}), times=2)
    assert await hub.daily_papers(THURSDAY) is not None
    assert len(double.requests) == 3
    double.break_(faults.Answers(status, b"", {"Retry-After": "0"}))
    with pytest.raises(
        HubError, match=rf"is limiting requests \({status} [A-Z]\w+.*\): try again at [0-2][0-9]:[0-5][0-9]\.$"
    ) as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)
    assert len(double.requests) == 6


@pytest.mark.usefixtures("_at_once")
async def test_a_busy_hub_that_names_no_time_is_asked_twice_more(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.web_page(503))
    with pytest.raises(HubError, match=r"is having trouble \(503 Service Unavailable\): try again in a few minutes\."):
        await hub.daily_papers(THURSDAY)
    assert len(double.requests) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"RateLimit": '"api";r=0;t=55'},
        {"RateLimit": '"api";r=0;t=15'},
        {"Retry-After": "55"},
        {"Retry-After": "99999999"},
        {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"},
    ],
    ids=str,
)
async def test_a_pause_beyond_the_time_is_not_waited_for(hub: Hub, double: HubDouble, headers: dict[str, str]) -> None:
    double.break_(faults.Answers(429, b"", headers))
    with pytest.raises(
        HubError, match=r"is limiting requests \(429 Too Many Requests\): try again (at \d\d:\d\d|tomorrow)\."
    ) as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)


@pytest.mark.usefixtures("_at_once")
async def test_a_pause_within_the_time_is_waited_for(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.too_many(Retry_After="10"), times=1)
    assert await hub.daily_papers(THURSDAY) is not None
    assert len(double.requests) == 2


async def test_what_remains_of_a_quota_is_no_pause(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.Answers(429, b"", {"RateLimit": '"api";r=3;t=55', "Retry-After": "0"}), times=1)
    assert await hub.daily_papers(THURSDAY) is not None


@pytest.mark.parametrize("fault", [faults.hangs_up, faults.cut_off, faults.Answers(500), faults.Answers(404)])
async def test_nothing_else_is_tried_again(hub: Hub, double: HubDouble, fault: Fault) -> None:
    double.break_(fault)
    with pytest.raises(HubError):
        await hub.daily_papers(THURSDAY)
    assert len(double.requests) == 1


@pytest.mark.usefixtures("_at_once")
async def test_a_connection_is_tried_three_times(closed_port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nobody is at the door to count, so each look-up of the name is counted.
    tried = 0
    door = asyncio.get_running_loop().getaddrinfo

    async def counted(*args: object, **options: object) -> object:
        nonlocal tried
        tried += 1
        return await door(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", counted)
    await complaint_about(Endpoint(closed_port.replace("127.0.0.1", "localhost")))
    assert tried == 3


async def test_retries_write_nothing(hub: Hub, double: HubDouble, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    double.break_(faults.too_many(Retry_After="0"), times=1)
    await hub.daily_papers(THURSDAY)
    assert not [record for record in caplog.records if record.name.startswith(("stamina", "tenacity"))]
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("fault", [faults.hangs, faults.drips_headers, faults.drips_body])
async def test_a_question_can_be_given_up(hub: Hub, double: HubDouble, fault: Fault) -> None:
    asked = threading.Event()

    async def noted(exchange: Exchange) -> None:
        asked.set()
        await fault(exchange)

    double.break_(noted)
    question = asyncio.create_task(hub.daily_papers(THURSDAY))
    await asyncio.to_thread(asked.wait)
    question.cancel()
    with pytest.raises(asyncio.CancelledError):
        await question
    double.mend()
    assert await hub.daily_papers(THURSDAY) is not None
    await hub.close()
    gc.collect()  # A connection left open would warn now, and warnings are errors.


async def test_a_question_given_up_while_the_client_is_made_leaves_a_hub_that_works(hub: Hub) -> None:
    question = asyncio.create_task(hub.daily_papers(THURSDAY))
    await asyncio.sleep(0)
    question.cancel()
    with pytest.raises(asyncio.CancelledError):
        await question
    assert await hub.daily_papers(THURSDAY) is not None
