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
    return self_signed(tmp_path_factory.mktemp("tls"), "-days", "2")


CERTIFYING = """
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = names
x509_extensions = extensions
[names]
commonName = supplied
[extensions]
subjectAltName = DNS:localhost
basicConstraints = CA:TRUE
[req]
distinguished_name = none
[none]
"""


def self_signed(folder: Path, *validity: str) -> Path:
    """Make a certificate for localhost, with its key in the same file.

    Args:
        folder: An empty one.
        validity: Options of `openssl ca` that say when it is valid.
    """
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    (folder / "ca.cnf").write_text(CERTIFYING)
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    request = ["req", "-config", "ca.cnf", "-new", "-nodes", *curve, "-subj", "/CN=localhost"]
    sign = ["ca", "-config", "ca.cnf", "-batch", "-notext", "-selfsign", "-keyfile", "key.pem", "-in", "request.pem"]
    for command in ([*request, "-keyout", "key.pem", "-out", "request.pem"], [*sign, *validity, "-out", "signed.pem"]):
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    path = folder / "certificate.pem"
    path.write_bytes((folder / "key.pem").read_bytes() + (folder / "signed.pem").read_bytes())
    return path


@pytest.fixture
def secure_double(certificate: Path) -> Iterator[HubDouble]:
    """A double on https."""
    with HubDouble({THURSDAY: day(3)}, tls=context_of(certificate)) as running:
        yield running


def context_of(certificate: Path) -> ssl.SSLContext:
    """What a double needs to serve https with a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
