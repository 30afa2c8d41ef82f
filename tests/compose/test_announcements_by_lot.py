"""Announcements put together by lot of what people write: what is told of them, word for word.

`python -m tests.compose.test_announcements_by_lot` writes the record anew; read its differences like code.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from bot.compose import dates, places
from bot.domain.article import Article
from bot.i18n import list_months, list_weekdays
from tests.compose.test_drafts import WRITER, tell
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("announcements_by_lot.txt")
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
FROM = date(2026, 11, 18)
MONTHS, WEEKDAYS = list_months("de"), list_weekdays("de")
COUNT = 190
Pick = Callable[..., str]


def test_each_announcement_is_told_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is told of each, line by line."""
    for number in range(COUNT):
        channel = INSTAGRAM if number % 3 == 0 else FACEBOOK
        yield f"## {number}"
        yield from map(shorten, tell(WRITER.draft(make_article(number), channel, NOW)))
    for number in range(COUNT, 2 * COUNT):
        yield tell_line(number)


def shorten(line: str) -> str:
    """The words of a teaser by their number, beginning and end."""
    name, _, said = line.partition(": ")
    return f"{name}: {len(said)} {said[:40]}…{said[-30:]}" if name == "teaser" else line


def tell_line(number: int) -> str:
    """What days, hours and venues are seen in a line."""
    chance = Random(number)
    pick: Pick = lambda first, *others: chance.choice((first, *others))  # noqa: E731
    day, other = (FROM + timedelta(days=chance.randrange(400)) for _ in range(2))
    parts = [
        say_day(day, pick),
        say_hour(pick),
        say_place(pick),
        pick("und", "bis", ",", ""),
        say_day(other, pick),
    ]
    text = f"{pick('Fest', 'Der Basar ist', 'Anmeldung bis', 'Spätestens')} {' '.join(filter(None, parts))}."
    told = [f"{tell_mention(each)} {text[each.start : each.end]}" for each in dates.list_mentions(text)]
    return " | ".join([text, *told, places.find_place([text], [0]), tell_clock(dates.find_clock(text))])


def tell_mention(mention: dates.Mention) -> str:
    """Its days, and what is known besides."""
    span = dates.resolve(mention, FROM)
    days = f"{span.first}/{span.last}{'?' * span.is_doubtful}" if span else "never"
    return f"{days} {mention.weekday} {'last ' * mention.is_deadline}{tell_clock(mention.clock)}"


def tell_clock(clock: dates.Clock | None) -> str:
    """From when to when."""
    return f"{clock.start:%H:%M}-{clock.end or ''}" if clock else "-"


def make_article(number: int) -> Article:
    """One announcement, report or call."""
    chance = Random(number)
    pick: Pick = lambda first, *others: chance.choice((first, *others))  # noqa: E731
    day = FROM + timedelta(days=chance.randrange(60))
    language = pick("de", "de", "de", "de", "de", "de", "de", "en", "fr", "tr")
    write = {"de": write_german, "en": write_english}.get(language, write_foreign)
    title, parts = write(day, pick, chance, language)
    chance.shuffle(parts) if chance.random() < 0.3 else None
    gap = pick("\n\n", "\n\n", " ", "\n")
    published = NOW - timedelta(days=chance.choice((0, 2, 9, 40)))
    return Article(
        url=f"https://verein.example/{number}", title=title, language=language,
        text=gap.join(filter(None, parts)), published_at=published,
        categories=(pick("Kultur", "Termine", "Altenessen"),), source_line=pick("", "", "Stadt Essen"),
    )  # fmt: skip


