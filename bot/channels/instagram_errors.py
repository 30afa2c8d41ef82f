"""From what instagrapi raises to a row of the table.

instagrapi wraps some failures, lets others of requests through, and hides the reason of a refused upload in
the answer's text.
"""

from collections.abc import Iterator, Mapping

import requests
from instagrapi.exceptions import ClientBadRequestError, PhotoConfigureError, PhotoNotUpload

from bot.channels import graph_errors
from bot.channels.instagram_table import BAD_CERTIFICATE, NOT_SENT, UNKNOWN, VERDICTS
from bot.channels.verdicts import Act, Answer, Verdict
from bot.domain.errors import OutcomeUnknown

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
        if isinstance(link, requests.RequestException) and graph_errors.was_never_sent(link):
            return NOT_SENT
        if isinstance(link, requests.RequestException) and graph_errors.has_bad_certificate(link):
            return BAD_CERTIFICATE
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
