"""`daily-papers list` and `export`: from the store, from the Hub, and what is said of it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from reader.cli.params import ORDERS
from reader.papers.listing import Order
from reader.papers.marks import Change, Record
from reader.papers.models import Feed, Paper
from reader.papers.period import DAY, Day, EditionClock
from reader.store.feeds.cache import Cache
from reader.store.marks.marks import Marks
from tests import some
from tests.cli.exchange import DATABASE, said
from tests.conftest import Start
from tests.hub.double import HubDouble
from tests.hub.papers import item, paper_id
from tests.terminal import CHECKOUT, READER, environment

SHOWN = "The [/] of =cmd() <b>"
CACHE = Path(".cache/daily-papers/v1")

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the user."""
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Run:
    """Runs a command in that home, with redirections that a shell makes."""

    def command(*args: str, shell: str = "", **changes: str) -> subprocess.CompletedProcess[bytes]:
        words = ("sh", "-c", f'exec "$@" {shell}', "sh", *READER, *args) if shell else (*READER, *args)
        return subprocess.run(words, env=environment(home, **changes), cwd=CHECKOUT, capture_output=True)

    return command


@pytest.fixture
def hub() -> Iterable[HubDouble]:
    """A Hub with a paper of one day."""
    with HubDouble({OLD: [item(paper_id(1), title="The [MASK] of the day", day=OLD)]}) as running:
        yield running


TODAY = EditionClock().newest_with_papers()
OLD = date(2025, 3, 5)


def store(home: Path, *feeds: Feed) -> None:
    cache = Cache(home / CACHE)
    for feed in feeds:
        asyncio.run(cache.put(feed))
    cache.close(10)


def mark(home: Path, *changes: Change) -> None:
    marks = Marks(home / DATABASE)
    asyncio.run(marks.write(changes))
    marks.close(10)


def papers(day: date, count: int = 3) -> tuple[Paper, ...]:
    return tuple(
        Paper(id=f"{day:%y%m}.{day.day:02}{number:03}", title=f"{SHOWN} {number}", upvotes=count - number)
        for number in range(count)
    )


def feed(day: date, *, count: int = 3, hours: float = 3, settled: bool = True) -> Feed:
    at = datetime.now(UTC) - timedelta(hours=hours)
    return Feed(period=Day(day), papers=papers(day, count), fetched_at=at, settled=settled)


def test_a_stored_day_is_a_line_a_paper_and_its_age(run: Run, home: Path) -> None:
    store(home, feed(OLD))
    done = run("list", str(OLD))
    assert done.returncode == 0
    assert done.stdout.decode() == (f"2503.05000\t3\t{SHOWN} 0\n2503.05001\t2\t{SHOWN} 1\n2503.05002\t1\t{SHOWN} 2\n")
    assert said(done) == ["Fetched 3 h ago."]


def test_a_day_that_is_not_stored_is_asked_for_and_kept(run: Run, hub: HubDouble) -> None:
    done = run("list", str(OLD), HF_ENDPOINT=hub.url)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().endswith("\tThe [MASK] of the day\n")
    asked = len(hub.requests)
    assert asked > 0
    again = run("list", str(OLD), HF_ENDPOINT=hub.url)
    assert (again.stdout, said(again), len(hub.requests)) == (done.stdout, ["Fetched just now."], asked)


def test_where_the_hub_is_down_what_is_stored_is_listed(run: Run, home: Path) -> None:
    store(home, feed(TODAY, settled=False))
    done = run("list")
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 3
    (sentence,) = said(done)
    assert sentence.startswith("Fetched 3 h ago. ")
    assert "cannot be reached" in sentence


@pytest.mark.parametrize(("args", "changes"), [(["--offline"], {}), ([], {"HF_HUB_OFFLINE": "1"})])
@pytest.mark.parametrize("before", [True, False])
def test_offline_nothing_is_sent(
    run: Run, home: Path, hub: HubDouble, args: list[str], changes: dict[str, str], before: bool
) -> None:
    store(home, feed(TODAY, settled=False))
    words = [*args, "list"] if before else ["list", *args]
    done = run(*words, HF_ENDPOINT=hub.url, **changes)
    assert (done.returncode, said(done)) == (0, ["Fetched 3 h ago."])
    assert run(*words, str(TODAY), HF_ENDPOINT=hub.url, **changes).stdout == done.stdout != b""
    done = run(*words, "2025-03-04", HF_ENDPOINT=hub.url, **changes)
    assert (done.returncode, done.stdout) == (1, b"")
    assert said(done) == ["2025-03-04 is not stored, and the network is off (--offline or HF_HUB_OFFLINE)."]
    assert hub.requests == []


def test_nothing_to_show_is_one_line(run: Run, home: Path) -> None:
    store(home, feed(OLD), feed(OLD + DAY, count=0))
    for args, words in (
        ([str(OLD), "--query", "nowhere"], "no paper matches the query."),
        ([str(OLD + DAY)], "there are no papers."),
        (["starred"], "no paper is starred. Press s in the reader to star one."),
    ):
        for form, output in (([], b""), (["--json"], b"[]\n")):
            done = run("list", *args, *form)
            assert (done.returncode, done.stdout) == (1, output)
            assert said(done)[-1] == f"Nothing to show: {words}"


