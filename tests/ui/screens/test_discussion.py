"""What people say of a paper, driven by keys."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.papers.full_text.parsing import parse
from reader.sample import Sample
from reader.ui.dialogs.themes import ThemesDialog
from reader.ui.screens.discussion import DiscussionScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.widgets import discussion_view
from tests import slow
from tests.hub.comments import comment, discussion
from tests.ui.conftest import FakePapers, feed, paper, running, settle, text
from tests.ui.discussions import found
from tests.ui.screens.test_reading import TEXT
from tests.ui.texts import Texts

SIZES = [(80, 24), slow((120, 40)), slow((60, 16))]
ID = "2608.00001"


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    papers.feeds[None] = [feed(papers=(paper(1, title="Tides [MASK] and [/] harbours"), paper(2, title="Quays")))]
    papers.full_texts = Texts(parse(TEXT))
    papers.discussions.answers[ID] = [found(*discussion(ID))]
    return papers


def screen_of(pilot: Pilot[None]) -> DiscussionScreen:
    screen = pilot.app.screen
    assert isinstance(screen, DiscussionScreen)
    return screen


def lines(pilot: Pilot[None]) -> list[str]:
    """The lines of the text in sight that are not empty."""
    return [line for row in text(pilot).splitlines()[1:-1] if (line := row.strip(" ▐"))]


def whole(pilot: Pilot[None]) -> list[str]:
    """All lines of the text, also those out of sight."""
    view = screen_of(pilot).view
    top, end = view.scroll_offset.y, view.virtual_size.height
    return [strip.text.rstrip() for strip in view.draw(range(-top, end - top))]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", [["c"], slow(["enter", "c"]), slow(["v", "c"])], ids=str)
async def test_c_shows_what_people_say(papers: FakePapers, size: tuple[int, int], way: list[str]) -> None:
    async with running(papers, size=size) as (_, pilot):
        await pilot.press(*way)
        await settle(pilot)
        assert (
            lines(pilot)[:3]
            == [
                "Tides [MASK] and [/] harbours",
                "huggingface.co/papers/2608.00001 · 6 comments · fetched 3 h ago",
                "Reader One @reader-one · 19 Aug · 🤗 3 · 👍 1",
            ][: 3 if size[0] > 60 else 1]
            + lines(pilot)[3 if size[0] > 60 else 1 : 3]
        )
        said = " ".join(" ".join(whole(pilot)).split())
        for words in (
            "Two questions about the code [1]: 1. does `train.py` need all of xᵢ ∈ ℝᵈ?",
            "Writer Two @writer-two · 19 Aug · edited @reader-one it does not: sh train.py --small | run | loss |",
            "An automatic list of 2 similar papers: https://huggingface.co/papers/2608.00001",
            "This comment is hidden (Spam).",
            "answers a comment that is not here To the one before me: yes.",
        ):
            assert words in said
        assert "Buy wool" not in said
        assert "q back" in text(pilot).splitlines()[-1]
        assert text(pilot).splitlines()[0].endswith("2608.00001 · 1 of 6")
        assert papers.discussions.asked == [(ID, False)]
        await pilot.press("q")
        await settle(pilot)
        assert len(pilot.app.screen_stack) == len(way)


async def test_the_ground_of_code_is_where_code_is(papers: FakePapers) -> None:
    papers.discussions.answers[ID] = [found(comment(1, "Run:\n\n```\n" + "train " * 30 + "\n```", by="reader-one"))]
    async with running(papers, size=(100, 40)) as (_, pilot):
        await pilot.press("c")
        await settle(pilot)
        code = [strip for strip in screen_of(pilot).view.draw(range(20)) if "train" in strip.text]
        assert len(code) == 3
        for strip in code:
            grounds = [(segment.style and segment.style.bgcolor, segment.text) for segment in strip]
            (own,) = {ground for ground, words in grounds if "train" in words}
            assert {words.strip() for ground, words in grounds if ground != own} == {""}
            assert all(words == words.strip() for ground, words in grounds if ground == own)


async def test_answers_are_indented(papers: FakePapers) -> None:
    async with running(papers, size=(100, 40)) as (_, pilot):
        await pilot.press("c")
        await settle(pilot)
        columns = {
            line.split("@")[1].split()[0]: line.index(line.split()[0]) for line in whole(pilot) if "19 Aug" in line
        }
        first = columns["reader-one"]
        assert {name: column - first for name, column in columns.items()} == {
            "reader-one": 0, "writer-two": 2, "reader-four": 4, "librarian-bot": 0, "seller-three": 0, "reader-five": 0,
        }  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_keys_go_from_comment_to_comment(papers: FakePapers, size: tuple[int, int]) -> None:
    papers.discussions.answers[ID] = [found(*(comment(n, f"Word {n}. " * 90, by=f"reader-{n}") for n in range(1, 9)))]
    async with running(papers, size=size) as (_, pilot):
        await pilot.press("c")
        await settle(pilot)

        async def after(*keys: str) -> str:
            await pilot.press(*keys)
            await pilot.pause()
            return lines(pilot)[0]

        assert (await after("right_square_bracket")).startswith("Reader 1")
        assert (await after("right_square_bracket")).startswith("Reader 2")
        assert "2 of 8" in text(pilot)
        assert "Word 2" in await after("j", "j")
        assert (await after("left_square_bracket")).startswith("Reader 2")
        assert (await after("left_square_bracket")).startswith("Reader 1")
        top = lines(pilot)
        for there, back in (("j", "k"), ("space", "b"), ("ctrl+d", "ctrl+u"), ("ctrl+f", "ctrl+b")):
            await after(there)
            assert lines(pilot) != top
            await after(back)
            assert lines(pilot) == top, there
        await after("G")
        assert lines(pilot)[-1].endswith("Word 8.")
        await after(*["right_square_bracket"] * 8)
        assert "8 of 8" in text(pilot)
        assert await after("g") == "Tides [MASK] and [/] harbours"
        assert "1 of 8" in text(pilot)


async def test_a_short_discussion_is_gone_through_where_nothing_scrolls(papers: FakePapers) -> None:
    papers.discussions.answers[ID] = [found(*(comment(n) for n in range(3)))]
    async with running(papers) as (_, pilot):
        await pilot.press("c")
        for place in ("2 of 3", "3 of 3", "3 of 3"):
            await pilot.press("right_square_bracket")
            await settle(pilot)
            assert place in text(pilot)
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert "2 of 3" in text(pilot)


async def test_y_copies_the_comment_in_markdown(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[tuple[str, str]] = []

    async def copy(text: str, what: str = "") -> str:
        copied.append((text, what))
        return f"Copied {what}"

    async with running(papers) as (_, pilot):
        monkeypatch.setattr(pilot.app, "copy", copy)
        await pilot.press("c", "right_square_bracket", "y")
        await settle(pilot)
        assert "Copied the comment of Writer Two @writer-two" in text(pilot)
        [(written, _)] = copied
        assert written.startswith("@reader-one it does not:\n\n```sh")


async def test_the_source_has_what_is_folded_or_hidden(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("c")
        await settle(pilot)
        read = whole(pilot)
        await pilot.press("backslash")
        await settle(pilot)
        source = "\n".join(whole(pilot))
        for words in ("Buy wool.", "[Flocks at Noon](https://huggingface.co/papers/2608.40001)", "![A plot]("):
            assert words in source
        await pilot.press("backslash")
        await settle(pilot)
        assert whole(pilot) == read


async def test_links_have_letters_and_lead_where_they_say(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    said = "[f](ftp://e.org/f) [code](https://example.org/code) javascript:x [bad](javascript:alert) https://e.org/b"
    papers.discussions.answers[ID] = [found(comment(1, said))]

    async def open_link(url: str) -> str:
        opened.append(url)
        return "Asked"

    async with running(papers) as (_, pilot):
        monkeypatch.setattr(pilot.app, "open_link", open_link)
        await pilot.press("c")
        await settle(pilot)
        for letter in "cd":
            await pilot.press("F")
            await settle(pilot)
            await pilot.press(letter)
            await settle(pilot)
        await pilot.press("O")
        await settle(pilot)
    assert opened == ["https://example.org/code", "https://e.org/b", "https://huggingface.co/papers/2608.00001"]


@pytest.mark.slow
async def test_many_end_with_how_many_more_there_are(papers: FakePapers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discussion_view, "SHOWN", 20)
    papers.discussions.answers[ID] = [found(*(comment(n) for n in range(50)))]
    async with running(papers) as (_, pilot):
        await pilot.press("c", "G", *["right_square_bracket"] * 60)
        await settle(pilot)
        assert lines(pilot)[-1] == "30 more: press O for all of them on Hugging Face."
        assert "20 of 50" in text(pilot)


async def test_nothing_acts(papers: FakePapers) -> None:
    hostile = "[@click=app.quit]x[/] [/] \x1b[2J <b onclick=x>y</b> [MASK]"
    papers.discussions.answers[ID] = [found(comment(1, hostile, by="reader-one"))]
    async with running(papers) as (_, pilot):
        await pilot.press("c")
        await settle(pilot)
        assert "[@click=app.quit]x[/] [/] �[2J y [MASK]" in lines(pilot)


@pytest.mark.slow
async def test_help_and_resizing(papers: FakePapers) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press("c", "question_mark")
        await settle(pilot)
        assert "Next comment" in text(pilot)
        await pilot.press("escape")
        await pilot.resize_terminal(60, 16)
        await settle(pilot)
        assert max(len(line) for line in lines(pilot)) <= 60
        await pilot.resize_terminal(30, 5)
        await settle(pilot)
        assert "too small" in text(pilot)


async def test_the_sample_edition_has_comments_of_its_own(sample: Sample) -> None:
    from reader.ui.app import ReaderApp
    from tests.ui.conftest import loaded

    app = ReaderApp(sample)
    async with app.run_test(size=(100, 40)) as pilot:
        await loaded(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert screen_of(pilot).view.entries or "The sample edition has no comments on" in text(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert "This is the sample edition: there is nothing to fetch." in text(pilot)


async def test_v_leads_to_the_full_text_and_back_to_it(papers: FakePapers) -> None:
    async with running(papers) as (screen, pilot):
        for _ in range(2):
            await pilot.press("c", "v")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ReadingScreen)
        assert len(pilot.app.screen_stack) == 3
        await pilot.press("q", "q")
        await settle(pilot)
        assert pilot.app.screen_stack[-1] is screen


@pytest.mark.parametrize("key", ["v", "c"])
async def test_a_theme_is_chosen_there_too(papers: FakePapers, key: str) -> None:
    async with running(papers) as (_, pilot):
        await pilot.press(key, "T")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ThemesDialog)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen | DiscussionScreen)
