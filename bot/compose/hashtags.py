"""Hashtags that mean something: at most three, from the article's event, place, categories and subject."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_PART = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u200c\u200d]+[^\W_]*)*")
_LONGEST = 30
_MOST = 3
_NAMED = re.compile('[„"»«‚]([^„“”"»«‘]{3,40})[“”"«»‘]')
_NAME_WORD = re.compile(r"[A-ZÄÖÜ][\w’-]{3,}|\d{4}|[A-ZÄÖÜ]{2,}")
_GIVEN_NAME = re.compile(r"(?:^|[\s(„])[A-ZÄÖÜİŞÇ][a-zäöüßığşç’-]+\s$")
_SENTENCE = re.compile(r"^.*?[.!?](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a comms team decides: stop: categories and tags never used (compared without case);
    subjects and places: tag -> beginnings of words that ask for it, with "=" where a word must end;
    usual: tags that fill up, none unless the team wants them."""

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
    """Hashtags without "#", best first, each once, at most three; none under a sober post."""
    if is_sober:
        return ()
    stop = {make_tag(word).casefold() for word in vocabulary.stop}
    chosen: dict[str, str] = {}
    for tag in (*_propose(subject, vocabulary), *map(make_tag, vocabulary.usual)):
        if len(tag) > 2 and tag.casefold() not in stop:
            chosen.setdefault(tag.casefold(), tag)
    return tuple(chosen.values())[:_MOST]


def _propose(subject: Subject, vocabulary: Vocabulary) -> Iterator[str]:
    lead = _SENTENCE.match(subject.teaser)
    head = f"{subject.title}\n{lead[0] if lead else subject.teaser}"
    yield from _list_names(subject.title)
    yield from list(_list_matching(vocabulary.places, f"{subject.title}\n{subject.teaser}"))[:1]
    yield from list(_list_matching(vocabulary.subjects, head))[:1]
    places = {make_tag(place) for place in vocabulary.places}
    yield from (tag for category in subject.categories if (tag := make_tag(category)) not in places)


def _list_names(title: str) -> Iterator[str]:
    """The name of an event or project in quotation marks; a saying, which has small words, is none."""
    for match in _NAMED.finditer(title):
        words = match[1].split()
        if len(words) <= 3 and all(map(_NAME_WORD.fullmatch, words)):
            yield make_tag(match[1])


def _list_matching(table: Mapping[str, Sequence[str]], text: str) -> Iterator[str]:
    for tag, beginnings in table.items():
        if beginnings and any(_is_meant(match, text) for match in _compile(beginnings).finditer(text)):
            yield make_tag(tag)


def _compile(beginnings: Sequence[str]) -> re.Pattern[str]:
    alternatives = (
        re.escape(word.strip("=")) + (r"(?!\w)" if word.endswith("=") else "") for word in beginnings
    )
    return re.compile(r"(?<![\w-])(?:" + "|".join(alternatives) + ")")


def _is_meant(match: re.Match[str], text: str) -> bool:
    """Behind a given name a word is a surname: "Vikar Willi Wahl"."""
    is_name = match[0][0].isupper() and _GIVEN_NAME.search(text, max(0, match.start() - 25), match.start())
    return not is_name
