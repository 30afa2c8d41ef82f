"""The error table of Instagram's private API, by the name of instagrapi's exception.

Source: instagrapi 3.2.2 (`exceptions.py`, `mixins/private.py`) and its behaviour under injected faults. A row
also holds for the exceptions derived from it. Names in lower case are ours, for answers instagrapi does not
tell apart.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import requests
from instagrapi.exceptions import ClientBadRequestError, PhotoConfigureError, PhotoNotUpload

from bot.channels.base import Act, Answer, Person, Verdict, Words
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

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_WAIT = Words(
    "Nichts zu tun: der Bot versucht es von selbst wieder.", "Nothing to do: the bot tries again by itself."
)
_LOOK = Words(
    "Nichts zu tun: der Bot sieht nach, bevor er noch einmal sendet.",
    "Nothing to do: the bot looks before it sends again.",
)
_CONFIRM = Words(
    "In der Instagram-App auf dem gewohnten Gerät anmelden und bestätigen, dann `bot doctor`. "
    "Eilige Beiträge von Hand posten und mit `bot mark-posted` eintragen.",
    "Log in to the Instagram app on a known device and confirm, then run `bot doctor`. "
    "Post urgent items by hand and record them with `bot mark-posted`.",
)
_REST = Words(
    "Das Konto mindestens einen Tag ruhen lassen und in der Instagram-App nachsehen; danach `bot resume`.",
    "Let the account rest for at least a day and look into the Instagram app; then run `bot resume`.",
)
_PASSWORD = Words(
    "BOT_INSTAGRAM_USERNAME und BOT_INSTAGRAM_PASSWORD prüfen. Stimmen sie, misstraut Instagram dem Gerät "
    "oder der Adresse: in der Instagram-App bestätigen. Dann `bot doctor`.",
    "Check BOT_INSTAGRAM_USERNAME and BOT_INSTAGRAM_PASSWORD. If they are right, Instagram distrusts the "
    "device or the address: confirm in the Instagram app. Then run `bot doctor`.",
)
_EDIT = Words(
    "Text oder Bild mit `bot edit` ändern und den Beitrag neu einplanen.",
    "Change text or picture with `bot edit` and reschedule the post.",
)


def _row(
    error: type[ChannelError], person: Person, what: Words, advice: Words, wait: timedelta | None = None
) -> Verdict:
    return Verdict(error=error, person=person, what=what, advice=advice, wait=wait)


def _open(what: Words) -> Verdict:
    return _row(OutcomeUnknown, Person.NOBODY, what, _LOOK)


_DOWN = Words("Instagram meldet eine Störung bei sich.", "Instagram reports a fault of its own.")
_SLOW_DOWN = Words("Instagram bremst: zu viele Anfragen.", "Instagram slows us down: too many calls.")
_CONFIRMATION = Words("Instagram verlangt eine Bestätigung.", "Instagram wants a confirmation.")
_WRONG_PASSWORD = Words("Instagram nimmt die Anmeldung nicht an.", "Instagram does not accept the login.")
_LOGGED_OUT = Words("Instagram hat uns abgemeldet.", "Instagram has logged us out.")
_HELD = Words("Instagram hält das Konto zurück.", "Instagram holds the account back.")
_NO_ANSWER = Words("Von Instagram kam keine Antwort.", "No answer came from Instagram.")
_UNREADABLE = Words("Instagrams Antwort ist nicht zu lesen.", "Instagram's answer cannot be read.")
_CONTENT = Words("Instagram lehnt den Beitrag ab.", "Instagram refuses the post.")

UNREADABLE = _open(_UNREADABLE)
UNKNOWN = _open(
    Words("Instagram antwortet mit einem unbekannten Fehler.", "Instagram answers with an unknown error.")
)
NOT_SENT = _row(
    Unavailable,
    Person.NOBODY,
    Words("Instagram ist nicht zu erreichen.", "Instagram cannot be reached."),
    Words(
        "Netz und Proxy prüfen, wenn es anhält; der Bot versucht es von selbst wieder.",
        "Check network and proxy if it lasts; the bot tries again by itself.",
    ),
)
BAD_CERTIFICATE = _row(
    Unavailable,
    Person.ADMIN,
    Words(
        "Dem Zertifikat der Gegenstelle ist nicht zu trauen.", "The other side's certificate is not trusted."
    ),
    Words(
        "Die Uhr des Rechners und REQUESTS_CA_BUNDLE prüfen.",
        "Check the machine's clock and REQUESTS_CA_BUNDLE.",
    ),
)
TEXT_DROPPED = _row(
    Rejected,
    Person.EDITOR,
    Words("Instagram zeigt nicht den Text, den es bekam.", "Instagram does not show the text it was given."),
    Words("Den Text in der Instagram-App richtigstellen.", "Put the text right in the Instagram app."),
)
SESSION_ENDED = _row(Unauthorized, Person.NOBODY, _LOGGED_OUT, _WAIT)
SESSION_ENDED_BEFORE_POSTING = _row(
    Unavailable,
    Person.NOBODY,
    _LOGGED_OUT,
    Words("Nichts zu tun: der Bot meldet sich einmal neu an.", "Nothing to do: the bot logs in once more."),
)
LOGIN_SPENT = _row(
    Unauthorized,
    Person.ADMIN,
    Words(
        "Die Instagram-Sitzung ist zu Ende, und das Passwort wurde heute schon gesendet.",
        "The Instagram session has ended, and the password was already sent today.",
    ),
    Words(
        "In der Instagram-App nachsehen, ob eine Bestätigung wartet; dann morgen `bot doctor`, oder sofort "
        "nach einer Änderung von BOT_INSTAGRAM_PASSWORD.",
        "See in the Instagram app whether a confirmation waits; then run `bot doctor` tomorrow, or at once "
        "after a change of BOT_INSTAGRAM_PASSWORD.",
    ),
)
SESSION_DAMAGED = _row(
    Unauthorized,
    Person.ADMIN,
    Words(
        "Die Sitzungsdatei von Instagram ist beschädigt oder nicht lesbar.",
        "The Instagram session file is damaged or unreadable.",
    ),
    Words(
        "Die Datei aus einer Sicherung holen; ohne sie löschen, dann meldet sich der Bot als neues Gerät an.",
        "Restore the file from a backup; without one delete it, and the bot logs in as a new device.",
    ),
)
SESSION_NOT_SAVED = _row(
    Unavailable,
    Person.ADMIN,
    Words(
        "Die Sitzungsdatei von Instagram lässt sich nicht schreiben.",
        "The Instagram session file cannot be written.",
    ),
    Words("Platz und Rechte in state/ prüfen.", "Check free space and rights in state/."),
)

VERDICTS: Mapping[str, Verdict] = {
    # no answer, or one that says nothing of the outcome
    "ClientConnectionError": _open(_NO_ANSWER),
    "ClientIncompleteReadError": _open(_NO_ANSWER),
    "ClientRequestTimeout": _open(_NO_ANSWER),
    "RequestException": _open(_NO_ANSWER),
    "ClientJSONDecodeError": UNREADABLE,
    "PhotoConfigureError": UNREADABLE,
    "server error": _open(_DOWN),
    "duplicate": _open(Words("Instagram meldet einen gleichen Beitrag.", "Instagram reports an equal post.")),
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
        Words("Instagram sperrt die Adresse dieses Rechners.", "Instagram blocks this machine's address."),
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
        Words("Instagram verlangt einen Anmeldecode.", "Instagram wants a login code."),
        Words(
            "Den Schlüssel der Authentifizierungs-App als BOT_INSTAGRAM_TOTP_SEED eintragen, die Uhr prüfen, "
            "dann `bot doctor`.",
            "Set the authenticator app's key as BOT_INSTAGRAM_TOTP_SEED, check the clock, then run "
            "`bot doctor`.",
        ),
    ),
    "BadPassword": _row(Unauthorized, Person.ADMIN, _WRONG_PASSWORD, _PASSWORD),
    "BadCredentials": _row(Unauthorized, Person.ADMIN, _WRONG_PASSWORD, _PASSWORD),
    "ReloginAttemptExceeded": _row(Unauthorized, Person.ADMIN, _WRONG_PASSWORD, _PASSWORD),
    "AccountSuspended": _row(
        Unauthorized,
        Person.ADMIN,
        Words("Instagram hat das Konto gesperrt.", "Instagram has suspended the account."),
        _CONFIRM,
    ),
    "ClientNeedsUpgradeError": _row(
        Unauthorized,
        Person.ADMIN,
        Words("Instagram verlangt eine neuere App.", "Instagram wants a newer app."),
        Words("Den Bot mit seinen Paketen aktualisieren.", "Update the bot with its packages."),
    ),
    # this content, no
    "UnknownError": _row(Rejected, Person.EDITOR, _CONTENT, _EDIT),
    "ClientBadRequestError": _row(Rejected, Person.EDITOR, _CONTENT, _EDIT),
    "ClientNotFoundError": _row(Rejected, Person.EDITOR, _CONTENT, _EDIT),
    "InvalidMediaId": _row(Rejected, Person.EDITOR, _CONTENT, _EDIT),
    "MediaUnavailable": _row(
        Rejected,
        Person.EDITOR,
        Words("Instagram kennt den Beitrag nicht mehr.", "Instagram no longer knows the post."),
        Words("Auf dem Profil nachsehen.", "Look at the profile."),
    ),
    "upload again": _row(
        Unavailable,
        Person.NOBODY,
        Words("Instagram hat das Bild nicht mehr.", "Instagram no longer has the picture."),
        _WAIT,
    ),
    "no such file": _row(
        Rejected,
        Person.EDITOR,
        Words("Das Bild des Beitrags lässt sich nicht lesen.", "The post's picture cannot be read."),
        _EDIT,
    ),
}

# libcurl's codes for "could not resolve the proxy", "... the host", "could not connect", "bad certificate"
_BY_CURL_CODE: Mapping[object, Verdict] = {5: NOT_SENT, 6: NOT_SENT, 7: NOT_SENT, 60: BAD_CERTIFICATE}

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


def judge(error: Exception, act: Act) -> tuple[Verdict, Answer]:
    """The row for an exception and what Instagram said."""
    if (verdict := _judge_connection(error)) is not None:
        return verdict, Answer(code=type(error).__name__)
    name = _name(error)
    verdict = VERDICTS.get(name, UNKNOWN)
    if act is Act.PUBLISH and not _names_itself(error):
        verdict = verdict if verdict.error is OutcomeUnknown else UNKNOWN
    words = _words(error) if name in {"UnknownError", "ClientBadRequestError"} else ""
    return verdict, Answer(code=_code(error, name), words=words)


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
    found = next((name for name in names if name in VERDICTS), "")
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


def _judge_connection(error: Exception) -> Verdict | None:
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
