"""Sentences: where one ends, in German first, and what of them fits; one scan over the text, nothing to load.

A quotation or bracket is never split, however many full stops it holds, and "glued" sentences
("einsteigen.In", "18.11.2019Warum"), which careless archives have, are taken apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.compose.dates import MONTH
from bot.domain.channel import utf16_length

ENDS = re.compile(r"[.!?…؟।。][\"“”»«’')\]]*$")
"""At the end of a whole sentence."""

_STOP = re.compile(
    r"([.!?…。！？؟۔।]+)([)\]\"“”»«’']*)(\s*)([\"„“»«‚‘'(\[]*)(\w?)"  # mark, closing, gap, opening, head
)
_GLUED_DATE = re.compile(r"\.(?:19|20)\d\d(?=[A-ZÄÖÜ][a-zäöüß])")
_QUOTE = re.compile('[„“”"»«]')
_OPENING = "\"„“»«‚‘'(["
_BEFORE_WORD = _OPENING + "-–/"
_PARAGRAPH = re.compile(r"\n\s*\n")
_MONTH = re.compile(
    rf"(?:{MONTH}"
    r"|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\b"
)
_HOUSE_NUMBER = re.compile(
    r"(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[a-zäöüß]platz|[Mm]arkt|[Ww]eg|[Aa]llee|[Gg]asse|[Rr]ing|[Dd]amm"
    r"|[Uu]fer|[Hh]of|[Bb]erg|[Gg]raben)\s\d{1,3}$"
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_ROMAN = re.compile(r"[IVXL]+")
_HEADING_END = re.compile(
    r" (?=(?:Die|Der|Das|Mit|Im|In|Am|Bei|Für|Zum|Zur|Seit|Auf|Nach|Wer|Wir|Ein|Eine|Es) \w"
    r"|(?:Eröffnet|Begrüßt|Organisiert|Gefördert|Veranstaltet|Geleitet|Unterstützt|Moderiert) w[eiu]rd)"
)
_INNER_MARK = re.compile(r"[.!?:;,–)/-]( |$)|[(„\"]")
_VERB = re.compile(
    r"\b(?:ist|sind|war|waren|hat|haben|wird|werden|wurde|wurden|kann|können|soll|sollen|muss|müssen|gibt"
    r"|gab|"
    r"lädt|laden|findet|finden|fand|steht|stehen|kommt|kommen|geht|gehen|sagt|so|wie|und|oder"
    r"|[a-zäöüß]{3,}(?:ier)?te?n?)\b"
)
_NAMED = ("Die Grünen", "Die Linke", "Die Zeit", "Der Spiegel", "Das Erste", "Die Partei")
_LONGEST_QUOTE = 1200
_BRACKET = re.compile(r"\([^)]{0,299}\)")


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
        heading = _find_heading(piece) if has_headings else 0
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
    ends = list(_find_ends(paragraph, get_grammar(language)))
    dates = [match.end() for match in _GLUED_DATE.finditer(paragraph)]
    return sorted(ends + dates) if dates else ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Words of one language, as the sentence scan needs them.

    inner: abbreviations (lower case, without the last full stop) which never end a sentence;
    final: abbreviations which end one only before a word of `openers`;
    openers: words (as written) which hardly ever stand with a capital inside a sentence;
    has_ordinals: "3." means "third", so a number and a full stop seldom end a sentence.
    """

    inner: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    has_ordinals: bool = False


def _find_ends(text: str, rules: Grammar) -> Iterator[int]:
    closed = _list_closed_spans(text)
    index, bound = 0, len(closed)
    for match in _STOP.finditer(text):
        mark, close, gap, _, head = match.groups()
        at = match.start()
        if not head or (close == ")" and text[at - 1 : at] == "("):  # a mark in brackets ends nothing
            continue
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
        elif close and _goes_on(text, match, rules):
            is_end = False
        elif gap and end == behind:
            is_end = mark != "." or _ends_with_full_stop(text, at, match.start(5), rules)
        else:
            is_end = _is_glued_end(text, match, end)
        if is_end:
            yield end


