"""What the pages of clubs, parishes and schools hold besides their words, each kind in words of our own."""

import pytest

from bot.archive.articles.page_kind import find_marked
from bot.archive.html_tree import Block
from tests.archive.test_article import LEAD, MORE, page, read
from tests.archive.test_newspaper_pages import THIRD, TOLD


@pytest.mark.parametrize("crossed", ["<del>{}</del>", "<s>{}</s>", "<strike>{}</strike>", (
    "<span style='text-decoration: line-through'>{}</span>"
)])  # fmt: skip
def test_what_is_crossed_out_does_not_hold_any_more(crossed: str) -> None:
    told = read(page(LEAD, f"Beginn: {crossed.format('19:30 Uhr')} 18:30 Uhr", MORE)).text
    assert "Beginn: 18:30 Uhr" in told
    assert "19:30" not in told


@pytest.mark.parametrize(
    "message",
    [
        "Keine Felder gefunden.",
        "No fields found.",
        "Kontaktformular nicht gefunden.",
        "Hinweis: Für diesen Inhalt ist JavaScript erforderlich.",
        "Written on May 3, 2026",
        "03/05/2026 · anna · Kategorie: Feste ·",
    ],
)
def test_what_the_system_says_is_no_text(message: str) -> None:
    assert read(page(LEAD, MORE, message)).text == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize(
    "picture",
    [
        "<img src='/b/brief-unterschrift.png'>",
        "<img src='/b/partner/werk.webp'>",
        "<img src='/b/sponsoren/werk.webp'>",
        "<img src='/b/werk.webp' alt='Logo des Werks'>",
    ],
)
def test_a_signature_a_partner_and_a_logo_are_no_photo(picture: str) -> None:
    body = page(LEAD, MORE).replace("<p>", f"<p>{picture}</p><p>", 1)
    assert read(body).photo is None
    assert read(body.replace(picture, "<img src='/b/fest.webp' alt='Am Kanal'>")).photo is not None


def test_a_credits_word_alone_is_no_credit() -> None:
    words = "<span class='copyright'>Copyright</span><span class='credit'>Ben Muster/Copyright 2026</span>"
    body = page(LEAD, MORE).replace("<p>", f"<figure><img src='/b/fest.jpg'>{words}</figure><p>", 1)
    photo = read(body).photo
    assert photo is not None
    assert photo.credit == "Ben Muster/Copyright 2026"


def test_two_lines_of_a_heading_are_parted() -> None:
    for lines in (
        "<div>Fest am Kanal <span class='sr-only'>: </span></div><div>Hunderte feiern im Garten</div>",
        "<style>.a{b:c}</style><span>Fest am Kanal</span><i>:</i><span>Hunderte feiern im Garten</span>",
    ):
        told = read(page(LEAD, title=lines), head=TOLD.format("Ein Garten feiert mit Hunderten"))
        assert told.title == "Fest am Kanal: Hunderte feiern im Garten", lines


def test_a_title_whose_subject_only_its_kicker_names_is_told_with_it() -> None:
    lines = "<span>Die Boote am Kanal</span> <span>{}</span>"
    for alone, is_whole in (
        ("Wann sie fahren und wen sie mitnehmen", False),
        ("Wann der Verein fährt", True),
    ):
        told = read(
            page(LEAD, title=lines.format(alone)), head=TOLD.format(f"Die Boote am Kanal: {alone}")
        ).title
        assert told == (alone if is_whole else f"Die Boote am Kanal: {alone}")


def test_one_word_marks_an_advertisement_above_its_text_alone() -> None:
    blocks = [Block(text="Das Fest", tag="h1"), *(Block(text=text) for text in (LEAD, MORE, THIRD))]
    mark = Block(text="Advertorial")
    assert find_marked([mark, *blocks], 1)
    assert find_marked([*blocks, *blocks, mark], 0) == ""
    assert find_marked([*blocks, Block(text="Sponsored Post: ein Werk")], 0)
