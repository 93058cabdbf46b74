"""A thread of its own for what may block: made at the first call, left behind at exit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

from reader.errors import StoreError

Given = ParamSpec("Given")
Result = TypeVar("Result")
Calls = SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]


class Worker:
    """One daemon thread that makes one call after the other.

    Not a `ThreadPoolExecutor`: the interpreter joins its threads at exit, so a hanging disk would hold up the prompt.
    """

    def __init__(self, name: str, what: str = "The stored papers") -> None:
        """Name the thread, which starts with the first call, and what it opens, for the user."""
        self._what = what
        self._calls: Calls = SimpleQueue()
        self._thread = Thread(target=_work, args=(self._calls,), name=name, daemon=True)
        self._lock = Lock()
        self._stopped = False

    def submit(self, call: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Queue a call and return its future.

        Raises:
            StoreError: `stop` was called before.
        """
        future: Future[Result] = Future()
        with self._lock:
            if self._stopped:
                raise StoreError(f"{self._what} were closed: start the reader again.")
            self._calls.put((future, lambda: call(*args, **kwargs)))
            if self._thread.ident is None:
                self._thread.start()
        return future

    def stop(self, last: Callable[[], object], timeout: float) -> None:
        """Make a last call after those that are queued and let the thread end, but return after `timeout` seconds.

        Further calls do nothing. If the thread was never started, there is nothing to close, and since Python 3.12 no
        thread can start while the interpreter ends.
        """
        closed: Future[object] = Future()
        with self._lock:
            if self._stopped:
                return
            self._stopped = True
            if self._thread.ident is None:
                return
            self._calls.put((closed, last))
            self._calls.put(None)
        wait([closed], timeout)


def _work(calls: Calls) -> None:
    """Make the calls in their order until told to stop."""
    while (item := calls.get()) is not None:
        future, call = item
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001 - not swallowed: it is raised where the future is awaited
                future.set_exception(error)
        # A result would be kept alive until the next call.
        del item, future, call


async def awaited(future: Future[Result]) -> Result:
    """Wait for a call where an event loop runs."""
    # 15 ms that a command which only reads the store does without.
    from asyncio import wrap_future

    return await wrap_future(future)
