"""Which browser is chosen for a link, and that none of them can hold up the reader or draw on it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from reader.errors import HostError
from reader.host.browser import Browser, NoBrowserError, choose, run, start
from tests.host.programs import AMPLE, Gate, program

LINK = "https://arxiv.org/abs/2608.17271?a=1&b=%20;x"


OWN = "open_cmd in the configuration"


def chosen(
    environ: Mapping[str, str], folder: Path, platform: str = "linux", url: str = LINK, command: Sequence[str] = ()
) -> Browser:
    return choose(url, {"PATH": str(folder), **environ}, platform, command=command)


REFUSED = [
    "",
    "--help",
    "-remote openURL(x)",
    "%action",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "ssh://-oProxyCommand=x/y",
    "data:text/html,x",
    "https://arxiv.org@evil.example/",
    "https://аrxiv.org/",
    "https://arxiv.org/ --help",
    "https://arxiv.org/\n",
    "https://arxiv.org/\x1b[2J",
    "https://arxiv.org/%action",
    "http://",
]


@pytest.mark.parametrize("command", [(), ("x",)])
@pytest.mark.parametrize("url", REFUSED)
def test_what_is_no_plain_web_address_is_handed_to_nobody(url: str, command: Sequence[str], bin_dir: Path) -> None:
    program(bin_dir, "x")
    with pytest.raises(HostError, match="not opened"):
        chosen({"BROWSER": "x", "DISPLAY": ":0"}, bin_dir, url=url, command=command)


@pytest.mark.parametrize(
    ("form", "arguments", "terminal"),
    [
        ("x", [LINK], True),
        ("x %s", [LINK], True),
        ("x &", [LINK], False),
        ("x %s &", [LINK], False),
        ("x -a 'b c' --url=%s -d", ["-a", "b c", f"--url={LINK}", "-d"], True),
        ("x --new-window", ["--new-window", LINK], True),
        ("missing:x", [LINK], True),
        ("missing %s &:x &:firefox", [LINK], False),
        (":x:", [LINK], True),
        ("&:x", [LINK], True),
        ("x 'unclosed:x", [LINK], True),
        ("{folder}/x &", [LINK], False),
    ],
)
def test_every_form_of_browser_is_understood(form: str, arguments: list[str], terminal: bool, bin_dir: Path) -> None:
    path = program(bin_dir, "x")
    program(bin_dir, "firefox")
    program(bin_dir, "xdg-open")
    browser = chosen({"BROWSER": form.format(folder=bin_dir), "DISPLAY": ":0"}, bin_dir)
    assert browser == Browser("x", (str(path), *arguments), terminal)


@pytest.mark.parametrize(
    ("environ", "platform", "installed", "name", "terminal"),
    [
        ({"DISPLAY": ":0"}, "linux", "w3m xdg-open firefox", "xdg-open", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "w3m firefox", "firefox", False),
        ({"DISPLAY": ":0"}, "linux", "w3m x-www-browser firefox", "x-www-browser", False),
        ({"DISPLAY": ":0"}, "linux", "lynx", "lynx", True),
        ({}, "linux", "w3m xdg-open firefox", "w3m", True),
        ({}, "linux", "elinks links lynx", "lynx", True),
        ({}, "linux", "elinks links lynx w3m", "w3m", True),
        ({}, "linux", "w3m www-browser", "www-browser", True),
        ({"SSH_CONNECTION": "x"}, "linux", "w3m xdg-open", "w3m", True),
        ({"SSH_CONNECTION": "x", "DISPLAY": "localhost:10.0"}, "linux", "w3m xdg-open", "xdg-open", False),
        ({"BROWSER": "firefox"}, "linux", "w3m firefox", "w3m", True),
        ({"BROWSER": "firefox", "DISPLAY": ":0"}, "linux", "xdg-open firefox", "firefox", False),
        ({"BROWSER": "firefox &"}, "linux", "w3m firefox", "w3m", True),
        ({"BROWSER": "w3m", "DISPLAY": ":0"}, "linux", "w3m firefox", "w3m", True),
        ({"BROWSER": "anything"}, "linux", "w3m anything", "anything", True),
        ({"BROWSER": "anything &"}, "linux", "w3m anything", "anything", False),
        ({}, "darwin", "open w3m", "open", False),
        ({"SSH_TTY": "/dev/ttys0"}, "darwin", "open w3m", "w3m", True),
        ({}, "linux", "open w3m", "w3m", True),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", "wslview rundll32.exe w3m", "wslview", False),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", "rundll32.exe w3m", "rundll32.exe", False),
        ({"WSL_DISTRO_NAME": "Debian", "SSH_CONNECTION": "x"}, "linux", "wslview w3m", "w3m", True),
        ({}, "win32", "rundll32.exe", "rundll32.exe", False),
    ],
)
def test_the_browser_is_the_one_that_can_be_seen_here(
    environ: dict[str, str], platform: str, installed: str, name: str, terminal: bool, bin_dir: Path
) -> None:
    for other in installed.split():
        program(bin_dir, other)
    browser = chosen(environ, bin_dir, platform)
    assert (browser.name, browser.argv[0], browser.argv[-1], browser.terminal) == (
        name,
        str(bin_dir / name),
        LINK,
        terminal,
    )


@pytest.mark.parametrize(
    ("command", "arguments", "terminal"),
    [
        (("x",), [LINK], True),
        (("x", "&"), [LINK], False),
        (("x", "-a", "b c; $HOME", "--url=%s"), ["-a", "b c; $HOME", f"--url={LINK}"], True),
        (("{folder}/x", "%s", "&"), [LINK], False),
    ],
)
def test_the_users_own_command_comes_first(
    command: Sequence[str], arguments: list[str], terminal: bool, bin_dir: Path
) -> None:
    path = program(bin_dir, "x")
    for other in ("firefox", "xdg-open"):
        program(bin_dir, other)
    words = tuple(word.format(folder=bin_dir) for word in command)
    browser = chosen({"BROWSER": "firefox", "DISPLAY": ":0"}, bin_dir, command=words)
    assert browser == Browser("x", (str(path), *arguments), terminal, OWN)


def test_the_users_own_command_has_no_terminal_if_it_is_known_to_have_a_window(bin_dir: Path) -> None:
    path = str(program(bin_dir, "firefox"))
    program(bin_dir, "w3m")
    command = ("firefox", "--new-window")
    browser = chosen({"DISPLAY": ":0"}, bin_dir, command=command)
    assert browser == Browser("firefox", (path, "--new-window", LINK), False, OWN)
    assert chosen({}, bin_dir, command=command).name == "w3m"


@pytest.mark.parametrize("command", [("missing",), ("missing", "&"), ("/x/missing", "%s")])
def test_a_command_that_is_missing_is_told_and_no_other_is_taken(command: Sequence[str], bin_dir: Path) -> None:
    program(bin_dir, "w3m")
    with pytest.raises(HostError) as caught:
        chosen({"DISPLAY": ":0"}, bin_dir, command=command)
    assert str(caught.value) == "missing was not found. Check open_cmd in the configuration."


async def test_a_command_that_fails_is_told_with_the_setting(bin_dir: Path) -> None:
    program(bin_dir, "own", "exit 3")
    with pytest.raises(HostError) as caught:
        await start(chosen({}, bin_dir, command=("own", "&")), grace=AMPLE)
    assert str(caught.value) == (
        "own did not open the link: it ended with status 3. Set open_cmd in the configuration to another browser."
    )
    program(bin_dir, "own").write_text("#!/missing/interpreter\n")
    with pytest.raises(
        HostError, match=r"own could not be started: .+ Set open_cmd in the configuration to another browser"
    ):
        run(chosen({}, bin_dir, command=("own",)))


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ":0"}, {"BROWSER": " : "}, {"PATH": ""}])
def test_no_browser_at_all_is_said(environ: dict[str, str], bin_dir: Path) -> None:
    with pytest.raises(NoBrowserError, match=r"No browser was found\. Install one, or set BROWSER"):
        chosen(environ, bin_dir)


def test_a_browser_that_the_user_named_is_named_where_it_is_missing(bin_dir: Path) -> None:
    program(bin_dir, "firefox")  # It lacks only a screen.
    with pytest.raises(HostError) as caught:
        chosen({"BROWSER": "firefox:/opt/missing %s"}, bin_dir)
    assert str(caught.value) == "missing was not found. Install it, or set BROWSER to another browser."
    with pytest.raises(NoBrowserError):
        chosen({"BROWSER": "firefox"}, bin_dir)


async def test_where_another_takes_its_place_and_fails_it_is_named_too(bin_dir: Path) -> None:
    program(bin_dir, "xdg-open", "exit 4")
    program(bin_dir, "w3m", "exit 1")
    named = "BROWSER names own, which was not found."
    with pytest.raises(HostError) as caught:
        await start(chosen({"BROWSER": "/opt/own", "DISPLAY": ":0"}, bin_dir), grace=AMPLE)
    assert str(caught.value) == f"xdg-open did not open the link: it ended with status 4. {named}"
    with pytest.raises(HostError) as caught:
        run(chosen({"BROWSER": "own &"}, bin_dir))
    assert str(caught.value) == f"w3m ended with status 1. {named}"
    with pytest.raises(HostError) as caught:
        run(chosen({"BROWSER": "own:w3m"}, bin_dir))  # Named as well.
    assert str(caught.value) == "w3m ended with status 1."


def test_a_file_that_cannot_be_run_is_no_browser(bin_dir: Path) -> None:
    program(bin_dir, "w3m").chmod(0o644)
    with pytest.raises(HostError, match="No browser"):
        chosen({}, bin_dir)


async def test_a_browser_with_a_window_gets_the_link_and_nothing_else(bin_dir: Path) -> None:
    asked = bin_dir / "asked"
    program(bin_dir, "firefox", f'printf "%s\\n" "$@" > {asked}')
    await start(chosen({"DISPLAY": ":0"}, bin_dir), grace=AMPLE)
    assert asked.read_text() == f"{LINK}\n"


async def test_a_browser_that_stays_open_is_not_waited_for(bin_dir: Path, gate: Callable[[str], Gate]) -> None:
    """It can end only after `start` has returned, so one that were waited for would never end."""
    inner, done = gate("inner"), gate("done")
    program(bin_dir, "firefox", f"read _ < {inner.path}; echo > {done.path}")
    async with asyncio.timeout(AMPLE):
        await start(chosen({"DISPLAY": ":0"}, bin_dir), grace=0.01)
    inner.open()
    await asyncio.to_thread(done.wait)


async def test_a_browser_is_apart_from_the_terminal(bin_dir: Path, gate: Callable[[str], Gate]) -> None:
    said = bin_dir / "said"
    script = (
        "import os, pathlib;"
        "null = os.stat(os.devnull);"
        "words = [os.getsid(0) == os.getpid(), *(os.path.samestat(os.fstat(n), null) for n in range(3))];"
        f"pathlib.Path({str(said)!r}).write_text(str(words))"
    )
    with gate("input").as_input():  # pytest's own is /dev/null already.
        await start(Browser("noisy", (sys.executable, "-c", script), terminal=False), grace=AMPLE)
    assert said.read_text() == str([True] * 4)


async def test_a_noisy_browser_is_not_heard(bin_dir: Path, capfd: pytest.CaptureFixture[str]) -> None:
    program(bin_dir, "firefox", "echo out; echo error >&2")
    await start(chosen({"DISPLAY": ":0"}, bin_dir), grace=AMPLE)
    assert capfd.readouterr() == ("", "")


async def test_a_browser_that_fails_at_once_is_told(bin_dir: Path) -> None:
    program(bin_dir, "xdg-open", "exit 3")
    with pytest.raises(HostError) as caught:
        await start(chosen({"DISPLAY": ":0"}, bin_dir), grace=AMPLE)
    assert str(caught.value) == (
        "xdg-open did not open the link: it ended with status 3. Set BROWSER to another browser."
    )


async def test_a_browser_that_cannot_be_started_is_told(bin_dir: Path) -> None:
    program(bin_dir, "x").write_text("#!/missing/interpreter\n")
    said = r"x could not be started: .+\. Set BROWSER to another browser\."
    with pytest.raises(HostError, match=said):
        await start(chosen({"BROWSER": "x &"}, bin_dir))
    with pytest.raises(HostError, match=said):
        run(chosen({"BROWSER": "x"}, bin_dir))


def test_a_text_browser_has_the_terminal_and_its_status_is_known(
    bin_dir: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program(bin_dir, "w3m", 'echo "$@"; exit 7')
    with pytest.raises(HostError, match=r"^w3m ended with status 7\.$"):
        run(chosen({}, bin_dir))
    assert capfd.readouterr().out == f"{LINK}\n"


def test_ctrl_c_in_a_text_browser_ends_only_that(bin_dir: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    program(bin_dir, "w3m", f"kill -INT {os.getpid()}; kill -INT $$; exit 7")
    with pytest.raises(HostError, match=r"^w3m was ended by signal 2\.$"):
        run(chosen({}, bin_dir))
    assert signal.getsignal(signal.SIGINT) is before


def test_the_screen_room_can_import_this_without_starting_anything() -> None:
    code = "import sys, reader.host.browser; print(*sorted({'textual', 'webbrowser', 'rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "\n"
