"""Contacts: phone numbers, mail addresses and pages of a text, and whom one reaches there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.compose.dates import MONTH

FOREIGN_BODY = re.compile(
    r"\b(?:Pressekontakt|Herausgeber\w*|Impressum|V\.\s?i\.\s?S\.\s?d\.\s?P|Redaktion(?:sleitung)?\b"
    r"|Pressestelle|Presseamt|Medienkontakt|Bankverbindung|IBAN)",
    re.IGNORECASE,
)
_PRESS_BLOCK = re.compile(r"(?:Presse|Medien)kontakt|Herausgeber(?:in)?:|Impressum|V\.\s?i\.\s?S\.\s?d\.\s?P")
"""What follows is for journalists."""
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\d{2}[\s/-]?(?:\(0\)\s?)?|\(0\d{2,5}\)\s?"
    r"|0\d{2,5}(?=[\s/-]))[\s/–-]{0,3}\d{2,8}(?:[\s/-]{1,3}\d{1,8}){0,5}(?![\w,]*\d)"
    r"|(?<![\w.,/-])0\d{7,12}(?!\d)|(?<![\w.,/-])(?:116\s?1\d\d|110|112)(?=\D|$)(?<=116\s\d\d\d)"
)
_MOST_CONTACTS = 4
_LONGEST_PAGE = 60
_SHORTEST_NUMBER = 7
_SHORT_NUMBERS = frozenset({"110", "112", "116117"})
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(
    r"(?<![@\w.])(?:https?://)?(?:www\.)?(?:[\w-]+\.)+[a-z]{2,10}(?:/[\w./?=&%~+-]*\w|/)?(?![\w@])"
)
_WEB_CUE = re.compile(r"\b(?:unter|auf|bei|online|via|Internet|Anmeldung|https?:|www\.)", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:\b(?:bei|an|von|Fragen Sie nach|Ansprechpartner(?:in)? ist|beantwortet|vergibt|gibt|nimmt|hilft"
    r"|call|Contact :)\s+)"
    r"((?:(?:Frau|Herrn?|Dr\.|Prof\.|Sr\.|Mme|M\.)\s)*(?:(?!(?:Telefon|Tel|Mail|E-Mail"
    r"|Fragen)\b)[A-ZÄÖÜİŞÇ][\wäöüßığşçéèêô’-]+)(?:\s(?!(?:Telefon|Tel|Mail"
    r"|E-Mail)\b)[A-ZÄÖÜİŞÇ][\wäöüßığşçéèô’-]+){0,2})"
)
_NO_NAME = re.compile(
    rf"^(?:Interesse|Bedarf|Ende|{MONTH}|Rat)\b"
    r"|(?:ung|keit|heit|schaft|tion|büro|stelle|zentrum|haus|verein|verband|agentur|amt)$"
)
"""What stands behind "bei" and is nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach somebody: a phone number, mail or web address as written, and whom; name may be empty."""

    address: str
    name: str = ""
    is_phone: bool = False


def list_contacts(sentences: Sequence[str]) -> tuple[Contact, ...]:
    """Phone numbers, mail addresses and pages to use, each once, in their order; no press office."""
    found: dict[str, Contact] = {}
    for text in sentences:
        if _PRESS_BLOCK.match(text):
            break
        if FOREIGN_BODY.search(text):
            continue
        for contact in _list_contacts(text, _find_name(text)):
            is_known = any(contact.name and contact.name == other.name for other in found.values())
            found.setdefault(_squeeze(contact.address), replace(contact, name="") if is_known else contact)
    pages = [contact for contact in found.values() if not contact.is_phone and "@" not in contact.address]
    return tuple(contact for contact in found.values() if contact not in pages[1:])[:_MOST_CONTACTS]


def has_contact(text: str) -> bool:
    """Whether a mail address or a phone number stands in a text."""
    return _MAIL.search(text) is not None or _PHONE.search(text) is not None


def _list_contacts(text: str, name: str) -> Iterator[Contact]:
    for match in _PHONE.finditer(text):
        is_number = (
            len(re.sub(r"\D", "", match[0])) >= _SHORTEST_NUMBER
            or match[0].replace(" ", "") in _SHORT_NUMBERS
        )
        if is_number and not re.search(r"\b(?:Fax|Telefax|Konto)\b[^,;]{0,6}$", text[: match.start()]):
            yield Contact(address=match[0].strip(" /-–"), name=name, is_phone=True)
    for match in _MAIL.finditer(text):
        yield Contact(address=match[0].rstrip("."), name=name)
    bare = _MAIL.sub(" ", text)
    for match in _WEB.finditer(bare):
        if (
            len(match[0]) <= _LONGEST_PAGE
            and (
                "/" in match[0].removeprefix("https://").removeprefix("http://")
                or match[0].startswith(("www.", "http"))
            )
            and _WEB_CUE.search(bare[max(0, match.start() - 40) : match.end()])
        ):
            yield Contact(address=match[0])


def _find_name(text: str) -> str:
    match = _CALLED.search(text)
    name = match[1].replace("Herrn ", "Herr ") if match else ""
    return "" if _NO_NAME.search(name) else name


def _squeeze(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
