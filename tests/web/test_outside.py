"""What leaves the reader by way of its page, and what may not happen on the machine that it runs on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.double import HubDouble
from tests.web.serving import Serving, serving, talking, until

pytestmark = pytest.mark.slow

LINK = "https://arxiv.org/abs/2608.00001"


@pytest.fixture
def started(home: Path) -> Path:
    """The file that the programs of a user write to, if one of them is started."""
    file, program = home / "started", home / "program"
    config = home / ".config/daily-papers/config.toml"
    config.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> {file}\n')
    program.chmod(0o700)
    config.write_text(f'copy_cmd = "{program} copy"\nopen_cmd = "{program} open &"\nread_delay = 0\n')
    return file


def ran(started: Path) -> bool:
    """Whether a program of the user was started."""
    return started.exists()


@pytest.fixture
def guarded(double: HubDouble, home: Path, started: Path) -> Iterator[Serving]:
    """A server whose user has programs for everything, and a screen."""
    own = str(home / "program")
    with serving(
        home, "2026-08-20", HF_ENDPOINT=double.url, DISPLAY=":99", TMUX="/x", EDITOR=own, VISUAL=own, BROWSER=own
    ) as running:
        yield running


async def test_no_program_is_started_for_a_page(guarded: Serving, started: Path) -> None:
    async with talking(guarded) as page:
        await page.wait_for("The [MASK] of Thursday", "fetched just now")
        await page.press("o")
        assert await page.asked(done=True) == ("open", LINK, "")
        await page.wait_for(f"Opened {LINK} in a new tab")
        await page.press("y")
        assert await page.asked(done=True) == ("copy", LINK, "")
        await page.wait_for(f"Handed to the browser: {LINK}")
        await page.press("#\x05")
        await page.wait_for("write the note here")
        await page.press("\x1b")
    await until(lambda: not guarded.readers())
    assert not ran(started)


async def test_what_the_browser_refuses_is_said_with_the_text(guarded: Serving) -> None:
    async with talking(guarded) as page:
        await page.wait_for("The [MASK] of Thursday", "fetched just now")
        await page.press("o")
        await page.asked(done=False)
        await page.wait_for("allow this page to open windows", LINK)
        await page.press("y")
        await page.asked(done=False)
        await page.wait_for("did not let this page copy", LINK)


async def test_an_export_goes_to_the_browser_whatever_its_name_says(guarded: Serving, home: Path) -> None:
    async with talking(guarded) as page:
        await page.wait_for("The [MASK] of Thursday", "fetched just now")
        await page.press("e")
        await page.wait_for("Export", "daily-papers-2026-08-20.bib")
        await page.press(f"\t\t\t\x01{home}/../x")
        await page.wait_for("../x")
        await page.press("\r")
        what, text, name = await page.asked(done=True)
        assert what == "download"
        assert "/" not in name
        assert text.count("@misc") == 21
        await page.wait_for("to the browser's downloads")
    assert not [*home.parent.glob("x*")]


async def test_a_paper_that_the_hub_does_not_have_is_named_on_the_page(
    double: HubDouble, home: Path, started: Path
) -> None:
    with serving(home, "hep-th/9901001", HF_ENDPOINT=double.url, BROWSER=str(home / "program")) as server:
        async with talking(server) as page:
            ended = await page.wait_until_told("ended")
    assert "https://arxiv.org/abs/hep-th/9901001" in ended["why"]
    assert not ran(started)


async def test_a_page_that_does_not_answer_is_not_waited_for(guarded: Serving) -> None:
    async with talking(guarded) as page:
        await page.wait_for("The [MASK] of Thursday", "fetched just now")
        await page.press("y")
        await page.wait_until_told("asked")
        await page.press("j")
        await page.wait_for("arXiv 2608.001")
        await page.wait_for("The page in the browser did not answer")
