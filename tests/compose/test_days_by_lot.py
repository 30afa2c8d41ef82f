"""Days and hours by lot, as languages write them, near each other and far: what is read of each.

`python -m tests.compose.test_days_by_lot` writes the record anew; read its differences like code.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import groupby, product
from pathlib import Path
from random import Random

import pytest

from bot.compose import dates
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("days_by_lot.txt")
TODAY = date(2026, 5, 4)
FOUND = {"de": 320, "en": 90, "fr": 60, "tr": 30, "pl": 30, "uk": 30, "es": 30}
DAYS = {
    "de": (
        *("{0}.{1}.", "{0}. Mai", "{0}.{1}.2026", "{0}.{1}.26", "{0}. und {2}. Mai", "{0}.–{2}. Mai",
        "heute", "morgen"),
        *("{0}. Mai 2027", "{0}. bis {2}. Juni", "{0}.{1}. bis {2}.{1}.2026", "{0}/{2}. Mai",
        "{0}., {2}. und 30. Mai"),
        *("{0}.12.25–{2}.1.26", "{0}. Dez. bis {2}. Januar 2027", "{0}. auf den {2}. Mai",
        "2026-05-{0:02}", "Samstag"),
        *("kommenden Sonntag", "Sa {0}.{1}.", "Sonnabend, dem {0}. Mai", "Freitag ({0}.{1}.)",
        "{0}.5.2026 u. {2}.5.2026"),
        *("Di., {0}. Mai", "Mo-Abend, {0}.{1}.", "{0}.13.", "32. Mai", "Morgen", "{0}/05/2026",
        "{0}. Mai 26 im Saal"),
    ),
    "en": (
        *("{0} May", "May {0}", "{0}th of June 2026", "Monday, {0} May", "on Friday", "next Sunday",
        "tomorrow"),
        *("May {0}, 2027", "Sat {0} May", "{0}/05/2026", "this Saturday"),
    ),
    "fr": ("{0} mai", "{0} décembre 2026", "1er juin", "lundi {0} mai", "{0}/05/2026", "{0}.5.2026"),
    "tr": ("{0} Mayıs 2026", "{0} Mayıs", "{0} Haziran Cumartesi", "{0}.5.2026"),
    "pl": ("{0} maja", "{0} grudnia 2026", "{0}.5.2026"),
    "uk": ("{0} травня", "{0} грудня 2026", "{0}.5.2026"),
    "es": ("{0} de mayo", "{0} de diciembre de 2026", "{0}/05/2026"),
}  # fmt: skip
HOURS = {
    "de": (
        *("um {0} Uhr", "{0}.30 Uhr", "von {0} bis {1} Uhr", "{0}–{1} Uhr", "{0}:15", "{0}.00 - {1}.00",
        "halb acht abends"),
        *("um 3 Uhr nachmittags", "um elf Uhr mittags", "12 Uhr mittags", "viertel vor neun morgens",
        "um {0}h30", "25 Uhr"),
        *("Einlass {0} Uhr, Beginn {1} Uhr", "ab {0}", "{0} bis 24 Uhr", "10 Uhr mittags", "{0}.75 Uhr",
        "{0} Uhr und {1} Uhr"),
        *("dreiviertel sieben früh", "viertel nach 12 vormittags", "1 Uhr mittags", "{0}.30 bis {1}.15 Uhr"),
    ),
    "en": ("at {0} pm", "{0}.30am", "from {0} to {1} pm", "at noon", "12 am", "12 pm",
    "{0}:15–{1}:45 p.m.", "11 am to 4 pm"),
    "fr": ("à {0} h", "de {0} h à {1} h", "{0}h30", "{0} à {1} h", "{0} h 15 - {1} h 45"),
    "tr": ("saat {0}.00", "saat {0}:30-{1}:00", "{0}.15"),
    "pl": ("o {0}:00", "o godz. {0}.30 do {1}.00", "{0}-{1} h"),
    "uk": ("о {0}:00", "з {0}:30 до {1}:00", "в {0}"),
    "es": ("a las {0}", "de las {0} a las {1}", "{0}:30 h"),
}  # fmt: skip
BEFORE = {
    "de": ("am ", "bis ", "spätestens am ", "vom ", "zwischen dem ", "", "ab ",
    "Anmeldung bis Freitag, den ", "§ "),
    "en": ("on ", "by ", "until ", "", "from "),
    "fr": ("le ", "jusqu’au ", "jusqu’au lundi ", "avant le ", ""),
    "tr": ("", ""), "pl": ("do ", "do dnia ", ""), "uk": ("до ", ""), "es": ("el ", "hasta el ",
    "antes del "),
}  # fmt: skip
GAPS = (0, 0, 0, 0, 1, 2, 10, 24, 25, 26, 38, 39, 40, 41, 58, 59, 60, 61, 88, 89, 90, 91)
FRAMES = (
    ("de", "am 9. Mai {} um 18 Uhr"), ("de", "um 18 Uhr {} am 9. Mai"), ("de",
    "von 14 Uhr bis 18 Uhr {} am 9. Mai"),
    ("de", "von 14 Uhr bis 18 Uhr, {}am 9. Mai"), ("de", "5., {}7. und 9. Mai"), ("de", "bis {}, den 9. Mai"),
    ("de", "zwischen {} 9. und 12. Mai"), ("de", "bis einschließlich zum {} 9. Mai"), ("en",
    "on 9 May {} at 6 pm"),
    ("de", "(von 14 bis 18 Uhr,        {} am 9. Mai"), ("fr", "le 9 mai {} à 18 h"), ("fr",
    "jusqu’au {} 9 mai"),
    ("es", "hasta el {} xx 9 de mayo"), ("en", "until {} 9 May"), ("tr", "9 Mayıs{} kadar"), ("tr",
    "9 Mayıs {} saat 18"),
)  # fmt: skip
"""How far an hour, or "until", may stand from its day: with so many signs between."""


@pytest.mark.parametrize(
    ("code", "frame", "clock"),
    [
        ("de", "am 9. Mai {} um 18:30 dort", time(18, 30)),
        ("de", "am 9. Mai {} ab 18.15 Uhr", time(18, 15)),
        ("en", "on 9 May {} at 6:30 pm and more", time(18, 30)),
        ("fr", "le 9 mai {} à 18 h 30 ici", time(18, 30)),
        ("fr", "le 9 mai {} à 18h30 ici", time(18, 30)),
        ("es", "el 9 de mayo {} a las 18:30 h", time(18, 30)),
    ],
)
def test_no_hour_is_cut_in_two_however_far_it_stands_from_its_day(code: str, frame: str, clock: time) -> None:
    texts = [frame.format("x" * length) for length in range(1, 120)]
    clocks = [dates.list_mentions(text, code)[0].clock for text in texts]
    assert {each.start for each in clocks if each} == {clock}


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("halb zwölf vormittags", time(11, 30)),
        ("viertel vor zwölf vormittags", time(11, 45)),
        ("halb zehn vormittags", time(9, 30)),
        ("halb zwölf abends", time(23, 30)),
        ("eins mittags", time(13)),
        ("halb elf mittags", time(10, 30)),
        ("6 Uhr früh", time(6)),
        ("viertel nach zwölf nachmittags", time(12, 15)),
        ("11 Uhr nachts", time(23)),
        ("halb drei nachts", time(2, 30)),
        ("12 Uhr nachts", None),
        ("halb eins nachts", None),
    ],
)
def test_the_hours_of_a_watch(words: str, clock: time | None) -> None:
    """Whose midnight "am Samstag um 12 Uhr nachts" is, no text tells."""
    assert dates.find_clock(f"um {words}") == (dates.Clock(start=clock) if clock else None)


def test_each_day_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """Each text, and what is read of it."""
    told: list[str] = []
    for code, times in FOUND.items():
        for number in range(times):
            chance = Random(f"{code} {number}")
            text = write(code, chance)
            today = TODAY + timedelta(chance.choice((0, 0, 1, 6, 100, 240)))
            read = [tell(mention, today) for mention in dates.list_mentions(text, code)]
            clock = tell_clock(dates.find_clock(text, code))
            yield f"{code} {number} {clock} {len(text)}{text[:30]!r} {read}"

    for code, frame in FRAMES:
        for length in range(18, 100):
            text = frame.format("x" * length)
            found = [tell(mention, TODAY).partition(" ")[2] for mention in dates.list_mentions(text, code)]
            told.append(f"{frame} {' | '.join(found)}")
    yield from (f"{len(list(alike))} {line}" for line, alike in groupby(told))


def write(code: str, chance: Random) -> str:
    """One day or two, with hours before or behind them."""
    parts = []
    for _ in range(chance.choice((1, 1, 2))):
        first = chance.randrange(1, 29)
        second = first + chance.choice((1, 1, 2, 7, -1))
        day = chance.choice(BEFORE[code]) + chance.choice(DAYS[code]).format(
            first, chance.choice((5, 6, 12)), second
        )
        hour = chance.choice((*HOURS[code], "")).format(chance.randrange(6, 20), chance.randrange(8, 23))
        gap = " " + "Tee " * (25 + 1)
        between = gap[: chance.choice(GAPS)].rstrip() + " "
        parts.append(chance.choice((f"{day}{between}{hour}", f"{day}, {hour}", f"{hour}{between}{day}")))
    behind = chance.choice(("", "", " kadar", "’e kadar", " Uhr", " Euro", "2026", ". Mai"))
    return (
        chance.choice(("", "", "Fest ", "Das Fest: "))
        + chance.choice((" und ", ", ", "; ")).join(parts)
        + behind
    )


def tell(mention: dates.Mention, today: date) -> str:
    """A mention, and the days that it means."""
    span = dates.resolve(mention, today)
    days = f"{span.first:%d.%m.%y}-{span.last:%d.%m.%y}{'?' * span.is_doubtful}" if span else "never"
    signs = f"{mention.weekday}{'c' * mention.is_coming}{'l' * mention.is_deadline}"
    return f"{mention.start}-{mention.end} {days} {signs} {tell_clock(mention.clock)}"


def tell_clock(clock: dates.Clock | None) -> str:
    return f"{clock.start:%H:%M}-{clock.end or ''}" if clock else "-"


PARTS_OF_DAY = {
    "morgens": range(1, 12),
    "früh": range(1, 12),
    "vormittags": range(5, 13),
    "mittags": range(10, 16),
    "nachmittags": range(12, 19),
    "abends": range(16, 24),
    "nachts": (*range(20, 24), *range(1, 6)),
}


@pytest.mark.parametrize(
    ("part", "hour"), [(part, hour) for part, hours in PARTS_OF_DAY.items() for hour in hours]
)
def test_an_hour_of_a_watch_is_early_or_late(part: str, hour: int) -> None:
    assert dates.find_clock(f"um {(hour - 1) % 12 + 1} Uhr {part}") == dates.Clock(start=time(hour))


@pytest.mark.parametrize(("hour", "half"), list(product(range(1, 13), ["am", "p.m.", "AM", "pM"])))
def test_an_english_hour_is_early_or_late(hour: int, half: str) -> None:
    clock = dates.find_clock(f"at {hour} {half}", "en")
    assert clock == dates.Clock(start=time(hour % 12 + 12 * (half[0].lower() == "p")))


@pytest.mark.parametrize("days", [-366, -365, -271, -270, -95, -94, -1, 0, 1, 94, 95, 270, 271, 365])
def test_a_day_without_a_year_is_the_next_one_unless_that_is_far(days: int) -> None:
    day = TODAY + timedelta(days)
    (mention,) = dates.list_mentions(f"{day.day}.{day.month}.")
    span = dates.resolve(mention, TODAY)
    assert span is not None
    ahead = next(
        each for year in (2026, 2027) if (each := date(year, day.month, day.day)) >= TODAY
    )  # fmt: skip
    behind = next(each for year in (2026, 2025) if (each := date(year, day.month, day.day)) <= TODAY)
    assert span.first == span.last == (ahead if ahead - TODAY <= timedelta(270) else behind)


if __name__ == "__main__":
    keep(RECORD, tell_all())
