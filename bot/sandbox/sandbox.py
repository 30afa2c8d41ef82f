"""The sandbox on the wire: the world behind an HTTPS proxy and an archive port, on loopback, in threads."""

import http.client
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from bot.sandbox.wire import http1
from bot.sandbox.wire.listener import Line, Listener
from bot.sandbox.wire.proxy import Proxy, authority_pem
from bot.sandbox.world import ARCHIVE_HOST, World, now

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
FETCH_TIMEOUT = 5.0
DIRECT = "127.0.0.1,localhost"


class Sandbox(World):
    """A World which real clients reach through `environment()`. Use it with `with`; nothing outlives it."""

    def __init__(self, directory: Path, *, clock: Callable[[], datetime] = now) -> None:
        super().__init__(clock=clock, fetch=fetch_from_loopback)
        self._directory = directory
        self._proxy = Proxy(self.hosts, self.answer, self.refuse_host)
        self._archive_port = Listener(self._serve_archive, "sandbox-archive")
        self.archive.base = f"http://127.0.0.1:{self._archive_port.port}"
        self._ending = ExitStack()

    @property
    def proxy_url(self) -> str:
        """What HTTPS_PROXY has to say."""
        return f"http://127.0.0.1:{self._proxy.listener.port}"

    @property
    def authority(self) -> Path:
        """The certificate file which clients have to trust."""
        return self._directory / "sandbox-ca.pem"

    def __enter__(self) -> "Sandbox":
        self._directory.mkdir(parents=True, exist_ok=True)
        self.authority.write_bytes(authority_pem())
        for listener in (self._proxy.listener, self._archive_port):
            listener.start()
            self._ending.callback(listener.stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ending.close()

    def environment(self) -> dict[str, str]:
        """The settings with which a bot lives in this world and cannot leave it."""
        trust = str(self.authority)
        account = self.instagram
        settings = {
            "REQUESTS_CA_BUNDLE": trust,
            "CURL_CA_BUNDLE": trust,
            "BOT_ARCHIVE_URLS": self.archive.url,
            "BOT_FACEBOOK_PAGE_ID": self.facebook.page_id,
            "BOT_FACEBOOK_TOKEN": self.facebook.token,
            "BOT_INSTAGRAM_USERNAME": account.username,
            "BOT_INSTAGRAM_PASSWORD": account.password,
        }
        if account.totp_seed:
            settings["BOT_INSTAGRAM_TOTP_SEED"] = account.totp_seed
        for name, value in (("https_proxy", self.proxy_url), ("no_proxy", DIRECT)):
            settings |= {name: value, name.upper(): value}
        return settings

    def _serve_archive(self, line: Line) -> None:
        http1.serve(line, self.answer, host=ARCHIVE_HOST)


def fetch_from_loopback(url: str) -> bytes | None:
    """Read a picture as Meta's crawler would, but from this machine only."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        return None
    connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=FETCH_TIMEOUT)
    try:
        connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
        response = connection.getresponse()
        return response.read() if response.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
