"""The link of a paper in Chromium, which finds arXiv on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from tests.conftest import Start
from tests.host.programs import program
from tests.terminal import PATIENCE

OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-dev-shm-usage", "--ignore-certificate-errors"),
)
CHROMIUM = shutil.which("chromium") or ""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="needs chromium")]


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Queue[tuple[str, str]]]:
    """What is asked for on loopback by https: host and path; the port is that of the environment's `PORT`."""
    queue: Queue[tuple[str, str]] = Queue()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            queue.put((self.headers["Host"], self.path))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    certificate = tmp_path / "certificate.pem"
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
    command = ("openssl", "req", "-x509", *curve, "-nodes", "-subj", "/CN=arxiv.org", "-keyout", certificate)
    subprocess.run([*command, "-out", tmp_path / "signed.pem"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "signed.pem", certificate)
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        site.socket = context.wrap_socket(site.socket, server_side=True)
        thread = Thread(target=site.serve_forever)
        thread.start()
        rules = f"--host-resolver-rules=MAP arxiv.org:443 127.0.0.1:{site.server_port}"
        home = tmp_path / "chromium"
        options = " ".join(f"'{option}'" for option in (*OPTIONS, rules, f"--user-data-dir={home}"))
        program(tmp_path, "chromium", f'echo $$ > {tmp_path}/pid; exec {CHROMIUM} {options} "$@"')
        yield queue
        with suppress(ProcessLookupError, FileNotFoundError):
            os.killpg(int((tmp_path / "pid").read_text()), signal.SIGKILL)
        site.shutdown()
        thread.join()


def test_a_link_is_opened_in_chromium(start: Start, asked: Queue[tuple[str, str]], tmp_path: Path) -> None:
    reader = start("--sample", BROWSER=str(tmp_path / "chromium"), DISPLAY=":99")
    reader.wait_for("Mamba", "quit")
    reader.press("o")
    reader.wait_for("to open https://arxiv.org/abs/2312.00752")
    assert asked.get(timeout=PATIENCE) == ("arxiv.org", "/abs/2312.00752")
    reader.press("j")
    reader.wait_for("arXiv 2308.04079")  # Nothing that the browser writes is in the way.
    reader.press("q")
    assert reader.wait() == 0
