"""All text can be read in every theme, on every screen, in terminals of all colours, of 256 and of 16."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from reader.config.settings import THEMES
from reader.errors import StoreError
from reader.papers.full_text.parsing import parse
from reader.ui import themes
from reader.ui.app import ReaderApp
from reader.ui.contrast import MUTED, TEXT, contrast, lifted, readable, triplet_of
from reader.ui.few_colours import nearest, nearest_style, shown_as
from tests import some
from tests.hub.comments import discussion
from tests.ui.conftest import FakePapers, feed, paper, row, running, settle
from tests.ui.discussions import found
from tests.ui.screens import test_jumping
from tests.ui.texts import Texts

pytestmark = pytest.mark.slow

ANSI = ("ansi-dark", "ansi-light")
TERMINALS = {"truecolor": "truecolor", "256": "", "16": ""}
"""Kinds of terminals, and what `COLORTERM` is there."""
SCREENS = {
    "list": ["j", "m", "s", "k"],
    "abstract": ["tab"],
    "paper": ["enter", "s"],
    "discussion": ["c"],
    "letters": ["enter", "F"],
    "letters beside": ["j", "F"],
    "find": ["slash", *"mask"],
    "wrong": ["slash", *"votes:x"],
    "found": ["slash", *"mask", "enter"],
    "on no match": ["slash", *"mask", "enter", "j", "j"],
    "read": ["m", "j", "m", "f", "k"],
    "help": ["question_mark"],
    "no help": ["question_mark", *"zzz"],
    "note": ["number_sign", *"noted", "ctrl+a"],
    "noted": ["number_sign", *"noted", "escape"],
    "copy": ["Y"],
    "sort": ["S"],
    "export": ["e"],
    "export file": ["e", "up", "shift+home"],
    "day": ["d"],
    "calendar": ["s", "m", "d", "k", "k"],
    "month before": ["d", "H", "h", "h", "h", "h", "h"],
    "typed day": ["d", *"-3"],
    "wrong day": ["d", *"x", "enter"],
    "palette": ["ctrl+p"],
    "palette found": ["ctrl+p", *"copy"],
    "themes": ["T"],
    "notice": ["u"],
    "nothing starred": ["5"],
    "starred": ["s", "5"],
    "full text": ["v"],
    "outline": ["v", "tab"],
    "no heading": ["v", "tab", *"zzz"],
    "leads": ["v", "F"],
    "cited": ["v", "F", "c"],
    "seek": ["v", "slash", *"tide"],
    "sought": ["v", "slash", *"1", "enter"],
}
"""What leads to a screen."""
FEW = ("list", "find", "note")
SCROLLED = {
    "list": [],
    "abstract": ["G", "enter"],
    "help": ["question_mark"],
    "themes": ["T"],
    "note": ["number_sign", *["n", "enter"] * 12],
    "palette": ["ctrl+p"],
}
"""What leads to more than fits on a screen."""
NO_TEXT = re.compile(r"[\s\u2500-\u259f]*")
"""Lines, frames and thumbs."""


@pytest.fixture
def papers(papers: FakePapers) -> FakePapers:
    long = paper(2003, abstract="word " * 999, gone=True, ai_summary="In short.", ai_keywords=("one", "two"))
    papers.feeds[None] = [feed(papers=(*feed().papers[:3], long, *feed().papers[4:])), StoreError("The disk is full.")]
    papers.full_texts = Texts(parse(test_jumping.TEXT))
    papers.discussions.answers = {paper.id: [found(*discussion("1"))] for paper in feed().papers}
    return papers


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A kind of terminal."""
    kind: str = getattr(request, "param", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", TERMINALS[kind])
    monkeypatch.setenv("TERM", "xterm" if kind == "16" else "xterm-256color")
    return kind


def segments(app: ReaderApp) -> Iterator[Segment]:
    """What is on the screen, without blanks, lines and frames."""
    for strip in app.screen._compositor.render_strips(app.size):
        yield from (segment for segment in strip if not NO_TEXT.fullmatch(segment.text))


def seen(colour: Color) -> ColorTriplet:
    """What a terminal shows for a colour, which has to be one of its own."""
    if colour.type is ColorType.EIGHT_BIT:
        assert colour.number is not None
        return shown_as(colour.number)
    triplet = triplet_of(colour)
    assert triplet is not None, colour
    return triplet


def unreadable(app: ReaderApp) -> Iterator[tuple[str, str]]:
    """Texts that have too little contrast, and their style."""
    faint = app.theme_variables["text-disabled"]
    known = [app.theme_variables[name] for name in ("background", "surface", "panel", "cursor", "cursor-blurred")]
    for content, style, _ in segments(app):
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        assert not style.dim
        if app.theme in ANSI:
            if not (style.color.is_default and style.bgcolor.is_default) or style.italic or style.strike:
                yield content, str(style)
            continue
        text, ground = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
        if style.bold and text.number is not None and text.number < 8:  # As xterm shows it.
            text = Color.from_ansi(text.number + 8)
        if contrast(seen(text), seen(ground)) < (
            MUTED if not style.bold and is_faint(text, ground, faint, known) else TEXT
        ):
            yield content, str(style)


def is_faint(text: Color, ground: Color, faint: str, grounds: list[str]) -> bool:
    """Whether a text is muted on purpose."""
    if faint.startswith("ansi_"):
        return text.number == Color.parse(faint.removeprefix("ansi_")).number
    if text.type is ColorType.EIGHT_BIT:
        styles = (readable(Style(color=faint, bgcolor=known), MUTED) for known in grounds)
        return any(text == nearest_style(style).color for style in styles)
    lifted_faint = readable(Style(color=faint, bgcolor=ground), MUTED).color
    return lifted_faint is not None and triplet_of(text) == triplet_of(lifted_faint)


async def check(papers: FakePapers, screen: str, names: tuple[str, ...]) -> None:
    async with running(papers, size=(100, 30)) as (_, pilot):
        app = pilot.app
        assert isinstance(app, ReaderApp)
        await pilot.press(*SCREENS[screen])
        await settle(pilot)
        for name in names[:: 4 if screen.startswith("palette") else 1]:
            app.theme = name
            await settle(pilot)
            if screen.startswith("palette"):  # Textual's does not change its colours while it is open.
                await pilot.press("escape", *SCREENS[screen])
                await settle(pilot)
            assert [*segments(app)]
            assert dict(unreadable(app)) == {}, name


@pytest.mark.parametrize("screen", FEW)
async def test_all_can_be_read(papers: FakePapers, screen: str, colours: str) -> None:
    await check(papers, screen, ("paper-dark", "paper-light", "catppuccin-mocha"))


@pytest.mark.parametrize("colours", TERMINALS, indirect=True)
@pytest.mark.parametrize("screen", SCREENS)
async def test_all_can_be_read_on_every_screen_in_every_theme(papers: FakePapers, screen: str, colours: str) -> None:
    half = [*SCREENS].index(screen) % 2
    names = {"truecolor": THEMES, "256": THEMES[half::2], "16": ("paper-dark", "paper-light", *ANSI)}
    await check(papers, screen, names[colours])


@pytest.mark.parametrize("colours", TERMINALS, indirect=True)
@pytest.mark.parametrize("size", [(30, 8), (60, 16), (80, 24)])
async def test_all_can_be_read_in_small_terminals(papers: FakePapers, size: tuple[int, int], colours: str) -> None:
    async with running(papers, size=size) as (_, pilot):
        assert isinstance(pilot.app, ReaderApp)
        for name in ("paper-dark", "paper-light", "nord", "ansi-dark"):
            pilot.app.theme = name
            await settle(pilot)
            assert dict(unreadable(pilot.app)) == {}, name


def thumbs(app: ReaderApp) -> Iterator[tuple[Color, Color]]:
    """The colours of the thumbs on the screen, the reader's own and those of Textual, and of what they are on."""
    bars: set[Color] = set()
    tracks: set[Color] = set()
    for content, style, _ in (segment for strip in app.screen._compositor.render_strips(app.size) for segment in strip):
        does = style.meta.get("@mouse.down", "") if style else ""
        if style and style.color and style.bgcolor and (content == "▐" or does == "grab"):
            yield style.color, style.bgcolor
        elif style and style.color and does == "grab":  # Its blanks are reversed, without a ground of their own.
            assert style.reverse
            bars.add(style.color)
        elif style and style.bgcolor and does.startswith("scroll"):
            tracks.add(style.bgcolor)
    assert bool(bars) <= bool(tracks)
    yield from product(bars, tracks)


async def check_thumbs(papers: FakePapers, screen: str, names: Iterable[str]) -> None:
    async with running(papers, size=(60, 16)) as (_, pilot):
        app = pilot.app
        assert isinstance(app, ReaderApp)
        await pilot.press(*SCROLLED[screen])
        await settle(pilot)
        for name in names:
            app.theme = name
            await settle(pilot)
            found = {*thumbs(app)}
            assert found, name
            for bar, track in found:
                if name not in ANSI:
                    assert contrast(seen(bar), seen(track)) >= MUTED, (name, bar, track)


@pytest.mark.parametrize("screen", SCROLLED)
async def test_thumbs_can_be_seen(papers: FakePapers, screen: str, colours: str) -> None:
    await check_thumbs(papers, screen, ("paper-dark", "paper-light", "monokai"))


@pytest.mark.parametrize("colours", TERMINALS, indirect=True)
@pytest.mark.parametrize("screen", SCROLLED)
async def test_thumbs_can_be_seen_in_every_theme(papers: FakePapers, screen: str, colours: str) -> None:
    await check_thumbs(papers, screen, THEMES)


def grounds_of(app: ReaderApp, line: int) -> set[str]:
    """The grounds of what is written on a line of the list, and how."""
    strip = app.screen._compositor.render_strips(app.size)[line]
    return {
        f"{segment.style.bgcolor} {segment.style.reverse} {segment.style.underline}"
        for segment in [*strip][1:3]
        if segment.style
    }


@pytest.mark.parametrize("colours", TERMINALS, indirect=True)
async def test_the_cursor_can_be_seen_in_use_and_not(papers: FakePapers, colours: str) -> None:
    async with running(papers) as (_, pilot):
        app = pilot.app
        assert isinstance(app, ReaderApp)
        for name in THEMES:
            app.theme = name
            await settle(pilot)
            used, others = grounds_of(app, 1), grounds_of(app, 3)
            await pilot.press("tab")
            await settle(pilot)
            blurred = grounds_of(app, 1)
            assert not used & others, name
            assert not blurred & others, name
            assert used != blurred, name
            await pilot.press("tab")


async def test_the_cursor_can_be_seen_in_dialogs(papers: FakePapers, colours: str) -> None:
    """Where grounds are one of 256, too; only colours that differ in more than a shade do."""
    async with running(papers) as (_, pilot):
        for name in (name for name in THEMES if name not in ANSI):
            pilot.app.theme = name
            await pilot.pause()
            variables = pilot.app.theme_variables
            cursor, box = (
                Color.parse(variables[name]).get_truecolor() for name in ("block-cursor-background", "panel")
            )
            assert contrast(cursor, box) >= 1.2, name
            assert contrast(shown_as(nearest(cursor)), shown_as(nearest(box))) >= 1.15, name


@pytest.mark.parametrize("colours", TERMINALS, indirect=True)
@pytest.mark.parametrize("name", some(3, ["paper-dark", "ansi-light"]))
async def test_what_is_read_or_not_looked_for_can_be_told_without_colours(
    papers: FakePapers, colours: str, name: str
) -> None:
    async with running(papers) as (screen, pilot):
        pilot.app.theme = name
        await pilot.press("j", "j", "m", "g")
        await settle(pilot)
        unread, read = ([*screen.browser.paper_list.render_line(line)] for line in (2, 4))
        assert ("●" in unread[1].text, "●" in read[1].text) == (True, False)
        if (colours == "truecolor" and name == "ansi-light") or colours == "16":
            assert unread[2].style
            assert read[2].style
            assert (bool(unread[2].style.bold), bool(read[2].style.bold)) == (True, False)
        if name not in ANSI:  # Dim also where colours are few.
            assert unread[2].style
            assert read[2].style
            assert unread[2].style.color != read[2].style.color
        await pilot.press("slash", *"flag", "enter")
        await settle(pilot)
        assert ["▲" in row(pilot, number) for number in range(3)] == [False, True, False]


async def test_hints_have_few_accents_and_the_dot_is_the_bright_thing(papers: FakePapers) -> None:
    """In the reader's own themes votes and facts are muted, and no ground is loud."""
    for theme in (themes.DARK, themes.LIGHT):
        async with running(papers) as (screen, pilot):
            pilot.app.theme = theme.name
            await settle(pilot)
            votes, mark, title, *_ = screen.browser.paper_list.render_line(2)
            muted, bright = theme.variables["text-muted"], theme.variables["mark"]
            assert votes.style
            assert mark.style
            assert title.style
            assert [part.style.color.name for part in (votes, mark) if part.style and part.style.color] == [
                muted,
                bright,
            ]
            for name in ("background", "surface", "panel", "cursor", "cursor-blurred", "hover"):
                ground = Color.parse(theme.variables[name]).get_truecolor()
                assert max(ground) - min(ground) <= 20, name


def test_a_colour_is_moved_until_it_can_be_read_and_no_further() -> None:
    black, white, grey = (ColorTriplet(*[level] * 3) for level in (0, 255, 119))
    assert lifted(white, [black], TEXT) == white
    for ground in (black, white, grey, ColorTriplet(40, 60, 90)):
        moved = lifted(ColorTriplet(90, 90, 200), [ground], TEXT)
        assert contrast(moved, ground) >= min(TEXT, max(contrast(white, ground), contrast(black, ground)))
        assert contrast(moved, ground) < TEXT + 1.5


def test_the_grey_of_16_colours_is_on_grounds_that_it_is_far_from_in_every_terminal() -> None:
    assert readable(Style.parse("bright_black on white"), TEXT) == Style.parse("color(0) on white")
    for ground in ("black", "bright_white"):
        assert readable(style := Style.parse(f"bright_black on {ground}"), TEXT) == style


@pytest.mark.parametrize(
    ("colour", "entry"), [("#2e3440", 237), ("#16181b", 234), ("#faf8f3", 231), ("#87afd7", 110), ("#5f0000", 52)]
)
def test_a_dark_ground_does_not_come_out_navy(colour: str, entry: int) -> None:
    assert nearest(Color.parse(colour).get_truecolor()) == entry
