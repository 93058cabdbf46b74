"""Letters before links: they open or copy what they are before."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from reader.config.settings import Config, ConfigFile
from reader.papers.single import Linked, Repositories, Repository, SinglePaper
from reader.ui.app import ReaderApp
from reader.ui.dialogs.find import FindDialog
from reader.ui.dialogs.links import LinksDialog
from reader.ui.initial_state import InitialState
from reader.ui.screens import paper as screens_paper
from reader.ui.screens.paper import PaperScreen
from tests.ui.conftest import FakePapers, feed, feed_screen, loaded, paper, running, settle, text

LONG = "https://example.org/" + "/".join(f"harbour-number-{number}" for number in range(9))


class Done:
    """What was opened and copied."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.copied: list[str] = []


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Done:
    made = Done()

    async def open_link(_: ReaderApp, url: str) -> str:
        made.opened.append(url)
        return f"Opened {url}"

    async def copy(_: ReaderApp, text: str, what: str = "") -> str:
        made.copied.append(text)
        return f"Copied {text}"

    monkeypatch.setattr(ReaderApp, "open_link", open_link)
    monkeypatch.setattr(ReaderApp, "copy", copy)
    monkeypatch.setattr(screens_paper, "SETTLING", 0)
    return made


@pytest.fixture
def papers(papers: FakePapers, done: Done) -> FakePapers:
    one = paper(1, title="Tides", abstract="Words.", project_page=LONG, ai_keywords=("tide tables", "[SEP] tokens"))
    papers.feeds[None] = [feed(papers=(one, paper(2)))]
    return papers


def letter_before(pilot: Pilot[None], words: str) -> str:
    """The letter that stands before some words on the screen."""
    (line,) = (line for line in text(pilot).splitlines() if words in line)
    return line[line.index(words) - 1]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)])
async def test_a_letter_opens_the_link_that_it_is_before(papers: FakePapers, done: Done, size: tuple[int, int]) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("enter", "F")
        await settle(pilot)
        assert "A letter opens its link · y copies it · esc cancels" in text(pilot).splitlines()[-1]
        before = [letter_before(pilot, words) for words in ("[Example] Org", "tide tables", "2608.00001 ·")]
        assert before == ["a", "b", "d"]
        await pilot.press(letter_before(pilot, "huggingface.co/papers/2608"))
        await settle(pilot)
        assert done.opened == ["https://huggingface.co/papers/2608.00001"]
        assert isinstance(pilot.app.screen, PaperScreen)
        assert letter_before(pilot, "tide tables") == " "
        await pilot.press("F", "a")
        await settle(pilot)
        assert done.opened[1:] == ["https://huggingface.co/example"]


async def test_y_and_a_letter_copies_it_and_escape_leaves(papers: FakePapers, done: Done) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("enter", "F", "y")
        await settle(pilot)
        assert "A letter copies its link · y opens it" in text(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert done.copied == ["https://arxiv.org/abs/2608.00001"]
        await pilot.press("F", "y", "b")
        await settle(pilot)
        assert done.copied[1:] == ['keyword:"tide tables"']
        await pilot.press("F", "exclamation_mark", "z", "y", "y", "escape", "F", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PaperScreen)
        assert letter_before(pilot, "tide tables") == " "
        assert (done.opened, len(done.copied)) == ([], 2)


async def test_a_link_of_several_lines_has_one_letter_and_is_whole(papers: FakePapers, done: Done) -> None:
    async with running(papers, size=(80, 30)) as (_, pilot):
        await pilot.press("enter", "F")
        await settle(pilot)
        lines = text(pilot).splitlines()
        begin = next(index for index, line in enumerate(lines) if "Project page" in line)
        address = "".join(line[15:].strip(" ▐") for line in lines[begin : begin + 3])
        assert address == LONG.removeprefix("https://")
        assert all(line[14:15] == " " for line in lines[begin + 1 : begin + 3])
        await pilot.press(lines[begin][14])
        await settle(pilot)
        assert done.opened == [LONG]


async def test_beyond_the_letters_there_are_two_of_them(papers: FakePapers, done: Done) -> None:
    known = tuple(Repository(id=f"harbour/m{number}") for number in range(24))
    papers.alone = {paper(1).id: [SinglePaper(paper(1), Linked(models=Repositories(total=24, shown=known)))]}
    async with running(papers, size=(80, 50)) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("F", "b")
        await settle(pilot)
        assert "b and another letter opens its link" in text(pilot)
        before = next(line for line in text(pilot).splitlines() if "arbour/m23" in line)
        await pilot.press(before.split("arbour")[0][-1])  # No more of it is covered than the blank is too short.
        await settle(pilot)
        assert done.opened == ["https://huggingface.co/harbour/m23"]
        await pilot.press("F", "y", "a", "d")
        await settle(pilot)
        assert done.copied == ["https://arxiv.org/abs/2608.00001"]


async def test_links_of_the_abstract_beside_the_list_have_letters_too(papers: FakePapers, done: Done) -> None:
    papers.feeds[None] = [feed(papers=(paper(1),))]
    async with running(papers) as (screen, pilot):
        await pilot.press("F")
        await settle(pilot)
        assert "at ahttps://github.com" not in text(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert done.opened == ["https://github.com/example/code1"]
        assert pilot.app.screen is screen


async def test_without_a_link_in_sight_that_is_said(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, abstract="Words."),))]
    async with running(papers) as (screen, pilot):
        await pilot.press("F")
        await settle(pilot)
        assert "There is no link here." in text(pilot)
        assert pilot.app.screen is screen


