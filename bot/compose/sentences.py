"""Sentences: where one ends, in German first; one scan over the text, nothing to load.

A quotation or bracket is never split, however many full stops it holds, and "glued" sentences
("einsteigen.In", "18.11.2019Warum"), which careless archives have, are taken apart.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from bot.compose import grammar

_STOP = re.compile(
    r"(?P<mark>[.!?…。！？؟۔।]+)(?P<close>[)\]\"“”»«’']*)"
    r"|(?<=\.(?:19|20)\d\d)(?=[A-ZÄÖÜ][a-zäöüß])"
)
_QUOTE = re.compile('[„“”"»«]')
_OPENING = "\"„“»«‚‘'(["
_PARAGRAPH = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = frozenset(
    [
        "Januar",
        "Jänner",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ]
)
_ROMAN = re.compile(r"[IVXL]+")
_HEADING = re.compile(
    r"(?P<heading>[A-ZÄÖÜ„\"](?:(?![.!?:;,]).){4,70}?[\w“\"])\s"
    r"(?=(?:Die|Der|Das|Mit|Im|In|Am|Bei|Für|Zum|Zur|Seit|Auf|Nach|Wer|Wir|Ein|Eine|Es)\s\w)"
)
_VERB = re.compile(
    r"\b(?:ist|sind|war|waren|hat|haben|wird|werden|wurde|wurden|kann|können|soll|sollen|muss|müssen|gibt|gab|"
    r"lädt|laden|findet|finden|fand|steht|stehen|kommt|kommen|geht|gehen|sagt|so|wie|und|oder|[a-zäöüß]{3,}(?:ier)?te?n?)\b"
)
_NAMED = ("Die Grünen", "Die Linke", "Die Zeit", "Der Spiegel", "Das Erste", "Die Partei")
_LONGEST_QUOTE = 1200
_LONGEST_BRACKET = 300


def split(text: str, language: str = "de") -> list[str]:
    """Sentences of a text in order, inner line breaks turned into blanks; empty lines always separate."""
    return [sentence for paragraph in split_paragraphs(text, language) for sentence in paragraph]


def split_paragraphs(text: str, language: str = "de") -> list[list[str]]:
    """The same, one list for each paragraph; paragraphs are separated by empty lines."""
    paragraphs = (" ".join(part.split()) for part in _PARAGRAPH.split(text))
    return [split_paragraph(paragraph, language) for paragraph in paragraphs if paragraph]


def split_paragraph(paragraph: str, language: str = "de") -> list[str]:
    """Sentences of one paragraph."""
    ends = [0, *list_ends(paragraph, language), len(paragraph)]
    pieces = (paragraph[start:end].strip() for start, end in pairwise(ends))
    if language.startswith("de"):
        pieces = (part for piece in pieces for part in _split_heading(piece))
    return [piece for piece in pieces if piece]


def _split_heading(sentence: str) -> tuple[str, ...]:
    """Take off a heading that ran into the sentence: a capital article behind a noun, no verb before."""
    match = _HEADING.match(sentence)
    if not match or _VERB.search(match["heading"]):
        return (sentence,)
    rest = sentence[match.end() :]
    if rest.startswith(_NAMED) or len(rest) < 30:
        return (sentence,)
    return match["heading"], rest


def list_ends(paragraph: str, language: str = "de") -> list[int]:
    """Offsets behind each sentence but the last."""
    return list(_find_ends(paragraph, grammar.get_grammar(language)))


def _find_ends(text: str, rules: grammar.Grammar) -> Iterator[int]:
    closed = _list_closed_spans(text)
    index, size, bound = 0, len(text), len(closed)
    for match in _STOP.finditer(text):
        at, end = match.span()
        while index < bound and closed[index][1] <= at:
            index += 1
        if index < bound and closed[index][0] < at:
            if end < closed[index][1]:
                continue
        elif match["close"] and index < bound and closed[index][0] < end:
            end = closed[index][0]
        if end < size and _is_end(text, match["mark"] or "", at, end, rules):
            yield end


def _is_end(text: str, mark: str, at: int, end: int, rules: grammar.Grammar) -> bool:
    if not mark:
        return True
    after = end
    while text[after : after + 1].isspace():
        after += 1
    first = after
    while text[first : first + 1] and text[first] in _OPENING:
        first += 1
    head = text[first : first + 1]
    if not head or not head.isalnum():
        return False
    if head.islower():
        return mark == "." and after > end and _ends_before_lower_case(text, at, rules)
    if after == end:
        return _is_glued_end(text, mark, at, first, after)
    return mark != "." or _ends_with_full_stop(text, at, first, rules)


def _ends_before_lower_case(text: str, at: int, rules: grammar.Grammar) -> bool:
    """A sentence whose first word was lost begins in lower case; the word before the stop must be whole."""
    word = _last_word(text, at).lower().rsplit("-", 1)[-1]
    return len(word) >= 4 and word.isalpha() and word not in rules.inner and word not in rules.final


def _is_glued_end(text: str, mark: str, at: int, first: int, after: int) -> bool:
    """No blank behind the mark: an end only between a whole word and a capitalised one."""
    if mark not in {".", "!", "?"} or at < 2:
        return False
    before = text[at - 1]
    word = _last_word(text, at)
    if "@" in word or "/" in word or word.lower().startswith(("www.", "http")):
        return False
    is_word_before = before in '“”"«»)' or (before.islower() and text[at - 2].isalpha())
    follower = text[first + 1 : first + 2]
    is_word_after = text[first].isupper() and (follower.islower() or follower.isspace())
    return is_word_before and (is_word_after or first > after) and not _is_abbreviation(word)


def _is_abbreviation(word: str) -> bool:
    bare = word.lower().lstrip(_OPENING)
    return bare in grammar.GERMAN.inner or bare in grammar.GERMAN.final


def _ends_with_full_stop(text: str, at: int, first: int, rules: grammar.Grammar) -> bool:
    word = _last_word(text, at).lstrip(_OPENING + "-–/")
    if not word:
        return True
    found = _WORD.match(text, first)
    follower = found[0] if found else ""
    if word[-1].isdigit():
        return not rules.has_ordinals or _number_ends(word, follower, rules)
    bare = word.lower().rsplit("-", 1)[-1]
    if bare in rules.inner or (len(bare) == 1 and bare.isalpha()):
        return False
    if bare in rules.final or bare.endswith("str") or (rules.has_ordinals and _ROMAN.fullmatch(word)):
        return follower in rules.openers
    return True


def _number_ends(word: str, follower: str, rules: grammar.Grammar) -> bool:
    """A day, an ordinal or "28.10." ends a sentence only before a word that opens one."""
    digits = word.replace(".", "").replace("(", "")
    is_open = len(digits) <= 4 and not (len(word) == 4 and word.isdigit()) and "," not in word
    if not is_open or ":" in word:
        return True
    return follower in rules.openers and follower not in _MONTHS


def _last_word(text: str, at: int) -> str:
    start = text.rfind(" ", max(0, at - 60), at) + 1
    return text[start:at]


def _list_closed_spans(text: str) -> list[tuple[int, int]]:
    """Quotations and brackets that are closed again, outermost only, in order: (start, end)."""
    spans = _list_quotes(text)
    if "(" in text:
        spans = _outermost(sorted([*spans, *_list_brackets(text)]))
    return spans


def _list_quotes(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = -1
    opener = ""
    for match in _QUOTE.finditer(text):
        at = match.start()
        if start >= 0 and _closes(text, at, opener):
            if at - start <= _LONGEST_QUOTE:
                spans.append((start, at + 1))
            start = -1
        elif _opens(text, at):
            start, opener = at, text[at]
    return spans


@cache
def _closers(opener: str) -> str:
    return {"„": '“”"', "“": '”"', "»": "«", "«": "»", "”": '”"'}.get(opener, '"“”')


def _closes(text: str, at: int, opener: str) -> bool:
    if text[at] not in _closers(opener):
        return False
    if text[at] != '"':
        return True
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in "(["


def _opens(text: str, at: int) -> bool:
    follower = text[at + 1 : at + 2]
    if not follower or follower.isspace():
        return False
    if text[at] in "„“»«":
        return True
    return at == 0 or not text[at - 1].isalnum()


def _list_brackets(text: str) -> list[tuple[int, int]]:
    spans = []
    start = text.find("(")
    while start >= 0:
        end = text.find(")", start)
        if end < 0:
            break
        if end - start <= _LONGEST_BRACKET:
            spans.append((start, end + 1))
        start = text.find("(", end)
    return spans


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
