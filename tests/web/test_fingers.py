"""The page under a finger, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.chromium import Chromium, needs_chromium
from tests.web.serving import Serving, serving, until

pytestmark = [pytest.mark.slow, needs_chromium]

RESTS = "onmousedown = () => (window.rests = true)"
MODE = "document.querySelector('.xterm-helper-textarea').inputMode"


async def test_the_keyboard_comes_up_for_a_text_and_goes_with_it(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address, 844, 844, touch=True)
    await tab.wait_for("Sample edition", "search")
    assert await tab.run(MODE) == "none"
    await tab.touch("search")
    await tab.wait_until_true(f"{MODE} === 'text'")
    assert await tab.run("document.activeElement.className") == "xterm-helper-textarea"
    await tab.tap("[data-key=escape]")
    await tab.wait_until_true(f"{MODE} === 'none'")
    await tab.run("document.getElementById('keyboard').click()")
    await tab.press("/")
    await tab.wait_for("phrases")
    await tab.tap("[data-key=escape]")
    await until(lambda: "phrases" not in tab.text)
    await tab.press("j")
    await tab.wait_for("Georgios Kopanas")
    assert await tab.run(MODE) == "text"  # That was asked for.


async def test_the_calendar_has_no_keyboard_until_its_line_is_touched(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address, 390, 844, touch=True)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("/")
    await tab.wait_until_true(f"{MODE} === 'text'")
    await tab.press("Escape", "d")
    await tab.wait_for("August 2026")
    await tab.wait_until_true(f"{MODE} === 'none'")
    await tab.touch("2026-W33")
    await tab.wait_until_true(f"{MODE} === 'text'")
    await tab.press("j")
    await tab.wait_for("│ j ", "enter goes there")


@pytest.mark.parametrize("key", ["escape", "tab", "enter"])
async def test_keys_that_dialogs_need_are_in_the_row(sample: Serving, browser: Chromium, key: str) -> None:
    tab = await browser.tab(sample.address, 390, 844, touch=True)
    await tab.wait_for("Sample edition", "q quit")
    assert await tab.run(
        f"(() => {{ const b = document.querySelector('[data-key={key}]').getBoundingClientRect();"
        " return b.width >= 40 && b.height >= 40 && b.left >= 0 && b.right <= innerWidth; })()"
    )


async def test_a_finger_that_rests_before_it_moves_selects_and_a_tap_copies(sample: Serving, browser: Chromium) -> None:
    await browser.grant("clipboardReadWrite", "clipboardSanitizedWrite")
    tab = await browser.tab(sample.address, 390, 844, touch=True, before=RESTS)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("Enter")
    await tab.wait_for("Structured", "q back")
    places = [await tab.place(word) for word in ("Structured", "trail")]
    start, end = ({"x": x, "y": y} for x, y in places)
    await tab.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[start])
    await tab.run(  # As browsers tell that do not keep small moves to themselves.
        "(() => { const target = document.querySelector('.xterm-screen');"
        f" const touches = [new Touch({{ identifier: 0, target, clientX: {start['x']}, clientY: {start['y'] + 3} }})];"
        " target.dispatchEvent(new TouchEvent('touchmove', { touches, bubbles: true })); })()"
    )
    await tab.wait_until_true("window.rests")
    await tab.ask("Input.dispatchTouchEvent", type="touchMove", touchPoints=[end])
    await tab.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    await until(lambda: tab.text.splitlines()[-1].startswith(" y copy"))
    await tab.touch("y copy")
    await tab.wait_for("Handed to the browser: ")
    copied = await tab.run("navigator.clipboard.readText()")
    assert copied == "Structured state space models run in linear time and do well on audio, but t"


async def test_a_finger_that_rests_and_does_not_move_clicks_once_and_has_no_menu(
    sample: Serving, browser: Chromium
) -> None:
    told = f"{RESTS}; ontouchend = (end) => (window.isOurs = end.defaultPrevented)"
    tab = await browser.tab(sample.address, 390, 844, touch=True, before=told)
    await tab.wait_for("Sample edition", "q quit")
    x, y = await tab.place("Voyager")
    await tab.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    menu = "new MouseEvent('contextmenu', { bubbles: true, cancelable: true })"
    assert await tab.run(f"document.querySelector('.xterm-screen').dispatchEvent({menu})") is False
    await tab.wait_until_true("window.rests")
    await tab.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    await tab.wait_until_true("document.title.startsWith('Voyager')")
    assert await tab.run("isOurs") is True


async def test_the_row_has_the_keys_of_the_user_where_its_own_do_nothing(browser: Chromium, tmp_path: Path) -> None:
    config = tmp_path / "home/.config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]\nmove.down = "alt+n"\npaper.read = "f5"\nprompt.back = "ctrl+g"\n')
    shown = "[...document.querySelectorAll('[data-key]')].map((key) => key.textContent).join(' ')"
    with serving(tmp_path / "home", "--sample") as server:
        tab = await browser.tab(server.address, 390, 844, touch=True)
        await tab.wait_for("Sample edition", "q quit")
        await tab.wait_until_true(f"{shown} === 'esc tab ← ↑ alt+n → f5'")
        await tab.tap("[data-key=down]")
        await tab.wait_until_true("document.title.startsWith('3D Gaussian Splatting')")
        await tab.press("d")
        await tab.wait_for("August 2026")
        await tab.wait_until_true(f"{shown} === 'ctrl+g tab ← ↑ ↓ → enter'")
        await tab.tap("[data-key=escape]")
        await until(lambda: "August 2026" not in tab.text)
        await tab.tap("[data-key=enter]")
        await tab.wait_for("2 of 12")


async def test_tab_searches_beyond_the_list(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address, 390, 844, touch=True)
    await tab.wait_for("Sample edition", "q quit")
    await tab.press("/")
    await tab.wait_for("tab all stored days")
    await tab.tap("[data-key=tab]")
    await tab.wait_for("tab this list")


async def test_a_phone_in_landscape_has_room_beside_its_keyboard(sample: Serving, browser: Chromium) -> None:
    tab = await browser.tab(sample.address, 844, 390, touch=True)
    await tab.wait_for("Sample edition", "q quit")
    await tab.ask("Emulation.setDeviceMetricsOverride", width=844, height=190, deviceScaleFactor=1, mobile=True)
    await tab.wait_until_true("document.querySelectorAll('.xterm-rows > div').length < 15")
    assert await tab.run("document.querySelectorAll('.xterm-rows > div').length") >= 10


async def test_a_tap_on_the_marked_paper_opens_it_where_nothing_else_shows_it(
    sample: Serving, browser: Chromium
) -> None:
    tab = await browser.tab(sample.address, 390, 844, touch=True)
    await tab.wait_for("Sample edition", "enter read")
    await tab.touch("Mamba")
    await tab.wait_for("Structured state space models run", "q back")
