"""Announcements of several days and hours by lot: which event is told, when it is, and what is over.

`python -m tests.compose.test_events_by_lot` writes the record anew; read its differences like code.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.compose import events
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("events_by_lot.txt")
TODAY = date(2026, 5, 4)
ZONE = ZoneInfo("Europe/Berlin")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober")
DATED = (
    "Am {0} um {3} Uhr laden wir zum Fest ein.", "{0}, {3} Uhr: Tanz", "Samstag, {0}, {3} Uhr: Lesung",
    "{0}: Chor",
    "Am {0}, {1} und {2} um {3} Uhr wird getanzt.", "Am {0} und am {1} laden wir zum Kurs ein.",
    "Wann: {0}, {3} Uhr",
    "Vom {0} bis {1} findet das Lager statt.", "Die Ausstellung läuft bis {1}.",
    "Die Ausstellung ist vom {0} bis {1} zu sehen.",
    "Am {0} ist das Konzert, am {1}, lange danach und an einem anderen schönen Ort, das Fest.",
    "Das Fest beginnt am {0}.",
    "Anmeldung bis {0}.", "Bewerbungen bitte bis {1}, {3} Uhr.",
    "Der Markt am {0} fällt aus, neuer Termin ist der {1}.",
    "Am {0} kamen viele zum Fest.", "Ab {0} gibt es dienstags um {3} Uhr den Kurs.",
    "Nächster Termin: {0}.", "{0}",
    "Das Fest wird vom {0} auf den {1} verschoben.", "Neuer Termin ist der {2}, {3} Uhr.",
    "Am {0} wird gewählt.",
    "Am {0}, {3} Uhr, am {1}, 19 Uhr, und am {2}, 20 Uhr, sind alle eingeladen.",
    "Am Montag beginnt die Woche.",
    "Der Zuschuss muss bis {0} verbraucht sein.", "Termine: {0}, {1} und {2}",
    "Am {0} ist der Eintritt zum Fest frei.",
    "Am Samstag, {0}, laden wir zum Fest ein.",
    "Das Treffen vom {0} bis {1}, täglich von 10 bis {3} Uhr, ist offen für alle.",
    "Rückgabe der Bögen bis {1}.", "Ab {0} bis {1} findet das Lager statt.",
    "Ab dem {0} bis {1}, {3} Uhr, Lager für alle.",
    "Am {0}, {1}, {2} und am 25. Mai um {3} Uhr wird getanzt.",
    "Am {0}, {1}, {2} und, wie immer zum Schluss und mit allen aus dem Haus, am 25. Mai ist Tanz.",
    "Am {0}, {1}, {2} und wie immer am 25. Mai um {3} Uhr ist Tanz.", "Zum {0} suchen wir eine Lehrerin.",
    "Zum {0} um {3} Uhr laden wir ein.", "Zum {0} öffnet das Haus.",
    "Zum {0} um {3} Uhr öffnet das Haus.", "Am 31. Februar und am {0} um {3} Uhr laden wir ein.",
    "Am Samstag ist Tanz.", "Samstag: Chor",
    "Wer mitmachen will, meldet sich bis {0}.",
    "Dienstags ab {0}, freitags um {3} Uhr, Tanz.",
)  # fmt: skip
HOURS = (
    "Einlass ist um 17 Uhr, Beginn um 18 Uhr.", "Beginn ist um {3} Uhr.", "Los geht es um {3}.30 Uhr.",
    "Um {3} Uhr.",
    "Das Büro ist von 9 bis 12 Uhr offen.", "Jeden Dienstag von 17 bis 19 Uhr.", "17 Uhr: Begrüßung",
    "18–20 Uhr Tanz",
    "22 Uhr: Ausklang", "Es dauert von 15 bis 18 Uhr.", "Täglich von 10 bis 12 Uhr.",
    "Am {0} um 11 Uhr gibt es Tee.",
    "Um 20 Uhr war alles vorbei.", "Jeweils um {3} Uhr.", "Von 22 bis 2 Uhr wird getanzt.",
)  # fmt: skip
PLAIN = (
    "Der Garten ist schön.", "Es gibt Tee.", "Kommt alle!", "Wir laden herzlich ein.",
    "Der Eintritt ist frei.",
    "An folgenden Tagen:", "Unsere Termine:", "Alle Gäste sind willkommen.",
    "Der Verein besteht seit 20 Jahren.",
)  # fmt: skip
TITLES = (
    "Das Fest im Garten",
    "Unsere Termine",
    "Fest am {0}",
    "Am {0} um {3} Uhr: Tanz",
    "Die Ausstellung",
    "Termine 2026",
    "Alle sind willkommen",
    "Am {0} um {3} Uhr laden wir ein",
)


def test_each_event_is_told_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is found in each, line by line."""
    for number in range(320):
        chance = Random(number)
        title, *texts = write(chance)
        today = TODAY + timedelta(chance.choice((0, 0, 0, 1, 5, 12)))
        found = events.find_events(title, texts, TODAY, today, ZONE)
        event = found.event
        told = event and f"{event.text} {event.first:%d.%m.}-{event.last:%d.%m.}"
        starts = event and event.starts_at and f"{event.starts_at:%H:%M}"
        ends = event and event.ends_at and f"{event.ends_at:%d. %H:%M}"
        signs = f"{found.is_over:d}{found.is_moved:d}{found.is_overview:d}"
        signs += f"{event is not None and event.is_main:d} {len(event.days) if event else 0}"
        closing = [each.text for each in found.deadlines]
        rivals = [f"{day:%d.%m.}" for day in found.rivals]
        yield f"{number} {told} {starts} {ends} {found.positions} {signs} {found.not_after}"
        yield from (*closing, *rivals, *found.doubtful)


def write(chance: Random) -> list[str]:
    """A title and some sentences that tell of a few days."""
    days = sorted(
        TODAY + timedelta(chance.choice((-40, -2, -1, 0, 1, 2, 3, 7, 8, 14, 15, 30))) for _ in range(3)
    )
    parts = [chance.choice(TITLES)]
    parts += chance.choices((*DATED, *DATED, *HOURS, *PLAIN), k=chance.choice((1, 2, 3, 5, 8)))
    if chance.random() < 0.15:
        parts[1:1] = [PLAIN[8]] * chance.choice((1, 2, 3, 18, 19))
    texts = []
    for part in parts:
        told = [f"{day.day}. {MONTHS[day.month - 1]}" for day in chance.sample(days, 3)]
        told = sorted(told) if chance.random() < 0.3 else told
        texts.append(part.format(*told, chance.choice((10, 15, 18))))
    return texts


if __name__ == "__main__":
    keep(RECORD, tell_all())
