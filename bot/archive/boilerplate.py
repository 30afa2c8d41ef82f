"""The frame around an article: lines that stand on every page of a site and belong to no article.

Some are known from the association's site and from usual themes; the others are learned, because text
that stands on several pages of one site is frame.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

_SKIPPED = frozenset(
    (
        "zum hauptinhalt springen",
        "zum inhalt springen",
        "zum inhalt",
        "skip to content",
        "skip to main content",
        "archivierte nachrichten und beiträge",
        "aktuelle nachrichten und beiträge",
        "veranstaltungsdetails",
        "der vereins-steckbrief - wir stellen uns vor",
        "nachrichten",
        "aktuelles",
        "verbund-news",
        "news",
        "startseite",
        "zurück",
        "drucken",
        "teilen",
        "teilen mit",
        "share this",
        "weiterlesen",
        "kommentare",
        "werbung",
        "anzeige",
        "advertisement",
    )
)
_FOOT = re.compile(
    r"migo - die digitale mitgliederzeitschrift"
    r"|der [„\"]?essener verbund der immigrantenvereine e\.\s?v\.[“\"]? ist ein dachverband"
    r"|sie finden uns (?:auch )?(?:in den sozialen medien|auf facebook)"
    r"|zum (?:facebook|instagram)-profil$"
    r"|das könnte (?:sie|dich) auch interessieren"
    r"|(?:ähnliche|weitere|verwandte) (?:beiträge|artikel|nachrichten|meldungen|themen)\b.{0,20}$"
    r"|schreibe einen kommentar|kommentar hinterlassen|leave a (?:reply|comment)"
    r"|zurück zur (?:übersicht|liste)|(?:vorheriger|nächster) (?:beitrag|artikel)"
    r"|copyright (?:©|\(c\)|(?:19|20)\d\d)|(?:©|\(c\)) (?:19|20)\d\d\b|alle rechte vorbehalten"
)
_LONG = 60
_ENOUGH_PAGES = 2
_MOST_SITES = 200
_MOST_PAGES = 200
"""Of each site the last ones, so that what a daemon learns in years fits into memory."""


def is_known_frame(text: str) -> bool:
    """Whether a line is frame wherever it stands."""
    return len(text) <= _LONG and text.casefold().strip(" :|»«›‹>") in _SKIPPED


def is_foot(text: str) -> bool:
    """Whether the article has ended before this line."""
    return bool(_FOOT.match(text.casefold()))


class LearnedFrame:
    """Remembers which lines stand on a site's last pages, and tells frame from article."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[int, frozenset[int]]] = {}

    def learn(self, site: str, url: str, lines: Iterable[str]) -> None:
        """Remember the lines of one page."""
        if len(self._pages) >= _MOST_SITES and site not in self._pages:
            return
        pages = self._pages.setdefault(site, {})
        pages.pop(hash(url), None)
        pages[hash(url)] = frozenset(map(hash, lines))
        if len(pages) > _MOST_PAGES:
            del pages[next(iter(pages))]

    def pages(self, site: str) -> int:
        """How many pages of a site are remembered."""
        return len(self._pages.get(site, {}))

    def cut(self, site: str, url: str, lines: Sequence[str]) -> list[bool]:
        """For each line whether it stays: repeated lines go at the end, at the start only short ones.

        A long repeated line elsewhere is more likely a regular notice's own; nothing goes if all would.
        """
        frame = self._find_frame(site, url)
        repeated = [hash(line) in frame for line in lines]
        if all(repeated):
            return [True] * len(lines)
        first = next(i for i, line in enumerate(lines) if not repeated[i] or len(line) >= _LONG)
        last = max(i for i, is_frame in enumerate(repeated) if not is_frame)
        return [first <= i <= last for i in range(len(lines))]

    def _find_frame(self, site: str, url: str) -> frozenset[int]:
        """The lines that stand on all other pages of the site, of which there must be at least two."""
        others = [lines for page, lines in self._pages.get(site, {}).items() if page != hash(url)]
        return frozenset.intersection(*others) if len(others) >= _ENOUGH_PAGES else frozenset()