def say_day(day: date, pick: Pick) -> str:
    """A day, some days or a period, as behind "am" or without it."""
    week, next_day, month = day + timedelta(7), day + timedelta(1), MONTHS[day.month - 1]
    name = WEEKDAYS[day.weekday()]
    return pick(
        f"am {name}, {day.day}. {month} {day.year}", f"am {day.day}. {month}", f"am {day:%d.%m.%Y}",
        f"am {name}, {day:%d.%m.}", f"am {name[:2]}, {day.day}.{day.month}.{day:%y}", f"am {name}",
        f"vom {day.day}. {month} bis {next_day.day}. {MONTHS[next_day.month - 1]}", "am kommenden Samstag",
        f"am Sonnabend, {day.day}. {month}",
        f"am {day.day}. und {next_day.day}. {MONTHS[next_day.month - 1]}", f"ab dem {day.day}. {month}",
        f"am {day.day}. {month}, {week.day}. {MONTHS[week.month - 1]} und am {(week + timedelta(7)):%d.%m.}",
        f"von {name}, {day.day}. {month}, bis {WEEKDAYS[week.weekday()]}, {week:%d.%m.%Y}", "heute", "morgen",
        f"am {day.day}./{next_day.day}. {month}", f"am {day.year}-{day:%m-%d}", f"jeden {name}",
        f"{name.lower()}s, wieder am {day.day}. {month}", f"am {WEEKDAYS[day.weekday() - 2]}, {day:%d.%m.}",
    )  # fmt: skip


def say_hour(pick: Pick) -> str:
    """A time of day, or none."""
    return pick(
        "um 18 Uhr", "von 16 bis 18 Uhr", "ab 17.30 Uhr", "um 19:30 Uhr", "14–17 Uhr", "", "",
        "19.00 - 21.00", "um halb acht abends", "um 3 Uhr nachmittags", "um 18h30",
        "(Einlass 18.30 Uhr, Beginn 19 Uhr)", "um 25 Uhr", "zwischen 10 und 12 Uhr", "von 22 bis 2 Uhr",
        "um 11:11", "um 12 Uhr mittags",
    )  # fmt: skip


def say_place(pick: Pick) -> str:
    """A venue, or none."""
    return pick(
        "im Bürgerhaus Ost, Nordstraße 5", "in der Alten Kirche", "auf dem Marktplatz in Altenessen", "",
        "bei der AWO, Kettwiger Str. 8", "im Café „Linde“", "online über Zoom", "in Bochum", "am Treff 3",
        "im großen Saal der Volkshochschule am Burgplatz 1", "nicht im Rathaus, sondern im Jugendzentrum",
        "in der Stadtbibliothek (Hollestraße 3, 45127 Essen)", "im Rahmen der Woche", "in Räumen des Vereins",
        "zum Sprachcafé", "in der Grugahalle in der Norbertstraße 2", "vor dem Hauptbahnhof",
    )  # fmt: skip


