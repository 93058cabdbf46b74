"""Facts in columns that stay put."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from reader.papers.models import Author, Organization, Paper
from reader.ui.widgets.cells import width_of
from reader.ui.widgets.facts_line import FAIR, ROOMY, Columns, columns_of, facts_line, shortened
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


def lines(width: int, papers: tuple[Paper, ...] = PAPERS) -> list[str]:
    columns = columns_of(papers, TODAY, width)
    return [facts_line(one, columns, TODAY, width) for one in papers]


@pytest.mark.parametrize("width", [0, 5, 12, 20, 28, 38, 48, 68, 100])
def test_every_line_has_the_width_and_every_column_its_place(width: int) -> None:
    found = lines(width)
    assert [width_of(line) for line in found] == [width] * 4
    for words in ("☆", "Aug"):
        ends = {width_of(line[: line.index(words)]) for line in found if words in line}
        assert len(ends) <= 1
    assert all("no longer listed" in line for line in found[2:3] if width >= 28)


def test_with_room_all_is_in_words() -> None:
    first, second, third, fourth = (" ".join(line.split()) for line in lines(100))
    assert first == "Institute of the Northern Harbours 长 and Tides 3 authors 18 Aug 12 comments 1.2k ☆"
    assert second == "A 1 author 6 Oct 2025"
    assert third.endswith("640 authors 18 Aug 1 comment")
    assert fourth.endswith("and Tides 7 ☆")


def test_words_give_way_first_then_numbers_and_the_organization_keeps_a_fair_room() -> None:
    assert "Inst. of the Northern… 3 auth. 18 Aug 12 comm." in " ".join(lines(62)[0].split())
    assert lines(48)[0].endswith("  18 Aug  12 comm.  1.2k ☆")
    assert "Oct 2025" in lines(48)[1]
    assert lines(40)[0].endswith("    18 Aug  1.2k ☆")
    assert "".join(lines(20)[0].split()[-4:]) == "18Aug1.2k☆"


@pytest.mark.parametrize("width", range(40, 120))
def test_the_organization_can_be_told(width: int) -> None:
    columns = columns_of(PAPERS, TODAY, width)
    assert width - columns.width >= FAIR
    assert columns.are_short or width - columns.width >= ROOMY
    assert lines(width)[0].startswith("Inst")


def test_in_place_of_an_organization_the_first_author_is_named() -> None:
    people = (Author(name="Ada [Tide]"), Author(name="Bo Quay"))
    rows = (replace(PAPERS[0], authors=people, organization=None), replace(PAPERS[0], authors=(), organization=None))
    first, second = lines(100, rows)
    assert first.startswith("Ada [Tide] et al.    ")
    assert second.startswith("    ")
    blank = replace(PAPERS[0], authors=people[:1], organization=Organization(login="x", name=" "))
    assert lines(100, (blank,))[0].startswith("Ada [Tide]    ")


@pytest.mark.parametrize(
    ("name", "cells", "said"),
    [
        ("National University of Tides", 28, "National University of Tides"),
        ("National University of Tides", 27, "National Univ. of Tides"),
        ("The National University of Tides", 23, "National Univ. of Tides"),
        ("National University of Tides", 20, "Natl. Univ. of Tides"),
        ("university of tides and quays", 20, "univ. of tides & quays"),
        ("Harbour Laboratory", 16, "Harbour Lab."),
        ("Universität der Häfen", 10, "Universität der Häfen"),
    ],
)
def test_usual_words_are_written_short_as_far_as_it_takes(name: str, cells: int, said: str) -> None:
    assert shortened(name, cells) == said


def test_at_the_edge_is_what_is_told_of_nearly_every_paper() -> None:
    plain = tuple(told(number, 2) for number in range(3))
    assert lines(60, plain)[0].endswith("2 authors  18 Aug")
    assert columns_of(plain, TODAY, 60) == Columns(authors=9, day=6)


def test_why_a_paper_is_where_it_is_takes_the_place_of_numbers() -> None:
    columns = columns_of(PAPERS, TODAY, 48, explained=True)
    line = facts_line(PAPERS[0], columns, TODAY, 48, why="3 starred papers by A")
    assert line.startswith("3 starred papers by A · Inst.")
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
