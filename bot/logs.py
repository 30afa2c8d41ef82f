"""Structured logs on stderr, and the one filter that keeps secrets out of them."""

import json
import logging
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, MutableMapping
from datetime import datetime, tzinfo
from typing import Any, Literal
from urllib.parse import quote, quote_plus

import structlog

from bot.domain.event_lines import describe
from bot.domain.ports import Progress
from bot.events import Event

HIDDEN = "(hidden)"
_CREDENTIALS = re.compile(
    r"(?i)((?:access_token|client_secret|appsecret_proof|fb_exchange_token|password|enc_password|sessionid|"
    r"authorization|bearer|token|seed)[\"']?\s*[=: ]\s*[\"']?(?:(?:bearer|basic)\s+)?)[^\s&\"',;)}\]]+"
)


_WRITINGS: tuple[Callable[[str], str], ...] = (
    lambda secret: quote(secret, safe=""),
    quote_plus,
    lambda secret: json.dumps(secret)[1:-1],
    lambda secret: repr(secret)[1:-1],
)
"""How a secret may be spelled in addresses, forms and dumps."""


class Redactor:
    """Replaces known secrets, and whatever looks like a credential, in any text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = {secret for secret in secrets if len(secret) >= 4}
        written = known | {write(secret) for secret in known for write in _WRITINGS}
        self._secrets = sorted(written, key=len, reverse=True)

    def clean(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _CREDENTIALS.sub(rf"\1{HIDDEN}", text)

    def __call__(
        self, logger: object, method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Structlog's processor: every value of an event."""
        del logger, method
        for name, value in event.items():
            if isinstance(value, str):
                event[name] = self.clean(value)
        return event


class Sentences:
    """Structlog's renderer for somebody who watches a terminal: the local time and a sentence."""

    INDENT = 10

    def __init__(self, timezone: tzinfo) -> None:
        self._timezone = timezone
        self._events = {event.key: event for event in Event}

    def __call__(self, logger: object, method: str, event: MutableMapping[str, Any]) -> str:
        """One event, wrapped between words; what could command the terminal is left out."""
        del logger, method
        sentence = describe(self._events[event["event"]], event)
        harmless = "".join(sign if sign.isprintable() else " " for sign in sentence)
        return textwrap.fill(
            f"{datetime.now(self._timezone):%H:%M:%S}  {harmless}",
            shutil.get_terminal_size().columns,
            subsequent_indent=" " * self.INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )


def choose_renderer(*, level: str, form: Literal["console", "json"], timezone: tzinfo) -> Any:
    """Names and facts for files and machines, and for who asked for traces; else sentences on a terminal."""
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    if sys.stderr.isatty() and level != "debug":
        return Sentences(timezone)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def open_log(
    redactor: Redactor, *, level: str, form: Literal["console", "json"], worker: str, timezone: tzinfo
) -> structlog.typing.FilteringBoundLogger:
    """A logger on stderr; times are ISO 8601 in UTC, but local ones in sentences on a terminal."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _plain_values,
            redactor,
            choose_renderer(level=level, form=form, timezone=timezone),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger().bind(worker=worker)
    return logger


def report_to(logger: structlog.typing.FilteringBoundLogger) -> Progress:
    """Progress that becomes log lines."""

    def report(event: Event, **facts: object) -> None:
        (logger.warning if event.level == "warning" else logger.info)(event.key, **facts)

    return report


def _plain_values(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Everything but numbers becomes text, so that no value escapes redaction."""
    del logger, method
    for name, value in event.items():
        if not isinstance(value, int | float | bool | type(None)):
            event[name] = str(value)
    return event
