"""Nothing below us sends twice or waits for ever: a test for each guard, red when the guard is taken away."""

import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import facebook as facebook_sdk
import pytest
import requests
from channel_bench import Bench, MakeBench, client_of
from instagrapi.exceptions import ChallengeRequired

from bot.domain.errors import ChannelError, OutcomeUnknown, Unauthorized
from bot.sandbox.kinds import Moment

CONFIGURE = "instagram.configure"
SHORT = timedelta(seconds=0.4)
LONG = 6.0


def publish_in_vain(bench: Bench) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        bench.publish()
    return caught.value


def test_libcurl_does_not_resend_on_a_connection_that_died(instagram: Bench) -> None:
    """Guard: a fresh connection for the configure call; libcurl repeats POSTs on reused ones only."""
    instagram.prepare()
    instagram.break_next(CONFIGURE, "drop", Moment.AFTER)
    assert isinstance(publish_in_vain(instagram), OutcomeUnknown)
    assert instagram.requests(CONFIGURE) == 1
    assert len(instagram.captions()) == 1


def test_libcurl_does_not_send_the_password_twice(instagram: Bench) -> None:
    """Guard: a fresh connection for the login call as well."""
    instagram.break_next("instagram.login", "drop")
    publish_in_vain(instagram)
    assert instagram.requests("instagram.login") == 1


@pytest.mark.slow
def test_instagrapi_does_not_resend_after_408(instagram: Bench) -> None:
    """Guard: our own `private_request`; instagrapi's waits a minute and sends again."""
    instagram.prepare()
    instagram.break_next(CONFIGURE, "http_408", Moment.AFTER)
    assert isinstance(publish_in_vain(instagram), OutcomeUnknown)
    assert instagram.requests(CONFIGURE) == 1


def test_instagrapi_does_not_resend_after_an_exception_handler_returned(instagram: Bench) -> None:
    """Guard: our own `private_request`."""
    client_of(instagram).handle_exception = lambda *_: None
    instagram.break_next(CONFIGURE, "http_500", Moment.AFTER)
    publish_in_vain(instagram)
    assert instagram.requests(CONFIGURE) == 1


def test_instagrapi_does_not_resend_after_a_solved_challenge(instagram: Bench) -> None:
    """Guard: our own `private_request`; instagrapi's would solve it and send again."""
    client = client_of(instagram)
    client.with_challenge_flow = True
    client.challenge_resolve = lambda _: True
    instagram.break_next(CONFIGURE, "challenge")
    assert isinstance(publish_in_vain(instagram), Unauthorized)
    assert instagram.requests(CONFIGURE) == 1


def test_instagrapi_does_not_resend_after_an_incomplete_answer(instagram: Bench) -> None:
    """Guard: our own `private_request`; instagrapi's waits two seconds and sends again."""
    cutting = CuttingAdapter()
    client_of(instagram).private.mount("https://i.instagram.com/api/v1/media/configure", cutting)
    with pytest.raises(OutcomeUnknown):
        instagram.publish()
    assert cutting.requests == 1


def test_a_redirect_does_not_carry_the_post_to_instagram_on(instagram: Bench) -> None:
    """Guard: no redirects on instagrapi's sessions either."""
    moving = MovingAdapter()
    client_of(instagram).private.mount("https://i.instagram.com/api/v1/media/configure", moving)
    with pytest.raises(OutcomeUnknown):
        instagram.publish()
    assert moving.requests == 1


@pytest.mark.parametrize("kind", ["http_503", "drop", "throttled"])
@pytest.mark.parametrize("backend", ["facebook", "facebook-link", "instagram-graph"])
def test_requests_does_not_resend_what_goes_to_graph(make_bench: MakeBench, backend: str, kind: str) -> None:
    """Guard: no Retry is mounted on facebook-sdk's session."""
    bench = make_bench(backend)
    bench.prepare()
    bench.break_next(bench.visible_point, kind, Moment.AFTER)
    assert isinstance(publish_in_vain(bench), OutcomeUnknown)
    assert bench.requests(bench.visible_point) == 1


