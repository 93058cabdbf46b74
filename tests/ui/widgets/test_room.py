"""How the room of a small terminal is used: text first, whole papers, nothing in vain."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from reader.papers.marks import Mark, Timestamped
from reader.papers.models import Author, Organization, Paper
from reader.ui.widgets.cells import width_of
from reader.ui.widgets.paper_blocks import Room, blocks
from tests import slow
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text

LONG = (
    "Where Lanterns Learn to Listen: A Patient and Somewhat Lengthy Account of Small Harbours, "
    "Their Tides, Their Keepers, and the Instruments by Which Both Are Measured"
)
SUMMARY = "Summed up, harbours listen. " * 3
PEOPLE = tuple(Author(name=f"Author Number{number:02}") for number in range(15))


def told(number: int = 1, **fields: object) -> Paper:
    """A paper with all that can be told about one."""
    all_of_it: dict[str, object] = {
        "title": LONG,
        "authors": PEOPLE,
        "organization": Organization(login="x", name="Institute for Long Names of the Northern Harbours"),
        "ai_summary": SUMMARY.strip(),
        "ai_keywords": ("tides", "lanterns"),
        "abstract": "Word after word. " * 200,
        "github": "https://github.com/example/harbour",
        "github_stars": 152,
        "project_page": "https://example.org/harbour",
    }
    return paper(number, **all_of_it | fields)


@pytest.mark.parametrize(
    ("size", "least"), [((80, 24), 6), ((60, 16), 3), ((70, 20), 4), ((99, 30), 8), ((80, 50), 19)]
)
async def test_stacked_the_text_begins_after_title_and_one_line(
    papers: FakePapers, size: tuple[int, int], least: int
) -> None:
    papers.feeds[None] = [feed(papers=tuple(told(number) for number in range(20)))]
    async with running(papers, size=size) as (screen, pilot):
        top = screen.browser.paper_view.region.y + 1
        lines = text(pilot).splitlines()[top:-1]
        begin = next(index for index, line in enumerate(lines) if "AI summary  Summed up" in line)
        title = [line.strip(" ▐") for line in lines[: begin - 1]]
        assert LONG.startswith(" ".join(title))
        assert lines[begin - 1].strip(" ▐").endswith("· 18 Aug")
        assert "… 15 authors · Institute" in lines[begin - 1]
        running_text = lines[begin:]
        assert all(line.strip(" ▐") for line in running_text)
        assert len(running_text) >= least


@pytest.mark.parametrize("keys", [[], ["enter"]])
async def test_where_lines_are_many_only_what_is_read_for_itself_has_a_blank_one_above(
    papers: FakePapers, keys: list[str]
) -> None:
    papers.feeds[None] = [feed(papers=(told(abstract="Short."),))]
    async with running(papers, size=(120, 40)) as (screen, pilot):
        await pilot.press(*keys)
        await settle(pilot)
        view = screen.browser.paper_view
        lines = [strip.text.strip(" ▐") for strip in view.draw(range(view.size.height))]
        below = [line for above, line in pairwise(lines) if line and not above]
        assert below == ["AI summary", "Abstract", "Keywords", "https://github.com/example/harbour · 152 ☆"]


async def test_links_come_last_and_nothing_of_what_is_known_is_lost(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(told(abstract="Short."),))]
    async with running(papers, size=(80, 38)) as (_, pilot):
        lines = [line.strip(" ▐") for line in text(pilot).splitlines()]
        at = [lines.index(line) for line in ("Abstract  Short.", "Keywords  tides, lanterns")]
        at.append(next(index for index, line in enumerate(lines) if line.startswith("arXiv 2608.00001 · 18 Aug · ▲")))
        at.append(next(index for index, line in enumerate(lines) if line.startswith("https://github.com/example/h")))
        at.append(lines.index("https://example.org/harbour"))
        assert at == list(range(at[0], at[0] + 5))


def lines_of(paper: Paper, width: int, mark: Mark | None = None) -> list[str]:
    room = Room(2 * width, width, 3)
    return [block.text for block in blocks(paper, mark or Mark(), date(2026, 8, 20), room, source=False)]


@pytest.mark.parametrize("names", [0, 1, 2, 15])
@pytest.mark.parametrize("name", ["Li Wu", "Maximiliane Longname-Evenlonger of the Northern Harbours", "很长的名字"])
@pytest.mark.parametrize("organization", ["", "Lab", "Institute for Long Names of the Northern Harbours and Tides"])
@pytest.mark.parametrize("width", [36, 57, 77])
def test_authors_organization_and_date_fit_in_one_line(names: int, name: str, organization: str, width: int) -> None:
    owner = Organization(login="x", name=organization) if organization else None
    authors = tuple(Author(name=name) for _ in range(names))
    line = lines_of(paper(1, authors=authors, organization=owner), width)[1]
    assert width_of(line) <= width
    assert line.endswith("18 Aug")
    assert (organization[:3] in line) or not organization
    if names and width > 40:
        assert name[:3] in line or f"{names} authors" in line


def test_what_is_known_of_nobody_is_left_out() -> None:
    assert lines_of(paper(1, authors=(), organization=None, published=None, title="T"), 40)[:2] == [
        "T",
        lines_of(paper(1), 40)[2],
    ]


def test_a_note_and_warnings_stand_before_the_text() -> None:
    told_of = paper(1, gone=True)
    assert lines_of(told_of, 70, Mark(note=Timestamped("mine\nalso mine", 1)))[2:5] == [
        "No longer on the Hub's list of this day.",
        "Note  mine",
        "also mine",
    ]


async def test_a_key_shows_all_authors_where_one_line_names_some(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(told(),))]
    async with running(papers, size=(80, 24)) as (_, pilot):
        assert "Number14" not in text(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert "Number14" in text(pilot)
        words = " ".join(line.strip(" ▐") for line in text(pilot).splitlines())
        assert "Institute for Long Names of the Northern Harbours · 18 Aug" in words


async def test_a_label_before_a_text_is_not_what_is_searched(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(told(ai_summary=None, abstract="An abstract harbour."),))]
    async with running(papers, size=(80, 24)) as (screen, pilot):
        await pilot.press("slash", *"abstract", "enter")
        await settle(pilot)
        view = screen.browser.paper_view
        (line,) = [strip for strip in view.draw(range(view.size.height)) if "Abstract  An" in strip.text]
        assert [segment.text for segment in line][:4] == [" ", "Abstract  ", "An ", "abstract"]


# The abstract alone


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (99, 30), (120, 40)])
async def test_alone_it_begins_with_the_title_at_the_top(papers: FakePapers, size: tuple[int, int]) -> None:
    papers.feeds[None] = [feed(papers=(told(),))]
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        assert text(pilot).splitlines()[1 + (size[1] >= 30)].strip(" ▐").startswith("Where Lanterns Learn")


@pytest.mark.parametrize("width", [84, 100, 121, 200])
async def test_alone_it_is_centred(papers: FakePapers, width: int) -> None:
    solid = " ".join(["x" * 80] * 20)
    papers.feeds[None] = [feed(papers=(told(abstract=solid),))]
    async with running(papers, size=(width, 40)) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        line = next(line for line in text(pilot).splitlines() if "x" * 80 in line)
        left = line.index("x")
        right = width - left - 80
        assert abs(left - right) <= 2
        await pilot.press("escape")
        await settle(pilot)
        assert next(line for line in text(pilot).splitlines() if "Where Lanterns" in line)


async def test_a_title_of_many_lines_is_whole_when_alone(papers: FakePapers) -> None:
    long = "Harbour " * 60 + "End"
    papers.feeds[None] = [feed(papers=(told(title=long),))]
    async with running(papers, size=(60, 16)) as (_, pilot):
        assert "Harbour…" in text(pilot)
        assert "AI summary  Summed up" in text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Harbour End" in text(pilot)


# The list


@pytest.mark.parametrize("lines", [10, 11, *map(slow, range(12, 25))])
async def test_the_list_begins_with_a_whole_paper_at_every_height(papers: FakePapers, lines: int) -> None:
    papers.feeds[None] = [feed(count=30)]
    async with running(papers, size=(80, lines)) as (screen, pilot):
        rows = screen.browser.paper_list
        for key in ["G", *"kkkkkk", "g", "j", "ctrl+d", "ctrl+f", "ctrl+u", "end"]:
            await pilot.press(key)
            top, cursor = rows.scroll_offset.y, rows.cursor * 2
            assert top % 2 == 0
            assert top <= cursor <= max(top, top + rows.size.height - 2)
        assert rows.thumb().stop == rows.size.height


async def test_neither_wheel_nor_thumb_stop_within_a_paper(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=30)]
    async with running(papers, size=(80, 23)) as (screen, pilot):
        rows = screen.browser.paper_list
        tops = {rows.scroll_offset.y}
        await pilot.mouse_down(rows, offset=(79, 0))
        for y in range(rows.size.height):
            await pilot.hover(rows, offset=(79, y))
            tops.add(rows.scroll_offset.y)
        await pilot.mouse_up(rows, offset=(79, 0))
        assert len(tops) > 4
        assert {top % 2 for top in tops} == {0}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16), (45, 12)])
async def test_the_thumb_touches_no_title(papers: FakePapers, size: tuple[int, int]) -> None:
    papers.feeds[None] = [feed(papers=tuple(told(number, title="Long " * 90) for number in range(40)))]
    async with running(papers, size=size) as (screen, _):
        rows = screen.browser.paper_list
        width = rows.size.width
        drawn = [rows.render_line(y).text for y in range(rows.size.height)]
        assert any(line[width - 1] == "▐" for line in drawn)
        assert all(line[width - 2] == " " for line in drawn)
