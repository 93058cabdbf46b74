"""The command `daily-papers serve`."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any, Final

import click

from reader.cli import suggestions
from reader.cli.io import print_notice
from reader.cli.params import DaysCommand, Origin, reads_papers
from reader.errors import HostError, UseError
from reader.host import tty
from reader.papers.text import clean

PORT: Final = 8017
HIGHEST: Final = 65535
ANY: Final = ("", "0.0.0.0", "::", "[::]", "*")
LOCAL: Final = ("http://127.", "http://localhost:", "http://[::1]:")


class Port(click.ParamType[int]):
    """A port, or 0 for any; what is not one is named in a sentence."""

    name = "port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a number."""
        word = str(value)
        if word.isascii() and word.isdecimal() and len(word) < 6 and int(word) <= HIGHEST:
            return int(word)
        self.fail(f"needs a port up to {HIGHEST}, or 0 for any, not “{clean(word, limit=40)}”", param, ctx)


@click.command("serve", cls=DaysCommand)
@click.argument("period", required=False, shell_complete=suggestions.periods)
@click.option("--port", type=Port(), default=PORT, metavar="N", help=f"Port, 0 for any that is free (default: {PORT}).")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Address of this machine (default: 127.0.0.1).")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@reads_papers
def serve(origin: Origin, period: str | None, port: int, host: str, opens: bool) -> None:
    """Show the reader in a browser.

    The address is printed, with a token: whoever has it reads and marks your papers. Only this machine reaches it
    unless --host names an address that others do; the line is not encrypted, so it is better to forward the port over
    SSH:

    \b
      ssh -L 8017:127.0.0.1:8017 HOST daily-papers serve

    Each tab has a reader of its own. Ctrl-C ends them all. On a touch screen, hold a finger on a text and drag to
    select, then tap "y copy".
    """
    if host in ANY:
        raise UseError("--host must be an address that a browser can name, such as 127.0.0.1 or 192.168.1.5.")
    if period:
        from reader.cli import mistakes

        mistakes.check_period(period)
    if sys.platform == "win32":
        raise HostError("Windows has no terminals without a window: run this in WSL.")
    try:
        from reader.web.run import serve as run
    except ModuleNotFoundError as error:
        if error.name not in ("aiohttp", "textual_serve"):
            raise
        raise HostError("A browser needs the extra web: pip install 'daily-papers[web]'") from error
    folder = None if origin.cache_dir is None else str(origin.cache_dir)
    options = {"period": period, "offline": origin.offline, "sample": origin.sample, "cache_dir": folder}
    run(host.strip("[]"), port, options, partial(_tell, opens=opens))
    if _is_seen():
        click.echo(err=True)  # Below the ^C.


def _is_seen() -> bool:
    return tty.is_terminal(sys.stdout, sys.stderr)


async def _tell(address: str, once: str, *, opens: bool) -> None:
    click.echo(address)
    if not address.startswith(LOCAL):
        print_notice("The line to other machines is not encrypted: use it in a network that you trust.")
    if opens:
        import os

        from reader.config.settings import config_or_defaults
        from reader.host import browser
        from reader.store import paths

        try:
            chosen = browser.choose(once, os.environ, command=config_or_defaults(paths.config()).config.open_cmd)
            if chosen.terminal:
                raise HostError(f"{chosen.name} cannot show the page: it needs a browser with a window.")
            await browser.start(chosen)
        except HostError as error:
            print_notice(f"{error} Open the address yourself.")
    if _is_seen():
        print_notice(f"{'' if opens else 'Open this address in a browser. '}Ctrl-C ends the reader in all its tabs.")
