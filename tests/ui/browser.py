"""A real browser without a screen, driven by the protocol its own developer tools use."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any, Self

from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Browser:
    """One page; use it as an async context."""

    def __init__(self, profile: Path, downloads: Path) -> None:
        self._profile, self._downloads = profile, downloads
        self._ids = itertools.count(1)
        self.asked: list[str] = []

    async def __aenter__(self) -> Self:
        options = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0")
        quiet = ("--no-first-run", "--disable-extensions", "--disable-background-networking")
        command = [str(CHROMIUM), *options, *quiet, f"--user-data-dir={self._profile}", "about:blank"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port_file, end = self._profile / "DevToolsActivePort", time.monotonic() + 60
        while not (port_file.exists() and port_file.read_text().count("\n")):
            assert time.monotonic() < end, "the browser does not start"
            await asyncio.sleep(0.1)
        port = port_file.read_text().split()[0]
        answer = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/json/list")
        page = next(one for one in json.loads(answer.body) if one["type"] == "page")
        self._socket = await websocket_connect(page["webSocketDebuggerUrl"], max_message_size=1 << 28)
        await self.send("Page.enable")
        await self.send("Network.enable")
        allow = {"behavior": "allow", "downloadPath": str(self._downloads)}
        await self.send("Browser.setDownloadBehavior", **allow)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._socket.close()
        self._process.terminate()
        await asyncio.to_thread(self._process.wait)

    async def send(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._ids)
        await self._socket.write_message(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            text = await self._socket.read_message()
            assert text is not None, "the browser has gone"
            message = json.loads(text)
            if message.get("method") == "Network.requestWillBeSent":
                self.asked.append(message["params"]["request"]["url"][:80])
            if message.get("id") == number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    async def value(self, script: str) -> Any:
        found = await self.send("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def until(self, script: str) -> None:
        end = time.monotonic() + 60
        while not await self.value(script):
            assert time.monotonic() < end, f"never: {script}"
            await asyncio.sleep(0.05)

    async def open(self, path: Path) -> None:
        await self.send("Page.navigate", url=path.resolve().as_uri())
        await self.until("document.readyState === 'complete' && !!document.getElementById('pause')")

    async def key(self, letter: str, name: str = "") -> None:
        pressed = {"key": name or letter, "windowsVirtualKeyCode": ord(letter.upper())}
        await self.send("Input.dispatchKeyEvent", type="keyDown", **pressed)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **pressed)

    async def touch(self, selector: str, x: float = 0.5) -> None:
        frame = await self.value(
            f"(r => [r.left + r.width * {x}, r.top + r.height / 2])"
            f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
        )
        point = {"x": frame[0], "y": frame[1]}
        await self.send("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
        await self.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def picture(self) -> bytes:
        import base64

        return base64.b64decode((await self.send("Page.captureScreenshot"))["data"])
