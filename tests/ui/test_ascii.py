"""The reader in ASCII: every screen and dialog, with letters left as they are."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from textual.color import Color

from reader.library import PaperLibrary
from reader.papers.models import Organization
from reader.ui.app import ReaderApp
from reader.ui.dialogs.help import LEGEND
from reader.ui.initial_state import InitialState
from reader.ui.patches.ascii_filter import AsciiFilter
from reader.ui.widgets.cells import fit, width_of
from tests import slow, some
from tests.ui.conftest import TODAY, FakePapers, feed, loaded, paper, settle, shown

NAME = Organization(login="x", name="Zoë Lab 长")


def app_in_ascii(papers: PaperLibrary) -> ReaderApp:
    return ReaderApp(papers, opening=InitialState(ascii=True))


@pytest.mark.parametrize("size", [slow((120, 30)), (80, 24), slow((60, 16))])
@pytest.mark.parametrize(
    "keys",
    some(6, [["s"], ["tab"], ["enter"], ["Y"], ["S"], ["d"], ["e"], ["slash", "x"], ["question_mark"], ["number_sign"],
     ["ctrl+p"], ["z"], ["y"], ["R"]]),
    ids="".join,
)  # fmt: skip
async def test_nothing_but_letters_is_beyond_ascii(papers: FakePapers, size: tuple[int, int], keys: list[str]) -> None:
    plain = [paper(n, title="A plain title " * 9, abstract="Word. " * 400, organization=NAME) for n in range(30)]
    papers.feeds[None] = [feed(papers=tuple(plain))]
    app = app_in_ascii(papers)
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        lines = shown(app)
        beyond = {character for line in lines for character in line if not character.isascii()}
        assert beyond <= {*"Zoë长"}
        assert all(width_of(line) <= size[0] for line in lines)


async def test_the_signs_and_the_dots_of_what_is_cut(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=tuple(paper(n, title="Harbour " * 40, organization=NAME) for n in range(30)))]
    app = app_in_ascii(papers)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("s")
        await settle(pilot)
        lines = shown(app)
        assert lines[1].startswith(" ^ 300 o* Harbour Harbour")
        assert lines[1].rstrip(" #").endswith("Harbour H...")
        assert " ".join(lines[2].strip(" #").split()).startswith("Zoë Lab 长 2 authors 18 Aug")
        assert lines[1].endswith("#")
        assert "-" * 80 in lines


@pytest.mark.parametrize("width", [60, slow(80)])
@pytest.mark.parametrize(
    ("keys", "words"),
    some(
        3,
        [
            ([], ["A title... that goes on", "Wait... and see", "o.k."]),
            (["slash", "x"], ["up down match"]),
            (["question_mark"], ["j down", "k up", "/ type to find"]),
            (["question_mark", *"older day"], ["[ h left"]),
            (["ctrl+p"], ["j down", "- enter runs it - esc closes -"]),
            (["e"], ["up down line"]),
            (["number_sign"], ["Note - A title... that goes on and on", "... -"]),
        ],
    ),
    ids=lambda value: "".join(value[:1]),
)
async def test_arrows_are_words_and_an_ellipsis_is_three_dots(
    papers: FakePapers, width: int, keys: list[str], words: list[str]
) -> None:
    one = paper(1, title="A title… that goes on" + " and on, and on" * 9, abstract="Wait… and see, o.k.")
    papers.feeds[None] = [feed(papers=(one,))]
    app = app_in_ascii(papers)
    async with app.run_test(size=(width, 30)) as pilot:
        await loaded(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        seen = " ".join("\n".join(shown(app)).replace("|", " ").split())
        for some in words:
            assert some in seen
        assert "·" not in seen


async def test_what_is_waited_for_ends_in_three_dots(papers: FakePapers) -> None:
    papers.gate.clear()
    app = app_in_ascii(papers)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        assert "Fetching the papers..." in "\n".join(shown(app))
        assert "fetching the newest day..." in shown(app)[0]
        papers.gate.set()
        await settle(pilot)


async def test_what_is_found_behind_three_dots_stands_out_where_it_is(papers: FakePapers) -> None:
    papers.feeds[None] = [feed(papers=(paper(1, title="Wait… for harbours", abstract="And… harbours"),))]
    app = app_in_ascii(papers)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("slash", *"harbour", "enter")
        await settle(pilot)
        bold = [
            segment.text
            for strip in app.screen._compositor.render_strips(app.size)
            for segment in strip
            if segment.style and segment.style.underline
        ]
        assert bold.count("harbour") == 3


def test_no_two_signs_of_the_legend_are_alike() -> None:
    signs = [sign for sign, _ in LEGEND]
    drawn = AsciiFilter().apply([Segment(sign) for sign in signs], Color(0, 0, 0))
    assert len({segment.text for segment in drawn}) == len(signs)


def test_what_is_cut_in_ascii_fits() -> None:
    from reader.ui.signs import use_ascii

    use_ascii(True)
    try:
        assert [fit("Harbour", width) for width in (7, 6, 3, 2, 0)] == ["Harbour", "Har...", "...", "..", ""]
        assert [fit("长标题长标题", width) for width in (12, 8, 4)] == ["长标题长标题", "长标...", "..."]
    finally:
        use_ascii(False)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("▲ ● ★ ▐ ·", "^ o * # -"),
        ("╭─╮│╰━┃╋", "+-+|+-|+"),
        ("“a” ‘b’ – — × ↑↓←→", "\"a\" 'b' - - x ^v<>"),
        ("█▄▟◆☯", "###!*"),
        ("Zoë ζ 长标题 ≤ 🙂", "Zoë ζ 长标题 ≤ 🙂"),
    ],
)
def test_signs_become_ascii_as_wide_as_they_were(text: str, drawn: str) -> None:
    (segment,) = AsciiFilter().apply([Segment(text)], Color(0, 0, 0))
    assert segment.text == drawn
    assert width_of(segment.text) == width_of(text)


async def test_without_the_wish_signs_are_as_ever(papers: FakePapers) -> None:
    app = ReaderApp(papers)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        assert papers.feeds[TODAY]
        assert shown(app)[1].startswith(" ▲")
