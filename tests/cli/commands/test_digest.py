"""`daily-papers digest`: what it writes, and when papers count as had."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from msgspec import structs

from reader.formats.digest_formats import COLUMNS
from reader.papers.models import Feed, Paper
from reader.papers.period import can_have_papers
from reader.store.state import IDS, Last, load_digests, save_digests
from tests.cli.commands.test_list import TODAY, feed, store
from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id
from tests.terminal import CHECKOUT, READER, environment

DAY = ("2026-08-19", "--sample")
KEPT = Path(".local/state/daily-papers/digests")
OLD, DAY_LONG = date(2025, 3, 5), timedelta(days=1)
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command in a home, with redirections that a shell makes."""

    def command(*args: str, shell: str = "", **changes: str) -> subprocess.CompletedProcess[bytes]:
        words = ("sh", "-c", f'exec "$@" {shell}', "sh", *READER, "digest", *args)
        return subprocess.run(words, env=environment(tmp_path, **changes), cwd=CHECKOUT, capture_output=True)

    return command


def test_it_is_text_on_a_terminal_and_markdown_elsewhere(run: Run, start: Start, tmp_path: Path) -> None:
    terminal = start("digest", *DAY, "--top", "1")
    assert terminal.wait() == 0
    lines = terminal.rest().splitlines()
    assert lines[:3] == ["Daily Papers · Wed 19 Aug 2026", "=" * 30, "1 of 12 papers"]
    assert max(map(len, lines)) <= COLUMNS
    assert run(*DAY).stdout.startswith("# Daily Papers · ".encode())
    # The last one is the same for both.
    assert start("digest", *DAY, "--since-last").wait() == 0
    assert b"no new papers since the last digest" in run(*DAY, "--since-last", HOME=str(tmp_path / "home")).stderr


@pytest.mark.slow
def test_only_what_was_not_there_at_the_last_digest_is_written(run: Run, tmp_path: Path) -> None:
    first = run(*DAY, "--since-last", "--top", "2")
    assert b"2 of 12 new papers" in first.stdout
    (file,) = (tmp_path / KEPT).iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    again = run(*DAY, "--since-last")
    assert (again.returncode, again.stdout) == (1, b"")
    assert again.stderr == b"daily-papers: Nothing to show: no new papers since the last digest.\n"
    assert b"2106.09685" in run(*DAY).stdout
    others = (["--query", "org:microsoft"], ["--format", "text"], ["--format", "eml", "--to", "ada@example.org"])
    for other in (*others, ["--query", "votes:>1 OR org:microsoft"], ["--format", "eml", "--to", "bob@b.org"]):
        assert b"2106.09685" in run(*DAY, "--since-last", *other).stdout
    assert len(list((tmp_path / KEPT).iterdir())) == 6


def stored(day: date, *titles: str, votes: int = 1) -> Feed:
    """A stored day of a few papers."""
    one = feed(day, count=len(titles))
    papers = [structs.replace(p, title=title, upvotes=votes) for p, title in zip(one.papers, titles, strict=True)]
    return structs.replace(one, papers=tuple(papers))


