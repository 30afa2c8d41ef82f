"""Where a long word may be broken: at the seams of German compounds, or by Pyphen's dictionaries."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pyphen  # type: ignore[import-untyped]

from bot.compose.picture import seams

SHORTEST_WORD = 10
SHORTEST_PART = 4
OWN_HYPHEN = re.compile(r"(?<=\w[-–/])(?=\w{2})")
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a word. hyphen: one is drawn when the line ends behind it; seam: a good place for that."""

    text: str
    hyphen: bool = False
    seam: bool = False


def list_parts(word: str, language: str) -> list[Part]:
    """Split a word where it may be broken.

    A hyphen or slash of the word itself breaks without a second hyphen, a soft hyphen with one.
    """
    pieces = [piece for piece in OWN_HYPHEN.split(word) if piece]
    return [part for piece in pieces for part in _split_piece(piece, language)]


def join_parts(parts: list[Part]) -> list[Part]:
    """The same word with its seams and own hyphens only."""
    joined = [parts[0]]
    for part in parts[1:]:
        before = joined[-1]
        if before.hyphen and not before.seam:
            joined[-1] = Part(before.text + part.text, part.hyphen, part.seam)
        else:
            joined.append(part)
    return joined


def _split_piece(piece: str, language: str) -> list[Part]:
    if SOFT_HYPHEN in piece:
        *soft, last = [text for text in piece.split(SOFT_HYPHEN) if text] or [""]
        return [*(Part(text, hyphen=True, seam=True) for text in soft), Part(last)]
    letters = re.fullmatch(r"(\W*)([^\W\d_]+)(\W*)", piece)
    if letters is None or len(letters[2]) < SHORTEST_WORD:
        return [Part(piece)]
    return _split_word(letters[1], letters[2], letters[3], language)


def _split_word(lead: str, word: str, trail: str, language: str) -> list[Part]:
    places = [p for p in _find_places(word, language) if SHORTEST_PART <= p <= len(word) - SHORTEST_PART]
    is_german = language.startswith("de")
    parts: list[Part] = []
    for start, end in pairwise([0, *places]):
        parts.append(
            Part(word[start:end], hyphen=True, seam=is_german and seams.is_seam(word[:end], word[end:]))
        )
    texts = [*parts, Part(word[places[-1] if places else 0 :] + trail)]
    return [Part(lead + texts[0].text, texts[0].hyphen, texts[0].seam), *texts[1:]]


def _find_places(word: str, language: str) -> list[int]:
    dictionary = _open_dictionary(language)
    return list(dictionary.positions(word)) if dictionary else []


@cache
def _open_dictionary(language: str) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=name) if name else None
