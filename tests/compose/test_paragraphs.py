"""Lists, tables, programmes and labels as people set them: what a caption makes of each."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.compose import paragraphs, quotable
from bot.compose.draft import Draft, Drafting
from bot.domain.article import Article, FactKind
from tests.known_channels import FACEBOOK

TEMPLATES = Path(__file__).parents[2] / "templates"
WRITER = Drafting([TEMPLATES], ZoneInfo("Europe/Berlin"), "de")
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
"""A Monday."""


def write(title: str, *texts: str, language: str = "") -> Draft:
    article = Article(
        url="https://v.example/a", title=title, text="\n\n".join(texts), published_at=NOW, language=language
    )
    return WRITER.draft(article, FACEBOOK, NOW)


def get(draft: Draft, kind: FactKind) -> str:
    return next((fact.text for fact in draft.facts if fact.kind is kind), "")


def test_a_list_that_completes_its_introduction_becomes_one_sentence() -> None:
    draft = write("Helfer", "Für das Fest suchen wir noch:", "- zwei Köche", "- jemanden mit Transporter")
    assert draft.teaser == "Für das Fest suchen wir noch: zwei Köche, jemanden mit Transporter."


def test_a_list_too_long_to_tell_is_left_out_and_its_introduction_ends_with_a_full_stop() -> None:
    points = [f"- ein Angebot für die Gruppe Nummer {number} mit vielen Worten dazu" for number in range(9)]
    draft = write("Angebote", "Das Haus hat im Sommer ein Programm für alle:", *points)
    assert draft.teaser == "Das Haus hat im Sommer ein Programm für alle."


def test_a_weekly_line_is_told_although_it_is_no_sentence() -> None:
    draft = write(
        "Jacken gesucht",
        "Die Kleiderstube braucht warme Jacken.",
        "👉 Abgabe: Mo. + Do. 10–13 Uhr, Ringstr. 5",
    )
    assert draft.teaser.endswith("Jacken. Abgabe: Mo. + Do. 10–13 Uhr, Ringstr. 5.")
    assert draft.event is None


TABLE = (
    "| Was | Angabe |\n|---|---|\n| Beginn | 12.05.2026, 17:30 Uhr |\n| Ort | Werkstatt Rosa, Ringstraße 26 |"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE, id="a Markdown table"),
        pytest.param("Beginn\n\n12.05.2026, 17:30 Uhr\n\nOrt\n\nWerkstatt Rosa, Ringstraße 26", id="cells"),
        pytest.param(
            "Beginn:\n\n12.05.2026, 17:30 Uhr\n\nOrt:\n\nWerkstatt Rosa, Ringstraße 26", id="labels alone"
        ),
        pytest.param("📅 12.05.2026 🕐 17:30 Uhr 📍 Werkstatt Rosa, Ringstraße 26", id="signs"),
        pytest.param("WANN: 12.05.2026, 17:30 UHR\n\nWO: Werkstatt Rosa, Ringstraße 26", id="capitals"),
    ],
)
def test_details_are_read_however_they_are_set(text: str) -> None:
    draft = write("Nähkurs", "In dem Kurs lernst du, wie man einen Reißverschluss einnäht.", text)
    assert draft.event
    assert draft.event.start == "2026-05-12T17:30:00+02:00"
    assert get(draft, FactKind.WHERE) == "Werkstatt Rosa, Ringstraße 26"
    assert draft.teaser == "In dem Kurs lernst du, wie man einen Reißverschluss einnäht."


def test_the_days_of_a_table_belong_to_what_stands_beside_them() -> None:
    cells = [
        "Wir sind im Mai anders da.",
        "Fr, 08.05.2026",
        "Betriebsausflug",
        "Mo, 11.05.2026",
        "Putztag",
        "Bis bald.",
    ]
    assert paragraphs.split("\n\n".join(cells))[1:3] == [
        "Fr, 08.05.2026: Betriebsausflug",
        "Mo, 11.05.2026: Putztag",
    ]


def test_a_programme_of_lines_gives_the_hours_of_its_day() -> None:
    draft = write(
        "Offenes Haus", "Programm am Samstag, 16. Mai 2026:\n11:00 Eröffnung\n13:00 Essen\n17:00 Ende"
    )
    assert draft.event
    assert draft.event.text == "Samstag, 16. Mai 2026, 11 bis 17 Uhr"


def test_tags_of_a_page_never_reach_a_caption() -> None:
    draft = write(
        "Fest", '<figure class="x"><img src="a.jpg"></figure> Der Verein feiert ein <b>Fest</b> im Hof.'
    )
    assert draft.teaser == "Der Verein feiert ein Fest im Hof."


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Karten zu 18 € / erm. 9 € gibt es hier.", "Karten zu 18 € / erm. 9 € gibt es hier"),
        ("Eintritt 5,- (ermäßigt 3,-).", "Eintritt 5,- (ermäßigt 3,-)"),
        ("Eintritt: € 8,00", "Eintritt: € 8,00"),
        ("Karten: VVK 12 € / AK 15 €", "VVK 12 € / AK 15 €"),
        ("Der Eintritt ist frei, um Spenden wird gebeten.", "Eintritt frei, Spenden willkommen"),
        ("Das Essen gibt es auf Spendenbasis.", "auf Spendenbasis"),
    ],
)
def test_prices_are_read_as_people_write_them(written: str, found: str) -> None:
    draft = write("Konzert", "Am Samstag, 9. Mai, um 20 Uhr spielt das Trio im Rathaus.", written)
    assert get(draft, FactKind.PRICE) == found


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Wir laden am 9. & 16. Mai, 18 Uhr, zum Training ein.", ["2026-05-09", "2026-05-16"]),
        ("Wir laden Sa/So, 9./10.5.2026 zum Treffen ein.", ["2026-05-09", "2026-05-10"]),
        ("Das Treffen findet vom 8-10.05.2026 statt.", ["2026-05-08", "2026-05-10"]),
        ("Vom 19-21 Mai 2026 findet das Treffen statt.", ["2026-05-19", "2026-05-21"]),
        ("Kommt am Dienstag 12.5 um 19 Uhr zum Treffen.", ["2026-05-12", "2026-05-12"]),
        ("Das Treffen ist am 2026-05-12, 18h30.", ["2026-05-12", "2026-05-12"]),
    ],
)
def test_two_days_are_read_as_people_write_them(written: str, days: list[str]) -> None:
    draft = write("Treffen", written)
    assert draft.event
    assert [draft.event.first.isoformat(), draft.event.last.isoformat()] == days


def test_a_dateline_in_brackets_and_a_press_release_of_a_day_announce_nothing() -> None:
    glued = write("Projekt", "(Essen, 04.05.2026) – Das Projekt wird um zwei Jahre verlängert.")
    assert (glued.event, glued.teaser) == (None, "Das Projekt wird um zwei Jahre verlängert.")
    assert write("Pressemitteilung vom 12.05.26", "Um 12 Uhr beginnt eine Kundgebung im Park.").event is None


def test_more_than_a_number_opens_a_report() -> None:
    draft = write("Laternenfest", "Mehr als 300 Kinder sind am Freitag durch den Park gezogen. Es gab Kakao.")
    assert draft.teaser.startswith("Mehr als 300 Kinder")


def test_a_sober_text_keeps_what_was_called_out_inside_its_sentence() -> None:
    text = (
        "Drei Menschen wurden ermordet. Ihr wird der Ruf „Ihr Mörder!“drei Polizisten gegenüber vorgeworfen."
    )
    assert "Mörder“drei" in write("Ermordet", text).teaser


GRAVE = {
    "tr": "Kurucumuz Ahmet Bey geçen hafta vefat etti. Ailesine sabır diliyoruz.",
    "uk": "Учора помер засновник нашої громади. Ми сумуємо разом із родиною.",
    "ru": "Вчера скончалась руководительница нашего хора. Мы с её семьёй.",
    "fr": "Nous avons appris le décès de notre fondatrice. Nous pensons à sa famille et à ses amis.",
    "es": "Ayer falleció la fundadora de nuestra asociación. Estamos con su familia y sus amigos.",
    "pl": "Wczoraj zmarł założyciel naszego stowarzyszenia. Jesteśmy z jego rodziną i bliskimi.",
    "ar": "تنعى الجمعية وفاة مؤسسها يوم أمس. نحن مع عائلته وأصدقائه.",
}
PLAIN = {
    "tr": "Derneğimiz cumartesi günü kahvaltı için sizi bekliyor. Herkes gelsin.",
    "uk": "Наша громада запрошує всіх на святковий концерт. Чекаємо на вас.",
    "ru": "Наш клуб приглашает всех на праздничный концерт. Ждём вас с друзьями.",
    "fr": "L’association vous invite à un repas dans la salle. Nous vous attendons avec joie.",
    "es": "La asociación os invita a una merienda en el parque. Os esperamos a todos con los niños.",
    "pl": "Stowarzyszenie zaprasza wszystkich na wspólne śniadanie. Czekamy na was w sobotę.",
    "ar": "تدعوكم الجمعية إلى فطور مشترك يوم السبت. نحن بانتظاركم جميعاً.",
}


@pytest.mark.parametrize("language", GRAVE)
def test_grave_topics_are_known_in_the_languages_of_member_associations(language: str) -> None:
    sober = write("2026", GRAVE[language], language=language)
    assert (sober.language, sober.is_sober, sober.unsure) == (language, True, ())
    other = write("2026", PLAIN[language], language=language)
    assert (other.is_sober, other.unsure) == (False, ())


def test_a_last_day_abroad_counts_only_where_somebody_may_apply_by_it() -> None:
    treaty = write(
        "Umowa", "Umowa jest stosowana tymczasowo do 30.05.2026. Parlament ją poparł.", language="pl"
    )
    assert get(treaty, FactKind.DEADLINE) == ""
    camp = write(
        "Obóz", "Zapisy na obóz przyjmujemy do 30.05.2026. Zapraszamy wszystkie dzieci.", language="pl"
    )
    assert get(camp, FactKind.DEADLINE) == "Zapisy do 30.05.2026"


def test_where_it_is_stands_whole_and_without_a_half_aside() -> None:
    text = (
        "Wir laden am 9. Mai um 17 Uhr zum Treffen ein.",
        "Ort: im Zentrum (Details schicken wir nach der Anmeldung)",
    )
    assert get(write("Treffen", *text), FactKind.WHERE) == "Zentrum"
    where = "Ort: Treff Mitte, Ringstr. 7 (barrierefrei)"
    assert get(write("Treffen", text[0], where), FactKind.WHERE) == "Treff Mitte, Ringstr. 7 (barrierefrei)"


def test_the_day_of_an_event_finds_its_place_wherever_it_is_named_with_its_time() -> None:
    first = "Der Verein lädt am 14. Mai zur Diskussion ein."
    later = (
        "Die Diskussion ist am Donnerstag, 14. Mai 2026, um 18 Uhr im Forum der Ringschule, Ringstraße 91."
    )
    draft = write(
        "Diskussion", first, "Gäste aus Betrieben sagen zu. Der Saal fasst viele.", "Das freut alle.", later
    )
    assert get(draft, FactKind.WHERE) == "Forum der Ringschule, Ringstraße 91"
    assert date(2026, 5, 14) == (draft.event.first if draft.event else None)


def test_the_details_of_a_poster_stand_between_bars() -> None:
    line = "SA 05.12.2026 | 20 UHR | ALTE KIRCHE | EINTRITT: 12 €"
    assert paragraphs.split(line) == ["SA 05.12.2026, 20 UHR", "ALTE KIRCHE", "EINTRITT: 12 €"]
    assert paragraphs.split("Wir | Sie | Ihr") == ["Wir | Sie | Ihr"]


def test_labels_inside_a_line_part_it_and_a_lost_blank_comes_back() -> None:
    line = "Nehmt mit, was euch gefällt.Wann: Freitag 4.12. Wo: Jugendhaus"
    parts = ["Nehmt mit, was euch gefällt.", "Wann: Freitag 4.12.", "Wo: Jugendhaus"]
    assert paragraphs.split(line) == parts
    assert paragraphs.split("Mehr auf www.verein.Example") == ["Mehr auf www.verein.Example"]


def test_a_notice_of_a_death_is_told_line_by_line() -> None:
    lines = [
        "Wir nehmen Abschied von",
        "Stefanos Dukas",
        "* 3. Mai 1941   † 1. Mai 2026",
        "Seine Wärme bleibt.",
    ]
    draft = write("In stillem Gedenken", *lines)
    assert draft.is_sober
    assert (
        draft.teaser
        == "Wir nehmen Abschied von Stefanos Dukas\n* 3. Mai 1941 † 1. Mai 2026\nSeine Wärme bleibt."
    )


def test_where_one_writes_to_meanwhile_is_no_event_and_a_house_number_ends_a_sentence() -> None:
    moved = write("Umzug", "Wir ziehen um. Vom 11. bis 13. Mai sind wir nur per Mail zu erreichen.")
    assert moved.event is None
    evening = (
        "Das Zentrum informiert am Dienstag, 12. Mai, 18 Uhr, in der Aula, Hombrucher Weg 5. Kinder spielen."
    )
    assert get(write("Elternabend", evening), FactKind.WHERE) == "Aula, Hombrucher Weg 5"


def test_the_price_stands_without_the_time_and_place_of_its_sentence() -> None:
    text = "Alle Filme laufen ab 9. Mai im Kino, Steeler Str. 208, Beginn ist immer 19 Uhr, Eintritt 6 €."
    assert get(write("Filme", text), FactKind.PRICE) == "Eintritt 6 €"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Treffpunkt: jeweils zehn Minuten vor Beginn", ""),
        ("Ort: Nach Vereinbarung", ""),
        ("Ort: Zu Gast bei:", ""),
        ("Adresse: Bischof", ""),
        ("Ort: Frau Muster", ""),
        ("Ort: Frauenzentrum Kray", "Frauenzentrum Kray"),
        ("Ort: Gerätehaus Mitte zur Abfahrt", "Gerätehaus Mitte"),
        ("Ort: Jugendhaus am Fluss, den genauen Raum erfahrt ihr dort", "Jugendhaus am Fluss"),
        ("Ort: Gemeindehaus von Montag bis Freitag", "Gemeindehaus"),
    ],
)
def test_a_label_is_followed_by_a_place_or_by_none(written: str, place: str) -> None:
    assert (
        get(write("Treffen", "Wir laden am 9. Mai um 17 Uhr zum Treffen ein.", written), FactKind.WHERE)
        == place
    )


def test_an_entry_of_a_list_of_days_is_no_line_about_publishing() -> None:
    lines = ["03.11.: Nachmittag der Schützen", "09.11.: DAS Konzert der Kapelle", "11.11.: Martinszug"]
    for texts in (lines, ["Termine im Herbst", *lines]):
        read = quotable.read(
            Article(url="https://a.example/", title="Termine", text="\n\n".join(texts)),
            today=date(2026, 11, 20),
        )
        assert (read.published, len(read.all)) == (None, len(texts))
    alone = "09.11.2026: von der Redaktion\n\nDer Chor sang am Abend im Hof."
    read = quotable.read(
        Article(url="https://a.example/", title="Chor", text=alone), today=date(2026, 11, 20)
    )
    assert read.published == date(2026, 11, 9)


def test_a_day_below_a_day_is_another_one() -> None:
    days = ["Termine:", "8.-10. Mai 2026", "12.-14. Juni 2026", "4.-6. Juli 2026 (Ferien)"]
    event = write("Einkehrtage", "Wir laden ins Kloster ein.", *days).event
    assert event is not None
    assert event.text == "8. bis 10. Mai, 12. bis 14. Juni und 4. bis 6. Juli 2026"


def test_the_minute_of_publishing_is_no_event() -> None:
    assert (
        write("Wanderung", "Montag, 4. Mai 2026, 11:38 Uhr", "Der Verein hat seine Wege erneuert.").event
        is None
    )
    assert write("Wanderung", "Am Montag, 4. Mai 2026, um 18:30 Uhr beginnt die Wanderung im Park.").event


def test_lines_broken_at_a_margin_run_on_and_a_list_stays_one() -> None:
    mail = (
        "Wegen vieler Krankheitsfälle pausiert der Treff der Senioren in dieser\n"
        "und der kommenden Woche. Weiter geht es im Dezember am Mittwoch, dem 9.\n"
        "Dezember, zur gewohnten Zeit um 15 Uhr. Allen, die erkrankt sind, gute\n"
        "Besserung!"
    )
    assert paragraphs.split(mail) == [" ".join(mail.split())]
    details = "Ein Abend für alle, die gern singen und die es lernen wollen\nSaal Nord\nEintritt frei"
    assert paragraphs.split(details) == details.split("\n")


def test_a_place_ends_where_another_label_begins() -> None:
    text = ("Das Fest ist am 9. Mai um 17 Uhr.", "Ort: Café Nord, Weger Str. 17 Sprachen: Deutsch, Farsi")
    assert get(write("Fest", *text), FactKind.WHERE) == "Café Nord, Weger Str. 17"


@pytest.mark.parametrize("unit", ["-", "5. ", "ist ", "„", "a\n"])
def test_what_goes_on_for_pages_is_read_in_pieces(unit: str) -> None:
    article = Article(url="https://verein.example/a", title="Strich", text=unit * 6_000)
    assert all(len(piece) <= 5_000 for piece in paragraphs.split(article.text))
    assert all(len(text) <= 1_200 for text in quotable.read(article, today=date(2026, 11, 29)).all)
