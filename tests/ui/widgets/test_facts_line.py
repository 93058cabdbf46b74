"""Facts in columns that stay put."""

from __future__ import annotations

from datetime import date

import pytest

from reader.papers.models import Author, Organization, Paper
from reader.ui.widgets.cells import width_of
from reader.ui.widgets.facts_line import LEAST, columns_of, facts_line
from reader.ui.widgets.paper_list import PaperList
from tests.ui.conftest import paper

TODAY = date(2026, 8, 20)
LAB = Organization(login="x", name="Institute of the Northern Harbours 长 and Tides")


def told(number: int, authors: int, **fields: object) -> Paper:
    known: dict[str, object] = {"authors": tuple(Author(name="A") for _ in range(authors)), "organization": LAB}
    return paper(number, **known | {"comments": 0} | fields)


PAPERS = (
    told(1, 3, comments=12, github_stars=1234),
    told(2, 1, organization=None, published=date(2025, 10, 6)),
    told(3, 640, comments=1, gone=True),
    told(4, 0, published=None, github_stars=7, withdrawn=None),
)


def lines(width: int, papers: tuple[Paper, ...] = PAPERS, *, noted: bool = False) -> list[str]:
    columns = columns_of(papers, TODAY, width)
    return [facts_line(one, columns, TODAY, width, noted=noted) for one in papers]


@pytest.mark.parametrize("width", [0, 5, 12, 20, 28, 38, 48, 68, 100])
@pytest.mark.parametrize("noted", [False, True])
def test_every_line_has_the_width_and_every_column_its_place(width: int, noted: bool) -> None:
    found = lines(width, noted=noted)
    assert [width_of(line) for line in found] == [width] * 4
    for words in ("☆", "Aug"):
        ends = {width_of(line[: line.index(words)]) for line in found if words in line}
        assert len(ends) <= 1
    assert all("no longer listed" in line for line in found[2:3] if width >= 28)


def test_with_room_all_is_in_words() -> None:
    first, second, third, fourth = (" ".join(line.split()) for line in lines(100))
    assert first == "Institute of the Northern Harbours 长 and Tides 3 authors 18 Aug 12 comments 1.2k ☆"
    assert second == "1 author 6 Oct 2025"
    assert third.endswith("640 authors 18 Aug 1 comment")
    assert fourth.endswith("and Tides 7 ☆")


def test_the_organization_gives_way_first_then_words_and_then_numbers() -> None:
    assert "Institute of t… 3 authors" in " ".join(lines(62)[0].split())
    short = lines(48)[0]
    assert short.endswith("  3 auth.    18 Aug  12 comm.  1.2k ☆")
    assert "Oct 2025" in lines(48)[1]
    assert lines(40)[0].split() == ["3", "auth.", "18", "Aug", "12", "comm.", "1.2k", "☆"]
    assert lines(30)[0].split() == ["3", "auth.", "18", "Aug", "1.2k", "☆"]
    assert "".join(lines(20)[0].split()[-4:]) == "18Aug1.2k☆"


def test_at_the_edge_is_what_is_told_of_nearly_every_paper() -> None:
    plain = tuple(told(number, 2) for number in range(3))
    assert lines(60, plain)[0].endswith("2 authors  18 Aug")
    assert len(lines(60, plain)[0].split("  ")[0]) > LEAST


def test_why_a_paper_is_where_it_is_takes_the_place_of_numbers() -> None:
    columns = columns_of(PAPERS, TODAY, 48, explained=True)
    line = facts_line(PAPERS[0], columns, TODAY, 48, why="3 starred papers by A")
    assert line.startswith("3 starred papers by A · Insti")
    assert line.endswith("18 Aug  1.2k ☆")
    assert "auth" not in line


def test_the_day_of_a_list_of_several_is_told_in_full() -> None:
    days = {one.id: date(2025, 3, 5) for one in PAPERS}
    columns = columns_of(PAPERS, TODAY, 48, days=days)
    assert "5 Mar 2025" in facts_line(PAPERS[0], columns, TODAY, 48, day=date(2025, 3, 5))


def test_a_list_that_names_other_days_has_columns_for_them() -> None:
    rows = PaperList(PAPERS)
    rows._columns = columns_of(PAPERS, TODAY, 48)
    rows.set_reactive(PaperList.days, {PAPERS[0].id: date(2025, 3, 5)})
    rows.watch_days()
    assert rows._columns is None
