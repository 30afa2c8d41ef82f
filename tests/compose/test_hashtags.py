"""Hashtags: readable, whole, few."""

import pytest

from bot.compose import hashtags


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Together in Essen", "TogetherInEssen"),
        ("Interkulturelle Woche", "InterkulturelleWoche"),
        ("Verbund-News", "VerbundNews"),
        ("Einbürgerung", "Einbürgerung"),
        ("Bildung/Schule", "BildungSchule"),
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
    assert hashtags.make_tag(words) == tag


VOCABULARY = hashtags.Vocabulary(
    stop=["Verbund-News", "Alle"],
    subjects={"GegenRassismus": ["Rassismus"], "Sport": ["Fußball", "Turnier"]},
    places={"Essen": ["Essen"]},
    usual=["Integration", "Vielfalt", "Zusammenhalt"],
)


def list_tags(title: str, *categories: str, teaser: str = "", is_sober: bool = False) -> tuple[str, ...]:
    subject = hashtags.Subject(categories=categories, title=title, teaser=teaser)
    return hashtags.list_hashtags(subject, VOCABULARY, is_sober=is_sober)


def test_takes_categories_first_then_subjects_and_places() -> None:
    tags = list_tags("Turnier gegen Rassismus in Essen", "Together in Essen", "Verbund-News")
    assert tags == ("TogetherInEssen", "GegenRassismus", "Sport", "Essen")


def test_fills_up_to_three_with_the_usual_ones() -> None:
    assert list_tags("Neues Haus") == ("Integration", "Vielfalt", "Zusammenhalt")


def test_never_takes_more_than_five_nor_one_twice() -> None:
    assert list_tags("Fußball in Essen", "A eins", "B zwei", "C drei", "essen", "Sport") == (
        "AEins", "BZwei", "CDrei", "Essen", "Sport",
    )  # fmt: skip


def test_eating_is_not_the_city() -> None:
    assert "Essen" not in list_tags("Gemeinsam essen und trinken beim Iftar-Essen")


def test_a_place_that_only_the_text_names_counts_when_there_is_no_other() -> None:
    subject = hashtags.Subject(categories=(), title="Neues Haus", teaser="", text="Das Haus steht in Essen.")
    assert hashtags.list_hashtags(subject, VOCABULARY)[0] == "Essen"


def test_sober_posts_carry_three() -> None:
    assert list_tags("Turnier gegen Rassismus in Essen", "A eins", is_sober=True) == (
        "AEins",
        "GegenRassismus",
        "Sport",
    )
