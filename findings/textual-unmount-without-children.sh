#!/usr/bin/env bash
# What a screen of Textual can still read from its widgets when it is closed.
#
# Version:   Textual 8.2.8
# Behaviour: on_unmount of a screen is called when its widgets are gone already: a query for one finds nothing, so that a
#            screen cannot save there what a text area or a scrolled view holds. on_mount, its counterpart, is called when
#            all that compose yields is there.
# Guessed:   A screen is told first, and takes its widgets with it.
# Seen:      1 input in on_mount, 0 in on_unmount of the same screen.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8

"$work/venv/bin/python" - <<'PYTHON'
import asyncio
from importlib.metadata import version

from textual.app import App
from textual.screen import Screen
from textual.widgets import Input

found = {}


class Note(Screen):
    def compose(self):
        yield Input("to be saved")

    def on_mount(self):
        found["mount"] = len(self.query(Input))

    def on_unmount(self):
        found["unmount"] = len(self.query(Input))


async def main():
    app = App()
    async with app.run_test() as pilot:
        await app.push_screen(Note())
        await pilot.pause()
        await app.pop_screen()
        await pilot.pause()


asyncio.run(main())
print(f"Textual {version('textual')}: inputs found {found}")
raise SystemExit(found != {"mount": 1, "unmount": 0})
PYTHON
