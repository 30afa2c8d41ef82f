"""What single lines of an article's page say: caption, credit, source, signature, category row."""

import re
from dataclasses import dataclass
from datetime import date

_CREDIT_WORD = r"(?:Fotos?|Bild(?:er|quelle|nachweis)?|Grafik|Illustration|Foto-?/?Copyright|Photo|Picture)"
_INITIAL = r"(?:(?<=\b\w)|(?<=\bDr)|(?<=\bSt))\."
_CREDIT_LINE = re.compile(
    rf"^(?:{_CREDIT_WORD}\s*(?:von\s|:|©)|©|\(c\)\s|Copyright:?\s)\s*©?\s*(?P<name>.+)$"
)
_CREDIT_TAIL = re.compile(
    rf"^(?P<caption>.*?)[\s(\[|/–-]*(?:©|\(c\)\s|{_CREDIT_WORD}\s*:\s*©?)\s*(?P<name>[A-ZÄÖÜ](?:[^.!?©]|{_INITIAL}){{1,80}}?)[.)\]]*$"
)
_GROUP = re.compile(
    r"^.{0,60}\((?:v\.?\s?l\.?(?:\s?n\.?\s?r\.?)?|von links(?: nach rechts)?)\.?\)", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:^|(?<=[.!?“\"»)\s]))\s*\(?Quelle:\s*(?P<source>[^\n]{2,120}?)\)?$")
_PRESS = re.compile(
    r"^Presse(?:mitteilung|information|meldung)\s+vom\s+\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]+)\s?(?:\d{4}|\d\d)?\s*:?\s*"
)
_SALUTATION = re.compile(r"^(?:Liebe|Sehr geehrte|Hallo|Guten Tag)\b[^.!?]{0,90},?$")
_ATTACHMENT = re.compile(
    r"^(?:Dateien|Downloads?|Anlagen?|Dokumente):?$|\(\d+(?:[.,]\d+)? ?[KMk](?:[Bb]|byte|Byte)\w*\)$"
)
_CATEGORY_LINE = re.compile(r"^Kategorien?:\s*(?P<names>.{1,1000})$")
_CLOSING = re.compile(
    r"^(?:Ihre?|Eue?re?|Mit (?:freundlichen|herzlichen|besten) Grüßen|Herzliche Grüße|Für den Vorstand"
    r"|Herzlich(?:st)? grüßt(?: Sie| [Ee]uch)?)\b(?P<name>[^.!?]{0,60})$"
)
_DATE_LINE = re.compile(r"^(?:\w+,? )?(?:den )?(\d{1,2})\.\s?(\d{1,2})\.(\d{4})(?:,? \d\d:\d\d(?: Uhr)?)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLine:
    """A line that belongs to a picture; either part may be empty."""

    caption: str
    credit: str


def find_picture_line(text: str) -> PictureLine | None:
    """Read a line such as "… © NAME", "Foto: NAME" or "(v.l.n.r.): …"; None when it is no caption."""
    if match := _CREDIT_LINE.match(text):
        return PictureLine(caption="", credit=match["name"].strip(" .()"))
    if len(text) < 600 and (match := _CREDIT_TAIL.match(text)):
        return PictureLine(caption=match["caption"].strip(" (|/–-"), credit=match["name"].strip(" .()"))
    if _GROUP.match(text) and len(text) < 400:
        return PictureLine(caption=text, credit="")
    return None


def split_source(text: str) -> tuple[str, str]:
    """A paragraph without its "Quelle: …" at the end, and who that names."""
    match = _SOURCE.search(text)
    return (text[: match.start()].rstrip(), match["source"].strip(" .")) if match else (text, "")


def strip_opening(text: str) -> str:
    """A first paragraph without the press release's dateline."""
    return _PRESS.sub("", text)


def is_salutation(text: str) -> bool:
    """Whether a line only greets the readers."""
    return bool(_SALUTATION.match(text))


def is_attachment(text: str) -> bool:
    """Whether a line lists files."""
    return bool(_ATTACHMENT.search(text))


def find_closing(text: str) -> str | None:
    """The name in a letter's closing line, possibly empty; None when it is none."""
    match = _CLOSING.match(text)
    return match["name"].strip(" ,:") if match else None


def find_date(text: str) -> str:
    """The day, as YYYY-MM-DD, of a line that is nothing but a date; empty for others and for the 31.02."""
    match = _DATE_LINE.match(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat() if match else ""
    except ValueError:
        return ""


def find_categories(text: str, links: tuple[str, ...]) -> tuple[str, ...]:
    """The names in a row of category links, glued or not: its first is the reset link "Alle"."""
    if links and links[0] == "Alle":
        return tuple(dict.fromkeys(links[1:]))
    if match := _CATEGORY_LINE.match(text):
        return _split_names(match["names"])
    if re.match(r"Alle[A-ZÄÖÜ]", text) and len(text) < 200 and not re.search(r"[.!?,:]", text):
        return tuple(_split_glued(text.removeprefix("Alle")))
    return ()


def _split_names(names: str) -> tuple[str, ...]:
    """Names of a comma list; a glued repetition of all of them after the last is dropped."""
    parts = [part.strip() for part in names.split(",")]
    last = parts[-1]
    for end in range(1, len(last)):
        if last[end:].strip().replace(" ", "") == "".join([*parts[:-1], last[:end].strip()]).replace(" ", ""):
            return (*parts[:-1], last[:end].strip())
    return tuple(parts)


def _split_glued(names: str) -> list[str]:
    return re.split(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", names)
