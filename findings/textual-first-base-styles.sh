#!/usr/bin/env bash
# A modal screen of Textual with a second base class that is a screen, too.
#
# Version:   Textual 8.2.8
# Behaviour: Styles that a class brings along (DEFAULT_CSS) are taken from the first base class alone, and from the first
#            base of that: class Question(Logged, ModalScreen), where Logged is a Screen with some methods, is modal, but
#            hides what is below it, as the translucent ground of ModalScreen is not among its styles any more. With the
#            bases the other way round it is there. Methods and bindings are found in all base classes either way.
# Guessed:   Styles are looked for along the method resolution order, as everything else of a class is.
# Seen:      opacity of the ground 0.6 for ModalScreen first, 1.0 for ModalScreen second; both are modal.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8

"$work/venv/bin/python" - <<'PYTHON'
import asyncio
from importlib.metadata import version

from textual.app import App
from textual.screen import ModalScreen, Screen


class Logged(Screen):
    """A screen with some methods."""


class ModalFirst(ModalScreen, Logged):
    pass


class ModalSecond(Logged, ModalScreen):
    pass


async def ground(screen):
    """How opaque the ground of a screen is, and whether it is modal."""
    app = App()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        return screen.styles.background.a, screen.is_modal


first, second = (asyncio.run(ground(kind())) for kind in (ModalFirst, ModalSecond))
print(f"Textual {version('textual')}: opacity {first[0]} for ModalScreen first, {second[0]} for ModalScreen second")
raise SystemExit((first, second) != ((0.6, True), (1.0, True)))
PYTHON
