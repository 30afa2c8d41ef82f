"""Tone: whether a text is about death, attack, catastrophe, illness or mourning, and wants a sober post."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EMOJI = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0020-\U000e007f]"
    "[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]* ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Beginnings of words, compared without case; a "*" in front matches inside a compound too, a "="
    behind says that the word ends there.

    grave: one in the title or lead makes a post sober; cheerful: in the title, they outweigh graves
    that stand in the text only; harmless: phrases taken out before looking.
    """

    grave: Sequence[str] = ()
    cheerful: Sequence[str] = ()
    harmless: Sequence[str] = ()


def is_sober(title: str, sentences: Sequence[str], words: Words) -> bool:
    """Decide as a comms person would.

    A grave word in the title counts at once, in the text it must stand in the first sentences or come
    back; a cheerful title outweighs what only one of both, title or text, mentions.
    """
    grave, harmless = _pattern(words.grave), _pattern(words.harmless)
    if grave is None:
        return False

    def count(text: str) -> int:
        return len(grave.findall(harmless.sub(" ", text) if harmless else text))

    in_title = count(title) > 0
    in_lead = sum(map(count, sentences[:3])) > 0
    in_rest = sum(map(count, sentences[3:])) >= 3
    cheerful = _pattern(words.cheerful)
    if cheerful and cheerful.search(title):
        return in_title and (in_lead or in_rest)
    return in_title or in_lead or in_rest


def is_cheerful(title: str, words: Words) -> bool:
    """Whether a title is about a feast or the like, which would jar beside mourning."""
    cheerful = _pattern(words.cheerful)
    return cheerful is not None and cheerful.search(title) is not None


def may_stand_in_sober(sentence: str, words: Words) -> bool:
    """Whether a sentence fits beside mourning: no invitation or congratulation, unless it is grave itself."""
    grave, cheerful = _pattern(words.grave), _pattern(words.cheerful)
    if cheerful is None or not cheerful.search(sentence):
        return True
    return grave is not None and grave.search(sentence) is not None


def calm(text: str) -> str:
    """The text without emoji and exclamation marks, for a sober post."""
    text = _EMOJI.sub("", text)
    text = re.sub(r"\?!+", "?", text)
    text = re.sub(r"!+(?=[\"“”«»’']*,)", "", text)
    return re.sub(r"!+", ".", text).strip()


def calm_title(title: str) -> str:
    """A title without emoji and exclamation marks; one that ended with a mark ends with none."""
    return calm(title.rstrip().rstrip("!"))


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    alternatives = "|".join(map(_make_alternative, words))
    return re.compile(rf"(?<!\w)(?:{alternatives})", re.IGNORECASE)


def _make_alternative(word: str) -> str:
    beginning = r"\w*" if word.startswith("*") else ""
    ending = r"(?!\w)" if word.endswith("=") else ""
    return beginning + re.escape(word.strip("*=")) + ending
