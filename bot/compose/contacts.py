"""Whom to turn to: phone numbers, mail addresses, pages and accounts that a text gives its readers to use."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.compose import places
from bot.compose.dates import MONTH

_PRESS_BLOCK = re.compile(
    r"(?:Presse|Medien)kontakt|Herausgeber(?:in)?:|Herausgegeben von|Impressum|V\.\s?i\.\s?S\.\s?d\.\s?P"
    r"|Hinweise? (?:an|für) die (?:Redaktion|Medien|Presse)|Presse- und |Presse(?:stelle|amt|referat)\b"
)
"""What follows is for journalists."""
_PHONE = re.compile(
    r"(?:(?<![\d.,/-])\+\d{2}[\s/-]?(?:\(0\)\s?)?|(?<![\w.,/-])\(0\d{1,4}\s?\d{1,4}\)\s?"
    r"|(?<![\w.,/-])0\d{2,5}(?=[\s/-]))[\s/–-]{0,3}\d{1,8}(?:[\s/-]{1,3}\d{1,8}){0,5}(?![\w,]*\d)"
    r"|(?<![\w.,/-])0\d{7,12}(?!\d)|(?<![\w.,/-])(?:116\s?1\d\d|110|112)(?=\D|$)(?<=116\s\d\d\d)"
)
_SELLS = re.compile(r"\b(?:Verlag|Buchhandel|Hersteller|Händler|Versandkosten|Porto|Online-?[Ss]hop)\b")
_MOST_CONTACTS = 4
_LONGEST_PAGE = 60
_SHORTEST_NUMBER = 7
_SHORT_NUMBERS = frozenset({"110", "112", "116117"})
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_GLUED_WORD = re.compile(r"(?<=[a-z])\.[A-ZÄÖÜ][a-zäöüß]+$")
""" "info@verein.example.Keine" lost a blank."""
_HIDDEN_AT = re.compile(r"(?<=\w)\s?(?:\[(?:at|ät|@)\]|\((?:at|ät|@)\)|\{at\})\s?(?=\w)", re.IGNORECASE)
_HIDDEN_DOT = re.compile(r"(?<=\w)\s?(?:\[(?:dot|punkt)\]|\((?:dot|punkt)\))\s?(?=\w)", re.IGNORECASE)
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?\d{4}){3,6}(?:\s?\d{1,4})?\b")
_ASKS_FOR_GIFTS = re.compile(
    r"\b(?:\w*[Ss]pende\w*|[Ss]pendet|[Ss]pendenkonto|[Ss]penden-[Kk]onto|[Dd]onat\w+|[Bb]ağış\w*)\b"
)
_SHOWS = re.compile(
    r"youtube\.com|youtu\.be|vimeo\.com|maps\.|goo\.gl|bit\.ly|//t\.co/|doi\.org|instagram\.com/p/|komoot"
    r"|flickr\.com|soundcloud\.com|mixcloud\.com|bandcamp\.com|ctt\.ac|/status/|newsletter|/(?:ueber|über|about)[_-]?(?:uns|us)\b|/impressum|/datenschutz",
    re.IGNORECASE,
)
"""Videos, maps, pictures, music, short cuts, who somebody is: nobody can be reached there."""
_PROFILE = re.compile(r"(?:facebook|instagram|twitter|tiktok|linkedin|x)\.com/", re.IGNORECASE)
"""Whoever a text names may have one: it is a page to use where words send readers to it."""
_WEB = re.compile(
    r"(?<![@\w.])(?:https?://)?(?:www\.)?(?:[\w-]+\.)+[a-z]{2,10}(?:/[\w./?=&%~+#@:,-]*\w|/)?(?![\w@])"
)
_HOST = re.compile(r"(?:https?://)(?:www\.)?|www\.")
_MANY_SITES = 3
WEB_CUE = re.compile(r"\b(?:unter|auf|bei|online|via|Internet|Anmeldung|https?:|www\.)", re.IGNORECASE)
PAGE_CUE = re.compile(
    r"\b(?:unter|Internet|Karten|Tickets|Anmeldung|Info\w*|\w*formular|Programm|Website|Webseite|Homepage)\b",
    re.IGNORECASE,
)
"""What sends readers to a page where a text announces nothing; others are its sources."""
_CALLED = re.compile(
    r"(?:\b(?:bei|an|von|Fragen Sie nach|Ansprechpartner(?:in)? ist|hilft|call|Contact :"
    r"|(?:beantwortet|vergibt|gibt|nimmt)(?: d(?:ie|er|as)(?= Polizei| Feuerwehr))?)\s+)"
    r"((?:(?:Frau|Herrn?|Dr\.|Prof\.|Sr\.|Mme|M\.)\s)*(?:(?!(?:Telefon|Tel|Mail|E-Mail"
    r"|Fragen)\b)[A-ZÄÖÜİŞÇ][\wäöüßığşçéèêô’-]+)(?:\s(?!(?:Telefon|Tel|Mail"
    r"|E-Mail)\b)[A-ZÄÖÜİŞÇ][\wäöüßığşçéèô’-]+){0,2})"
)
_LINE = re.compile(
    r"\b[Dd](?:ie|as|er) ((?:[A-ZÄÖÜ][\w+-]* ){0,2}[\w+-]*(?:elpline|otline|ilfetelefon|[Ss]eelsorge))\b"
)
_NO_NAME = re.compile(
    rf"^(?:Info|Infos|Kontakt|Anmeldung|Interessierte|Interesse|Bedarf|Ende|{MONTH}|Rat|Firmen|Unternehmen|Eltern|Schulen|Vereine|Twitter|Facebook"
    r"|Instagram|WhatsApp|YouTube)\b"
    r"|(?:ung|keit|heit|schaft|tion|büro|stelle|zentrum|haus|verein|verband|agentur|amt)$"
)
"""What stands behind "bei" and is nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach somebody: a phone number, mail or web address as written, and whom; name may be empty."""

    address: str
    name: str = ""
    is_phone: bool = False


def list_contacts(sentences: Sequence[str], cue: re.Pattern[str]) -> tuple[Contact, ...]:
    """Phone numbers, mail addresses and pages to use, each once, in their order; no press office.

    cue: what stands before a page to use.
    """
    found: dict[str, Contact] = {}
    is_led = not _names_many_sites(sentences)
    for text in sentences:
        if _PRESS_BLOCK.match(text):
            break
        if places.FOREIGN_BODY.search(text) or (cue is PAGE_CUE and _SELLS.search(text)):
            continue
        for contact in _list_contacts(text, _find_name(text), cue, is_led=is_led):
            is_known = contact.name.casefold() in contact.address.casefold() or any(
                contact.name and contact.name == other.name for other in found.values()
            )
            found.setdefault(_squeeze(contact.address), replace(contact, name="") if is_known else contact)
    pages = [contact for contact in found.values() if not contact.is_phone and "@" not in contact.address]
    return tuple(contact for contact in found.values() if contact not in pages[1:])[:_MOST_CONTACTS]


def _names_many_sites(sentences: Sequence[str]) -> bool:
    """Whether a text names the pages of everyone whom it speaks of."""
    pages = (match[0] for text in sentences for match in _WEB.finditer(_MAIL.sub(" ", text)))
    hosts = {_HOST.sub("", page).partition("/")[0] for page in pages if _HOST.match(page)}
    return len(hosts) >= _MANY_SITES


def has_contact(text: str) -> bool:
    """Whether a mail address or a phone number stands in a text."""
    return _MAIL.search(_HIDDEN_AT.sub("@", text)) is not None or _PHONE.search(text) is not None


def find_account(sentences: Sequence[str]) -> str:
    """The account for gifts, "IBAN DE12 …", where the text asks for gifts and names only one."""
    if not any(map(_ASKS_FOR_GIFTS.search, sentences)):
        return ""
    asking = [text for text in sentences if _ASKS_FOR_GIFTS.search(text) and _ACCOUNT.search(text)]
    told = {match[0] for text in asking or sentences for match in _ACCOUNT.finditer(text)}
    return f"IBAN {told.pop()}" if len(told) == 1 else ""


def _list_contacts(text: str, name: str, cue: re.Pattern[str], *, is_led: bool = True) -> Iterator[Contact]:
    """What stands in one sentence; is_led: a page is one to use without words that lead there."""
    text = _ACCOUNT.sub(" ", _HIDDEN_DOT.sub(".", _HIDDEN_AT.sub("@", text)))
    for match in _PHONE.finditer(text):
        is_number = (
            len(re.sub(r"\D", "", match[0])) >= _SHORTEST_NUMBER
            or match[0].replace(" ", "") in _SHORT_NUMBERS
        )
        if is_number and not re.search(r"\b(?:Fax|Telefax|Konto)\b[^,;]{0,6}$", text[: match.start()]):
            yield Contact(address=match[0].strip(" /-–"), name=name, is_phone=True)
    for match in _MAIL.finditer(text):
        yield Contact(address=_GLUED_WORD.sub("", match[0].rstrip(".")), name=name)
    bare = _MAIL.sub(" ", text)
    for match in _WEB.finditer(bare):
        if (
            len(match[0]) <= _LONGEST_PAGE
            and not _SHOWS.search(match[0])
            and (
                "/" in match[0].removeprefix("https://").removeprefix("http://")
                or match[0].startswith(("www.", "http"))
            )
            and (
                PAGE_CUE.search(bare[max(0, match.start() - 40) : match.start()])
                if _PROFILE.search(match[0]) or not is_led
                else cue.search(bare[max(0, match.start() - 40) : match.end()])
            )
        ):
            yield Contact(address=match[0])


def _find_name(text: str) -> str:
    match = _LINE.search(text) or _CALLED.search(text)
    name = match[1].replace("Herrn ", "Herr ") if match else ""
    return "" if _NO_NAME.search(name) else name


def _squeeze(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
