"""`bot people`, `bot links`, and who decided what."""

import re
from datetime import timedelta

from bot.domain.post import PostStatus
from bot.domain.state import Role
from tests.desk.conftest import RealDesk


def test_people_come_change_and_go(desk: RealDesk) -> None:
    assert desk.bot("people", "add", "Emine", "Öztürk").status == 0
    assert desk.bot("people", "add", "Emine Öztürk", "--role", "read").status == 0
    listed = {person["name"]: person for person in desk.bot("people", "--json").json}
    assert listed["Emine Öztürk"]["role"] == Role.READ
    assert listed["Emine Öztürk"]["devices"] == 0
    desk.sign_in("Emine Öztürk", "read")
    listed = {person["name"]: person for person in desk.bot("people", "list", "--json").json}
    assert listed["Emine Öztürk"]["devices"] == 1
    assert listed["Emine Öztürk"]["seen_at"]
    assert desk.bot("people", "remove", "Emine Öztürk").status == 0
    gone = desk.bot("people", "link", "Emine Öztürk")
    assert (gone.status, gone.out) == (2, "")
    assert "Nobody is called Emine Öztürk" in gone.err


def test_a_link_is_all_that_stands_on_stdout(desk: RealDesk) -> None:
    desk.bot("people", "add", "Anna")
    said = desk.bot("people", "link", "Anna")
    assert re.fullmatch(rf"{re.escape(desk.address)}/sign-in/[\w-]{{43}}\n", said.out)
    assert "15 minutes" in said.err
    assert desk.bot("people", "link", "Anna", "--json").json["url"].startswith(desk.address)


def test_names_that_are_no_names_are_refused(desk: RealDesk) -> None:
    for words in ([], [" "], ["x" * 61], ["a\x1b[31mb"]):
        assert desk.bot("people", "add", *words).status == 2
    assert desk.bot("people", "invite", "Anna").status == 2


def test_the_audit_trail_names_the_person(desk: RealDesk) -> None:
    first, second = desk.add_waiting()
    desk.bot("people", "add", "Anna", "--as", "Bert")
    desk.bot("approve", str(first.id), "--as", "Anna")
    assert desk.get_post(first.id).approved_by == "Anna"
    desk.environ["SUDO_USER"] = "bert"
    try:
        desk.bot("cancel", str(second.id))
    finally:
        del desk.environ["SUDO_USER"]
    assert desk.get_post(second.id).reason == "cancelled by bert"
    with desk.open() as bot:
        deeds = [bot.journal.list_deeds(post.id)[-1] for post in (first, second)]
        people = [deed for deed in bot.journal.list_deeds() if deed.verb == "people"]
    assert [(deed.who, deed.verb) for deed in deeds] == [("Anna", "approve"), ("bert", "cancel")]
    assert ("Bert", "add Anna (approve)") in [(deed.who, deed.detail) for deed in people]


def test_nobody_is_offered_a_yes_to_a_picture_that_does_not_say_its_title(desk: RealDesk) -> None:
    post, other = desk.add_waiting()
    with desk.open() as bot:
        assert bot.posts.change(post, allowed=[post.status], cure="No font can draw it.")
    client = desk.sign_in()
    page = client.get(f"/posts/{post.id}").text
    shown, beside = page.split(f'data-post="{other.id}"')
    assert 'value="approve"' not in shown
    assert 'value="cancel"' in shown
    assert beside.count('value="approve"') == 1
    needs = desk.bot("status", "--json").json["needs"]
    assert f"bot show {post.id}" in [need["command"] for need in needs]
    assert f"bot approve {other.id}" in [need["command"] for need in needs]


def test_the_links_page_shows_each_article_once_the_latest_first(desk: RealDesk, tmp_path: object) -> None:
    with desk.open() as bot:
        now = bot.clock()
    pairs = [desk.add_waiting(f"Link {number} <b>") for number in range(13)]
    with desk.open() as bot:
        for place, pair in enumerate(pairs):
            for post in pair:
                values = {"remote_id": f"{post.id}", "published_at": now + timedelta(hours=place)}
                assert bot.posts.change(
                    post, allowed=[PostStatus.DRAFT], status=PostStatus.PUBLISHED, **values
                )
    shown = desk.visit().get("/links").text
    titles = re.findall(r'class="link-title"[^>]*>([^<]*)<', shown)
    assert titles == [f"Link {number} &lt;b&gt;" for number in range(12, 0, -1)]
    picture = re.findall(r'src="(/links/\d+\.jpg)"', shown)[0]
    assert desk.visit().get(picture).headers["content-type"] == "image/jpeg"
    file = desk.home / "links.html"
    assert desk.bot("links", str(file)).status == 0
    page = file.read_text(encoding="utf-8")
    assert page.count("data:image/jpeg;base64,") == 12
    assert re.findall(r'(?:src|href)="(?!data:|http://127\.0\.0\.1)', page) == []
    assert "<script" not in page
