"""The user's browser: which one it is, and how it is started without drawing over the reader or holding it up.

Not `webbrowser`: it waits for `$BROWSER`, runs text browsers over the screen, and finds no program for the forms with
"&".
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from threading import Thread
from typing import Final

from reader.errors import HostError
from reader.host.process import ended, in_terminal, off_the_loop
from reader.papers.links import safe_url
from reader.papers.text import clean

GRACE: Final = 1.0
"""Seconds in which a browser that cannot start has said so; `xdg-open` without one behind it needs less."""

_TEXT: Final = ("www-browser", "w3m", "lynx", "links", "elinks")
_DESKTOP: Final = (
    *("xdg-open", "x-www-browser", "sensible-browser", "firefox", "firefox-esr", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "brave-browser", "microsoft-edge", "vivaldi", "opera", "epiphany"),
    *("konqueror", "falkon", "qutebrowser", "librewolf"),
)
_WINDOWS: Final = ("rundll32.exe", "url.dll,FileProtocolHandler")
_SETTING: Final = "open_cmd in the configuration"
_OPENERS: Final = frozenset({"open", "gio", "exo-open", "kde-open", "gnome-www-browser", "wslview", "rundll32.exe"})


class NoBrowserError(HostError):
    """No browser is installed, and the user did not name one."""


@dataclass(frozen=True)
class Browser:
    """A browser with the link that it is to open."""

    name: str
    """The program's name, for people."""
    argv: tuple[str, ...]
    """What to run."""
    terminal: bool
    """Whether it needs the terminal for itself, so that the reader must be suspended for it."""
    setting: str = "BROWSER"
    """Where the user can name another one."""
    missing: str = ""
    """The one that the user named in `$BROWSER`, where it is not installed and this one takes its place."""

    @property
    def needs_display(self) -> bool:
        """Whether it is known to open a window of its own, on a display of X or Wayland."""
        return self.name in _DESKTOP

    @property
    def advice(self) -> str:
        """What to do where it fails."""
        if self.missing:
            return f"BROWSER names {self.missing}, which was not found."
        return f"Set {self.setting} to another browser."


def choose(
    url: str, environ: Mapping[str, str], platform: str = sys.platform, *, command: Sequence[str] = ()
) -> Browser:
    """Find the browser for a link: the user's own command, else one of `$BROWSER`, the desktop's or a text browser.

    Args:
        url: The link.
        environ: The environment, which tells what there is.
        platform: As `sys.platform` names it.
        command: The user's open_cmd, read as one browser of `$BROWSER` is; passed over if it is known to need a screen
            and there is none.

    Raises:
        NoBrowserError: There is no browser.
        HostError: The link is not one to open, or what the user named is not installed.
    """
    checked(url)
    if own := _from_words(command, url, _has_screen(environ, platform)):
        if found := _installed(own, environ):
            return replace(found, setting=_SETTING)
        raise HostError(f"{own.name} was not found. Check {_SETTING}.")
    graphical = _has_screen(environ, platform)
    for browser in _named(url, environ, graphical):
        if found := _installed(browser, environ):
            return found
    missing = next((one.name for one in _named(url, environ, True) if not _installed(one, environ)), "")
    for browser in _others(url, environ, platform, graphical):
        if found := _installed(browser, environ):
            return replace(found, missing=missing)
    if missing:
        raise HostError(f"{missing} was not found. Install it, or set BROWSER to another browser.")
    raise NoBrowserError("No browser was found. Install one, or set BROWSER to one.")


def checked(url: str) -> str:
    """The link, if it is one to open.

    Raises:
        HostError: It is not.
    """
    if safe_url(url) is None:
        raise HostError("That link was not opened: it is not a plain http or https address.")
    return url