def write_german(day: date, pick: Pick, chance: Random, _: str) -> tuple[str, list[str]]:
    """A title, and the parts of a text."""
    what = pick("das Lichterfest", "das Konzert", "die Lesung", "der Basar", "das Turnier", "die Mahnwache")
    title = pick(
        f"Einladung: {what.partition(' ')[2]}", f"{what.partition(' ')[2]} in Katernberg", "Neues vom Verein",
        f"{what.partition(' ')[2]} {say_day(day, pick)}", "Ein Abend für alle!", "WIR SUCHEN HELFERINNEN",
        f"{what.partition(' ')[2]} fällt aus", "Sanja Petrović liest",
    )  # fmt: skip
    when, hour, where = say_day(day, pick), say_hour(pick), say_place(pick)
    lead = pick(
        f"Der Verein Brücke lädt {when} {hour} {where} ein: {what} steht bevor.",
        f"{when[0].upper()}{when[1:]} {hour} beginnt {what} {where}.",
        f"{what[0].upper()}{what[1:]} findet {when} {hour} {where} statt.",
        f"{when[0].upper()}{when[1:]} fand {what} {where} statt, 120 Gäste kamen.",
        f"{what[0].upper()}{what[1:]} {when} {where} ist abgesagt.",
        f"Neuer Termin ist {when} {hour}.", f"Wir freuen uns auf {what}, {when} {hour}, {where}.",
        f"Wann: {when.removeprefix('am ')}, {hour}\nWo: {where}\nWas: {what}",
        f"{when.removeprefix('am ')} | {hour} | {where} | {what}", "Was ist los in Katernberg?",
    )  # fmt: skip
    later = say_day(day + timedelta(days=chance.choice((-9, -3, 1, 5))), pick).removeprefix("am ")
    price = pick(
        "Der Eintritt ist frei.", "Die Teilnahme kostet 5 Euro, ermäßigt 3 Euro.", "Eintritt: 8 €", "", "",
        "Kosten: keine", "Um eine Spende wird gebeten.", "Karten zu 12,50 Euro gibt es an der Abendkasse.",
        "Kinder zahlen nichts, Erwachsene 4 Euro.", "Alle Angebote sind kostenlos.", "Preis: 2 bis 6 Euro",
        "Der Eintritt beträgt 12 Euro, 8 Euro oder 5 Euro (Kinder).",
        "Karten kosten 12 Euro und 9 Euro (Paar).",
        "Wir sammeln für das Frauenhaus, Konto DE00 0000 0000 0000 0000 00, jede Spende hilft.",
    )  # fmt: skip
    ask = pick(
        f"Anmeldung bis {later} unter 0201 000-1234 oder fest@verein.example.", "Ohne Anmeldung.", "", "",
        "Eine Anmeldung ist nicht nötig.", f"Anmeldeschluss ist der {later.removeprefix('am ')}.",
        "Wer mitmachen will, meldet sich bei Frau Kaya, Telefon 0201 / 000 11 22.",
        f"Bewerbungen nimmt Ole Brandt bis zum {later} entgegen: ole@verein.example",
        "Für den Stand ist eine Anmeldung nötig.", "Mehr unter www.verein.example/fest und im Newsletter.",
        "Anmelden kann man sich bis Ende Januar bei der Volkshochschule.",
    )  # fmt: skip
    colours = [
        "Es singen 40 Kinder aus sieben Ländern, begleitet vom Orchester der Musikschule.",
        "„Wir wollen uns kennenlernen“, sagt die Vorsitzende Mina Rahimi.", "„So bunt war es nie.“",
        "Er bringt seine Geige mit.", "Dort gibt es auch Tee und Kuchen.", "Dabei helfen viele Hände.",
        "Die Moschee öffnet dafür ihre Türen, und Oberbürgermeister Thomas Kaul spricht ein Grußwort.",
        "Wer hat Lust?", "Ich freue mich sehr.", "Rund 300 Menschen kamen im letzten Jahr.",
        "Kinderbetreuung gibt es, der Saal ist barrierefrei.", "Übersetzt wird ins Arabische und Türkische.",
        "Wir danken der Stadt Essen für die Förderung nach § 3.", "Zum Abschluss tanzen alle.",
        "Bei dem Brand im Nachbarhaus sind zwei Menschen gestorben.", "Foto: Mia Muster",
        "Das Büro ist montags bis freitags von 9 bis 12 Uhr besetzt.", "17 Uhr: Begrüßung\n18 Uhr: Tanz",
        "- Wolle\n- Nadeln\n- etwas Zeit", "Mitzubringen sind:", "Noch Fragen?",
        "Alle kamen.„Das war schön“, sagte Mia Rot.", "Weitere Infos hier.",
    ]  # fmt: skip
    set_in_lines = pick(
        "", "", "5. Dezember\n\nBasteln\n\n12. Dezember\n\nBacken\n\n19. Dezember\n\nSingen",
        "| Tag | Was |\n| --- | --- |\n| 5.12. | Basteln |\n| 12.12. | Backen |",
        "Im Advent\n| --- | --- |\n| Ort | Saal |\n| Kosten: | 3 Euro |",
        "Frau Kaya, wie fing es an?\n\nMit einem Tee. Dann kamen die Nachbarn.\n\nUnd heute?\n\nWir sind da.",
        "Liebe Nachbarn,\n\nich danke allen, die geholfen haben. Wir berichten über ein gutes Jahr.",
        f"Ort:\n\nHaus der Vereine\n\nZeit:\n\n{day:%d.%m.}, 15 Uhr", "📅 12.12. 🕐 18 Uhr 📍 Haus am See",
        "Gebraucht werden:\n- Decken\n- Jacken, warme\n- Schuhe", "Samstag, 14–16 Uhr: Malen\n17 Uhr: Essen",
        "Derneğimiz herkesi şenliğe davet ediyor. Çocuklar yedi ülkeden şarkılar söylüyor. Giriş ücretsiz.",
        "The club invites all neighbours. Children sing songs from seven countries. All are welcome here.",
        f"Neuer Termin: {day:%d.%m.%Y}", "Treffpunkt ist um 15 Uhr am Brunnen.\nDas Büro ist geschlossen.",
    )  # fmt: skip
    return title, [lead, *chance.sample(colours, chance.randrange(1, 6)), set_in_lines, price, ask]


