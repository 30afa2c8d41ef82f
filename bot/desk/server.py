"""Puts the desk together for an opened instance, and serves it: one process beside the daemon."""

import logging
import signal
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from bot import files
from bot.app import Instance
from bot.config import Settings
from bot.desk import guard
from bot.desk.guard import AccessControl
from bot.desk.pages import Pages
from bot.desk.site import MOST_BYTES, Desk
from bot.desk.view import Shown
from bot.domain.errors import SettingsWrong, explain_refusal
from bot.environment import collect_as_one_that_stays
from bot.i18n import say

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

THREADS = 4
"""They read what telephones send slowly, while one request at a time is answered."""
LARGEST_FORM = 26_000_000
LONGEST_SILENCE = 60
"""Seconds after which a connection on which nothing happens is closed."""
MOST_OPEN = 200
"""Connections at a time: one more, and the one that has been open for longest without asking makes room."""
TOLD_BY_PROXY = {"x-forwarded-for", "x-forwarded-proto"}
BOUNDS: Mapping[str, Any] = {
    "threads": THREADS,
    "ident": "",
    "max_request_body_size": LARGEST_FORM,
    "channel_timeout": LONGEST_SILENCE,
    "connection_limit": 2 * MOST_OPEN,
    "asyncore_use_poll": True,
    "clear_untrusted_proxy_headers": True,
}
"""What the server is told at its start, whoever asks."""


def make_pages(settings: Settings) -> Pages:
    """The instance's templates and brand."""
    return Pages(
        brand=settings.brand_name,
        color=settings.brand_color,
        language=settings.language,
        timezone=settings.timezone,
        template_dirs=files.list_layers(settings.home, "templates"),
    )


def make_site(instance: Instance, settings: Settings) -> Flask:
    """The desk of an opened instance, as a WSGI application for one request at a time."""
    hosts = guard.Hosts(settings.desk_url, settings.desk_addr)
    pages = make_pages(settings)
    devices = guard.Devices(instance.people, instance.clock, hosts)
    access = AccessControl(devices=devices, limit=guard.RateLimit(instance.clock), pages=pages)
    return Desk(app=instance, pages=pages, access=access, shown=Shown()).make_site()


class OneAtATime:
    """Lets one request into an application at a time: an opened instance is used from one thread only.

    Whatever a person sends has arrived whole by then, and answers are sent by the server afterwards, so that
    nobody waits for somebody else's network.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """WSGI."""
        with self._lock:
            answer = self._application(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                getattr(answer, "close", lambda: None)()


def serve(application: Application, address: str, *, proxy: str, say_ready: Callable[[], None]) -> None:
    """Answer until SIGTERM or Ctrl-C. proxy: the address that may say for whom it asks, or nothing.

    say_ready: called when it listens. Raises SettingsWrong when the address cannot be used.
    """
    collect_as_one_that_stays()
    logging.getLogger("waitress").setLevel(logging.ERROR)
    server = _listen(OneAtATime(application), address, proxy)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say_ready()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def _listen(application: Application, address: str, proxy: str) -> Any:
    host, _, port = address.rpartition(":")
    sockets: dict[int, Any] = {}
    trust: Mapping[str, Any] = {
        "trusted_proxy": proxy or None,
        "trusted_proxy_headers": TOLD_BY_PROXY if proxy else set(),
    }
    try:
        server = create_server(
            application, map=sockets, host=host.strip("[]"), port=int(port), **BOUNDS, **trust
        )
    except (OSError, OverflowError, ValueError) as error:
        reason = explain_refusal(error) if isinstance(error, OSError) else error
        sentence = say("BOT_DESK_ADDR={address} cannot be used: {reason}.", address=address, reason=reason)
        raise SettingsWrong(sentence) from None
    for listening in sockets.values():
        if isinstance(listening, BaseWSGIServer):
            listening.channel_class = _Connection
    return server


class _Refusal(ErrorTask):
    """What the server itself refuses, before the application sees it: too large, or no HTTP at all."""

    def execute(self) -> None:
        """One sentence as plain text, under the same headers as every page."""
        refused: Any = self.request
        code, reason = refused.error.code, refused.error.reason
        sentence = say("This request cannot be understood.")
        if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            sentence = say("At most {size} MB can be sent.", size=MOST_BYTES // 1_000_000)
        body = f"{sentence}\n".encode()
        kind = ("Content-Type", "text/plain; charset=utf-8")
        self.status, self.content_length = f"{code} {reason}", len(body)
        self.response_headers = [kind, ("Cache-Control", "no-store"), *guard.HEADERS.items()]
        self.set_close_on_finish()
        self.write(body)


class _Connection(HTTPChannel):
    """One connection. Whoever opens many and never ends a request does not keep others out."""

    error_task_class = _Refusal

    def __init__(self, server: Any, *rest: Any, **named: Any) -> None:
        super().__init__(server, *rest, **named)
        others = [each for each in server.active_channels.values() if each is not self and not each.requests]
        if len(server.active_channels) > MOST_OPEN and others:
            min(others, key=lambda each: each.creation_time).handle_close()
