"""Stored days in one file and back, and files that are no such thing."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.errors import StoreError
from reader.papers.models import Feed
from reader.store.feeds import maintenance, rows
from reader.store.feeds.database import FeedDatabase
from reader.store.feeds.maintenance import Merged, Written
from tests.store.feeds.examples import day, feed


def put(database: FeedDatabase, *feeds: Feed) -> None:
    for one in feeds:
        full, empty = rows.keys(one.day)
        key, former = (full, empty) if one.papers else (empty, full)
        database.replace(key, rows.encode(one), former)


def got(database: FeedDatabase, number: int) -> Feed | None:
    values = filter(None, map(database.value, rows.keys(day(number))))
    return next((rows.decode(value, day(number)) for value in values), None)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[FeedDatabase]:
    opened = FeedDatabase(tmp_path / "here")
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[FeedDatabase]:
    opened = FeedDatabase(tmp_path / "there")
    yield opened
    opened.close()


def archived(database: FeedDatabase) -> bytes:
    stream = io.BytesIO()
    maintenance.write_archive(database, stream)
    return stream.getvalue()


def merge(database: FeedDatabase, data: bytes) -> Merged:
    maintenance.check_archive(io.BytesIO(data))
    return maintenance.merge_archive(database, io.BytesIO(data))


def tar(
    *members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE, link: str = "", form: int = tarfile.USTAR_FORMAT
) -> bytes:
    """A tar as somebody else makes it."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as made:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, link
            info.size = len(data) if kind in (tarfile.REGTYPE, tarfile.AREGTYPE) else 0
            made.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def test_days_are_the_same_on_another_machine(database: FeedDatabase, other: FeedDatabase) -> None:
    feeds = [feed(3), feed(1, etag='W/"x"'), feed(2, papers=0)]
    put(database, *feeds)
    assert merge(other, archived(database)) == Merged(taken=3)
    assert [got(other, number) for number in (3, 1, 2)] == feeds
    assert sorted(other.names()) == ["day:2026-08-21", "day:2026-08-23", "empty:2026-08-22"]


def test_any_tar_program_reads_it(database: FeedDatabase) -> None:
    put(database, feed(2), feed(1))
    with tarfile.open(fileobj=io.BytesIO(archived(database))) as made:
        assert made.getnames() == ["2026-08-21.json", "2026-08-22.json"]
        member = made.extractfile("2026-08-21.json")
        assert member is not None
        assert rows.decode(member.read(), day(1)) == feed(1)
        assert {(info.mode, info.mtime, info.uid, info.uname) for info in made} == {(0o600, 0, 0, "")}


def test_the_same_days_are_the_same_bytes_in_whatever_order_they_were_stored(
    database: FeedDatabase, other: FeedDatabase
) -> None:
    put(database, feed(2), feed(1), feed(1, papers=0), feed(1))
    put(other, feed(1), feed(2))
    assert archived(database) == archived(other)


def test_what_another_program_packed_anew_is_read(database: FeedDatabase) -> None:
    data = tar(*((f"{day(number)}.json", rows.encode(feed(number))) for number in (1, 2)), kind=tarfile.AREGTYPE)
    assert merge(database, data) == Merged(taken=2)


@pytest.mark.parametrize(("later", "merged"), [(-1, Merged(older=1)), (0, Merged(older=1)), (1, Merged(taken=1))])
def test_the_list_that_was_fetched_later_stays(
    database: FeedDatabase, other: FeedDatabase, later: int, merged: Merged
) -> None:
    here, there = feed(1, papers=1), feed(1, papers=3)
    there = replace(there, fetched_at=here.fetched_at + timedelta(seconds=later))
    put(database, here)
    put(other, there)
    assert merge(database, archived(other)) == merged
    assert got(database, 1) == (there if merged.taken else here)


def test_a_list_without_papers_never_takes_the_place_of_one_with_papers(
    database: FeedDatabase, other: FeedDatabase
) -> None:
    put(database, feed(1))
    put(other, replace(feed(1, papers=0), fetched_at=feed(1).fetched_at + timedelta(9)))
    assert merge(database, archived(other)) == Merged(older=1)
    assert got(database, 1) == feed(1)
    assert merge(other, archived(database)) == Merged(older=1)


@pytest.mark.parametrize(("papers", "merged"), [(2, Merged(older=1)), (3, Merged(taken=1)), (4, Merged(taken=1))])
def test_a_short_list_never_takes_the_place_of_one_with_papers_that_it_lacks(
    database: FeedDatabase, other: FeedDatabase, papers: int, merged: Merged
) -> None:
    here = feed(1, papers=3)
    there = replace(feed(1, papers=papers), skipped=1, fetched_at=here.fetched_at + timedelta(9))
    put(database, here)
    put(other, there)
    assert merge(database, archived(other)) == merged
    assert got(database, 1) == (there if merged.taken else here)


def test_a_list_that_lacks_fewer_papers_than_none_is_not_ours(database: FeedDatabase, other: FeedDatabase) -> None:
    put(other, replace(feed(1), skipped=-1))
    assert merge(database, archived(other)) == Merged(unread=1)