def _goes_on(text: str, match: re.Match[str], rules: Grammar) -> bool:
    """Whether a sentence goes on behind brackets: "„Nie wieder!“ (NW) fordert"."""
    mark, close, _, opened, _ = match.groups()
    if opened == "(" and text[match.end() :].partition(")")[2][:2].strip().islower():
        return True
    return close == ")" and mark != "." and _is_aside(text, match.start(), match.start(5), rules)


def _is_aside(text: str, at: int, following: int, rules: Grammar) -> bool:
    """Whether a mark ends but a word in brackets: "Von Blues bis (selbstverständlich!) Lindy Hop"."""
    opening = text.rfind("(", max(0, at - 30), at)
    is_word = opening > 0 and " " not in text[opening:at]
    is_inside = is_word and text[max(0, opening - 2) : opening].rstrip()[-1:] not in ".!?…"
    return is_inside and _get_word(text, following) not in rules.openers


def _ends_before_lower_case(text: str, at: int, rules: Grammar) -> bool:
    """A sentence whose first word was lost begins in lower case; the word before the stop must be whole."""
    word = _last_word(text, at).lower().rsplit("-", 1)[-1]
    return len(word) >= 4 and word.isalpha() and word not in rules.inner and word not in rules.final


def _is_glued_end(text: str, match: re.Match[str], end: int) -> bool:
    """No blank behind the mark: an end only between a whole word and a capitalised one."""
    mark, at, first = match[1], match.start(), match.start(5)
    if mark not in {".", "!", "?"} or at < 2:
        return False
    before, word = text[at - 1], _last_word(text, at)
    is_address = "@" in word or "/" in word or "@" in text[first:].split(maxsplit=1)[0]
    if is_address or word.lower().startswith(("www.", "http")) or _is_abbreviation(word):
        return False
    follower = text[first + 1 : first + 2]
    is_word_before = before in '“”"«»)' or (before.islower() and text[at - 2].isalpha())
    is_word_after = match[5].isupper() and (follower.islower() or follower.isspace())
    return is_word_before and (is_word_after or first > end)


def _is_abbreviation(word: str) -> bool:
    bare = word.lower().lstrip(_OPENING)
    return bare in GERMAN.inner or bare in GERMAN.final


_ENUMERATES = re.compile(r":\s\d{1,2}$")
""" "Unsere Tipps: 1. Nichts unterschreiben."."""


def _ends_with_full_stop(text: str, at: int, first: int, rules: Grammar) -> bool:
    word = _last_word(text, at)
    bare = word.lower()
    if not bare.isalpha():
        word = word.lstrip(_BEFORE_WORD)
        if word[-1:].isdigit():
            if rules.has_ordinals and (_MONTH.match(text, first) or _ENUMERATES.search(text, at - 4, at)):
                return False
            is_house = _HOUSE_NUMBER.search(text, at - 40, at) is not None
            return not rules.has_ordinals or is_house or _number_ends(word, _get_word(text, first), rules)
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


def _number_ends(word: str, follower: str, rules: Grammar) -> bool:
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
    start, opener = 0, ""
    for match in _QUOTE.finditer(text):
        at = match.start()
        if opener and _closes(text, at, opener):
            if at - start <= _LONGEST_QUOTE:
                spans.append((start, at + 1))
            opener = ""
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
    before = text[at - 1 : at]
    return not before.isspace() and before not in "(["


def _opens(text: str, at: int) -> bool:
    follower = text[at + 1 : at + 2]
    if not follower or follower.isspace():
        return False
    if text[at] in "„“»«":
        return True
    return not text[at - 1 : at].isalnum()


