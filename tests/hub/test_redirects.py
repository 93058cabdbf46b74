"""Following redirects: by hand, not far, to the endpoint's own host, and with the token to its origin only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reader.errors import HubError, UnreachableError
from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from reader.hub.transport import _origin
from tests.hub import faults
from tests.hub.conftest import THURSDAY, TOKEN
from tests.hub.double import HubDouble
from tests.hub.papers import day
from tests.hub.sentence import is_sentence


@pytest.fixture
def other() -> Iterator[HubDouble]:
    """Another server: the same host, another port."""
    with HubDouble({THURSDAY: day(7)}) as running:
        yield running


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 301), ("LOCALHOST.", 302), ("name.invalid", 303), ("127.0.0.2", 307), ("user@localhost", 308)],
)
async def test_another_host_is_named_and_not_asked(
    hub: Hub, double: HubDouble, other: HubDouble, host: str, status: int
) -> None:
    place = f"{host}:{other.url.rpartition(':')[2]}"
    double.break_(faults.redirects(f"http://{place}/api/daily_papers?date=2026-08-20&token={TOKEN}", status))
    with pytest.raises(HubError, match=r"redirected to .* not followed") as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value), str(caught.value)
    assert host.rpartition("@")[2].lower() in str(caught.value)
    assert "captive portal" in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert "user" not in str(caught.value)
    assert (len(double.requests), other.requests) == (1, [])


async def test_a_host_that_looks_like_another_is_shown_in_ascii(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.redirects("https://xn--bcher-kva.invalid/api/daily_papers"))
    with pytest.raises(HubError, match=r"another host \(“https://xn--bcher-kva\.invalid”\)"):
        await hub.daily_papers(THURSDAY)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_the_token_stays_with_the_endpoint(hub: Hub, double: HubDouble, other: HubDouble, status: int) -> None:
    double.break_(faults.redirects(f"{other.url}/api/daily_papers?date=2026-08-20", status))
    answer = await hub.daily_papers(THURSDAY, etag='"known"')
    assert answer is not None
    assert len(answer.papers) == 7
    (asked,) = double.requests
    assert (asked.headers["authorization"], asked.headers["if-none-match"]) == (f"Bearer {TOKEN}", '"known"')
    (asked,) = other.requests
    assert not {"authorization", "if-none-match", "cookie"} & set(asked.headers)
    assert TOKEN not in str(asked)


@pytest.mark.parametrize("location", ["{url}/api/daily_papers?date=2026-08-20", "/api/daily_papers?date=2026-08-20"])
async def test_at_the_endpoint_the_token_goes_along(hub: Hub, double: HubDouble, location: str) -> None:
    double.break_(faults.redirects(location.format(url=double.url)), times=3)
    assert await hub.daily_papers(THURSDAY) is not None
    assert [request.headers["authorization"] for request in double.requests] == [f"Bearer {TOKEN}"] * 4


async def test_a_way_there_and_back_takes_the_token_up_again(hub: Hub, double: HubDouble, other: HubDouble) -> None:
    double.break_(faults.redirects(f"{other.url}/api/daily_papers"), times=1)
    other.break_(faults.redirects(f"{double.url}/api/daily_papers?date=2026-08-20"))
    answer = await hub.daily_papers(THURSDAY)
    assert answer is not None
    assert len(answer.papers) == 3
    assert "authorization" not in other.requests[0].headers


def test_an_origin_is_scheme_host_and_port() -> None:
    same = ["http://example.org", "http://EXAMPLE.org:80/path?query"]
    others = ["https://example.org", "http://example.org:8080", "http://www.example.org", "https://example.org:80"]
    assert len({_origin(httpx.URL(url)) for url in same}) == 1
    assert len({_origin(httpx.URL(url)) for url in [*same, *others]}) == 5


async def test_a_loop_is_left(hub: Hub, double: HubDouble) -> None:
    double.break_(faults.redirect_loop)
    with pytest.raises(HubError, match="redirected more than 3 times") as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)
    assert len(double.requests) == 4


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("file:///etc/passwd", "file://"),
        ("ftp://127.0.0.1/x", "ftp://127.0.0.1"),
        ("http://user:password@127.0.0.1/", "http://127.0.0.1"),
        ("http://user@127.0.0.1/", "http://127.0.0.1"),
        ("", ""),
    ],
)
async def test_an_address_that_leads_astray_is_not_followed(
    hub: Hub, double: HubDouble, location: str, shown: str
) -> None:
    double.break_(faults.redirects(location))
    with pytest.raises(HubError, match=r"not followed.*captive portal") as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value), str(caught.value)
    assert "password" not in str(caught.value)
    assert not shown or f"(“{shown}”)" in str(caught.value)
    assert len(double.requests) == 1


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize(
    "location",
    ["javascript:alert(1)", "http:///x", "http://[::1", "http://127.0.0.1:99999/", "http://xn--\x9b31m/\x1b]0;x", "//"],
)
async def test_what_is_no_address_is_one_sentence(hub: Hub, double: HubDouble, location: str) -> None:
    double.break_(faults.redirects(location))
    with pytest.raises(HubError) as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value), str(caught.value)


async def test_https_is_not_left_for_http(
    secure_double: HubDouble, double: HubDouble, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure, plain = (one.url.replace("127.0.0.1", "localhost") for one in (secure_double, double))
    secure_double.break_(faults.redirects(f"{plain}/api/daily_papers?date=2026-08-20"))
    hub = Hub(Endpoint(secure, TOKEN))
    with pytest.raises(HubError, match=r"not followed \(“http://localhost”\)"):
        await hub.daily_papers(THURSDAY)
    await hub.close()
    assert double.requests == []


async def test_http_may_be_left_for_https(
    secure_double: HubDouble, double: HubDouble, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure, plain = (one.url.replace("127.0.0.1", "localhost") for one in (secure_double, double))
    double.break_(faults.redirects(f"{secure}/api/daily_papers?date=2026-08-20"))
    hub = Hub(Endpoint(plain, TOKEN))
    assert await hub.daily_papers(THURSDAY) is not None
    await hub.close()
    assert "authorization" not in secure_double.requests[0].headers


@pytest.mark.usefixtures("_at_once")
async def test_a_place_where_nobody_is_is_named_and_not_the_endpoint(
    hub: Hub, double: HubDouble, other: HubDouble
) -> None:
    other.stop()
    double.break_(faults.redirects(f"{other.url}/api/daily_papers"))
    with pytest.raises(UnreachableError) as caught:
        await hub.daily_papers(THURSDAY)
    place = double.url.removeprefix("http://")
    assert str(caught.value) == (
        f"{place} (HF_ENDPOINT) redirected to {other.url}, which cannot be reached: connection refused. "
        "Check the network connection, then try again."
    )
    double.mend()
    assert await hub.daily_papers(THURSDAY) is not None


@pytest.mark.slow  # It takes as long as the deadline, in which a busy machine has to be redirected.
async def test_a_place_that_does_not_answer_is_named(double: HubDouble, other: HubDouble) -> None:
    hub = Hub(Endpoint(double.url), deadline=5)
    await hub._opened()  # The imports do not count.
    double.break_(faults.redirects(f"{other.url}/api/daily_papers"))
    other.break_(faults.hangs)
    with pytest.raises(UnreachableError, match="did not answer within 5 s") as caught:
        await hub.daily_papers(THURSDAY)
    await hub.close()
    assert is_sentence(caught.value)
    assert f" redirected to {other.url}, which did" in str(caught.value)
    assert "Check the network connection, then" in str(caught.value)


async def test_a_place_that_cannot_be_trusted_is_named(secure_double: HubDouble, double: HubDouble, hub: Hub) -> None:
    double.break_(faults.redirects(f"{secure_double.url}/api/daily_papers"))
    with pytest.raises(UnreachableError, match="cannot be trusted") as caught:
        await hub.daily_papers(THURSDAY)
    assert is_sentence(caught.value)
    assert f" redirected to {secure_double.url}, which cannot be trusted: " in str(caught.value)
    assert secure_double.requests == []


async def test_a_portal_that_sends_its_page_from_elsewhere_is_seen_through(
    hub: Hub, double: HubDouble, other: HubDouble
) -> None:
    double.break_(faults.redirects(f"{other.url}/login?token={TOKEN}"))
    other.break_(faults.web_page())
    with pytest.raises(HubError, match="sent a web page instead of data") as caught:
        await hub.daily_papers(THURSDAY)
    assert TOKEN not in str(caught.value)