def write_english(day: date, pick: Pick, chance: Random, _: str) -> tuple[str, list[str]]:
    """The same in English."""
    when = pick(
        f"on {day.day} {day:%B} {day.year}", f"on {day:%A}, {day:%B} {day.day}", "tomorrow", "on Monday",
        f"on the {day.day}th of {day:%B}", f"on {day:%d/%m/%Y}", "next Friday", f"until {day.day} {day:%B}",
    )  # fmt: skip
    hour = pick("at 6 pm", "from 2 to 4 pm", "at 11.30 am", "at noon", "", "10am–1pm", "at 12 am")
    lead = pick(
        f"The women's choir invites everybody {when} {hour} to the Old Town Hall.",
        f"Join us {when} {hour} at the Community Centre, Nordstraße 5.",
        f"The bazaar took place {when} and many people came.", f"The reading {when} has been cancelled.",
    )  # fmt: skip
    parts = [
        pick("Entry is free.", "Tickets cost €5.", "The workshop is free of charge.", "", "Price: 4 euros"),
        pick("Please register by {0}.", "No registration needed.", "Call Mina Rahimi: 0201 000 1122.", "")
        .format(f"{day.day} {day:%B}"),
        *chance.sample(
            ["They bring their own songs.", "Who can help?", "The hall is wheelchair accessible.",
             "More than 300 neighbours came last year.", "“It was great,” says Tom Reed."], 2),
    ]  # fmt: skip
    return pick("An evening for all", "Choir concert", "Bazaar cancelled"), [lead, *parts]


def write_foreign(day: date, pick: Pick, chance: Random, language: str) -> tuple[str, list[str]]:
    """The same in French or Turkish."""
    month = list_months(language)[day.month - 1]
    french = [
        f"Le club invite le {day.day} {month} {pick('à 18 h', 'de 14 h à 17 h', '')} à la bibliothèque.",
        pick("Entrée libre.", "Participation : 5 euros", "", "Prix : 3 euros"),
        pick(f"Inscription jusqu'au {day.day} {month} : 0201 000 1122.", "Sans inscription.", ""),
        "Les enfants chantent des chansons de sept pays.",
    ]
    turkish = [
        f"Şenlik {day.day} {month} {day.year} {pick('saat 18.00', '14:00-17:00', '')} tarihinde başlıyor.",
        pick("Giriş ücretsiz.", "Ücret: 5 avro", ""),
        pick(f"Kayıt {day.day} {month} tarihine kadar: 0201 000 1122.", "Kayıt gerekmez.", ""),
        "Çocuklar yedi ülkeden şarkılar söylüyor.",
    ]
    return pick("Fête", "Şenlik"), french if language == "fr" else turkish


if __name__ == "__main__":
    keep(RECORD, tell_all())