def test_several_days_come_from_the_store_and_missing_ones_are_named(run: Run, home: Path, hub: HubDouble) -> None:
    store(home, feed(OLD, hours=50), feed(OLD + DAY, count=0), feed(OLD + 2 * DAY))
    done = run("list", "--from", str(OLD - DAY), "--to", str(OLD + 2 * DAY), "--ids", HF_ENDPOINT=hub.url)
    assert done.returncode == 0
    ids = [paper.id for day in (OLD, OLD + 2 * DAY) for paper in papers(day)]
    assert done.stdout.decode().split() == ids
    missing = OLD - DAY
    assert said(done) == [
        f"1 day not stored ({missing}). To fetch them: daily-papers fetch --from {missing} --to {missing}",
        "Fetched 2 days ago to 3 h ago.",
    ]
    assert run("list", "--to", str(OLD), "--ids").stdout.decode().split() == ids[:3]
    done = run("list", "--from", str(OLD), "--limit", "4", "--sort", "date", "--ids")
    assert done.stdout.decode().split() == ids[:4]
    assert hub.requests == []


def test_a_paper_of_two_days_is_listed_once(run: Run, home: Path) -> None:
    again = feed(OLD + DAY)
    both = Feed(period=again.period, papers=(*papers(OLD), *again.papers), fetched_at=again.fetched_at)
    store(home, feed(OLD), both)
    done = run("list", "--from", str(OLD), "--to", str(OLD + DAY), "--ids")
    ids = done.stdout.decode().split()
    assert len(ids) == len(set(ids)) == 6


def test_marks_choose_and_count(run: Run, home: Path) -> None:
    store(home, feed(OLD))
    first, second, _ = papers(OLD)
    record = Record(0, second)
    mark(home, Change(first.id, "read", True), Change(second.id, "starred", True, record))
    assert run("list", str(OLD), "--unread", "--ids").stdout.decode().split() == [second.id, "2503.05002"]
    assert run("list", str(OLD), "--unread", "--count").stdout == b"2\n"
    assert run("list", str(OLD), "--query", "is:read", "--ids").stdout.decode().split() == [first.id]
    none = run("list", str(OLD), "--query", "nowhere", "--count")
    assert (none.returncode, none.stdout) == (0, b"0\n")
    starred = run("list", "starred", "--jsonl")
    (paper,) = map(json.loads, starred.stdout.splitlines())
    assert (paper["id"], paper["starred"], paper["read"], paper["day"]) == (second.id, True, False, None)
    (paper,) = json.loads(run("list", str(OLD), "--query", "is:read", "--json").stdout)
    assert (paper["id"], paper["read"]) == (first.id, True)


def test_a_template_is_filled_and_nothing_else(run: Run, home: Path) -> None:
    store(home, feed(OLD))
    done = run("list", str(OLD), "--limit", "1", "--template", "{{{id}}} {title}|{organization}|")
    assert done.stdout.decode() == f"{{2503.05000}} {SHOWN} 0||\n"


def test_a_template_that_is_no_utf_8_is_written_as_it_was_typed(run: Run) -> None:
    done = run("show", "2106.09685", "--sample", "--template", "\udcff {id}")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"\xff 2106.09685\n", b"")


@pytest.mark.parametrize(
    ("args", "words"),
    some(
        6,
        [
            (["list", "--template", "{id.__class__}"], "{id.__class__}” is not a field"),
            (["list", "--template", "{titel}"], "“{titel}” is not a field of --template; did you mean {title}?"),
            (["list", "--template", "{nothing}"], "is not a field of --template: choose from id, votes, title"),
            (["list", "--template", "{"], "“{” is not a field"),
            (["list", "--template", "{\x1b[2J}"], "is not a field"),
            (["list", "--json", "--csv"], "Output formats cannot be combined"),
            (["list", "--json", "--template", "x"], "Output formats cannot be combined"),
            (["list", "--count", "--json"], "--count"),
            (["show"], "ID|URL is missing."),
            (["show", "nonsense"], "is not an arXiv id"),
            (["show", "https://evil.example/2608.00001"], "is not an arXiv id"),
            (["show", "\x1b[2J"], "is not an arXiv id"),
            (["export", "--format", "docx"], "--format"),
        ],
    ),
)
def test_wrong_use_is_one_line(run: Run, args: list[str], words: str) -> None:
    done = run(*args, "--sample")
    assert (done.returncode, done.stdout) == (2, b"")
    (sentence,) = said(done)
    assert words in sentence


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv", "--urls", "--template={abstract}", "--count", ""])
@pytest.mark.parametrize(
    ("shell", "words"),
    some(5, [(">/dev/full", "stdout cannot be written: No space left on device."), (">&-", "it is closed.")]),
)
def test_a_stdout_that_takes_nothing_is_one_line(run: Run, form: str, shell: str, words: str) -> None:
    done = run(*filter(None, ("list", "--sample", form)), shell=shell)
    assert done.returncode == 1
    assert words in said(done)[-1]


