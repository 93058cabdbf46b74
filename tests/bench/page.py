"""The reader in a browser beside bare apps under textual-serve: `python -m tests.bench.page [ROUNDS]`.

Chromium shows a page of 1280×800, with its cache warm: each round opens the reader, a Textual app that shows one word,
and the list beside a text that only draws lines, each in a tab of its own, and presses `j`. Painted is what a page has
drawn two frames after it was told. The reader is offline, with a stored day; the goals are those for its first paint
beside the word (1.2), for `j` beside the lines (1.3), for the memory of a tab (50 MB), and silence when nobody types.
"""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from tests.bench import scene
from tests.terminal import CHECKOUT, PATIENCE
from tests.web.chromium import Chromium, Tab, chromium, window
from tests.web.serving import serving

BARE = "from textual_serve.server import Server; Server({command!r}, port={port}).serve()"
ROUNDS, KEYS, IDLE = 7, 12, 10.0
BETWEEN = 0.4
"""Seconds between keys, in which the page has drawn the last one; what it has not is counted."""
HEARD = """
window.bytes = 0; window.messages = 0; window.painted = 0; window.pressed = 0; window.first = 0;
const Own = WebSocket;
WebSocket = class extends Own {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", async ({ data }) => {
      if (typeof data === "string") return;
      const text = new TextDecoder().decode(data instanceof Blob ? await data.arrayBuffer() : data);
      window.bytes += text.length;
      window.messages += 1;
      requestAnimationFrame(() => requestAnimationFrame(() => {
        window.painted = performance.now();
        if (!window.first && text.includes("MARKER")) window.first = window.painted;
      }));
    });
  }
};
addEventListener("keydown", () => { window.pressed = performance.now(); window.painted = 0; }, true);
"""
"""Notes in a page, in milliseconds, when it painted first, was pressed a key and painted last."""


class App(NamedTuple):
    """What a page shows."""

    address: str
    marker: str
    """What its first frame has."""
    server: int
    """The process that the tabs' readers are children of."""


def memory(server: int) -> float:
    """MB of the readers of a server, what is shared with others in parts."""
    children = [pid for path in Path(f"/proc/{server}/task").glob("*/children") for pid in path.read_text().split()]
    shares = "".join(Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in children)
    own = sum(map(int, re.findall(r"^Pss: +(\d+)", shares, re.MULTILINE))) / 1000
    return own + sum(memory(int(pid)) for pid in children)


@contextmanager
def bare(module: str, marker: str) -> Iterator[App]:
    """Serve an app by textual-serve alone."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = BARE.format(command=f"{sys.executable} -m {module}", port=port)
    process = subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, stdout=subprocess.DEVNULL)
    try:
        yield App(f"http://localhost:{port}/", marker, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


async def opened(browser: Chromium, app: App) -> Tab:
    """Open a page, once its server is there, and wait until it is painted."""
    port = int(app.address.split(":")[2].partition("/")[0])
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            await asyncio.sleep(0.05)
    tab = await browser.tab(app.address, before=HEARD.replace("MARKER", app.marker))
    await tab.wait_until_true("window.first > 0")
    await tab.run("document.querySelector('.xterm-helper-textarea').focus()")
    return tab


async def play(browser: Chromium, app: App, *, keys: bool) -> dict[str, list[float]]:
    """Open a page, press keys, let it be, and close it."""
    tab = await opened(browser, app)
    played: dict[str, list[float]] = {"first paint": [await tab.run("window.first")]}
    played |= {"j": [], "unseen": [], "messages": [], "bytes": []}
    await asyncio.sleep(2)  # What comes after it is over.
    for _ in range(KEYS if keys else 0):
        await tab.run("window.bytes = window.messages = 0")
        await tab.press("j")
        await asyncio.sleep(BETWEEN)
        took = await tab.run("window.painted && window.painted - window.pressed")
        played["j" if took else "unseen"].append(took)
        for what in ("messages", "bytes"):
            played[what].append(await tab.run(f"window.{what}"))
    if keys:
        await tab.press("g")  # The next round of the reader begins where this one ends, and a list has an end.
        await asyncio.sleep(BETWEEN)
    played["memory"] = [memory(app.server)]
    await tab.close()
    return played


async def silence(browser: Chromium, app: App) -> float:
    """The bytes that a page is sent while nobody types."""
    tab = await opened(browser, app)
    await asyncio.sleep(5)
    before = await tab.run("window.bytes")
    await asyncio.sleep(IDLE)
    sent: float = await tab.run("window.bytes") - before
    await tab.close()
    return sent


def told(what: str, unit: str, reader: list[list[float]], other: list[list[float]], name: str) -> str:
    """A line about what was measured, of the rounds in which anything was."""
    pairs = [(median(one), median(two)) for one, two in zip(reader, other, strict=True) if one and two]
    missing = (
        f"; nothing was drawn in {len(reader) - len(pairs)} of {len(reader)} rounds" if len(pairs) < len(reader) else ""
    )
    if not pairs:
        return f"{what}: not measured{missing}"
    ours, theirs = map(median, zip(*pairs, strict=True))
    ratio = median(one / two for one, two in pairs)
    return f"{what}: {ours:.0f} {unit}, {ratio:.2f} times that of {name} ({theirs:.0f} {unit}){missing}"


async def measure(apps: dict[str, App], address: str, folder: Path, rounds: int) -> None:
    """Measure all in turn, and say what came of it."""
    results: dict[str, dict[str, list[Any]]] = {name: {} for name in apps}
    async with window(address, folder) as browser:
        for number in range(rounds + 1):
            for name, app in apps.items():
                played = await play(browser, app, keys=name != "word")
                for what, values in played.items():
                    if number:  # The first one fills the browser's cache.
                        results[name].setdefault(what, []).append(values)
        sent = {name: await silence(browser, app) for name, app in apps.items()}
    reader, word, lines = (results[name] for name in ("reader", "word", "lines"))
    unseen = {name: sum(map(len, results[name]["unseen"])) for name in ("reader", "lines")}
    for line in (
        told("first paint", "ms", reader["first paint"], word["first paint"], "a word"),
        told("j, painted", "ms", reader["j"], lines["j"], "lines"),
        told("j, sent", "bytes", reader["bytes"], lines["bytes"], "lines"),
        told("j, sent", "messages", reader["messages"], lines["messages"], "lines"),
        told("memory of a tab", "MB", reader["memory"], word["memory"], "a word"),
        f"sent in {IDLE:.0f} s when nobody types: {sent['reader']:.0f} bytes",
        f"keys that were not drawn within {BETWEEN} s: {unseen['reader']}, of lines {unseen['lines']}",
    ):
        print(line)  # noqa: T201


def main() -> None:
    """Serve all of them, and measure."""
    scene.compiled()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        home = scene.Home(folder / "home")
        server = stack.enter_context(serving(home.folder, "2026-08-20", "--offline"))
        apps = {
            "reader": App(server.address, "Daily Papers", server.process.pid),
            "word": stack.enter_context(bare("tests.bench.bare", "bare")),
            "lines": stack.enter_context(bare("tests.bench.lines", "Row 0")),
        }
        address = stack.enter_context(chromium(folder))
        rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
        asyncio.run(measure(apps, address, folder, rounds))


if __name__ == "__main__":
    main()
