"""What the pages of clubs, parishes and schools hold besides their words, each kind in words of our own."""

from datetime import UTC, datetime

import pytest

from bot.archive.articles.page_kind import find_marked
from bot.archive.html_tree import Block
from bot.domain.article import Entry
from tests.archive.test_article import LEAD, MORE, URL, page, read
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


def test_a_heading_that_is_a_label_tells_what_the_line_below_it_is() -> None:
    parts = {"Datum": "16. bis 19. Juni 2027", "Uhrzeit": "ab 10 Uhr", "Veranstaltungsort": "Haus am Kanal"}
    lines = "".join(f"<h4>{label}</h4><p>{value}</p>" for label, value in parts.items())
    told = read(page(LEAD, MORE).replace("</main>", f"{lines}<h4>Bilder</h4><p>{THIRD}</p></main>")).text
    for label, value in parts.items():
        assert f"{label}: {value}" in told
    assert "Bilder:" not in told
    row = "<tr><th><h4>Datum</h4></th><th><h4>Spiel</h4></th><th><h4>Ort</h4></th></tr>"
    table = f"<table>{row}<tr><td>9. Mai</td><td>Blau gegen Rot</td><td>Platz 2</td></tr></table>"
    assert "Datum: Spiel" not in read(page(LEAD, MORE).replace("</main>", f"{table}</main>")).text


def test_short_lines_above_a_sentence_and_an_address_are_lines_of_their_own() -> None:
    lines = f"Markt der Hobbys<br>Bürgerzentrum Neustadt<br>{LEAD}"
    assert read(page(MORE, lines)).text.endswith(f"\n\n{LEAD}")
    address = "Haus am Kanal, Kanalweg 7, 45127 Essen – Mitte<br>Hunde dürfen mit in den Park!"
    assert "\n\nHunde dürfen mit" in read(page(LEAD, MORE, address)).text


def test_a_day_with_what_it_was_filed_under_is_no_text() -> None:
    line = "<h6>13.05.2026 <a href='/k/protokoll'><span>Protokoll</span></a></h6>"
    told = read(page(LEAD, MORE).replace("</h1>", f"</h1>{line}")).text
    assert told == f"{LEAD}\n\n{MORE}"


def test_what_a_page_says_again_and_again_is_no_text() -> None:
    hint = "Offenes Treffen: Fragt am besten vorher nach, ob jemand da sein wird."
    assert read(page(LEAD, MORE, hint, hint, hint)).text == f"{LEAD}\n\n{MORE}"
    assert hint in read(page(LEAD, MORE, hint, hint)).text
    for detail in ("Anmeldung und Karten am Telefon unter 0201 1234567", "Kostet nichts."):
        assert detail in read(page(LEAD, MORE, detail, detail, detail)).text


def test_a_salutation_with_a_full_stop_within_opens_no_text() -> None:
    for line in ("Liebe Mitglieder des Kreises der Hl. Anna e.V.!", "Liebe Freunde!"):
        assert read(page(line, LEAD, MORE)).text.startswith(LEAD)
    assert read(page("Liebe ist ein Wort. Das Fest war schön.", LEAD)).text.startswith("Liebe ist")


def test_whoever_wrote_the_text_is_not_in_its_title() -> None:
    for title, name in (
        ("Schöne Fische sind seine Lieblinge Von Anna Test (XY)", "Schöne Fische sind seine Lieblinge"),
        ("Die Kunst von Anna Test", "Die Kunst von Anna Test"),
        ("Von Anna Test", "Von Anna Test"),
    ):
        assert read(page(LEAD, title=title), head=f"<title>{title}</title>").title == name


def test_a_title_that_nobody_has_filled_in_is_asked_about() -> None:
    body = page(LEAD, MORE).replace("<h1>Das Sommerfest war schön</h1>", "")
    asked = "Its title is that of a page about the site itself: is that news?"
    assert asked in read(body, head="<title>Titel</title>").doubts
    assert asked not in read(page(LEAD, MORE)).doubts


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("Spenden", True),
        ("Unsere Veranstaltungen", True),
        ("Die aktuellen Trainingszeiten", True),
        ("Jetzt Fördermitglied werden!", True),
        ("Wer wir sind", True),
        ("Spenden für Kray", False),
        ("Wer wir sind und wohin wir gehen", False),
    ],
)
def test_a_title_of_a_page_that_always_stands_there_is_asked_about(title: str, *, is_asked: bool) -> None:
    asked = "Its title is that of a page about the site itself: is that news?"
    assert (asked in read(page(LEAD, MORE, title=title), head="").doubts) is is_asked


