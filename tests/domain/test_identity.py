"""An article is known again after a move, an edit and a relaunch; its next occasion is another article."""

import pytest

from bot.domain import likeness
from bot.domain.likeness import Likeness
from bot.domain.urls import canonical_url, without_tracking

LONG = (
    "Der Verein hat am Samstag im Bürgerhaus sein Sommerfest gefeiert. Viele Familien aus der Nachbarschaft "
    "kamen mit ihren Kindern, und die Tanzgruppe zeigte neue Stücke. Am Nachmittag spielte die Band des "
    "Jugendzentrums, während in der Küche Speisen aus zwölf Ländern gekocht wurden. Der Vorstand dankte "
    "allen Helferinnen und Helfern, die seit Wochen geplant, gemalt und gebacken hatten. Zum Schluss "
    "ließen alle gemeinsam bunte Laternen über dem Kanal leuchten, bis der Regen sie nach Hause schickte."
)
LONGER = (
    f"{LONG} Der Verein besteht seit der Gründung durch sechs Familien, die sich im alten Waschhaus trafen "
    "und dort einen Chor begannen. Heute gehören eine Hausaufgabenhilfe, zwei Sportgruppen und ein Garten "
    "dazu, in dem Gemüse wächst. Wer mitmachen möchte, findet die Gruppe dienstags im Garten am Bürgerhaus."
)
OTHER = (
    "Die Stadtbibliothek öffnet künftig auch am Sonntag. Besucherinnen finden dort ruhige Arbeitsplätze, ein "
    "Lesecafé und eine Werkstatt mit Druckern. Beraten wird zunächst auf Deutsch, Türkisch und Arabisch. Die "
    "Leitung erwartet, dass vor allem Studierende das Angebot nutzen, und sucht noch ehrenamtliche Hilfe."
)


def compare(a: tuple[str, str], b: tuple[str, str]) -> Likeness:
    return likeness.compare(likeness.fingerprint(*a), likeness.fingerprint(*b))


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param("http://verein.example/aktuelles/fest", id="scheme"),
        pytest.param("https://www.verein.example/aktuelles/fest", id="www"),
        pytest.param("https://verein.example/aktuelles/fest/", id="trailing slash"),
        pytest.param("https://verein.example:443/aktuelles/fest", id="default port"),
        pytest.param("http://verein.example:80/aktuelles/fest", id="default port in the clear"),
        pytest.param("https://verein.example/aktuelles/fest#c12", id="fragment"),
        pytest.param("https://verein.example/aktuelles/fest?utm_source=fb&fbclid=1", id="tracking"),
        pytest.param(f"https://verein.example/aktuelles/fest?sid={'0a1b' * 8}", id="session"),
        pytest.param("https://verein.example/aktuelles/fest?PHPSESSID=1", id="session by its name"),
        pytest.param("https://VEREIN.example//aktuelles/./fest/index.html", id="case and dots"),
        pytest.param(" https://verein.example/%61ktuelles/fest ", id="needless escapes"),
    ],
)
def test_an_address_has_one_canonical_form(variant: str) -> None:
    assert canonical_url(variant) == "https://verein.example/aktuelles/fest"


@pytest.mark.parametrize(
    "url", ["http://[::1/", "kein Link", "file:///a/b.md", "https://ä.example/ü?b=2&a=%C3%A4"]
)
def test_a_canonical_address_is_its_own_canonical_address(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    "query", ["sid=12", f"s={'gartenfest' * 3}", f"id={'0a1b' * 8}", "s=2026-sommerfest-der-vereine"]
)
def test_what_names_an_article_is_no_session(query: str) -> None:
    assert canonical_url(f"https://verein.example/fest?{query}") == f"https://verein.example/fest?{query}"


def test_nobody_is_given_the_session_of_the_bot() -> None:
    url = "https://verein.example/fest?id=7&sid=" + "0a1b" * 8
    assert without_tracking(url) == "https://verein.example/fest?id=7"


