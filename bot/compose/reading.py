"""What of an article may be quoted: whole sentences, without what a page's frame leaves in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.compose import sentences
from bot.domain.article import Article

_BLANK_LINE = re.compile(r"\n\s*\n")
_PRESS_LINE = re.compile(
    r"(?:Gemeinsame\s+)?(?:Presse(?:mitteilung|erklärung|meldung|information|info)|Medien(?:mitteilung|information)|"
    r"Press release)\b(?:(?!\d{4}|:).){0,80}?(?:\d{1,2}\.\s?(?:\d{1,2}\.|\w+)\s?\d{4}\s*[:.–-]?|:)\s*",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?,?\s+(?:de[nr]\s+)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ]\w+)\s?\d{4}\s*[.:–-]*|"
    r"[A-ZÄÖÜ][\w-]+\s\((?:idr|dpa|epd|KNA|ots|lnw|pm)\)\s*[.:–-]*|"
    r"(?:am\s)?\d{1,2}\.(?:\d{1,2}\.|\s?[A-ZÄÖÜ]\w+\s)\d{4}\s*[:–|-]+)\s*"
)
_SALUTATION = re.compile(
    r"(?:Liebe|Lieber|Sehr geehrte|Sehr geehrter|Sehr verehrte|Hallo|Guten Tag|Verehrte|Dear)\b"
    r"[^.!?\n]{0,110}?(?:,|!)(?=\s|$)\s*(?:liebe\b[^.!?,\n]{0,60}[,!]\s*|sehr geehrte\b[^.!?,\n]{0,60}[,!]\s*)*"
)
_FAREWELL = re.compile(
    r"(?:Mit (?:freundlichen|herzlichen|besten|vielen|lieben) Grüßen|Herzliche Grüße|Herzlichst|Viele Grüße|"
    r"Beste Grüße|Freundliche Grüße|Ihr[e]? [A-ZÄÖÜ][\w.-]+(?: [A-ZÄÖÜ][\w.-]+){0,3}$|"
    r"(?:Kind|Best) regards)"
)
_SOURCE = re.compile(r"[(\[]?\b(?:Quellen?|Textquelle|Source)\s?:\s.{2,120}$")
_CREDIT = re.compile(
    r"©|\(c\)\s?[A-ZÄÖÜ]|\b(?:Fotos?|Bild(?:er)?|Grafik|Illustration|Bildquelle|Bildnachweis|Bildrechte|Fotocredit|"
    r"Copyright|Photo|Fotograf(?:in)?)\s?(?:©|:|/)\s?"
)
_CREDIT_LINE = re.compile(
    rf"(?:{_CREDIT.pattern})\s*(?:[A-ZÄÖÜ][\w.’'-]*(?:\s*/\s*|\s+|,\s*(?:Stadt\s+)?)?(?:von\s+)?){{1,5}}\.?"
)
_PLACED_PEOPLE = re.compile(r"\bv\.\s?l\.|\bvon links\b|\bv\.\s?r\.\s?n|\([vV]\.\s?l")
_LIST_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-–•*·▪►])\s+\S")
_DOUBLE_STOP = re.compile(r"(?<=[A-Za-z]\.[A-Za-z])\.\.$")
_PRINT_HYPHEN = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{4,})-([a-zäöüß]{4,})\b(?!\*)")
_ENDS_QUOTED = re.compile(r"[.!?…؟।。][\"“”»«’')\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One whole sentence that may be quoted. position counts the whole text, also what may not be quoted."""

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
    frame = [phrase.casefold() for phrase in boilerplate]
    quotable: list[Sentence] = []
    everything: list[str] = []
    greeted = False
    for number, raw in enumerate(_split(article.text)):
        lowered = raw.casefold()
        if any(phrase in lowered for phrase in frame):
            continue
        paragraph, greets = _strip_opening(raw, article)
        if _FAREWELL.match(paragraph):
            break
        for index, sentence in enumerate(_list_sentences(paragraph, article.language)):
            if greeted or greets:
                sentence = sentence[0].upper() + sentence[1:]  # noqa: PLW2901
                greets = greeted = False
            everything.append(sentence)
            if may_be_quoted(sentence):
                quotable.append(
                    Sentence(
                        text=sentence,
                        position=len(everything) - 1,
                        paragraph=number,
                        leads_paragraph=index == 0,
                    )
                )
        greeted = greets or (greeted and not paragraph)
    return Reading(quotable=tuple(quotable), all=tuple(everything))