def _list_brackets(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _BRACKET.finditer(text)]


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GERMAN = Grammar(
    inner=_words(
        "a a.a.o abb abs allg anm aufl b bd bearb bes betr bez bspw bzgl bzw c ca d d.h dgl dipl "
        "dipl.-ing dr dres e ebd einschl entspr etw evt evtl exkl f fr frl g geb gem gest ggf ggü h h.c "
        "hbf hl hr hrn hrsg i i.a i.d i.d.r i.e i.h.v i.r i.v ing inh inkl insb insg j jur k kath l "
        "lt m m.e max med min mind mo n nat nr nrn o o.a o.ä o.g p p.m pfr phil pol prof r rd red rer "
        "röm s s.a s.o s.u sa sog sr st stellv t tel u u.a u.a.m u.ä u.u u.v.a u.v.m u.z urspr v v.a "
        "v.l v.l.n.r v.r vgl vorm mr mrs ms w x y z z.b z.t z.zt zzgl zus di mi do so evang ev franz "
        "griech lat türk eff mtl jährl ordentl außerordentl ehem erm zzt vorauss tägl wöchentl lfd nachm "
        "vorm op arr hob freiw städt prot dt dtsch dem rep öff soz landw staatl ökum südl nördl östl westl "
        "gegr gewerbl kirchl techn wiss schriftl"
    ),
    final=_words(
        "a.d apr art aug b.a b.sc chr co corp dez e.g e.k e.v etc feb febr ff i.l inc jan jh "
        "jhd jr jun jul m.a m.sc mio mrd mär n.chr nov okt ph.d rgnl sec sek sep sept std str straß "
        "tsd usf usw v.chr gmbh i.gr zt"
    ),
    openers=_words(
        "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Es Er Sie Wir Ich Ihr Du Man In Im "
        "An Am Auf Bei Beim Mit Nach Von Vom Zu Zum Zur Für Durch Um Über Unter Vor Aus Ab Bis Seit "
        "Während Wegen Trotz Ohne Gegen Als Wenn Weil Da Dabei Dadurch Dafür Dagegen Daher Damit "
        "Danach Dann Daran Darauf Daraus Darin Darüber Darum Davon Davor Dazu Dort Hier Hierzu "
        "Hierbei Heute Gestern Nun Jetzt So Auch Aber Und Oder Doch Denn Außerdem Zudem Deshalb "
        "Anschließend Zuvor Zuletzt Zuerst Zunächst Später Schließlich Wer Was Wie Wo Wann Warum "
        "Weshalb Welche Welcher Welches Alle Alles Viele Einige Mehr Manche Beide Beides Jede Jeder "
        "Jedes Diese Dieser Dieses Diesen Diesem Jene Jener Sein Seine Seinen Ihre Ihren Unser Unsere "
        "Unseren Mein Meine Kein Keine Keiner Niemand Jemand Nur Noch Schon Weitere Weiterhin Neben "
        "Zwischen Allerdings Ebenso Ebenfalls Gemeinsam Insgesamt Inzwischen Mittlerweile Obwohl Ob "
        "Nachdem Bevor Sobald Sofern Falls Sowohl Statt Wieder Zwar Leider Gerade Besonders Vielen "
        "Wem Wen Erst Erstmals Bereits Immer Nicht Nichts Etwas Zahlreiche Mehrere Bitte Danke "
        "Eingeladen Dass Zurzeit"
    ),
    has_ordinals=True,
)

ENGLISH = Grammar(
    inner=_words(
        "mr mrs ms dr prof rev hon gen col capt lt sgt st mt no vs e.g i.e cf fig vol pp approx dept "
        "est a b c d e f g h j k l m n o p r s t u v w x y z mon tue tues wed thu thur fri sat sun"
    ),
    final=_words(
        "inc ltd co corp etc jr sr u.s u.k a.m p.m ave blvd rd jan feb mar apr aug sept sep oct nov dec"
    ),
    openers=_words(
        "The A An It He She We They I You In On At By For From To With After Before When While If As "
        "But And Or So This That These Those There Here His Her Its Our Their My Your What Who Where "
        "Why How Many Some All Most More Both Each Every No Not Now Then Today Since During Under "
        "Over Between Because Although"
    ),
)

