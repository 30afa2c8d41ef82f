"""What every channel says of itself, and what a platform's answer means.

A channel's folder tells one ChannelSpec. The error tables stand in the folders too, mostly in files named
`error_table.py`; this file knows how a row reads in each act: nothing but `publish` can leave the
outcome open.
"""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot.domain.channel import Traits
from bot.domain.errors import ChannelError, OutcomeUnknown, Rejected, Unavailable
from bot.domain.ports import Check, Publisher
from bot.domain.post import Channel
from bot.i18n import mark, say

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.sandbox.world import World


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
    match act:
        case Act.READ:
            return _NOT_READ
        case Act.CHANGE:
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


class Dialogue(Protocol):
    """Asks the person who sets an instance up; what is typed comes back without blanks around it."""

    def show(self, words: str, *, indent: int = 0) -> None:
        """Show lines, wrapped; those after the first begin `indent` columns in."""

    def ask_yes(self, question: str, *, default: bool) -> bool:
        """Yes or no."""

    def ask_line(self, question: str, *, default: str = "") -> str:
        """One line; Enter takes the default."""

    def ask_secret(self, question: str, *, default: str | None = None) -> str:
        """A line that is not shown; without a default it is asked for until something is typed."""

    def ask_choice(self, question: str, *, most: int, default: int) -> int:
        """A number from 1 to `most`; Enter takes the default."""

    def load(self) -> "Settings":
        """The settings as the bot would read them now. Raises SettingsWrong."""

    def keep(self, **settings: str) -> None:
        """Write settings down. Raises StorageError."""

    def try_out(self, attempt: Callable[[], bool]) -> bool:
        """Whether it went well; a BotError is shown in a sentence."""

    def repeat(self, ask: Callable[[], bool]) -> None:
        """Ask until the answer passes its check, or the person gives up for now."""

    def show_checks(self, checks: Sequence[Check]) -> bool:
        """One line each; whether none is a problem."""

    def check(self, channel: Channel) -> bool:
        """Ask the platform about a channel as it is set now, and show what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """A channel's question in the guided set-up.

    title: marked for the catalogue; settings: answered when the first of them is set, be it empty; ask:
    whether the answer may stand; describe: the answer in a few words.
    """

    title: str
    settings: tuple[str, ...]
    ask: Callable[[Dialogue], bool]
    describe: "Callable[[Settings], str]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSpec(Traits):
    """Everything about a channel that others call; nothing heavy is imported before it is called.

    name_account: the account as set, such as "mastodon:1234", part of the database's guarantees; empty: the
    channel is off. make_publisher: may import its client, and touches no network. list_rules: every row of
    its error tables. set_up: None where there is nothing to ask. list_played: the remote ids of what the
    stand-in in the sandbox shows; None where the sandbox plays no such platform.
    """

    name_account: "Callable[[Settings], str]"
    make_publisher: "Callable[[Settings, Clock], Publisher]"
    list_rules: Callable[[], Sequence[ErrorRule]]
    set_up: SetUp | None = None
    list_played: "Callable[[World], Sequence[str]] | None" = None
