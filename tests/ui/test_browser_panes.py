"""The list and the abstract, driven by keys and the mouse."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.papers.models import Author
from reader.ui.screens.paper import PaperScreen
from reader.ui.widgets.pane import Pane
from tests.ui.conftest import TODAY, FakePapers, feed, paper, running, settle, text

pytestmark = pytest.mark.slow


async def test_nasty_titles_are_shown_as_they_are(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        seen = text(pilot)
        for wanted in ("[@click=app.quit]Click me[/] and [link=https", "R^[n] and [CLS] [SEP]", "[red]not red[/red]"):
            assert wanted in seen
        for _ in papers.feeds[TODAY][0].papers:  # type: ignore[union-attr]
            assert screen.paper is not None
            assert screen.paper.title[:20] in text(pilot)
            await pilot.press("j")


async def test_a_click_on_a_title_with_an_action_in_it_does_nothing_but_select(papers: FakePapers) -> None:
    numbers = [number for number in range(2000, 2006) if "@click" in paper(number).title]
    async with running(papers) as (screen, pilot):
        row = numbers[0] - 2000
        await pilot.click("PaperList", offset=(12, row * 2))
        assert screen.browser.paper_list.cursor == row
        await pilot.click("PaperView", offset=(5, 0))
        await settle(pilot)
        assert pilot.app.is_running


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        (["j"], 1),
        (["down", "j", "k"], 1),
        (["k"], 0),
        (["G"], 29),
        (["end", "j"], 29),
        (["G", "g"], 0),
        (["G", "home"], 0),
        (["ctrl+f"], 10),
        (["pagedown", "ctrl+d"], 15),
        (["G", "ctrl+u"], 24),
        (["G", "ctrl+b"], 19),
    ],
)
async def test_the_cursor_moves_and_stays_in_sight(papers: FakePapers, keys: list[str], cursor: int) -> None:
    papers.feeds[None] = [feed(count=30)]
    async with running(papers, size=(100, 22)) as (screen, pilot):
        await pilot.press(*keys)
        assert screen.browser.paper_list.cursor == cursor
        assert screen.paper == screen.browser.paper_list.current
        top = screen.browser.paper_list.scroll_offset.y
        assert top <= cursor * 2 <= top + screen.browser.paper_list.size.height - 2
        assert f"arXiv 2608.{2000 + cursor:05}" in text(pilot)


@pytest.mark.parametrize("colours", [True, False])
@pytest.mark.parametrize("size", [(120, 20), (80, 24), (60, 16)])
@pytest.mark.parametrize("keys", [[], ["tab"], ["j", "J", "ctrl+d"], ["enter", "j"]])
async def test_what_the_panes_draw_is_what_textual_would_draw_of_their_lines(
    papers: FakePapers, size: tuple[int, int], keys: list[str], colours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    papers.feeds[None] = [feed(papers=tuple(paper(number, abstract="word " * 500) for number in range(30)))]
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press(*keys)
        for pane in (screen.browser.paper_list, screen.browser.paper_view):
            whole = pane.outer_size.region
            parts = [whole, whole.shrink((1, 2, 2, 3)), whole.crop_size((whole.width, 1)), Region(1, 3, 2, 4)]
            for part in filter(None, parts):
                drawn = [cells(strip) for strip in pane.render_lines(part)]
                assert drawn == [cells(strip) for strip in ScrollView.render_lines(pane, part)]


def cells(strip: Strip) -> list[tuple[str, Style | None]]:
    """Every character of a line with how it looks; what of a text it is, is not to be seen."""
    styles = ((segment.text, segment.style and segment.style.clear_meta_and_links()) for segment in strip)
    return [(character, style) for text, style in styles for character in text]


async def test_one_frame_a_key(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j")
        # List and abstract change in the turn of the key, not by a message that takes another frame.
        screen.browser.paper_list.move(1)
        assert screen.browser.paper_view.paper == screen.browser.paper_list.current


async def test_tab_gives_the_keys_to_the_abstract_and_capitals_drive_the_other_pane(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=tuple(paper(number, abstract="word " * 2000) for number in (1, 2)))]
    async with running(papers) as (screen, pilot):
        await pilot.press("J", "J", "K")
        assert (screen.browser.paper_view.scroll_offset.y, screen.browser.paper_list.cursor) == (1, 0)
        await pilot.press("tab", "j", "j")
        assert (screen.browser.paper_view.scroll_offset.y, screen.browser.paper_list.cursor) == (3, 0)
        await pilot.press("G")
        assert screen.browser.paper_view.scroll_offset.y == screen.browser.paper_view.max_scroll_y > 10
        await pilot.press("J")
        assert (screen.browser.paper_view.scroll_offset.y, screen.browser.paper_list.cursor) == (0, 1)


async def test_space_and_b_scroll_the_abstract_and_stop_at_its_ends(papers: FakePapers) -> None:
    long = replace(paper(1), abstract="word " * 2000)
    papers.feeds[None] = [feed(papers=(long, paper(2)))]
    async with running(papers) as (screen, pilot):
        await pilot.press("b")
        assert screen.browser.paper_view.scroll_offset.y == 0
        await pilot.press("space")
        assert 20 < screen.browser.paper_view.scroll_offset.y < screen.browser.paper_view.size.height
        await pilot.press(*["space"] * 20)
        assert screen.browser.paper_view.scroll_offset.y == screen.browser.paper_view.max_scroll_y
        assert screen.paper == long


async def test_escape_goes_back_to_the_list_but_never_out(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("tab", "escape")
        assert screen.browser.paper_list.has_focus
        await pilot.press("escape", "escape")
        assert pilot.app.is_running
        assert screen.browser.paper_list.region


async def test_below_sixty_columns_one_pane_is_shown_at_a_time(papers: FakePapers) -> None:
    async with running(papers, size=(59, 16)) as (screen, pilot):
        assert not screen.browser.paper_view.region
        await pilot.press("tab")
        assert not screen.browser.paper_list.region
        assert "q back" in text(pilot)
        assert screen.browser.paper_view.has_focus
        await pilot.press("tab")
        assert screen.browser.paper_list.region
        assert screen.browser.paper_list.has_focus


async def test_from_sixty_to_a_hundred_columns_the_list_is_above(papers: FakePapers) -> None:
    async with running(papers, size=(99, 30)) as (screen, _):
        assert screen.browser.paper_list.region.y < screen.browser.paper_view.region.y
        assert screen.browser.paper_list.region.x == screen.browser.paper_view.region.x == 0


@pytest.mark.parametrize("size", [(39, 30), (100, 9), (1, 1), (2, 2), (3, 3), (80, 1)])
async def test_a_tiny_terminal_is_told_and_survived(papers: FakePapers, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (screen, pilot):
        await pilot.press("j")
        assert screen.browser.paper_list.cursor == 1
        if size[0] > 20:
            assert "too small" in text(pilot)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "too small" not in text(pilot)


async def test_the_same_paper_stays_under_the_cursor_at_every_size(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=40)]
    async with running(papers) as (screen, pilot):
        await pilot.press("G", "k", "k")
        for size in [(60, 16), (45, 12), (120, 40), (80, 24)]:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            top = screen.browser.paper_list.scroll_offset.y
            assert screen.browser.paper_list.cursor == 37
            assert top <= 74 <= top + screen.browser.paper_list.size.height - 2


async def test_a_paper_that_left_the_list_stays_and_says_so(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, gone=True),))]
    async with running(papers) as (_, pilot):
        assert "no longer listed" in text(pilot)
        assert "No longer on the Hub's list of this day." in text(pilot)


async def test_the_mouse_selects_scrolls_and_opens(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=40)]
    async with running(papers) as (screen, pilot):
        await pilot.click("PaperList", offset=(20, 7))
        assert screen.browser.paper_list.cursor == 3
        await pilot.click("PaperList", offset=(20, 4), times=2)
        await pilot.pause()
        assert isinstance(pilot.app.screen, PaperScreen)
        assert screen.browser.paper_list.cursor == 2


async def test_the_paper_under_the_mouse_stands_out_and_follows_the_wheel(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=40)]
    async with running(papers) as (screen, pilot):
        rows = screen.browser.paper_list
        plain = rows.draw(range(12))
        await pilot.hover("PaperList", offset=(20, 5))
        hovered = rows.draw(range(12))
        assert [y for y in range(12) if hovered[y] != plain[y]] == [4, 5]
        assert rows.cursor == 0
        rows.jump(2)
        scrolled = rows.draw(range(12))
        rows.pointed = None
        plain = rows.draw(range(12))
        assert [y for y in range(12) if scrolled[y] != plain[y]] == [4, 5]
        rows.jump(0)
        await pilot.hover("PaperList", offset=(20, 0))
        plain = rows.draw(range(12))
        rows.pointed = None
        assert rows.draw(range(12)) == plain  # The cursor is there.
        await pilot.hover("PaperList", offset=(20, 9))
        assert rows.draw(range(12)) != plain
        await pilot.hover("PaperView", offset=(5, 5))
        assert rows.draw(range(12)) == plain


@pytest.mark.parametrize("name", ["PaperList", "PaperView"])
async def test_the_thumb_can_be_dragged_and_brought_to_the_mouse(papers: FakePapers, name: str) -> None:
    papers.feeds[None] = [feed(papers=tuple(paper(number, abstract="word " * 2000) for number in range(60)))]
    async with running(papers, size=(120, 32)) as (screen, pilot):
        pane = screen.query_one(name, Pane)
        last = pane.outer_size.width - 1
        length, end = len(pane.thumb()), pane.size.height - 1
        assert 1 < length < end - 8
        await pilot.mouse_down(pane, offset=(last, 1))
        assert pane.scroll_offset.y == 0  # It is held where it was taken.
        await pilot.hover(pane, offset=(last - 5, 6))
        assert pane.thumb() == range(5, 5 + length)
        await pilot.hover(screen, offset=(0, 31))
        assert pane.scroll_offset.y == pane.max_scroll_y
        await pilot.mouse_up(screen, offset=(0, 31))
        await pilot.hover(pane, offset=(last, 3))
        assert pane.scroll_offset.y == pane.max_scroll_y
        await pilot.click(pane, offset=(last, 1))
        assert 1 in pane.thumb()
        assert screen.browser.paper_list.cursor == 0
        await pilot.click(pane, offset=(last - 4, 1))
        assert 1 in pane.thumb()


async def test_the_last_column_of_a_list_without_a_thumb_is_that_of_its_rows(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.click("PaperList", offset=(screen.browser.paper_list.size.width - 1, 4))
        assert screen.browser.paper_list.cursor == 2


async def test_the_last_column_beside_a_scrollbar_is_not_covered(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        width = screen.browser.paper_view.size.width
        rows = [f"{number:02}{'.' * (width - 3)}E" for number in range(60)]
        papers.feeds[None] = [feed(papers=(paper(1, abstract=" ".join(rows)),))]
        await pilot.press("r")
        await settle(pilot)
        assert screen.browser.paper_view.max_scroll_y > 0
        assert text(pilot).count("E") >= 10  # Or the last letter of each is under the scrollbar.


async def test_what_the_author_meant_is_shown_and_the_source_by_a_key(papers: FakePapers) -> None:
    made = paper(1, title=r"\textbf{Big} [MASK]", readable_title="Big [MASK]", abstract="Uses 64times64\npatches.")
    papers.feeds[None] = [feed(papers=(replace(made, readable_abstract="Uses 64×64 patches."),))]
    async with running(papers) as (_, pilot):
        assert "Big [MASK]" in text(pilot)
        assert "Uses 64×64 patches." in text(pilot)
        assert "textbf" not in text(pilot)
        await pilot.press("backslash")
        await pilot.pause()
        assert r"\textbf{Big} [MASK]" in text(pilot)
        assert "Abstract, as the Hub gave it" in text(pilot)
        assert "Uses 64times64\n" in "\n".join(line.rstrip() for line in text(pilot).splitlines()) + "\n"
        await pilot.press("backslash")
        await pilot.pause()
        assert "textbf" not in text(pilot)


async def test_many_authors_are_folded_until_a_key_unfolds_them(papers: FakePapers) -> None:
    authors = tuple(Author(name=f"Author Number{number:03}") for number in range(300))
    papers.feeds[None] = [feed(papers=(paper(1, authors=authors), paper(2)))]
    async with running(papers) as (screen, pilot):
        assert "… 300 authors" in text(pilot)
        assert "Number002" in text(pilot)
        assert "Number012" not in text(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "Number060" in text(pilot)
        assert screen.browser.paper_view.max_scroll_y > 60
        await pilot.press("a", "a", "j")
        await pilot.pause()
        assert "Zoë Example" in text(pilot)


async def test_what_is_told_about_a_paper_hangs(papers: FakePapers) -> None:
    authors = tuple(Author(name=f"Author Number{number:03}") for number in range(12))
    papers.feeds[None] = [feed(papers=(paper(1, authors=authors),))]
    async with running(papers, size=(60, 64)) as (_, pilot):
        lines = text(pilot).splitlines()
        first = next(index for index, line in enumerate(lines) if "Number000" in line)
        assert lines[first].startswith(" Author")
        assert lines[first + 1].startswith("   ")


async def test_what_slipped_through_the_border_does_not_reach_the_terminal(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, title="a\x1b]52;c;x\x07\x9bb\u202ec"),))]
    async with running(papers) as (_, pilot):
        assert "a]52;c;xbc" in text(pilot)
        assert all(line.isprintable() for line in text(pilot).splitlines())


async def test_rows_are_drawn_at_the_width_they_have(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(count=30)]
    async with running(papers, size=(45, 12)) as (_, pilot):
        await pilot.press(*["j"] * 12)
        wide = text(pilot)
        await pilot.resize_terminal(41, 12)
        await settle(pilot)
        await pilot.resize_terminal(45, 12)
        await settle(pilot)
        assert text(pilot).splitlines()[:11] == wide.splitlines()[:11]


@pytest.mark.parametrize(("width", "opens"), [(50, True), (80, False)])
async def test_a_click_on_the_paper_under_the_cursor_opens_it_where_no_pane_shows_it(
    papers: FakePapers, width: int, opens: bool
) -> None:
    async with running(papers, size=(width, 30)) as (_, pilot):
        await pilot.click("PaperList", offset=(12, 0))
        await settle(pilot)
        assert isinstance(pilot.app.screen, PaperScreen) == opens


async def test_a_click_on_another_paper_only_puts_the_cursor_there(papers: FakePapers) -> None:
    async with running(papers, size=(50, 30)) as (screen, pilot):
        await pilot.click("PaperList", offset=(12, 2))
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.browser.paper_list.cursor == 1
