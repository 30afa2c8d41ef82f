"""Hashtags: three to five, from the article's categories, place and subjects, readable aloud (camel case)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_PART = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u200c\u200d]+[^\W_]*)*")
_LONGEST = 30
_MOST = 5
_ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a comms team decides: stop: categories and tags never used (compared without case);
    subjects and places: tag -> beginnings of words that ask for it; usual: tags that always fit."""

    stop: Sequence[str] = ()
    subjects: Mapping[str, Sequence[str]] = field(default_factory=dict)
    places: Mapping[str, Sequence[str]] = field(default_factory=dict)
    usual: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a post is about: the article's categories, title and text, and the chosen teaser."""

    categories: Sequence[str]
    title: str
    teaser: str
    text: str = ""


def make_tag(words: str) -> str:
    """ "Together in Essen" -> "TogetherInEssen"; umlauts, hyphens and slashes survive or join, never cut.

    Empty when nothing a platform takes as a hashtag is left: without a letter, or longer than 30 characters.
    """
    parts = _PART.findall(unicodedata.normalize("NFC", words))
    tag = "".join(part[0].upper() + part[1:] for part in parts)
    has_letter = any(char.isalpha() for char in tag)
    return tag if has_letter and len(tag) <= _LONGEST else ""


def list_hashtags(subject: Subject, vocabulary: Vocabulary, *, is_sober: bool = False) -> tuple[str, ...]:
    """Hashtags without "#", best first, each once: three to five, in sober posts three."""
    stop = {make_tag(word).casefold() for word in vocabulary.stop}
    chosen: dict[str, str] = {}
    for tag in _propose(subject, vocabulary):
        if tag and tag.casefold() not in stop:
            chosen.setdefault(tag.casefold(), tag)
    for tag in map(make_tag, vocabulary.usual):
        if len(chosen) < _ENOUGH:
            chosen.setdefault(tag.casefold(), tag)
    return tuple(chosen.values())[: _ENOUGH if is_sober else _MOST]


def _propose(subject: Subject, vocabulary: Vocabulary) -> Iterator[str]:
    named = (make_tag(category) for category in subject.categories)
    yield from (tag for tag in named if len(tag) > 2)
    yield from _list_matching(vocabulary.subjects, subject.title)
    places = list(_list_matching(vocabulary.places, f"{subject.title}\n{subject.teaser}"))
    yield from places or list(_list_matching(vocabulary.places, subject.text))[:1]
    yield from _list_matching(vocabulary.subjects, subject.teaser)


def _list_matching(table: Mapping[str, Sequence[str]], text: str) -> Iterator[str]:
    for tag, beginnings in table.items():
        if beginnings and re.search(r"(?<![\w-])(?:" + "|".join(map(re.escape, beginnings)) + ")", text):
            yield make_tag(tag)
