"""The page in a real browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.web.chromium import Chromium, needs_chromium
from tests.web.serving import Serving, forwarded, serving, until

pytestmark = [pytest.mark.slow, needs_chromium]

PICTURES = os.environ.get("DAILY_PAPERS_PICTURES")
"""Where pictures of the page are saved to be looked at; nowhere without it."""


def save(name: str, picture: bytes) -> None:
    if PICTURES:
        Path(PICTURES, f"{name}.png").write_bytes(picture)


async def test_keys_and_the_mouse_reach_the_reader(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("j")
    await tab.wait_for("arXiv 2308.04079")
    await tab.click("Voyager")
    await tab.wait_for("arXiv 2305.16291")
    await tab.click("help")
    await tab.wait_for("Next paper or line")
    await tab.press("Escape")
    await until(lambda: "Next paper or line" not in tab.text)
    assert not tab.errors
    assert {*(address.split("/")[2] for address in tab.requests)} == {f"127.0.0.1:{sample.port}"}


async def test_lines_touch_and_the_browser_draws_the_text(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address)
    await tab.wait_for("Sample edition", "q quit")
    assert await tab.run("document.querySelectorAll('canvas').length") == 0
    height = await tab.run("document.querySelector('.xterm-rows > div').getBoundingClientRect().height")
    measured = await tab.run(
        "(() => { const c = document.createElement('canvas').getContext('2d'); return ['', 'bold ', 'italic '].map("
        " (style) => { c.font = `${style}16px 'Roboto Mono'`; const m = c.measureText('┼'); return"
        " [m.actualBoundingBoxAscent + m.actualBoundingBoxDescent, m.actualBoundingBoxLeft + m.actualBoundingBoxRight,"
        " m.width, c.measureText('W').width]; }); })()"
    )
    for tall, wide, advance, cell in measured:
        assert tall > height
        assert wide > cell
        assert abs(advance - cell) < 0.3  # The bold W is a little narrower than the others.
    assert not tab.errors


async def test_the_rows_end_beside_each_other_whatever_their_styles(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address, 844, 390)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("Enter")
    await tab.wait_for("AI summary", "1 of 12", "q back")
    await tab.wait_until_true(
        "(() => { const rows = [...document.querySelectorAll('.xterm-rows > div')].slice(1, -1);"
        " const ends = rows.map((row) => row.lastElementChild?.getBoundingClientRect().right);"
        " const isDrawn = rows.some((row) => row.querySelector('.xterm-italic'));"
        " return isDrawn && ends.every((end) => Math.abs(end - ends[0]) < 0.3); })()"
    )


async def test_the_title_of_the_page_is_the_paper_and_at_the_end_the_program(
    sample: Serving, browser: Chromium
) -> None:
    tab = await browser.tab(sample.address)
    await tab.wait_until_true("document.title.endsWith('Selective State Spaces - Daily Papers')")
    await tab.press("j")
    await tab.wait_until_true(
        "document.title === '3D Gaussian Splatting for Real-Time Radiance Field Rendering - Daily Papers'"
    )
    await tab.press("q")
    await tab.wait_until_true("document.title === 'Daily Papers'")
    assert not tab.errors


async def test_a_forwarded_port_shows_the_reader(sample: Serving, browser: Chromium) -> None:
    async with forwarded(sample.port) as port:
        tab = await browser.tab(f"http://localhost:{port}/?token={sample.token}")
        await tab.wait_for("Sample edition", "q quit")
        await tab.press("j")
        await tab.wait_for("arXiv 2308.04079")
        assert {*(address.split("/")[2] for address in tab.requests)} == {f"localhost:{port}"}
        await tab.close()


async def test_q_says_how_to_go_on_and_enter_goes_on(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("j")
    await tab.wait_for("arXiv 2308.04079")
    await tab.press("q")
    await tab.wait_until_true("!document.getElementById('end').hidden")
    assert "sample edition" in await tab.run("document.getElementById('end').innerText")
    await tab.press("Enter")
    await tab.wait_for("Sample edition", "arXiv 2308.04079")


async def test_a_reload_goes_on_and_another_tab_begins(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("j")
    await tab.wait_for("arXiv 2308.04079")
    await tab.reload()
    await tab.wait_for("Sample edition", "arXiv 2308.04079")
    other = await browser.tab(sample.address)
    await other.wait_for("Sample edition", "arXiv 2312.00752")


async def test_a_duplicated_tab_has_a_reader_of_its_own(browser: Chromium, tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--sample") as server:
        tab = await browser.tab(server.address)
        await tab.wait_for("Sample edition", "q quit")
        await tab.reload()  # Now it has a name that it kept.
        await tab.wait_for("Sample edition", "q quit")
        # A tab that another one opens has a copy of its sessionStorage, as a duplicated one does.
        await tab.run(
            "(() => { const a = document.createElement('a'); a.href = location.href; a.target = '_blank';"
            " a.rel = 'opener'; document.body.append(a); a.click(); })()",
            gesture=True,
        )
        await until(lambda: len(server.readers()) == 2)
        await tab.press("j")
        await tab.wait_for("arXiv 2308.04079")


async def test_y_copies_in_the_browser(sample: Serving, browser: Chromium) -> None:
    await browser.grant("clipboardReadWrite", "clipboardSanitizedWrite")
    tab = await browser.tab(sample.address)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("y")
    await tab.wait_for("Handed to the browser: https://arxiv.org/abs/2312.00752")
    assert await tab.run("navigator.clipboard.readText()") == "https://arxiv.org/abs/2312.00752"


async def test_what_the_browser_does_not_let_the_page_copy_is_there_to_be_copied_by_hand(
    sample: Serving, browser: Chromium
) -> None:
    refusing = "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    tab = await browser.tab(sample.address, before=refusing)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("y")
    await tab.wait_for("did not let this page copy: https://arxiv.org/abs/2312.00752")
    assert await tab.run("getSelection().toString()") == "https://arxiv.org/abs/2312.00752"
    save("hand", await tab.picture())
    await tab.run("document.querySelector('#hand button').click()")
    await tab.wait_until_true("!document.getElementById('hand').open")
    await tab.press("j")
    await tab.wait_for("arXiv 2308.04079")


async def test_o_opens_a_new_tab(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("o")
    await tab.wait_for("Opened https://", "in a new tab")
    await until(lambda: any("2312.00752" in address for address in browser.opened))
    assert await tab.run("!document.getElementById('end').hidden") is False


async def test_e_downloads(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("e")
    await tab.wait_for("Export", "daily-papers-2026-08-20.bib")
    await tab.press("Enter")
    await tab.wait_for("downloads: daily-papers-2026-08-20.bib")
    file = browser.downloads / "daily-papers-2026-08-20.bib"
    await until(file.exists)
    assert "@misc" in file.read_text()


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "dark"), (390, 844, "light")])
async def test_the_terminal_fills_the_page(
    sample: Serving, browser: Chromium, width: int, height: int, scheme: str
) -> None:
    tab = await browser.tab(sample.address, width, height, scheme)
    await tab.wait_for("Sample edition", "q quit")
    box = await tab.run(
        "(() => { const b = document.querySelector('.xterm-screen').getBoundingClientRect();"
        " return [b.left, b.top, b.right, b.bottom]; })()"
    )
    assert box[0] >= 0
    assert box[1] >= 0
    assert width - 30 < box[2] <= width
    assert height - 30 < box[3] <= height
    save(f"{scheme}-{width}", await tab.picture())


async def test_a_finger_scrolls_and_the_keyboard_comes_when_it_is_asked_for(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address, 390, 844, touch=True)
    await tab.wait_for("Sample edition", "q quit")
    mode = "document.querySelector('.xterm-helper-textarea').inputMode"
    assert await tab.run(mode) == "none"
    await tab.press("?")
    await tab.wait_for("Next paper or line")
    await tab.swipe(195, 500, 195, 100)
    await until(lambda: "Next paper or line" not in tab.text)
    await tab.tap("[data-key=escape]")
    await until(lambda: "─ Keys ─" not in tab.text)
    await tab.tap("[data-key=down]")
    await tab.tap("[data-key=enter]")
    await tab.wait_for("2 of 12")
    assert await tab.run(mode) == "none"
    await tab.run("document.getElementById('keyboard').click()")
    assert await tab.run(mode) == "text"
    assert await tab.run(
        "document.querySelector('.xterm-screen').getBoundingClientRect().bottom"
        " <= document.getElementById('keys').getBoundingClientRect().top"
    )
    save("touch", await tab.picture())
