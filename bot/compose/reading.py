"""What of an article may be quoted: whole sentences, free of frame, credits and damage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.compose import dates, frame, grammar, sentences, tense
from bot.domain.article import Article

_BLANK_LINE = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_DOUBLE_STOP = re.compile(r"(?<=[A-Za-z]\.[A-Za-z])\.\.$")
_PRINT_HYPHEN = re.compile(
    r"\b([A-ZÄÖÜ][a-zäöüß]{4,})-(?!und\b|oder\b|[a-zäöüß]+(?:isch|lich|ell|iv|al|ig|dox)(?:e[mnrs]?)?\b)"
    r"([a-zäöüß]{4,})\b(?!\*)"
)
"""A hyphen where the printed line broke; "Deutsch-türkisch" rightly has one."""
_ENDS = re.compile(r"[.!?…؟।。][\"“”»«’')\]]*$")
_META = re.compile(
    r"\.pdf\b|\bKbyte\b"
    r"|\b(?:Pressemitteilung|Anlage|Anhang|Dokument|Datei|Flyer)\b.*"
    r"\b(?:Anlage|Anhang|bei|bereit|Download|herunter\w*|drucken|finden Sie)\b"
    r"|\b(?:weiterlesen|mehr lesen|hier klicken)\b",
    re.IGNORECASE,
)
_LOST_WORD = re.compile(
    r"\b(?:mit|von|bei|für|über|aus|an|und|sind|haben|kamen|waren|seit|rund|nahmen)\s+als\s+"
    r"(?:\d|die Hälfte|zehn|hundert|tausend)"
    r"|(?<!mehr )(?<!weniger )(?<!er )(?<!rs )(?<!, )(?<!^)\bals \d[\d.]*\d (?=[A-ZÄÖÜ])"
    r"|\bund vieles(?:[.,]|\s+gehört)|\bund das fach\b|\ber(?:e|en|em|er|es)\b|^[,;:)\]”]|\s[,;]\s"
)
_CONTACT = re.compile(
    r"\b(?:Tel\.?|Telefon|Fax|E-Mail|Mobil)\s?:|\w@\w|\b0\d{2,4}\s?[/ -]\s?\d{2}"
    r"|^(?:Kontakt|Infos?|Weitere Informationen)\b.*:"
)
_LOST_MORE = re.compile(r"als\s+(?:\d|die Hälfte|zehn|hundert|tausend)|er(?:e|en|em|er|es)\b")
_SHORTEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One whole sentence that may be quoted.

    position counts all sentences of the text, quotable or not; paragraph counts paragraphs.
    """

    text: str
    position: int
    paragraph: int
    leads_paragraph: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article's sentences: `quotable` ones, and `all` there are (frame lines left out)."""

    quotable: tuple[Sentence, ...]
    all: tuple[str, ...]


def read(article: Article, boilerplate: Sequence[str] = ()) -> Reading:
    """Read an article's text; paragraphs that contain a `boilerplate` phrase are left out."""
    quotable: list[Sentence] = []
    everything: list[str] = []
    for number, paragraph in enumerate(_list_paragraphs(article, boilerplate)):
        is_item = frame.is_list_item(paragraph)
        for index, text in enumerate(_list_sentences(paragraph, article.language)):
            if may_be_quoted(text) and not is_item and not tense.is_bound_to_day(text, article.language):
                found = Sentence(
                    text=text, position=len(everything), paragraph=number, leads_paragraph=index == 0
                )
                quotable.append(found)
            everything.append(text)
    return Reading(quotable=tuple(quotable), all=tuple(everything))


def _list_paragraphs(article: Article, boilerplate: Sequence[str]) -> Iterator[str]:
    """Paragraphs of text; behind a salutation, kept or cut before, the text begins with a capital."""
    phrases = [phrase.casefold() for phrase in boilerplate]
    greeted, is_first = False, True
    for raw in _split(article.text):
        if any(phrase in raw.casefold() for phrase in phrases):
            continue
        paragraph, greets = frame.strip_opening(raw, article.title, article.categories)
        if frame.is_farewell(paragraph):
            return
        greeted = greeted or greets
        if not paragraph or frame.is_picture_caption(paragraph):
            continue
        if frame.is_list_item(paragraph):
            yield paragraph
            continue
        yield _capitalise(paragraph, behind_salutation=greeted) if greeted or is_first else paragraph
        greeted = is_first = False


def _capitalise(paragraph: str, *, behind_salutation: bool) -> str:
    """Where no salutation is left, a small letter may mean a lost word: then only before common words."""
    word = paragraph.split(" ", 1)[0].capitalize()
    is_whole = behind_salutation or word in grammar.GERMAN.openers
    is_whole = is_whole and not _LOST_MORE.match(paragraph)
    return paragraph[0].upper() + paragraph[1:] if is_whole else paragraph


def _split(text: str) -> list[str]:
    """Paragraphs; a text without any empty line has one paragraph on each line."""
    pattern = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    return [" ".join(part.split()) for part in pattern.split(text) if part.strip()]


def _list_sentences(paragraph: str, language: str) -> Iterator[str]:
    is_german = language.startswith("de")
    mended = _PRINT_HYPHEN.sub(r"\1\2", paragraph) if is_german else paragraph
    *captioned, last = frame.split_at_credits(mended)
    for piece in captioned:
        yield from _drop_caption(sentences.split_paragraph(piece, language), language)
    for sentence in sentences.split_paragraph(last, language):
        yield _DOUBLE_STOP.sub(".", sentence)


def _drop_caption(before_credit: list[str], language: str) -> list[str]:
    """The sentence before a glued credit is the picture's, unless it is all there is or has a date."""
    is_text = len(before_credit) == 1 or any(
        dates.list_mentions(text, language) for text in before_credit[-1:]
    )
    return before_credit if is_text else before_credit[:-1]


def may_be_quoted(sentence: str) -> bool:
    """Whether a sentence is whole, and is text rather than credit, contact or a word on attachments."""
    if len(sentence) < _SHORTEST or sentence[0].islower() or len(sentence.split()) < 3:
        return False
    if not _ENDS.search(sentence) or _is_damaged(sentence):
        return False
    return not (frame.has_credit(sentence) or _META.search(sentence) or _CONTACT.search(sentence))


def _is_damaged(sentence: str) -> bool:
    """A word, a quotation mark or a bracket was lost."""
    quotes = sum(map(sentence.count, '"„“”'))
    return (
        quotes % 2 == 1
        or sentence.count("(") != sentence.count(")")
        or _LOST_WORD.search(sentence) is not None
    )
