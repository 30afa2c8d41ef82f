"""The error table of Instagram's private API, by the name of instagrapi's exception.

Source: instagrapi 3.2.2 (`exceptions.py`, `mixins/private.py`) and its behaviour under injected faults. A row
also holds for the exceptions derived from it. Names in lower case are ours, for answers instagrapi does not
tell apart.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import requests
from instagrapi.exceptions import ClientBadRequestError, PhotoConfigureError, PhotoNotUpload

from bot.channels.base import Act, Answer, ErrorRule, Person
from bot.channels.meta import error_table
from bot.domain.errors import (
    Blocked,
    ChannelError,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from bot.i18n import mark

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_WAIT = mark("Nothing to do: the bot tries again by itself.")
_LOOK = mark("Nothing to do: the bot looks before it sends again.")
_CONFIRM = mark(
    "Log in to the Instagram app on a known device and confirm, then run `bot doctor`. "
    "Post urgent items by hand and record them with `bot mark-posted`."
)
_REST = mark(
    "Let the account rest for at least a day and look into the Instagram app; then run `bot resume`."
)
_PASSWORD = mark(
    "Check BOT_INSTAGRAM_USERNAME and BOT_INSTAGRAM_PASSWORD. If they are right, Instagram distrusts the "
    "device or the address: confirm in the Instagram app. Then run `bot doctor`."
)
_EDIT = mark("Change text or picture with `bot edit` and reschedule the post.")


def _row(
    error: type[ChannelError], person: Person, what: str, advice: str, wait: timedelta | None = None
) -> ErrorRule:
    return ErrorRule(error=error, person=person, what=what, advice=advice, wait=wait)


def _open(what: str) -> ErrorRule:
    return _row(OutcomeUnknown, Person.NOBODY, what, _LOOK)


_DOWN = mark("Instagram reports a fault of its own.")
_SLOW_DOWN = mark("Instagram slows us down: too many calls.")
_CONFIRMATION = mark("Instagram wants a confirmation.")
_WRONG_PASSWORD = mark("Instagram does not accept the login.")
_LOGGED_OUT = mark("Instagram has logged us out.")
_HELD = mark("Instagram holds the account back.")
_NO_ANSWER = mark("No answer came from Instagram.")
_UNREADABLE = mark("Instagram's answer cannot be read.")
_CONTENT = mark("Instagram refuses the post.")

UNREADABLE = _open(_UNREADABLE)
UNKNOWN = _open(mark("Instagram answers with an unknown error."))
NOT_SENT = _row(
    Unavailable,
    Person.NOBODY,
    mark("Instagram cannot be reached."),
    mark("Check network and proxy if it lasts; the bot tries again by itself."),
)
BAD_CERTIFICATE = _row(
    Unavailable,
    Person.ADMIN,
    mark("The other side's certificate is not trusted."),
    mark("Check the machine's clock and REQUESTS_CA_BUNDLE."),
)
TEXT_DROPPED = _row(
    Rejected,
    Person.EDITOR,
    mark("Instagram does not show the text it was given."),
    mark("Put the text right in the Instagram app."),
)
SESSION_ENDED = _row(Unauthorized, Person.NOBODY, _LOGGED_OUT, _WAIT)
SESSION_ENDED_BEFORE_POSTING = _row(
    Unavailable,
    Person.NOBODY,
    _LOGGED_OUT,
    mark("Nothing to do: the bot logs in once more."),
)
LOGIN_SPENT = _row(
    Unauthorized,
    Person.ADMIN,
    mark("The Instagram session has ended, and the password was already sent today."),
    mark(
        "See in the Instagram app whether a confirmation waits; then run `bot doctor` tomorrow, or at once "
        "after a change of BOT_INSTAGRAM_PASSWORD."
    ),
)
SESSION_DAMAGED = _row(
    Unauthorized,
    Person.ADMIN,
    mark("The Instagram session file is damaged or unreadable."),
    mark("Restore the file from a backup; without one delete it, and the bot logs in as a new device."),
)
SESSION_NOT_SAVED = _row(
    Unavailable,
    Person.ADMIN,
    mark("The Instagram session file cannot be written."),
    mark("Check free space and rights in state/."),
)

RULES: Mapping[str, ErrorRule] = {
    # no answer, or one that says nothing of the outcome
    "ClientConnectionError": _open(_NO_ANSWER),
    "ClientIncompleteReadError": _open(_NO_ANSWER),
    "ClientRequestTimeout": _open(_NO_ANSWER),
    "RequestException": _open(_NO_ANSWER),
    "ClientJSONDecodeError": UNREADABLE,
    "PhotoConfigureError": UNREADABLE,
    "server error": _open(_DOWN),
    "duplicate": _open(mark("Instagram reports an equal post.")),
    # too many calls
    "ClientThrottledError": _row(Throttled, Person.NOBODY, _SLOW_DOWN, _WAIT, 6 * HOUR),
    "PleaseWaitFewMinutes": _row(Throttled, Person.NOBODY, _SLOW_DOWN, _WAIT, 3 * HOUR),
    "RateLimitError": _row(Throttled, Person.NOBODY, _SLOW_DOWN, _WAIT, 6 * HOUR),
    # held back
    "FeedbackRequired": _row(Blocked, Person.ADMIN, _HELD, _REST, DAY),
    "SentryBlock": _row(Blocked, Person.ADMIN, _HELD, _REST, DAY),
    "ProxyAddressIsBlocked": _row(
        Blocked,
        Person.ADMIN,
        mark("Instagram blocks this machine's address."),
        _REST,
        DAY,
    ),
    "ClientForbiddenError": _row(Blocked, Person.ADMIN, _HELD, _REST, DAY),
    # who are you
    "LoginRequired": SESSION_ENDED,
    "ClientLoginRequired": SESSION_ENDED,
    "ClientUnauthorizedError": SESSION_ENDED,
    "ChallengeError": _row(Unauthorized, Person.ADMIN, _CONFIRMATION, _CONFIRM),
    "TwoFactorRequired": _row(
        Unauthorized,
        Person.ADMIN,
        mark("Instagram wants a login code."),
        mark(
            "Set the authenticator app's key as BOT_INSTAGRAM_TOTP_SEED, check the clock, then run "
            "`bot doctor`."
        ),
    ),
    "BadPassword": _row(Unauthorized, Person.ADMIN, _WRONG_PASSWORD, _PASSWORD),
    "BadCredentials": _row(Unauthorized, Person.ADMIN, _WRONG_PASSWORD, _PASSWORD),
    "ReloginAttemptExceeded": _row(Unauthorized, Person.ADMIN, _WRONG_PASSWORD, _PASSWORD),
    "AccountSuspended": _row(
        Unauthorized,
        Person.ADMIN,
        mark("Instagram has suspended the account."),
        _CONFIRM,
    ),
    "ClientNeedsUpgradeError": _row(
        Unauthorized,
        Person.ADMIN,
        mark("Instagram wants a newer app."),
        mark("Update the bot with its packages."),
    ),
    # this content, no
    "UnknownError": _row(Rejected, Person.EDITOR, _CONTENT, _EDIT),
    "ClientBadRequestError": _row(Rejected, Person.EDITOR, _CONTENT, _EDIT),
    "ClientNotFoundError": _row(Rejected, Person.EDITOR, _CONTENT, _EDIT),
    "InvalidMediaId": _row(Rejected, Person.EDITOR, _CONTENT, _EDIT),
    "MediaUnavailable": _row(
        Rejected,
        Person.EDITOR,
        mark("Instagram no longer knows the post."),
        mark("Look at the profile."),
    ),
    "upload again": _row(
        Unavailable,
        Person.NOBODY,
        mark("Instagram no longer has the picture."),
        _WAIT,
    ),
    "no such file": _row(
        Rejected,
        Person.EDITOR,
        mark("The post's picture cannot be read."),
        _EDIT,
    ),
}

# libcurl's codes for "could not resolve the proxy", "... the host", "could not connect", "bad certificate"
_BY_CURL_CODE: Mapping[object, ErrorRule] = {5: NOT_SENT, 6: NOT_SENT, 7: NOT_SENT, 60: BAD_CERTIFICATE}

_BY_STATUS = {
    401: "ClientUnauthorizedError",
    403: "ClientForbiddenError",
    404: "ChallengeError",  # instagrapi's reading of a bare "Not Found"
    429: "PleaseWaitFewMinutes",
}
_BY_MESSAGE = {
    "Please wait a few minutes": "PleaseWaitFewMinutes",
    "login_required": "LoginRequired",
    "/suspended/": "AccountSuspended",
    "challenge_required": "ChallengeError",
    "feedback_required": "FeedbackRequired",
    "sentry_block": "SentryBlock",
    "rate_limit_error": "RateLimitError",
    "needs_upgrade": "ClientNeedsUpgradeError",
    "PartialRequestError": "upload again",
}
_TELLING = {"media_needs_reupload": "upload again", "conflicting upload id": "duplicate"}
"""Words in a refusal which tell more than its exception."""


def judge(error: Exception, act: Act) -> tuple[ErrorRule, Answer]:
    """The row for an exception and what Instagram said."""
    if (rule := _judge_connection(error)) is not None:
        return rule, Answer(code=type(error).__name__)
    name = _name(error)
    rule = RULES.get(name, UNKNOWN)
    if act is Act.PUBLISH and not _names_itself(error):
        rule = rule if rule.error is OutcomeUnknown else UNKNOWN
    words = _words(error) if name in {"UnknownError", "ClientBadRequestError"} else ""
    return rule, Answer(code=_code(error, name), words=words)


def _names_itself(error: Exception) -> bool:
    """Whether Instagram itself refused: an empty 429, a bare 403 or 404 come from an edge.

    instagrapi puts the answer's JSON keys on the exception; ClientBadRequestError is its word for no reason.
    """
    return getattr(error, "status", "") == "fail" and not isinstance(error, ClientBadRequestError)


def _name(error: Exception) -> str:
    """The name of the row: by telling words first, then by the exception and its ancestors."""
    if _is_of_upload(error):
        return _name_of_upload(getattr(error, "response", None))
    message = str(getattr(error, "message", ""))
    for words, name in _TELLING.items():
        if words in message:
            return name
    names = [ancestor.__name__ for ancestor in type(error).__mro__]
    if isinstance(error, FileNotFoundError | PermissionError):
        return "no such file"
    found = next((name for name in names if name in RULES), "")
    status = getattr(error, "code", None)
    return found or ("server error" if isinstance(status, int) and status >= 500 else type(error).__name__)


def _is_of_upload(error: Exception) -> bool:
    """Whether an upload was refused; such an error's own words are of an earlier answer, or raw JSON."""
    return isinstance(error, PhotoNotUpload) and not isinstance(error, PhotoConfigureError)


