"""The colours of the page, which are those of the themes that the reader begins with."""

from __future__ import annotations

import pytest
from textual.theme import Theme

from reader.ui.themes import DARK, LIGHT
from tests.web.serving import Serving
from tests.web.test_refusals import get


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_around_the_terminal_it_is_as_in_it(sample: Serving, theme: Theme) -> None:
    from reader.web.talk import GROUNDS

    assert GROUNDS[theme.dark] == (theme.foreground, theme.background)
    _, _, css = get(sample, "/assets/page.css")
    assert f"--ink: {theme.foreground};" in css
    assert f"--paper: {theme.background};" in css
