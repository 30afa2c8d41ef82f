"""Takes secrets out of text before anybody can read it: the one place of this room that does."""

import logging
import re

HIDDEN = "•••"
LONGEST_WORDS = 300

_PATTERNS = (
    # Graph puts the token into the URL of every GET, and requests puts the URL into its errors.
    re.compile(
        r"((?:access_token|input_token|fb_exchange_token|client_secret|appsecret_proof)"
        r"(?:=|%3D|\"?:\s*\"?))[^&\s\"']+",
        re.IGNORECASE,
    ),
    re.compile(r"()\bEAA[A-Za-z0-9]{16,}"),
    re.compile(r"(Bearer\s+)\S+", re.IGNORECASE),
    re.compile(r"(IGT:\d+:)[A-Za-z0-9+/=_-]+"),
    re.compile(r"(sessionid\"?[=:]\s*\"?)[^;&\s\"']+", re.IGNORECASE),
    re.compile(r"(#PWD_INSTAGRAM:)\S+"),
)


def redact(text: str, *secrets: str) -> str:
    """The text without the given secrets and without anything that looks like one."""
    for secret in filter(None, secrets):
        text = text.replace(secret, HIDDEN)
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\g<1>{HIDDEN}", text)
    return text


def shorten(text: object, *secrets: str) -> str:
    """A platform's own words: one line, redacted, never longer than a few sentences."""
    line = " ".join(redact(str(text or ""), *secrets).split())
    return line if len(line) <= LONGEST_WORDS else line[: LONGEST_WORDS - 1] + "…"


class RedactingFilter(logging.Filter):
    """Redacts log records of libraries that write whole URLs."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        return True


_FILTER = RedactingFilter()


def guard_logs() -> None:
    """Redact what urllib3 logs; may be called any number of times."""
    logging.getLogger("urllib3.connectionpool").addFilter(_FILTER)
