"""What is asynchronous, run to its end by a command."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what a coroutine returns, as `asyncio.run` does, which up to Python 3.12 makes a text of all of that.

    It asks who handles Ctrl-C, and an error that nobody sees names the handler with its task and the task's result:
    of a large day, 60 MB.
    """
    import asyncio  # Takes 15 ms that a stored day does not need.

    results: list[Result] = []

    async def keep() -> None:
        results.append(await work)

    asyncio.run(keep())
    return results[0]
