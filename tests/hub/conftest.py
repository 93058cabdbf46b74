"""A double with a day on it and a reader of it, apart from the environment of whoever runs the tests."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import pytest
import stamina

from reader.hub.client import Hub
from reader.hub.endpoint import Endpoint
from tests.hub.double import HubDouble
from tests.hub.papers import day

THURSDAY = date(2026, 8, 20)
WEDNESDAY = date(2026, 8, 19)
TOKEN = "hf_this-is-a-secret"


@pytest.fixture
def double() -> Iterator[HubDouble]:
    """A double with three papers on Thursday."""
    with HubDouble({THURSDAY: day(3)}) as running:
        yield running


@pytest.fixture
async def hub(double: HubDouble) -> AsyncIterator[Hub]:
    """The Hub as the reader asks it, with a token."""
    asked = Hub(Endpoint(double.url, TOKEN))
    yield asked
    await asked.close()


@pytest.fixture
def _at_once() -> Iterator[None]:
    """Retry without waiting."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody has signed, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    make = [
        "openssl",
        "req",
        "-x509",
        "-nodes",
        "-days",
        "2",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
    ]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*make, *names, "-keyout", path, "-out", f"{path}.part"], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.part").read_bytes())
    return path


@pytest.fixture
def secure_double(certificate: Path) -> Iterator[HubDouble]:
    """A double on https."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with HubDouble({THURSDAY: day(3)}, tls=context) as running:
        yield running
