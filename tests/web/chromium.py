"""Chromium without a window, driven by its own protocol (CDP), and the terminals that its tabs draw."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pyte
import pytest

from tests.terminal import PATIENCE
from tests.web.serving import until

import aiohttp  # isort: skip # That is there where the line before has not ended the import.

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
needs_chromium = pytest.mark.skipif(not PROGRAM, reason="needs chromium")
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    *("--remote-debugging-port=0", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"),
)
KEYS = {"Enter": ("\r", 13), "Escape": ("", 27), "Tab": ("", 9), "ArrowDown": ("", 40)}


class Chromium:
    """A window of a running browser, with its tabs."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, downloads: Path) -> None:
        self._socket = socket
        self.downloads = downloads
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._tabs: dict[str, Tab] = {}
        self._context = ""
        self.opened: list[str] = []
        """The addresses of all tabs that there were."""

    async def ask(self, method: str, session: str | None = None, **params: Any) -> Any:
        """Call a method, and return its result."""
        answer = await self._send(method, session, **params)
        async with asyncio.timeout(PATIENCE):
            return await answer

    async def _send(self, method: str, session: str | None = None, **params: Any) -> asyncio.Future[Any]:
        number = len(self._answers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": params}
        await self._socket.send_json(message | ({"sessionId": session} if session else {}))
        return self._answers[number]

    async def begin(self) -> None:
        """Have cookies, storage, permissions and downloads of its own."""
        self._context = (await self.ask("Target.createBrowserContext"))["browserContextId"]
        await self.ask("Target.setDiscoverTargets", discover=True)
        where = {"behavior": "allow", "downloadPath": str(self.downloads), "browserContextId": self._context}
        await self.ask("Browser.setDownloadBehavior", **where)

    async def grant(self, *permissions: str) -> None:
        """Let pages do what a user is asked for."""
        await self.ask("Browser.grantPermissions", permissions=permissions, browserContextId=self._context)

    async def end(self) -> None:
        """Close all tabs, in its own time: of a page that is just being loaded it says no end."""
        await self._send("Target.disposeBrowserContext", browserContextId=self._context)

    async def listen(self) -> None:
        """Take what the browser says, to its end."""
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                answer = self._answers[said["id"]]
                if "error" in said:
                    answer.set_exception(RuntimeError(str(said["error"])))
                else:
                    answer.set_result(said["result"])
            elif said["method"] == "Target.targetInfoChanged":
                target = said["params"]["targetInfo"]
                if target.get("browserContextId") == self._context:
                    self.opened.append(target["url"])
            elif "sessionId" in said and said["sessionId"] in self._tabs:
                self._tabs[said["sessionId"]].hear(said["method"], said["params"])

    async def tab(
        self,
        address: str,
        columns: int = 1280,
        lines: int = 800,
        scheme: str = "dark",
        *,
        touch: bool = False,
        before: str = "",
    ) -> Tab:
        """Open an address in a new tab."""
        target = (await self.ask("Target.createTarget", url="about:blank", browserContextId=self._context))["targetId"]
        session = (await self.ask("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        tab = self._tabs[session] = Tab(self, session, target)
        for domain in ("Page", "Network", "Runtime"):
            await tab.ask(f"{domain}.enable")
        size = {"width": columns, "height": lines, "deviceScaleFactor": 1, "mobile": touch}
        await tab.ask("Emulation.setDeviceMetricsOverride", **size)
        await tab.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        await tab.ask("Emulation.setTouchEmulationEnabled", enabled=touch)
        wanted = [{"name": "prefers-color-scheme", "value": scheme}]
        await tab.ask("Emulation.setEmulatedMedia", features=wanted)
        if before:
            await tab.ask("Page.addScriptToEvaluateOnNewDocument", source=before)
        await tab.ask("Page.navigate", url=address)
        return tab


class Tab:
    """A tab, with a second terminal that draws what its page is sent."""

    def __init__(self, browser: Chromium, session: str, target: str) -> None:
        self._browser = browser
        self._session = session
        self._target = target
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._begin(80, 24)

    def _begin(self, columns: int, lines: int) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)

    async def ask(self, method: str, **params: Any) -> Any:
        return await self._browser.ask(method, self._session, **params)

    def hear(self, method: str, params: dict[str, Any]) -> None:
        """Take an event of the tab."""
        if method == "Network.webSocketCreated":
            sizes = dict(part.split("=") for part in params["url"].partition("?")[2].split("&"))
            self._begin(int(sizes["width"]), int(sizes["height"]))
        elif method == "Network.webSocketFrameReceived" and params["response"]["opcode"] == 2:
            self._stream.feed(base64.b64decode(params["response"]["payloadData"]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(str(params["exceptionDetails"]))

    @property
    def text(self) -> str:
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        columns = range(self._screen.columns)
        return "\n".join("".join(row[x].data for x in columns).replace("\xa0", " ").rstrip() for row in rows)

    async def wait_for(self, *texts: str) -> None:
        """Wait until all of these texts are on the screen of the terminal."""
        try:
            await until(lambda: all(text in self.text for text in texts))
        except TimeoutError:
            pytest.fail(f"{texts} did not come:\n{self.text}\n{self.errors}")

    async def run(self, script: str, *, gesture: bool = False) -> Any:
        """Run a script in the page, as if the user had asked for it or not, and return what it comes to."""
        done = await self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=gesture
        )
        return done["result"].get("value")

    async def wait_until_true(self, script: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await self.run(script):  # noqa: ASYNC110 - the page tells of nothing
                await asyncio.sleep(0.05)

    async def press(self, *keys: str) -> None:
        """Press keys, as a person does."""
        for key in keys:
            code = ord(key[0].upper()) if key[0].isalnum() else 0  # Else that of # would be that of End.
            text, code = KEYS.get(key, (key, code))
            what = {"key": key, "windowsVirtualKeyCode": code}
            await self.ask("Input.dispatchKeyEvent", type="keyDown", **what, **({"text": text} if text else {}))
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **what)

    async def click(self, word: str) -> None:
        """Click on a word in the terminal."""
        x, y = await self.place(word)
        where = {"x": x, "y": y, "button": "left", "clickCount": 1}
        await self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        await self.ask("Input.dispatchMouseEvent", type="mousePressed", **where)
        await self.ask("Input.dispatchMouseEvent", type="mouseReleased", **where)

    async def touch(self, word: str) -> None:
        """Tap on a word in the terminal."""
        await self._tap(*await self.place(word))

    async def place(self, word: str) -> tuple[float, float]:
        """The middle of the first character of a word."""
        row, line = next((row, line) for row, line in enumerate(self.text.splitlines()) if word in line)
        box = await self.run(
            "(() => { const b = document.querySelector('.xterm-screen').getBoundingClientRect();"
            " return [b.left, b.top, b.width, b.height]; })()"
        )
        x = box[0] + (line.index(word) + 0.5) * box[2] / self._screen.columns
        return x, box[1] + (row + 0.5) * box[3] / self._screen.lines

    async def tap(self, selector: str) -> None:
        """Tap on an element of the page."""
        x, y = await self.run(
            f"(() => {{ const b = document.querySelector('{selector}').getBoundingClientRect();"
            " return [b.left + b.width / 2, b.top + b.height / 2]; })()"
        )
        await self._tap(x, y)

    async def _tap(self, x: float, y: float) -> None:
        await self.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        await self.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def swipe(self, x: int, y: int, to_x: int, to_y: int, steps: int = 5) -> None:
        """Draw a finger over the page."""
        await self.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        for step in range(1, steps + 1):
            at = {"x": x + (to_x - x) * step / steps, "y": y + (to_y - y) * step / steps}
            await self.ask("Input.dispatchTouchEvent", type="touchMove", touchPoints=[at])
        await self.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def picture(self) -> bytes:
        """A picture of the page, as PNG."""
        done = await self.ask("Page.captureScreenshot", format="png")
        return base64.b64decode(done["data"])

    async def reload(self) -> None:
        self._begin(80, 24)
        await self.ask("Page.reload")

    async def close(self) -> None:
        await self._browser.ask("Target.closeTarget", targetId=self._target)


def _started(profile: Path) -> subprocess.Popen[bytes]:
    profile.mkdir()
    return subprocess.Popen(
        [PROGRAM, *OPTIONS, f"--user-data-dir={profile}", "about:blank"],
        env={**os.environ, "HOME": str(profile)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def chromium(folder: Path) -> Iterator[str]:
    """Run a browser with a profile of its own in a folder, and say at which address it is driven."""
    process = _started(folder / "profile")
    told = folder / "profile/DevToolsActivePort"
    given_up = time.monotonic() + PATIENCE  # It is large, and may not have been read from the disk yet.
    try:
        while not (told.exists() and told.read_text().count("\n") == 1):
            assert process.poll() is None, f"{PROGRAM} did not start"
            assert time.monotonic() < given_up, f"{PROGRAM} did not say where it listens"
            time.sleep(0.05)
        port, path = told.read_text().split("\n")
        yield f"ws://127.0.0.1:{port}{path}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@asynccontextmanager
async def window(address: str, downloads: Path) -> AsyncIterator[Chromium]:
    """A window of a running browser which knows nothing of its others, as one that is private does not."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(address, max_msg_size=2**26) as socket,
    ):
        browser = Chromium(socket, downloads)
        listening = asyncio.ensure_future(browser.listen())
        await browser.begin()
        yield browser
        await browser.end()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
