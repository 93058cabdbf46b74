"""What the environment says of the Hub."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.hub.endpoint import ENDPOINT, Endpoint
from tests.hub.sentence import is_sentence


def test_nothing_said_means_the_hub_itself_without_a_token(tmp_path: Path) -> None:
    access = Endpoint.from_environment({"HOME": str(tmp_path)})
    assert access == Endpoint(ENDPOINT, "", False)
    assert access.name == "Hugging Face"


@pytest.mark.parametrize(
    ("said", "endpoint"),
    [
        ("", ENDPOINT),
        ("  ", ENDPOINT),
        ("https://hf-mirror.com/", "https://hf-mirror.com"),
        (" http://127.0.0.1:8080 \n", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://mirror.example/hf//", "https://mirror.example/hf"),
    ],
)
def test_the_endpoint_is_taken_without_its_last_slash(said: str, endpoint: str) -> None:
    assert Endpoint.from_environment({"HF_ENDPOINT": said, "HF_TOKEN": "t"}).url == endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "hf-mirror.com",
        "ftp://hf-mirror.com",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user:password@example.org",
        "https://user@example.org",
        "https://example.org:99999",
        "https://example.org:0",
        "https://example.org:port",
        "https://exa mple.org",
        "https://example.org\n.evil.example",
        "https://example.org/?query",
        "https://example.org/#fragment",
        "https://[::1",
        "https://[:::1]",
        "https://еxample.org",
        "https://example.org\\@evil.example",
        "https://" + "a" * 3000,
        "https://x\x1b]52;c;cHduZWQ=\x07",
    ],
)
def test_an_endpoint_that_cannot_be_asked_is_refused_without_being_shown(endpoint: str) -> None:
    with pytest.raises(ReaderError, match=r"^HF_ENDPOINT ") as caught:
        Endpoint.from_environment({"HF_ENDPOINT": endpoint})
    assert is_sentence(caught.value)
    assert "password" not in str(caught.value)


def test_a_mirror_is_called_by_its_name() -> None:
    assert Endpoint("http://127.0.0.1:8080/hf").name == "127.0.0.1:8080 (HF_ENDPOINT)"


def test_the_token_is_in_no_representation() -> None:
    assert "secret" not in repr(Endpoint(token="hf_secret"))
    assert "secret" not in str(Endpoint(token="hf_secret"))


@pytest.mark.parametrize(
    ("said", "token"),
    [
        ("hf_token", "hf_token"),
        ("  hf_token\r\n", "hf_token"),
        ("hf_tok\nen", ""),
        ("hf tok en", ""),
        ("hf_tökén", ""),
        ("hf_\x1b[31m", ""),
        ("x" * 5000, ""),
    ],
)
def test_a_token_is_stripped_and_one_that_no_header_can_hold_is_none(said: str, token: str) -> None:
    assert Endpoint.from_environment({"HF_TOKEN": said}).token == token
    assert Endpoint(token=said).token == token


@pytest.mark.parametrize(
    ("place", "environ"),
    [
        (".cache/huggingface/token", {"HOME": "."}),
        ("cache/huggingface/token", {"HOME": "nowhere", "XDG_CACHE_HOME": "cache"}),
        ("home/token", {"HOME": "nowhere", "XDG_CACHE_HOME": "cache", "HF_HOME": "home"}),
        ("home/token", {"HOME": ".", "HF_HOME": "~/home"}),
        ("home/token", {"HOME": "nowhere", "HF_HOME": "home", "HF_TOKEN": " "}),
    ],
)
def test_without_a_variable_the_token_is_read_where_hugging_face_keeps_it(
    place: str, environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text("hf_stored\n")
    assert Endpoint.from_environment(environ).token == "hf_stored"


def test_the_variable_is_preferred_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hf_stored")
    assert Endpoint.from_environment({"HF_HOME": str(tmp_path), "HF_TOKEN": "hf_said"}).token == "hf_said"
    assert Endpoint.from_environment({"HF_HOME": str(tmp_path), "HF_TOKEN": "not a token"}).token == ""


def test_the_token_is_left_alone_where_implicit_use_is_off(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("hf_stored")
    environ = {"HF_HOME": str(tmp_path), "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"}
    assert Endpoint.from_environment(environ).token == ""
    assert Endpoint.from_environment(environ | {"HF_TOKEN": "hf_said"}).token == ""


def test_a_token_file_that_cannot_be_read_is_no_token(tmp_path: Path) -> None:
    environ = {"HF_HOME": str(tmp_path)}
    path = tmp_path / "token"
    path.write_bytes(b"\xff\xfe\x00h")
    assert Endpoint.from_environment(environ).token == ""
    path.unlink()
    path.mkdir()
    assert Endpoint.from_environment(environ).token == ""
    path.rmdir()
    os.mkfifo(path)
    assert Endpoint.from_environment(environ).token == ""
    assert Endpoint.from_environment({"HF_HOME": "no\0where"}).token == ""


@pytest.mark.parametrize("name", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
@pytest.mark.parametrize(
    ("said", "offline"),
    [("1", True), ("true", True), ("YES", True), (" On ", True), ("0", False), ("", False), ("no", False)],
)
def test_the_network_can_be_switched_off(name: str, said: str, offline: bool) -> None:
    assert Endpoint.from_environment({name: said, "HF_TOKEN": "t"}).offline is offline
