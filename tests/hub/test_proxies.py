"""Proxies as desktops and curl name them, with real ones on loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.errors import UnreachableError
from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from reader.hub.proxies import not_understood, proxy_for
from tests.hub import faults
from tests.hub.conftest import THURSDAY
from tests.hub.double import HubDouble
from tests.hub.sentence import is_sentence
from tests.hub.socks import SocksDouble

NOBODY = "http://user:password@127.0.0.1:9"
"""A proxy that does not answer."""

EXCEPTIONS = [
    ("name.invalid", "name.invalid", True),
    ("name.invalid", ".name.invalid", True),
    ("www.name.invalid", "name.invalid", True),
    ("www.name.invalid", ".name.invalid", True),
    ("surname.invalid", "name.invalid", False),
    ("name.invalid", "www.name.invalid", False),
    ("name.invalid", "NAME.Invalid", True),
    ("name.invalid.", "name.invalid", True),
    ("name.invalid", "name.invalid.", True),
    ("name.invalid", "invalid", True),
    ("name.invalid", "..invalid", False),
    ("name.invalid", ".", False),
    ("name.invalid", "*.invalid", False),
    ("name.invalid", "*", True),
    ("name.invalid", "other.invalid,*", False),
    ("name.invalid", "a.invalid, name.invalid", True),
    ("name.invalid", "a.invalid name.invalid", True),
    ("name.invalid", ",,name.invalid,", True),
    ("name.invalid", "a.invalid;name.invalid", False),
    ("name.invalid", "name.invalid:9", False),
    ("name.invalid", "http://name.invalid", False),
    ("name.invalid", "", False),
    ("127.0.0.9", "127.0.0.9", True),
    ("127.0.0.9", "127.0.0.0/8", True),
    ("127.0.0.9", "127.0.0.1/8", True),
    ("127.0.0.9", "127.0.0.8/31", True),
    ("127.0.0.9", "127.0.0.8/32", False),
    ("127.0.0.9", "127.0.0.0/33", False),
    ("127.0.0.9", "127.0.0.0/0", False),
    ("127.0.0.9", "126.0.0.0/8", False),
    ("127.0.0.9", "0.0.9", False),
    ("127.0.0.9", ".0.9", False),
    ("127.0.0.9", "::/1", False),
    ("localhost", "127.0.0.0/8", False),
    ("localhost", "localhost,127.0.0.0/8,::1", True),
]
"""Hosts, values of NO_PROXY, and whether the host is reached without a proxy, as curl 7.88 does it."""

EXCEPTIONS_6 = [
    ("[::1]", "::1", True),
    ("[::1]", "[::1]", True),
    ("[::1]", "0:0:0:0:0:0:0:1", True),
    ("[::1]", "*", True),
    ("[::1]", "::2", False),
    ("[::1]", "localhost", False),
    ("[fe11::2]", "fe11::/16", True),
    ("[fe11::2]", "[fe11::]/16", True),
    ("[fe12::2]", "fe11::/16", False),
    ("[fe11::2]", "fe11::/129", False),
    ("[::ffff:127.0.0.9]", "127.0.0.0/8", False),
]
"""The same for IPv6, where curl 7.88 itself compares texts and knows no ranges."""


@pytest.mark.parametrize(("host", "exceptions", "direct"), EXCEPTIONS + EXCEPTIONS_6)
def test_exceptions_mean_what_they_mean_to_curl(
    host: str, exceptions: str, direct: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", NOBODY)
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert (proxy_for("http", host) is None) is direct
    assert (proxy_for("http", host.strip("[]")) is None) is direct


def test_curl_itself_agrees(double: HubDouble) -> None:
    if (curl := shutil.which("curl")) is None:
        pytest.skip("needs curl")
    about = subprocess.run([curl, "--version"], capture_output=True, text=True).stdout
    if tuple(map(int, about.split()[1].split(".")[:2])) < (7, 86):
        pytest.skip("there is no curl from 7.86 on")
    for host, exceptions, direct in EXCEPTIONS:
        double.requests.clear()
        environ = {"PATH": os.defpath, "http_proxy": double.url, "NO_PROXY": exceptions}
        subprocess.run([curl, "-s", "--connect-timeout", "5", f"http://{host}:9/"], env=environ, capture_output=True)
        assert (not double.requests) is direct, (host, exceptions)


async def asks(url: str) -> None:
    """Ask a Hub for a day, which has to come."""
    hub = Hub(Endpoint(url))
    assert await hub.daily_papers(THURSDAY) is not None
    await hub.close()


async def complaint_about(url: str) -> str:
    """The sentence of asking in vain, which must not show a password."""
    hub = Hub(Endpoint(url))
    with pytest.raises(UnreachableError) as caught:
        await hub.daily_papers(THURSDAY)
    await hub.close()
    assert is_sentence(caught.value), str(caught.value)
    assert "password" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("scheme", ["socks", "SOCKS", "socks5", "socks5h"])
async def test_a_socks_proxy_is_used_as_desktops_name_it(
    scheme: str, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SocksDouble(double.url) as proxy:
        monkeypatch.setenv("ALL_PROXY", f"{scheme}://{proxy.address}/")
        await asks("http://name.invalid")
        assert proxy.hosts == ["name.invalid"]  # The proxy looks the name up.
    assert len(double.requests) == 1


async def test_a_socks_proxy_is_told_who_asks(double: HubDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    with SocksDouble(double.url, ("user", "pass:word")) as proxy:
        monkeypatch.setenv("all_proxy", f"socks://user:pass%3Aword@{proxy.address}")
        await asks("http://name.invalid")
    assert len(double.requests) == 1


@pytest.mark.parametrize("form", ["{}", "http://{}", " HTTP://{}/ "])
async def test_a_http_proxy_is_used(form: str, double: HubDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", form.format(double.url.partition("//")[2]))
    await asks("http://name.invalid")
    assert len(double.requests) == 1


async def test_the_proxy_of_the_scheme_comes_before_that_of_all(
    double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks4://user:password@127.0.0.1:9")
    monkeypatch.setenv("http_proxy", double.url)
    await asks("http://name.invalid")
    assert len(double.requests) == 1


@pytest.mark.parametrize(
    "environ",
    [
        {"https_proxy": "gopher://user:password@127.0.0.1:9"},
        {"https_proxy": "http://[::password"},
        {"http_proxy": "http://[::password", "NO_PROXY": "127.0.0.0/8"},
        {"ALL_PROXY": "socks4://user:password@127.0.0.1:9", "NO_PROXY": "localhost,127.0.0.0/8,::1"},
        {"ALL_PROXY": NOBODY, "no_proxy": "*"},
        {"NO_PROXY": "[::1]"},
        {"NO_PROXY": "[::1"},
        {"NO_PROXY": "fe11::/16"},
        {"NO_PROXY": "http://user:password@[::1"},
    ],
)
async def test_a_proxy_that_is_not_used_stops_nothing(
    environ: dict[str, str], double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    await asks(double.url)
    assert len(double.requests) == 1


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("socks4://user:password@127.0.0.1:9", "“socks4” is not one of http, https, socks5 and socks5h."),
        ("gopher://user:password@127.0.0.1:9", "“gopher” is not one of"),
        ("http://[::password", "it is not an address like http://127.0.0.1:8080."),
        ("http://user:password@127.0.0.1:99999", "it is not an address like"),
        ("http://user:password@127.0.0.1:port", "it is not an address like"),
        ("http://", "it is not an address like"),
        ("user:password://x", "it is not an address like"),
        ("http://user:pass word@127.0.0.1", "it is not an address like"),
        ("http://user:pass\x1bword@127.0.0.1", "it is not an address like"),
    ],
)
@pytest.mark.parametrize("name", ["ALL_PROXY", "http_proxy"])
async def test_of_an_unusable_proxy_only_its_kind_is_shown(
    name: str, value: str, why: str, double: HubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    said = await complaint_about(double.url)
    assert f"the proxy set in {name} cannot be used: {why}" in said
    assert double.requests == []


@pytest.mark.usefixtures("_at_once")
async def test_only_the_variable_that_is_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:99")
    monkeypatch.setenv("http_proxy", NOBODY)
    assert "Check the network connection and http_proxy and HF_ENDPOINT" in await complaint_about("http://name.invalid")
    monkeypatch.setenv("NO_PROXY", "name.invalid")
    assert "Check the network connection and HF_ENDPOINT" in await complaint_about("http://name.invalid")


async def test_a_redirect_takes_the_proxy_of_its_own_scheme(
    secure_double: HubDouble, double: HubDouble, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure, plain = (one.url.replace("127.0.0.1", "localhost") for one in (secure_double, double))
    with SocksDouble(secure_double.url) as proxy:
        monkeypatch.setenv("https_proxy", f"socks://{proxy.address}")
        double.break_(faults.redirects(f"{secure}/api/daily_papers?date=2026-08-20"))
        await asks(plain)
        assert proxy.hosts == ["localhost"]
    assert (len(double.requests), len(secure_double.requests)) == (1, 1)


@pytest.mark.parametrize(
    ("exceptions", "strange"),
    [
        ("localhost,127.0.0.0/8,::1,[::1],.example.org,fe11::/16,my_host", []),
        ("*", []),
        ("localhost,*", ["*"]),
        ("*.example.org example.org:8080 http://example.org 10.0.0.0/99 fe11::/x", None),
        ("10.0.0", ["10.0.0"]),
        ("[::1,a;b", ["[::1", "a;b"]),
        ("", []),
    ],
)
def test_exceptions_that_mean_nothing_are_known(
    exceptions: str, strange: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert not_understood() == (exceptions.split() if strange is None else strange)


def test_a_proxy_does_not_show_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", NOBODY)
    assert repr(proxy_for("https", "name.invalid")) == "Proxy(where='ALL_PROXY')"
