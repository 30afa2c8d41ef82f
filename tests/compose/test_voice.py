"""Who speaks, and in which language: greetings, editorials, interviews, two languages in one text."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.compose import quotable, teaser, tense
from bot.compose.draft import Draft, Drafting
from bot.domain import languages
from bot.domain.article import Article
from bot.domain.post import Channel
from tests.known_channels import FACEBOOK

TODAY = date(2026, 5, 4)
WRITER = Drafting([Path(__file__).parents[2] / "templates"], ZoneInfo("Europe/Berlin"), "de")


def read(*paragraphs: str) -> list[str]:
    article = Article(url="https://v.example/a", title="Neues", text="\n\n".join(paragraphs))
    return [item.text for item in quotable.read(article, today=TODAY).quotable]


def write(title: str, *paragraphs: str, channel: Channel = FACEBOOK) -> Draft:
    article = Article(url="https://v.example/a", title=title, text="\n\n".join(paragraphs))
    return WRITER.draft(article, channel, datetime(2026, 5, 4, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    "greeting",
    [
        "Herzlich willkommen zur Juni-Ausgabe unserer Zeitschrift!",
        "Schön, dass Sie wieder dabei sind!",
        "Mit Freude lege ich Ihnen das neue Heft vor.",
        "Ich begrüße Sie zu unserem Rundbrief.",
        "Wir wünschen Ihnen eine gute Zeit.",
        "Als ich klein war, gab es drei Vereine.",
    ],
)
def test_a_greeting_is_not_the_pages_voice(greeting: str) -> None:
    assert read("Liebe Leserinnen und Leser,", greeting, "Das Heft handelt vom Ankommen.") == [
        "Das Heft handelt vom Ankommen."
    ]


def test_an_invitation_and_a_quotation_are_no_greeting() -> None:
    kept = ["Herzlich willkommen sind alle Kinder.", "„Ich bin glücklich“, sagte Ada Kaya am Abend."]
    assert read(*kept) == kept


INTERVIEW = (
    "Ada Kaya leitet den Chor seit neun Jahren.",
    "Frau Kaya, warum singen Sie?",
    "Weil ich muss. Und weil es mir hilft.",
    "Was fehlt dem Chor?",
    "Zwei Bässe.",
)


def test_an_interview_is_introduced_and_answers_follow_their_questions() -> None:
    assert read(*INTERVIEW) == [
        "Ada Kaya leitet den Chor seit neun Jahren.",
        "Frau Kaya, warum singen Sie? Ada Kaya: „Weil ich muss.“",
        "Was fehlt dem Chor? Ada Kaya: „Zwei Bässe.“",
    ]


def test_who_is_called_by_their_name_in_a_long_question_answers_and_not_who_is_told_of_first() -> None:
    introduced = "Minister Ben Roth schließt den Chor. Ada Kaya, die ihn leitet, ist dagegen."
    called = "Frau Kaya, der Minister will den Chor schließen. Sie singen trotzdem. Noch ist Zeit. Warum?"
    talk = (
        introduced,
        called,
        "Weil ich muss.",
        "Wer hilft?",
        "Alle helfen.",
        "Was fehlt dem Chor?",
        "Zwei Bässe.",
    )
    assert read(*talk)[-1] == "Was fehlt dem Chor? Ada Kaya: „Zwei Bässe.“"


def test_names_before_what_is_said_are_the_speakers() -> None:
    labelled = (
        "Seit 2001 fährt Ada Kaya Bus.",
        "Redaktion: Was ist schön?",
        "Ada Kaya: Der Morgen am See.",
        "Redaktion: Was nicht?",
        "Ada Kaya: Der Stau am Abend.",
    )
    assert read(*labelled)[1:] == [
        "Was ist schön? Ada Kaya: „Der Morgen am See.“",
        "Was nicht? Ada Kaya: „Der Stau am Abend.“",
    ]
    once = ("Im Hof steht ein Ofen.", "Wer hat Hunger?", "Ein Tipp: Das Brot.", "Wer kommt?", "Alle kommen.")
    assert read(*once) == ["Im Hof steht ein Ofen."]
    polite = ("Können Sie kochen? Dann los!", "Was gibt es?", "Suppe gibt es.", "Wer kommt?", "Alle kommen.")
    assert not any("Sie: „" in text for text in read(*polite))


def test_what_does_not_begin_with_a_word_is_no_question_to_quote() -> None:
    talk = ("Seit 2001 fährt Ada Kaya Bus.", ":: Hallo, Frau Kaya, wie geht’s?", "Gut geht es.")
    assert read(*talk, "Frau Kaya, was ist schön?", "Der Morgen am See.")[1:] == [
        "Frau Kaya, was ist schön? Ada Kaya: „Der Morgen am See.“"
    ]


def test_questions_and_answers_may_stand_in_lines_of_one_paragraph() -> None:
    talk = "Frage: Was ist neu?\nAntwort: Wir gestalten mit.\nFrage: Was fehlt?\nAntwort: Das Wahlrecht."
    assert read("Ada Kaya leitet den Integrationsrat seit neun Jahren.", talk)[1:] == [
        "Was ist neu? Ada Kaya: „Wir gestalten mit.“",
        "Was fehlt? Ada Kaya: „Das Wahlrecht.“",
    ]


def test_an_editorials_we_speaks_in_the_third_person_or_not_at_all() -> None:
    text = "In dieser Ausgabe berichten wir über das Ehrenamt. Zwölf Menschen haben wir porträtiert."
    assert read("Ich begrüße Sie zum neuen Heft.", text) == ["In dieser Ausgabe geht es um das Ehrenamt."]


def test_a_question_alone_makes_no_interview() -> None:
    assert not tense.is_interview(
        ["Wer hilft mit?", "Gesucht werden zehn Leute.", "Es gibt Kaffee.", "Und Kuchen."]
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Verein lädt alle Kinder in den Park ein, und die Eltern sind auch da.", "de"),
        ("The club invites all children to the park on Sunday, and parents are welcome.", "en"),
        ("Katılım ücretsizdir ve çocuklar için bir oyun köşesi olacak, lütfen saat 10'da gelin.", "tr"),
        ("Вхід вільний, переклад українською мовою.", "uk"),
        ("الدخول مجاني للجميع", "ar"),
        ("Mo, 9–12", ""),
    ],
)
def test_finds_the_language(text: str, code: str) -> None:
    assert languages.find_language(text) == code


def test_a_text_in_two_languages_speaks_both() -> None:
    german = (
        "Am 9. Mai um 18 Uhr informiert der Verein im Bürgerhaus über Diabetes, und der Eintritt ist frei."
    )
    turkish = "Dernek saat 18'de diyabet hakkında bilgi verecek ve katılım ücretsiz olacak. Lütfen gelin."
    made = write("Infoabend", german, turkish)
    assert made.teaser == f"{german}\n\n{turkish}"
    assert not made.unsure


def test_the_instances_language_comes_first_where_a_text_speaks_it_too() -> None:
    german = "Am 9. Mai um 18 Uhr informiert der Verein im Bürgerhaus, und der Eintritt ist frei."
    english = (
        "On 9 May the club informs about courses for parents, and the entry is free for all of you. " * 2
    )
    assert write("Infoabend", english, german).teaser.startswith(german)


def test_a_motto_in_english_is_no_second_language() -> None:
    german = (
        "Der Verein hat am Samstag im Park ein Fest gefeiert, und viele Kinder aus dem Stadtteil waren da. "
        * 4
    )
    assert "\n\n" not in write("Fest", german, "Life is not digital.").teaser


def test_a_language_without_word_lists_is_named_as_unsure() -> None:
    made = write(
        "Serata",
        "L'associazione vi invita il 9 maggio alle 18.00 nella sala per una festa, e l'ingresso è gratuito.",
    )
    assert len(made.unsure) == 1
    assert made.event
    assert made.event.start == "2026-05-09T18:00:00+02:00"


def test_a_quotation_over_several_paragraphs_is_told_by_nobody_else() -> None:
    lead, after = "Ana Gil äußert sich zum Stopp der Förderung.", "Der Rat trifft sich im Mai wieder."
    said = ('"Der Stopp ist ein Fehler. Er schadet allen Vereinen der Stadt.', 'Der Rat muss ihn ändern."')
    assert read(lead, *said) == [lead]
    assert read(lead, *said, after) == [lead, after]
    assert read(lead, said[0], after) == [lead, "Er schadet allen Vereinen der Stadt.", after]


def test_what_only_leads_on_is_not_quoted() -> None:
    for text in (
        "Was hinter dem neuen Haus steckt.",
        "Warum das so ist, ob es gut ist und worauf alle achten müssen.",
        "Die Stimmung war gut, wie in unserer Reportage vom Fest zu lesen war.",
        "Hier ein Überblick über die Parteien.",
        "Für das Fest am Sonntag gibt es hier noch Tickets.",
        "Lesen Sie, wie sich die Zahlen entwickeln.",
    ):
        assert (text, quotable.may_be_quoted(text)) == (text, False)
    for text in (
        "Wie jedes Jahr lädt der Verein zum Fest.",
        "Was als Übung beginnt, wird zum Ernstfall.",
        "Wer tanzen kann, ist willkommen.",
    ):
        assert (text, quotable.may_be_quoted(text)) == (text, True)
    assert not teaser.points_back("Damit alle mitkommen, mieten wir einen Bus.")
    assert not teaser.points_back("Das einst beliebte Hotel ist geschlossen.")
    assert teaser.points_back("Damit ist der Verein am Ziel.")