def test_a_damaged_day_here_is_replaced_whatever_its_time(database: FeedDatabase, other: FeedDatabase) -> None:
    database.replace(rows.keys(day(1))[0], b"{", "")
    put(other, feed(1))
    assert merge(database, archived(other)) == Merged(taken=1)
    assert got(database, 1) == feed(1)


def test_damaged_days_are_left_out_and_counted(database: FeedDatabase) -> None:
    put(database, feed(1))
    database.replace(rows.keys(day(2))[0], rows.encode(feed(3)), "")
    assert maintenance.write_archive(database, io.BytesIO()) == Written(1, 1)


def test_a_member_that_cannot_be_read_is_counted_and_the_others_are_stored(database: FeedDatabase) -> None:
    ours = rows.encode(feed(2))
    newer = ours.replace(b'"version":1', b'"version":2')
    members = [(1, b""), (2, ours), (3, b"{}"), (4, ours), (5, newer), (6, b"[" * 100_000), (7, b"\xff")]
    data = tar(*((f"{day(number)}.json", value) for number, value in members))
    assert merge(database, data) == Merged(taken=1, unread=6)
    assert database.names() == ["day:2026-08-22"]


def test_texts_are_cleaned_on_their_way_in(database: FeedDatabase) -> None:
    paper = replace(feed(1).papers[0], title="Title \x1b]52;c;x\x07\u202e")
    data = tar((f"{day(1)}.json", rows.encode(replace(feed(1), papers=(paper,)))))
    merge(database, data)
    kept = got(database, 1)
    assert kept is not None
    assert kept.papers[0].title.startswith("Title")
    assert kept.papers[0].title.isprintable()
    value = database.value("day:2026-08-21") or b""
    assert b"\\u001b" not in value
    assert "\u202e".encode() not in value


ONE = ("2026-08-21.json", rows.encode(feed(1)))


def _with_size(size: int) -> bytes:
    info = tarfile.TarInfo(ONE[0])
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "its end is missing"),
        (b"no archive at all", "its end is missing"),
        (b"x" * 10_240, "it is not an archive of days, or it is damaged"),
        (gzip.compress(tar(ONE), mtime=0), "it is not an archive of days, or it is damaged"),
        (tar(ONE)[:-10_240], "its end is missing"),
        (tar(ONE)[:700], "its end is missing"),
        (tar(ONE).replace(b"0000000", b"0000001", 1), "it is not an archive of days, or it is damaged"),
        (tar(("../2026-08-21.json", b"{}")), "something other than days"),
        (tar(("/2026-08-21.json", b"{}")), "something other than days"),
        (tar(("./2026-08-21.json", b"{}")), "something other than days"),
        (tar(("C:\\2026-08-21.json", b"{}")), "something other than days"),
        (tar(("2026-08-21.json\n", b"{}")), "something other than days"),
        (tar(("2026-8-21.json", b"{}")), "something other than days"),
        (tar(("20260821.json", b"{}")), "something other than days"),
        (tar(("٢٠٢٦-08-21.json", b"{}"), form=tarfile.GNU_FORMAT), "it is not an archive of days, or it is damaged"),
        (tar(("2026-02-30.json", b"{}")), "it is not an archive of days, or it is damaged"),
        (tar(("marks.db", b"{}")), "something other than days"),
        (tar((f"{'x/' * 200}2026-08-21.json", b"{}"), form=tarfile.GNU_FORMAT), "something other than days"),
        (tar((f"{'x/' * 200}2026-08-21.json", b"{}"), form=tarfile.PAX_FORMAT), "something other than days"),
        (tar((ONE[0], b""), kind=tarfile.SYMTYPE, link="/etc/passwd"), "something other than days"),
        (tar((ONE[0], b""), kind=tarfile.LNKTYPE, link="other"), "something other than days"),
        (tar((ONE[0], b""), kind=tarfile.CHRTYPE), "something other than days"),
        (tar((ONE[0], b""), kind=tarfile.FIFOTYPE), "something other than days"),
        (tar((ONE[0], b""), kind=tarfile.DIRTYPE), "something other than days"),
        (tar(ONE, ONE), "it contains 2026-08-21 twice"),
        (_with_size(rows.SIZE_LIMIT + 1), "2026-08-21 is larger than 16 MiB"),
        (_with_size(2**50), "2026-08-21 is larger than 16 MiB"),
        (_with_size(-1), "2026-08-21 is larger than 16 MiB"),
        (_with_size(2**20), "its end is missing"),
    ],
)  # fmt: skip
def test_what_is_no_archive_of_days_is_refused_as_a_whole(database: FeedDatabase, data: bytes, why: str) -> None:
    with pytest.raises(StoreError, match=why):
        merge(database, data)
    assert database.names() == []


def test_something_else_behind_a_good_day_is_seen_before_anything_is_stored(database: FeedDatabase) -> None:
    with pytest.raises(StoreError, match="something other"):
        merge(database, tar(ONE, ("passwd", b"")))
    assert database.names() == []


def test_there_is_an_end_to_the_number_of_days(database: FeedDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "MEMBER_LIMIT", 2)
    members = [(f"{day(number)}.json", rows.encode(feed(number))) for number in range(3)]
    assert merge(database, tar(*members[:2])).taken == 2
    with pytest.raises(StoreError, match="more than 2 files"):
        merge(database, tar(*members))
