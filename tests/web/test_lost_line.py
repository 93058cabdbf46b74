"""A page whose line to the server is lost, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.chromium import Chromium, Tab, needs_chromium
from tests.web.serving import Serving, forwarded, serving

pytestmark = [pytest.mark.slow, needs_chromium]

SAID = "document.getElementById('end').innerText"


async def wait_until_said(tab: Tab, words: str) -> None:
    await tab.wait_until_true(f"!document.getElementById('end').hidden && {SAID}.includes({words!r})")


async def test_the_page_says_that_the_server_was_stopped(browser: Chromium, tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--sample") as server:
        tab = await browser.tab(server.address)
        await tab.wait_for("Sample edition")
    await tab.wait_until_true("!document.getElementById('end').hidden")
    assert "daily-papers serve" in await tab.run("document.getElementById('end').innerText")


async def test_a_lost_line_is_found_again_by_the_page(sample: Serving, browser: Chromium) -> None:
    lines = "const Own = WebSocket; WebSocket = class extends Own { constructor(a) { super(a); window.line = this; } };"
    tab = await browser.tab(sample.address, before=lines)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("j")
    await tab.wait_for("arXiv 2308.04079")
    await tab.wait_until_true("performance.now() > 5500")
    await tab.run("window.before = true; line.close()")
    await tab.wait_until_true("!window.before && window.line?.readyState === 1")
    await tab.wait_for("Sample edition", "arXiv 2308.04079")


async def test_a_page_goes_on_by_itself_when_the_line_is_there_again(sample: Serving, browser: Chromium) -> None:
    async with forwarded(sample.port) as port:
        tab = await browser.tab(f"http://localhost:{port}/?token={sample.token}")
        await tab.wait_for("Sample edition", "q quit")
        await tab.press("j")
        await tab.wait_for("arXiv 2308.04079")
        await tab.run("window.before = true")
    await wait_until_said(tab, "cannot be reached")
    await wait_until_said(tab, "Still not reached.")
    async with forwarded(sample.port, port):
        await tab.wait_until_true("!window.before && document.body.classList.contains('-first-byte')")
        await tab.wait_for("Sample edition", "arXiv 2308.04079")
        await tab.close()


async def test_a_try_that_fails_stays_on_the_page(browser: Chromium, tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--sample") as server:
        tab = await browser.tab(server.address)
        await tab.wait_for("Sample edition", "q quit")
        await tab.press("q")
        await wait_until_said(tab, "The reader was closed")
        assert await tab.run("document.getElementById('again').innerText") == "Go on reading"
    await tab.run("document.getElementById('again').click()")
    await wait_until_said(tab, "Still not reached.")
    assert "cannot be reached" not in await tab.run(SAID)


@pytest.mark.parametrize("is_closed", [False, True])
async def test_the_address_of_an_earlier_server_is_called_so(
    browser: Chromium, tmp_path: Path, is_closed: bool
) -> None:
    with serving(tmp_path / "home", "--sample") as server:
        tab = await browser.tab(server.address)
        await tab.wait_for("Sample edition", "q quit")
        if is_closed:
            await tab.press("q")
            await wait_until_said(tab, "The reader was closed")
    if not is_closed:
        await wait_until_said(tab, "cannot be reached")
    with serving(tmp_path / "home", "--sample", "--port", str(server.port)):
        await tab.run("document.getElementById('again').click()")
        await wait_until_said(tab, "This address is that of an earlier server")
        assert await tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"
        assert await tab.run("!!document.querySelector('meta[name=viewport]')")


async def test_nothing_behind_the_closed_page_has_the_focus(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("q")
    await wait_until_said(tab, "The reader was closed")
    for _ in range(3):
        await tab.press("Tab")
        assert await tab.run("['again', ''].includes(document.activeElement.id)")
    assert await tab.run("document.getElementById('terminal').inert && document.getElementById('keys').inert")
