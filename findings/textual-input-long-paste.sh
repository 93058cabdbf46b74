#!/usr/bin/env bash
# What becomes of a text that is pasted into an Input with max_length.
#
# Version:   Textual 8.2.8
# Behaviour: One that is a character too long is not taken at all, and nothing says so; typed, its first characters are.
# Guessed:   As much is taken as there is room for, as in a field of a web page with maxlength.
# Seen:      12 characters pasted into a room for 10 leave it empty; the same typed leave 10 in it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8

"$work/venv/bin/python" - <<'PYTHON'
import asyncio
from importlib.metadata import version

from textual import events
from textual.app import App
from textual.widgets import Input

TEXT = "abcdefghijkl"
found = {}


class Form(App):
    def compose(self):
        yield Input(max_length=10)


async def main():
    for way in ("pasted", "typed"):
        app = Form()
        async with app.run_test() as pilot:
            line = app.query_one(Input)
            line.focus()
            if way == "pasted":
                line.post_message(events.Paste(TEXT))
            else:
                await pilot.press(*TEXT)
            await pilot.pause()
            found[way] = line.value


asyncio.run(main())
print(f"Textual {version('textual')}: {found}")
raise SystemExit(found != {"pasted": "", "typed": "abcdefghij"})
PYTHON
