"""The error table of the Graph API: Facebook Page and official Instagram publishing.

Sources: Meta, "Handle Errors" and "Rate Limits" (Graph API), Page and Photo reference, Instagram Platform
"Error Codes"; 1346003, 1366046, 1366051, 1404082, 1404102, 1404112 and 1609008 are known from practice only.
"""

import ssl
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import facebook
import requests
import urllib3

from bot.channels.base import Act, Answer, ErrorRule, Person
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

Code = tuple[int, int | None]
"""Meta's `code` and `error_subcode`; None stands for every subcode without a row of its own."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

NEW_TOKEN = mark(
    "Get a new token (docs/facebook.md, step 3), give it to `bot init`, which sets BOT_FACEBOOK_TOKEN, "
    "then run `bot doctor`."
)
"""The one way back, whatever the reason; `docs/facebook.md` and the runbook say the same."""
_RIGHTS = mark(
    "Give the token the missing rights (pages_manage_posts, pages_read_engagement; for Instagram "
    "instagram_content_publish) and the person the Page task “Create content”, then run `bot doctor`."
)
_PEOPLE = mark("See the Page inbox and “Account quality” for what Meta objects to; then run `bot resume`.")
_EDIT = mark("Change text or picture with `bot edit` and reschedule the post.")


def _row(
    error: type[ChannelError], person: Person, what: str, advice: str, wait: timedelta | None = None
) -> ErrorRule:
    return ErrorRule(error=error, person=person, what=what, advice=advice, wait=wait)


def _limit(what: str, wait: timedelta = HOUR) -> ErrorRule:
    return _row(Throttled, Person.NOBODY, what, WAIT, wait)


def _token(what: str) -> ErrorRule:
    return _row(Unauthorized, Person.ADMIN, what, NEW_TOKEN)


def _right(what: str) -> ErrorRule:
    return _row(Unauthorized, Person.ADMIN, what, _RIGHTS)


def _content(what: str, advice: str = _EDIT) -> ErrorRule:
    return _row(Rejected, Person.EDITOR, what, advice)


def _held(what: str, wait: timedelta = DAY) -> ErrorRule:
    return _row(Blocked, Person.ADMIN, what, _PEOPLE, wait)


def _twin(what: str) -> ErrorRule:
    return _row(OutcomeUnknown, Person.NOBODY, what, LOOK)


def later(what: str, wait: timedelta) -> ErrorRule:
    return _row(Unavailable, Person.NOBODY, what, WAIT, wait)


_TOO_MANY = mark("Meta slows us down: too many calls.")
_SAME_POST = mark("Meta reports an equal post.")
_PERMISSION = _right(mark("Meta denies the right to do this."))
_DEAD_TOKEN = _token(mark("The Facebook token is no longer valid."))
_UNREADABLE_PICTURE = _content(mark("Meta cannot read the picture."))
_AGAINST_STANDARDS = _content(mark("Meta sees its Community Standards violated."))
_ABUSIVE = _content(mark("Meta calls the content abusive."))
_LIMITED_ACCOUNT = _held(mark("The account is limited."))
LOOK = mark("Nothing to do: the bot looks before it sends again.")

DOWN = ErrorRule(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=mark("Meta reports a fault of its own."),
    advice=LOOK,
)

WAIT = mark("Nothing to do: the bot tries again by itself.")

FACEBOOK: Mapping[Code, ErrorRule] = {
    (1, None): DOWN,
    (2, None): DOWN,
    (1, 99): _content(mark("Meta refuses a parameter.")),
    (3, None): _right(mark("The app lacks a capability.")),
    (4, None): _limit(_TOO_MANY),
    (10, None): _PERMISSION,
    (17, None): _limit(_TOO_MANY),
    (32, None): _limit(_TOO_MANY),
    (100, None): _content(mark("Meta refuses a parameter of the post.")),
    (100, 33): _content(
        mark("Meta does not know the object or does not show it to us."),
        mark("Look at the Page; if the post stands there, `bot mark-posted`, else `bot reschedule`."),
    ),
    (100, 1366046): _UNREADABLE_PICTURE,
    (100, 1366051): _twin(mark("Meta says the photo is already posted.")),
    (102, None): _DEAD_TOKEN,
    (105, None): _content(mark("Meta refuses a parameter.")),
    (120, None): _content(mark("Meta does not know the album.")),
    (190, None): _DEAD_TOKEN,
    (190, 458): _token(mark("The app was removed from the account.")),
    (190, 459): _row(
        Unauthorized,
        Person.ADMIN,
        mark("Facebook wants the person to confirm."),
        mark("Log in at facebook.com and confirm, then run `bot doctor`."),
    ),
    (190, 460): _token(mark("The Facebook password was changed.")),
    (190, 463): _token(mark("The Facebook token has expired.")),
    (190, 464): _token(mark("The Facebook account is not confirmed.")),
    (190, 467): _token(mark("The Facebook token is invalid.")),
    (190, 492): _right(mark("The person no longer has a role on the Page.")),
    (197, None): _content(mark("The post is empty.")),
    (220, None): _PERMISSION,
    (321, None): _content(mark("The album is full.")),
    (324, None): _content(mark("The post lacks its picture.")),
    (341, None): _limit(_TOO_MANY),
    (368, None): _held(mark("Meta holds the account back.")),
    (368, 1390008): _held(mark("Meta says: posting too fast.")),
    (368, 1404082): _twin(_SAME_POST),
    (368, 1404102): _AGAINST_STANDARDS,
    (368, 1346003): _ABUSIVE,
    (368, 1404112): _LIMITED_ACCOUNT,
    (368, 4854002): _held(mark("Meta wants the identity confirmed.")),
    (506, None): _twin(_SAME_POST),
    (613, None): _limit(_TOO_MANY),
    (1346003, None): _ABUSIVE,
    (1366046, None): _UNREADABLE_PICTURE,
    (1366051, None): _twin(_SAME_POST),
    (1404082, None): _twin(_SAME_POST),
    (1404102, None): _AGAINST_STANDARDS,
    (1404112, None): _LIMITED_ACCOUNT,
    (1500, None): _content(mark("Meta calls the address invalid.")),
    (1609005, None): later(mark("Meta cannot read the linked page."), HOUR),
    (1609008, None): _content(mark("Links to facebook.com are not allowed.")),
    (2635, None): _row(
        Unauthorized,
        Person.ADMIN,
        mark("Meta no longer knows the version of its interface that is set."),
        mark("Set BOT_FACEBOOK_GRAPH_VERSION to a newer one, or update the bot; then run `bot doctor`."),
    ),
    (2500, None): _token(mark("The Facebook token is missing.")),
    (5101, None): _content(mark("The picture file is too large.")),
    (80001, None): _limit(_TOO_MANY),
    (80002, None): _limit(_TOO_MANY),
}
NOT_PROCESSED = ErrorRule(
    error=Unavailable,
    person=Person.NOBODY,
    what=mark("Instagram has not processed the picture."),
    advice=WAIT,
    wait=timedelta(minutes=2),
)
NOT_READY = ErrorRule(
    error=Unavailable,
    person=Person.NOBODY,
    what=mark("Instagram is still processing the picture."),
    advice=WAIT,
    wait=timedelta(minutes=1),
)

INSTAGRAM: Mapping[Code, ErrorRule] = {
    (-1, None): DOWN,
    (-2, None): NOT_PROCESSED,
    (4, 2207051): _held(mark("Instagram suspects spam.")),
    (9, None): _limit(mark("Instagram's daily quota is used up."), DAY),
    (24, None): later(
        mark("Instagram does not find the prepared post."),
        timedelta(minutes=2),
    ),
    (25, None): _row(
        Unauthorized,
        Person.ADMIN,
        mark("The Instagram account is restricted."),
        mark("See “Account status” in the Instagram app, then run `bot doctor`."),
    ),
    (9004, None): later(
        mark("Instagram cannot fetch the picture."),
        timedelta(minutes=10),
    ),
    (9007, None): NOT_READY,
    (36000, None): _content(mark("The picture file is too large.")),
    (36001, None): _content(mark("The picture format is not allowed.")),
    (36003, None): _content(mark("The picture's aspect ratio is not allowed.")),
    (36004, None): _content(mark("The caption is too long.")),
}

GRAPH: Mapping[Code, ErrorRule] = {**FACEBOOK, **INSTAGRAM}


def find_row(code: int, subcode: int | None) -> ErrorRule:
    """The row for a code, the most special one first; the 200s are all permissions."""
    row = GRAPH.get((code, subcode)) or GRAPH.get((code, None))
    if row is not None:
        return row
    return _PERMISSION if 200 <= code <= 299 else UNKNOWN_CODE


UNKNOWN_CODE = ErrorRule(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=mark("Meta answers with an unknown error."),
    advice=LOOK,
)
UNREADABLE = ErrorRule(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=mark("Meta's answer cannot be read."),
    advice=LOOK,
)
NO_ANSWER = ErrorRule(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=mark("No answer came from Meta."),
    advice=LOOK,
)
NOT_SENT = ErrorRule(
    error=Unavailable,
    person=Person.NOBODY,
    what=mark("Meta cannot be reached."),
    advice=mark("Check network and proxy if it lasts; the bot tries again by itself."),
)
BAD_CERTIFICATE = ErrorRule(
    error=Unavailable,
    person=Person.ADMIN,
    what=mark("The other side's certificate is not trusted."),
    advice=mark("Check the machine's clock and REQUESTS_CA_BUNDLE."),
)
EMPTY_429 = ErrorRule(
    error=Throttled,
    person=Person.NOBODY,
    what=mark("Meta takes no requests at the moment."),
    advice=WAIT,
    wait=HOUR,
)
NEARLY_LIMITED = ErrorRule(
    error=Throttled,
    person=Person.NOBODY,
    what=mark("The quota of calls to Meta is nearly used up."),
    advice=WAIT,
)
REFUSED_QUIETLY = ErrorRule(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=mark("Meta answers without the post's id."),
    advice=LOOK,
)


QUOTA_USED = ErrorRule(
    error=Throttled,
    person=Person.NOBODY,
    what=mark("Instagram's daily quota is used up."),
    advice=WAIT,
    wait=HOUR,
)
NOT_LISTED_YET = ErrorRule(
    error=Unavailable,
    person=Person.NOBODY,
    what=mark("Instagram reports the post as published but does not list it yet."),
    advice=LOOK,
)
NO_ACCOUNT = ErrorRule(
    error=Unauthorized,
    person=Person.ADMIN,
    what=mark("No Instagram account is linked to the Facebook Page."),
    advice=mark(
        "Turn the Instagram account into a professional one, link it to the Page, then run `bot doctor`."
    ),
)
NO_TOKEN = ErrorRule(
    error=Unauthorized,
    person=Person.ADMIN,
    what=mark(
        "Facebook does not accept this token: it is not copied whole, or its time is over. One from the "
        "Graph API Explorer lives an hour or two."
    ),
    advice=NEW_TOKEN,
)
PAGE_GONE = ErrorRule(
    error=Unauthorized,
    person=Person.ADMIN,
    what=mark("Meta does not know the Facebook Page or does not show it to us."),
    advice=mark(
        "See on facebook.com whether the Page still exists and BOT_FACEBOOK_PAGE_ID is right; then run "
        "`bot resume`."
    ),
)
OTHER_PAGE = ErrorRule(
    error=Unauthorized,
    person=Person.ADMIN,
    what=mark("The Facebook token does not belong to the Page in BOT_FACEBOOK_PAGE_ID."),
    advice=mark(
        "Set the number and a Page token of one and the same Page, which `bot init` does; then run "
        "`bot doctor`."
    ),
)
PROOF_NEEDED = ErrorRule(
    error=Unauthorized,
    person=Person.ADMIN,
    what=mark("The app demands a proof by the App secret with each call."),
    advice=mark("Set BOT_FACEBOOK_APP_ID and BOT_FACEBOOK_APP_SECRET, then run `bot doctor`."),
)
APP_REFUSED = ErrorRule(
    error=Unauthorized,
    person=Person.ADMIN,
    what=mark("Meta does not accept App ID and App secret."),
    advice=mark("Check BOT_FACEBOOK_APP_ID and BOT_FACEBOOK_APP_SECRET; the Page token is not the cause."),
)
TEXT_DROPPED = ErrorRule(
    error=Rejected,
    person=Person.EDITOR,
    what=mark("Facebook does not show the text it was given."),
    advice=mark("Put the text right on Facebook by hand."),
)
NO_EDITING = ErrorRule(
    error=Rejected,
    person=Person.EDITOR,
    what=mark("Instagram's official interface cannot change captions."),
    advice=mark("Change the caption in the Instagram app."),
)

TELLING: Mapping[str, ErrorRule] = {
    "before impersonating": _PERMISSION,
    "require an appsecret_proof": PROOF_NEEDED,
    "Invalid appsecret_proof": APP_REFUSED,
}
"""Words in a refusal which tell more than its code."""

MISSING = "100/33"
"""The code of an object that is gone, hidden, or (as an outage of May 2026 showed) merely not readable."""

_NEVER_CONNECTED = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)


def judge(error: Exception, act: Act, http_status: int, *, page_id: str = "") -> tuple[ErrorRule, Answer]:
    """The row for an exception, and what Meta said; `http_status` of the last answer, 0 without one."""
    if isinstance(error, facebook.GraphAPIError) and isinstance(error.code, int):
        rule, said = _judge_refusal(error, page_id)
        is_odd = act is Act.PUBLISH and 0 < http_status < 400  # it may hold a post's id as well
        return UNREADABLE if is_odd else rule, said
    name = type(error).__name__
    if isinstance(error, requests.RequestException) and not http_status:
        return _judge_transport(error), Answer(code=name)
    return judge_status(act, http_status) if http_status else (UNREADABLE, Answer(code=name))


def judge_status(act: Act, http_status: int) -> tuple[ErrorRule, Answer]:
    """Likewise for an answer that is no refusal of Graph's own."""
    is_limit = http_status == 429 and act is not Act.PUBLISH
    return EMPTY_429 if is_limit else UNREADABLE, Answer(code=f"http {http_status}")


