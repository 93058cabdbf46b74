"""Papers sorted by what the user starred."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from reader.papers.marks import Change, Record
from reader.papers.models import Feed, Paper
from reader.papers.period import Day
from tests.cli.commands.test_list import mark, store
from tests.cli.running import run

DAY = date(2025, 3, 5)


def test_sorted_for_the_user_what_is_like_the_starred_papers_comes_first(tmp_path: Path) -> None:
    home = tmp_path / "home"
    topics = ["proteins", "speech", "routing", "worlds"]
    papers = [
        Paper(id=f"2503.{n:05}", title=f"Title {n}", abstract=f"All about {topic}.", upvotes=9 - n)
        for n, topic in enumerate(topics, start=1)
    ]
    store(
        home, Feed(period=Day(DAY), papers=tuple(papers), fetched_at=datetime(2025, 3, 6, 12, tzinfo=UTC), settled=True)
    )
    starred = [Paper(id=f"2502.{n:05}", title="Old", abstract="All about worlds.") for n in range(5)]
    changes = [Change(paper.id, "starred", True, Record(1, paper)) for paper in starred]
    mark(home, *changes[:4])
    few = run("list", str(DAY), "--sort", "for-you", "--offline", home=home)
    assert few.stdout.split()[0] == "2503.00001"
    assert "needs 5; 4 so far. Press s in the reader to star one. Sorted by votes." in few.stderr
    mark(home, changes[4])
    enough = run("list", str(DAY), "--sort", "for-you", "--offline", home=home)
    assert enough.stdout.split()[0] == "2503.00004"
    ranged = run(
        "list", "--from", str(DAY), "--to", str(DAY), "--sort", "for-you", "--offline", "--limit", "1", home=home
    )
    assert ranged.stdout.split()[0] == "2503.00004"
