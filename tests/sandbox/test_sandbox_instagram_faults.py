"""What the shipped instagrapi sees of each family of faults: requests sent, posts standing, and the error.

These rows prove that the sandbox can reveal the client's traps, above all its silent second POST.
"""

from pathlib import Path

import instagrapi
import pytest
import requests
from instagrapi.exceptions import (
    AccountSuspended,
    ChallengeRequired,
    ClientConnectionError,
    ClientError,
    ClientForbiddenError,
    ClientJSONDecodeError,
    ClientNeedsUpgradeError,
    ClientThrottledError,
    ClientUnauthorizedError,
    FeedbackRequired,
    LoginRequired,
    PhotoConfigureError,
    PhotoNotUpload,
    PleaseWaitFewMinutes,
    SentryBlock,
    UnknownError,
)

from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox

BEFORE, AFTER, LATE = Moment.BEFORE, Moment.AFTER, Moment.LATE
POINT = "instagram.configure"

SILENT = [
    ("drop", AFTER, 2),
    ("drop", BEFORE, 1),
    ("reset", AFTER, 2),
    ("reset", BEFORE, 1),
    ("http_408", AFTER, 2),
]


@pytest.mark.parametrize(
    ("kind", "when", "posts"), SILENT, ids=[f"{kind}-{when}" for kind, when, _ in SILENT]
)
def test_the_client_sends_a_second_time_and_reports_success(
    world: Sandbox, phone: instagrapi.Client, photo: Path, kind: str, when: Moment, posts: int
) -> None:
    world.faults.add(Fault(point=POINT, kind=kind, when=when))
    assert phone.photo_upload(photo, "Einmal, bitte").caption_text == "Einmal, bitte"
    assert (world.ledger.requests(POINT), len(world.instagram.posts())) == (2, posts)


ENDS = [("drop", "closed abruptly"), ("reset", "reset by peer")]


@pytest.mark.parametrize(("kind", "words"), ENDS, ids=[kind for kind, _ in ENDS])
def test_two_lost_connections_are_reported_as_what_they_are(
    world: Sandbox, phone: instagrapi.Client, photo: Path, kind: str, words: str
) -> None:
    world.faults.add(Fault(point=POINT, kind=kind, when=AFTER, times=2))
    with pytest.raises(ClientConnectionError) as failure:
        phone.photo_upload(photo, "Einmal, bitte")
    assert words in str(failure.value.__context__.__cause__)
    assert len(world.instagram.posts()) == 2


ERRORS = [
    ("rst_stream", BEFORE, ClientConnectionError, 0),
    ("rst_stream", AFTER, ClientConnectionError, 1),
    ("slow", BEFORE, requests.Timeout, 0),
    ("slow", AFTER, requests.Timeout, 1),
    ("truncated", AFTER, ClientConnectionError, 1),
    ("http_500", BEFORE, ClientError, 0),
    ("http_500", AFTER, ClientError, 1),
    ("http_503", BEFORE, ClientError, 0),
    ("html_502", AFTER, ClientError, 1),
    ("garbage_json", BEFORE, ClientJSONDecodeError, 0),
    ("garbage_json", AFTER, ClientJSONDecodeError, 1),
    ("empty", AFTER, ClientJSONDecodeError, 1),
    ("throttled", BEFORE, ClientThrottledError, 0),
    ("throttled", AFTER, ClientThrottledError, 1),
    ("media_missing", BEFORE, PhotoConfigureError, 0),
    ("unparsable_media", AFTER, AttributeError, 1),
    ("rate_limit", BEFORE, PleaseWaitFewMinutes, 0),
    ("token_expired", BEFORE, LoginRequired, 0),
    ("challenge", BEFORE, ChallengeRequired, 0),
    ("masked_challenge", BEFORE, ChallengeRequired, 0),
    ("suspended", BEFORE, AccountSuspended, 0),
    ("feedback_required", BEFORE, FeedbackRequired, 0),
    ("sentry_block", BEFORE, SentryBlock, 0),
    ("unauthorized", BEFORE, ClientUnauthorizedError, 0),
    ("forbidden", BEFORE, ClientForbiddenError, 0),
    ("needs_upgrade", BEFORE, ClientNeedsUpgradeError, 0),
    ("http_412", BEFORE, ClientError, 0),
    ("invalid", BEFORE, UnknownError, 0),
    ("duplicate", BEFORE, UnknownError, 0),
]


@pytest.mark.parametrize("row", ERRORS, ids=[f"{kind}-{when}" for kind, when, *_ in ERRORS])
def test_the_client_raises_after_one_request(
    world: Sandbox, phone: instagrapi.Client, photo: Path, row: tuple[str, Moment, type[Exception], int]
) -> None:
    kind, when, error, posts = row
    world.faults.add(Fault(point=POINT, kind=kind, when=when))
    with pytest.raises(error):
        phone.photo_upload(photo, "Einmal, bitte")
    assert (world.ledger.requests(POINT), len(world.instagram.posts())) == (1, posts)


UPLOADS = [
    "http_500",
    "html_502",
    "throttled",
    "rate_limit",
    "token_expired",
    "challenge",
    "feedback_required",
]


@pytest.mark.parametrize("kind", UPLOADS)
def test_any_refused_upload_looks_the_same_and_posts_nothing(
    world: Sandbox, phone: instagrapi.Client, photo: Path, kind: str
) -> None:
    world.faults.add(Fault(point="instagram.rupload", kind=kind))
    with pytest.raises(PhotoNotUpload):
        phone.photo_upload(photo, "Nein")
    assert world.instagram.posts() == ()


@pytest.mark.parametrize("kind", ["drop", "slow", "http_500", "throttled", "garbage_json", "truncated"])
def test_a_feed_that_cannot_be_read_looks_empty(
    world: Sandbox, phone: instagrapi.Client, photo: Path, kind: str
) -> None:
    phone.photo_upload(photo, "Da")
    when = AFTER if kind == "truncated" else BEFORE
    world.faults.add(Fault(point="instagram.feed", kind=kind, when=when, times=2))
    assert phone.user_medias_v1(phone.user_id, 5) == []


def test_a_fresh_post_may_be_missing_from_the_feed(
    world: Sandbox, phone: instagrapi.Client, photo: Path
) -> None:
    world.instagram.set_listing_lag(reads=1)
    phone.photo_upload(photo, "Frisch")
    assert [len(phone.user_medias_v1(phone.user_id, 5)) for _ in range(2)] == [0, 1]


def test_a_login_over_an_expired_session_silently_sends_the_password_again(
    world: Sandbox, phone: instagrapi.Client
) -> None:
    world.instagram.expire_session()
    assert phone.login(world.instagram.username, world.instagram.password)
    assert world.ledger.requests("instagram.login") == 2
