"""The reader that is started for a page which is still being loaded."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import aiohttp
import pytest

from tests.web.serving import Serving, serving, talking, until

pytestmark = pytest.mark.slow


async def get(server: Serving, token: str | None = None, *, method: str = "GET") -> int:
    address = f"http://127.0.0.1:{server.port}/?token={server.token if token is None else token}"
    async with aiohttp.ClientSession() as session, session.request(method, address) as answer:
        await answer.read()
        return answer.status


def runs(pid: int) -> bool:
    """Whether a process has a program still."""
    return Path(f"/proc/{pid}/exe").exists()


async def test_a_page_that_is_given_out_has_its_reader_when_it_asks(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--sample") as server:
        assert server.readers() == []
        assert await get(server) == 200
        await until(server.readers)
        waiting = server.readers()
        assert await get(server) == 200
        async with talking(server, columns=90, lines=30) as page:
            await page.wait_for("Sample edition", "q quit")
            assert server.readers() == waiting
            assert page.text.splitlines()[-1].startswith(" ? help")
            async with talking(server, "f" * 32) as other:
                await other.wait_for("Sample edition", "q quit")
                assert len(server.readers()) == 2
        await until(lambda: not server.readers())


async def test_nobody_without_the_token_starts_one_and_neither_does_the_question_whether_the_server_is_there(
    tmp_path: Path,
) -> None:
    with serving(tmp_path / "home", "--sample") as server:
        assert await get(server, method="HEAD") == 200
        assert await get(server, "x") == 403  # By its answer, one of the first question would have been started.
        assert server.readers() == []


async def test_one_that_was_killed_is_not_waited_for(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--sample") as server:
        await get(server)
        await until(server.readers)
        os.kill(server.readers()[0], signal.SIGKILL)
        await until(lambda: not server.readers())
        async with talking(server) as page:
            await page.wait_for("Sample edition", "q quit")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
async def test_it_ends_with_the_server(tmp_path: Path, number: int) -> None:
    with serving(tmp_path / "home", "--sample") as server:
        await get(server)
        await until(server.readers)
        [waiting] = server.readers()
        server.stop(number)
        assert number == signal.SIGKILL or not runs(waiting)
    await until(lambda: not runs(waiting))


async def test_it_ends_when_no_page_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.web import tabs
    from reader.web.terminal import Terminal

    started: list[int] = []
    start = Terminal.start

    async def noted(environ: dict[str, str]) -> Terminal:
        terminal = await start(environ)
        started.append(terminal._process.pid)
        return terminal

    monkeypatch.setattr(tabs, "UNUSED", 0.5)
    monkeypatch.setattr(Terminal, "start", noted)
    all_tabs = tabs.Tabs({"sample": True}, tmp_path)
    all_tabs.prepare()
    all_tabs.prepare()
    await until(lambda: started and not runs(started[0]))
    assert len(started) == 1
    all_tabs.prepare()
    await until(lambda: len(started) == 2)
    await all_tabs.close()
    assert not runs(started[1])
