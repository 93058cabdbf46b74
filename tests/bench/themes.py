"""How long a change of theme takes until it is painted: `python -m tests.bench.themes`, in turn with a bare app.

The bare app is one `ScrollView` of Textual's with the same lines; both are drawn for a terminal that nobody sees, of
120×40, and the time is that of the processor. The reader is measured twice, with and without the list of themes above.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
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

from reader.config.settings import Config, ConfigFile
from reader.sample import Sample
from reader.ui.app import ReaderApp

SIZE = 120, 40
NAMES = ("gruvbox", "dracula", "monokai", "nord")
ROUNDS = 12


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


async def _measured() -> Iterator[tuple[str, list[float]]]:
    times: dict[str, list[float]] = {}
    async with AsyncExitStack() as stack:
        shown = await stack.enter_async_context(_reader().run_test(size=SIZE))
        with_list = await stack.enter_async_context(_reader().run_test(size=SIZE))
        for pilot in (shown, with_list):
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        lines = [strip.text for strip in shown.app.screen._compositor.render_strips(shown.app.size)]
        bare = await stack.enter_async_context(Bare(lines).run_test(size=SIZE))
        await with_list.press("T")
        await with_list.pause()
        pilots = {"bare": bare, "reader": shown, "reader, list of themes": with_list}
        for number in range(ROUNDS):
            for theme in NAMES:
                for name, pilot in pilots.items():
                    took = await _change(pilot, theme)
                    if number:  # What is remembered of a theme is remembered from the second round on.
                        times.setdefault(name, []).append(took)
    return iter(times.items())


def main() -> None:
    """Measure and print."""
    os.environ["COLORTERM"] = "truecolor"
    found = dict(asyncio.run(_measured()))
    for name, times in found.items():
        ratio = median(own / bare for own, bare in zip(times, found["bare"], strict=True))
        print(f"{name:<24} {median(times) * 1000:6.1f} ms  ×{ratio:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
