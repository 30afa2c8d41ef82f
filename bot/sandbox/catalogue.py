"""The table of fault kinds: what the client gets instead of its answer, and when that may happen.

Sources: Meta's "Handle Errors" and "Rate Limits" guides and the Instagram Platform's error codes for Graph;
instagrapi 3.2.2 `mixins/private.py` for what its private API answers look like.
"""

from collections.abc import Mapping

from bot.sandbox.answers import GraphError, graph_refusal, private_refusal, usage_headers
from bot.sandbox.exchange import Break, Response, html_answer, json_answer
from bot.sandbox.kinds import ALWAYS, POINTS, Family, Kind, Moment

PRIVATE_POINTS = frozenset(point for point, family in POINTS.items() if family is Family.PRIVATE)
LISTINGS = frozenset(
    {"facebook.published_posts", "graph_instagram.media", "instagram.feed", "archive.list", "archive.feed"}
)
CONFIGURE = frozenset({"instagram.configure"})
LOGIN = frozenset({"instagram.login", "instagram.two_factor"})
STATUS = frozenset({"graph_instagram.status"})
OFFICIAL = frozenset(point for point in POINTS if point.startswith("graph_instagram."))

ONLY_BEFORE = frozenset({Moment.BEFORE})
ONLY_AFTER = frozenset({Moment.AFTER})


def _everywhere(response: Response, moments: frozenset[Moment] = ALWAYS) -> Kind:
    return Kind(moments=moments, answers=dict.fromkeys(Family, response))


def _graph(code: int, message: str, *, only: frozenset[str] = frozenset(), **more: object) -> Kind:
    error = GraphError(code=code, message=message, **more)  # type: ignore[arg-type]
    return Kind(moments=ONLY_BEFORE, answers={Family.GRAPH: graph_refusal(error)}, only=only)


def _private(
    response: Response, moments: frozenset[Moment] = ONLY_BEFORE, *, only: frozenset[str] = frozenset()
) -> Kind:
    return Kind(moments=moments, answers={Family.PRIVATE: response}, only=only)


def _both(graph: Kind, private: Response) -> Kind:
    return Kind(moments=graph.moments, answers={**graph.answers, Family.PRIVATE: private})


def _status(code: str, text: str) -> Kind:
    answer = json_answer({"status_code": code, "status": text, "id": "0"})
    return Kind(moments=ONLY_BEFORE, answers={Family.GRAPH: answer}, only=STATUS)


def _limited(code: int, message: str, subcode: int | None = None) -> Kind:
    error = GraphError(code=code, message=message, subcode=subcode, status=403)
    response = graph_refusal(error, headers=usage_headers("page", percent=100, minutes=7))
    return Kind(moments=ONLY_BEFORE, answers={Family.GRAPH: response})


_DOWN = GraphError(code=2, message="Service temporarily unavailable", status=503, transient=True)
_UNKNOWN = GraphError(code=1, message="An unknown error has occurred.", status=500)
_PRIVATE_DOWN = private_refusal("Oops, an error occurred.", status=500)
_PLEASE_WAIT = private_refusal(
    "Please wait a few minutes before you try again.", status=429, require_login=True, igweb_rollout=True
)
_GARBAGE = Response(headers=(("content-type", "application/json; charset=UTF-8"),), body=b'{"id": "12')
_HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>"
_CHALLENGE = private_refusal(
    "challenge_required",
    challenge={
        "url": "https://i.instagram.com/challenge/?next=/api/v1/",
        "api_path": "/challenge/",
        "hide_webview_header": True,
        "lock": True,
        "logout": False,
        "native_flow": True,
    },
)
_SUSPENDED = private_refusal(
    "challenge_required",
    challenge={"url": "https://www.instagram.com/accounts/suspended/?next=", "lock": True},
)

