"""What a platform's answer means: one row of an error table, and how it becomes an error a person reads.

The tables stand in the folders, each named `error_table.py`; this file knows how a row reads in
each act: nothing but `publish` can leave the outcome open.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import ChannelError, OutcomeUnknown, Rejected, Unavailable
from bot.i18n import mark, say

Clock = Callable[[], datetime]


class Act(StrEnum):
    """What we were doing when the platform answered."""

    PREPARE = "prepare"
    """Invisible and repeatable."""
    PUBLISH = "publish"
    """The one visible call."""
    READ = "read"
    """Looking at what stands there."""
    CHECK = "check"
    """Looking at the account itself; no post is concerned."""
    CHANGE = "change"
    """Editing or deleting a published post; may be repeated."""


class Person(StrEnum):
    """Who must act so that things go on."""

    NOBODY = "nobody"
    """The bot waits or asks again."""
    EDITOR = "editor"
    """Somebody who may change the text or picture."""
    ADMIN = "admin"
    """Somebody who keeps the account, the token or the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRule:
    """One row: the class of an answer, who must act, what happened, and what to do next.

    what, advice: marked for the catalogue; wait: how long to wait when the platform itself does not say.
    """

    error: type[ChannelError]
    person: Person
    what: str
    advice: str
    wait: timedelta | None = None

    def error_class(self, act: Act) -> type[ChannelError]:
        """The class in this act: only the visible call leaves an outcome open, a read rejects no content."""
        if self.error is OutcomeUnknown and act is not Act.PUBLISH:
            return Unavailable
        if self.error is Rejected and act in {Act.READ, Act.CHECK}:
            return Unavailable
        return self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the platform said: its code, its own words, its trace id, its waiting time.

    words: as they came; whoever knows the account's secrets takes them out before `build_error`.
    """

    code: str = ""
    words: str = ""
    trace: str = ""
    retry_after: timedelta | None = None


_NOTHING_PUBLISHED = mark("Nothing has been published.")
_OPEN = mark("Whether the post is visible is still open.")
_NOT_READ = mark("Whether the post is visible could not be read.")
_MAYBE_CHANGED = mark("Whether the change arrived is open; it may be repeated.")
_UNCHANGED = mark("The post has not changed.")


def build_error(rule: ErrorRule, act: Act, answer: Answer) -> ChannelError:
    """The error a person reads: what happened, whether it is visible, and what to do."""
    error = rule.error_class(act)
    parts = [say(rule.what)]
    if act is not Act.CHECK:
        parts.append(say(_visibility(rule, act)))
    if answer.words:
        parts.append(say("The platform says: “{words}”", words=answer.words))
    return error(
        " ".join(parts),
        code=answer.code,
        advice=say(rule.advice),
        trace=answer.trace,
        retry_after=answer.retry_after or rule.wait,
    )


def _visibility(rule: ErrorRule, act: Act) -> str:
    if act is Act.READ:
        return _NOT_READ
    if act is Act.CHANGE:
        return _MAYBE_CHANGED if rule.error is OutcomeUnknown else _UNCHANGED
    return _OPEN if rule.error_class(act) is OutcomeUnknown else _NOTHING_PUBLISHED


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
