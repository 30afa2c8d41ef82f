"""The bot's own sentences in the instance's language. English is the source; German comes from a catalogue.

Catalogues are gettext files beside this module; a sentence without a translation stays English.
"""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("de", "en")

_spoken = ["en"]


def speak(language: str) -> None:
    """Choose the language of everything this process says from here on, in every thread."""
    _spoken[0] = language


def get_language() -> str:
    """The language chosen with `speak`, "en" before."""
    return _spoken[0]


def say(sentence: str, /, **facts: object) -> str:
    """A sentence in the chosen language with its {facts} filled in."""
    translated = _get_catalogue(get_language()).gettext(sentence)
    return translated.format(**facts) if facts else translated


def mark(sentence: str) -> str:
    """The sentence as it is: one that is said later, and so belongs into the catalogues."""
    return sentence


def say_count(one: str, many: str, count: int, /, **facts: object) -> str:
    """A sentence about `count` things, in the right number; {count} is filled in."""
    return _get_catalogue(get_language()).ngettext(one, many, count).format(count=count, **facts)


@cache
def _get_catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("bot", LOCALES, languages=[language], fallback=True)


def list_months(language: str, *, is_short: bool = False) -> tuple[str, ...]:
    """The names of the months in dates, January first; German for a language that we do not know."""
    from bot import cldr

    return tuple(cldr.MONTHS.get(language, cldr.MONTHS["de"])[is_short].split())


def list_weekdays(language: str, *, is_short: bool = False) -> tuple[str, ...]:
    """The names of the weekdays in dates, Monday first; German for a language that we do not know."""
    from bot import cldr

    return tuple(cldr.WEEKDAYS.get(language, cldr.WEEKDAYS["de"])[is_short].split())


@cache
def index_months(*languages: str) -> Mapping[str, int]:
    """Every way to write a month, in small letters and without a last dot, and its number from 1.

    Whole, short, or German without umlauts; what two languages write alike is the first one's.
    """
    from bot import cldr

    names: dict[str, int] = {}
    for row in (row for language in languages for row in cldr.MONTHS[language]):
        for number, name in enumerate(row.split(), start=1):
            plain = name.casefold().rstrip(".").replace("_", " ")
            for way in (plain, *((plain.replace("ä", "ae"),) if "de" in languages else ())):
                names.setdefault(way, number)
    if "de" in languages:
        names |= {"jun": 6, "jul": 7, "mär": 3, "mrz": 3, "sep": 9, "sept": 9, "feber": 2}
    return MappingProxyType(names)