def test_headings_that_are_a_menu_are_no_title() -> None:
    menu = "".join(
        f"<h4><a href='/{n}'>► {name}</a></h4>" for n, name in enumerate(("Home", "Weltladen", "Verein"))
    )
    told = f"<main><h3>Handys sammeln im Weltladen</h3><p>{LEAD}</p><p>{MORE}</p></main>"
    assert read(f"<div>{menu}</div>{told}", head="<title>Weltladen Kray</title>").title != "► Weltladen"
    lone = told.replace("<h3>Handys sammeln im Weltladen</h3>", "<h4><a href='/1'>Weltladen</a></h4>")
    assert read(lone, head="<title>Weltladen Kray</title>").title == "Weltladen"


def test_a_picture_on_the_makers_own_machine_is_no_photo() -> None:
    head = "<title>Das Sommerfest war schön</title><meta property='og:image' content='http://localhost:4000/a/fest.jpg'>"
    assert read(page(LEAD, MORE), head=head).photo is None


def test_a_salutation_below_a_sections_name_is_no_title() -> None:
    body = page(LEAD, MORE, title="Spenden").replace("</h1>", "</h1><h3>Liebe Freundinnen und Freunde</h3>")
    assert read(body, head="").title == "Spenden"
    assert read(body.replace("Liebe Fr", "Neue Fr"), head="").title == "Neue Freundinnen und Freunde"


def test_an_author_called_after_the_board_keeps_that_name() -> None:
    assert read(page(LEAD), head='<meta name="author" content="Vorstand">').author == "Vorstand"
    assert (
        read(page(LEAD), head='<meta name="author" content="Anna Test Stand: 3. Mai">').author == "Anna Test"
    )


@pytest.mark.parametrize("line", ["2026-05-03 06:40 +00:00 Sicherheit", "Author: Anna Test"])
def test_a_stamp_and_an_authors_line_are_no_text(line: str) -> None:
    assert read(page(line, LEAD, MORE)).text == f"{LEAD}\n\n{MORE}"


def test_a_letter_to_one_person_is_told_without_its_salutation() -> None:
    assert read(page("Sehr geehrter Herr Dr. Test,", LEAD, MORE)).text.startswith(LEAD)


def test_a_title_that_goes_on_elsewhere_ends_without_a_dash() -> None:
    assert read(page(LEAD, title="Das Sommerfest war schön –")).title == "Das Sommerfest war schön"


def test_who_took_a_picture_may_stand_before_the_word_or_be_its_author() -> None:
    below = "<figcaption>xyz-Foto: Der neue Vorstand im Garten am Kanal</figcaption>"
    for picture, credit in (
        (f"<figure><img src='/b/fest.jpg'>{below}</figure>", "xyz"),
        ("<img src='/b/fest.jpg' alt='Urheber: Ben Muster'>", "Ben Muster"),
    ):
        photo = read(page(LEAD, MORE).replace("<p>", f"{picture}<p>", 1)).photo
        assert photo is not None
        assert photo.credit == credit


def test_a_code_to_scan_and_a_heading_drawn_by_the_system_are_no_photo() -> None:
    body = page(LEAD, MORE)
    for picture in ("/b/qr-code-256.png", "/b/qr.png", "/typo3temp/GB/c_82679.png"):
        assert read(body.replace("<p>", f"<p><img src='{picture}'></p><p>", 1)).photo is None, picture
    said = "<img src='/b/8812.png' alt='QR-Code zur Anmeldung'>"
    assert read(body.replace("<p>", f"<p>{said}</p><p>", 1)).photo is None


def test_the_whole_picture_is_taken_instead_of_its_small_copy() -> None:
    small = "<a href='/b/fest.jpg'><img src='/b/fest-300x200.jpg' srcset='/b/fest-300x200.jpg 300w'></a>"
    photo = read(page(LEAD, MORE).replace("<p>", f"<p>{small}</p><p>", 1)).photo
    assert photo is not None
    assert photo.url.endswith("/b/fest.jpg")
    names = [
        f"<meta property='og:image' content='https://v.example/b/fest{end}.jpg'>" for end in ("-150x150", "")
    ]
    photo = read("".join(names) + page(LEAD, MORE)).photo
    assert photo is not None
    assert photo.url.endswith("/b/fest.jpg")
    photo = read(names[0] + page(LEAD, MORE)).photo
    assert photo is not None
    assert photo.url.endswith("/b/fest-150x150.jpg")


def test_a_files_name_in_blanks_is_no_caption() -> None:
    for words, caption in (("2026 05 02 Einweihung", ""), ("Einweihung 2026", "Einweihung 2026")):
        picture = f"<img src='/b/haus.jpg' alt='{words}'>"
        photo = read(page(LEAD, MORE).replace("<p>", f"<p>{picture}</p><p>", 1)).photo
        assert photo is not None
        assert photo.caption == caption


