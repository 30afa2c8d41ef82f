"""Where a long word may be broken: German compounds and other languages, by Pyphen's dictionaries."""

import re
from functools import cache
from itertools import pairwise

import pyphen  # type: ignore[import-untyped]

SHORTEST_WORD = 10
SHORTEST_PART = 4
JOINT = re.compile(r"(?:aft|eit|ung|ion|tät|ing|tum|und|iet|cht|ahrt|ort|amt|urt|ahr|eb)s$", re.IGNORECASE)
"""A German linking s: behind it stands the seam of a compound, the best place to break."""


def list_parts(word: str, language: str) -> list[tuple[str, bool]]:
    """Split a word where it may be broken; each part says whether a hyphen is drawn behind it.

    A hyphen or slash of the word itself breaks without a second hyphen, a soft hyphen with one.
    """
    pieces = [piece for piece in re.split(r"(?<=[\w][-–/])(?=\w{2})", word) if piece]
    parts = [part for piece in pieces for part in _split_piece(piece, language)]
    return [*parts[:-1], (parts[-1][0], False)] if parts else []


def is_joint(part: str) -> bool:
    """True when a compound's seam is behind this part."""
    return JOINT.search(part) is not None


def _split_piece(piece: str, language: str) -> list[tuple[str, bool]]:
    if "\u00ad" in piece:
        soft = [part for part in piece.split("\u00ad") if part]
        return [*((part, True) for part in soft[:-1]), (soft[-1], False)]
    letters = re.fullmatch(r"(\W*)(\w+)(\W*)", piece)
    if letters is None or len(letters[2]) < SHORTEST_WORD or not letters[2].isalpha():
        return [(piece, False)]
    lead, word, trail = letters.groups()
    places = [p for p in _find_places(word, language) if SHORTEST_PART <= p <= len(word) - SHORTEST_PART]
    cuts = [0, *places, len(word)]
    parts = [word[start:end] for start, end in pairwise(cuts)]
    parts[0], parts[-1] = lead + parts[0], parts[-1] + trail
    return [*((part, True) for part in parts[:-1]), (parts[-1], False)]


def _find_places(word: str, language: str) -> list[int]:
    dictionary = _open_dictionary(language)
    return list(dictionary.positions(word)) if dictionary else []


@cache
def _open_dictionary(language: str) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=name) if name else None
