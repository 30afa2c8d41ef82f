"""The bot's own sentences in the instance's language. English is the source; German comes from a catalogue.

Catalogues are gettext files beside this module; a sentence without a translation stays English.
"""

import gettext
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("de", "en")

_language: ContextVar[str] = ContextVar("language", default="en")


def speak(language: str) -> None:
    """Choose the language of everything said from here on."""
    _language.set(language)


def get_language() -> str:
    """The language chosen with `speak`, "en" before."""
    return _language.get()


def say(sentence: str, /, **facts: object) -> str:
    """A sentence in the chosen language with its {facts} filled in."""
    translated = _get_catalogue(_language.get()).gettext(sentence)
    return translated.format(**facts) if facts else translated


def say_count(one: str, many: str, count: int, /, **facts: object) -> str:
    """A sentence about `count` things, in the right number; {count} is filled in."""
    return _get_catalogue(_language.get()).ngettext(one, many, count).format(count=count, **facts)


@cache
def _get_catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("bot", LOCALES, languages=[language], fallback=True)