_CREDIT_WORD = (
    r"(?:Fotos?|Bild(?:er|quellen?|nachweis|rechte|-?credits?)?|Grafik|Illustration|Foto-?/?Copyright|"
    r"Photo(?:graph(?:er)?|-?credits?(?: [A-ZÄÖÜ]\w+)?)?|Picture|Image|Screenshots?|"
    r"(?:Titel|Beitrags|Cover|Header|Aufmacher|Teaser|Vorschau|Symbol)-?(?:[Ff]oto|[Bb]ild)|"
    r"Foto(?:credits?|nachweis|graf|grafin|quelle)|Credits?)"
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
_BARE_CREDIT = re.compile(rf"(?:{_CREDIT_WORD}|Quelle)\s?:|©")
_CREDIT_TAIL = re.compile(
    rf"^(?P<caption>.*?)[\s(\[|/–-]*(?:©\s*(?=[^\W\d_])|(?:\(c\)\s|{_CREDIT_WORD}\s*:\s*©?)\s*{_NAME_BEGINS}|"
    rf"\b(?:Photo|Foto|Bild|Image) (?:by|von) (?=[A-ZÄÖÜ@][^.!?]{{2,40}} (?:on|auf|from|via) [A-Z]))(?P<name>"
    rf"(?:[^.!?©]|\.(?=\w)|{_INITIAL}(?!\w)){{1,80}}?)[.)\]]*$"
)
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
_SYMBOLIC = re.compile(r"Symbol-?(?:[Ff]oto|[Bb]ild)\b")
_LABEL = re.compile(rf"\s*(?:(?:{_CREDIT_WORD}\s*:|©|\(c\)|Von\b)\s*)+")
_RIGHTS = re.compile(r"all rights|riproduzione|alle (?:rechte|angaben)|\bdpa:\d", re.IGNORECASE)
"""What stands behind a © that is a page's and not a picture's."""
_GROUP = re.compile(
    r"^(?:.{0,60}\((?:v\.?\s?l\.?(?:\s?n\.?\s?r\.?)?|von links(?: nach rechts)?)\.?\)|"
    r"(?:BU|Bildunterschrift|Bildtext|Von links nach rechts|Auf dem (?:Foto|Bild) zu sehen):)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:^|(?<=[.!?“\"»)\s]))\s*\(?Quelle:\s*(?P<source>[^\n]{2,120}?)\)?$")
_PRESS = re.compile(
    r"^Presse(?:mitteilung|information|meldung)\s+vom\s+\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]+)\s?(?:\d{4}|"
    r"\d\d)?\s*[:|]?\s*(?:[A-ZÄÖÜ][a-zäöüß]+(?:[ /-][A-ZÄÖÜa-zäöüß]+){0,2}\s?[–:-]\s(?=[A-ZÄÖÜ„“\"»«]))?"
)
_DATELINE = re.compile(
    r"^(?:\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\s?[|,–-]\s?)?"
    r"(?:[A-ZÄÖÜ][\w .,/-]{1,40} )?\((?=[^)]*[A-Za-z])[A-Za-zÄÖÜäöü0-9*./-]{2,24}\)"
    r"(?:\s?[–—:-]{1,2}|\.)\s(?=[A-ZÄÖÜ„“\"»«'\d])"
    r"|^(?:[A-ZÄÖÜ][a-zäöüß]+ )?\([\w.]{2,15}/[a-z]{2,4}\)\s(?=[A-ZÄÖÜ„“\"»«])"
    r"|^[\w-]{3,30}\.(?:com|de|net|org|at|ch)\s[–—-]\s(?=[A-ZÄÖÜ„“\"»«])"
    r"|^[A-ZÄÖÜ][a-zäöüß]+ ?/ ?[A-ZÄÖÜ][a-zäöüß]+\s[–—-]\s(?=[A-ZÄÖÜ„“\"»«])"
)
"""A place and an agency's sign before the news, such as "Berlin (xyz) – ", or one of them alone."""
_PLACE_WITHIN = re.compile(r"^[A-ZÄÖÜ]{3,}(?:[/ -]{1,3}[A-ZÄÖÜ]{3,}){0,2}(?:\.|\s?[–—-])\s(?=[A-ZÄÖÜ„“\"»«])")
_UPDATE = re.compile(r"^(?:\+{3} )?(?:Update|Aktualisiert|Erstmeldung)\b[^!?]{0,45}?: (?=[A-ZÄÖÜ„“\"»«])")
_SOLD = re.compile(
    r"\s?\([^()]{0,60}\b(?:am kiosk|im zeitschriftenhandel|als e-paper)\b[^()]{0,60}\)",
    re.IGNORECASE,
)
_PLACE_LINE = re.compile(r"^[A-ZÄÖÜ][\w/. -]{1,30}?\s?[–—-]$")
_NOTICE = re.compile(
    r"mit (?:dem|der) (?:laden|abspielen|aufruf|nutzung|aktivierung|klick)\b.{0,80}(?:akzeptier|stimm|"
    r"einverstanden|daten)|"
    r"(?:an dieser stelle|hier) (?:finden sie|ist|steht|würde|wird|sollte).{0,60}extern|externe[rn]? inhalt|"
    r"(?:um|für) .{0,60}(?:anzuzeigen|zu sehen|anzusehen|abzuspielen).{0,60}(?:cookies|zustimm|einwillig|"
    r"javascript)|"
    r"(?:bitte )?(?:aktivieren|aktualisieren|erlauben|akzeptieren) sie .{0,40}(?:browser|javascript|cookies)|"
    r"(?:ihr|dein|euer|your|dieser) browser .{0,60}(?:nicht unterstützt|unterstützt .{0,40}nicht|veraltet|"
    r"not support|outdated)|"
    r"(?:bitte |lade|laden sie|nutze|verwende|install|download|please|use).{0,60}(?:neueren?|aktuellen?|"
    r"moderne[nr]?|newer|modern) browser|"
    r"(?:please )?enable (?:javascript|cookies)|javascript (?:is|ist|muss)|"
    r"aus gründen der (?:besseren |leichteren )?lesbarkeit|(?:zur|wegen der) (?:besseren|"
    r"leichteren) lesbarkeit|"
    r"(?:der|dies(?:er)?) (?:beitrag|eintrag|artikel) wurde .{0,120}\b(?:veröffentlicht|geschrieben|verfasst|"
    r"publiziert|gepostet|abgelegt|verschlagwortet)\b.{0,300}$|this (?:entry|post) was (?:posted|written)\b|"
    r"(?:du kannst|sie können) (?:alle|die) (?:antworten|kommentare)\b.{0,80}\bfeed\b|"
    r"(?:hinweis:? )?(?:du|sie) (?:verwende(?:n|st)|nutz(?:en|t)|benutz(?:en|t)) .{0,40}\bbrowser|"
    r"über dieses thema bericht|dieses thema im programm|dieser (?:artikel|beitrag) wurde ausgedruckt|"
    r"(?:anzeige|werbung|\W{0,3}hinweis)?\W{0,3}(?:(?:dies|uns)er|in diesem|der|im) (?:artikel|(?:blog)?"
    r"beitrag|text|post) .{0,60}(?:affiliate|werbe|werbung|werbliche|provision)|"
    r"(?:anzeige|werbung)\W{1,3}(?:enthält|beinhaltet|da|wegen|durch)\b|"
    r"(?:bei den|die) (?:mit .{1,25} )?(?:affiliate-?)?(?:links|verlinkungen) .{0,80}(?:affiliate|provision|"
    r"gekennzeichnet)|"
    r"(?:[^.!?]{0,60}[•|–—] ?)?dies(?:er|es) (?:beitrag|artikel|text|interview)\b.{0,120}\b(?:erschien|ist) "
    r"(?:zuerst|zuvor|erstmals|ursprünglich)\b|"
    r"(?:hinweis:? )?(?:die|alle) [^.!?]{0,60}\b(?:unterliegen|urheberrechtlich|copyright)\b|"
    r"wir respektieren (?:deine|ihre) privatsphäre|diese (?:web)?seite (?:verwendet|nutzt|benutzt) cookies|"
    r"(?:warning|notice|deprecated|strict standards|fatal error|parse error): .{0,400} on line \d+",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 450
_FEWEST_FILLER = 5
_META_LINE = re.compile(
    r"(?:veröffentlicht|erschienen|erstellt|online seit|stand|zuletzt aktualisiert|aktualisiert|published|"
    r"posted|updated|geschrieben|verfasst|eingestellt|gepostet|letzte änderung)"
    r"\b.{0,30}\d{1,2}.{0,60}|vor \d{1,2} (?:minuten?|stunden?|tag(?:en)?|wochen?) in .{0,90}|"
    r"(?:noch )?keine kommentare?\W{0,3}|"
    r"kommentare insgesamt:? ?\d*|\d+ (?:bewertungen|kommentare?|aufrufe|likes|shares|views|comments)|"
    r"(?:lesezeit|lesedauer|reading time)\b.{0,30}|(?:von|by|text|autor(?:in)?|"
    r"redaktion):? (?:[A-ZÄÖÜ][\w.-]+ ?){1,4}(?:[,|] ?(?:am )?\d{1,2}\.\s?[\w.]{1,12}\s?(?:\d{2,4})?)?|"
    r"\W*abgelegt unter\b.{0,80}|(?:tags?|topics|themen|schlag(?:worte|wörter)|filed under)\s?:.{0,90}",
    re.IGNORECASE,
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


@functools.lru_cache(maxsize=1000)
def find_picture_line(text: str) -> PictureLine | None:
    """Read a line such as "… © NAME", "Foto: NAME" or "(v.l.n.r.): …"; None when it is no caption."""
    text = _LINK_AT_END.sub("", text) if text[-_LONGEST_LINK:].rpartition("http")[1] else text
    if is_bare_credit(text):
        return PictureLine(caption="", credit="")
    if match := _CREDIT_LINE.match(text) or _BANK_LINE.match(text):
        return None if is_foot(text) else _split_credit(match["name"], text)
    if len(text) < 600 and _CREDIT_SIGN.search(text) and (match := _CREDIT_TAIL.match(text)):
        caption = _close(match["caption"].strip(" (|/–-"))
        if len(caption) > _LONGEST_CAPTION and match["name"][0].islower():
            return None
        return PictureLine(caption=caption, credit=_clean(match["name"]))
    if len(text) < 400 and ("(" in text or ":" in text[:_LONGEST_LABEL]) and _GROUP.match(text):
        return PictureLine(caption=text, credit="")
    return None


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


def strip_opening(text: str) -> str:
    """A first paragraph without the dateline of a press release or an agency; empty for a place alone."""
    return _PLACE_LINE.sub("", _DATELINE.sub("", _PRESS.sub("", text)))


def strip_update(text: str) -> str:
    """A paragraph without the "Update vom 3. Mai, 16:05 Uhr:" that a newspaper puts before what it adds, and
    without what it says in brackets of where it is sold."""
    return _UPDATE.sub("", _SOLD.sub("", text) if "(" in text else text)


def strip_place(text: str) -> str:
    """A paragraph behind the first one without a dateline, or a place in capitals."""
    return strip_opening(_PLACE_WITHIN.sub("", text)) or text


def is_notice(text: str) -> bool:
    """Whether a block speaks of the page and not of the news: consent, browser, form of address, an error."""
    return len(text) <= _LONGEST_NOTICE and bool(_NOTICE.match(text.lstrip(" *")))


_FILLER = frozenset(
    re.findall(
        r"\w+",
        "aut consequatur cum dolor dolorem dolores ea eius enim eos est et eum eveniet harum id illo "
        "ipsa ipsam "
        "ipsum iure laborum lorem natus nihil nulla omnis quae quas qui quia quis quo quod rerum "
        "sed sint sit sunt "
        "tenetur ut vel velit voluptas voluptatem",
    )
)
"""The words of printers' Latin, which stands where the text is only for subscribers."""


def is_filler(text: str) -> bool:
    """Whether a paragraph is printers' Latin in place of a text."""
    words = re.findall(r"\w+", text[:600].casefold())
    return len(words) >= _FEWEST_FILLER and sum(word in _FILLER for word in words) >= 0.3 * len(words)


def is_meta_line(text: str) -> bool:
    """Whether a short line tells who wrote the text, when, or how many read it."""
    is_open = not text.endswith(".") or text.endswith("Uhr.")
    return is_open and len(text) <= _LONG + 40 and bool(_META_LINE.fullmatch(text))


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


_SEE_ALSO = re.compile(
    r"\W*(?:(?:lesen|lies|hören|sehen) sie (?:auch|hier|mehr|dazu)|lies auch|(?:auch|"
    r"schon) (?:interessant|gelesen)|"
    r"das könnte (?:sie|dich|euch)|mehr (?:zum thema|dazu|zu diesem|infos?:|lesen|über)|zum (?:thema|"
    r"weiterlesen)|"
    r"weitere (?:artikel|beiträge|themen|meldungen|nachrichten|news|informationen zu|links)|weiterlesen|"
    r"siehe auch|"
    r"passend dazu|ähnliche|verwandte|empfohlene|auch auf|"
    r"read (?:more|also|next)|see also|related|more (?:on|from|about)|you (?:may|might) also|recommended|"
    r"also read|"
    r"[àa] lire|lire aussi|sur le même|voir aussi|"
    r"(?:lea|lee|vea|mira|ver|más|leia|veja)(?: (?:también|tambien|más|mas|sobre|mais|também))|lea:|"
    r"te puede interesar|"
    r"leggi anche|czytaj (?:też|także|więcej)|zobacz (?:też|także))(?!\w)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"newsletter|abonnier(?:e|en sie|t)\b|\bfolg(?:e|en|t) (?:uns|sie uns|mir)\b|follow us|subscribe|"
    r"síguenos|suscríb|"
    r"(?:auf|bei|on|en|via) (?:facebook|instagram|twitter|whatsapp|telegram|youtube)\b.{0,40}(?:folg|teil|"
    r"like|abonn|follow|share)|"
    r"unterstütz(?:e|en sie|t)\b.{0,40}(?:arbeit|uns|journalismus)|mit (?:einer|ihrer|deiner) spende\b|"
    r"jetzt spenden|"
    r"journalismus kostet|\bfinanzieren uns\b.{0,60}(?:spende|abo)|"
    r"\bausgabe\b.{0,80}(?:kiosk|\babo\b|e-paper)|"
    r"alle rechte vorbehalten|all rights reserved|^copyright|^©|prawa zastrzeżone|chroniony prawem|"
    r"(?:einen|ihren|deinen|schreib\w*|hinterlass\w*).{0,20} kommentar|kommentare? \(?\d|\beingeloggt|"
    r"\beinloggen|"
    r"anmelden,? um|leave a (?:reply|comment)|sign up|affiliate[- ]link|creative commons|\bcc[- ]by\b|"
    r"meinung des autors|nicht notwendigerweise die|^pressekontakt|^autor(?:in)?:|^text:|^tags?:|"
    r"^schlag(?:worte|wörter)\b|"
    r"^kategorien?\b|^category|^stichw(?:orte|örter)|^themen:|^(?:lese|auch)tipp",
    re.IGNORECASE,
)
_FOOT_TITLE = re.compile(
    r"\W*(?:mehr (?:zum thema|dazu|zu diesem thema|infos|informationen|aus|von)|zum thema|zum weiterlesen|"
    r"weiterlesen|"
    r"(?:auch|schon|meist) ?(?:interessant|gelesen)|das könnte (?:sie|dich|euch)|(?:weitere|ähnliche|"
    r"verwandte|"
    r"empfohlene|passende|"
    r"neueste|aktuelle|beliebte|die neuesten) (?:artikel|beiträge|themen|meldungen|nachrichten|news|"
    r"inhalte|links|videos|termine)|"
    r"schlag(?:worte|wörter)|stich(?:worte|wörter)|tags|themen|kategorien?|(?:artikel |beitrag |"
    r"seite )?(?:teilen|drucken|empfehlen)|"
    r"kommentare?|comments?|diskussion|newsletter|pressekontakte?|ansprechpartner\w*|kontakt|"
    r"(?:über )?(?:den autor|die autor(?:in|en))|autor[:*_]innen|über mich|"
    r"suchhilfe|hinweise zur suche|(?:die suche / )?erweiterte suche.{0,40}|"
    r"about the author|related\w*(?: \w+)?|share(?: this)?|you may also like|read (?:more|next|also)|"
    r"more (?:on|from) .{2,40}|"
    r"recommended\w*|merkmale dieser pressemitteilung|originalpublikation|medienkontakt|rückfragen(?: an)?|"
    r"quellen|downloads?|links?|anhänge?|dateien|lesen sie auch|siehe auch|spenden|unterstützen sie uns)\W*",
    re.IGNORECASE,
)


def is_pointer(text: str) -> bool:
    """Whether a line begins by leading to other articles."""
    return bool(_SEE_ALSO.match(text))


def is_tail(text: str) -> bool:
    """Whether a line asks for something at an article's end: to subscribe, donate, share or comment."""
    return bool(_TAIL.search(text))


def is_foot_title(text: str) -> bool:
    """Whether a line heads what is not the article any more: others, keywords, contacts."""
    return bool(_FOOT_TITLE.fullmatch(text))
