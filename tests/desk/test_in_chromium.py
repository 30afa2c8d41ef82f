"""The desk in a real browser, as a volunteer uses it: on a phone and at a table, by mouse and by keyboard."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot.domain.post import PostStatus
from tests.desk.chromium import Browser, Page
from tests.desk.conftest import RealDesk
from tests.preview.browser import find_axe

pytestmark = pytest.mark.slow
WIDTHS = {"phone": 390, "table": 1280}
MOST_BYTES = 100_000
MOST_REQUESTS = 3
WIDER = """document.documentElement.scrollWidth <= {width} ? [] : [...document.querySelectorAll("*")]
 .filter((each) => each.getBoundingClientRect().right > {width}).map((each) => each.outerHTML.slice(0, 80))"""
"""What does not fit the screen; nothing when all does."""


def of(post_id: int, rest: str) -> str:
    """Something within a post's element."""
    return f'[data-post="{post_id}"] {rest}'


def find_status(page: Page, post_id: int) -> str:
    return str(page.evaluate(f"""document.querySelector('[data-post="{post_id}"]').dataset.status"""))


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_what_is_approved_goes_out_exactly_so(desk: RealDesk, browser: Browser, width: int) -> None:
    facebook, instagram = desk.publish()
    page = browser.open_device(width)
    assert page.go(desk.invite()) == 200
    assert facebook.article_title in page.text("main")
    if not page.find(of(facebook.id, "button[value=approve]")):  # others wait, and only the first stand whole
        page.go(f"{desk.address}/posts/{facebook.id}")
    assert page.submit(of(facebook.id, "button[value=approve]")) == 200
    assert "scheduled" in page.text(".notice")
    page.go(f"{desk.address}/posts/{instagram.id}")
    assert page.submit(of(instagram.id, "button[value=approve]")) == 200
    desk.bot("run", "--once")
    for post in (facebook, instagram):
        sent = desk.get_post(post.id)
        assert (sent.status, sent.approved_by) == (PostStatus.PUBLISHED, "Anna")
        assert sent.composition == post.composition
    public = next(p for p in desk.world.facebook.posts() if p.id == desk.get_post(facebook.id).remote_id)
    assert public.message == facebook.composition.caption
    page.go(f"{desk.address}/posts/{facebook.id}")
    assert find_status(page, facebook.id) == "published"
    assert not page.find(of(facebook.id, "form"))


def test_no_is_no_until_it_is_undone(desk: RealDesk, browser: Browser) -> None:
    post, _ = desk.add_waiting()
    page = browser.open_device()
    page.go(desk.invite())
    page.go(f"{desk.address}/posts/{post.id}")
    page.submit(of(post.id, "button[value=cancel]"))
    assert find_status(page, post.id) == "cancelled"
    desk.bot("run", "--once")
    assert desk.get_post(post.id).status is PostStatus.CANCELLED
    page.submit(".notice button[value=undo]")
    assert find_status(page, post.id) == "draft"
    assert desk.get_post(post.id).composition == post.composition


def test_later_by_words_by_clock_and_by_a_suggestion(desk: RealDesk, browser: Browser) -> None:
    post, _ = desk.add_waiting()
    page = browser.open_device()
    page.go(desk.invite())
    page.go(f"{desk.address}/posts/{post.id}")
    page.click(of(post.id, ".fold-out summary"))
    page.type(of(post.id, 'input[name="when"]'), "tomorrow 9:17")
    page.submit(of(post.id, "form.stack button[value=reschedule]"))
    berlin = desk.get_post(post.id).due_at.astimezone(datetime.now().astimezone().tzinfo)
    assert desk.get_post(post.id).pinned
    assert desk.get_post(post.id).status is PostStatus.DRAFT  # another time is no yes
    assert berlin > datetime.now(UTC)
    page.click(of(post.id, ".fold-out summary"))
    page.submit(of(post.id, ".slots button"))
    assert desk.get_post(post.id).due_at != berlin
    page.evaluate("document.querySelector('input[type=datetime-local]').value = '2030-05-06T07:08'")
    page.click(of(post.id, ".fold-out summary"))
    page.submit(of(post.id, "form.stack button[value=reschedule]"))
    assert desk.get_post(post.id).due_at == datetime(2030, 5, 6, 5, 8, tzinfo=UTC)  # in Berlin 07:08
    page.click(of(post.id, ".fold-out summary"))
    page.type(of(post.id, 'input[name="when"]'), "yesterday-ish")
    assert page.submit(of(post.id, "form.stack button[value=reschedule]")) == 400
    assert "yesterday-ish" in page.text("[role=alert]")


