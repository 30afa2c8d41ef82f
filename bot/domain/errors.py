"""What can go wrong, named by what may happen next.

BotError
├── SettingsWrong            exit 3: a setting, named
├── UsageWrong               exit 2: the command's words
├── NotReachable             exit 4: an archive or platform cannot be read now
│   ├── ReadingRefused       nobody of ours may read it: robots.txt, a private address, 403
│   └── PageUnavailable      it answers with something else than the article: a challenge, a notice
├── ArticleGone              the archive withdrew it (404, 410, password form)
├── NotAnArticle             a page without a readable article
├── TookTooLong              reading or composing did not end in time
├── NeedsPerson              exit 1: nothing more happens by itself
├── StorageError             exit 4: the database or the disk refuses
│   └── StorageUnusable      exit 1: it will refuse until a person acts
└── ChannelError             a platform's answer
    ├── Rejected             never again as it is
    ├── Throttled            later, when the platform says
    ├── Unavailable          certainly not sent; later
    ├── Unauthorized         stop the channel, tell a person
    ├── Blocked              stop the channel for long, tell a person
    └── OutcomeUnknown       may be visible: reconcile before anything is sent again
"""

import errno
import re
import socket
from datetime import timedelta

from bot.i18n import say

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def make_storable(text: str) -> str:
    """What a stranger says, without what databases refuse: NUL and halves of surrogate pairs become "�"."""
    return _UNSTORABLE.sub("\ufffd", text)


class BotError(Exception):
    """Base of all errors a user may see; `str()` is a whole sentence without secrets."""

    exit_status = 1


class SettingsWrong(BotError):
    """A setting is missing, unknown or not allowed."""

    exit_status = 3


class UsageWrong(BotError):
    """The command was called with words that make no sense, such as an unknown id."""

    exit_status = 2


class NotReachable(BotError):
    """Something outside cannot be read now; trying again later may help."""

    exit_status = 4

    def __init__(self, sentence: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class ReadingRefused(NotReachable):
    """It may not be read: robots.txt, a private address or the server says no."""


class PageUnavailable(NotReachable):
    """The page answers, but shows a challenge, a notice or a sign-in instead of the article."""


class ArticleGone(BotError):
    """The article was withdrawn: 404, 410, 401 or a password form."""


class NotAnArticle(BotError):
    """The page was read but holds no article with a title and text."""


class TookTooLong(BotError):
    """What strangers wrote could not be read or composed in the time given for it."""


class NeedsPerson(BotError):
    """A person has to decide or repair something, which the sentence names."""

    exit_status = 1


class StorageError(BotError):
    """The database or the disk refuses: locked, full, read-only or damaged."""

    exit_status = 4


class StorageUnusable(StorageError):
    """The database is damaged, or a newer release made it: trying again does not help."""

    exit_status = 1


class ChannelError(BotError):
    """A platform did not simply say yes.

    `code` is the platform's own (`"190/463"`, `"FeedbackRequired"`), `trace` its trace id,
    `advice` the next step for a person. Whatever the platform said in them can be stored and shown.
    """

    kind = "error"

    def __init__(
        self,
        sentence: str,
        *,
        code: str = "",
        advice: str = "",
        trace: str = "",
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(make_storable(sentence))
        self.code = make_storable(code)
        self.advice = advice
        self.trace = make_storable(trace)
        self.retry_after = retry_after


class Rejected(ChannelError):
    """Refused for its content; the same post will never be accepted."""

    kind = "rejected"


class Throttled(ChannelError):
    """Too many calls; nothing was published. `retry_after` when the platform says it."""

    kind = "throttled"
    exit_status = 4


class Unavailable(ChannelError):
    """Certainly not sent, or a read that failed; may be tried again."""

    kind = "unavailable"
    exit_status = 4


class Unauthorized(ChannelError):
    """Token, session or right is missing; nothing was published; a person must act."""

    kind = "unauthorized"


class Blocked(ChannelError):
    """The platform holds the account back; stop the channel for long and tell a person."""

    kind = "blocked"


class OutcomeUnknown(ChannelError):
    """The visible call was sent and its answer is missing or unclear: it may be published."""

    kind = "outcome_unknown"


def explain_refusal(error: OSError | UnicodeDecodeError) -> str:
    """Why a file or an address cannot be used, as part of a sentence in the person's language."""
    if isinstance(error, UnicodeDecodeError):
        return say("it is not in UTF-8")
    known = {
        errno.ENOENT: say("there is no such file or folder"),
        errno.ENOTDIR: say("a part of the path is no folder"),
        errno.EISDIR: say("it is a folder"),
        errno.EEXIST: say("a file of this name is in the way"),
        errno.EACCES: say("the rights are missing"),
        errno.EPERM: say("the rights are missing"),
        errno.EROFS: say("nothing can be written there"),
        errno.ENOSPC: say("the disk is full"),
        errno.EDQUOT: say("the disk is full"),
        errno.ENAMETOOLONG: say("the name is too long"),
        errno.ECONNREFUSED: say("nobody answers there"),
        errno.ECONNRESET: say("the connection was cut"),
        errno.ENETUNREACH: say("there is no way there"),
        errno.EHOSTUNREACH: say("there is no way there"),
        socket.EAI_NONAME: say("nobody has this name"),
        socket.EAI_NODATA: say("nobody has this name"),
        socket.EAI_AGAIN: say("names cannot be looked up now"),
        errno.EADDRINUSE: say("another program listens there already"),
        errno.EADDRNOTAVAIL: say("this machine has no such address"),
    }
    return known.get(error.errno or 0) or error.strerror or type(error).__name__
