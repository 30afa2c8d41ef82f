"""Which articles a comms person would want sober."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.compose import draft, sentences, tone
from bot.domain.article import Article
from tests.known_channels import FACEBOOK

ROOT = Path(__file__).parents[2]
LISTS = draft.WordLists(template_dirs=[ROOT / "templates"])
WORDS = tone.Words(
    grave=LISTS.list_words("sober", "de"),
    cheerful=LISTS.list_words("cheerful", "de"),
    harmless=LISTS.list_words("harmless", "de"),
    images=LISTS.list_words("images", "de"),
    advice=LISTS.list_words("advice", "de"),
)

SOBER = [
    pytest.param("Brandanschlag auf Moschee", "In der Nacht brannte es.", id="arson"),
    pytest.param("Schweres Erdbeben in der Türkei", "Viele Menschen sind betroffen.", id="earthquake"),
    pytest.param("Gedenktag am 27. Januar", "Die Stadt erinnert an die Verfolgten.", id="memorial day"),
    pytest.param(
        "Stadt lädt zur Gedenkfeier", "Die Gedenkfeier gilt den Opfern von Hanau.", id="memorial service"
    ),
    pytest.param("Nachruf auf Hans Muster", "Er starb am Montag.", id="obituary"),
    pytest.param(
        "30 Jahre nach Solingen", "Damals wurden fünf Menschen ermordet.", id="only the text says it"
    ),
    pytest.param("Hochwasser: Vereine helfen", "Sie sammeln Spenden.", id="flood"),
    pytest.param("Messerattacke in der Innenstadt", "Ein Mann schwebt in Lebensgefahr.", id="knife attack"),
    pytest.param("Karl Becker von uns gegangen", "Er wurde 84 Jahre alt.", id="gone from us"),
    pytest.param("Ein Leben für den Chor", "Im Mai ging Karl Becker im Alter von uns.", id="went from us"),
    pytest.param("Wir nehmen Abschied von Hatice", "Sie ist friedlich eingeschlafen.", id="farewell"),
    pytest.param("Danke, Hatice", "Am Sonntag ist sie friedlich eingeschlafen.", id="fell asleep"),
    pytest.param("Wer denkt an die Opfer?", "Der Diskurs geht weiter, die Toten bleiben.", id="no course"),
    pytest.param("Krieg in der Ukraine", "Wo Geflüchtete jetzt Hilfe finden.", id="war"),
]


@pytest.mark.parametrize(("title", "text"), SOBER)
def test_is_sober(title: str, text: str) -> None:
    assert tone.is_sober(title, [text], WORDS)


CHEERFUL = [
    pytest.param("Straßenfest der Kulturen", "Mit Musik und Tanz feiern die Vereine.", id="street festival"),
    pytest.param("Ausstellung „Kinder im Krieg“", "Sie erinnert an die Opfer.", id="exhibition about war"),
    pytest.param("Opferfest: gesegnete Feiertage", "Heute beginnt das Opferfest.", id="feast of sacrifice"),
    pytest.param("Erste-Hilfe-Kurs für Eltern", "Was tun bei Verbrennungen?", id="first aid"),
    pytest.param("Das Fest im Hof", "Die Einladung geht von uns aus.", id="goes out from us"),
    pytest.param("Starbucks spendet", "Das Geld geht an Kinder.", id="a name that begins like a grave word"),
    pytest.param("Unglücklicher Start, gutes Ende", "Die Mannschaft gewann.", id="unlucky"),
]


@pytest.mark.parametrize(("title", "text"), CHEERFUL)
def test_is_not_sober(title: str, text: str) -> None:
    assert not tone.is_sober(title, [text], WORDS)


def test_grave_news_are_all_found_and_hardly_any_other() -> None:
    sample = json.loads((ROOT / "benchmarks" / "tone.json").read_text(encoding="utf-8"))
    lines = {
        kind: [(title, sentences.split(text)) for title, text in sample[kind]] for kind in ("sober", "glad")
    }
    assert [title for title, text in lines["sober"] if not tone.is_sober(title, text, WORDS)] == []
    wrong = [title for title, text in lines["glad"] if tone.is_sober(title, text, WORDS)]
    assert len(wrong) <= len(lines["sober"]) * 0.05, wrong


def test_grave_news_are_found_in_other_languages() -> None:
    writer = draft.Drafting([ROOT / "templates"], ZoneInfo("Europe/Berlin"), "de")
    sample = json.loads((ROOT / "benchmarks" / "tone.json").read_text(encoding="utf-8"))
    wrong = []
    for language, title, text, is_sober in sample["abroad"]:
        article = Article(url="https://v.example/a", title=title, text=text, language=language)
        if writer.draft(article, FACEBOOK, datetime(2026, 5, 4, 9, tzinfo=UTC)).is_sober != is_sober:
            wrong.append(title)
    assert wrong == []


def test_thanks_beforehand_in_a_call_for_gifts_are_not_glad() -> None:
    text = ["Am Montag bebte die Erde, Häuser sind eingestürzt.", "Wir bitten um Spenden, herzlichen Dank!"]
    assert tone.is_sober("Hilfe für Nepal", text, WORDS)
    assert tone.is_sober(
        "Hilfe für Nepal", [*text[:1], "Viele sind fort.", "Es fehlt an allem.", text[1]], WORDS
    )


def test_a_passing_word_late_in_a_text_changes_nothing() -> None:
    text = ["Das Fest beginnt.", "Es gibt Musik.", "Alle kommen.", "Am Ende gedenken wir des Gründers."]
    assert not tone.is_sober("Ein Jahr voller Begegnung", text, WORDS)


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("Dem Verein gratuliere ich zum Bestehen.", False),
        ("Bitte vormerken: Am 18. April lädt der Arbeitskreis ein.", False),
        ("Die Stadt lädt zur Mahnwache ein.", True),
        ("Die Polizei hat zwei Täter festgenommen.", True),
    ],
)
def test_nothing_cheerful_stands_beside_mourning(sentence: str, fits: bool) -> None:
    assert tone.may_stand_in_sober(sentence, WORDS) is fits


def test_calm_text_has_no_emoji_and_no_exclamation_marks() -> None:
    assert tone.calm("Kommt! 🕊️ „Nie wieder!“, rief er.") == "Kommt. „Nie wieder“, rief er."
    assert tone.calm_title("Nie wieder!") == "Nie wieder"


ENGLISH = draft.Drafting([ROOT / "templates"], ZoneInfo("Europe/Berlin"), "en")


@pytest.mark.parametrize(
    ("title", "text", "is_sober"),
    [
        ("Boat sinks off Crete", "At least twelve people drowned, the coast guard said.", True),
        ("Teenager missing since Friday", "Her family asks you for help and for hints.", True),
        ("Swastikas on the door", "The police are looking for you if you saw it.", True),
        ("First aid course", "What to do after an accident at home, and whom to call.", False),
        ("Murder mystery dinner", "Find the killer over three courses with us and the team.", False),
        ("Chess club wins match", "A deadly attack on move 30 decided it for the league.", False),
    ],
)
def test_english_news(title: str, text: str, is_sober: bool) -> None:
    article = Article(
        url="https://v.example/a", title=title, text=f"{text} This is from the team.", language="en"
    )
    assert ENGLISH.draft(article, FACEBOOK, datetime(2026, 5, 4, 9, tzinfo=UTC)).is_sober is is_sober


def test_a_verb_in_two_parts_ends_its_clause() -> None:
    assert tone.is_sober("Nach dem Brand", ["Zwei Frauen kamen dabei um."], WORDS)
    assert not tone.is_sober("Frohes Fest", ["250 Kinder kamen mit ihren Familien, um zu feiern."], WORDS)
    assert not tone.is_sober("Frohes Fest", ["Es kamen um die 250 Kinder."], WORDS)


def test_a_text_that_shouts_is_told_calmly() -> None:
    shouted = (
        "WIR LADEN EUCH HERZLICH EIN ZU UNSEREM FEST AM SONNTAG UM 15:00 UHR.\nFÜR GETRÄNKE IST GESORGT."
    )
    calm = "Wir laden euch herzlich ein zu unserem Fest am Sonntag um 15:00 Uhr.\nFür Getränke ist gesorgt."
    assert tone.calm_paragraphs(shouted, "de") == calm
    assert (
        tone.calm_paragraphs("Kommt alle!!! Wer, wenn nicht wir??", "de")
        == "Kommt alle! Wer, wenn nicht wir?"
    )
    assert (
        tone.calm_capitals("SCHREIBT ALLE BIS MORGEN AN INFO@VEREIN.EXAMPLE", "", "de")
        == "Schreibt alle bis morgen an INFO@VEREIN.EXAMPLE"
    )
    assert (
        tone.calm_capitals("KITA UND NABUS FEIERN", "Die KITA lädt ein, auch der NABUS. Wir feiern.", "de")
        == "KITA und Nabus feiern"
    )
    assert tone.is_shouting(shouted)
    assert not tone.is_shouting("Die AWO und die VHS laden ein.")


def test_of_the_instances_own_words_only_long_ones_are_grave_in_another_language(tmp_path: Path) -> None:
    folder = tmp_path / "words"
    folder.mkdir()
    for name, words in {"sober.de": "tot\nunfall\nunfälle\nkinder", "sober.en": "kinder\nwar"}.items():
        (folder / f"{name}.txt").write_text(words, "utf-8")
    drafting = draft.Drafting([tmp_path], ZoneInfo("Europe/Berlin"), "de")
    assert set(drafting._get_tone_words("en").grave) == {"kinder", "war", "unfälle"}
    assert set(drafting._get_tone_words("de").grave) == {"tot", "unfall", "unfälle", "kinder"}