def test_a_query_that_names_the_article_is_kept_in_one_order() -> None:
    a = canonical_url("https://verein.example/?p=7&lang=de")
    b = canonical_url("http://verein.example?lang=de&p=7")
    assert a == b != canonical_url("https://verein.example/?p=8&lang=de")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param("Sommerfest im Bürgerhaus", LONG, id="unchanged"),
        pytest.param("SOMMERFEST IM BÜRGERHAUS!", LONG.upper().replace(".", " ."), id="case, punctuation"),
        pytest.param(
            "Sommerfest im Bürgerhaus", LONG.replace("Kanal", "Fluss").replace("zwölf", "elf"), id="words"
        ),
        pytest.param(
            "Sommerfest im Bürgerhaus", LONG + " Nächstes Jahr soll es wieder ein Fest geben.", id="added"
        ),
        pytest.param("Sommerfest im Bürgerhaus", LONG[:220], id="excerpt"),
    ],
)
def test_an_edited_article_is_the_same(title: str, text: str) -> None:
    assert compare(("Sommerfest im Bürgerhaus", LONG), (title, text)) is Likeness.SAME


def test_an_article_with_quite_another_title_is_known_by_its_long_text() -> None:
    assert compare(("Sommerfest im Bürgerhaus", LONGER), ("Ein Tag voller Musik", LONGER)) is Likeness.SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(("Leseabend", LONG), ("Offene Sprechstunde", LONG), id="a short template's text"),
        pytest.param(("Einbürgerungsfeier 2023", LONG), ("Einbürgerungsfeier 2024", LONG), id="year"),
        pytest.param(("26. Einbürgerungsfeier", LONG), ("27. Einbürgerungsfeier", LONG), id="ordinal"),
        pytest.param(("Sprechstunde im Mai", LONG), ("Sprechstunde im Juni", LONG), id="month in the title"),
        pytest.param(
            ("Nächste Sprechstunde", f"{LONG} Termin: 5. Mai, 16 Uhr, Raum 3, Telefon 0201 5550123"),
            ("Nächste Sprechstunde", f"{LONG} Termin: 2. Juni, 16 Uhr, Raum 3, Telefon 0201 5550123"),
            id="date in the text",
        ),
        pytest.param(("Einladung zur Sitzung", LONG), ("Einladung zur Sitzung", OTHER), id="only the title"),
        pytest.param(("Einladung zur Sitzung", ""), ("Sommerfest", ""), id="titles without text"),
    ],
)
def test_the_next_occasion_is_another_article(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert compare(a, b) is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(("Sommerfest", ""), ("Sommerfest", LONG), id="nothing but the title"),
        pytest.param(("Workshop", LONG), ("Workshop (2)", LONG), id="perhaps a sequel"),
        pytest.param(("Sommerfest", LONG), ("Sommerfest", LONG[:250] + OTHER), id="half rewritten"),
        pytest.param(
            ("300 Gäste", LONG + " Am 3.5."), ("400 Gäste", LONG + " Am 3.5."), id="number corrected"
        ),
    ],
)
def test_in_doubt_a_person_is_asked(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert compare(a, b) is Likeness.UNSURE


def test_likeness_has_no_direction() -> None:
    pairs = [
        ("Fest 2023", LONG),
        ("Fest 2024", LONG),
        ("Fest", LONG[:300]),
        ("Bibliothek", OTHER),
        ("Fest", ""),
    ]
    for a in pairs:
        for b in pairs:
            assert compare(a, b) is compare(b, a)


def test_a_fingerprint_survives_being_written_down() -> None:
    one = likeness.fingerprint("Fest am 3. Mai 2024: „300 Gäste“", LONG)
    assert likeness.Fingerprint.from_str(str(one)) == one


def test_the_same_articles_share_a_key_that_a_database_can_hold() -> None:
    a = likeness.fingerprint("Sommerfest", LONG)
    b = likeness.fingerprint("Ein Fest", LONG.replace("Kanal", "Fluss").replace("Band", "Kapelle"))
    assert set(a.keys) & set(b.keys)
    assert all(-(2**63) <= key < 2**63 for key in a.keys + b.keys)


def test_a_title_is_the_same_in_other_case_and_punctuation() -> None:
    assert likeness.is_same_title("Sommerfest: 300 Gäste!", "SOMMERFEST – 300 Gäste")
    assert not likeness.is_same_title("Sommerfest 2025", "Sommerfest 2026")
