"""The terminal is told where links lead: one link where one is shown, and nothing that is not one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.config.settings import Config, ConfigFile
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from reader.ui.patches.hyperlinks import linked, with_links
from reader.ui.patches.repaint import Piece, Repaint
from tests.ui.conftest import FakePapers, feed, loaded, paper, settle

OPENED = re.compile(r"\x1b\]8;id=([0-9a-f]+);([^\x1b]*)\x1b\\")
LONG = "https://example.org/" + "/".join(f"harbour-number-{number}" for number in range(9))
SAFE = "https://example.org/a"


def written(strip: Strip) -> str:
    return strip.render(Console(color_system="truecolor", force_terminal=True))


def test_a_line_has_its_links_and_the_text_that_it_had() -> None:
    line = Strip([Segment("see ", Style(bold=True)), Segment("one", Style(underline=True)), Segment(" 长 and two.")])
    made = with_links(line, [(4, 7, SAFE), (15, 18, "https://example.org/b")])
    assert (made.text, made.cell_length) == (line.text, line.cell_length)
    assert [url for _, url in OPENED.findall(written(made))] == [SAFE, "https://example.org/b"]
    assert [segment.text for segment in made if segment.style and segment.style.link] == ["one", "two"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://e.org/\x1b]8;;\x07",
        "https://user@e.org",
        "",
        "https://é.org",
    ],
)
def test_only_what_may_be_opened_is_a_link(url: str) -> None:
    line = Strip([Segment("word")])
    assert with_links(line, [(0, 4, url)]) is line


def test_an_address_has_one_id_wherever_it_stands() -> None:
    one, other = linked(Style(bold=True), SAFE), linked(Style(italic=True), SAFE)
    first, second = (written(Strip([Segment("x", style)])) for style in (one, other))
    assert (
        OPENED.findall(first)
        == OPENED.findall(second)
        != OPENED.findall(written(Strip([Segment("x", linked(Style(), f"{SAFE}/b"))])))
    )


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_link_of_several_lines_is_one_and_ends(papers: FakePapers, wanted: bool) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, project_page=LONG), paper(2, project_page="")))]
    settings = ConfigFile(Path("x"), config=Config(hyperlinks=wanted))
    app = ReaderApp(papers, opening=InitialState(delay=None), settings=settings)
    async with app.run_test(size=(80, 30)) as pilot:
        await loaded(pilot)
        await pilot.press("enter")
        await settle(pilot)
        lines = [written(strip) for strip in app.screen._compositor.render_strips()]
        ids = {id for line in lines for id, url in OPENED.findall(line) if url == LONG}
        assert sum(LONG in line for line in lines) == (3 if wanted else 0)
        assert len(ids) == wanted
        found: list[str] = []
        console = Console(color_system="truecolor", force_terminal=True)
        for key in ("J", "K", "j"):
            await pilot.press(key)
            app.screen._compositor._dirty_regions.add(app.screen.region)
            update = app.screen._compositor.render_partial_update()
            assert update is not None
            found.append(update.render_segments(console))
        assert all((LONG in one) == wanted for one in found[1:])
        assert all(one.count("\x1b]8;;\x1b\\") >= bool(OPENED.search(one)) for one in found)
        for one in found:  # None is left open.
            assert one.rfind("\x1b]8;;\x1b\\") >= one.rfind("\x1b]8;id=")


def test_an_update_that_ends_in_a_link_ends_the_link() -> None:
    line = with_links(Strip([Segment("see one", Style(bold=True))]), [(4, 7, SAFE)])
    update = Repaint([Piece(5, 0, line, 5, 7)])
    sent = update.render_segments(Console(color_system="truecolor", force_terminal=True))
    assert [url for _, url in OPENED.findall(sent)] == [SAFE]
    assert sent.endswith("ne\x1b]8;;\x1b\\\x1b[0m")