POLISH = Grammar(
    inner=_words(
        "a b c d e f g h i j k l m n o p s t u w z al art br cd dot dr doc gen godz hab im in inż "
        "kard ks lek lic mgr min m.in np nr ok os pl pod por prof pt pw red s.a sp st str św "
        "tel tj tzn tzw ul ur woj wg zł zob"
    ),
    final=_words("r itd itp etc wieku"),
    openers=_words(
        "W Z Na Do Po Od Dla O Za To Ten Ta Te Jest Są Nie Ale I Oraz Jak Gdy Kiedy Wszyscy Każdy"
    ),
    has_ordinals=True,
)

TURKISH = Grammar(
    inner=_words(
        "a b c d e f g h j k l m n o p r s t u v y z alb apt av bkz bl böl bul cad çev doç dr ecz hz "
        "ing mad mah müh no ör öğr org prof sk sn sok st şb tel uzm vd yard yrd"
    ),
    final=_words("vb vs a.ş ltd şti"),
    openers=_words(
        "Bu Bir Ve Ama Ancak Biz Siz O Onlar Ben İki Her Tüm Çok En Daha Şimdi Bugün Yarın Ayrıca"
    ),
    has_ordinals=True,
)

CYRILLIC = Grammar(
    inner=_words(
        "а б в г д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ю я акад вул див доц др ім "
        "напр обл пр проф рис смт ст стор тел тис м р рр с св см т.д т.п т.е т.ч ул им гр г.г пл "
        "просп бул"
    ),
    final=_words("млн млрд грн руб т.ін ін"),
    openers=_words(
        "У В На З До Від Для За Це Цей Ця Ми Ви Він Вона Вони Я Та І А Але Як Коли Усі Кожен Также Это Мы"
    ),
)

GRAMMARS = {
    "de": GERMAN,
    "en": ENGLISH,
    "pl": POLISH,
    "tr": TURKISH,
    "uk": CYRILLIC,
    "ru": CYRILLIC,
}

PLAIN = Grammar(inner=_words("dr prof st nr no a b c d e f g h i j k l m n o p q r s t u v w x y z"))
"""For every other language: only what is shared widely."""


def get_grammar(language: str) -> Grammar:
    """The grammar of a BCP 47 language ("de", "de-at", "tr"), or the plain one."""
    return GRAMMARS.get(language.lower().split("-")[0], PLAIN)


_CLAUSE = re.compile(r"(?:,|;|:|\s[–-])\s")
_MOST_LINES = 8


def take_leading(texts: Sequence[str], budget: int) -> str:
    """The first whole sentences that fit, at least one clause of the first."""
    taken = ""
    for text in texts:
        if utf16_length(f"{taken} {text}") > budget:
            break
        taken = f"{taken} {text}".strip()
    return taken or (cut(texts[0], budget) if texts else "")


def take_lines(lines: Sequence[str], budget: int) -> str:
    """A notice set in lines, such as that of a death, whole and as it is set; empty where it does not fit."""
    text = "\n".join(lines)
    return text if len(lines) <= _MOST_LINES and utf16_length(text) <= budget else ""


def cut(text: str, budget: int) -> str:
    """The longest whole clauses that fit, honestly marked with "…"; a text that fits stays as it is."""
    if utf16_length(text) <= budget:
        return text
    room = budget - 2
    ends = [match.start() for match in _CLAUSE.finditer(text) if utf16_length(text[: match.start()]) <= room]
    if ends and ends[-1] >= room // 3:
        return f"{text[: ends[-1]]} …"
    words = text[:room].split(" ")[:-1] or [text[: room // 2]]
    while utf16_length(" ".join(words)) > room:
        words.pop()
    return f"{' '.join(words).rstrip(',;:–- ')} …"