async def start(browser: Browser, grace: float = GRACE) -> None:
    """Start a browser that has a window of its own; it outlives the reader.

    Args:
        browser: One that is not `terminal`.
        grace: Seconds in which a failure is waited for.

    Raises:
        HostError: It could not be started, or failed at once.
    """
    status = await off_the_loop(lambda: _launch(browser, grace))
    if status:
        raise HostError(f"{browser.name} did not open the link: it {ended(status)}. {browser.advice}")


def run(browser: Browser) -> None:
    """Run a browser that needs the terminal until the user leaves it.

    Raises:
        HostError: It could not be started, or failed.
    """
    try:
        status = in_terminal(browser.argv)
    except OSError as error:
        raise _not_started(browser, error) from error
    if status:
        raise HostError(f"{browser.name} {ended(status)}.{f' {browser.advice}' if browser.missing else ''}")


def _installed(browser: Browser, environ: Mapping[str, str]) -> Browser | None:
    """The browser with the path of its program; `None` when there is no such program."""
    program = shutil.which(browser.argv[0], path=environ.get("PATH", os.defpath))
    return replace(browser, argv=(program, *browser.argv[1:])) if program else None


def _named(url: str, environ: Mapping[str, str], graphical: bool) -> Iterator[Browser]:
    """The browsers of `$BROWSER`, whether they are installed or not, but for those that lack a screen."""
    for form in environ.get("BROWSER", "").split(os.pathsep):
        if browser := _from_form(form, url, graphical):
            yield browser


def _others(url: str, environ: Mapping[str, str], platform: str, graphical: bool) -> Iterator[Browser]:
    """What else could open a link here, best first, whether it is installed or not."""
    if graphical:
        for command in _desktop_commands(environ, platform):
            yield Browser(command[0], (*command, url), terminal=False)
    for name in _TEXT:
        yield Browser(name, (name, url), terminal=True)


def _has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window would be seen by the one who sits here."""
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return True
    remote = environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")
    return not remote and (platform in ("darwin", "win32") or bool(environ.get("WSL_DISTRO_NAME")))


def _desktop_commands(environ: Mapping[str, str], platform: str) -> Iterator[tuple[str, ...]]:
    if platform == "darwin":
        yield ("open",)
    if environ.get("WSL_DISTRO_NAME"):
        yield ("wslview",)
    if platform == "win32" or environ.get("WSL_DISTRO_NAME"):
        yield _WINDOWS
    for name in _DESKTOP:
        yield (name,)


def _from_form(form: str, url: str, graphical: bool) -> Browser | None:
    """Read one browser of `$BROWSER`; `None` stands for a broken one too."""
    try:
        return _from_words(shlex.split(form), url, graphical)
    except ValueError:
        return None


def _from_words(words: Sequence[str], url: str, graphical: bool) -> Browser | None:
    """Understand a program, arguments with or without `%s`, and perhaps `&` at the end.

    One that is not known is given the terminal: a window does without, but a text browser could not be used or left.
    `None` stands for one that is empty, or known to need a screen where there is none.
    """
    detached = list(words[-1:]) == ["&"]
    if detached:
        words = words[:-1]
    if not words:
        return None
    if not any("%s" in word for word in words[1:]):
        words = [*words, "%s"]
    name = clean(PurePath(words[0]).name)
    windowed = name in _DESKTOP or name in _OPENERS
    if windowed and not graphical:
        return None
    argv = (words[0], *(word.replace("%s", url) for word in words[1:]))
    return Browser(name, argv, terminal=not (windowed or detached))


def _launch(browser: Browser, grace: float) -> int | None:
    """Start a browser apart from the terminal; its status if it ends within `grace` seconds."""
    try:
        process = subprocess.Popen(
            browser.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _not_started(browser, error) from error
    try:
        return process.wait(grace)
    except subprocess.TimeoutExpired:
        Thread(target=process.wait, name="browser", daemon=True).start()
        return None


def _not_started(browser: Browser, error: OSError) -> HostError:
    return HostError(f"{browser.name} could not be started: {error.strerror}. {browser.advice}")
