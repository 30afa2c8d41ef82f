"""What opens a report: its own lead, or what its page says of it; and where the words may end."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.compose import quotable, teaser
from bot.compose.draft import Draft, Drafting
from bot.domain.article import Article
from bot.domain.post import Channel

WRITER = Drafting([Path(__file__).parents[2] / "templates"], ZoneInfo("Europe/Berlin"), "de")
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
TITLE = "Neue Werkstatt für Fahrräder in Altendorf"
SCENE = (
    "Die Kette rasselt, und aus dem Radio kommt ein altes Lied. Zwei Jugendliche drehen an einer Schraube, "
    "die sich nicht lösen will. Auf dem Tisch liegt ein Sattel. Daneben steht ein Glas mit Muttern."
)
REST = (
    "Samira Haddad leitet den Kurs. Der Boden ist gestrichen. Ein Nachbar brachte Regale. Die Lampen hängen "
    "tief. Ein Schlauch fehlt noch. Am Abend wird gefegt. Die Tür klemmt etwas. "
    "Ein Hund bellt im Hof. Die Fenster sind alt."
)
SUMMARY = "Die Werkstatt in Altendorf repariert Fahrräder, die sonst auf dem Schrott landen."


def draft(text: str, summary: str, *, title: str = TITLE, channel: str = "facebook") -> Draft:
    article = Article(url="https://v.example/rad", title=title, text=text, summary=summary, published_at=NOW)
    return WRITER.draft(article, Channel(channel), NOW)


@pytest.mark.parametrize(
    ("text", "summary", "opening"),
    [
        (f"{SCENE}\n\n{REST}", SUMMARY, SUMMARY),
        (f"{SCENE}\n\n{REST}", "", SCENE[:59]),
        (SCENE, SUMMARY, SCENE[:59]),
        (f"{SCENE}\n\n{REST}", "Eine Werkstatt für Fahrräder in Altendorf und in Kray.", SCENE[:59]),
        (f"{SCENE}\n\n{REST}", "Der Verein hat viel erreicht, und es geht noch lange weiter so.", None),
        (
            f"Die Werkstatt für Fahrräder in Altendorf ist neu. {SCENE}\n\n{REST}",
            SUMMARY,
            "Die Werkstatt für",
        ),
        (f"{SCENE}\n\n{REST}", f"{SCENE[:59]} Die Tür ist offen, und alle sind da.", SCENE[:150]),
    ],
    ids=[
        "a scene",
        "no summary",
        "a short text",
        "no sentence",
        "as little of the subject",
        "a lead that names the subject",
        "the same beginning",
    ],
)
def test_a_summary_that_names_the_subject_opens_a_long_report_whose_lead_does_not(
    text: str, summary: str, opening: str | None
) -> None:
    made = draft(text, summary)
    assert made.teaser.startswith(summary if opening is None else opening)


SET_OUT = "name nothing of the title"
OPENS = "Eröffnung der Werkstatt in Kray"
LONG = f"{SCENE}\n\n{REST} {REST} {REST}"


@pytest.mark.parametrize(
    ("title", "text", "is_asked"),
    [
        (OPENS, LONG, True),
        ("Kray", LONG, True),
        ("Was die Kette erzählt", LONG, False),
        ("Der Ledersattel", LONG, False),
        (OPENS, SCENE, False),
        (OPENS, f"Am 16. Mai 2026 um 18 Uhr feiern wir im Bürgerhaus.\n\n{REST} {REST} {REST}", False),
    ],
    ids=["a scene", "one word", "a word of it", "a part of a word", "a short text", "a day that is told"],
)
def test_words_that_name_nothing_of_the_title_are_asked_about(
    title: str, text: str, *, is_asked: bool
) -> None:
    made = draft(text, "", title=title)
    assert any(SET_OUT in doubt for doubt in made.unsure) is is_asked


@pytest.mark.parametrize(("summary", "is_asked"), [(SCENE, False), (REST, True)])
def test_a_lead_that_its_page_calls_the_summary_tells_the_subject_in_other_words(
    summary: str, *, is_asked: bool
) -> None:
    made = draft(LONG, summary, title=OPENS)
    assert made.teaser.startswith(SCENE)
    assert any(SET_OUT in doubt for doubt in made.unsure) is is_asked


def test_a_title_that_is_a_sentence_is_no_summary() -> None:
    made = draft(f"{SCENE}\n\n{REST}", "", title="Die Werkstatt für Fahrräder ist wieder offen!")
    assert made.teaser.startswith(SCENE[:59])


def test_no_cheerful_sentence_of_a_summary_stands_under_a_grave_title() -> None:
    told = "In der Werkstatt in Altendorf kamen zwei Menschen ums Leben."
    title = "Tote nach Brand in der Werkstatt in Altendorf"
    made = draft(f"{SCENE}\n\n{REST}", f"{told} Am Abend war Tanz im Hof mit Musik aus Ghana.", title=title)
    assert (made.teaser, made.is_sober) == (told, True)


def test_words_of_a_summary_begin_nowhere_in_the_middle_of_the_text() -> None:
    text = f"{SCENE}\n\n{REST} {SUMMARY} Die Stadt half."
    assert draft(text, SUMMARY).teaser == SUMMARY
    assert not any("middle" in warning for warning in draft(text, SUMMARY).warnings)


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        (f"Wer repariert hier? {SUMMARY}", True),
        (f"Wer repariert hier? {SUMMARY} Lies hier mehr zu dem Thema.", False),
        (f"Er öffnet heute. {SUMMARY}", False),
    ],
    ids=["a question", "with a hint to read on", "about somebody"],
)
def test_a_summary_that_can_be_quoted_is_told_whole(summary: str, *, told: bool) -> None:
    assert (draft(f"{SCENE}\n\n{REST}", summary).teaser == summary) is told


def test_a_summary_that_is_too_long_is_not_told_whole() -> None:
    summary = f"{SUMMARY} {'Es gibt Werkzeug und Rat für alle Leute im Viertel. ' * 7}"
    made = draft(f"{SCENE}\n\n{REST}", summary.strip(), channel="instagram").teaser
    assert SUMMARY in made
    assert len(made) < len(summary.strip())


def choose(text: str, budget: int, *, title: str = TITLE, may_skip: bool = False) -> str:
    read = quotable.read(Article(url="https://v.example/rad", title=title, text=text), today=date(2026, 5, 4))
    return teaser.choose(title, read.quotable, budget, may_skip=may_skip)


FIRST = "Die Werkstatt in Altendorf nimmt alle alten Fahrräder an und gibt sie repariert weiter."


@pytest.mark.parametrize(
    ("turn", "is_kept"),
    [
        ("Allerdings fehlen zurzeit Schläuche.", True),
        ("Zumindest ist das der Plan.", True),
        ("Aber wer soll das bezahlen?", False),
        ("Gestern fehlten noch Schläuche.", False),
        ("\n\nAllerdings fehlen zurzeit Schläuche.", False),
        (f"Allerdings fehlen {'sehr ' * 75}viele Schläuche.", False),
    ],
)
def test_what_limits_the_last_sentence_of_a_report_is_told_with_it(turn: str, *, is_kept: bool) -> None:
    text = f"{FIRST} {turn} {REST}"
    assert (turn.strip() in choose(text, len(FIRST) + 1)) is is_kept
    assert turn.strip() not in choose(text, len(FIRST) + 1, may_skip=True)


@pytest.mark.parametrize(
    ("between", "is_told"), [("Und wer macht mit?", False), ("Es ist hell.", True)], ids=["asked", "told"]
)
def test_no_question_is_left_out_before_what_goes_on_from_it(between: str, *, is_told: bool) -> None:
    later = "Hamid Rahimi aus Kray kommt mit seinen 3 Töchtern zu Fuß dazu, sagt er."
    text = f"{FIRST}\n\n{between}\n\n{later}"
    assert (later in choose(text, len(FIRST) + len(later) + 1)) is is_told
    asked = f"Was steht im Hof? {FIRST}\n\nEs ist hell.\n\n{later}"
    assert later in choose(asked, len(FIRST) + len(later) + 1)


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("Die Trainerin der Frauen National? und Jugendmannschaft kommt aus Kray.", False),
        ("Zelte im In? bzw. Ausland werden dabei gestellt.", False),
        ("Die Frage „Wer fährt mit?“ und die Antwort hängen im Flur.", True),
        ("Kommt die Bahn? Und kommt sie auch an?", True),
    ],
)
def test_a_sentence_that_lost_a_hyphen_is_not_quoted(sentence: str, *, may: bool) -> None:
    assert quotable.may_be_quoted(sentence) is may


@pytest.mark.parametrize(
    ("first", "opens"),
    [
        ("Diese Werkstatt gleicht einem Museum für alte Räder.", True),
        ("Dieser Beitrag handelt von Rädern und von Museen.", False),
        ("Diese rollt noch immer durch die ganze Stadt.", False),
    ],
)
def test_a_text_may_begin_by_pointing_at_what_its_title_names(first: str, *, opens: bool) -> None:
    assert choose(f"{first} {REST}", 200).startswith(first) is opens
