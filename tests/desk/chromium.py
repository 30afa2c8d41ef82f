"""A real browser, driven over the pipe that Chromium offers: pages, mouse, keyboard, files, axe-core."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from tests.preview.browser import CHROMIUM, FLAGS, find_axe

PATIENCE = 30
"""Seconds after which a page that does not load is a failure."""
KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}
AXE = """axe.run({resultTypes: ["violations"]}).then((heard) => ({
  passed: heard.passes.length,
  violations: heard.violations.map((broken) => [broken.id, ...broken.nodes.map((node) => node.html)]),
}))"""


class Browser:
    """One Chromium; every device is a context of its own with its own cookies."""

    def __init__(self, folder: Path) -> None:
        assert CHROMIUM is not None
        command = [CHROMIUM, *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={folder}"]
        (reading, self._to), (self._from, writing) = os.pipe(), os.pipe()
        # Chromium listens on 3 and answers on 4; numbers above those are in nobody's way meanwhile
        theirs = [fcntl.fcntl(number, fcntl.F_DUPFD, 10) for number in (reading, writing)]
        wiring = [(os.POSIX_SPAWN_DUP2, number, place) for number, place in zip(theirs, (3, 4), strict=True)]
        quiet = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        self._process = os.posix_spawn(CHROMIUM, command, os.environ, file_actions=[*wiring, quiet])
        for number in (reading, writing, *theirs):
            os.close(number)
        self._rest = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self.call("Browser.close")
        os.waitpid(self._process, 0)
        os.close(self._to)
        os.close(self._from)

    def open_device(self, width: int = 390, height: int = 844, scheme: str = "light") -> "Page":
        """A phone or a desk with no cookies, and one page on it."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Network", "Runtime", "DOM"):
            page.call(f"{domain}.enable")
        page.resize(width, height)
        page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        return page

    def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Ask Chromium for something and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            heard = self.read()
            if heard.get("id") == self._number:
                assert "error" not in heard, heard
                result: dict[str, Any] = heard["result"]
                return result
            self.events.append(heard)

    def read(self) -> dict[str, Any]:
        """The next message; its pipe is closed when Chromium dies."""
        while b"\0" not in self._rest:
            read = os.read(self._from, 1 << 20)
            assert read, "Chromium is gone"
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message


class Page:
    """One page of a device."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session
        self.status = 0
        self.requests: list[tuple[str, str]] = []
        """Address and kind (Document, Stylesheet, Script, Image …) of what the last page loaded."""
        self.size = 0
        """Bytes of the last page's document, unpacked."""

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask this page for something."""
        return self._browser.call(method, self._session, **parameters)

    def resize(self, width: int, height: int) -> None:
        """Another screen."""
        is_phone = width < 600
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=is_phone,
        )

    def go(self, address: str) -> int:
        """Open an address; the status of the document that came in the end."""
        with self.loading():
            self.call("Page.navigate", url=address)
        return self.status

    @contextlib.contextmanager
    def loading(self) -> Iterator[None]:
        """Wait until what the block begins has loaded another page."""
        self._browser.events.clear()
        yield
        end = time.monotonic() + PATIENCE
        events = self._browser.events
        while not any(self._is(event, "Page.loadEventFired") for event in events):
            assert time.monotonic() < end, "the page does not load"
            events.append(self._browser.read())
        self.evaluate("1")  # whatever the browser still has to tell comes before the answer
        self._take_down(events)

    def _is(self, event: dict[str, Any], method: str) -> bool:
        return event.get("sessionId") == self._session and event.get("method") == method

    def _take_down(self, events: list[dict[str, Any]]) -> None:
        sent = [e["params"] for e in events if self._is(e, "Network.requestWillBeSent")]
        came = [e["params"] for e in events if self._is(e, "Network.responseReceived")]
        self.requests = [(each["request"]["url"], each["type"]) for each in sent]
        for each in came:
            if each["type"] == "Document":
                self.status = each["response"]["status"]
        self.size = len(self.evaluate("document.documentElement.outerHTML").encode())

    def evaluate(self, words: str) -> Any:
        """What an expression of JavaScript returns, here and now."""
        result = self.call("Runtime.evaluate", expression=words, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def text(self, selector: str = "body") -> str:
        """What a person reads there; empty when there is no such thing."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def find(self, selector: str) -> bool:
        """Whether such a thing stands on the page."""
        return bool(self.evaluate(f"!!document.querySelector({json.dumps(selector)})"))

    def click(self, selector: str) -> None:
        """Press the mouse where the first such thing is."""
        x, y = self.evaluate(
            f"""(() => {{
              const it = document.querySelector({json.dumps(selector)});
              it.scrollIntoView({{block: "center"}});
              const box = it.getBoundingClientRect();
              return [box.x + box.width / 2, box.y + box.height / 2];
            }})()"""
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def submit(self, selector: str) -> int:
        """Press a button that leads to another page; that page's status."""
        with self.loading():
            self.click(selector)
        return self.status

    def type(self, selector: str, words: str) -> None:
        """Replace what stands in a field."""
        field = f"document.querySelector({json.dumps(selector)})"
        self.evaluate(f"{field}.focus(), {field}.select()")
        self.call("Input.insertText", text=words)

    def choose_file(self, selector: str, path: Path) -> None:
        """Choose a file from this machine."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", files=[str(path)], nodeId=node)

    def press(self, key: str) -> None:
        """Press a key on the keyboard."""
        code = {"windowsVirtualKeyCode": KEYS[key], "key": key, "code": "Space" if key == " " else key}
        text = {"Enter": {"text": "\r"}, " ": {"text": " "}}.get(key, {})
        self.call("Input.dispatchKeyEvent", type="keyDown", **code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **code)

    def list_cookies(self) -> list[dict[str, Any]]:
        """Cookies of this device, as the browser keeps them."""
        cookies: list[dict[str, Any]] = self.call("Network.getCookies")["cookies"]
        return cookies

    def listen(self) -> dict[str, Any]:
        """What axe-core says about the page."""
        axe = find_axe()
        assert axe is not None
        self.call("Runtime.evaluate", expression=axe.read_text(encoding="utf-8"))
        heard: dict[str, Any] = self.evaluate(AXE)
        return heard

    def show(self, path: Path, *, whole: bool = False) -> None:
        """Take a picture of the page."""
        import base64

        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))