@pytest.mark.parametrize(
    "line",
    [
        "Verfasserin: Mira Sol",
        "Von Mira Sol",
        "Figure 1. Mira Sol",
        "www.verein.example.org",
        "Freitag",
        "Warum?",
    ],
)
def test_what_heads_a_text_and_is_no_title(line: str) -> None:
    body = f"<main><h4>{line}</h4><p>{LEAD}</p><p>{MORE}</p></main>"
    told = "Ein Fest am Kanal im Herbst"
    assert read(body, head=f"<title>{told}</title>").title == told


def test_the_line_above_a_text_says_more_than_the_name_of_a_section() -> None:
    for above, title in (
        ("Ein Preis für den Chor am Kanal", "Ein Preis für den Chor am Kanal"),
        ("Start » Verein » Neues vom Chor", "News"),
    ):
        body = f"<table><tr><td>{above}</td></tr></table><p>{LEAD}</p><p>{MORE}</p>"
        assert read(body, head="<title>News</title>").title == title


def test_a_title_that_is_an_associations_name_is_asked_about() -> None:
    for title, is_asked in (
        ("Arbeitskreis für Geschichte in Musterstadt e.V.", True),
        ("Jahresfest des Arbeitskreises Geschichte e.V.", False),
    ):
        doubts = read(page(LEAD, MORE, title=title)).doubts
        assert any("about the site itself" in doubt for doubt in doubts) is is_asked


def test_the_articles_title_took_no_picture() -> None:
    picture = "<img src='/b/fest.jpg' alt='Titelbild: Das Sommerfest war schön'>"
    photo = read(page(LEAD, MORE).replace("<p>", f"<p>{picture}</p><p>", 1)).photo
    assert photo is not None
    assert photo.credit == ""


def test_a_line_of_an_older_weblog_is_no_text() -> None:
    stamp = "On 29, Jul 2026 | No Comments | In All | By aboutsource"
    assert read(page(stamp, LEAD, MORE)).text == f"{LEAD}\n\n{MORE}"


def test_details_in_boxes_of_their_own_are_the_articles() -> None:
    boxes = "".join(
        f"<article><h3>{a}</h3><p>{b}</p></article>"
        for a, b in (("Datum", "3. Juni"), ("Ort", "Platz am Kanal"))
    )
    told = read(page(LEAD, MORE).replace(f"<p>{MORE}", f"{boxes}<p>{MORE}")).text
    assert "3. Juni" in told
    assert "Platz am Kanal" in told


def test_a_label_that_opens_a_text_is_no_dateline() -> None:
    assert read(page("Start: 20.07.2026 11:00", LEAD, MORE)).text.startswith("Start: 20.07.2026 11:00")


@pytest.mark.parametrize("line", ["Beginn: 2. März 2024", "2. März 2024 / 18:00–19:30 Uhr"])
def test_the_day_of_an_event_is_none_of_publishing(line: str) -> None:
    for shown, day in ((line, None), ("2. März 2024", "2024-03-02")):
        published = read(page(LEAD, MORE, before=f"<p>{shown}</p>")).published_at
        assert (published and published.date().isoformat()) == day


@pytest.mark.parametrize(
    "left", ["vom xx.xx.2026 bis xx.xx.2026", "um XX:XX Uhr", "am TT.MM.JJJJ", "[Datum]"]
)
def test_what_nobody_has_filled_in_is_asked_about(left: str) -> None:
    doubts = read(page(LEAD, f"Das Fest ist {left} im Garten hinter dem Haus.")).doubts
    assert any("still to be filled in" in doubt for doubt in doubts)
    assert not any("filled in" in doubt for doubt in read(page(LEAD, MORE)).doubts)


def test_a_section_with_a_day_is_no_title_that_says_something() -> None:
    for title, is_asked in (("Aktuelles 2026 03 17", True), ("Aktuelles aus dem Viertel 2026 03 17", False)):
        doubts = read(page(LEAD, MORE, title=title)).doubts
        assert any("about the site itself" in doubt for doubt in doubts) is is_asked


def test_who_wrote_the_text_took_no_picture() -> None:
    words = "Am Kanal. Foto: Mira Sol Text: Ben Rot"
    figure = f"<figure><img src='/b/wald.jpg'><figcaption>{words}</figcaption></figure>"
    photo = read(page(LEAD, MORE).replace("<p>", f"{figure}<p>", 1)).photo
    assert photo is not None
    assert photo.credit == "Mira Sol"


def test_a_page_that_says_that_it_is_over_is_asked_about() -> None:
    for line, is_asked in (
        ("Vergangene Veranstaltung", True),
        ("Diese Veranstaltung hat bereits stattgefunden.", True),
        ("Vergangene Veranstaltungen", False),
    ):
        doubts = read(page(line, LEAD, MORE)).doubts
        assert any("says that it is over" in doubt for doubt in doubts) is is_asked, line


