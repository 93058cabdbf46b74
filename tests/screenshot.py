"""Makes the picture of the README from the sample edition: `python -m tests.screenshot FILE`."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

from reader.sample import Sample
from reader.ui.app import ReaderApp

SIZE = (110, 32)


async def picture() -> str:
    """Draw the picture, as SVG."""
    os.environ["COLORTERM"] = "truecolor"
    app = ReaderApp(Sample())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("m", "j", "m", "s", "j", "j", "j", "s", "k")
        await app.workers.wait_for_complete()
        await pilot.pause()
        svg = app.export_screenshot(title="daily-papers --sample")
    # The same picture has the same bytes; and a line that begins with blanks keeps them.
    return re.sub(r"terminal-[0-9]+", "terminal", svg).replace("<text ", '<text xml:space="preserve" ')


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(picture()), encoding="utf-8")
