"""Lines that belong to a picture, and who is named as a text's source."""

import functools
import re
from dataclasses import dataclass, replace

from bot.archive.boilerplate import is_foot

_LONG = 60
_CREDIT_WORD = (
    r"(?:Fotos?|Bild(?:er|quellen?|nachweise?|rechte|-?credits?)?|Grafik|Illustration|Foto-?/?Copyright|"
    r"Photo(?:graph(?:er)?|-?credits?(?: [A-ZÄÖÜ]\w+)?)?|Picture|Image|Screenshots?|"
    r"(?:Titel|Beitrags|Cover|Header|Aufmacher|Teaser|Vorschau|Symbol)-?(?:[Ff]oto|[Bb]ild)|"
    r"Foto(?:credits?|nachweise?|graf|grafin|grafien?|quelle)|Credits?|Urheber(?:in)?)"
)
_NAME_BEGINS = (
    r"(?=[A-ZÄÖÜ@]|(?:privat|zvg|dpa|epd|afp|apa|kna|imago|pixabay|unsplash|pexels|pixelio|picture|getty|"
    r"shutterstock|photocase|adobe|i?stock)\b|\w+/\w|[\w-]+\.(?:de|com|org|net|at|ch)\b|[a-z]{1,2}[A-Z]|"
    r"\w[\w ]{1,30} [–/|-] (?:stock|i?stock|adobe|getty|pixabay|unsplash|pexels|shutterstock|fotolia)\b)"
)
"""A name begins with a capital, or is an agency's, a bank's or a site's."""
_INITIAL = r"(?:(?<=\b\w)|(?<=\bDr)|(?<=\bSt))\."
_CREDIT_LINE = re.compile(
    rf"^(?:{_CREDIT_WORD}\s*(?:von\s|by\s|via\s|:|©)|©|\(c\)\s|Copyright:?\s)\s*©?\s*(?P<name>.+)$"
)
_WORD_AT_END = re.compile(r"[.!?“\"»] (?:Foto|Bild|Screenshot)")
_BARE_CREDIT = re.compile(rf"(?:{_CREDIT_WORD}|Quelle)\s?:|©")
_CREDIT_TAIL = re.compile(
    rf"^(?P<caption>.*?)[\s(\[|/–-]*(?:©\s*(?=[^\W\d_])|(?:\(c\)\s|{_CREDIT_WORD}\s*:\s*©?)\s*{_NAME_BEGINS}|"
    rf"\b(?:Photo|Foto|Bild|Image) (?:by|von) (?=[A-ZÄÖÜ@][^.!?]{{2,40}} (?:on|auf|from|via) [A-Z]))(?P<name>"
    rf"(?:[^.!?©]|\.(?=\w)|{_INITIAL}(?!\w)){{1,80}}?)[.)\]]*$"
)
_NAME_AT_END = re.compile(
    r"^(?P<caption>.{10,400}[.!?“\"»]) (?:(?:Foto|Bild)(?:er|s)? "
    r"(?P<person>[A-ZÄÖÜ][\w.’-]+(?: [A-ZÄÖÜ][\w.’-]+){1,2}|zvg)"
    r"|(?P<screen>Screenshot (?:aus|von|via) \w[\w./ -]{1,30}))\.?$"
)
""" "Der Vorstand. Foto Mira Sol": a name behind the word, without a sign between."""
_BANK_LINE = re.compile(
    r"^(?P<name>[^.!?:;]{2,50}\s?[/|]\s?(?:pixelio|unsplash|pexels|pixabay|shutterstock|adobe ?stock|"
    r"i?stock(?:photo)?|fotolia|getty(?: ?images)?|imago(?: ?images)?|picture[- ]alliance|dpa|photocase)"
    r"(?:\.(?:de|com))?)$",
    re.IGNORECASE,
)
"""Who took a picture, and the bank that it came from."""
_PICTURE_BANK = re.compile(
    r"\b(?:pixelio|unsplash|pexels|pixabay|shutterstock|adobe ?stock|fotolia)", re.IGNORECASE
)
_LONGEST_LABEL = 30
_SAID = re.compile(r"\b[a-zäöüß]{4,}\b")
_A_SENTENCE = 3
"""Words in lower case, which a name hardly has."""
_CREDIT_SIGN = re.compile(r"©|\(c\)|:| (?:by|von) ")
_LONGEST_CAPTION = 250
"""Characters before a name in lower case, which is rather a paragraph's last word."""
_LONGEST_LINK = 300
_LINK_AT_END = re.compile(r",?\s*\(?https?://\S{1,300}$")
_SOURCE_TAIL = re.compile(r"^(?P<caption>.{2,400}?)\s*[/|(]\s*Quelle: (?P<name>[^:]{2,60})$")
_SITE_FIRST = re.compile(r"^(?P<name>[\w.-]{2,30}/[\w.-]{2,30}) (?P<caption>[A-ZÄÖÜ][^/]{30,})$")
_SIGN_FIRST = re.compile(r"^(?P<name>[\w./]{2,20})-(?:Foto|Bild): (?P<caption>.{20,})$")
""" "xyz-Foto: The new board in the garden": who took it stands before the word."""
_LICENSED = re.compile(
    r"^(?P<caption>.{3,400}?)[\s,.(|–-]+(?P<licence>CC[ -]BY(?:[ -](?:SA|ND|NC))*(?: \d\.\d)?)[\s,/:]+"
    r"(?P<name>(?:[A-ZÄÖÜ][\w.’-]*\s?){1,5})\)?$"
)
""" "Ein Rad am Kanal, CC BY 4.0 Mira Sol"."""
_SYMBOLIC = re.compile(r"Symbol-?(?:[Ff]oto|[Bb]ild)\b")
_LABEL = re.compile(rf"\s*(?:(?:{_CREDIT_WORD}\s*:|©|\(c\)|Von\b)\s*)+")
_SHOWN = re.compile(
    r"^(?:Titel|Beitrags|Header|Aufmacher)bild\s+|\s*\([^()]*\s(?:bei|mit|im|in|auf|am|vor)\s[^()]*\)$"
)
"""Which picture it is, or what it shows, beside a name."""
_RIGHTS = re.compile(r"^copyright$|all rights|riproduzione|alle (?:rechte|angaben)|\bdpa:\d", re.IGNORECASE)
"""What stands behind a © that is a page's and not a picture's."""
_GROUP = re.compile(
    r"^(?:.{0,60}\((?:v\.?\s?l\.?(?:\s?n\.?\s?r\.?)?|von links(?: nach rechts)?)\.?\)|"
    r"(?:BU|Bildunterschrift|Bildtext|Von links nach rechts|Auf dem (?:Foto|Bild) zu sehen):)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:^|(?<=[.!?“\"»)\s]))\s*\(?Quelle:\s*(?P<source>[^\n]{2,120}?)\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLine:
    """A line that belongs to a picture; either part may be empty."""

    caption: str
    credit: str


@functools.lru_cache(maxsize=1000)
def find_picture_line(text: str) -> PictureLine | None:
    """Read a line such as "… © NAME", "Foto: NAME" or "(v.l.n.r.): …"; None when it is no caption."""
    text = _LINK_AT_END.sub("", text) if text[-_LONGEST_LINK:].rpartition("http")[1] else text
    if is_bare_credit(text):
        return PictureLine(caption="", credit="")
    if match := _CREDIT_LINE.match(text) or _BANK_LINE.match(text):
        line = None if is_foot(text) else _split_credit(match["name"], text)
        return line and replace(line, credit=_keep_symbolic(line.credit, text[: match.start("name")]))
    if len(text) < 600 and (line := _read_tail(text)):
        return line
    if len(text) < 400 and ("(" in text or ":" in text[:_LONGEST_LABEL]) and _GROUP.match(text):
        return PictureLine(caption=text, credit="")
    return None


def _read_tail(text: str) -> PictureLine | None:
    """A caption with its credit behind it, or the credit's sign before."""
    if "CC" in text and (licensed := _LICENSED.match(text)):
        credit = f"{licensed['name']} ({licensed['licence']})"
        return PictureLine(caption=_close(licensed["caption"]), credit=credit)
    if _WORD_AT_END.search(text[-_LONG:]) and (named := _NAME_AT_END.match(text)):
        return PictureLine(caption=named["caption"], credit=named["person"] or named["screen"])
    match = (_SIGN_FIRST.match(text) or _CREDIT_TAIL.match(text)) if _CREDIT_SIGN.search(text) else None
    caption = _close(match["caption"].strip(" (|/–-")) if match else ""
    if match is None or (len(caption) > _LONGEST_CAPTION and match["name"][0].islower()):
        return None
    return PictureLine(caption=caption, credit=_keep_symbolic(_clean(match["name"]), text))


def _keep_symbolic(credit: str, text: str) -> str:
    """A credit that goes on saying that a picture stands for what it does not show."""
    is_lost = _SYMBOLIC.search(text) is not None and _SYMBOLIC.search(credit) is None
    return f"{credit} (Symbolbild)" if credit and is_lost else credit


def _split_credit(told: str, text: str) -> PictureLine:
    """What stands behind "Foto:" in a text: a name, a caption and a name, or a caption alone."""
    name = told.strip() if told.startswith("(c)") else told.strip(" .()")
    if within := _CREDIT_LINE.match(name) or _CREDIT_TAIL.match(name) or _SOURCE_TAIL.match(name):
        caption = within.groupdict().get("caption", "").strip(" (|/,–-")
        return PictureLine(caption=_close(caption), credit=_clean(within["name"]))
    if first := _SITE_FIRST.match(name):
        return PictureLine(caption=first["caption"], credit=first["name"])
    if _SYMBOLIC.match(text) and not _PICTURE_BANK.search(name) and "/" not in name:
        return PictureLine(caption=told, credit="")
    is_said = len(name) > _LONG and text.endswith((".", "!"))
    if is_said or len(_SAID.findall(name)) >= _A_SENTENCE:
        return PictureLine(caption=told, credit="")
    return PictureLine(caption="", credit=_clean(name))


def _clean(name: str) -> str:
    """A credit without a second label, what follows its closing bracket, and "Von"; empty for a notice."""
    name = name.strip()
    name = name[label.end() if (label := _LABEL.match(name)) else 0 :].strip(" .|/")
    name = _SHOWN.sub("", name)
    depth = 0
    for place, sign in enumerate(name):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            second = _LABEL.match(name, place + 1)
            name = f"{name[second.end() :]} / {name[:place]}" if second else name[:place]
            break
    return "" if _RIGHTS.search(name) else _close(name.strip(" .()|/"))


def is_credit(text: str) -> bool:
    """Whether a short line begins like a picture's credit."""
    return len(text) < 150 and bool(_CREDIT_LINE.match(text) or is_bare_credit(text))


def is_bare_credit(text: str) -> bool:
    """Whether a line is a credit's beginning, whose name stands in the next one."""
    return _BARE_CREDIT.fullmatch(text) is not None


def split_source(text: str) -> tuple[str, str]:
    """A paragraph without its "Quelle: …" at the end, and who that names."""
    match = _SOURCE.search(text) if "Quelle:" in text else None
    if match is None:
        return text, ""
    source = _close(match["source"].strip(" .").removesuffix("[↩]").strip().lstrip("("))
    is_name = re.search(r"[^\W\d_]{2}", source) is not None and not source.endswith(":")
    is_name = is_name and not _PICTURE_BANK.search(source) and not source.startswith("http")
    return text[: match.start()].rstrip(), source if is_name else ""


def _close(text: str) -> str:
    """A name whose brackets stand in pairs, as far as its end is concerned."""
    missing = text.count("(") - text.count(")")
    return f"{text})" if missing == 1 else text.removesuffix(")") if missing < 0 else text
