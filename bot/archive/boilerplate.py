"""The frame around an article: lines that stand on every page of a site and belong to no article.

Some are known from the association's site and from usual themes; the others are learned, because text
that stands on several pages of one site is frame.
"""

import re
from collections.abc import Iterable, Sequence
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
    r"(?:hinweis:? )?(?:für|zur) (?:diese[nrs]?|anzeige) .{0,40}\bjavascript|"
    r"(?:keine|no) (?:felder|einträge|ergebnisse|fields|entries|results|items) (?:gefunden|vorhanden|found)|"
    r"(?:(?:kontakt)?formular|(?:contact )?form) (?:nicht gefunden|not found)|"
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
    r"(?:bei den|die) (?:mit .{1,60} )?(?:affiliate-?)?(?:links|verlinkungen) .{0,80}(?:affiliate|provision|"
    r"gekennzeichnet)|"
    r"(?:[^.!?]{0,60}[•|–—] ?)?dies(?:er|es) (?:beitrag|artikel|text|interview)\b.{0,120}\b(?:erschien|ist) "
    r"(?:zuerst|zuvor|erstmals|ursprünglich)\b|"
    r"(?:hinweis:? )?(?:die|alle) [^.!?]{0,60}\b(?:unterliegen|urheberrechtlich|copyright)\b|"
    r"(?:\W{0,3}hinweis:? )?d(?:ies(?:e[rs]?)?|er|ie) (?:artikel|beitrag|text|zusammenfassung|übersetzung|"
    r"meldung) .{0,120}\b(?:maschinell|automati(?:sch|siert)|künstlich|ki|künstlicher intelligenz)\b.{0,60}"
    r"(?:erstellt|erzeugt|generiert|übersetzt|zusammengefasst|verfasst|vorgelesen|vertont)|dies ist eine "
    r"(?:maschinell|automati)|(?:lest|lies|lesen sie) (?:hier )?den original|"
    r"wie hat (?:ihnen|dir|euch) (?:dies|der)|"
    r"[^.!?]{0,20}[\d,.]{1,6} ?(?:€|euro|cent)?.{0,12}(?:können|kannst) (?:sie|du) (?:diesen|den) (?:artikel|"
    r"beitrag|text) |(?:sie sind|du bist) (?:bereits|schon) (?:kund|abonnent|mitglied)|"
    r"(?:gast)?(?:kommentare?|beiträge)\b.{0,100}\bmeinung der redaktion|"
    r"wir (?:verwenden|nutzen|benutzen) .{0,60}\bcookies|wir respektieren (?:deine|ihre) privatsphäre|"
    r"diese (?:web)?seite (?:verwendet|nutzt|benutzt) cookies|"
    r"(?:warning|notice|deprecated|strict standards|fatal error|parse error): .{0,400} on line \d+",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 450
_FEWEST_FILLER = 5
_META_LINE = re.compile(
    r"(?:veröffentlicht|erschienen|erstellt|online seit|stand|zuletzt aktualisiert|aktualisiert|published|"
    r"posted|updated|written|geschrieben|verfasst|eingestellt|gepostet|letzte änderung)"
    r"\b.{0,30}\d{1,2}.{0,60}|vor \d{1,2} (?:minuten?|stunden?|tag(?:en)?|wochen?)(?: in .{0,90})?|"
    r"\d{1,2} (?:minute|hour|day|week)s? ago|"
    r"(?:noch )?keine kommentare?\W{0,3}|[\d.]{6,10}[,|]? \d\d[:.]\d\d(?: uhr)?[,|]? \d{1,2} min\.?|"
    r"kommentare insgesamt:? ?\d*|\d+ (?:bewertungen|kommentare?|aufrufe|likes|shares|views|comments)|"
    r"(?:lesezeit|lesedauer|reading time)\b.{0,30}|\d{1,2} min(?:uten?|\.)? (?:lesezeit|lesedauer|read\w*)|"
    r"(?:von|by):? (?-i:(?:[A-ZÄÖÜ][\w.-]+(?:,? und| and|,)? ){0,7}[A-ZÄÖÜ][\w.-]+)|"
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d.{0,60}|"
    r"(?:von|by|text|übersetzung(?: und \w+)?|author|autor(?:in)?|verfasser(?:in)?|"
    r"redaktion):? (?:[A-ZÄÖÜ][\w.-]+ ?){1,4}(?:[,|] ?(?:am )?\d{1,2}\.\s?[\w.]{1,12}\s?(?:\d{2,4})?)?|"
    r"on \d{1,2},? \w{3,9} \d{4} \| .{0,40}\bcomments?\b.{0,60}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4} ?[·•|–-].{0,60}\b(?:kategorien?|category|categories|tags?)\b.{0,60}|"
    r"\W*abgelegt unter\b.{0,80}|(?:tags?|topics|themen|schlag(?:worte|wörter)|filed under)\s?:.{0,90}",
    re.IGNORECASE,
)
_BYLINE_TAIL = re.compile(r"(?<=[.!?“\"]) Von [A-ZÄÖÜ][\w.-]+(?: [A-ZÄÖÜ][\w.-]+){1,2}$")
_SALUTATION = re.compile(
    r"^(?:Liebe[rs]?|Sehr geehrte[rs]?|Hallo|Guten Tag)\b(?:[^.!?]|\be\. ?V\.|\b(?:St|Hl|Dr)\.){0,90}[,!]?$",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(
    r"^(?:Dateien|Downloads?|Anlagen?|Dokumente):?$|\(\d+(?:[.,]\d+)? ?[KMk](?:[Bb]|byte|Byte)\w*\)$"
)
_CATEGORY_LINE = re.compile(r"^Kategorien?:\s*(?P<names>.{1,1000})$")
_CLOSING = re.compile(
    r"^(?:Ihre?|Eue?re?|Mit (?:freundlichen|herzlichen|besten) Grüßen|Herzliche Grüße|Für den Vorstand"
    r"|Herzlich(?:st)? grüßt(?: Sie| [Ee]uch)?)\b(?P<name>[^.!?]{0,60})$"
)
_DATE_LINE = re.compile(r"^(?:\w+,? )?(?:den )?(\d{1,2})\.\s?(\d{1,2})\.(\d{4})(?:,? \d\d:\d\d(?: Uhr)?)?$")


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


def sums_up(text: str) -> bool:
    """Whether a line says that a machine wrote the points around it."""
    return "usammenfassung" in text[:_LONG] and is_notice(text)


def strip_byline(text: str) -> str:
    """A lead without the name of who wrote the text behind its last sentence."""
    return _BYLINE_TAIL.sub("", text) if " Von " in text[-_LONG:] else text


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
    r"journalismus (?:kostet|braucht)|(?:testen|lesen) sie .{0,40}\b(?:wochen|kostenlos|gratis)\b|"
    r"\bjetzt (?:unterstützen|abonnieren|testen)\W*$|abonnieren für\b|"
    r"\bfinanzieren uns\b.{0,60}(?:spende|abo)|"
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
    r"(?:verwendete |weitere )?quellen|zitier(?:vorschlag|hinweis|weise)|.{0,20}kostenlos testen|"
    r"downloads?|links?|anhänge?|dateien|lesen sie auch|siehe auch|spenden|unterstützen sie uns)\W*",
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
