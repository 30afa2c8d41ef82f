"""Sentences: where one ends, in German first; one scan over the text, nothing to load.

A quotation or bracket is never split, however many full stops it holds, and "glued" sentences
("einsteigen.In", "18.11.2019Warum"), which careless archives have, are taken apart.
"""

import re
from collections.abc import Iterator
from functools import cache

from bot.compose import grammar

_STOP = re.compile(
    r"([.!?…。！？؟۔।]+)([)\]\"“”»«’']*)(\s*)([\"„“»«‚‘'(\[]*)(\w?)"  # mark, closing, gap, opening, head
)
_GLUED_DATE = re.compile(r"\.(?:19|20)\d\d(?=[A-ZÄÖÜ][a-zäöüß])")
_QUOTE = re.compile('[„“”"»«]')
_OPENING = "\"„“»«‚‘'(["
_BEFORE_WORD = _OPENING + "-–/"
_PARAGRAPH = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_ROMAN = re.compile(r"[IVXL]+")
_HEADING_END = re.compile(
    r" (?=(?:Die|Der|Das|Mit|Im|In|Am|Bei|Für|Zum|Zur|Seit|Auf|Nach|Wer|Wir|Ein|Eine|Es) \w"
    r"|(?:Eröffnet|Begrüßt|Organisiert|Gefördert|Veranstaltet|Geleitet|Unterstützt|Moderiert) w[eiu]rd)"
)
_INNER_MARK = re.compile(r"[.!?:;,–)/-]( |$)|[(„\"]")
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
    pieces = []
    start = 0
    has_headings = language.startswith("de")
    for end in (*list_ends(paragraph, language), len(paragraph)):
        piece = paragraph[start:end].strip()
        start = end
        heading = _find_heading(piece) if has_headings and _HEADING_END.search(piece, 6, 76) else 0
        if heading:
            pieces.append(piece[:heading])
        if piece:
            pieces.append(piece[heading:].lstrip())
    return pieces


def _find_heading(sentence: str) -> int:
    """Length of a heading that ran into the sentence (a capital article behind it, no verb in it), or 0."""
    match = _HEADING_END.search(sentence, 6, 76)
    if not match:
        return 0
    heading, rest = sentence[: match.start()], sentence[match.end() :]
    is_text = _INNER_MARK.search(heading) or _VERB.search(heading) or heading[0].islower()
    if is_text or rest.startswith(_NAMED) or len(rest) < 30:
        return 0
    return match.start()


def list_ends(paragraph: str, language: str = "de") -> list[int]:
    """Offsets behind each sentence but the last."""
    ends = list(_find_ends(paragraph, grammar.get_grammar(language)))
    dates = [match.end() for match in _GLUED_DATE.finditer(paragraph)]
    return sorted(ends + dates) if dates else ends


def _find_ends(text: str, rules: grammar.Grammar) -> Iterator[int]:
    closed = _list_closed_spans(text)
    index, bound = 0, len(closed)
    for match in _STOP.finditer(text):
        mark, close, gap, _, head = match.groups()
        if not head:
            continue
        at = match.start()
        behind = end = at + len(mark) + len(close)
        while index < bound and closed[index][1] <= at:
            index += 1
        if index < bound and closed[index][0] < end:
            start, last = closed[index]
            if start < at and end < last:
                continue
            end = end if start < at else start
        if head.islower():
            is_end = mark == "." and gap and not close and _ends_before_lower_case(text, at, rules)
        elif gap and end == behind:
            is_end = mark != "." or _ends_with_full_stop(text, at, match.start(5), rules)
        else:
            is_end = _is_glued_end(text, match, end)
        if is_end:
            yield end


def _ends_before_lower_case(text: str, at: int, rules: grammar.Grammar) -> bool:
    """A sentence whose first word was lost begins in lower case; the word before the stop must be whole."""
    word = _last_word(text, at).lower().rsplit("-", 1)[-1]
    return len(word) >= 4 and word.isalpha() and word not in rules.inner and word not in rules.final


def _is_glued_end(text: str, match: re.Match[str], end: int) -> bool:
    """No blank behind the mark: an end only between a whole word and a capitalised one."""
    mark, at, first = match[1], match.start(), match.start(5)
    if mark not in {".", "!", "?"} or at < 2:
        return False
    before, word = text[at - 1], _last_word(text, at)
    if "@" in word or "/" in word or word.lower().startswith(("www.", "http")) or _is_abbreviation(word):
        return False
    follower = text[first + 1 : first + 2]
    is_word_before = before in '“”"«»)' or (before.islower() and text[at - 2].isalpha())
    is_word_after = match[5].isupper() and (follower.islower() or follower.isspace())
    return is_word_before and (is_word_after or first > end)


def _is_abbreviation(word: str) -> bool:
    bare = word.lower().lstrip(_OPENING)
    return bare in grammar.GERMAN.inner or bare in grammar.GERMAN.final


def _ends_with_full_stop(text: str, at: int, first: int, rules: grammar.Grammar) -> bool:
    word = _last_word(text, at)
    bare = word.lower()
    if not bare.isalpha():
        word = word.lstrip(_BEFORE_WORD)
        if word[-1:].isdigit():
            return not rules.has_ordinals or _number_ends(word, _get_word(text, first), rules)
        bare = word.lower().rpartition("-")[2]
    if bare in rules.inner or (len(bare) == 1 and bare.isalpha()):
        return False
    is_short = bare in rules.final or bare.endswith("str") or _LETTERS.fullmatch(bare)
    if is_short or (rules.has_ordinals and _ROMAN.fullmatch(word)):
        return _get_word(text, first) in rules.openers
    return True


def _get_word(text: str, first: int) -> str:
    found = _WORD.match(text, first)
    return found[0] if found else ""


def _number_ends(word: str, follower: str, rules: grammar.Grammar) -> bool:
    """A day, an ordinal or "28.10." ends a sentence only before a word that opens one."""
    digits = word.replace(".", "").replace("(", "")
    is_open = len(digits) <= 4 and not (len(word) == 4 and word.isdigit()) and "," not in word
    if not is_open or ":" in word:
        return True
    return follower in rules.openers


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