@pytest.mark.parametrize(
    "saved",
    [
        {"private_transport": "requests", "session_retry_total": 3},
        {"private_transport": "requests", "session_retry_total": 3, "session_retry_backoff_factor": 0},
    ],
    ids=["retrying transport", "hasty retries"],
)
def test_saved_settings_do_not_bring_resending_back(instagram: Bench, saved: dict[str, object]) -> None:
    """Guard: `set_settings` closes everything again; instagrapi lets saved settings win."""
    instagram.prepare()
    change_saved_settings(instagram, saved)
    instagram.start()
    instagram.prepare()
    instagram.break_next(CONFIGURE, "http_500", Moment.AFTER)
    publish_in_vain(instagram)
    assert instagram.requests(CONFIGURE) == 1
    assert client_of(instagram).private_transport == "curl"


def test_saved_settings_do_not_switch_the_certificate_check_off(instagram: Bench) -> None:
    """Guard: `guard()` sets it again."""
    instagram.prepare()
    change_saved_settings(instagram, {"tls_verify": False})
    instagram.start()
    client = client_of(instagram)
    assert client.private.verify is True
    assert client.public.verify is True


@pytest.mark.parametrize(
    "point",
    ["instagram.preflight", "instagram.password_key", "instagram.login", "instagram.rupload", CONFIGURE],
)
def test_no_call_to_instagram_waits_for_ever(instagram: Bench, point: str) -> None:
    """Guard: a time limit on both sessions; instagrapi gives none."""
    instagram.start(timeout=SHORT)
    instagram.break_next(point, "slow")
    assert ends_in_time(lambda: publish_in_vain(instagram))


@pytest.mark.parametrize("point", ["facebook.photos", "facebook.feed"])
def test_no_call_to_facebook_waits_for_ever(facebook: Bench, point: str) -> None:
    """Guard: the timeout given to facebook-sdk, whose own is none."""
    facebook.start(timeout=SHORT)
    facebook.break_next(point, "slow")
    assert ends_in_time(lambda: publish_in_vain(facebook))


def test_a_redirect_does_not_carry_the_post_on(facebook: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guard: no redirects; a 307 would send the whole body again."""
    facebook.prepare()
    with redirecting_server() as (url, hits):
        monkeypatch.setattr(facebook_sdk, "FACEBOOK_GRAPH_URL", url)
        with pytest.raises(OutcomeUnknown):
            facebook.publisher.publish(facebook.post(), dict(facebook.kept))
    assert len(hits) == 1


def test_a_login_that_wants_a_person_asks_nobody(instagram: Bench) -> None:
    """Guard: handlers and the mailed-code flow of instagrapi read from the terminal."""
    client = client_of(instagram)
    for ask in (client.challenge_code_handler, client.change_password_handler):
        with pytest.raises(ChallengeRequired):
            ask("verbund")
    with pytest.raises(ChallengeRequired):
        client.bloks_caa_resolve_two_step_verification({})


def change_saved_settings(bench: Bench, changes: dict[str, object]) -> None:
    data = json.loads(bench.session_file.read_text())
    data["settings"] |= changes
    bench.session_file.write_text(json.dumps(data))


def ends_in_time(act: Callable[[], object]) -> bool:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    thread.join(LONG)
    return not thread.is_alive()


class CuttingAdapter(requests.adapters.BaseAdapter):
    """Breaks every answer off."""

    def __init__(self) -> None:
        super().__init__()
        self.requests = 0

    def send(self, *_: Any, **__: Any) -> requests.Response:
        self.requests += 1
        raise requests.exceptions.ChunkedEncodingError("half an answer")

    def close(self) -> None:
        """Nothing is open."""


class MovingAdapter(CuttingAdapter):
    """Sends every request elsewhere, back to where it came from."""

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        self.requests += 1
        response = requests.Response()
        response.status_code, response.url, response.request = 307, request.url, request
        response.headers["location"] = str(request.url)
        response.raw = io.BytesIO()
        return response


class _Redirecting(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.hits.append(self.path)
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(307)
        self.send_header("location", self.path)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Be quiet."""


@contextmanager
def redirecting_server() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback which sends every POST elsewhere; yields its address and the paths it saw."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Redirecting)
    server.hits = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", server.hits
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
