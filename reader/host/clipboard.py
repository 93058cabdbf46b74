"""The user's clipboard, by every route that a terminal program has, and honest about what is known of each.

Tools report success when nothing was copied (a stale `DISPLAY`), or hang; so what can be read back is read back.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import AnyStr, Final, Literal

from reader.errors import HostError
from reader.host import displays, osc52, process
from reader.papers.text import clean

_OSC_52: Final = "OSC 52"
# pyperclip would try the same tools, without looking at what they say.
_WITHOUT_PYPERCLIP: Final = ("linux", "darwin")
_PATIENCE = 0.5
"""Seconds until a tool is not believed: xsel ends before its child has the selection, on a busy machine long before."""
_PAUSE: Final = 0.05


@dataclass(frozen=True)
class Copied:
    """How a text went to the clipboard."""

    route: str
    """The tool, or the tools, that have it."""
    verified: bool
    """Whether the text was read back."""
    failed: str = ""
    """The program of copy_cmd and why, where it was asked first and did not take the text."""
    passed_on: bool = False
    """Whether tmux was asked to send it on to the terminal, by OSC 52."""
    doubted: str = ""
    """The terminal, where it was asked and may ignore that."""

    def sentence(self, what: str) -> str:
        """Say what is known to have happened, and no more."""
        done = self._done(what)
        return f"{done} · copy_cmd failed: {self.failed}" if self.failed else done

    def _done(self, what: str) -> str:
        if self.verified:
            return f"Copied {what} · {self.route}{' · sent on by OSC 52' if self.passed_on else ''}"
        if self.doubted:
            return f"Sent by OSC 52, which {self.doubted} may ignore: {what}"
        if self.route == _OSC_52:
            return f"Sent to the terminal's clipboard (OSC 52): {what}"
        return f"Handed to {self.route}: {what}"


@dataclass(frozen=True)
class _Tool:
    name: str
    puts: tuple[tuple[str, ...], ...]
    """Commands that take the text on their input; the next is for versions that do not know the one before."""
    get: tuple[str, ...] | None
    encoding: str = "utf-8"
    limit: int | None = None
    """Bytes of the longest text that it can be trusted with."""


_TMUX = _Tool("tmux buffer", (("tmux", "load-buffer", "-"),), ("tmux", "save-buffer", "-"))
_SEND_ON = ("tmux", "load-buffer", "-w", "-")
"""Has tmux pass the text on to the terminal outside, too; since 3.2."""
_WAYLAND = _Tool("wl-copy", (("wl-copy", "--type", "text/plain"),), ("wl-paste", "--no-newline"))
_X = (
    _Tool("xclip", (("xclip", "-selection", "clipboard"),), ("xclip", "-selection", "clipboard", "-o")),
    # With more, one reader in eight ends the process that keeps the text (kfish/xsel#33).
    _Tool("xsel", (("xsel", "-b", "-i"),), ("xsel", "-b", "-o"), limit=4_000),
)
# Without a UTF-8 locale both take bytes for Mac Roman, and what is read back looks right all the same.
_MACOS = _Tool("pbcopy", (("env", "LC_ALL=en_US.UTF-8", "pbcopy"),), ("env", "LC_ALL=en_US.UTF-8", "pbpaste"))
_WSL = _Tool("clip.exe", (("clip.exe",),), None, "utf-16le")


State = Literal["available", "does not answer", "not installed", "cannot be checked"]


@dataclass(frozen=True)
class Route:
    """A way to the clipboard that `copy` would try."""

    name: str
    state: State
    """What is known of it; neither the terminal nor the user's own command can be asked."""


def routes(environ: Mapping[str, str], *, command: Sequence[str] = (), platform: str = sys.platform) -> Iterator[Route]:
    """Name the ways that `copy` would try, in its order, and copy nothing: what they need is only looked for.

    Args:
        environ: The environment, which tells the routes.
        command: The user's copy_cmd.
        platform: As `sys.platform` names it.
    """

    def state(program: str, answers: Callable[[Mapping[str, str]], bool] | None) -> State:
        if shutil.which(program, path=environ.get("PATH", os.defpath)) is None:
            return "not installed"
        return "available" if answers is None or answers(environ) else "does not answer"

    if command:
        is_there = state(command[0], None) == "available"
        name = f"copy_cmd ({clean(PurePath(command[0]).name)})"
        yield Route(name, "cannot be checked" if is_there else "not installed")
    if environ.get("TMUX"):
        yield Route(_TMUX.name, state("tmux", displays.tmux_answers))
    if not _is_remote(environ):
        tools = list(_native_tools(environ, platform))
        needed = {_WAYLAND: displays.wayland_answers, **dict.fromkeys(_X, displays.x_answers)}
        yield from (Route(tool.name, state(tool.name, needed.get(tool))) for tool in tools)
        if not tools and platform not in _WITHOUT_PYPERCLIP:
            yield Route("pyperclip", "available")
    yield Route(_OSC_52, "cannot be checked")


