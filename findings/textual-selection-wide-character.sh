#!/usr/bin/env bash
# A drag over text in Textual that ends on the second cell of a character of two cells.
#
# Version:   Textual 8.2.8
# Behaviour: The text that is selected with the mouse has one character too many when the button is released over the
#            right half of a wide character (a title in Chinese or Japanese, an emoji): the next one is taken, too.
#            Released over its left half, the selection ends with the character itself. An app that copies selected text
#            has to look at what its own strips say of the offset.
# Guessed:   Both halves of a character stand for that character.
# Seen:      of "论文阅读器", released over the left half of the second character "论文", over its right half "论文阅".
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8

"$work/venv/bin/python" - <<'PYTHON'
import asyncio
from importlib.metadata import version

from textual.app import App
from textual.widgets import Static


class Titles(App):
    def compose(self):
        yield Static("论文阅读器", markup=False)


async def selected(cell):
    """What a drag from the first cell to another one selects."""
    app = Titles()
    async with app.run_test() as pilot:
        await pilot.mouse_down(Static, offset=(0, 0))
        await pilot.hover(Static, offset=(cell, 0))
        await pilot.mouse_up(Static, offset=(cell, 0))
        await pilot.pause()
        return app.screen.get_selected_text()


left, right = asyncio.run(selected(2)), asyncio.run(selected(3))
print(f"Textual {version('textual')}: left half {left!r}, right half {right!r}")
raise SystemExit((left, right) != ("论文", "论文阅"))
PYTHON
