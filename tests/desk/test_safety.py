"""What keeps the desk safe, each held by what a stranger or a hostile page would really send."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from copy import copy
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import urlsplit

import httpx
import pytest

from bot.desk import guard, server
from bot.domain.post import PostStatus
from tests.desk.chromium import Browser
from tests.desk.conftest import RealDesk, find_port, serve

POLICY = "default-src 'none'"
EVIL = '"><script>document.title="owned"</script><img src=x onerror=document.title="owned">{{7*7}}'


def read_form(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the page's form whose button does this, and the button."""
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    form = next(form for form in forms if f'value="{action}"' in form)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {**dict(fields), "action": action}


class Markup(HTMLParser):
    """Every tag of a page with the names of its attributes, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, [name for name, _ in attrs]))


def count_decisions(desk: RealDesk, post_id: int) -> int:
    with desk.open() as bot:
        return len(bot.journal.list_deeds(post_id))


def test_a_form_without_our_token_or_with_another_devices_changes_nothing(desk: RealDesk) -> None:
    post, _ = desk.add_waiting()
    anna, bert = desk.sign_in("Anna"), desk.sign_in("Bert")
    path = f"/posts/{post.id}"
    form = read_form(anna.get(path).text, "approve")
    foreign = read_form(bert.get(path).text, "approve")["csrf_token"]
    for token in ("", "x" * 64, "ä", foreign):
        answer = anna.post(path, data={**form, "csrf_token": token})
        assert answer.status_code == 403
    without = {name: value for name, value in form.items() if name != "csrf_token"}
    assert anna.post(path, data=without).status_code == 403
    assert anna.post("/sign-out").status_code == 403
    assert count_decisions(desk, post.id) == 0
    assert anna.post(path, data=form).status_code == 200
    assert desk.get_post(post.id).approved_by == "Anna"


@pytest.mark.parametrize(
    "said",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=lambda said: " ".join(said.values()),
)
def test_a_form_that_a_browser_says_comes_from_elsewhere_changes_nothing(
    desk: RealDesk, said: dict[str, str]
) -> None:
    post, _ = desk.add_waiting()
    anna = desk.sign_in()
    form = read_form(anna.get(f"/posts/{post.id}").text, "cancel")
    assert anna.post(f"/posts/{post.id}", data=form, headers=said).status_code == 403
    assert count_decisions(desk, post.id) == 0


@pytest.mark.slow
def test_a_second_site_in_the_same_browser_can_neither_post_nor_frame_nor_read(
    desk: RealDesk, browser: Browser
) -> None:
    """It even stands on the same host, so that the browser sends the cookie along."""
    post, _ = desk.add_waiting()
    page = browser.open_device()
    page.go(desk.invite())
    target = f"{desk.address}/posts/{post.id}"
    html = f"""<!doctype html><title>evil</title>
      <iframe name="hole" src="{target}"></iframe>
      <form method="post" action="{target}"><input name="action" value="approve">
      <input name="seen" value="x"><input name="csrf_token" value="x"><button>go</button></form>
      <script>fetch("{target}", {{credentials: "include"}}).then((a) => a.text())
        .then((t) => document.title = "read " + t.length, () => document.title = "refused")</script>"""

    class Evil(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            """Be silent."""

    with HTTPServer(("127.0.0.1", 0), Evil) as evil:
        Thread(target=evil.serve_forever, daemon=True).start()
        page.go(f"http://127.0.0.1:{evil.server_port}/")
        assert (
            page.evaluate("new Promise((done) => setTimeout(() => done(document.title), 500))") == "refused"
        )
        framed = page.call("Page.getFrameTree")["frameTree"]["childFrames"][0]["frame"]
        assert "unreachableUrl" in framed or framed["url"].startswith("chrome-error:")
        assert page.submit("button") == 403
        evil.shutdown()
    assert count_decisions(desk, post.id) == 0
    assert desk.get_post(post.id).status is PostStatus.DRAFT


def test_cookies_are_httponly_and_lax_and_hold_no_name(desk: RealDesk) -> None:
    client = desk.visit(follow_redirects=False)
    entry = client.get(desk.invite())
    answer = client.get("/")
    assert entry.status_code == 303
    for header in (*entry.headers.get_list("set-cookie"), *answer.headers.get_list("set-cookie")):
        assert "HttpOnly" in header
        assert "SameSite=Lax" in header
        assert "Path=/" in header
        assert "Anna" not in header
        assert "Domain" not in header


@pytest.fixture(scope="module")
def proxied(desk: RealDesk) -> Iterator[RealDesk]:
    """The same instance behind https, with a proxy on this machine that is named."""
    served = copy(desk)
    served.address = f"http://127.0.0.1:{find_port()}"
    listening = {"BOT_DESK_ADDR": served.address.removeprefix("http://"), "BOT_DESK_PROXY": "127.0.0.1"}
    yield from serve(served, **listening, BOT_DESK_URL="https://desk.example")


def test_behind_https_cookies_are_secure_and_bound_to_the_host(proxied: RealDesk) -> None:
    path = proxied.invite().rpartition("/sign-in/")[2]
    for said in ({"Host": "desk.example"}, {"X-Forwarded-Proto": "https"}):
        answer = proxied.visit(follow_redirects=False).get(f"/sign-in/{path}", headers=said)
        (header,) = answer.headers.get_list("set-cookie")
        assert header.startswith("__Host-desk-entry=")
        assert "Secure" in header


def test_only_a_named_proxy_may_say_for_whom_it_asks(desk: RealDesk) -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "10.1.1.1"}
    answer = desk.visit(follow_redirects=False).get(desk.invite(), headers=said)
    assert answer.headers["location"] == "/"
    assert "Secure" not in answer.headers["set-cookie"]


def test_every_answer_has_a_strict_policy_and_cannot_be_framed(desk: RealDesk) -> None:
    post, _ = desk.add_waiting()
    anna = desk.sign_in()
    stranger = desk.visit(follow_redirects=False)
    style = re.findall(r'"(/files/[^"]+)"', anna.get("/").text)
    paths = ["/", f"/posts/{post.id}", "/status", "/links", "/nowhere", "/sign-in/x", *style]
    for client in (anna, stranger):
        for path in paths:
            headers = client.get(path).headers
            policy = headers["content-security-policy"]
            assert policy.startswith(POLICY)
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert headers["x-frame-options"] == "DENY"


def test_no_page_has_a_script_or_a_style_of_its_own(desk: RealDesk) -> None:
    post, _ = desk.add_waiting()
    anna = desk.sign_in()
    for path in ("/", f"/posts/{post.id}?open=text", "/status", "/links"):
        seen = Markup(anna.get(path).text)
        assert all("src" in names for tag, names in seen.tags if tag == "script")
        assert "style" not in [tag for tag, _ in seen.tags]
        assert [name for _, names in seen.tags for name in names if name.startswith(("on", "style"))] == []


def test_wrong_sign_in_links_are_slowed_down(desk: RealDesk) -> None:
    tries = guard.RateLimit(lambda: now)
    with desk.open() as bot:
        now = bot.clock()
    for _ in range(guard.MOST_TRIES):
        assert not tries.are_too_many("10.0.0.1")
        tries.note("10.0.0.1")
    assert tries.are_too_many("10.0.0.1")
    assert not tries.are_too_many("10.0.0.2")
    now += guard.TRIES_WITHIN
    assert not tries.are_too_many("10.0.0.1")


def test_a_flood_of_wrong_links_is_answered_with_429_and_nobody_else_waits(proxied: RealDesk) -> None:
    stranger, flood = proxied.visit(), {"X-Forwarded-For": "10.9.9.9"}
    seen = [stranger.get(f"/sign-in/{number}", headers=flood).status_code for number in range(12)]
    assert seen == [410] * guard.MOST_TRIES + [429] * 2
    assert stranger.get("/sign-in/x", headers={"X-Forwarded-For": "10.9.9.8"}).status_code == 410


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"<?php system('id'); ?>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("../../etc/passwd", b"GIF89a" + b"\0" * 50),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 200),
    ],
    ids=["php", "svg", "gif", "png"],
)
def test_an_upload_passes_the_same_gate_as_every_picture(desk: RealDesk, name: str, content: bytes) -> None:
    post, _ = desk.add_waiting()
    anna = desk.sign_in()
    form = read_form(anna.get(f"/posts/{post.id}").text, "edit")
    answer = anna.post(f"/posts/{post.id}", data=form, files={"image": (name, content, "image/jpeg")})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert desk.get_post(post.id).composition == post.composition


def test_an_upload_without_end_is_refused(desk: RealDesk) -> None:
    anna = desk.sign_in()
    answer = anna.post("/posts/1", data={}, files={"image": ("a.jpg", b"\xff" * 27_000_000)})
    assert answer.status_code == 413
    assert answer.text == "At most 25 MB can be sent.\n"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_whoever_opens_many_connections_and_asks_for_nothing_keeps_nobody_out(desk: RealDesk) -> None:
    place = (urlsplit(desk.address).hostname, urlsplit(desk.address).port)
    with ExitStack() as ending:
        slow = [
            ending.enter_context(socket.create_connection(place)) for _ in range(2 * server.MOST_OPEN + 20)
        ]
        for each in slow[-server.MOST_OPEN // 2 :]:
            each.sendall(b"GET /links HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        answer = httpx.get(f"{desk.address}/links", timeout=30, trust_env=False)
    assert answer.status_code == 200


def test_what_is_no_request_is_answered_in_one_sentence_under_the_same_policy(desk: RealDesk) -> None:
    place = (urlsplit(desk.address).hostname, urlsplit(desk.address).port)
    with socket.create_connection(place, timeout=30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")
        heard = b"".join(iter(lambda: line.recv(4096), b"")).decode()
    assert heard.startswith("HTTP/1.1 400 ")
    assert "frame-ancestors 'none'" in heard
    assert heard.endswith("\r\n\r\nThis request cannot be understood.\n")


@pytest.mark.slow
def test_an_articles_title_that_is_hostile_stays_a_title(desk: RealDesk, browser: Browser) -> None:
    post, _ = desk.add_waiting(EVIL)
    with desk.open() as bot:
        stands = bot.posts.get_post(post.id)
        assert bot.posts.change(stands, allowed=[stands.status], caption=EVIL, alt_text=EVIL, reason=EVIL)
    page = browser.open_device()
    page.go(desk.invite())
    for path in ("/", f"/posts/{post.id}?open=text", "/status"):
        page.go(desk.address + path)
        assert page.evaluate("document.title") != "owned"
        assert page.evaluate("document.querySelectorAll('[onerror]').length") == 0
        if path != "/status":
            assert EVIL in page.text("main")
    page.go(f"{desk.address}/posts/{post.id}")
    assert page.evaluate("document.querySelector('textarea').value") == EVIL


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "a@127.0.0.1", "127.0.0.1:1"])
def test_a_foreign_host_header_is_refused(desk: RealDesk, host: str) -> None:
    anna = desk.sign_in()
    for path in ("/", "/links", "/sign-in/x", "/files/desk.css"):
        assert anna.get(path, headers={"Host": host}).status_code == 400


def test_what_no_keyboard_types_is_left_out_of_a_text(desk: RealDesk) -> None:
    post, _ = desk.add_waiting()
    anna = desk.sign_in()
    form = read_form(anna.get(f"/posts/{post.id}").text, "edit")
    typed = "Ein\x00 Text\x1b[31m\r\nmit Zeilen\x7f 👩🏽‍🚒\r\n"
    assert anna.post(f"/posts/{post.id}", data={**form, "caption": typed}).status_code == 200
    assert desk.get_post(post.id).composition.caption == "Ein Text[31m\nmit Zeilen 👩🏽‍🚒"
    for number in (2**31, 10**30):
        assert anna.get(f"/posts/{number}").status_code == 404
        assert anna.post(f"/articles/{number}", data=form).status_code == 404


def test_nobody_is_led_elsewhere(desk: RealDesk) -> None:
    post, _ = desk.add_waiting()
    anna = desk.sign_in()
    anna.follow_redirects = False
    form = read_form(anna.get(f"/posts/{post.id}").text, "cancel")
    for back in ("https://evil.example", "//evil.example", "/\\evil.example"):
        form = {**form, "back": back, "next": back, "done": back}
        answer = anna.post(f"/posts/{post.id}?next={back}", data=form)
        assert answer.headers["location"].startswith(f"/posts/{post.id}?")
    for path in ("//evil.example", "/https://evil.example", "/sign-in/x?next=https://evil.example"):
        assert "evil" not in anna.get(path).headers.get("location", "")


def test_the_read_role_can_change_nothing(desk: RealDesk) -> None:
    post, _ = desk.add_waiting()
    dilek, anna = desk.sign_in("Dilek", "read"), desk.sign_in()
    token = re.findall(r'name="csrf_token" value="(\w+)"', dilek.get("/").text)[0]
    seen = read_form(anna.get(f"/posts/{post.id}").text, "approve")["seen"]
    for action in ("approve", "cancel", "reschedule", "edit", "undo", "retry"):
        form = {"csrf_token": token, "seen": seen, "action": action, "when": "tomorrow", "caption": "x"}
        assert dilek.post(f"/posts/{post.id}", data=form).status_code == 403
    pair = {"csrf_token": token, "post": f"{post.id}:{seen}", "action": "approve"}
    assert dilek.post(f"/articles/{post.article_id}", data=pair).status_code == 403
    assert dilek.post("/status", data={"csrf_token": token, "action": "resume"}).status_code == 403
    assert desk.get_post(post.id) == post


def test_whoever_is_not_signed_in_gets_nothing_but_the_links_page(desk: RealDesk) -> None:
    post, _ = desk.add_waiting()
    stranger = desk.visit(follow_redirects=False)
    version = post.composition.image_sha256[:16]
    for path in ("/", f"/posts/{post.id}", "/status", f"/posts/{post.id}/whole.jpg?v={version}", "/anything"):
        answer = stranger.get(path)
        assert answer.status_code == 401
        assert post.article_title not in answer.text
        assert stranger.post(path).status_code in {401, 405}
    assert stranger.get(f"/links/{post.id}.jpg").status_code == 404
    answer = stranger.get("/links")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


def test_a_robot_that_looks_behind_an_address_does_not_use_the_link_up(desk: RealDesk) -> None:
    link = desk.invite()
    httpx.head(link, trust_env=False)
    httpx.get(link, trust_env=False)
    assert desk.visit().get(link).status_code == 200


def test_the_database_holds_no_token_that_opens_the_desk(desk: RealDesk) -> None:
    anna = desk.sign_in()
    waiting = desk.invite("Bert").rsplit("/", 1)[-1]
    device = anna.cookies["desk"]
    stored = b"".join(path.read_bytes() for path in (desk.home / "state").glob("bot.db*"))
    assert device.encode() not in stored
    assert waiting.encode() not in stored
    assert guard.hash_token(device).encode() in stored