def _words(error: Exception) -> str:
    response = getattr(error, "response", None)
    if not _is_of_upload(error) or response is None:
        return str(getattr(error, "message", ""))
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return str(response.text)


def _name_of_upload(response: requests.Response | None) -> str:
    if response is None:
        return "server error"
    for words, name in (*_BY_MESSAGE.items(), *_TELLING.items()):
        if words in response.text:
            return name
    if response.status_code == 400 and '"message"' in response.text:
        return "UnknownError"
    return _BY_STATUS.get(response.status_code, "server error")


def _code(error: Exception, name: str) -> str:
    status = getattr(error, "code", None)
    kind = name if " " in name or isinstance(error, PhotoNotUpload) else type(error).__name__
    return f"{kind} {status}" if isinstance(status, int) and status >= 400 else kind


def _judge_connection(error: Exception) -> ErrorRule | None:
    """NOT_SENT or BAD_CERTIFICATE when the connection provably never stood."""
    for link in _chain(error):
        if type(link).__module__.startswith("curl_cffi"):
            return _BY_CURL_CODE.get(getattr(link, "code", None))
        if isinstance(link, requests.RequestException) and error_table.was_never_sent(link):
            return NOT_SENT
        if isinstance(link, requests.RequestException) and error_table.has_bad_certificate(link):
            return BAD_CERTIFICATE
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def list_rules() -> tuple[ErrorRule, ...]:
    """Every row, also those that no code names."""
    return (*RULES.values(), *(row for row in globals().values() if isinstance(row, ErrorRule)))
