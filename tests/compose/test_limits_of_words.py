"""Where a length or a count decides: what holds up to a limit, and no longer with one more."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.compose import (
    composer,
    events,
    facts,
    notices,
    paragraphs,
    places,
    quotable,
    sentences,
    teaser,
    tense,
    tone,
)
from bot.compose.draft import Subject, Vocabulary, list_hashtags, make_tag
from bot.domain.article import Article
from bot.share_image.card import Brand, Card

TODAY = date(2026, 5, 4)
WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
GARDEN = "Der Garten ist schön."
STORY = "Der Verein feiert im Garten heute "
INVITES = "Am 5. Dezember um 18 Uhr laden wir zum Fest ein."
WORDS = tone.Words(grave=("tot",), cheerful=("fest",), images=("feuer", "flamme"))

Tell = Callable[[int], object]


def fill(count: int, start: str = "", end: str = "") -> str:
    """So many characters in all."""
    return start + "x" * (count - len(start) - len(end)) + end


def article(text: str, title: str = "Wort") -> Article:
    return Article(url="https://verein.example/a", title=title, text=text, published_at=WHEN)


def count(text: str) -> int:
    return len(paragraphs.split(text))


def ends(text: str) -> int:
    return len(sentences.list_ends(text))


def read(*texts: str, quoted: slice = slice(0)) -> quotable.Reading:
    chosen = [
        quotable.Sentence(text=text, position=0, before=0, paragraph=0, leads_paragraph=True)
        for text in texts[quoted]
    ]
    return quotable.Reading(quotable=tuple(chosen), all=texts)


def many(number: int) -> tuple[str, ...]:
    return tuple(f"Der Verein feiert heute sein Fest {at}." for at in range(number))


def read_all(*texts: str) -> int:
    return len(quotable.read(article("\n\n".join(texts)), today=TODAY).quotable)


def dateline(number: int) -> object:
    line = fill(number, "Von Anna Test", " 28.11.2025,").replace("x", "·")
    return quotable.read(article(f"{line}\n\n{GARDEN}"), today=TODAY).published


def price(text: str) -> str:
    return facts.find_price([text], "de")


def reach(*texts: str) -> int:
    return len(facts.list_contacts(texts, re.compile("unter")))


def notice(about: str, text: str, words: str = "", title: str = "Wort", *, left_out: int = 0) -> bool:
    about_it = article(text, title)
    found = notices.list_doubts_of_words(about_it, events.Findings(), words or text, left_out=left_out)
    return any(about in said for said in (*found, *notices.list_notices(about_it, events.Findings())))


def skip(number: int) -> bool:
    text = " ".join(f"Der Satz {at} sagt viel. Ein anderer." for at in range(6))
    return notice("in between", text, " ".join(f"Der Satz {at} sagt viel." for at in range(number)))


def tags(*categories: str, title: str = "Titel") -> int:
    return len(list_hashtags(Subject(categories=categories, title=title, teaser="Text."), Vocabulary()))


def find(*texts: str, appeared: date = TODAY, today: date | None = None) -> events.Findings:
    return events.find_events("Titel", texts, appeared, today or appeared, ZoneInfo("Europe/Berlin"))


def is_main(*texts: str) -> object:
    event = find(*texts).event
    return event and event.is_main


def december(day: int) -> date:
    return date(2026, 12, day)


def echo(number: int) -> str:
    items = read(fill(number, "Sommerfest Garten ", "."), INVITES, quoted=slice(2)).quotable
    return teaser.choose("Sommerfest im Garten", items, 50, language="de", is_title_shown=True)[:1]


def stands_alone(words: str, before: str = "") -> bool:
    """Whether words of a long text about a garden make sense by themselves; before: what it tells first."""
    texts = (*filter(None, [before]), words, *many(14))
    told = [
        quotable.Sentence(text=text, position=at, before=0, paragraph=at, leads_paragraph=True)
        for at, text in enumerate(texts)
    ]
    reading = quotable.Reading(quotable=tuple(told), all=texts)
    return not teaser.makes_no_sense_alone("Garten", reading, words)


def is_cut(number: int) -> bool:
    brand = Brand(name="Verein", color="#0a5fa5", logo=None)
    card = Card(layout="card", title=fill(number - 22), brand=brand)
    return composer.describe(card, None, "", "de").endswith("…")


def is_named(noun: str) -> bool:
    texts = [*[GARDEN] * 4, f"Am 20. Mai um 18 Uhr kommt das {noun}.", "Am 22. Mai um 18 Uhr ist das Spiel."]
    return events.find_events(noun, texts, TODAY, TODAY, ZoneInfo("Europe/Berlin")).event is not None


def is_overview(day: int) -> bool:
    texts = ["Am 20. Mai um 18 Uhr ist das Fest.", f"Am {day}. Mai um 19 Uhr ist das Spiel."]
    return events.find_events("Termine", texts, TODAY, TODAY, ZoneInfo("Europe/Berlin")).is_overview


def festival(*texts: str) -> events.Findings:
    return find("Am 5. Mai 2026 ist das Fest im Garten.", *texts)


LIMITS: dict[str, tuple[Tell, int]] = {
    "a block that is cut": (lambda n: count(fill(n).replace("xx", "x ")), 5000),
    "a line of a programme": (lambda n: paragraphs.is_entry(fill(n, "18 Uhr ")), 140),
    "a line that tells weekly": (
        lambda n: bool(paragraphs.tell_weekly(fill(n, "Abgabe: montags 10 Uhr, "))),
        140,
    ),
    "a long point": (lambda n: bool(paragraphs.tell_list("Wir:", [fill(n), "yy"])), 140),
    "a short point": (lambda n: bool(paragraphs.tell_list("Wir:", [fill(n), "yy"])), 1),
    "one point": (lambda n: bool(paragraphs.tell_list("Wir:", ["yy"] * n)), 1),
    "all points": (lambda n: bool(paragraphs.tell_list(fill(n - 104, end=":"), [fill(50), fill(50)])), 260),
    "a sign before a sentence": (lambda n: paragraphs.is_list_item("✔ " + "eins " * (n - 1) + "zwei."), 6),
    "labels without colons": (
        lambda n: ":" in "".join(paragraphs.split("\n".join(["A.\n", "Ort Saal", "Beginn 18 Uhr"][: n + 1]))),
        1,
    ),
    "a line of a poster": (lambda n: count(f"A.\n\nFest\n18 Uhr\n{fill(n)}"), 60),
    "lines of a poster": (lambda n: count("\n".join(["A.\n", "18 Uhr", *["Saal"] * n])) > 2, 1),
    "sentences of a notice": (
        lambda n: facts.list_facts(
            "Titel", ["Der Eintritt kostet 5 Euro.", *[GARDEN] * (n - 1)], events.Findings(), "de"
        ),
        30,
    ),
    "details between bars": (lambda n: count(" | ".join(["5. Dezember", "Saal", "18 Uhr"][:n])), 2),
    "a day alone": (lambda n: count(f"5. Dezember{'.' * (n - 11)}\n\nA\n\n6. Mai\n\nB"), 60),
    "before a day alone": (lambda n: count(f"{fill(n)} 5. Dezember\n\nFest\n\n6. Dezember\n\nFest"), 3),
    "names beside a date": (lambda n: quotable.is_byline("Von " + "Anna " * n, ""), 4),
    "before a credit": (
        lambda n: quotable.is_picture_caption(fill(n, "So ist es. Das ", " ") + "Foto: Anna Test"),
        80,
    ),
    "people from left": (lambda n: quotable.is_picture_caption(fill(n, end=" von links")), 400),
    "a short sentence": (lambda n: quotable.may_be_quoted(fill(n, "Er kam ", ".")), 11),
    "few words": (lambda n: quotable.may_be_quoted("Willkommene " + "gäste " * (n - 2) + "kommen."), 2),
    "a dateline": (dateline, 140),
    "a title glued to its text": (
        lambda n: quotable.strip_opening(f"{'Ein ' * n}Fest Der", f"{'Ein ' * n}Fest", ())[0][:3],
        2,
    ),
    "few sentences": (lambda n: read(*many(n)).is_hardly_quotable, 4),
    "words of a sentence": (lambda n: read(*["eins " * (n - 1) + "zwei."] * 5).is_hardly_quotable, 5),
    "three of ten": (lambda n: read(*many(10), quoted=slice(n)).is_hardly_quotable, 2),
    "the first fifteen": (lambda n: read(*many(20), quoted=slice(24 - n, 29 - n)).is_hardly_quotable, 13),
    "words left out": (
        lambda n: read("eins " * (n - 1) + "zwei.", "Das Fest.").measure_left_out("Das Fest.") > 0,
        5,
    ),
    "a heading's sentence": (
        lambda n: len(sentences.split_paragraph(fill(n + 21, "Bunte Tage im Garten Der Rat", " ja."), "de")),
        29,
    ),
    "a word before a small one": (lambda n: ends(f"Er sah das {fill(n)}. danach kam der Regen."), 3),
    "a long quotation": (lambda n: ends(fill(n + 28, "Er sagte: „Ja. Ja. Da", "“ und er. Dann kam")), 1200),
    "a long word": (lambda n: sentences._last_word(f"Der {fill(n)}", n + 4) == fill(n), 59),
    "a long bracket": (lambda n: ends(fill(n + 24, "Er (Ja. Das war. ", ") ging. Dann kam sie.")), 300),
    "digits of a day": (lambda n: ends("Es waren " + "1." * n + " Menschen kamen."), 4),
    "a question": (lambda n: tense.is_interview([fill(n, "Wer", "?"), "Ich.", "Was?", "Dies."]), 220),
    "sentences of a question": (lambda n: tense.is_interview(["So so. " * n + "Was?", "So."] * 2), 1),
    "questions": (lambda n: tense.is_interview(["Wer?", "Ich."] * n), 1),
    "answers to a question": (lambda n: tense.is_interview(["Wer?", "Ich.", "Wer?"] + ["Ich."] * n), 7),
    "lines of speakers": (lambda n: tense.has_speakers(["Anna: Ja.", "Ben: Nein.", "Anna: Doch."][:n]), 2),
    "between a day and its date": (
        lambda n: tense.is_bound_to_day(fill(n + 31, "Morgen,", " 5. Dezember, beginnt das."), "de"),
        14,
    ),
    "a verb": (lambda n: tense.is_verbless("Das Fest " + "i" * n + " Garten."), 2),
    "where all is free": (lambda n: bool(price(fill(n, "Alles kostenlos ", "."))), 69),
    "a price with its label": (lambda n: price(fill(n + 8, "Kosten: 5 Euro, Kaffee 2 Euro "))[-1:], 90),
    "a price in its sentence": (lambda n: price(fill(n, "Der Eintritt kostet 5 Euro "))[-1:], 90),
    "a price in its clause": (
        lambda n: price(fill(n + 20, "Alle kommen zu uns, der Eintritt kostet 5 Euro "))[-1:],
        90,
    ),
    "a price abroad": (lambda n: facts.find_price([fill(n + 7, "Price: 5 euros ")], "en")[-1:], 90),
    "several prices": (lambda n: bool(price(fill(n + 6, "Karte 5 Euro ", " 7 Euro"))), 45),
    "an address of a page": (lambda n: reach(fill(n + 11, "Mehr unter www.v.example/")), 60),
    "a phone number": (lambda n: reach(fill(n + 6, "Tel. 0201 1").replace("x", "2")), 6),
    "ways to reach somebody": (lambda n: reach(*[f"a{at}@verein.example" for at in range(n)]) == n, 4),
    "an aside behind a place": (lambda n: places.find_place([fill(n + 8, "Wo: Saal (", ")")], ())[-1:], 40),
    "a short text": (lambda n: notice("very short", fill(n, "Wort ", ".")), 149),
    "a long title": (lambda n: notice("characters", "Wort.", title=fill(n, "Wort ")), 180),
    "few words of a text": (lambda n: notice("Hardly", fill(200, "Wort ", "."), fill(n, "Wort ", ".")), 49),
    "words of a short text": (lambda n: notice("Hardly", fill(n, "Wort ", "."), "Wort."), 149),
    "what is left out": (lambda n: notice("middle of the text; ", fill(200, "Wort ", "."), left_out=n), 100),
    "gaps": (skip, 3),
    "letters that shout": (lambda n: tone.is_shouting("A" * n), 9),
    "words that shout": (lambda n: tone.is_shouting(" ".join(["A" * n] * 6)), 3),
    "three quarters in capitals": (lambda n: tone.is_shouting("A" * n + "b" * (20 - n)), 14),
    "an abbreviation": (
        lambda n: tone.calm_capitals("HEUTE IN DER STADT " + "K" * n, "", "de").endswith("K" * n),
        3,
    ),
    "a written abbreviation": (
        lambda n: (
            tone.calm_capitals("HEUTE MIT " + "VHSAWO"[:n], f"die {'VHSAWO'[:n]} hier", "de").isupper()
            or tone.calm_capitals("HEUTE MIT " + "VHSAWO"[:n], f"die {'VHSAWO'[:n]} hier", "de")[-1].isupper()
        ),
        4,
    ),
    "a saying": (lambda n: tone.has_grave_quotation(f"Er sagt: „{'sehr ' * (n - 1)}tot“", WORDS), 4),
    "images": (lambda n: tone.is_sober("Tot", ["Feuer und Flamme"[: 11 * n - 6]], WORDS), 1),
    "grave words further on": (lambda n: tone.is_sober("Wort", ["a", "b", "c", "tot " * n], WORDS), 2),
    "grave words in front": (lambda n: tone.is_sober("Wort", [*["a"] * n, "tot"], WORDS), 2),
    "a tag": (lambda n: bool(make_tag("x" * n)), 30),
    "capitals of a tag": (lambda n: make_tag("A" * n).isupper(), 5),
    "a short tag": (lambda n: tags("x" * n), 2),
    "words of a category": (lambda n: tags("eins " * n), 3),
    "tags": (lambda n: tags(*["alpha", "beta", "gamma", "delta"][:n]) == n, 3),
    "words of a name": (lambda n: tags(title=f"Das „{' '.join(['Bunte'] * n)}“ kommt"), 3),
    "a word in quotation marks": (lambda n: tags(title=f"Das „{' '.join(['Bunte'] * n)}“ Fest kommt"), 1),
    "lines of a notice": (lambda n: bool(sentences.take_lines(["x"] * n, 500)), 8),
    "room for a notice": (lambda n: bool(sentences.take_lines(["x"] * 2, n)), 2),
    "room for a sentence": (lambda n: sentences.take_leading(["Eins zwei.", "Drei vier."], n), 9),
    "room for two": (lambda n: sentences.take_leading(["Eins zwei.", "Drei vier."], n), 20),
    "an event's sentence in front": (lambda n: is_main(*[GARDEN] * n, INVITES), 2),
    "a day in front": (lambda n: is_main(*[GARDEN] * n, "Am 5. Mai ist das Fest im Garten."), 2),
    "a day far off": (
        lambda n: find(f"Am {TODAY + timedelta(n):%d.%m.} ist das Fest, Treffpunkt Saal.").event is None,
        120,
    ),
    "a call in front": (
        lambda n: (
            find(
                *[GARDEN] * n,
                "Am 9. Dezember um 18 Uhr laden wir zum Gespräch ein.",
                "Bewerbung bis 7. Dezember 2026.",
            ).event
            is None
        ),
        2,
    ),
    "a call's day": (
        lambda n: (
            find(
                *[GARDEN] * 5,
                f"Am {n}. Dezember um 18 Uhr laden wir zum Gespräch ein.",
                "Bewerbung bis 7. Dezember 2026.",
            ).event
            is None
        ),
        7,
    ),
    "what stands far below": (lambda n: find(*[GARDEN] * (n - 1), INVITES).event is None, 10),
    "around what a long text tells of": (
        lambda n: facts.list_facts(
            "Titel", [INVITES, *[GARDEN] * (n - 1), "Eintritt frei.", *[GARDEN] * 30], find(INVITES), "de"
        ),
        8,
    ),
    "paragraphs of a quotation": (
        lambda n: read_all('"Der Verein feiert das Fest.', *[GARDEN] * (n - 1), 'Alle tanzen mit."') > 0,
        15,
    ),
    "the event's day": (lambda n: find(INVITES, appeared=december(n)).event is None, 5),
    "the last day": (lambda n: len(find("Anmeldung bis 5.12.2026.", appeared=december(n)).deadlines), 5),
    "the last day as seen today": (
        lambda n: len(find("Anmeldung bis 5.12.2026.", appeared=december(1), today=december(n)).deadlines),
        5,
    ),
    "what is over": (lambda n: find(INVITES, appeared=december(1), today=december(n)).is_over, 5),
    "what was over in front": (
        lambda n: find(*[GARDEN] * n, "Am 1. Mai um 18 Uhr laden wir alle herzlich ein.").is_over,
        2,
    ),
    "a time beside the last day": (
        lambda n: find(fill(n + 31, "Anmeldung bis 5. Dezember 2026,", " 12 Uhr.")).deadlines[0].text,
        22,
    ),
    "a title that comes again": (echo, 28),
    "between days of a series": (
        lambda n: bool(
            find(f"Wir laden ein am 5. Mai, {fill(n - 3)} 12. Mai, 19. Mai um 18 Uhr.").event.days
        ),
        50,
    ),
    "a week": (
        lambda n: "montags" in find(f"Kurs vom 5. bis {5 + n}. Mai, montags um 18 Uhr.").event.text,
        6,
    ),
    "weekdays from a day on": (
        lambda n: find(f"Ab 11. Mai gibt es um 18 Uhr{' montags' * n} den Kurs.").event.starts_at is None,
        1,
    ),
    "an end after midnight": (
        lambda n: find(f"Am 5. Mai von 18 bis {n} Uhr laden wir ein.").event.ends_at.day == 6,
        18,
    ),
    "a short period": (
        lambda n: find(f"Das Fest vom 5. bis {n}. Mai 2026.", "Beginn ist um 18 Uhr.").event.starts_at,
        8,
    ),
    "doors before the beginning": (
        lambda n: (
            find("Am 5. Mai ist das Lied, Einlass um 18 Uhr.", f"Beginn {n} Uhr.").event.starts_at.hour > 18
        ),
        18,
    ),
    "points of a programme": (
        lambda n: festival(*["18 Uhr: Tanz", "19 Uhr: Lied", "20 Uhr: Ende"][:n]).event.starts_at,
        1,
    ),
    "an end of a programme": (
        lambda n: festival("18.00 Tanz", f"17.00 – {n}.00 Lied").event.ends_at is None,
        18,
    ),
    "days to register by": (
        lambda n: (
            find(
                *[GARDEN] * 5,
                "Am 20. Mai um 18 Uhr ist das Fest.",
                *[f"Anmeldung bis {10 + at}. Mai 2026." for at in range(n)],
            ).event
            is None
        ),
        1,
    ),
    "a noun of the title": (lambda n: is_named(fill(n, "F")), 4),
    "another day of an overview": (is_overview, 3),
    "an alternative text": (is_cut, 1000),
    "few words of a long text": (lambda n: stands_alone(fill(n, "Wort ", ".")), 59),
    "left out before": (lambda n: stands_alone(fill(60, "Wort ", "."), fill(n, STORY, ".")), 100),
    "left out before the subject": (
        lambda n: stands_alone(fill(60, "Der Garten ", "."), fill(n, STORY, ".")),
        200,
    ),
    "colons of a price": (lambda n: price(f"Der Eintritt kostet {'a: ' * n}5 Euro")[:3], 1),
    "colons of a price in its clause": (
        lambda n: price(f"Alle kommen heute am 5. Mai zu uns, der Eintritt kostet {'a: ' * n}5 Euro")[:3],
        1,
    ),
    "a name in quotation marks": (
        lambda n: f"name {fill(n)}" in teaser.list_units(f"Das „{fill(n)}“ ist da.", "de", {}),
        60,
    ),
}


HOLDS = """
a line of a programme; a line that tells weekly; a long point; all points; a sign before a sentence; a
line of a poster; sentences of a notice; names beside a date; before a credit; people from left; a
dateline; three of ten; the first fifteen; a long word; a question; sentences of a question; answers to a
question; a verb; where all is free; several prices; an address of a page; ways to reach somebody; a short
text; few words of a text; an abbreviation; a written abbreviation; images; grave words in front; a tag;
capitals of a tag; words of a category; tags; words of a name; lines of a notice; an event's sentence in
front; a day in front; the last day; the last day as seen today; what was over in front; between days of a
series; an end after midnight; a short period; an end of a programme; left out before; left out before the
subject; a name in quotation marks
"""
"""What holds, or is more, up to its limit; the others are so beyond it, or tell something else there."""


def weigh_up(told: object) -> int:
    """Numbers by their size, all else by whether it is something."""
    return told if isinstance(told, int) else bool(told)


def test_one_more_changes_what_is_told() -> None:
    """And nothing else nearby: the two below a limit are alike, and the two above it."""
    told = {name: [tell(limit + more) for more in (-1, 0, 1, 2)] for name, (tell, limit) in LIMITS.items()}
    assert [name for name, (a, b, c, d) in told.items() if not a == b != c == d] == []
    up_to = {name for name, (_, b, c, _) in told.items() if weigh_up(b) > weigh_up(c)}
    assert up_to == set(" ".join(HOLDS.split()).split("; "))
