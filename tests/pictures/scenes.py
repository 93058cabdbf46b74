"""What the pictures show, and how the reader is brought to show it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from reader.config.settings import Config, ConfigFile
from reader.config.watches import Watch
from reader.sample import Sample
from reader.ui import themes
from reader.ui.app import ReaderApp
from reader.ui.initial_state import InitialState
from tests.pictures import svg
from tests.terminal import CHECKOUT, environment

WATCHES: Final = ConfigFile(Path(), config=Config(watch=(Watch("agents", "agent"),)))
SIZE: Final = (76, 25)


class Screen(NamedTuple):
    """A screen of the reader."""

    about: str
    keys: tuple[str, ...]
    size: tuple[int, int] = SIZE


class Shell(NamedTuple):
    """What a command writes."""

    about: str
    command: str


_NOTE: Final = ("number_sign", *"Compare with ReAct", "escape", "j", "k")
"""The last two keys take away what is said of it."""
SCENES: Final[dict[str, Screen | Shell]] = {
    "list": Screen("The papers of a day beside the abstract of one", (*"mjsmjjjsk", *_NOTE), (110, 28)),
    "paper": Screen("A paper with all that is known of it", (*"jjj", *_NOTE, "enter")),
    "text": Screen("The full text of a paper, with its formulas", ("v", *("right_square_bracket",) * 2)),
    "discussion": Screen("The discussion of a paper", ("c",)),
    "search": Screen("A search of all stored days", ("slash", *"diffusion has:code", "tab")),
    "calendar": Screen("The calendar of the stored days", ("left_square_bracket", *"sA", "right_square_bracket", "d")),
    "digest": Shell("A digest in plain text", "daily-papers digest --sample --top 2 --format text"),
}


async def drawn(scene: Screen | Shell, home: Path, *, is_dark: bool) -> str:
    """A picture, as SVG.

    Args:
        scene: What it shows.
        home: The home of the user.
        is_dark: Whether the terminal's background is dark.
    """
    look = themes.DARK if is_dark else themes.LIGHT
    text, ground, muted, divider = (
        look.variables[name] for name in ("foreground", "background", "foreground-muted", "divider")
    )
    usual, bar = svg.Look(text, ground), svg.Look(muted, divider)
    if isinstance(scene, Screen):
        frame, title = await _screen(scene, usual, is_dark=is_dark), "daily-papers"
    else:
        frame, title = _shell(scene, usual, svg.Look(look.variables["accent"], ground), home), "sh"
    return svg.drawn(frame, title=title, about=scene.about, ground=ground, bar=bar)


async def _screen(scene: Screen, usual: svg.Look, *, is_dark: bool) -> svg.Frame:
    library = Sample()
    try:
        app = ReaderApp(library, opening=InitialState(delay=None, is_dark=is_dark), settings=WATCHES)
        async with app.run_test(size=scene.size) as pilot:
            await pilot.pause()
            for key in ("", *scene.keys):
                await pilot.press(*([key] if key else []))
                await app.workers.wait_for_complete()
                await pilot.pause()
            return [svg.cells(strip, usual) for strip in app.screen._compositor.render_strips(app.size)]
    finally:
        library.marks.close(5)


def _shell(scene: Shell, usual: svg.Look, prompt: svg.Look, home: Path) -> svg.Frame:
    done = subprocess.run(
        (sys.executable, "-m", "reader", *scene.command.split()[1:]),
        cwd=CHECKOUT, env=environment(home, PYTHONUTF8="1"), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    mark = _cells("$ ", prompt)
    lines = [
        mark + _cells(scene.command, usual._replace(shape="font-weight:bold")),
        *(_cells(line, usual) for line in done.stdout.splitlines()),
        mark + _cells("█", usual),
    ]
    columns, rows = SIZE
    assert len(lines) <= rows
    return [line + _cells(" " * (columns - len(line)), usual) for line in [*lines, *[[]] * (rows - len(lines))]]


def _cells(text: str, look: svg.Look) -> list[svg.Cell]:
    return [svg.Cell(char, look) for char in text]