def _judge_refusal(error: facebook.GraphAPIError, page_id: str) -> tuple[ErrorRule, Answer]:
    body: Mapping[str, Any] = error.result.get("error", {})
    subcode = body.get("error_subcode")
    rule = find_row(error.code, subcode if isinstance(subcode, int) else None)
    rule = _judge_by_words(str(body.get("message") or ""), page_id, f"{error.code}/{subcode}") or rule
    if body.get("is_transient") and rule.error is Rejected:
        rule = DOWN
    answer = Answer(
        code=f"{error.code}/{subcode}" if subcode else str(error.code),
        words=str(body.get("error_user_msg") or body.get("message") or ""),
        trace=str(body.get("fbtrace_id") or ""),
    )
    return rule, answer


def _judge_by_words(message: str, page_id: str, code: str) -> ErrorRule | None:
    """What Meta tells in words only: that the fault is one of the account, not of the post."""
    if code == MISSING and page_id and f"'{page_id}'" in message:
        return PAGE_GONE
    return next((rule for words, rule in TELLING.items() if words in message), None)


def _judge_transport(error: requests.RequestException) -> ErrorRule:
    if has_bad_certificate(error):
        return BAD_CERTIFICATE
    return NOT_SENT if was_never_sent(error) else NO_ANSWER


def was_never_sent(error: requests.RequestException) -> bool:
    """Whether no connection ever stood: refused, no such host, or no answer to the connect.

    Never true behind a proxy: urllib3 then gives the proxy as the reason and forgets the tunnel.
    """
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, _NEVER_CONNECTED)


def has_bad_certificate(error: requests.RequestException) -> bool:
    """Whether TLS failed on the certificate, and so before any request."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return any(isinstance(part, ssl.SSLCertVerificationError) for part in getattr(reason, "args", ()))


def list_rules() -> tuple[ErrorRule, ...]:
    """Every row, also those that no code names."""
    return (*GRAPH.values(), *(row for row in globals().values() if isinstance(row, ErrorRule)))
