"""The thread: in order, cancellable, and never in the way of leaving."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.store.feeds.cache import Cache
from reader.store.worker import Worker
from tests.store.conftest import names
from tests.store.feeds.examples import day, feed


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a hanging call waits for; open at the end."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A thread that ends with the test."""
    worker = Worker("test")
    yield worker
    worker.stop(lambda: None, 10)


def test_calls_are_made_in_order_in_one_thread(worker: Worker) -> None:
    done: list[int] = []
    futures = [worker.submit(done.append, number) for number in range(100)]
    futures[-1].result(60)
    assert done == list(range(100))
    assert len({worker.submit(threading.get_ident).result(60) for _ in range(3)} | {threading.get_ident()}) == 2


def test_an_error_reaches_the_one_who_waits_and_no_other(worker: Worker) -> None:
    broken = worker.submit(divmod, 1, 0)
    with pytest.raises(ZeroDivisionError):
        broken.result(60)
    assert worker.submit(divmod, 7, 2).result(60) == (3, 1)


def test_a_call_cancelled_in_time_is_not_made(worker: Worker, gate: threading.Event) -> None:
    done: list[int] = []
    worker.submit(gate.wait)
    late = worker.submit(done.append, 1)
    assert late.cancel()
    gate.set()
    worker.submit(done.append, 2).result(60)
    assert done == [2]


async def test_a_waiting_coroutine_can_be_cancelled(cache: Cache, gate: threading.Event) -> None:
    blocked = cache._worker.submit(gate.wait)
    waiting = [asyncio.create_task(cache.put(feed(1))), asyncio.create_task(cache.get(day(1)))]
    await asyncio.sleep(0)
    for task in waiting:
        task.cancel()
    assert all(
        isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*waiting, return_exceptions=True)
    )
    gate.set()
    blocked.result(60)
    assert await cache.get(day(1)) is None
    await cache.put(feed(1))
    assert await cache.get(day(1)) == feed(1)


async def test_a_write_under_way_is_finished_though_nobody_waits(cache: Cache, gate: threading.Event) -> None:
    begun = threading.Event()

    def put() -> None:
        begun.set()
        gate.wait()
        cache._put(feed(1))

    task = asyncio.ensure_future(asyncio.wrap_future(cache._worker.submit(put)))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await cache.get(day(1)) == feed(1)


async def test_closing_twice_does_nothing_more(cache: Cache) -> None:
    await cache.put(feed(1))
    cache.close(10)
    cache.close(10)
    with pytest.raises(StoreError, match=r"^The stored papers were closed"):
        await cache.get(day(1))


async def test_closing_one_that_was_never_opened(cache: Cache, folder: Path) -> None:
    cache.close(10)
    assert not folder.parent.exists()
    assert cache._worker._thread.ident is None
    with pytest.raises(StoreError, match=r"^The stored papers were closed"):
        await cache.get(day(1))


async def test_closing_does_not_wait_for_a_hanging_disk(cache: Cache, gate: threading.Event) -> None:
    hanging = cache._worker.submit(gate.wait)
    await asyncio.sleep(0)
    cache.close(0.01)
    assert not hanging.done()
    assert cache.notice == ""


async def test_the_thread_ends_after_what_was_queued(cache: Cache, folder: Path) -> None:
    stored = asyncio.create_task(cache.put(feed(1)))
    await asyncio.sleep(0)
    cache.close(10)
    await stored
    await asyncio.to_thread(cache._worker._thread.join, 10)
    assert not cache._worker._thread.is_alive()
    assert names(folder) == ["cache.db"]


def test_a_hanging_disk_does_not_hold_up_the_interpreter(tmp_path: Path) -> None:
    code = (
        "import sys, threading; from pathlib import Path; from reader.store.feeds.cache import Cache;"
        "cache = Cache(Path(sys.argv[1])); cache._worker.submit(threading.Event().wait);"
        "cache.close(0.01); print('left')"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=root, check=True, timeout=60, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("left\n", "")
