"""The colours of the page, which are those of the themes that the reader begins with."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.theme import Theme

from reader.ui.themes import DARK, LIGHT
from tests.web.chromium import Chromium, Tab, needs_chromium
from tests.web.serving import Serving, serving
from tests.web.test_refusals import get


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_around_the_terminal_it_is_as_in_it(sample: Serving, theme: Theme) -> None:
    from reader.web.talk import GROUNDS

    assert GROUNDS[theme.dark] == (theme.foreground, theme.background)
    _, _, css = get(sample, "/assets/page.css")
    assert f"--ink: {theme.foreground};" in css
    assert f"--paper: {theme.background};" in css


async def wait_for_grounds(tab: Tab, *wanted: str | None) -> None:
    """Wait until the ground of the reader, and what is around it, have these colours."""
    await tab.wait_until_true(
        "(() => { const colour = (one) => getComputedStyle(document.querySelector(one)).backgroundColor;"
        " const first = '.xterm-rows > div:nth-child(8) span';"
        f" return `${{colour(first)}} ${{colour('body')}}` === '{' '.join(map(rgb, wanted))}'; }})()"
    )


def rgb(colour: str | None) -> str:
    assert colour is not None
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.slow
@needs_chromium
async def test_the_reader_follows_the_colours_that_the_browser_asks_for(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address, scheme="light")
    await tab.wait_for("Sample edition", "q quit")
    await wait_for_grounds(tab, LIGHT.background, LIGHT.background)
    for scheme, theme in (("dark", DARK), ("light", LIGHT)):
        wanted = [{"name": "prefers-color-scheme", "value": scheme}]
        await tab.ask("Emulation.setEmulatedMedia", features=wanted)
        await wait_for_grounds(tab, theme.background, theme.background)
    await tab.press("j")
    await tab.wait_for("arXiv 2308.04079")


@pytest.mark.slow
@needs_chromium
async def test_around_a_configured_theme_it_is_as_in_it(browser: Chromium, tmp_path: Path) -> None:
    config = tmp_path / "home/.config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "nord"\n')
    with serving(tmp_path / "home", "--sample") as server:
        tab = await browser.tab(server.address, scheme="light")
        await tab.wait_for("Sample edition", "q quit")
        await wait_for_grounds(tab, "#2e3440", "#2e3440")
        await tab.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        await tab.press("j")
        await tab.wait_for("arXiv 2308.04079")
        await wait_for_grounds(tab, "#2e3440", "#2e3440")
