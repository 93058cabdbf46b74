"""The terminals behind pages: what a reader in one is told of the world, and what it leaves."""

from __future__ import annotations

import asyncio
import os
import tty
from socket import socketpair

import pytest

from tests.terminal import PATIENCE
from tests.web.serving import Serving, talking


def test_nothing_of_the_terminal_of_the_server_is_told() -> None:
    from reader.web.terminal import environment

    terminal = {
        "TERM": "dumb",
        "COLUMNS": "10",
        "LINES": "5",
        "COLORFGBG": "x",
        "TMUX": "x",
        "STY": "x",
        "DISPLAY": ":0",
        "TERM_PROGRAM": "x",
        "KITTY_PID": "1",
        "VTE_VERSION": "1",
        "SSH_TTY": "x",
        "TEXTUAL_FPS": "1",
    }
    told = environment({**terminal, "HF_TOKEN": "x", "NO_COLOR": "1", "HOME": "/h"})
    assert told == {
        "HF_TOKEN": "x",
        "NO_COLOR": "1",
        "HOME": "/h",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (b"drawn\x1b[?1049l\x1b[?25hIt is broken.\r\nSee crash.log.\r\n", "It is broken. See crash.log."),
        (b"\x1b[2J\x1b]0;title\x07word\xff", "]0;title"),
        (b"", "It ended without a word."),
    ],
)
def test_the_last_words_of_a_reader_are_harmless(output: bytes, words: str) -> None:
    from reader.web.terminal import last_words

    said = last_words(output)
    assert words in said
    assert said.isprintable()


async def test_a_size_that_no_screen_has_is_one_that_a_terminal_can_have(sample: Serving) -> None:
    async with talking(sample) as page:
        await page.wait_for("Sample edition", "q quit")
        for size in ({"width": 10**12, "height": 1}, {"width": -1, "height": 0}, {"width": True, "height": 10**30}):
            await page.socket.send_json(["resize", size])
        await page.resize(120, 40)
        await page.press("j")
        await page.wait_for("arXiv 2308.04079")


@pytest.mark.parametrize("size", [100, 2048, 4095, 4096, 12_000])
async def test_what_is_written_together_is_read_together(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.web import terminal

    monkeypatch.setattr(terminal, "SOON", 0.1)  # On a busy machine the system too takes its time.
    drawn = b"x" * size
    master, slave = os.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    line, end = socketpair()
    program = await asyncio.create_subprocess_exec("true")
    one = terminal.Terminal(master, program, line)
    writing = asyncio.ensure_future(asyncio.to_thread(os.write, slave, drawn))  # It waits until it is read.
    try:
        async with asyncio.timeout(PATIENCE):
            assert await one.read() == drawn
    finally:
        assert await one.close() == 0
        await asyncio.gather(writing, return_exceptions=True)
        os.close(slave)
        end.close()
