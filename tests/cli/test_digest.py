"""`daily-papers digest`: what it writes, and when papers count as had."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from reader.store import digests
from tests.terminal import CHECKOUT, READER, environment

DAY = ("2026-08-19", "--sample")
KEPT = Path(".local/state/daily-papers/digests.json")
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command in a home, with redirections that a shell makes."""

    def command(*args: str, shell: str = "") -> subprocess.CompletedProcess[bytes]:
        words = ("sh", "-c", f'exec "$@" {shell}', "sh", *READER, "digest", *args)
        return subprocess.run(words, env=environment(tmp_path), cwd=CHECKOUT, capture_output=True)

    return command


def test_only_what_no_digest_had_is_written(run: Run, tmp_path: Path) -> None:
    first = run(*DAY, "--since-last", "--top", "2")
    assert b"2 new papers" in first.stdout
    assert (tmp_path / KEPT).stat().st_mode & 0o777 == 0o600
    second = run(*DAY, "--since-last")
    assert b"2106.09685" in first.stdout
    assert b"2106.09685" not in second.stdout
    nothing = run(*DAY, "--since-last")
    assert (nothing.returncode, nothing.stdout) == (1, b"")
    assert nothing.stderr == b"daily-papers: Nothing to show: no paper is new since the last digest.\n"
    assert b"2106.09685" in run(*DAY).stdout
    assert b"2106.09685" in run(*DAY, "--since-last", "--query", "org:microsoft").stdout


@pytest.mark.parametrize("shell", [">/dev/full", ">&-"])
def test_what_could_not_be_written_counts_as_not_had(run: Run, tmp_path: Path, shell: str) -> None:
    done = run(*DAY, "--since-last", shell=shell)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / KEPT).exists()


def test_a_reader_that_hangs_up_has_not_had_it(tmp_path: Path) -> None:
    words = (*READER, "digest", *DAY, "--since-last")
    with subprocess.Popen(
        words, env=environment(tmp_path), cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
    assert not (tmp_path / KEPT).exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version":1,"seen":{"":[1]}}', '{"version":2,"seen":{"":["a"]}}'])
def test_a_file_that_cannot_be_read_is_as_if_it_were_not_there(tmp_path: Path, text: str) -> None:
    path = tmp_path / "digests.json"
    path.write_text(text)
    assert digests.seen(path, "") == frozenset()
    digests.add(path, "", ["b"])
    assert json.loads(path.read_text()) == {"version": 1, "seen": {"": ["b"]}}


def test_a_message_is_complete(run: Run) -> None:
    done = run(*DAY, "--format", "eml", "--to", "ada@example.org", "--from", "Bob <bob@example.org>", "--subject", "é")
    message = message_from_bytes(done.stdout, policy=policy.default)
    assert (message["From"], message["To"], message["Subject"]) == ("Bob <bob@example.org>", "ada@example.org", "é")
    assert not message.defects


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "eml"),
        ("--format", "html", "--to", "ada@example.org"),
        ("--format", "eml", "--to", "a@b.org\nBcc: c@d.org"),
        ("--format", "eml", "--to", "a@b.org", "--from", "x"),
        ("--format", "pdf"),
        ("--top", "0"),
        ("--query", "votes:>x"),
        ("someday",),
    ],
)
def test_a_mistake_is_one_line(run: Run, args: tuple[str, ...]) -> None:
    done = run("--sample", *args)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"daily-papers: ")
    assert done.stderr.count(b"\n") == 1


def test_a_query_of_bytes_that_are_no_utf_8_can_be_remembered(run: Run, tmp_path: Path) -> None:
    args = (*DAY, "--since-last", "--query", "-\udcff")
    assert run(*args).returncode == 0
    assert list(json.loads((tmp_path / KEPT).read_text())["seen"]) == ["-\ufffd"]
    assert run(*args).returncode == 1
