"""How long a change of theme takes until it is painted: `python -m tests.bench.themes`, in turn with a bare app.

The bare app is one `ScrollView` of Textual's with the same lines; both are drawn for a terminal that nobody sees, of
120×40, and the time is that of the processor. The reader is measured twice, with and without the list of themes above,
and both for the first time in each theme and for later ones.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from typing import Any

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.pilot import Pilot
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.config.settings import THEMES, Config, ConfigFile
from reader.sample import Sample
from reader.ui.app import ReaderApp

SIZE = 120, 40
NAMES = tuple(name for name in THEMES if not name.startswith(("paper-", "ansi-")))
"""The themes of Textual that have colours: those that a bare app has, too."""
ROUNDS = 4


class Lines(ScrollView):
    """Lines of text."""

    def __init__(self, lines: list[str]) -> None:
        """Take the lines."""
        super().__init__()
        self.lines = lines
        self.virtual_size = Size(SIZE[0], len(lines))

    def render_line(self, y: int) -> Strip:
        """Draw one of them."""
        text, style = self.lines[y] if y < len(self.lines) else "", self.rich_style
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)


class Bare(App[None]):
    """Shows lines."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, lines: list[str]) -> None:
        """Take the lines."""
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        """Show them."""
        yield Lines(self.lines)


def _reader() -> ReaderApp:
    return ReaderApp(Sample(), settings=ConfigFile(Path(), config=Config(theme=NAMES[-1])))


async def _change(pilot: Pilot[Any], name: str) -> float:
    begin = time.process_time()
    pilot.app.theme = name
    await pilot.pause()
    return time.process_time() - begin


async def _measured() -> dict[str, list[tuple[float, float]]]:
    """The seconds of the reader and of the bare app, by what of the reader was drawn, and when."""
    times: dict[str, list[tuple[float, float]]] = {}
    async with AsyncExitStack() as stack:
        alone = await stack.enter_async_context(_reader().run_test(size=SIZE))
        with_list = await stack.enter_async_context(_reader().run_test(size=SIZE))
        for pilot in (alone, with_list):
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        lines = [strip.text for strip in alone.app.screen._compositor.render_strips(alone.app.size)]
        bare = await stack.enter_async_context(Bare(lines).run_test(size=SIZE))
        await with_list.press("T")
        await with_list.pause()
        for number in range(ROUNDS):
            when = "again" if number else "for the first time"
            for theme in NAMES:
                base = await _change(bare, theme)
                for name, pilot in {"the papers": alone, "with the list of themes": with_list}.items():
                    times.setdefault(f"{name}, {when}", []).append((await _change(pilot, theme), base))
    return times


def main() -> None:
    """Measure and print."""
    os.environ["COLORTERM"] = "truecolor"
    for name, times in asyncio.run(_measured()).items():
        own, bare = (median(each) * 1000 for each in zip(*times, strict=True))
        ratio = median(own / bare for own, bare in times)
        print(f"{name:<45} {own:6.1f} ms, bare {bare:6.1f} ms  ×{ratio:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
