"""Which sentences a teaser takes."""

from collections.abc import Collection
from datetime import date

import pytest

from bot.compose import quotable, sentences, teaser
from bot.domain.article import Article

LEAD = "Am Samstag, 9. Mai, feiert der Verein Brücke im Stadtgarten sein Sommerfest."


def choose(
    text: str,
    budget: int = 280,
    title: str = "Sommerfest im Stadtgarten",
    *,
    days: Collection[tuple[int, int]] = (),
    may_skip: bool = False,
) -> str:
    read = quotable.read(
        Article(url="https://verband.example/a", title=title, text=text), today=date(2026, 5, 4)
    )
    return teaser.choose(title, read.quotable, budget, event_days=days, may_skip=may_skip)


def test_prefers_sentences_that_tell_something() -> None:
    text = f"{LEAD} Wir freuen uns schon sehr. Der Eintritt ist frei, Beginn ist um 15 Uhr."
    assert choose(text, 140) == LEAD
    assert choose(text, 140, may_skip=True) == f"{LEAD} Der Eintritt ist frei, Beginn ist um 15 Uhr."


@pytest.mark.parametrize(
    "orphan",
    [
        "Sie bringt Musik aus Ghana, Polen und Syrien in die Stadt.",
        "Dort gibt es Musik aus Ghana, Polen und Syrien.",
        "Dabei spielen Gruppen aus Ghana, Polen und Syrien.",
        "„Das ist unser größtes Fest in Essen und im Ruhrgebiet.“",
    ],
)
def test_never_takes_a_sentence_without_the_one_it_hangs_on(orphan: str) -> None:
    before = (
        "Was dann geschieht, ist noch ganz offen und soll eine Überraschung bleiben für alle, die kommen."
    )
    assert orphan not in choose(f"{LEAD} {before} {orphan}", 170)


@pytest.mark.parametrize(
    "weak",
    [
        "Sie kommen aus acht Ländern nach Essen.",
        "Wer feiert am 9. Mai in Essen mit?",
        "Es wehrt sich gegen das neue Gesetz.",
    ],
)
def test_never_opens_with_a_pronoun_or_a_question(weak: str) -> None:
    assert choose(f"{weak} {LEAD}").startswith(LEAD)


@pytest.mark.parametrize("noun", ["Konzert", "Projekt"])
def test_a_noun_that_ends_like_a_verb_does_not_point_back(noun: str) -> None:
    first = f"Das {noun} findet am 9. Mai im Stadtgarten statt."
    assert choose(f"{first} Der Eintritt ist frei.").startswith(first)


def test_a_long_text_is_told_from_its_beginning_with_nothing_left_out() -> None:
    lead = "Der Verein Brücke besteht seit zehn Jahren. Gegründet wurde er in einer Küche."
    far = "In Bottrop, Essen und Köln singen heute „Die Wandervögel“ aus Syrien, Ghana und Polen."
    between = "Danach wurde es ruhiger um die Gruppe, und alle waren froh darüber."
    needed = "Der Eintritt zum Fest ist frei, eine Anmeldung ist bis Freitag nötig."
    rest = " ".join(f"Das Jahr {number} verging ruhig." for number in range(9))
    assert choose(f"{lead} {between}\n\n{far}", 170) == f"{lead} {far}"
    for later in (far, needed):
        assert choose(f"{lead} {between}\n\n{later}\n\n{rest}", 170) == f"{lead} {between}"
        assert choose(f"{lead}\n\nWas nun?\n\nNeues\n\n{later}\n\n{rest}", 170) == f"{lead} {later}"
        assert choose(f"{lead} Was nun?\n\n{later}\n\n{rest}", 170) == lead
    assert choose(f"{lead} {far} Ich war dabei und habe gestaunt. {needed} {rest}", 400) == f"{lead} {far}"
    assert (
        choose(f"{LEAD} {between}\n\n{needed}\n\n{rest}", 160, days={(9, 5)}, may_skip=True)
        == f"{LEAD} {needed}"
    )
    assert choose(f"{lead} {between}\n\n{needed}\n\n{rest}", 160, may_skip=True) == f"{lead} {needed}"