def _split(text: str) -> list[str]:
    """Paragraphs; a text without any empty line has one paragraph on each line."""
    pattern = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else re.compile(r"\n")
    return [" ".join(part.split()) for part in pattern.split(text) if part.strip()]


def _strip_opening(paragraph: str, article: Article) -> tuple[str, bool]:
    """Cut frame, press line, dateline and salutation; say whether a salutation was there."""
    for lead in (article.title, *_glue(article.categories), article.title):
        if lead and paragraph.casefold().startswith(lead.casefold()):
            paragraph = paragraph[len(lead) :].lstrip(" .:-–")
    for pattern in (_PRESS_LINE, _DATELINE):
        match = pattern.match(paragraph)
        if match:
            paragraph = paragraph[match.end() :]
    greeting = _SALUTATION.match(paragraph)
    if greeting:
        paragraph = paragraph[greeting.end() :]
    return _PRINT_HYPHEN.sub(r"\1\2", paragraph), greeting is not None


def _glue(categories: Sequence[str]) -> Iterator[str]:
    """The category line as a careless extraction leaves it: links glued together behind "Alle"."""
    if categories:
        yield "Alle" + "".join(categories)
        yield "Alle " + " ".join(categories)


def _list_sentences(paragraph: str, language: str) -> Iterator[str]:
    if _LIST_ITEM.match(paragraph) or _is_picture_caption(paragraph):
        return
    text = _SOURCE.sub("", _CREDIT_LINE.sub(" ", paragraph)).strip()
    for sentence in sentences.split_paragraph(text, language):
        yield _DOUBLE_STOP.sub(".", sentence)


def _is_picture_caption(paragraph: str) -> bool:
    credit = _CREDIT.search(paragraph)
    if credit:
        return len(paragraph) <= 100 or (credit.start() >= len(paragraph) - 70 and len(paragraph) <= 500)
    return bool(_PLACED_PEOPLE.search(paragraph)) and len(paragraph) <= 400


def may_be_quoted(sentence: str) -> bool:
    """Whether a sentence is whole, and is text rather than frame, credit or contact."""
    if not sentence or sentence[0].islower() or not _ENDS_QUOTED.search(sentence):
        return False
    if len(sentence) < 20 or len(sentence.split()) < 3:
        return False
    return not (
        _CREDIT.search(sentence) or _META.search(sentence) or _is_broken(sentence) or _is_contact(sentence)
    )


_META = re.compile(
    r"\.pdf\b|\bKbyte\b|\b(?:Pressemitteilung|Anlage|Anhang|Dokument|Datei|Flyer)\b.*\b(?:Anlage|Anhang|bei|bereit|"
    r"Download|herunter\w*|drucken|finden Sie)\b|\b(?:weiterlesen|mehr lesen|hier klicken)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\b(?:mit|von|bei|für|über|aus|an|und|sind|haben|kamen|waren|seit|rund|nahmen)\s+als\s+(?:\d|die Hälfte|zehn|hundert|tausend)|"
    r"\bund vieles(?:[.,]|\s+gehört)|\bund das fach\b|^[,;:)\]”“]|\s[,;]\s|\bmigo -|\ber(?:e|en|em|er|es)\b"
)
_CONTACT = re.compile(
    r"\b(?:Tel\.?|Telefon|Fax|E-Mail|Mobil)\s?:|\w@\w|^(?:Kontakt|Infos?|Weitere Informationen)\b.*:"
)


def _is_broken(sentence: str) -> bool:
    if _BROKEN.search(sentence):
        return True
    return sentence.count("„") != sentence.count("“") + sentence.count("”") and "„" in sentence


def _is_contact(sentence: str) -> bool:
    return bool(_CONTACT.search(sentence))
