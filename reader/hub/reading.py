"""The thread in which answers are read, as a large one takes a second and the screen must not wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Given = ParamSpec("Given")
Result = TypeVar("Result")


class ReadingThread:
    """One thread for all answers: several would hold up the screen for longer, and each keeps what memory it has used.

    It begins with the first call.
    """

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._executor: ThreadPoolExecutor | None = None

    async def run(self, call: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """Make a call after those before it; one that nobody waits for any more is not made, or ends by itself."""
        if self._executor is None:
            from concurrent.futures import ThreadPoolExecutor

            self._executor = ThreadPoolExecutor(1, "hub")
        return await asyncio.wrap_future(self._executor.submit(call, *args, **kwargs))

    def close(self) -> None:
        """Let the thread end; the next call begins another one."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False)