def test_a_short_report_leaves_nothing_out_within_a_paragraph_or_before_a_talk() -> None:
    lead = "Der Verein Brücke sagt seinen Kurs im Juni ab."
    between = "Er beginnt das Jahr erst im Juli."
    far = "Teil davon sind zwei Feste mit Gästen aus Ghana und Polen."
    assert choose(f"{lead} {between} {far}", 110) == f"{lead} {between}"
    assert choose("Wer kommt mit nach Essen?\n\n„Das weiß er.“") == "Sommerfest im Stadtgarten"
    asked = "Wer darf mitmachen beim Fest?\n\nAlle Kinder dürfen mitmachen und viel tanzen.\n\n"
    asked += "Wo ist das große Fest?\n\nDas Fest ist wie immer im Garten."
    told = "Ana Gil leitet den Chor seit zehn Jahren. Sie hat ihn gegründet. Hier spricht Ana Gil."
    assert "Wo ist" not in choose(f"{told}\n\n{asked}", 130)


@pytest.mark.parametrize("leaning", ["solche Feste", "derartige Feste", "Tage zuvor"])
def test_what_leans_on_the_text_follows_only_what_stands_right_before_it(leaning: str) -> None:
    far = f"In Bottrop, Essen und Köln feiern 300 Mitglieder aus Syrien {leaning}."
    between = "Danach wurde es ruhiger um die Gruppe, und alle waren froh darüber."
    assert far not in choose(f"{LEAD} {between}\n\n{far}", 160)
    assert choose(f"{LEAD} {between}\n\n{far.replace(leaning, 'ein Fest')}", 160).endswith("ein Fest.")


def test_a_long_first_sentence_is_not_left_out_for_several_short_ones() -> None:
    lead = f"{LEAD[:-1]}, zu dem {'die Nachbarn aus allen Häusern ringsum und ' * 4}die Kinder kommen."
    rest = " ".join(f"Im Zelt {number} spielt die Gruppe {number} aus Ghana." for number in range(11))
    assert choose(f"{lead}\n\n{rest}", 280).startswith(lead)


@pytest.mark.parametrize(
    ("day", "is_told"), [("Immer am 30. April im Mai.", False), ("Am 30. April wird im Hof gefeiert.", True)]
)
def test_the_day_of_one_thing_stands_above_no_other(day: str, *, is_told: bool) -> None:
    below = "Dann kommt der Maibaum an seinen Platz, den alle im Ort schon seit vielen Jahren kennen."
    texts = (LEAD, day, below, "Das Josefshaus in Kray wird zum Horrorhaus mit Nebel.")
    told = [
        quotable.Sentence(text=text, position=at, before=at, paragraph=at, leads_paragraph=True)
        for at, text in enumerate(texts)
    ]
    chosen = teaser.choose("Feste", told, 170, may_skip=True)
    assert day in chosen
    assert (texts[-1] in chosen) is is_told


def test_takes_a_pronoun_with_its_antecedent() -> None:
    text = f"{LEAD} Es beginnt um 15 Uhr am Brunnen in der Hauptstraße 5."
    assert choose(text) == text


def test_a_channel_with_less_room_tells_the_beginning_of_what_another_tells() -> None:
    rest = " ".join(f"Später kam noch die Gruppe {name} auf den Platz." for name in "ABCDEFGHIJ")
    more = "Zum Fest kamen Gäste aus dem ganzen Viertel und brachten Musik, Speisen und Geschichten mit."
    text = f"{LEAD}\n\n{more}\n\nDanach sprach der Rat.\n\n{rest}"
    assert choose(text, 220).startswith(f"{LEAD} {more}")
    assert choose(text, len(f"{LEAD} {more}") - 1) == LEAD
    limit = (
        "Allerdings gilt das nur für Gäste, die sich bis zum Freitag im Büro des Vereins angemeldet haben."
    )
    told = f"Das Angebot gilt für alle, sagt der Verein aus Essen. {limit}"
    assert choose(f"{told}\n\n{more}\n\n{rest}", 120) == told


def test_a_long_text_of_which_nothing_may_open_the_words_is_cut_or_gives_its_title() -> None:
    text = " ".join(f"Sie kamen dann zum Platz {number} und blieben dort." for number in range(20))
    assert choose(text) == "Sommerfest im Stadtgarten"


def test_keeps_a_quotation_whole() -> None:
    quotation = "„Kommen Sie alle. Bringen Sie Freunde mit!“, sagt die Vorsitzende Ada Kaya."
    assert quotation in choose(f"{LEAD} {quotation}")


def test_says_nothing_twice() -> None:
    assert choose(f"{LEAD}\n\n{LEAD}") == LEAD


