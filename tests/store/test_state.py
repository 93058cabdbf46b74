"""Where the user was: kept whole, for the user only, and never a reason not to start."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config.export import ExportChoice
from reader.papers.period import STARRED, Day
from reader.store.state import LIMIT, Last, Position, load_position, save_digests, save_position
from tests.store.conftest import mode, names

THURSDAY = Day(date(2026, 8, 20))
SOMEWHERE = Position(
    period=THURSDAY,
    paper="2608.17271",
    order="title",
    starred_order="date",
    layout="stacked",
    export=ExportChoice("starred", "ris", "clipboard"),
    theme="nord",
    is_dark=False,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a position is, in a folder that has to be made."""
    return tmp_path / "state" / "daily-papers" / "position.json"


def written(file: Path, data: bytes) -> Position:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return load_position(file)


@pytest.mark.parametrize(
    "position",
    [
        SOMEWHERE,
        Position(),
        Position(period=STARRED, paper="cs/0112017", order="starred"),
        Position(newest=date(2026, 8, 20)),
    ],
)
def test_what_was_saved_is_loaded(position: Position, file: Path) -> None:
    assert save_position(file, Position(order="date", layout="single"))
    assert save_position(file, position)
    assert load_position(file) == position
    assert names(file.parent) == ["position.json"]


def test_the_file_is_for_the_user_only(file: Path) -> None:
    before = os.umask(0)
    try:
        assert save_position(file, SOMEWHERE)
    finally:
        os.umask(before)
    assert (mode(file.parent), mode(file)) == (0o700, 0o600)


def test_folders_are_for_the_user_only_all_that_are_made(tmp_path: Path) -> None:
    """A digest may be the first thing that is ever remembered."""
    save_digests(tmp_path / "state" / "daily-papers" / "digests", "a kind", Last())
    assert [mode(folder) for folder in sorted(tmp_path.rglob("*")) if folder.is_dir()] == [0o700] * 3


def test_the_file_can_be_read_by_others_in_years(file: Path) -> None:
    """Only what is not as usual is written."""
    save_position(file, Position(period=THURSDAY, layout="single"))
    assert json.loads(file.read_bytes()) == {"version": 1, "period": "2026-08-20", "layout": "single"}


def test_a_file_that_is_not_there_is_the_newest_day(file: Path) -> None:
    assert load_position(file) == Position()
    assert not file.parent.exists()


WHOLE: dict[str, Any] = {
    "version": 1,
    "period": "2026-08-20",
    "paper": "2608.17271",
    "order": "title",
    "starred_order": "date",
    "newest": None,
    "layout": "stacked",
    "export": {"scope": "starred", "format": "ris", "target": "clipboard"},
    "theme": "nord",
    "is_dark": False,
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *itertools.product(Position.__struct_fields__, [None, 3, [], {}, "\x1b[2J", "x"]),
        *itertools.product(sorted({*Position.__struct_fields__} - {"is_dark"}), [True]),
        *itertools.product(["period"], ["2026-02-30", "20260820", "2026-W99", "٢٠٢٦-٠٨-٢٠", "2026-08-20\n", "STARRED"]),
        *itertools.product(["paper"], ["2608.17271v2", "2608.17271\n", "../2608.17271"]),
        *itertools.product(["export"], [{"scope": "some"}, {"format": None}, {"target": "printer"}]),
        *itertools.product(["theme"], ["nrd", "auto", "Nord"]),
        *itertools.product(["order", "starred_order", "layout"], ["", "Title", "upvotes "]),
    ],
)
def test_a_wrong_field_costs_only_itself(field: str, value: object, file: Path) -> None:
    position = written(file, json.dumps({**WHOLE, field: value, "more": 1}).encode())
    expected = {**WHOLE, "period": THURSDAY, "export": SOMEWHERE.export, field: getattr(Position(), field)}
    assert {"version": 1, **{name: getattr(position, name) for name in Position.__struct_fields__}} == expected


