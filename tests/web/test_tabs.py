"""The readers behind pages: what they show, what they keep, and how they end."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from reader.store.marks.marks import Marks
from tests import slow
from tests.cli.exchange import DATABASE
from tests.hub.papers import paper_id
from tests.web.serving import TAB, Serving, serving, talking, until

pytestmark = pytest.mark.slow

OTHER = TAB[::-1]


async def starred(home: Path) -> list[str]:
    marks = Marks(home / DATABASE)
    found = await marks.starred()
    marks.close(10)
    return [paper.id for paper, _ in found]


async def gone(server: Serving) -> None:
    await until(lambda: not server.readers())


def found(home: Path, name: str) -> list[Path]:
    return [*home.rglob(name)]


def runs(pid: int) -> bool:
    """Whether a process has not ended; one that has, and whose end nobody asked for, has no program."""
    return Path(f"/proc/{pid}/exe").exists()


def kept(home: Path) -> dict[str, str]:
    (path,) = found(home, "position.json")
    fields = json.loads(path.read_text())
    assert isinstance(fields, dict)
    return fields


async def test_a_page_has_the_reader_with_its_keys_and_its_size(sample: Serving) -> None:
    async with talking(sample, columns=130, lines=30) as page:
        await page.wait_for("Sample edition", "q quit")
        assert page.text.splitlines()[-1].startswith(" ? help")
        await page.press("j")
        await page.wait_for("arXiv 2308.04079")
        await page.resize(60, 20)
        await page.press("?")
        await page.wait_for("Next paper or line")


async def test_q_ends_the_reader_and_says_so_to_the_page(sample: Serving) -> None:
    async with talking(sample) as page:
        await page.wait_for("Sample edition", "q quit")
        await page.press("q")
        assert (await page.wait_until_told("ended"))["left"] is True
        assert await page.end() == 1000
    await gone(sample)


async def test_a_reload_goes_on_where_the_page_was(server: Serving) -> None:
    async with talking(server) as page:
        await page.wait_for("The [MASK] of Thursday", "fetched just now")
        await page.press("jj")
        await page.wait_for("arXiv 2608.00108")
    async with talking(server) as page:
        await page.wait_for("Thu 20 Aug 2026", "arXiv 2608.00108", "fetched just now")
        await page.press("[")
        await page.wait_for("Mon 17 Aug 2026", "fetched just now")
    async with talking(server) as page, talking(server, OTHER) as other:
        await page.wait_for("Mon 17 Aug 2026")
        await other.wait_for("Thu 20 Aug 2026")


async def test_the_last_tab_that_is_closed_is_where_the_next_start_begins(server: Serving, home: Path) -> None:
    async with talking(server) as page:
        await page.wait_for("The [MASK] of Thursday", "fetched just now")
        async with talking(server, OTHER) as other:
            await other.wait_for("The [MASK] of Thursday", "fetched just now")
            await other.press("[")
            await other.wait_for("Mon 17 Aug 2026")
        await until(lambda: len(server.readers()) == 1)
        assert not found(home, "position.json")
        await page.press("jj")
        await page.wait_for("arXiv 2608.00108")
    await gone(server)
    await until(lambda: found(home, "position.json"))
    assert kept(home)["paper"] == "2608.00108"


@pytest.mark.parametrize("number", [signal.SIGINT, slow(signal.SIGTERM), slow(signal.SIGHUP)], ids=str)
async def test_the_server_ends_in_order_with_all_readers_and_their_marks(
    server: Serving, home: Path, number: int
) -> None:
    async with talking(server) as page, talking(server, OTHER) as other:
        for one in (page, other):
            await one.wait_for("The [MASK] of Thursday", "fetched just now")
        await page.press("s")
        await page.wait_for("★ The [MASK]")
        readers = server.readers()
        assert len(readers) == 2
        server.process.send_signal(number)
        assert await page.end() == 1001
        assert await other.end() == 1001
        await until(lambda: server.exit_code() is not None)
    assert server.exit_code() == 0
    assert not [*filter(runs, readers)]
    assert await starred(home) == [paper_id(1)]
    assert not found(home, "crash.log")
    assert not found(home, "*-wal")


async def test_a_killed_server_leaves_no_reader(server: Serving, home: Path) -> None:
    async with talking(server) as page:
        await page.wait_for("The [MASK] of Thursday", "fetched just now")
        await page.press("s")
        await page.wait_for("★ The [MASK]")
        (reader,) = server.readers()
        server.process.kill()
        await until(lambda: not runs(reader))
    assert await starred(home) == [paper_id(1)]


async def test_a_note_in_the_middle_is_kept_when_the_page_goes(server: Serving, home: Path) -> None:
    async with talking(server) as page:
        await page.wait_for("The [MASK] of Thursday", "fetched just now")
        await page.press("#")
        await page.wait_for("Note ·")
        await page.press("half a thought")
        await page.wait_for("half a thought")
    await gone(server)
    async with talking(server) as page:
        await page.wait_for("half a thought")


async def test_a_page_that_is_gone_without_a_word_does_not_hold_up_the_next(server: Serving) -> None:
    async with talking(server) as asleep:
        await asleep.wait_for("The [MASK] of Thursday", "fetched just now")
        await asleep.press("jj")
        await asleep.wait_for("arXiv 2608.00108")
        async with talking(server) as page:  # While the first is there still.
            await page.wait_for("arXiv 2608.00108")
            assert len(server.readers()) == 1
            ended = await asleep.wait_until_told("ended")
            assert not ended["left"]


async def test_what_cannot_be_opened_is_said_on_the_page(tmp_path: Path) -> None:
    with serving(tmp_path, "--sample", "2025-01-06") as server:
        async with talking(server) as page:
            ended = await page.wait_until_told("ended")
    assert ended["left"] is False
    assert "2025-01-06" in ended["why"]
    assert "\x1b" not in ended["why"]