def test_a_day_alone_is_no_title_that_says_something() -> None:
    for title, is_asked in (
        ("Samstag, 9. Mai 2026", True),
        ("Fest am 9. Mai 2026", False),
    ):
        doubts = read(page(LEAD, MORE, title=title), head="<title>Verein am Kanal</title>").doubts
        assert any("about the site itself" in doubt for doubt in doubts) is is_asked, title


def test_a_tiny_rendition_is_no_photo() -> None:
    for sizes, is_photo in (("w_35,h_35", False), ("w_300,h_200", True)):
        picture = f"<img src='https://bilder.example/c_fill,{sizes}/v1/fest'>"
        assert (
            read(page(LEAD, MORE).replace("<p>", f"<p>{picture}</p><p>", 1)).photo is not None
        ) is is_photo


def test_a_licence_may_stand_before_the_name() -> None:
    for words, credit in (
        ("Ein Rad am Kanal, CC BY 4.0 Mira Sol", "Mira Sol (CC BY 4.0)"),
        ("Ein Rad am Kanal (CC-BY-SA 3.0, Ben Rot)", "Ben Rot (CC-BY-SA 3.0)"),
    ):
        figure = f"<figure><img src='/b/rad.jpg'><figcaption>{words}</figcaption></figure>"
        photo = read(page(LEAD, MORE).replace("<p>", f"{figure}<p>", 1)).photo
        assert photo is not None
        assert (photo.caption, photo.credit) == ("Ein Rad am Kanal", credit)


def test_the_foot_of_a_card_is_no_foot_of_the_page() -> None:
    card = (
        "<div class='card'><img src='/b/karte.jpg'>"
        "<div class='card-footer'>© Foto: <!-- -->Mira Sol</div></div>"
    )
    photo = read(page(card + LEAD, MORE)).photo
    assert photo is not None
    assert photo.credit == "Mira Sol"


@pytest.mark.parametrize(
    ("below", "more", "name"),
    [
        ("<h2>Aufruf für eine neue Heizung</h2>", "", "Aufruf für eine neue Heizung"),
        ("<h2>Aufruf für eine neue Heizung</h2>", "<h2>Basteln im Advent</h2>", "Archiv"),
        ("<h2>Archiv des Kreises</h2>", "", "Archiv"),
        ("", "<h2>Aufruf für eine neue Heizung</h2>", "Archiv"),
    ],
    ids=["its one article", "one of two", "the section once more", "a heading within the text"],
)
def test_a_part_of_the_site_is_no_title_of_the_one_article_below_it(below: str, more: str, name: str) -> None:
    body = (
        page(LEAD, MORE, title="Archiv")
        .replace("</h1>", f"</h1>{below}")
        .replace("</main>", f"{more}</main>")
    )
    assert read(body, head="<title>Ein Verein - Stadt</title>").title == name


def test_an_association_is_no_title_of_the_article_below_its_name() -> None:
    name, other = "Turnverein Kanal 1904 e.V.", "Turnen für die Kleinsten"
    head = f"<title>{name}</title>"
    below = page(LEAD, MORE, title=name).replace("</h1>", f"</h1><h2>{other}</h2>")
    assert read(below, head=head).title == other
    line = page(LEAD, MORE).replace("<h1>Das Sommerfest war schön</h1>", "<p>Meine Damen und Herren,</p>")
    assert read(line, head=head).title == name


def test_signs_alone_are_no_title() -> None:
    body = page(LEAD, MORE, title="...").replace("</h1>", "</h1><h3 class='post-title'>Guten Tag!</h3>")
    assert read(body, head="<title>...: Guten Tag!</title>").title == "Guten Tag!"


@pytest.mark.parametrize(
    ("shown", "listed", "is_asked"),
    [
        ("<time datetime='2019-05-04'>4. Mai 2019</time>", True, True),
        ("<time datetime='2019-05-04'>4. Mai 2019</time>", False, False),
        ("<time datetime='2026-11-20'>20. November 2026</time>", True, False),
        ("<div class='event'><time datetime='2019-05-04'>4. Mai 2019</time></div>", True, False),
        ("<p>Seit dem 4. Mai 2019 singt der Chor im Hof.</p>", True, False),
    ],
    ids=["shown", "without a list's day", "near it", "of an event", "in a sentence"],
)
def test_a_day_that_the_page_shows_long_before_the_lists_is_asked_about(
    shown: str, *, listed: bool, is_asked: bool
) -> None:
    body = page(LEAD, MORE).replace("</h1>", f"</h1>{shown}")
    day = datetime(2026, 11, 22, tzinfo=UTC) if listed else None
    doubts = read(body, entry=Entry(url=URL, published_at=day)).doubts
    assert any("long before the list's day" in doubt for doubt in doubts) is is_asked