def test_two_people_change_a_text_and_the_second_sees_what_the_first_did(
    desk: RealDesk, browser: Browser
) -> None:
    post, _ = desk.add_waiting()
    first, second = browser.open_device(), browser.open_device(1280)
    first.go(desk.invite("Anna"))
    second.go(desk.invite("Bert"))
    for page in (first, second):
        page.go(f"{desk.address}/posts/{post.id}?open=text")
    first.type(of(post.id, "textarea[name=caption]"), f"Anna was here.\n{post.composition.link}")
    assert first.submit(of(post.id, "button[value=edit]")) == 200
    assert second.submit(of(post.id, "button[value=approve]")) == 409
    assert "Anna" in second.text(".diff ins")
    assert "herzlich" not in second.text(".diff ins")
    assert desk.get_post(post.id).status is PostStatus.DRAFT
    first.go(f"{desk.address}/posts/{post.id}?open=text")
    first.type(of(post.id, "textarea[name=caption]"), f"Anna again.\n{post.composition.link}")
    first.submit(of(post.id, "button[value=edit]"))
    second.click(of(post.id, ".change summary"))
    second.type(of(post.id, "textarea[name=caption]"), "Bert's own words.")
    assert second.submit(of(post.id, ".change button[value=edit]")) == 409
    assert second.evaluate("document.querySelector('textarea').value") == "Bert's own words."
    assert desk.get_post(post.id).composition.caption.startswith("Anna again.")
    second.go(f"{desk.address}/posts/{post.id}")
    assert "Anna changed it" in second.text("main")
    assert second.submit(of(post.id, "button[value=approve]")) == 200
    assert desk.get_post(post.id).approved_by == "Bert"


def test_the_limit_is_counted_while_one_types_and_held_when_one_does_not_care(
    desk: RealDesk, browser: Browser
) -> None:
    _, post = desk.add_waiting()
    page = browser.open_device()
    page.go(desk.invite())
    page.go(f"{desk.address}/posts/{post.id}?open=text")
    page.type(of(post.id, "textarea[name=caption]"), "ä" * 2201)
    assert "2,201 / 2,200" in page.text(f"#caption-limit-{post.id}")
    assert page.submit(of(post.id, "button[value=edit]")) == 400
    assert "2201" in page.text("[role=alert]")
    assert desk.get_post(post.id).composition == post.composition


def test_the_picture_is_drawn_anew_and_another_one_from_the_phone_is_sent_instead(
    desk: RealDesk, browser: Browser, tmp_path: Path
) -> None:
    _, post = desk.publish()
    photo = tmp_path / "photo.png"
    Image.new("RGB", (1200, 1500), "#a03070").save(photo)
    page = browser.open_device()
    page.go(desk.invite())
    page.go(f"{desk.address}/posts/{post.id}?open=picture")
    page.type(of(post.id, "input[name=picture_title]"), "Fest für alle")
    page.evaluate(f"document.querySelector('#layout-{post.id}').value = 'card'")
    assert page.submit(of(post.id, "details:has(input[type=file]) button")) == 200
    drawn = desk.get_post(post.id).composition
    assert (drawn.styling.title, drawn.layout) == ("Fest für alle", "card")
    assert drawn.image_sha256 != post.composition.image_sha256
    page.go(f"{desk.address}/posts/{post.id}?open=picture")
    page.choose_file(of(post.id, "input[type=file]"), photo)
    assert page.submit(of(post.id, "details:has(input[type=file]) button")) == 200
    changed = desk.get_post(post.id).composition
    assert changed.image_sha256 != drawn.image_sha256
    assert page.evaluate("[...document.images].every((image) => image.naturalWidth > 0)")
    page.submit(of(post.id, "button[value=approve]"))
    desk.bot("run", "--once")
    assert desk.get_post(post.id).status is PostStatus.PUBLISHED
    assert hashlib.sha256(Path(changed.image).read_bytes()).hexdigest() == changed.image_sha256


