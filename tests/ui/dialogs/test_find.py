"""The find line: it answers at every key, and what is found stands out."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.ui.dialogs.find import FindDialog
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text

pytestmark = pytest.mark.slow

PAPERS = (
    paper(1, title="Diffusion of [MASK] tokens", abstract="On noise."),
    paper(2, title="[/] Agents", abstract="Agents that use diffusion, and [@click=app.quit]tools[/]."),
    paper(3, title="Mamba", abstract="State spaces.", upvotes=297),
    paper(4, upvotes=7, title="Zoë's Löwe", abstract="长标题 of a lion."),
)


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.feeds[None] = [feed(papers=PAPERS)]
    return papers


def bold_underlined(pilot: Pilot[None], word: str) -> list[str]:
    """The pieces of the screen that are drawn as matches and hold a word."""
    pieces = [segment for strip in pilot.app.screen._compositor.render_strips(pilot.app.size) for segment in strip]
    return [
        piece.text
        for piece in pieces
        if piece.style and piece.style.bold and piece.style.underline and word in piece.text
    ]


async def test_the_list_answers_at_every_key_and_stays_whole(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"agen")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindDialog)
        assert "1 of 4 papers" in text(pilot)
        assert screen.browser.paper_list.cursor == 1
        assert len(screen.browser.listed.rows) == 4
        assert screen.browser.listed.dimmed == {PAPERS[0].id, PAPERS[2].id, PAPERS[3].id}
        assert "Mamba" in text(pilot)  # The list is in sight under the line.
        assert bold_underlined(pilot, "Agen")
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen_stack == [screen]
        assert "/agen 1 found" in text(pilot)


async def test_a_click_on_the_list_does_not_leave_the_line(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("slash", *"agen")
        await pilot.click(offset=(1, 1))
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindDialog)


async def test_matches_stand_out_in_list_and_abstract(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("slash", *"diffusion", "enter")
        await settle(pilot)
        assert bold_underlined(pilot, "Diffusion")
        await pilot.press("n")
        await settle(pilot)
        assert bold_underlined(pilot, "diffusion") == ["diffusion"]
        await pilot.press("escape")
        await settle(pilot)
        assert not bold_underlined(pilot, "iffusion")


async def test_accents_and_wide_characters_are_found_and_stand_out(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"lowe", "enter")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 3
        assert bold_underlined(pilot, "Löwe")


async def test_n_goes_through_the_matches_and_esc_stops_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"diffusion", "enter")
        await settle(pilot)
        cursors = [screen.browser.paper_list.cursor]
        for key in "nnN":
            await pilot.press(key)
            cursors.append(screen.browser.paper_list.cursor)
        assert cursors == [0, 1, 0, 1]
        await pilot.press("escape", "n")
        assert screen.browser.paper_list.cursor == 2
        assert screen.browser.listed.dimmed == frozenset()


async def test_esc_in_the_line_goes_back_to_what_was_there(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "j", "slash", *"agents", "enter")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 1
        await pilot.press("slash", *"mamba")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 2
        await pilot.press("escape")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 1
        assert "/agents 1 found" in text(pilot)


async def test_a_wrong_query_says_where_and_keeps_what_was_found(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"mamba (")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 2
        assert screen.browser.summary.found == 1
        assert "at the end" in text(pilot).splitlines()[-2]
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindDialog)
        await pilot.press(*"votes:>5)", "enter")
        await settle(pilot)
        assert pilot.app.screen_stack == [screen]


async def test_marks_can_be_searched_and_what_is_found_follows_them(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "s", "g", "slash", *"is:starred", "enter")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 1
        assert screen.browser.summary.found == 1
        await pilot.press("s")
        await settle(pilot)
        assert screen.browser.summary.found == 0
        assert len(screen.browser.listed.rows) == 4


async def test_arrows_in_the_line_go_through_the_matches(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("slash", *"diffusion", "down")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 1
        await pilot.press("up", "enter")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 0


async def test_nothing_found_and_an_empty_line(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        await pilot.press("j", "slash", *"zzz", "enter")
        await settle(pilot)
        assert screen.browser.paper_list.cursor == 1
        await pilot.press("n")
        await settle(pilot)
        assert "Nothing else here matches “zzz”." in text(pilot)
        await pilot.press("slash", "backspace", "enter")
        await settle(pilot)
        assert "found" not in text(pilot)
        assert screen.browser.listed.query is None


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16), (45, 12)])
async def test_the_line_fits_everywhere(papers: FakePapers, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("slash", *"mam")
        await settle(pilot)
        seen = text(pilot).splitlines()
        assert "/mam" in seen[-1]
        assert "1 of 4 papers" in "\n".join(seen[-4:])


@pytest.mark.parametrize("columns", [120, 80, 60])
async def test_it_names_the_ways_out(papers: FakePapers, columns: int) -> None:
    async with running(papers, size=(columns, 24)) as (_, pilot):
        for keys in ("slash", "m a", "tab", "tab", "ctrl+u 2 6 0 8 . 0 2 0 0 1"):
            await pilot.press(*keys.split())
            await settle(pilot)
            said = " ".join(" ".join(text(pilot).splitlines()[-4:]).split())
            assert ("enter opens" if "2" in keys else "enter keeps ·") in said, keys
            assert "· esc cancels" in said, keys


@pytest.mark.parametrize(("columns", "lines"), [(80, 2), (60, 3)])
async def test_it_says_where_words_are_looked_for_in_few_lines(papers: FakePapers, columns: int, lines: int) -> None:
    async with running(papers, size=(columns, 24)) as (_, pilot):
        await pilot.press("slash")
        await settle(pilot)
        said = text(pilot).splitlines()[-1 - lines : -1]
        assert said[0].startswith(" tab all stored days · enter keeps · esc cancels · words")
        assert 'words (title: author: keyword: abstract), "phrases",' in " ".join(map(str.strip, said))
        assert said[-1].endswith("votes:>20 date:")


@pytest.mark.parametrize("columns", [44, 52, 60])
async def test_what_a_key_does_stands_in_one_line(papers: FakePapers, columns: int) -> None:
    async with running(papers, size=(columns, 24)) as (_, pilot):
        await pilot.press("slash", "l")
        await settle(pilot)
        said = text(pilot)
        assert [one for one in ("tab all stored days", "enter keeps", "esc cancels") if one not in said] == []


async def test_what_was_found_is_told_in_one_line(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("slash", "l")
        await settle(pilot)
        said, line = text(pilot).splitlines()[-2:]
        assert said.endswith("of 4 papers · ↑ ↓ match · tab all stored days · enter keeps · esc cancels")
        assert line == " /l"
