"""Does the article already stand there? What platforms rewrite and people edit must not hide it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.matching import Row, find_match, fold, fold_address, is_same_text, list_addresses
from bot.domain.post import Composition, Post, PostStatus, Presence, Receipt, Search
from tests.known_channels import FACEBOOK

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
LINK = "https://www.verband.example/aktuelles/gemeinsam-gärtnern/?utm_source=facebook"
CAPTION = (
    "„Gemeinsam gärtnern“ im Stadtteil – ab Mai jeden Samstag\n\n"
    "Der Verein lädt ein: Beete, Saatgut und Werkzeug sind da. Wer mag, bringt Kuchen mit.\n\n"
    f"Weiterlesen: {LINK}\n\n#Garten #Nachbarschaft"
)
BARE = CAPTION.replace(f"Weiterlesen: {LINK}", "Link in der Bio")


def make_post(caption: str = CAPTION, *, link: str = LINK, title: str = "Gemeinsam gärtnern ab Mai") -> Post:
    composition = Composition(
        channel=FACEBOOK,
        teaser="",
        caption=caption,
        link=link,
        hashtags=(),
        image="/media/a.jpg",
        image_sha256="a",
        width=1080,
        height=1350,
        alt_text="Tafel: Gemeinsam gärtnern, ab Mai jeden Samstag",
    )
    return Post(
        id=1,
        article_id=1,
        article_url="https://verband.example/aktuelles/gemeinsam-gärtnern",
        article_title=title,
        account="facebook:1",
        status=PostStatus.SCHEDULED,
        due_at=NOW,
        composition=composition,
        created_at=NOW,
    )


def row(text: str = "", *, links: tuple[str, ...] = (), at: datetime = NOW, **more: object) -> Row:
    receipt = Receipt(remote_id="1_77", permalink="https://www.facebook.com/1/posts/77/")
    return Row(receipt=receipt, text=text, at=at, links=links, **more)  # type: ignore[arg-type]


def judge(shown: Row, post: Post | None = None, **search: object) -> Presence:
    wanted = Search(**{"since": NOW, **search})  # type: ignore[arg-type]
    return find_match([shown], post or make_post(), wanted, uploads=frozenset({"photo-1"})).presence


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a \u201eb\u201c c", 'a "b" c'),
        ("@\u2060verein", "@verein"),
        ("ein\u00adladung", "einladung"),
        ("9\u202f–\u202f12 Uhr", "9 - 12 Uhr"),
        ("a\r\n\r\n b\u00a0c", "a\nb c"),
        ("Läufe", "La\u0308ufe"),
        ("So geht's …", "So geht’s ..."),
        ("☀\ufe0f Sommer", "☀ Sommer"),
        ("https://www.a.example/b/?utm_source=x", "https://a.example/b"),
        (
            "https://a.example/b",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb%3Ffbclid%3Dx&h=AT",
        ),
        ("siehe https://a.example/b.", "siehe a.example/b."),
    ],
)
def test_what_a_platform_rewrites_is_the_same(sent: str, shown: str) -> None:
    assert fold(sent) == fold(shown)


def test_a_dropped_or_other_text_is_not_the_same() -> None:
    assert not is_same_text(CAPTION, "")
    assert not is_same_text(CAPTION, CAPTION.replace("Samstag", "Sonntag"))
    assert not is_same_text("🎉", "🎈")


def test_addresses_are_found_in_texts_in_any_form() -> None:
    text = "Mehr: www.verband.example/a/b, (https://x.example/?p=3) oder verband.example und a@b.example/c"
    assert list_addresses(text) == ["https://verband.example/a/b", "https://x.example?p=3"]
    assert fold_address("HTTPS://WWW.Verband.example/a%C3%A4/#top") == fold_address("verband.example/aä")


@pytest.mark.parametrize(
    "shown",
    [
        row("ganz anderes", uploads=frozenset({"photo-1"})),
        row(CAPTION),
        row(
            CAPTION.replace("„", '"').replace("“", '"').replace("–", "-").replace("/?utm_source=facebook", "")
        ),
        row("Schaut mal! verband.example/aktuelles/gemeinsam-gärtnern"),
        row("Neuer Text", links=("https://verband.example/aktuelles/gemeinsam-g%C3%A4rtnern?fbclid=9",)),
        row(CAPTION.replace(LINK, "")),
        row(CAPTION.partition("#Garten")[0]),
        row(CAPTION, links=("https://verband.example/start",)),
    ],
    ids=[
        "upload",
        "equal",
        "rewritten",
        "link in a text by hand",
        "card",
        "without link",
        "without tags",
        "card of the page that the site calls the right one",
    ],
)
def test_it_stands_there(shown: Row) -> None:
    assert judge(shown) is Presence.YES


@pytest.mark.parametrize(
    "shown",
    [
        row(BARE.replace("jeden Samstag", "jeden Sonntag").replace("Kuchen", "Salat")),
        row("Gemeinsam gärtnern ab Mai: kommt alle!"),
        row("🌱", alt_text="Tafel: Gemeinsam gärtnern, ab Mai jeden Samstag"),
        row(f"Diese Woche: {LINK} und https://verband.example/aktuelles/lesung"),
    ],
    ids=["corrected", "title", "alt text", "round-up"],
)
def test_it_may_stand_there(shown: Row) -> None:
    assert judge(shown) is Presence.ASK


@pytest.mark.parametrize(
    "shown",
    [
        row("Frohe Ostern allen Vereinen!"),
        row(CAPTION.replace("gemeinsam-gärtnern", "gemeinsam-kochen")),
        row("Gemeinsam gärtnern ab Mai", links=("https://verband.example/aktuelles/anderes",)),
        row(CAPTION, at=NOW - timedelta(days=3)),
        row(""),
    ],
    ids=["other", "another article's link", "another article's card", "too old", "nothing"],
)
def test_it_does_not_stand_there(shown: Row) -> None:
    assert judge(shown) is Presence.NO


def test_what_stands_for_another_post_of_ours_is_no_evidence() -> None:
    assert judge(row(CAPTION), claimed=frozenset({"1_77"})) is Presence.NO
    assert judge(row(CAPTION), claimed=frozenset({"https://facebook.com/1/posts/77"})) is Presence.NO


def test_what_the_bot_made_in_forgotten_time_is_asked_about() -> None:
    lost = (NOW - timedelta(hours=2), NOW - timedelta(hours=1))
    made = NOW - timedelta(minutes=90)
    assert judge(row("Frohe Ostern", at=made), lost=lost) is Presence.ASK
    assert judge(row("Frohe Ostern", at=made, is_by_app=False), lost=lost) is Presence.NO
    assert judge(row("Frohe Ostern", at=NOW), lost=lost) is Presence.NO


def test_the_front_page_of_a_platform_names_no_post() -> None:
    """It stands in a receipt whose own address was not told."""
    front = "https://www.instagram.com/"
    receipt = Receipt(remote_id="18", permalink=front)
    search = Search(since=NOW - timedelta(hours=1), claimed=frozenset({"17", front}))
    found = find_match([replace(row(CAPTION), receipt=receipt)], make_post(), search, uploads=frozenset())
    assert found.receipt == receipt


def test_a_yes_beats_an_ask_and_the_question_names_the_candidate() -> None:
    alike = row(BARE.replace("jeden Samstag", "jeden Sonntag"))
    assert (
        find_match([alike, row(CAPTION)], make_post(), Search(since=NOW), uploads=frozenset()).presence
        == "yes"
    )
    asked = find_match([alike], make_post(), Search(since=NOW), uploads=frozenset())
    assert asked.receipt == alike.receipt
    assert asked.excerpt.startswith("„Gemeinsam gärtnern“")
    assert len(asked.excerpt) <= 80
