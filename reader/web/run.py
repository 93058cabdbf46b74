"""Running the server, from the command to Ctrl-C."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from reader.errors import HostError
from reader.web.server import application
from reader.web.tabs import Tabs


def serve(host: str, port: int, options: Mapping[str, Any], ready: Callable[[str, str], Awaitable[None]]) -> None:
    """Serve the reader until told to end.

    Args:
        host: The address to listen at.
        port: The port, 0 for any.
        options: Those of `session.open_reader`.
        ready: Takes the address of the page, and one that works once.

    Raises:
        HostError: The page cannot be served at the address, or there is no room for what tabs remember.
    """
    try:
        places = tempfile.TemporaryDirectory(prefix="daily-papers-", ignore_cleanup_errors=True)
    except OSError as error:
        raise HostError(f"No temporary folder can be made: {error.strerror}. Set TMPDIR to one with room.") from error
    with places as folder:
        asyncio.run(_serve(host, port, Tabs(options, Path(folder)), ready))


async def _serve(host: str, port: int, tabs: Tabs, ready: Callable[[str, str], Awaitable[None]]) -> None:
    token, ticket = token_urlsafe(24), token_urlsafe(24)
    runner = web.AppRunner(application(tabs, token, host, ticket), access_log=None, handle_signals=False)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
            continue  # As under nohup.
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    logging.getLogger("aiohttp.server").addFilter(_is_fault)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise HostError(_why(host, port, error)) from error
        here = f"http://{_in_address(host)}:{runner.addresses[0][1]}"
        await ready(f"{here}/?token={token}", f"{here}/open/{ticket}")
        await ended.wait()
    finally:
        await runner.cleanup()


def _is_fault(record: logging.LogRecord) -> bool:
    """Whether what aiohttp would write to the terminal is not of a client that talks nonsense, or has gone."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | ConnectionError)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _why(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Choose another with --port, or --port 0 for any that is free."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used. Choose one above 1023 with --port."
    if error.errno in (errno.EADDRNOTAVAIL, None):  # From Python 3.13 on, it has no number.
        return f"{host} is not an address of this machine. Check --host."
    return f"The page cannot be served at {host}: {error.strerror or error}. Check --host."