KINDS: Mapping[str, Kind] = {
    # the connection
    "drop": Kind(how=Break.DROP),
    "reset": Kind(how=Break.RESET),
    "rst_stream": Kind(how=Break.RST_STREAM, only=PRIVATE_POINTS),
    "slow": Kind(how=Break.HANG, moments=frozenset(Moment)),
    "drip": Kind(how=Break.DRIP, moments=ONLY_AFTER),
    "truncated": Kind(how=Break.TRUNCATE, moments=ONLY_AFTER),
    # answers which say nothing of the outcome
    "http_500": Kind(
        answers={
            Family.GRAPH: graph_refusal(_UNKNOWN),
            Family.PRIVATE: _PRIVATE_DOWN,
            Family.WEB: html_answer("<h1>500</h1>", status=500),
        }
    ),
    "http_503": Kind(
        answers={
            Family.GRAPH: graph_refusal(_DOWN),
            Family.PRIVATE: private_refusal("Service unavailable", status=503),
            Family.WEB: html_answer("<h1>503</h1>", status=503, headers=(("retry-after", "120"),)),
        }
    ),
    "html_502": _everywhere(html_answer(_HTML, status=502)),
    "garbage_json": _everywhere(_GARBAGE),
    "empty": _everywhere(html_answer("")),
    "no_content_type": _everywhere(Response(body=b"{}")),
    "throttled": _everywhere(html_answer("", status=429)),
    "http_408": _everywhere(html_answer("", status=408)),
    "fail_without_error": _everywhere(json_answer({"status": "fail"}, status=400)),
    "media_missing": _private(json_answer({"status": "ok"}), ALWAYS, only=CONFIGURE),
    "unparsable_media": _private(
        json_answer({"media": {"pk": 1, "media_type": 1}, "status": "ok"}), ONLY_AFTER, only=CONFIGURE
    ),
    # too many calls
    "rate_limit": _both(
        _limited(80001, "There have been too many calls to this Page account."), _PLEASE_WAIT
    ),
    "rate_limit_4": _limited(4, "(#4) Application request limit reached"),
    "rate_limit_17": _limited(17, "(#17) User request limit reached", 2446079),
    "rate_limit_32": _limited(32, "(#32) Page request limit reached"),
    "rate_limit_341": _limited(341, "(#341) Feed action request limit reached"),
    "rate_limit_613": _limited(613, "(#613) Calls to this api have exceeded the rate limit.", 1996),
    "rate_limit_80001": _limited(80001, "There have been too many calls to this Page account."),
    "rate_limit_80002": _limited(80002, "There have been too many calls to this Instagram account."),
    "rate_limit_error": _private(private_refusal("Too many requests", error_type="rate_limit_error")),
    # who are you
    "token_expired": _both(
        _graph(190, "Error validating access token: Session has expired.", subcode=463),
        private_refusal("login_required", status=403, logout_reason=3),
    ),
    "password_changed": _graph(190, "The session has been invalidated.", subcode=460),
    "app_removed": _graph(190, "The user has not authorized application.", subcode=458),
    "checkpoint": _graph(190, "The user must log in at www.facebook.com to continue.", subcode=459),
    "unconfirmed_user": _graph(190, "The user is not confirmed.", subcode=464),
    "token_invalid": _graph(190, "Invalid OAuth access token.", subcode=467),
    "role_lost": _graph(190, "The user is not an administrator of the page.", subcode=492),
    "impersonating": _graph(
        190,
        "Any of the pages_read_engagement, pages_manage_posts permission(s) must be granted before "
        "impersonating a user's page.",
        status=403,
    ),
    "session_invalid": _graph(102, "The session key is invalid or no longer valid."),
    "permission": _graph(200, "(#200) Permissions error", status=403),
    "permission_10": _graph(10, "(#10) Application does not have permission for this action", status=403),
    "capability": _graph(3, "(#3) Application does not have the capability to make this API call."),
    "unauthorized": _private(private_refusal("unauthorized", status=401)),
    "forbidden": _private(private_refusal("forbidden", status=403)),
    "bad_password": _private(
        private_refusal(
            "The password you entered is incorrect. Please try again.", error_type="bad_password"
        ),
        only=LOGIN,
    ),
    "two_factor_required": _private(
        private_refusal("", error_type="two_factor_required", two_factor_info={"two_factor_identifier": "x"}),
        only=LOGIN,
    ),
    "challenge": _private(_CHALLENGE),
    "suspended": _private(_SUSPENDED),
    "masked_challenge": _private(
        Response(status=404, headers=(("content-type", "text/plain"),), body=b"Not Found")
    ),
    "needs_upgrade": _private(private_refusal("Please update your app", error_type="needs_upgrade")),
    "http_412": _private(private_refusal("Precondition failed", status=412)),
    # held back
    "blocked": _both(
        _graph(
            368, "The action attempted has been deemed abusive or is otherwise disallowed", subcode=1390008
        ),
        private_refusal(
            "feedback_required",
            spam=True,
            feedback_title="Try Again Later",
            feedback_message="We limit how often you can do certain things to protect our community.",
        ),
    ),
    "feedback_required": _private(
        private_refusal(
            "feedback_required",
            spam=True,
            feedback_title="Try Again Later",
            feedback_message="We limit how often you can do certain things to protect our community.",
        )
    ),
    "sentry_block": _private(private_refusal("Sorry, there was a problem.", error_type="sentry_block")),
    "proxy_blocked": _private(
        private_refusal(
            "The username you entered doesn't appear to belong to an account.", error_type="ip_block"
        ),
        only=LOGIN,
    ),
    # this content, no
    "duplicate": _both(
        _graph(506, "(#506) Duplicate status message"), private_refusal("Server got a conflicting upload id")
    ),
    "photos_already_posted": _graph(100, "Photos were already posted.", subcode=1366051),
    "unreadable_photo": _graph(
        100, "The image could not be read.", subcode=1366046, user_message="Bitte JPG oder PNG unter 4 MB."
    ),
    "community_standards": _graph(368, "This content goes against our Community Standards.", subcode=1404102),
    "bad_url": _graph(1500, "The url you supplied is invalid"),
    "link_not_scraped": _graph(1609005, "The link could not be read."),
    "invalid": _both(
        _graph(100, "(#100) Invalid parameter"),
        private_refusal("Uploaded image isn't in an allowed aspect ratio"),
    ),
    "object_missing": _graph(
        100,
        "Unsupported get request. Object does not exist, cannot be loaded due to missing permissions.",
        subcode=33,
        type="GraphMethodException",
    ),
    # lists and states which lie
    "empty_list": Kind(
        moments=ONLY_BEFORE,
        only=LISTINGS,
        answers={
            Family.GRAPH: json_answer({"data": []}),
            Family.PRIVATE: json_answer(
                {"items": [], "num_results": 0, "more_available": False, "status": "ok"}
            ),
            Family.WEB: html_answer("<html><head><title>Aktuelles</title></head><body></body></html>"),
        },
    ),
    "in_progress": _status("IN_PROGRESS", "In Progress: Media is being processed."),
    "container_error": _status("ERROR", "Error: Media upload has failed: 2207020"),
    "container_expired": _status("EXPIRED", "Expired: The container has expired."),
    # official Instagram publishing
    "not_ready": _graph(9007, "Media ID is not available", subcode=2207027, only=OFFICIAL),
    "media_expired": _graph(24, "The media could not be found.", subcode=2207008, only=OFFICIAL),
    "daily_quota": _graph(9, "Application request limit reached", subcode=2207042, only=OFFICIAL, status=403),
    "account_restricted": _graph(
        25, "The account is restricted.", subcode=2207050, only=OFFICIAL, status=403
    ),
    "spam_suspected": _graph(
        4, "Application request limit reached", subcode=2207051, only=OFFICIAL, status=403
    ),
    "image_not_fetched": _graph(
        9004, "Only photo or video can be accepted as media type.", subcode=2207052, only=OFFICIAL
    ),
    "server_error_2207001": _graph(-1, "Fatal", subcode=2207001, only=OFFICIAL, status=500),
    # the archive
    "http_404": Kind(moments=ONLY_BEFORE, answers={Family.WEB: html_answer("<h1>404</h1>", status=404)}),
    "http_410": Kind(moments=ONLY_BEFORE, answers={Family.WEB: html_answer("<h1>410</h1>", status=410)}),
}
