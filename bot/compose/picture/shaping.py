"""Joined letters, marks in their places, runs from right to left: Pillow leaves them to Raqm.

Raqm comes with Pillow but needs the system's FriBidi, which a small Linux, macOS and Windows may not have.
Latin, Greek, Cyrillic, Chinese and Japanese are set without it, too.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

from PIL import ImageFont, features

from bot.domain.errors import NeedsPerson
from bot.domain.words import say

RIGHT_TO_LEFT = frozenset({"R", "AL"})


@cache
def has_raqm() -> bool:
    """Whether Pillow can shape on this computer."""
    return bool(features.check("raqm"))


def choose_engine() -> ImageFont.Layout:
    """The best there is."""
    return ImageFont.Layout.RAQM if has_raqm() else ImageFont.Layout.BASIC


def choose_options(text: str, *, is_turned: bool, language: str) -> Mapping[str, str | None]:
    """What Pillow is told about a run; is_turned: it reads from right to left.

    Raises NeedsPerson for a run that would come out wrong on this computer.
    """
    if has_raqm():
        return {"direction": "rtl" if is_turned else "ltr", "language": language or None}
    if is_turned or needs_shaping(text):
        sentence = say(
            "The share image cannot be drawn: “{text}” needs the library FriBidi, which is missing on this "
            "computer. Nothing was published. Install it (Debian: libfribidi0, macOS: brew install fribidi).",
            text=text.strip()[:20],
        )
        raise NeedsPerson(sentence)
    return {}


def needs_shaping(text: str) -> bool:
    """Whether letters change with their neighbours, carry marks, or run from right to left."""
    return any(
        unicodedata.category(character).startswith("M")
        or unicodedata.bidirectional(character) in RIGHT_TO_LEFT
        for character in text
    )
