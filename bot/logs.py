"""Structured logs on stderr, and the one filter that keeps secrets out of them."""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any, Literal
from urllib.parse import quote, quote_plus

import structlog

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


def open_log(
    redactor: Redactor, *, level: str, form: Literal["console", "json"], worker: str
) -> structlog.typing.FilteringBoundLogger:
    """A logger on stderr; times are ISO 8601 in UTC."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _plain_values,
            redactor,
            renderer,
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
