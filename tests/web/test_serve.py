"""The command `daily-papers serve`."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from tests.cli.running import run, said
from tests.hub.double import HubDouble
from tests.terminal import CHECKOUT, READER, Terminal, environment
from tests.web.serving import Serving, serving, talking, until
from tests.web.test_refusals import get

pytestmark = pytest.mark.slow

WITHOUT = "import sys; sys.modules[{name!r}] = None; from reader.cli import main; main()"


@pytest.mark.parametrize("name", ["aiohttp", "textual_serve"])
def test_without_the_extra_it_says_how_to_have_it(tmp_path: Path, name: str) -> None:
    done = run("serve", home=tmp_path, argv=(sys.executable, "-c", WITHOUT.format(name=name)))
    assert done.returncode == 1
    assert done.stdout == ""
    assert said(done) == ["A browser needs the extra web: pip install 'daily-papers[web]'"]


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), home=tmp_path)
    assert done.returncode == 1
    assert said(done) == [f"Port {port} is in use. Choose another with --port, or --port 0 for any that is free."]


@pytest.mark.parametrize(
    ("host", "code", "words"),
    [
        ("0.0.0.0", 2, "an address that a browser can name"),
        ("::", 2, "an address that a browser can name"),
        ("192.0.2.1", 1, "192.0.2.1 is not an address of this machine"),
        ("no such host", 1, "The page cannot be served at no such host"),
    ],
)
def test_an_address_that_is_not_of_this_machine_is_said(tmp_path: Path, host: str, code: int, words: str) -> None:
    done = run("serve", "--port", "0", "--host", host, home=tmp_path)
    assert done.returncode == code
    (sentence,) = said(done)
    assert words in sentence


@pytest.mark.parametrize("port", ["65536", "-1", "x", "1e3", "²", "9" * 5000])
def test_what_is_not_a_port_is_said(tmp_path: Path, port: str) -> None:
    done = run("serve", "--port", port, home=tmp_path)
    assert done.returncode == 2
    (sentence,) = said(done)
    assert sentence.startswith(f"--port needs a port up to 65535, or 0 for any, not “{port[:30]}")
    assert len(sentence) < 200


def test_a_period_that_nobody_understands_is_said_before_a_page_is(tmp_path: Path) -> None:
    done = run("serve", "nonsense", home=tmp_path)
    assert done.returncode == 2
    (sentence,) = said(done)
    assert sentence.startswith("“nonsense” is not a period")


def test_ctrl_c_ends_it_without_a_word(sample: Serving, tmp_path: Path) -> None:
    with serving(tmp_path, "--sample") as server:
        assert server.stop() == 0
        assert server.process.stdout
        assert server.process.stdout.read() == ""


def test_a_terminal_is_told_what_to_do_with_the_address_and_is_left_on_a_new_line(tmp_path: Path) -> None:
    argv = (*READER, "serve", "--sample", "--port", "0")
    with Terminal(argv, env=environment(tmp_path), cwd=CHECKOUT) as terminal:
        terminal.wait_for("http://127.0.0.1:", "Open this address in a browser. Ctrl-C ends")
        terminal.press("\x03")
        assert terminal.wait() == 0
        assert terminal.output.endswith(b"^C\r\n")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_the_address_that_is_printed_is_of_the_named_host(tmp_path: Path, host: str) -> None:
    with serving(tmp_path, "--sample", "--host", host) as server:
        assert server.address.startswith(f"http://{f'[{host}]' if ':' in host else host}:{server.port}/?token=")


async def test_a_tab_has_the_same_reader_wherever_it_was_started(tmp_path: Path) -> None:
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader/__init__.py").write_text("raise SystemExit('another program')")
    (tmp_path / "msgspec.py").write_text("raise SystemExit('another program')")
    installed = "import sys; from reader.cli import main; main()"
    argv = (sys.executable, "-P", "-c", installed)
    with serving(tmp_path / "home", "--sample", argv=argv, cwd=tmp_path) as server:
        async with talking(server) as page:
            await page.wait_for("Sample edition")


async def test_a_tab_reads_the_days_of_the_named_folder(double: HubDouble, tmp_path: Path) -> None:
    home, folder = tmp_path / "home", str(tmp_path / "days")
    assert run("fetch", "2026-08-17", "--cache-dir", folder, home=home, HF_ENDPOINT=double.url).returncode == 0
    with serving(home, "2026-08-17", "--offline", "--cache-dir", folder) as server:
        async with talking(server) as page:
            await page.wait_for("Mon 17 Aug 2026 · 1 paper")


async def test_open_gives_the_browser_an_address_that_works_once_and_has_no_token(tmp_path: Path) -> None:
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {told}.new; mv {told}.new {told}\n')
    browser.chmod(0o700)
    with serving(tmp_path / "home", "--sample", "--open", BROWSER=f"{browser} %s &") as server:
        await until(told.exists)
        address = told.read_text()
        assert server.token not in address
        assert get(server, "/open/x")[0] == 403  # A guess does not spend it.
        path = address.removeprefix(f"http://127.0.0.1:{server.port}")
        status, headers, _ = get(server, path)
        assert (status, headers["Location"]) == (303, f"../?token={server.token}")
        status, _, said = get(server, path)
        assert status == 403
        assert "works once only" in said
        assert get(server, "/open/")[0] == 404
    with serving(tmp_path / "home", "--sample") as server:
        assert get(server, "/open/x")[0] == 403
