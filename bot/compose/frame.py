"""What a page's frame and a newsroom's habits leave in a text, and how to cut it."""

import re
from collections.abc import Iterator, Sequence

from bot.compose import grammar

_DAY = r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ]\w+)\s?\d{4}"
_PRESS_LINE = re.compile(
    r"(?:Gemeinsame\s+)?(?:Presse(?:mitteilung|erklärung|meldung|information|info)"
    r"|Medien(?:mitteilung|information)|Press release)\b"
    rf"(?:(?!\d{{4}}|:).){{0,80}}?(?:{_DAY}\s*[:.–-]?|:)\s*",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"(?:[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?,?\s+(?:de[nr]\s+)?{_DAY}\s*[.:–-]+"
    r"|[A-ZÄÖÜ][\w-]+\s\((?:idr|dpa|epd|KNA|ots|lnw|pm)\)\s*[.:–-]*"
    rf"|(?:am\s)?{_DAY}\s*[:–|-]+|\({_DAY}\))\s*"
)
_SALUTATION = re.compile(
    r"(?:Liebe[r]?|Sehr geehrte[r]?|Sehr verehrte[r]?|Verehrte[r]?|Hallo|Guten Tag|Dear)"
    r"(?=(?:\s[a-zäöüß]+e[nr]?){0,2}\s[A-ZÄÖÜ*])"
    r"[^.!?\n]{0,110}?[,!](?=\s|$)\s*"
    r"(?:(?:liebe[r]?|sehr geehrte[r]?|verehrte[r]?)\b[^.!?,\n]{0,60}[,!]\s*)*"
)
_FAREWELL = re.compile(
    r"Mit (?:freundlichen|herzlichen|besten|vielen|lieben) Grüßen|Herzlichst\b"
    r"|(?:Herzliche|Viele|Beste|Freundliche|Liebe) Grüße|(?:Kind|Best) regards"
    r"|Ihre? [A-ZÄÖÜ][\w.-]+(?: [A-ZÄÖÜ][\w.-]+){0,3}$"
)
_SOURCE = re.compile(r"[(\[]?\b(?:Quellen?|Textquelle|Source)\s?:\s.{2,120}$")
_SOURCE_LINE = re.compile(r"\b(?:Quellen?|Textquelle|Source)\s?:[^\S\n]*(\S[^\n]{1,80})$", re.MULTILINE)
_CREDIT_MARK = (
    r"(?:©|\(c\)(?=\s?[A-ZÄÖÜ])|\b(?:Fotos?|Bild(?:er)?|Grafik|Illustration|Bildquelle|Bildnachweis|Bildrechte"
    r"|Fotocredit|Copyright|Photo|Fotograf(?:in)?)\s?(?=©|:|/))[\s:/©]*"
)
_CREDIT = re.compile(
    rf"{_CREDIT_MARK}(?:(?!(?:{'|'.join(sorted(grammar.GERMAN.openers))})\b)[A-ZÄÖÜ][\w.’'-]*"
    r"(?:\s*/\s*|,\s*(?:Stadt\s+)?|\s+)?(?:von\s+|van\s+|de\s+)?){1,6}"
)
_CREDIT_SIGN = re.compile(_CREDIT_MARK)
_PLACED_PEOPLE = re.compile(r"\bv\.\s?l\.|\bv\.\s?r\.\s?n|\bvon links\b|\bvon rechts\b")
_LIST_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-–•*·▪►])\s+\S")
_SENTENCE_ENDS = re.compile(r"[a-zäöüß\d)“”\"][.!?](?=\s+[A-ZÄÖÜ„\"])")


def strip_opening(paragraph: str, title: str, categories: Sequence[str]) -> tuple[str, bool]:
    """Cut title, category links, press line, dateline and salutation; say whether there was a salutation."""
    for lead in (title, *_list_category_lines(categories)):
        paragraph = _strip_lead(paragraph, lead)
    for pattern in (_PRESS_LINE, _DATELINE):
        match = pattern.match(paragraph)
        paragraph = paragraph[match.end() :] if match else paragraph
    greeting = _SALUTATION.match(paragraph)
    return (paragraph[greeting.end() :] if greeting else paragraph), greeting is not None


def _strip_lead(paragraph: str, lead: str) -> str:
    """A text may rightly begin with its title's words; so only a title that stands apart is cut."""
    if not lead or not paragraph.casefold().startswith(lead.casefold()):
        return paragraph
    rest = paragraph[len(lead) :]
    stands_apart = not rest.strip() or rest.startswith("Alle") or lead.startswith("Alle")
    if stands_apart or (len(lead.split()) >= 4 and rest.lstrip(" .:–-")[:1].isupper()):
        return rest.lstrip(" .:–-")
    return paragraph


def _list_category_lines(categories: Sequence[str]) -> Iterator[str]:
    """The category links as a careless extraction leaves them, glued together behind "Alle"."""
    if categories:
        yield "Alle" + "".join(categories)
        yield "Alle " + " ".join(categories)


def is_farewell(paragraph: str) -> bool:
    """Whether an editorial ends here: regards or a signature."""
    return _FAREWELL.match(paragraph) is not None


def is_list_item(paragraph: str) -> bool:
    """Whether a paragraph is one point of a list."""
    return _LIST_ITEM.match(paragraph) is not None


def is_picture_caption(paragraph: str) -> bool:
    """A credit with hardly anything before and nothing behind, or people placed "v.l.n.r."."""
    credit = _CREDIT.search(paragraph)
    if credit:
        is_last = not paragraph[credit.end() :].strip(" .)|")
        before = paragraph[: credit.start()]
        return is_last and (len(before) <= 80 or not _SENTENCE_ENDS.search(before))
    return len(paragraph) <= 400 and bool(_PLACED_PEOPLE.search(paragraph))


def split_at_credits(paragraph: str) -> list[str]:
    """The text around glued credits, without the source line; every piece but the last ends in a caption."""
    return [piece.strip() for piece in _CREDIT.split(_SOURCE.sub("", paragraph))]


def find_source(text: str) -> str:
    """Who wrote the text, from its own source line: "Stadt Essen, www.essen.de"; empty without one."""
    match = _SOURCE_LINE.search(text)
    return match[1].strip(" )].") if match else ""


def has_credit(text: str) -> bool:
    """Whether a credit mark stands in the text."""
    return _CREDIT_SIGN.search(text) is not None


def strip_credit_sign(credit: str) -> str:
    """ "© Name, Stadt" -> "Name, Stadt": the caption says "Foto:" itself."""
    match = _CREDIT_SIGN.match(credit.strip())
    return credit.strip()[match.end() :] if match else credit.strip()
