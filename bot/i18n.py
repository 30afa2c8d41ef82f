"""The bot's own sentences in the instance's language. English is the source; German comes from a catalogue.

Catalogues are gettext files beside this module; a sentence without a translation stays English.
"""

import gettext
from functools import cache
from pathlib import Path

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