def test_asks_no_questions() -> None:
    assert choose(f"{LEAD} Wie feiert man in Ghana und in Polen?") == LEAD


@pytest.mark.parametrize("budget", [100, 220, 280])
def test_stays_within_the_budget(budget: int) -> None:
    text = " ".join(
        [LEAD, *(f"Gruppe {n} aus Ghana tritt um {n} Uhr im Zelt {n} auf." for n in range(10, 20))]
    )
    assert len(choose(text, budget)) <= budget


def test_cuts_a_sentence_that_never_ends_at_a_clause_and_says_so() -> None:
    endless = "Der Verein feiert sein Fest, " + "und alle sind eingeladen, " * 20 + "das ist schön."
    assert choose(endless).startswith("Der Verein feiert sein Fest, und alle sind eingeladen")
    assert choose(endless).endswith("eingeladen …")
    assert len(choose(endless)) <= 280


def test_of_many_short_sentences_some_are_taken() -> None:
    text = " ".join(f"Kurs {number} ist noch frei." for number in range(100, 200))
    assert choose(text).count(".") == 7


def test_falls_back_to_the_title() -> None:
    assert choose("") == "Sommerfest im Stadtgarten"


def test_a_word_longer_than_the_budget_is_cut_too() -> None:
    assert len(sentences.cut("X" * 500, 280)) <= 280


def test_the_event_of_an_article_is_named_when_there_is_room() -> None:
    opening = "Der Verein Brücke besteht seit zehn Jahren und hat viel vor in diesem Sommer im Ruhrgebiet."
    read = quotable.read(
        Article(url="https://verband.example/a", title="Zehn Jahre", text=f"{opening}\n\n{LEAD}"),
        today=date(2026, 5, 4),
    )
    assert LEAD in teaser.choose("Zehn Jahre", read.quotable, 120, event_days={(9, 5)})


@pytest.mark.parametrize(
    ("text", "needed"),
    [(LEAD, False), ("Die Stadt gratulierte dem Vorstand herzlich.", True)],
    ids=["said already", "subject only in the title"],
)
def test_the_headline_joins_a_teaser_that_leaves_the_subject_out(text: str, needed: bool) -> None:
    assert teaser.needs_headline("Sommerfest im Stadtgarten", text) is needed


@pytest.mark.parametrize(
    "hanging",
    [
        "Unterschrieben muss er bis Freitag bei der Geschäftsstelle sein.",
        "Ausgefüllt müssen sie bis Montag im Büro liegen.",
        "Gelernt hat sie das Handwerk von der Großmutter.",
        "Abgegeben werden kann beides im Vereinsheim.",
        "Kaffee gibt es auch dort.",
        "Möglich macht das eine Spende der Bank.",
        "Noch im Sommer stand er jeden Abend an der Matte.",
        "Nur Freude am Singen.",
        "Nebenbei kann die Gruppe auch tanzen.",
        "Richtig: warmes Wasser und gutes Essen.",
        "Voraussetzung dafür ist ein Ausweis.",
        "Seit dieser Woche trainiert der 35-Jährige mit.",
    ],
)
def test_a_pronoun_before_any_noun_hangs_on_the_sentence_before(hanging: str) -> None:
    assert teaser.points_back(hanging)


@pytest.mark.parametrize(
    "standing",
    [
        "Vereine können wieder Geld für kleine Vorhaben beantragen.",
        "Bei Regen wird in der Marktkirche gegessen.",
        "Schwerpunkt dieser Ausgabe ist das Thema Wohnen.",
        "Bringen Sie bitte Ihren Mietvertrag mit.",
        "Die Gruppe feiert ihr Jubiläum im Park.",
        "Weil sie nachts ein Kind rettete, erhält Ada Kaya den Preis.",
        "Nur Mitglieder dürfen wählen.",
        "Richtig heizen spart Geld.",
    ],
)
def test_a_sentence_with_its_own_subject_stands_alone(standing: str) -> None:
    assert not teaser.points_back(standing)


def test_a_report_opens_with_the_first_sentence_of_a_paragraph_and_needs_no_source() -> None:
    lead = "Bis Juni soll in Essen ein Plan für alle Wege stehen."
    rest = "Bis Juli soll in Bottrop und Köln die Hälfte aller Wege neu sein."
    assert choose(f"Was nun?\n\n{lead} Wie? {rest}").endswith(lead)
    source = "Das teilt die Stadt mit."
    assert choose(f"{lead} {source} {rest}", 125) == f"{lead} {rest}"