CLOSED_IN_TIME = """
import atexit
from reader.cli import main
from reader.store.worker import Worker
atexit.register(lambda: setattr(Worker, "stop", None))
main()
"""
"""A reader that complains about a store which is still open when Python ends: its thread is gone by then."""


@pytest.mark.parametrize("args", [["list", "--json"], ["export"], ["list"]])
@pytest.mark.parametrize("argv", [READER, (sys.executable, "-c", CLOSED_IN_TIME)])
def test_a_pipe_that_is_closed_early_is_no_mistake(home: Path, argv: tuple[str, ...], args: list[str]) -> None:
    store(home, *(feed(OLD + number * DAY, count=90) for number in range(30)))
    command = [*argv, *args, "--from", str(OLD)]
    with subprocess.Popen(
        command, env=environment(home), cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        lines = [line for line in process.stderr.read().decode().splitlines() if "not stored" not in line]
        assert (process.wait(), lines) == (0, [])


def test_a_file_is_written_whole_and_never_over_another(run: Run, home: Path, tmp_path: Path) -> None:
    store(home, feed(OLD))
    file = tmp_path / "out" / "papers.bib"
    file.parent.mkdir()
    assert run("export", str(OLD), "-o", str(file)).returncode == 0
    first = file.read_bytes()
    assert first.count(b"@misc{") == 3
    again = run("export", str(OLD), "--limit", "1", "-o", str(file))
    assert (again.returncode, file.read_bytes()) == (1, first)
    assert said(again) == [f"{file} already exists. Use --force to overwrite it."]
    assert run("export", str(OLD), "--limit", "1", "--force", "-o", str(file)).returncode == 0
    assert file.read_bytes().count(b"@misc{") == 1
    nameless = run("export", str(OLD), "--force", "-o", "")
    assert (nameless.returncode, said(nameless)[-1][:42]) == (1, "A file without a name cannot be written: i")
    failed = run("export", "starred", "--force", "-o", str(file))
    assert (failed.returncode, file.read_bytes().count(b"@misc{")) == (1, 1)
    assert list(file.parent.iterdir()) == [file]


def test_the_reader_opens_on_a_stored_paper(start: Start, home: Path) -> None:
    store(home, feed(OLD))
    start("https://arxiv.org/abs/2503.05001", "--offline").wait_for("Wed 5 Mar 2025", "arXiv 2503.05001")
    start("2106.09685", "--sample").wait_for("Wed 19 Aug 2026", "arXiv 2106.09685")
    reader = start("2503.99999", "--offline")
    assert reader.wait() == 1
    assert "is not stored" in reader.text


def test_titles_are_no_markup_on_a_terminal(start: Start, home: Path) -> None:
    store(home, feed(OLD))
    start("list", str(OLD)).wait_for("5 Mar 2025", f"{SHOWN} 0", f"{SHOWN} 2")
    start("show", "2503.05001").wait_for("arXiv", f"{SHOWN} 1")


LOADED = """
import sys
from reader.cli import main
try: main()
except SystemExit: pass
print(*sys.modules, file=sys.stderr)
"""

HEAVY = {"textual", "asyncio", "httpx", "rich", "stamina", "anyio", "tomllib", "reader.papers.full_text", "diskcache"}


@pytest.mark.parametrize(
    "args",
    [["list", str(OLD)], ["list", "--from", str(OLD), "--csv"], ["list", str(OLD), "--json"], ["export", str(OLD)]],
)
def test_what_is_stored_is_piped_without_what_is_heavy(home: Path, args: list[str]) -> None:
    store(home, feed(OLD))
    command = [sys.executable, "-c", LOADED, *args]
    done = subprocess.run(command, env=environment(home), cwd=CHECKOUT, capture_output=True, text=True, check=True)
    modules = set(done.stderr.split())
    assert "sqlite3" in modules
    assert not modules & HEAVY


@pytest.mark.parametrize("args", [["--help"], ["list", "--help"], ["export", "--help"], ["digest", "--help"]])
def test_help_needs_click_only(home: Path, args: list[str]) -> None:
    command = [sys.executable, "-c", LOADED, *args]
    done = subprocess.run(command, env=environment(home), cwd=CHECKOUT, capture_output=True, text=True, check=True)
    modules = set(done.stderr.split())
    assert not modules & {*HEAVY, "msgspec", "diskcache", "sqlite3", "reader.papers"}
    if args == ["--help"]:
        assert {name for name in modules if name.startswith("reader.cli.")} == {
            f"reader.cli.{name}" for name in ("commands", "group", "io", "params", "suggestions")
        }


def test_every_order_can_be_asked_for() -> None:
    assert get_args(Order) == (*ORDERS.values(), "match", "trending")
