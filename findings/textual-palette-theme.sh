#!/usr/bin/env bash
# A theme that changes in Textual while the command palette is open.
#
# Version:   Textual 8.2.8
# Behaviour: The palette keeps the colours of the old theme until it is opened again, while the screen below it and every
#            other modal screen get the new ones: App.children leaves out screens of the system, and new styles are given
#            to those children. An app that follows the background of the terminal, whose answer may come late, has to
#            update the palette itself (subscribe to App.theme_changed_signal).
# Guessed:   All screens on the stack change together.
# Seen:      the ground of the palette's line the same before and after, that of a modal screen another one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8

"$work/venv/bin/python" - <<'PYTHON'
import asyncio
from importlib.metadata import version

from textual.app import App
from textual.command import CommandPalette
from textual.screen import ModalScreen
from textual.widgets import Input


class Question(ModalScreen):
    def compose(self):
        yield Input()


async def grounds(screen):
    """The ground of a screen's line before and after the theme changes."""
    app = App()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        line = screen.query_one(Input)
        before = line.background_colors[1].hex
        app.theme = "textual-light"
        await pilot.pause()
        return before, line.background_colors[1].hex


palette, question = (asyncio.run(grounds(screen())) for screen in (CommandPalette, Question))
print(f"Textual {version('textual')}: palette {palette}, modal screen {question}")
raise SystemExit(palette[0] != palette[1] or question[0] == question[1])
PYTHON
