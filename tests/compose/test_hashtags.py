"""Hashtags: readable, whole, few."""

import pytest

from bot.compose import draft


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Together in Essen", "TogetherInEssen"),
        ("Interkulturelle Woche", "InterkulturelleWoche"),
        ("Verbund-News", "VerbundNews"),
        ("Einbürgerung", "Einbürgerung"),
        ("Bildung/Schule", "BildungSchule"),
        ("KINDER UND JUGEND", "KinderUndJugend"),
        ("KD 11/13", "KD1113"),
        ("Wahl 2026", "Wahl2026"),
        ("MSO_Förderung", "MSOFörderung"),
        ("Cafe\u0301 International", "CaféInternational"),
        ("ثقافة وفنون", "ثقافةوفنون"),
        ("सांस्कृतिक मेला", "सांस्कृतिकमेला"),
        ("2026", ""),
        ("Ein viel zu langer Name für eine Rubrik auf der Seite", ""),
    ],
)
def test_makes_one_word_in_camel_case(words: str, tag: str) -> None:
    assert draft.make_tag(words) == tag


VOCABULARY = draft.Vocabulary(
    stop=["Verbund-News", "Alle"],
    subjects={"GegenRassismus": ["Rassismus"], "Sport": ["Fußball", "Turnier"], "Wahl": ["Wahl="]},
    places={"Katernberg": ["Katernberg"], "Essen": ["in Essen=", "Essener "]},
)


def list_tags(title: str, *categories: str, teaser: str = "", is_sober: bool = False) -> tuple[str, ...]:
    subject = draft.Subject(categories=categories, title=title, teaser=teaser)
    return draft.list_hashtags(subject, VOCABULARY, is_sober=is_sober)


def test_takes_the_events_name_a_place_the_subject_and_categories() -> None:
    assert list_tags("„Winterlicht“ in Essen", "Kultur", "Verbund-News") == ("Winterlicht", "Essen", "Kultur")
    assert list_tags("Turnier gegen Rassismus in Essen", "Jugend") == ("Essen", "GegenRassismus", "Jugend")


def test_what_somebody_says_in_the_text_is_no_name() -> None:
    title = "„Pure Freude“ nach dem Turnier"
    for text, names in (
        ("Die Trainerin sprach von purer Freude, und alle spürten „pure Freude“.", ()),
        ("Zum Konzert „Pure Freude“ kamen viele.", ("PureFreude",)),
    ):
        subject = draft.Subject(categories=(), title=title, teaser="", text=text)
        assert draft.list_hashtags(subject, draft.Vocabulary()) == names


def test_a_category_of_two_subjects_is_two_tags() -> None:
    assert list_tags("Neues Haus", "Umwelt & Klima", "Firmen / Betriebe") == ("Umwelt", "Klima", "Firmen")
    assert list_tags("Neues Haus", "Kinder- & Jugendbuch", "Nord/Süd") == ("KinderJugendbuch", "NordSüd")


def test_never_takes_more_than_three_nor_one_twice() -> None:
    assert list_tags("Turnier in Essen", "sport", "A eins", "B zwei") == ("Essen", "Sport", "AEins")


def test_nothing_fills_up_unless_the_team_wants_it() -> None:
    assert list_tags("Neues Haus") == ()
    usual = draft.Vocabulary(usual=["Verband"])
    subject = draft.Subject(categories=(), title="Neues Haus", teaser="")
    assert draft.list_hashtags(subject, usual) == ("Verband",)


@pytest.mark.parametrize(
    "title",
    [
        "Gemeinsam essen und trinken",
        "Essen aus Ghana",
        "Vikar Willi Wahl singt",
        "„Ein Bombenfest“",
        "„Wir warten 40 Tage“",
    ],
)
def test_a_meal_a_surname_and_a_saying_are_no_tags(title: str) -> None:
    assert list_tags(title) == ()


def test_the_nearer_place_stands_for_the_town() -> None:
    assert list_tags("Fest in Katernberg, dem Norden in Essen") == ("Katernberg",)


def test_sober_posts_carry_none() -> None:
    assert list_tags("Turnier gegen Rassismus in Essen", "A eins", is_sober=True) == ()


def test_a_street_says_nothing_about_the_quarter() -> None:
    assert list_tags("Fest", teaser="Gefeiert wird an der Katernberger Straße 4.") == ()
    assert list_tags("Fest", teaser="Gefeiert wird in Katernberg.") == ("Katernberg",)


def test_a_section_of_the_site_is_no_subject() -> None:
    stop = draft.Vocabulary(stop=["Meldung*", "News*", "Dies & Das"])
    assert draft.list_hashtags(draft.Subject(categories=("Dies & Das",), title="A", teaser="B"), stop) == ()
    shown = "Aus den Meldungen", "Verbands-News", "Newsarchiv", "Wem gehört denn die Stadt", "Kinderrechte"
    subject = draft.Subject(categories=shown, title="Neues Haus", teaser="")
    assert draft.list_hashtags(subject, stop) == ("Kinderrechte",)


def test_an_adjective_in_quotation_marks_is_no_name() -> None:
    assert list_tags("„Großer“ Andrang beim Fest") == ()
    assert list_tags("Vom „Preis“ eines Abends") == ()
    assert list_tags("„Winterfeste“: drei Tage am Kanal") == ("Winterfeste",)