def test_a_second_device_a_removed_person_a_used_link_and_one_that_is_over(
    desk: RealDesk, browser: Browser
) -> None:
    phone, tablet, stranger = (browser.open_device() for _ in range(3))
    link = desk.invite("Cem")
    assert phone.go(link) == 200
    assert stranger.go(link) == 410
    assert "people link" in stranger.text()
    assert tablet.go(desk.invite("Cem")) == 200
    assert stranger.go(f"{desk.address}/posts/1") == 401
    assert phone.go(f"{desk.address}/status") == 200
    desk.bot("people", "remove", "Cem")
    assert [page.go(desk.address) for page in (phone, tablet)] == [401, 401]
    late = desk.invite("Cem")
    with desk.open() as bot, bot.database.write() as connection:
        past = datetime.now(UTC).replace(tzinfo=None) - timedelta(seconds=1)
        connection.exec_driver_sql("UPDATE sign_in_links SET until = ?", (str(past),))
    assert phone.go(late) == 410


def test_the_read_role_sees_everything_and_finds_no_form(desk: RealDesk, browser: Browser) -> None:
    post, _ = desk.add_waiting()
    page = browser.open_device()
    page.go(desk.invite("Dilek", "read"))
    for path in ("/", f"/posts/{post.id}", "/status"):
        assert page.go(desk.address + path) == 200
        assert page.evaluate("[...document.forms].map((form) => form.getAttribute('action'))") == [
            "/sign-out"
        ]


@pytest.mark.skipif(find_axe() is None, reason="axe-core is not installed (requirements/axe.txt)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_light_fits_the_screen_and_keeps_nobody_out(
    desk: RealDesk, browser: Browser, scheme: str
) -> None:
    post, other = desk.add_waiting()
    desk.bot("cancel", str(other.id))
    page = browser.open_device(scheme=scheme)
    page.go(desk.invite())
    paths = ("/", f"/posts/{post.id}?open=text", "/status", "/links", "/nowhere", "/sign-in/nothing")
    for path in paths:
        page.go(desk.address + path)
        assert page.size < MOST_BYTES, path
        asked = [kind for address, kind in page.requests if kind != "Image" and address.startswith("http")]
        assert len(asked) <= MOST_REQUESTS, (path, page.requests)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        for width in (320, 1280, 390) if scheme == "light" else (390, 1280):
            page.resize(width, 900)
            assert page.evaluate(WIDER.format(width=width)) == [], (path, width)
        heard = page.listen()
        assert heard["violations"] == [], path
        assert heard["passed"] > 10


def test_the_keyboard_alone_suffices(desk: RealDesk, browser: Browser) -> None:
    post, _ = desk.add_waiting()
    page = browser.open_device(1280)
    page.go(desk.invite())
    page.go(f"{desk.address}/posts/{post.id}")
    for _ in range(40):
        page.press("Tab")
        focused = page.evaluate("document.activeElement.value ?? document.activeElement.className")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or focused == "skip", focused
        if focused == "approve":
            break
    with page.loading():
        page.press("Enter")
    assert find_status(page, post.id) == "scheduled"


def test_it_works_without_javascript(desk: RealDesk, browser: Browser) -> None:
    post, _ = desk.add_waiting()
    page = browser.open_device()
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.go(desk.invite())
    page.go(f"{desk.address}/posts/{post.id}")
    page.submit(of(post.id, "button[value=approve]"))
    page.click(of(post.id, ".fold-out summary"))
    page.type(of(post.id, 'input[name="when"]'), "tomorrow 9:17")
    assert page.submit(of(post.id, "form.stack button[value=reschedule]")) == 200
    stands = desk.get_post(post.id)
    assert (stands.status, stands.approved_by, stands.pinned) == (PostStatus.SCHEDULED, "Anna", True)
