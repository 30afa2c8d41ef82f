"""Which words are chosen and which are not: budgets, weights, counts and lengths, from both sides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.compose import facts, paragraphs, places, quotable, teaser, tone
from bot.compose.draft import Subject, Vocabulary, list_hashtags, make_tag, strip_address
from bot.compose.events import Findings
from bot.compose.notices import list_doubts, list_doubts_of_words, list_notices
from bot.compose.quotable import Sentence, may_be_quoted
from bot.compose.sentences import cut, take_leading
from bot.compose.teaser import Weighed, needs_headline, points_back, weigh
from bot.domain.article import Article, Event

LONG = "Der Verein feiert am Samstag sein Fest im Garten, und alle Nachbarn kommen"


def make(*texts: str, paragraphs: Sequence[int] = (), leads: Sequence[bool] = ()) -> list[Sentence]:
    """Sentences in their order, each in a paragraph of its own unless said otherwise."""
    return [
        Sentence(
            text=text,
            position=place,
            before=place,
            paragraph=paragraphs[place] if paragraphs else place,
            leads_paragraph=leads[place] if leads else True,
        )
        for place, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("budget", "cut_text"),
    [
        (len(LONG), LONG),
        (len(LONG) - 1, "Der Verein feiert am Samstag sein Fest im Garten …"),
        (50, "Der Verein feiert am Samstag sein Fest im Garten …"),
        (49, "Der Verein feiert am Samstag sein Fest im …"),
        (13, "Der Verein …"),
        (12, "Der …"),
        (5, "D …"),
    ],
)
def test_a_text_is_cut_at_the_last_clause_or_word_that_fits(budget: int, cut_text: str) -> None:
    assert cut(LONG, budget) == cut_text
    assert len(cut(LONG, budget)) <= budget


def test_a_clause_that_leaves_too_little_is_no_place_to_cut() -> None:
    text = "Ja, das ist ein ziemlich langer Satz ohne weitere Zeichen"
    assert cut(text, 14) == "Ja, das ist …"
    assert cut("Gewiss, dasisteinlangeswort", 20) == "Gewiss …"
    assert cut("🎈🎈🎈 🎈🎈🎈", 10) == "🎈🎈🎈 …"
    assert cut("🎈🎈 🎈🎈 🎈🎈", 8) == "🎈🎈 …"
    assert cut("🎈🎈 🎈🎈 🎈🎈", 12) == "🎈🎈 🎈🎈 …"


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("Das Sommerfest im Garten war schön.", False),
        ("Das Sommerfest war schön.", True),
        ("Sommerfest Garten Nachbarn", False),
        ("Es war schön.", True),
    ],
)
def test_a_teaser_that_repeats_a_third_of_the_titles_nouns_needs_it_above(text: str, *, needs: bool) -> None:
    title = "Sommerfest Garten Nachbarn"
    assert needs_headline(title, text) is needs
    assert not needs_headline(text, text)
    assert not needs_headline("", "")


PLAIN = "Im Bezirk wird es in diesem Jahr viele bunte Abende geben."
DATED = "Am 5. Dezember wird es einen bunten Abend geben."
ASKED = "Wer kommt?"


def openings(*texts: str, **more: Sequence[int]) -> list[float | None]:
    return [item.opening for item in weigh("Titel", make(*texts, **more), "de")]


def test_earlier_sentences_open_better_and_a_later_question_never() -> None:
    assert openings(*[PLAIN] * 7) == [11.0, 4.0, 4.0, 0.0, 0.0, -2.0, -2.0]
    assert openings(PLAIN, DATED, DATED, DATED) == [11.0, 4.0, 4.0, 0.0]
    of_event = weigh("Titel", make(PLAIN, DATED, DATED, DATED), "de", [(5, 12)])
    assert [item.opening for item in of_event] == [11.0, 10.0, 10.0, 0.0]
    assert openings(DATED, PLAIN) == [11.0, 4.0]
    assert openings(ASKED, PLAIN, PLAIN) == [2.0, 7.5, 4.0]
    assert openings(PLAIN, ASKED) == [11.0, None]
    assert openings(PLAIN, PLAIN, DATED, leads=(True, False, False)) == [11.0, 1.0, 1.0]
    assert openings(PLAIN, "„Wir freuen uns“, sagt Ada Test.") == [11.0, 1.0]


def bonuses(*texts: str, **more: Sequence[int]) -> list[float]:
    return [item.bonus for item in weigh("Titel", make(*texts, **more), "de")]


def test_what_stands_first_is_worth_more() -> None:
    assert bonuses(PLAIN, PLAIN, PLAIN) == pytest.approx([2.5, 1.15, 0.5])
    assert bonuses(PLAIN, PLAIN, PLAIN, paragraphs=(0, 0, 1)) == pytest.approx([2.5, 1.75, 0.9])


@pytest.mark.parametrize(
    ("text", "malus"),
    [
        (ASKED, 6.0),
        ("„Wir freuen uns sehr.“", 2.0),
        ("„Wir freuen uns“, sagt Ada Test.", 1.0),
        ("Mehr steht auf www.verein.example im Netz.", 1.0),
        ("Ich freue mich über alle Gäste.", 1.5),
        (PLAIN, 0.0),
    ],
)
def test_what_tells_little_is_worth_less(text: str, malus: float) -> None:
    assert bonuses(PLAIN, PLAIN, text)[2] == pytest.approx(0.5 - malus)


def test_a_question_that_is_answered_costs_less() -> None:
    assert bonuses(PLAIN, PLAIN, ASKED, "Sie kommen alle.")[2] == pytest.approx(0.5 - 2.0)
    assert bonuses(PLAIN, PLAIN, ASKED, PLAIN)[2] == pytest.approx(0.5 - 6.0)


def test_what_the_title_says_is_on_the_subject_and_told_already() -> None:
    (own, other) = weigh("Das Sommerfest", make("Das Sommerfest beginnt bald.", PLAIN), "de")
    (same, _) = weigh("Titel", make("Das Sommerfest beginnt bald.", PLAIN), "de")
    assert own.bonus - same.bonus == pytest.approx(0.8)
    assert own.units["sommerf"] / same.units["sommerf"] == pytest.approx(0.35)
    assert other.bonus == pytest.approx(1.15)


def test_the_day_of_the_event_is_worth_most() -> None:
    (plain,) = weigh("Titel", make(DATED), "de")
    (chosen,) = weigh("Titel", make(DATED), "de", {(5, 12), (6, 12)})
    assert (plain.units["date 5.12"], chosen.units["date 5.12"]) == (2.5, 5.0)
    assert "date 6.12" not in chosen.units


def test_nouns_tell_in_german_and_long_words_elsewhere() -> None:
    text = "Hello Garten mit wonderful neighbours"
    stems = {language: set(teaser.list_units(text, language, {})) for language in ("de", "de-AT", "en", "fr")}
    assert stems["de"] == stems["de-AT"] == {"garten"}
    assert stems["en"] == stems["fr"] == {"hello", "garten", "wonderf", "neighbo"}
    assert "garten" in teaser.list_units("kleine Garten", "de", {})


def test_what_comes_back_in_a_text_is_worth_more_and_names_only_up_to_four() -> None:
    assert teaser.list_units("wegen Garten", "de", {"garten": 2})["garten"] == 0.6
    assert teaser.list_units("wegen Garten", "de", {"garten": 1})["garten"] == 0.4
    assert teaser.list_units("Um 18 Uhr am 5. Dezember 2026", "de", {})["date 5.12"] == 2.5


def test_each_piece_of_information_has_its_worth() -> None:
    offer = "Kurs „Nähen“, kostenlos, barrierefrei, auf Türkisch, montags von 16 bis 18 Uhr, Nordstraße 5"
    guests = (
        "Fest im Bürgerhaus lädt Bürgermeisterin Ada Kaya Mia Rot, Ole Blau, Ida Gelb, Tom Weiß und 40 Kinder"
    )
    worth: dict[float, set[str]] = {}
    for unit, each in (teaser.list_units(offer, "de", {}) | teaser.list_units(guests, "de", {})).items():
        worth.setdefault(each, set()).add(unit)
    assert worth.pop(0.4) >= {"blau", "gelb"}
    assert worth == {
        3.0: {"weekly"},
        2.0: {"address"},
        1.5: {teaser.ADMISSION, "access"},
        1.3: {"bürgerh"},
        1.2: {"name nähen", "languages", "bürgerm"},
        1.0: {"ole bla", "ida gel", "kaya mi", "number 40 Kinder"},
    }


def test_a_quotation_without_its_speaker_is_colour() -> None:
    (whole,) = weigh("Titel", make("Der Garten im Bezirk Katernberg blüht."), "de")
    (quoted,) = weigh("Titel", make("„Der Garten im Bezirk Katernberg blüht.“"), "de")
    shared = {unit for unit in whole.units if unit in quoted.units}
    assert shared
    assert {round(quoted.units[unit] / whole.units[unit], 3) for unit in shared} == {0.4}
    assert (whole.needs_previous, quoted.needs_previous) == (False, True)


def test_a_remark_without_a_verb_stays_with_what_it_goes_on() -> None:
    remarks = (
        "Redakteur in der Wirtschaft.",
        "Manchmal leider nötig.",
        "Auf dem ganzen Gelände des Vereins.",
    )
    whole = (
        "Der Eintritt ist frei.",
        "Wer kommt?",
        "Eintritt frei.",
        "Beginn am 5. Mai um 18 Uhr.",
        "Es regnet oft.",
    )
    weighed = weigh("Titel", make("Der Verein feiert ein Fest im Hof.", *remarks, *whole), "de")
    assert [item.needs_previous for item in weighed] == [False] + [True] * 3 + [False] * 4 + [True]
    assert not any(item.needs_previous for item in weigh("Title", make("We eat.", "Tea and cake."), "en"))


def test_the_best_choice_keeps_order_budget_and_what_hangs_together() -> None:
    texts = ("Der Garten Nord öffnet am 5. Dezember.", "Er ist groß.", "Der Eintritt ist frei.")
    sentences = make(*texts, paragraphs=(0, 0, 1), leads=(True, False, True))
    whole = len(" ".join(texts))
    assert teaser.choose("Titel", sentences, whole) == " ".join(texts)
    assert teaser.choose("Titel", sentences, whole - 1) == f"{texts[0]} {texts[2]}"
    assert teaser.choose("Titel", sentences, len(texts[0])) == texts[0]
    assert teaser.choose("Titel", sentences, 20) == texts[0], "the first is kept whole"
    assert teaser.choose("Ein Titel", [], 20) == "Ein Titel"
    assert teaser.choose("Titel", [*sentences[:1], *sentences[:1]], 400) == texts[0]


def test_the_first_sentence_is_kept_whole_up_to_its_limit() -> None:
    for length, is_whole in ((teaser.LONGEST, True), (teaser.LONGEST + 1, False)):
        text = f"Der Garten {'x' * (length - 12)}."
        assert len(text) == length
        chosen = teaser.choose("Titel", make(text), 100)
        assert (chosen == text) is is_whole


@pytest.mark.parametrize(
    ("position", "paragraph", "leads", "chosen"),
    [
        (1, 4, True, "Kaffee"),
        (4, 4, True, "Kaffee"),
        (7, 4, True, "Kuchen"),
        (1, 4, False, "Kuchen"),
        (1, 0, False, "Kaffee"),
    ],
    ids=["none is skipped", "a few are", "many are", "it leans on another paragraph", "on the same one"],
)
def test_what_stands_far_behind_or_leans_elsewhere_is_worth_less(
    position: int, paragraph: int, leads: bool, chosen: str
) -> None:
    """Both say as much; the first of the two has a small advantage by its rank."""
    first = Sentence(
        text="Der Verein Nord feiert ein Fest.", position=0, before=0, paragraph=0, leads_paragraph=True
    )
    near = Sentence(
        text="Im Hof wird es Kuchen geben.", position=1, before=1, paragraph=4, leads_paragraph=True
    )
    far = replace(near, text="Im Hof wird es Kaffee geben.", position=position, paragraph=paragraph)
    sentences = [first, replace(far, leads_paragraph=leads), near]
    budget = len(f"{first.text} {near.text}")
    assert teaser.choose("Titel", sentences, budget).endswith(f"Im Hof wird es {chosen} geben.")


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("Er kommt morgen.", True),
        ("Der Verein kommt morgen.", False),
        ("Nur Freude am Singen.", True),
        ("Dort gibt es Kaffee.", True),
        ("„Wir freuen uns.“", True),
        ("„Wir freuen uns“, sagt Ada.", False),
        ("Unterschrieben muss er morgen sein.", True),
        ("Im Gegenteil: Der Garten wird größer.", True),
        ("Ein weiterer Garten kommt hinzu.", True),
        ("(Das Bild zeigt den Garten.)", True),
        ("Auf dem roten Teppich.", True),
        ("Morgen kommt der Verein, und er singt.", False),
    ],
)
def test_what_hangs_on_the_sentence_before_is_known(text: str, *, hangs: bool) -> None:
    assert points_back(text) is hangs


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Das ist gut.", True),
        ("Das ist so.", False),
        ("Gutes Fest.", False),
        ("das ist ein Satz.", False),
        ("… ist ein ganzer Satz.", False),
        ("Das ist ein Satz", False),
        ("Das ist ein Satz…", False),
        ("Das ist „ein Satz.", False),
        ("Das ist (ein Satz.", False),
        ("Das ist „ein“ Satz.", True),
        ("Termin: Das ist ein Satz.", False),
        ("Samstag, 5. Dezember, 18 Uhr.", False),
        ("Samstag, 5. Dezember, 18 Uhr, Fest.", False),
        ("Samstag, 5. Dezember, ein großes Fest.", True),
        ("Ihr erreicht uns unter 0201 12345.", False),
        ("Der Verein im Garten hat auch die Nummer 0201 12345.", True),
        ("Kassiererin: Ana Gil.", False),
        ("Das ist ein Satz // Ada.", False),
    ],
)
def test_a_whole_sentence_may_be_quoted(text: str, *, may: bool) -> None:
    assert may_be_quoted(text) is may


GRAVE = tone.Words(
    grave=("getötet", "!Anschlag", "?Trauer"),
    cheerful=("Fest",),
    harmless=("zu Tode getötet",),
    images=("Bühne", "Tor", "!Krimi"),
    advice=("Kurs",),
)


@pytest.mark.parametrize(
    ("title", "sentences", "sober"),
    [
        ("Mann getötet", (), True),
        ("Trauer um Ada", (), True),
        ("Nachricht", ("Es gab Trauer.",), False),
        ("Nachricht", ("A.", "B.", "Mann getötet."), True),
        ("Nachricht", ("A.", "B.", "C.", "Mann getötet."), False),
        ("Nachricht", ("A.", "B.", "C.", "Mann getötet, getötet."), False),
        ("Nachricht", ("A.", "B.", "C.", "Getötet, getötet.", "Getötet."), True),
        ("Das Fest", ("Mann getötet.",), False),
        ("Das Fest, Mann getötet", ("A.",), False),
        ("Das Fest, Mann getötet", ("Mann getötet.",), True),
        ("Das Fest, Mann getötet", ("A.", "B.", "C.", "Getötet, getötet, getötet."), True),
        ("Das Fest", ("Ein Anschlag.",), True),
        ("Nachricht", ("A.", "B.", "C.", "Ein Anschlag."), False),
        ("Mann getötet auf der Bühne", (), True),
        ("Mann getötet auf der Bühne am Tor", (), False),
        ("Mann getötet im Krimi", (), False),
        ("Kurs: Mann getötet", (), False),
        ("Kurs: Mann getötet", ("Gestern wurde geschossen.",), True),
        ("Anschlag im Krimi", (), True),
        ("„Mann getötet“", (), False),
        ("zu Tode getötet", (), False),
        ("Nachricht", (), False),
    ],
)
def test_a_topic_is_grave_by_place_number_and_weight_of_its_words(
    title: str, sentences: Sequence[str], *, sober: bool
) -> None:
    assert tone.is_sober(title, sentences, GRAVE) is sober
    assert not tone.is_sober(title, sentences, tone.Words())


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Together in Essen", "TogetherInEssen"),
        ("a" * 30, "A" + "a" * 29),
        ("a" * 31, ""),
        ("2026", ""),
        ("Kita 2", "Kita2"),
        ("Grüße/Küsse-e.V.", "GrüßeKüsseEV"),
    ],
)
def test_a_tag_is_made_of_words(words: str, tag: str) -> None:
    assert make_tag(words) == tag


def test_three_tags_at_most_the_best_first() -> None:
    vocabulary = Vocabulary(
        stop=("Nachrichten",),
        subjects={"Sport": ("Lauf",), "Musik": ("Konzert", "Lied=")},
        places={"Katernberg": ("Katernberg",), "Kray": ("Kray",)},
        usual=("Essen", "Ruhr"),
    )

    def tags(title: str, words: str = "", *categories: str) -> tuple[str, ...]:
        subject = Subject(categories=categories, title=title, teaser=words)
        return list_hashtags(subject, vocabulary)

    assert tags("Der Lauf") == ("Sport", "Essen", "Ruhr")
    assert tags("Ein Lauf in Kray und Katernberg") == ("Katernberg", "Sport", "Essen")
    assert tags("Neu", "In Kray. Ein Konzert.", "Nachrichten", "Ab", "essen") == ("Kray", "Essen", "Ruhr")
    assert tags("Neu", "Ein Konzert. In Kray.") == ("Kray", "Musik", "Essen")
    assert tags("Lieder")[0] == "Essen"
    assert tags("Ein Lied")[0] == "Musik"
    assert tags("„Haus Neue Lieder“")[0] == "HausNeueLieder"
    assert tags("„Haus Neue Alte Lieder“")[0] == "Essen"
    assert tags("Ada Lauf")[0] == "Essen"
    assert list_hashtags(Subject(categories=("A",), title="Lauf", teaser=""), vocabulary, is_sober=True) == ()


def notices(**changes: object) -> list[str]:
    article = Article(
        url="https://verein.example/a",
        title="Das Sommerfest",
        text="Das Sommerfest war schön. ".ljust(150, "x"),
        published_at=datetime(2026, 11, 29, tzinfo=UTC),
    )
    words = str(changes.pop("words", "Das Sommerfest war schön. Alle Nachbarn waren auf dem Platz."))
    left_out = int(str(changes.pop("left_out", 0)))
    article = replace(article, **changes)  # type: ignore[arg-type]
    told = list_doubts_of_words(article, Findings(), words, left_out=left_out)
    return [line.split(":")[0] for line in (*told, *list_notices(article, Findings()))]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"published_at": None}, ""),
        ({"words": "На вас чекають колядки, вареники та майстер-класи для дітей."}, ""),
        ({"words": "Das Sommerfest beginnt um drei, und der Chor singt im Bzrk."}, "may end in the middle"),
        ({"words": "Das Sommerfest folgt am Samstag den Zielen der SDGs."}, ""),
        ({"words": "Es bestehen noch freie Plätze im Zelt auf dem Platz am Kanal."}, ""),
        ({"text": "Das Sommerfest war schön. ".ljust(149, "x")}, "Its text is very short"),
        ({"title": "Ganz anders"}, "shares no word"),
        ({"title": "„Ganz anders“"}, ""),
        ({"title": "Das Sommerhaus"}, ""),
        ({"title": "Ein Tag"}, ""),
        ({"title": "Das Sommerfest #a #b"}, "has hashtags"),
        ({"title": "Das Sommerfest #a"}, ""),
        ({"title": "Das Sommerfest".ljust(180, "!")}, ""),
        ({"title": "Das Sommerfest".ljust(181, "!")}, "has 181 characters"),
        ({"words": "Er kommt am Samstag auf den Platz, und alle kommen mit."}, "begin with “Er”"),
        ({"words": "Es gibt Kaffee, und alle sind auf dem Platz willkommen."}, ""),
        ({"categories": ("Anzeige",)}, "as advertising"),
        ({"categories": ("Anzeigenblatt",)}, ""),
        ({"left_out": 100}, ""),
        ({"left_out": 101}, "begin in the middle"),
        ({"words": "Das Fest war gut. Alle waren da. Lesen Sie hier mehr."}, "may be the page's"),
        ({"words": "Kaum ein Satz des Textes wurde genommen, bis hier."}, ""),
        ({"words": "Kaum ein Satz des Textes wurde genommen, bis da."}, "Hardly a sentence"),
    ],
)
def test_a_person_is_told_what_is_odd(changes: dict[str, object], said: str) -> None:
    told = notices(**changes)
    assert len(told) == bool(said)
    assert said in "".join(told)


def test_a_person_is_told_what_the_rules_could_not_decide() -> None:
    assert list_doubts(Findings(), has_teaser=True, has_words=True) == ()
    found = Findings(doubtful=("Samstag, 5. Mai",))
    told = list_doubts(found, has_teaser=False, has_words=False, is_shouting=True)
    assert [any(word in line for line in told) for word in ("5. Mai", "quoted", "capitals", "lists")] == [
        True
    ] * 4
    assert len(told) == 4


def test_a_person_is_told_of_words_that_skip_parts_of_the_text() -> None:
    lines = [
        f"Satz Nummer {word} steht hier im Text."
        for word in ("eins", "zwei", "drei", "vier", "fünf", "sechs", "acht")
    ]
    text = " ".join((*lines, "Alle haben sich auch sehr gefreut."))
    gaps = "The words leave out parts of the text in between; please check whether they make sense."
    assert gaps in notices(text=text, words=" ".join(lines[::2]))
    assert gaps not in notices(text=text, words=" ".join(lines[:5:2]))
    assert gaps in notices(text=text, words=f"{lines[0]} Alle haben sich auch sehr gefreut.")
    assert gaps not in notices(text=text, words=f"{lines[-1]} Alle haben sich auch sehr gefreut.")
    apart = text.replace(" Alle", "\n\nAlle")
    assert gaps not in notices(text=apart, words=f"{lines[0]} Alle haben sich auch sehr gefreut.")


def test_a_second_address_is_left_out_of_the_source() -> None:
    assert strip_address("Stadt Essen, www.essen.de") == "Stadt Essen"
    assert strip_address("www.essen.de") == "www.essen.de"


def test_an_article_is_read_as_sentences_in_their_paragraphs() -> None:
    text = "Der Verein feiert am Samstag ein Fest. Alle Nachbarn sind da.\n\nDer Eintritt ist frei für alle."
    article = Article(url="https://verein.example/a", title="Das Fest", text=f"28.11.2026\n\n{text}")
    read = quotable.read(article, today=date(2026, 11, 29))
    assert read.published == date(2026, 11, 28)
    assert [(item.position, item.paragraph, item.leads_paragraph) for item in read.quotable] == [
        (0, 0, True),
        (1, 0, False),
        (2, 1, True),
    ]
    later = replace(article, text=f"30.11.2026\n\n{text}")
    assert quotable.read(later, today=date(2026, 11, 29)).published is None
    cut_out = quotable.read(article, ["EINTRITT"], today=date(2026, 11, 29))
    assert len(cut_out.quotable) == 2
    assert isinstance(weigh("Titel", read.quotable, "de")[0], Weighed)


def test_further_sentences_of_the_events_day_name_a_time_or_its_beginning() -> None:
    day, begins = date(2026, 5, 12), datetime(2026, 5, 12, 18, tzinfo=UTC)
    event = Event(first=day, last=day, text="12. Mai", starts_at=begins)
    said = [
        "Am 12. Mai um 18 Uhr.", "Am 12. Mai wird gefeiert.", "Am 13. Mai um 18 Uhr.",
        "Los geht es um 18 Uhr.", "Ende um 20 Uhr.", "Am 12. Mai um 20 Uhr.",
    ]  # fmt: skip
    assert facts._list_on_day(said, event, [0], "de") == [3]
    assert facts._list_on_day(said, event, [], "de") == [0, 3]
    assert facts._list_on_day(said, replace(event, starts_at=None), [0], "de") == [5]


def test_what_breaks_off_goes_on_and_a_day_belongs_to_what_follows_it() -> None:
    broken = ["Ein Satz.", "Es kommen Ada und", "Uwe und", "Eva.", "Alle mit den", "Die Feier beginnt."]
    assert paragraphs._join_broken(broken) == [
        *("Ein Satz.", "Es kommen Ada und Uwe und Eva.", "Alle mit den", "Die Feier beginnt.")
    ]
    days = ["Termine:", "5. Dezember", "Basteln", "Samstag, 12.12.", "Backen", "Ende."]
    assert paragraphs._join_dates(days) == [
        *("Termine:", "5. Dezember: Basteln", "Samstag, 12.12.: Backen", "Ende.")
    ]
    assert paragraphs._join_dates(days[:3]) == days[:3]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("in der Musterstraße 5, 45127 Essen", "Musterstraße 5"),
        ("im Haus am See, Seeweg 3", "Haus am See, Seeweg 3"),
        ("in der Alten Schule", "in der Alten Schule"),
        ("am Montag um 9 Uhr", ""),
    ],
)
def test_a_venue_is_better_with_its_address(text: str, venue: str) -> None:
    assert places._find_venue(text) == venue


def test_of_sentences_that_are_all_too_long_the_first_one_is_cut() -> None:
    first, other = f"Zuerst {LONG}.", f"Danach {LONG}."
    assert take_leading([first, other], 60).startswith("Zuerst")
    assert take_leading([first, other], 2 * len(first) + 1) == f"{first} {other}"
    assert take_leading([first, other], 2 * len(first)) == first
    assert take_leading([], 60) == ""
