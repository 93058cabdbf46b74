#!/usr/bin/env bash
# A screen of Textual that is pushed behind the key that quits.
#
# Version:   Textual 8.2.8
# Behaviour: App.exit only asks the app to end: keys that came in the same moment are still acted on. A screen that is
#            pushed by one of them is mounted all the same, and its on_mount is called, but none of the widgets that its
#            compose yields are there: each query in on_mount raises NoMatches.
# Guessed:   Once the app was told to exit, either no action is run and no screen is mounted any more, or one that is
#            mounted has its widgets, as on_mount comes after compose.
# Seen:      on_mount of the screen finds 1 label before exit() and 0 labels after it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8

"$work/venv/bin/python" - <<'PYTHON'
import asyncio
from importlib.metadata import version

from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import Label

found = {}


class Question(ModalScreen):
    def __init__(self, when):
        super().__init__()
        self.when = when

    def compose(self):
        yield Label("Really?")

    def on_mount(self):
        found[self.when] = len(self.query(Label))


class Asking(App):
    BINDINGS = [("a", "ask('before')", ""), ("q", "leave", "")]

    def action_ask(self, when):
        self.push_screen(Question(when))

    def action_leave(self):
        self.exit()
        self.action_ask("after")  # What the next key in the same packet would do.


async def main():
    app = Asking()
    async with app.run_test() as pilot:
        await pilot.press("a")
        await pilot.pause()
        await app.pop_screen()
        await pilot.press("q")
        await pilot.pause()


asyncio.run(main())
print(f"Textual {version('textual')}: labels in on_mount {found}")
raise SystemExit(found != {"before": 1, "after": 0})
PYTHON
