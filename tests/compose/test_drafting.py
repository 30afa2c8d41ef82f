"""Whatever stands in an archive, a draft comes of it."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose import draft, sentences
from bot.compose.draft import Drafting
from bot.domain.article import Article
from bot.domain.channel import list_channels, utf16_length
from bot.domain.post import Channel

WRITER = Drafting([Path(__file__).parents[2] / "templates"], ZoneInfo("Europe/Berlin"), "de")
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
FRAGMENTS = [
    "Der Verein lädt ein.",
    "am 31.02.",
    "29.2.",
    "12.13.2026",
    "Freitag, 7. Mai",
    "um 25 Uhr",
    "„",
    "“",
    '"',
    "(",
    ")",
    "© Ada",
    "Foto: Ben",
    "Quelle: Stadt",
    "Liebe Leser,",
    "e.V.",
    "z. B.",
    "als 46.000",
    "ere",
    "...",
    "?!",
    "🎉",
    "\n\n",
    "\n",
    "Alle",
    "@x",
    "#y",
    "Brandanschlag",
    "Pressemitteilung vom 1.1.2020",
    "1. Punkt",
    "\u202e",
    "\x00",
    "ß",
    "ﷺ",
]
texts = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join))


@given(title=texts, text=texts, channel=st.sampled_from(list_channels()))
@settings(deadline=None, max_examples=60)
def test_any_text_gives_a_teaser_within_the_budget(title: str, text: str, channel: Channel) -> None:
    article = Article(url="https://v.example/a", title=title, text=text, categories=("Essen",))
    draft = WRITER.draft(article, channel, NOW)
    assert utf16_length(draft.teaser) <= 450
    assert not draft.is_sober or "!" not in draft.teaser


@given(text=texts, language=st.sampled_from(["de", "en", "tr", "uk", "ar", "xx"]))
@settings(deadline=None, max_examples=150)
def test_splitting_loses_no_letter(text: str, language: str) -> None:
    assert "".join("".join(sentences.split(text, language)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("source", "stripped"),
    [
        ("Stadt Essen, www.essen.de", "Stadt Essen"),
        ("Stadt Essen (https://www.essen.de/aktuelles)", "Stadt Essen"),
        ("Stadt Essen", "Stadt Essen"),
        ("www.essen.de", "www.essen.de"),
        ("", ""),
    ],
)
def test_a_source_is_named_without_its_address(source: str, stripped: str) -> None:
    assert draft.strip_address(source) == stripped


FEST = "Sommerfest im Hof"
THANKS = (
    " und dankt allen Gästen, die bis zum Abend blieben, mitsangen und danach noch den ganzen Hof aufräumten."
)
TOLD = (
    "Das Sommerfest im Hof war gut besucht, und viele Familien blieben bis zum Abend bei Musik und Tee. "
    "Am nächsten Tag räumten alle gemeinsam auf, und am Ende war der Hof sauberer als vorher."
)


@pytest.mark.parametrize(
    ("title", "text", "change", "notice"),
    [
        (FEST, TOLD, {}, None),
        (FEST, "Das Sommerfest war gut besucht.", {}, "very short"),
        ("Kochkurs beginnt wieder", TOLD, {}, "no word"),
        ("Sommerfest #Essen #Hof", TOLD, {}, "hashtags"),
        (FEST, f"Er lobt das Sommerfest im Hof: Adem Kaya war dabei{THANKS}", {}, "who is meant"),
        (FEST, TOLD, {"categories": ("Anzeige",)}, "advertising"),
        (FEST, f"{'Ich war da, und ich blieb gern lange im Hof. ' * 4}{TOLD}", {}, "in the middle"),
        (FEST, f"{TOLD}\n\n{'Ich war da, und ich blieb gern lange im Hof. ' * 5}", {}, "Hardly"),
        (FEST, f"Das Sommerfest im Hof war schön. {'Ich war da. Ich blieb lange. ' * 9}", {}, "Hardly"),
        (FEST, "Mehr über das Sommerfest im Hof steht im Newsletter. " + TOLD, {}, "the page's"),
    ],
    ids=[
        "none",
        "short",
        "no word in common",
        "hashtags in the title",
        "a pronoun",
        "advertising",
        "a beginning within",
        "another voice",
        "hardly a sentence",
        "a leftover",
    ],
)
def test_what_may_be_wrong_is_said_and_what_may_be_wrong_with_the_words_is_asked(
    title: str, text: str, change: dict[str, object], notice: str | None
) -> None:
    facts = {"url": "https://v.example/fest", "title": title, "text": text, "published_at": NOW} | change
    found = WRITER.draft(Article(**facts), Channel("facebook"), NOW)  # type: ignore[arg-type]
    assert bool(found.unsure) is (notice not in {None, "very short", "no word"})
    assert [said for said in found.warnings if not notice or notice not in said] == []
    assert bool(found.warnings) is bool(notice)


DIARY = (
    "Ich habe lange nichts mehr geschrieben, aber heute muss ich euch von meinem Ausflug erzählen. "
    "Ich war ja schon oft am Baldeneysee, doch so schön wie gestern war es für mich noch nie. "
)
FARTHER = (
    "Der Rundweg um den Baldeneysee ist vierzehn Kilometer lang. Am Wehr rasten viele Menschen. "
    "Im Hafen liegen Boote. Am Ufer stehen Kioske. Die Fähre fährt stündlich. Der Wald beginnt am Hang. "
    "Die Ruine steht oben. Der Weg ist breit. Bänke gibt es genug. Das Wasser ist kalt. Abends wird es still."
)
SUMMARY = "Der Rundweg um den See ist etwas für alle, auch für kleine Kinder und Ältere."


@pytest.mark.parametrize(
    ("text", "summary", "teaser"),
    [
        (DIARY + FARTHER, "", "Ausflug an den See"),
        (DIARY + FARTHER, SUMMARY, SUMMARY),
        (DIARY + FARTHER, f"Ich war am See. {SUMMARY}", "Ausflug an den See"),
        (FARTHER, SUMMARY, FARTHER[:59]),
        (DIARY[:93] + FARTHER, "", FARTHER[:59]),
        (DIARY[:93] + FARTHER, SUMMARY, SUMMARY),
        (DIARY + FARTHER[:161], SUMMARY, FARTHER[:59]),
        (f"Es ist sechs Uhr früh. {DIARY}{FARTHER}", SUMMARY, SUMMARY),
    ],
    ids=[
        "none",
        "a summary",
        "a summary in another voice",
        "a beginning",
        "little left out",
        "a summary that names the subject",
        "a short text",
        "hardly a beginning",
    ],
)
def test_what_does_not_open_a_long_text_opens_no_post(text: str, summary: str, teaser: str) -> None:
    article = Article(
        url="https://v.example/see", title="Ausflug an den See", text=text, summary=summary, published_at=NOW
    )
    found = WRITER.draft(article, Channel("facebook"), NOW)
    assert found.teaser.startswith(teaser)
    assert any("quoted" in said for said in found.unsure) is (teaser == article.title)


def test_a_paragraph_near_the_beginning_that_names_the_subject_opens_a_post() -> None:
    article = Article(
        url="https://v.example/see", title="Rundweg am See", text=f"{DIARY}\n\n{FARTHER}", published_at=NOW
    )
    assert WRITER.draft(article, Channel("facebook"), NOW).teaser.startswith(FARTHER[:59])


def test_an_event_that_is_not_shown_bends_no_words() -> None:
    lead = (
        "Der Rundweg um den See ist nach zwei Jahren Umbau wieder offen, und schon am ersten Morgen liefen "
        "viele los. Alle freuten sich sehr über den neuen Belag und die Bänke, auf denen sie saßen."
    )
    helpers = (
        "Die Stadt zahlte 300.000 Euro, der Verein half am 3. Mai um 9 Uhr mit 40 Freiwilligen aus Syrien."
    )
    text = f"{lead}\n\n{helpers} {FARTHER[60:]} Ich lese am 12. Juni um 18 Uhr im Hafen."
    article = Article(url="https://v.example/see", title="Rundweg am See", text=text, published_at=NOW)
    found = WRITER.draft(article, Channel("instagram"), NOW)
    assert found.event is None
    assert found.teaser.startswith(lead)