def titles(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    assert done.returncode == 0
    return [line.partition(". ")[2] for line in done.stdout.decode().splitlines() if re.match("[0-9]+[.] ", line)]


def test_days_since_the_last_digest_are_not_left_out(run: Run, tmp_path: Path) -> None:
    words = ("--since-last", "--offline", "--format", "text")
    early = stored(OLD, "Early", "Second")
    store(tmp_path, early)
    assert titles(run(*words, "--top", "1")) == ["Early"]
    late = Paper(id="2503.05900", title="Late", upvotes=3)
    gone = Paper(id="2503.05901", title="Gone", upvotes=9, gone=True)
    store(tmp_path, structs.replace(early, papers=(*early.papers, late, gone)))
    store(tmp_path, stored(OLD + DAY_LONG, "Next", votes=7), stored(OLD + 2 * DAY_LONG, "Last", votes=5))
    done = run(*words)
    assert titles(done) == ["Next", "Last", "Late"]
    assert b"Wed 5 Mar 2025 to Fri 7 Mar 2025" in b" ".join(done.stdout.split())
    assert titles(run("--offline", "--format", "text")) == ["Last"]
    assert load_digests(tmp_path / KEPT, "\n\ntext\n").day == OLD + 2 * DAY_LONG
    save_digests(tmp_path / KEPT, f"{OLD + DAY_LONG}\n\ntext\n", Last(OLD))
    assert titles(run(str(OLD + DAY_LONG), *words)) == ["Next"]
    assert run(*words).returncode == 1


@pytest.mark.slow
def test_a_digest_of_the_sample_edition_is_not_the_last_one(run: Run, tmp_path: Path) -> None:
    store(tmp_path, stored(OLD, "First"))
    assert titles(run("--since-last", "--offline")) == titles(run("--offline"))
    (own,) = (tmp_path / KEPT).iterdir()
    before = own.read_bytes()
    assert b"12 new papers" in run("--since-last", "--sample").stdout
    assert own.read_bytes() == before
    assert run("--since-last", "--sample").returncode == 1


@pytest.mark.slow
def test_the_hub_is_asked_for_each_day_since_the_last_digest(run: Run, tmp_path: Path) -> None:
    days = [day for day in (TODAY - number * DAY_LONG for number in range(8)) if can_have_papers(day)]
    papers = {day: [item(paper_id(number), title=f"The [/] of {day}", day=day)] for number, day in enumerate(days, 1)}
    save_digests(tmp_path / KEPT, "\n\ntext\n", Last(TODAY - 30 * DAY_LONG))
    words = ("--since-last", "--format", "text")
    with HubDouble(papers, today=TODAY) as hub:
        done = run(*words, HF_ENDPOINT=hub.url)
        assert (sorted(titles(done)), done.stderr) == (sorted(f"The [/] of {day}" for day in days), b"")
        assert run(*words, HF_ENDPOINT=hub.url).returncode == 1


def test_a_digest_goes_back_a_week_and_names_the_day_that_it_cannot_have(run: Run, tmp_path: Path) -> None:
    words = ("--since-last", "--offline", "--format", "text")
    store(tmp_path, stored(OLD, "Early"))
    run(*words)
    newest = stored(OLD + 7 * DAY_LONG, "Last")
    store(tmp_path, newest)
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"daily-papers: 2025-03-06 is not stored")
    between = [OLD + number * DAY_LONG for number in range(1, 7) if can_have_papers(OLD + number * DAY_LONG)]
    store(tmp_path, *(stored(day, f"On {day}") for day in between))
    assert len(titles(run(*words))) == len(between) + 1
    store(tmp_path, stored(OLD + 30 * DAY_LONG, "Far"))
    assert run(*words).stderr.startswith(b"daily-papers: 2025-03-28 is not stored")


@pytest.mark.parametrize("shell", [">/dev/full", ">&-"])
def test_what_could_not_be_written_counts_as_not_had(run: Run, tmp_path: Path, shell: str) -> None:
    done = run(*DAY, "--since-last", shell=shell)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / KEPT).exists()


@pytest.mark.parametrize("top", ["1", "12"])
def test_a_reader_that_hangs_up_has_not_had_it(tmp_path: Path, top: str) -> None:
    words = (*READER, "digest", *DAY, "--since-last", "--top", top)
    with subprocess.Popen(
        words, env=environment(tmp_path), cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
    assert not (tmp_path / KEPT).exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version":1,"ids":[1]}', '{"version":2,"ids":["a"]}', '{"day":"x"}'])
def test_a_file_that_cannot_be_read_is_as_if_it_were_not_there(tmp_path: Path, text: str) -> None:
    save_digests(tmp_path, "kind", Last())
    (path,) = tmp_path.iterdir()
    path.write_text(text)
    assert load_digests(tmp_path, "kind") == Last()
    last = Last(OLD, ("b",))
    save_digests(tmp_path, "kind", last)
    assert load_digests(tmp_path, "kind") == last
    assert load_digests(tmp_path, "other") == Last()
    save_digests(tmp_path, "kind", Last(OLD, tuple(map(str, range(2 * IDS)))))
    assert len(load_digests(tmp_path, "kind").ids) == IDS
    assert load_digests(tmp_path, "kind").ids[-1] == str(2 * IDS - 1)


def test_what_cannot_be_remembered_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / KEPT).parent.mkdir(parents=True)
    (tmp_path / KEPT).touch()
    done = run(*DAY, "--since-last")
    assert done.returncode == 1
    assert b"2106.09685" in done.stdout
    assert done.stderr.startswith(b"daily-papers: The digest was written, but ")


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


def test_a_query_of_bytes_that_are_no_utf_8_is_a_mistake_with_its_place(run: Run) -> None:
    done = run(*DAY, "--since-last", "--query", "-\udcff")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"daily-papers: A query is text in UTF-8 (at character 2).\n"
