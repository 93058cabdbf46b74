"""`daily-papers doctor` about the way to the Hub: endpoint, proxy, answers and clocks."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import slow
from tests.cli.commands.test_doctor import OFFLINE, TOKEN, found, hub_behind
from tests.cli.commands.test_doctor import home as home
from tests.cli.commands.test_doctor import tools as tools
from tests.cli.running import run, said
from tests.hub import faults
from tests.hub.double import Fault, HubDouble


def test_no_network_is_asked_for_where_there_is_to_be_none(home: Path, tools: Path, double: HubDouble) -> None:
    checks = found(home, tools, HF_ENDPOINT=double.url, **OFFLINE)
    assert (checks["network"]["status"], checks["clock"]["status"]) == ("unknown", "unknown")
    assert double.requests == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (faults.web_page(), "captive portal"),
        slow(faults.Answers(500), "answered 500"),
        (faults.hangs_up, "the connection was closed"),
    ],
)
def test_a_hub_that_does_not_answer_is_said(
    home: Path, tools: Path, double: HubDouble, fault: Fault, words: str
) -> None:
    double.break_(fault)
    checks = found(home, tools, HF_ENDPOINT=double.url, HF_TOKEN=TOKEN)
    assert (checks["network"]["status"], checks["clock"]["status"]) == ("not ok", "unknown")
    assert words in checks["network"]["found"]


def test_an_endpoint_that_is_none_is_said(home: Path, tools: Path) -> None:
    checks = found(home, tools, HF_ENDPOINT=f"https://me:{TOKEN}@example.org")
    assert checks["network"]["status"] == "not ok"
    assert "HF_ENDPOINT cannot be used" in checks["network"]["found"]


STRANGE = "localhost,*.example.org http://me:hidden@[::1,\x1b[31m10.0.0.0/99"


@pytest.mark.parametrize(
    ("environ", "status", "words"),
    [
        ({"ALL_PROXY": "socks://me:hidden@127.0.0.1:9"}, "ok", "socks5, set in ALL_PROXY."),
        ({"HTTPS_PROXY": "127.0.0.1:9", "NO_PROXY": "huggingface.co"}, "ok", "None for Hugging Face."),
        ({"https_proxy": "socks4://me:hidden@[::1]:9"}, "not ok", "Set in https_proxy: “socks4” is not one of"),
        (
            {"NO_PROXY": STRANGE},
            "not ok",
            "None for Hugging Face. NO_PROXY has entries that are ignored: “*.example.org”",
        ),
    ],
)
def test_the_proxy_is_said(home: Path, tools: Path, environ: dict[str, str], status: str, words: str) -> None:
    check = found(home, tools, **OFFLINE, HF_ENDPOINT="https://huggingface.co", **environ)["proxy"]
    assert (check["status"], bool(check["do"])) == (status, status != "ok")
    assert check["found"].startswith(words)
    assert "hidden" not in f"{check}"


@pytest.mark.parametrize(
    ("ahead", "status", "words"),
    [
        (timedelta(seconds=-60), "ok", "behind the Hub's"),
        (timedelta(minutes=5), "not ok", "ahead of the Hub's"),
        (timedelta(days=-400), "not ok", "behind the Hub's"),
    ],
)
def test_a_wrong_clock_is_said(
    home: Path, tools: Path, double: HubDouble, ahead: timedelta, status: str, words: str
) -> None:
    double.break_(hub_behind(ahead))
    clock = found(home, tools, HF_ENDPOINT=double.url)["clock"]
    assert clock["status"] == status
    assert words in clock["found"]
    assert bool(clock["do"]) is (status == "not ok")


def test_a_look_up_that_hangs_does_not_hold_the_report_up(home: Path) -> None:
    code = (
        "import socket, time; socket.getaddrinfo = lambda *_, **__: time.sleep(60)\n"
        "import reader.hub.probe, reader.cli.checks.library as library\n"
        "reader.hub.probe.DEADLINE = library.GRACE = 0.1\n"
        "from reader.cli import main\nmain()"
    )
    began = datetime.now(UTC)
    done = run("doctor", home=home, argv=(sys.executable, "-c", code), HF_ENDPOINT="http://slow.example")
    assert datetime.now(UTC) - began < timedelta(seconds=30)
    assert done.returncode == 1
    assert "took too long." in done.stdout
    assert len(said(done)) == 1