@pytest.mark.parametrize("keys", ["", "enter space"])
async def test_where_no_link_is_in_sight_it_is_gone_to(papers: FakePapers, done: Done, keys: str) -> None:
    links = "\n\n".join(f"{'Words. ' * 400}https://example.org/{number} ends." for number in range(2))
    papers.feeds[None] = [feed(papers=(paper(1, abstract=links),))]
    async with running(papers) as (_, pilot):
        for number in (0, 1):
            await pilot.press(*([] if number else keys.split()), "F")
            await settle(pilot)
            assert f"ahttps://example.org/{number}" in text(pilot)
            assert "A letter opens its link" in text(pilot)
            await pilot.press("a")
            await settle(pilot)
            await pilot.press(*["ctrl+f" if keys else "space"] * 2)
        assert done.opened == ["https://example.org/0", "https://example.org/1"]


@pytest.mark.parametrize("back", ["escape", "enter"])
@pytest.mark.slow
async def test_a_keyword_opens_a_search_of_all_stored_days(papers: FakePapers, back: str) -> None:
    other = paper(3, title="Another day", ai_keywords=("Tide tables",))
    papers.feeds[papers.days[0]] = [feed(papers.days[0], papers=(other,))]
    papers.feeds[papers.days[-1]] = papers.feeds[None]
    async with running(papers) as (screen, pilot):
        await pilot.press("enter", "F", "b")
        await settle(pilot)
        line = pilot.app.screen
        assert isinstance(line, FindDialog)
        assert line.query_one(Input).value == 'keyword:"tide tables"'
        await settle(pilot)
        assert [one.title for one in screen.browser.listed.rows] == ["Tides", "Another day"]
        await pilot.press(back)
        await settle(pilot)
        assert pilot.app.screen is screen
        titles = [one.title for one in screen.browser.listed.rows]
        assert titles == (["Tides", "Another day"] if back == "enter" else ["Tides", paper(2).title])


async def test_a_click_on_a_keyword_opens_it_too(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("enter")
        await settle(pilot)
        lines = text(pilot).splitlines()
        y = next(index for index, line in enumerate(lines) if "tide tables" in line)
        await pilot.click(offset=(lines[y].index("tables"), y))
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindDialog)


async def test_what_arrives_meanwhile_moves_no_letter(papers: FakePapers, done: Done) -> None:
    known = SinglePaper(
        paper(1, ai_summary="New words."),
        Linked(models=Repositories(total=1, shown=(Repository(id="harbour/tide"),))),
    )
    papers.alone = {paper(1).id: [SinglePaper(paper(1)), known]}
    papers.way.clear()
    async with running(papers) as (_, pilot):
        await pilot.press("enter", "F")
        while not isinstance(pilot.app.screen, LinksDialog):
            await pilot.pause()
        before = text(pilot)
        papers.way.set()
        await settle(pilot)
        assert text(pilot) == before
        await pilot.press("y", "d")
        await settle(pilot)
        assert done.copied == ["https://arxiv.org/abs/2608.00001"]
        assert "harbour/tide" in text(pilot)
        assert "New words." in text(pilot)


async def test_another_size_takes_the_letters_away(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("enter", "F")
        await settle(pilot)
        await pilot.resize_terminal(90, 40)
        await settle(pilot)
        assert isinstance(pilot.app.screen, PaperScreen)
        assert letter_before(pilot, "tide tables") == " "


async def test_a_key_of_the_users_own_is_not_a_letter(papers: FakePapers, done: Done) -> None:
    settings = ConfigFile(Path("x"), config=Config(keys={"links.copy": ("a",)}))
    app = ReaderApp(papers, opening=InitialState(delay=None), settings=settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await loaded(pilot)
        await pilot.press("enter", "F")
        await settle(pilot)
        assert "a copies it" in text(pilot)
        assert letter_before(pilot, "[Example] Org") == "b"
        await pilot.press("a", "b")
        await settle(pilot)
        assert done.copied == ["https://huggingface.co/example"]
        assert feed_screen(app).paper == papers.feeds[None][0].papers[0]  # type: ignore[union-attr]