async def copy(
    text: str,
    *,
    environ: Mapping[str, str],
    write_osc52: Callable[[str], None] | None,
    command: Sequence[str] = (),
    bound: float = process.BOUND,
    platform: str = sys.platform,
) -> Copied:
    """Copy a text by the best route: the user's own command, else tmux and the machine's tool, else the terminal.

    Args:
        text: What to copy.
        environ: The environment, which tells the routes.
        write_osc52: Asks the terminal to take a text; called on the event loop. None where it is not to be asked.
        command: The user's copy_cmd, which takes the text on its input. Where it fails the text goes another way, and
            what is returned or raised says so.
        bound: Seconds that each program may take.
        platform: As `sys.platform` names it.

    Raises:
        HostError: No route took the text.
    """
    text = text.encode("utf-8", "replace").decode()  # Half a surrogate pair has no bytes.
    if not command:
        return await _copy_anyhow(text, environ, write_osc52, bound, platform)
    name = clean(PurePath(command[0]).name)
    why = await process.off_the_loop(lambda: process.refused(command, text.encode(), environ, bound))
    if not why:
        return Copied(name, verified=False)
    try:
        return replace(await _copy_anyhow(text, environ, write_osc52, bound, platform), failed=f"{name} {why}")
    except HostError as error:
        raise HostError(f"{name} {why}. Check copy_cmd in the configuration. {error}") from error


async def _copy_anyhow(
    text: str, environ: Mapping[str, str], write_osc52: Callable[[str], None] | None, bound: float, platform: str
) -> Copied:
    """Copy without the user's own command."""
    remote = _is_remote(environ)
    routes = [await process.off_the_loop(lambda: _into_tmux(text, environ, bound))] if environ.get("TMUX") else []
    if not remote:  # There a tool would copy to the far machine, or through its forwarded display (helix#11050).
        routes.append(await _copy_natively(text, environ, bound, platform))
    taken = [route for route in routes if route is not None]
    if verified := [route.route for route in taken if route.verified]:
        return Copied(" and ".join(verified), verified=True, passed_on=any(route.passed_on for route in taken))
    if taken:
        return taken[0]
    if write_osc52 is None:
        raise HostError("No program on this machine could copy it.")
    why = "over SSH only the terminal can copy" if remote else "no clipboard tool worked"
    osc52.send(text, environ, write_osc52, why)
    return Copied(_OSC_52, verified=False, doubted=osc52.doubted(environ))


def _is_remote(environ: Mapping[str, str]) -> bool:
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


async def _copy_natively(text: str, environ: Mapping[str, str], bound: float, platform: str) -> Copied | None:
    if tools := list(_native_tools(environ, platform)):
        return await _copy_with(tools, text, environ, bound)
    if platform in _WITHOUT_PYPERCLIP:
        return None
    try:
        async with asyncio.timeout(bound):
            return await process.off_the_loop(lambda: _copy_with_pyperclip(text))
    except TimeoutError:
        return None


def _native_tools(environ: Mapping[str, str], platform: str) -> Iterator[_Tool]:
    if platform == "darwin":
        yield _MACOS
        return  # XQuartz sets DISPLAY too, but nobody pastes from there.
    if environ.get("WAYLAND_DISPLAY"):
        yield _WAYLAND
    if environ.get("DISPLAY"):
        yield from _X
    if environ.get("WSL_DISTRO_NAME"):
        yield _WSL


def _into_tmux(text: str, environ: Mapping[str, str], bound: float) -> Copied | None:
    """Copy to the buffer of tmux, which sends the text on to the terminal unless the user has turned that off."""
    off = process.get(("tmux", "show-options", "-sv", "set-clipboard"), environ, bound) == b"off\n"
    if not off and (copied := _first_that_copies([replace(_TMUX, puts=(_SEND_ON,))], text, environ, bound)):
        return replace(copied, passed_on=True)
    return _first_that_copies([_TMUX], text, environ, bound)


async def _copy_with(tools: Sequence[_Tool], text: str, environ: Mapping[str, str], bound: float) -> Copied | None:
    return await process.off_the_loop(lambda: _first_that_copies(tools, text, environ, bound))


def _first_that_copies(tools: Sequence[_Tool], text: str, environ: Mapping[str, str], bound: float) -> Copied | None:
    """Try one tool after the other until a text is read back; one that cannot be read back is better than none."""
    handed = None
    for tool in tools:
        data = text.encode(tool.encoding)
        if tool.limit is not None and len(data) > tool.limit:
            continue
        if not any(process.put(command, data, environ, bound) for command in tool.puts):
            continue
        there = None if tool.get is None or _takes_keys(tool, environ) else _is_there(tool.get, data, environ, bound)
        if there:
            return Copied(tool.name, verified=True)
        if there is None and handed is None:
            handed = Copied(tool.name, verified=False)
    return handed


def _takes_keys(tool: _Tool, environ: Mapping[str, str]) -> bool:
    """Whether reading back would take the keyboard for a moment."""
    if tool is not _WAYLAND:
        return False
    from reader.host import wayland

    return not wayland.has_data_control(environ)


def _is_there(command: Sequence[str], data: bytes, environ: Mapping[str, str], bound: float) -> bool | None:
    """Whether a tool gives back what it was given; `None` when it gives no answer."""
    return _reads_back(lambda: process.get(command, environ, bound), data)


def _reads_back(read: Callable[[], AnyStr | None], text: AnyStr) -> bool | None:
    """Whether a text is read, if not at once; `None` when nothing can be read."""
    deadline = time.monotonic() + _PATIENCE
    is_late = False
    while (back := read()) != text:
        if back is None:
            return None
        if is_late:  # Before that look: this process may have been stopped after the one before.
            return False
        time.sleep(_PAUSE)
        is_late = time.monotonic() > deadline
    return True


def _copy_with_pyperclip(text: str) -> Copied | None:
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return None
    try:
        there = _reads_back(pyperclip.paste, text)  # It uses xsel, too.
    except (pyperclip.PyperclipException, OSError):
        return Copied("pyperclip", verified=False)
    return Copied("pyperclip", verified=True) if there else None