FOREIGN = [
    b"",
    b"null",
    b"[]",
    b"3",
    b'"version"',
    b"{",
    b"\xff\xfe{}",
    b'{"version": 1, "period": "\xff"}',
    b"[" * 60_000,
    json.dumps({**WHOLE, "version": 2}).encode(),
    json.dumps({**WHOLE, "version": 0}).encode(),
    json.dumps({**WHOLE, "version": True}).encode(),
    json.dumps({**WHOLE, "version": 1.0}).encode(),
    json.dumps({**WHOLE, "version": "1"}).encode(),
    json.dumps({**WHOLE, "version": None}).encode(),
    json.dumps({name: value for name, value in WHOLE.items() if name != "version"}).encode(),
    json.dumps(WHOLE).encode().ljust(LIMIT + 1),
]


@pytest.mark.parametrize("data", FOREIGN, ids=range(len(FOREIGN)))
def test_a_foreign_file_is_as_if_it_were_not_there(data: bytes, file: Path) -> None:
    assert written(file, data) == Position()


@pytest.mark.parametrize("filter", ["unread", "starred", "x", None])
def test_a_file_with_the_filter_that_was_kept_once_is_read(filter: object, file: Path) -> None:
    assert written(file, json.dumps({**WHOLE, "filter": filter}).encode()) == SOMEWHERE


@pytest.mark.parametrize(
    ("position", "day"),
    [
        (Position(), None),
        (Position(newest=date(2026, 8, 19)), date(2026, 8, 19)),
        (Position(period=THURSDAY, newest=date(2026, 8, 19)), date(2026, 8, 20)),
        (Position(period=STARRED, newest=date(2026, 8, 19)), None),
    ],
)
def test_the_day_that_was_left_is_the_period_or_what_the_newest_one_was(position: Position, day: date | None) -> None:
    assert position.day == day


def test_a_file_as_long_as_allowed_is_read(file: Path) -> None:
    assert written(file, json.dumps(WHOLE).encode().ljust(LIMIT)) == SOMEWHERE


def test_what_is_no_file_is_as_if_it_were_not_there(file: Path) -> None:
    file.mkdir(parents=True)
    assert load_position(file) == Position()
    assert not save_position(file, SOMEWHERE)
    assert names(file.parent) == ["position.json"]
    assert load_position(file / "\0") == load_position(file.parent / ("x" * 300)) == Position()
    pipe = file.parent / "pipe"
    os.mkfifo(pipe)
    assert load_position(pipe) == Position()
    pipe.with_name("loop").symlink_to("loop")
    assert load_position(pipe.with_name("loop")) == Position()


def test_where_it_cannot_be_saved_that_is_said_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not save_position(tmp_path / "file" / "position.json", SOMEWHERE)
    assert load_position(tmp_path / "file" / "position.json") == Position()


@given(
    st.binary(max_size=40)
    | st.dictionaries(st.sampled_from([*WHOLE]), st.text(max_size=3)).map(json.dumps).map(str.encode)
)
def test_any_bytes_are_a_position(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    assert isinstance(written(tmp_path_factory.getbasetemp() / "any" / "position.json", data), Position)


def test_a_write_that_breaks_off_leaves_the_file_as_it_was(file: Path) -> None:
    """In a process whose files may not be as long as that."""
    code = (
        "import resource, sys; from pathlib import Path; from reader.store.state import Position, save_position\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\n"
        "print(save_position(Path(sys.argv[1]), Position(paper='2608.00001')))"
    )
    assert save_position(file, SOMEWHERE)
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert load_position(file) == SOMEWHERE
    assert names(file.parent) == ["position.json"]


@pytest.mark.slow
def test_readers_that_are_left_at_once_never_tear_it(file: Path) -> None:
    """Two processes write a long and a short one in turn, and whatever is read meanwhile is one of them."""
    code = (
        "import sys; from pathlib import Path; from reader.store.state import Position, save_position\n"
        "for _ in range(300): assert save_position(Path(sys.argv[1]), Position(paper=sys.argv[2]))"
    )
    papers = ["2608.17271", "hep-th/9901001"]
    save_position(file, Position(paper=papers[0]))
    writers = [subprocess.Popen([sys.executable, "-c", code, str(file), paper]) for paper in papers]
    seen = {load_position(file).paper}
    while any(writer.poll() is None for writer in writers):
        seen.add(load_position(file).paper)
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen <= set(papers)
    assert names(file.parent) == ["position.json"]
