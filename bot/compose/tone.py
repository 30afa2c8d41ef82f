"""Tone: whether a text is about death, attack, catastrophe, illness or mourning, and wants a sober post;
and words that shout, which are told calmly."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.compose import tense

_EMOJI = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0020-\U000e007f]"
    "[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]* ?"
)
_FIGURE = re.compile(
    r"\bExplosion (?:der|des|von|an) (?!(?:\w+en )?(?:Gas|Bombe|Granate|Kessel|Rakete|Spreng|Munition|Tank"
    r"|Gewalt|Mine))\w+"
    r"|\b(?:Angriff|Anschlag|Attacke|Überfall) auf (?:(?:die|den|das|den deutschen|unsere) )?"
    r"(?:Lachmuskeln|Geschmack\w*|Sinne|Titel|Platz|Spitze|Tor|\w*[Rr]ekord\w*|Meister\w*|Tabellen\w*"
    r"|Gaumen|Pokal|Thron"
    r"|Geldbeutel|Nerven)"
    r"|\bverletzte[nrs]? (?:\w*tiere?n?|Eulen?|Igel|\w*[Vv]ogel|\w*[Vv]ögeln?|Katzen?|Hunde?|Schwäne?"
    r"|Schwan|Eichhörnchen"
    r"|Amseln?|Fledermäuse|Fledermaus|Störche|Storch|Rehe?|Füchse|Fuchs)\b"
    r"|\bKampf (?:um|gegen|der|für)\b"
    r"|\bals \w+(?: \w+)? missbrauch\w*"
    r"|\b(?:warnt|warnen|Warnung|Schutz|schützt|schützen|Vorsorge) vor \w+(?: und \w+)?"
    r"|\b(?:Kerzen?|Lichter|Licht|Fackeln?|Laternen?|Kränze?|\w+kranz|\w+feuer)\b[^.!?]{0,80}\bangezündet\b"
    r"|\b(?:Zahl\w*|\w*[Kk]osten|Preis\w*|\w*preise|Anteil|\w*[Qq]uote|Temperatur\w*|\w*[Mm]ieten?"
    r"|Arbeitslos\w*"
    r"|Umsatz|Interesse|Nachfrage|\w*[Bb]eitr[aä]ge?|\w*spiegel|\w*[Vv]erbrauch|\w*zahlen?"
    r"|Alter)\b[^.!?]{0,60}\bgesunken\b"
    r"|\b(?:habe|haben|habt|hat|hatten?)\b(?! die)[^.!?]{0,60}\bvermisst\b(?! gemeldet)",
    re.IGNORECASE,
)
"""Violent words as images, whatever they are about."""
_LONG_AGO = re.compile(r"\b\w+ (?:von|im Jahre?|aus dem Jahr|anno) (?:1\d|20)\d\d\b")
""" "Das Erdbeben von 2015" is told, not mourned."""
_SURNAME = re.compile(
    r"(?!(?:Der|Ein|Nach|Im|Beim|Vom|Zum|Dieser|Kein|Trotz|Seit|Vor)\b)\b[A-ZÄÖÜ][a-zäöüß]+ Brand\b"
)
""" "Rektorin Ilse Brand" is no fire."""
_GAVE = re.compile(
    r"\b(?:spendeten?|gespendet|übergab\w*|übergeben|überreicht\w*|zusammengekommen"
    r"|zusammen)\b.*\d\s?(?:Euro|€)"
    r"|\d\s?(?:Euro|€).*\b(?:gespendet|übergeben|überreicht|zusammengekommen|zusammen|erlaufen"
    r"|eingenommen)\b"
)
"""A gift that was made is glad news, a call for gifts may be a grave one."""
_THANKS = re.compile(
    r"\b(?:Danke|Dankeschön|Dank|dankt|danken|bedankt|bedanken|Erlös|zusammengekommen|erlaufen"
    r"|eingespielt)\b"
)
_APPEAL = re.compile(
    r"\b(?:bitte[nt]? (?:\w+ )?um|sammel[nt]|Spendenkonto|IBAN|benötig\w+|[Bb]itte spenden|rufen|ruft)\b"
)
"""Thanks beforehand stand in a call for gifts."""
_GIFT = re.compile(r"\b(?:Euro|€|\w*[Ss]penden?|gespendet|geschenkt|Geschenk\w*|gestiftet|[Ss]pender\w*)\b|€")
"""Thanks for a gift are glad, whoever gets it."""
_NO_COURSE = re.compile(
    r"\b\w*(?:diskurs|konkurs|exkurs|wechselkurs|aktienkurs|umschulung|einschulung)\w*", re.IGNORECASE
)
_SAYING = 5
"""From so many words on, quotation marks hold what somebody says, not a name."""
_QUOTED = re.compile('„[^“”"]*[“”"]|"[^"]*"|»[^«]*«|«[^»]*»')


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Beginnings of words, compared without case; a "*" in front matches inside a compound too, a "="
    behind says that the word ends there, a "." that the clause does; " … " stands for some words in between.

    grave: one in the title or lead makes a post sober; with a "!" before it nothing outweighs it, with a
    "?" it counts in the title only. cheerful: in the title, they outweigh graves that stand in the text
    only; harmless: phrases taken out before looking; images: words of sport and the arts, two of which,
    or one with "!", show that only grave words with "!" are meant literally; advice: words of courses and
    talks, one of which in the title or first sentence does the same where nothing has happened.
    """

    grave: Sequence[str] = ()
    cheerful: Sequence[str] = ()
    harmless: Sequence[str] = ()
    images: Sequence[str] = ()
    advice: Sequence[str] = ()


def is_sober(title: str, sentences: Sequence[str], words: Words) -> bool:
    """Decide as a comms person would.

    A grave word in the title counts at once, in the text it must stand in the first sentences or come
    back; a cheerful title outweighs what only one of both, title or text, mentions. Quotations are
    left out: there, legs are dead and feasts a bomb.
    """
    lead = "\n".join(sentences[:3])
    if _count("!", words, title, lead):
        return True
    first = sentences[0] if sentences else ""
    is_advice = _is_advice(title, first, words) and not tense.has_past(lead)
    if is_advice or _is_image(title, lead, words) or _is_thanks(title, sentences):
        return False
    in_title = bool(_count("?", words, title) or _count("", words, title))
    in_lead = bool(_count("", words, lead))
    in_rest = _count("", words, *sentences[3:]) >= 3
    cheerful = _pattern(words.cheerful)
    if cheerful and cheerful.search(title):
        return in_title and (in_lead or in_rest)
    return in_title or in_lead or in_rest


def _count(weight: str, words: Words, *texts: str) -> int:
    """How often grave words of a weight ("!", "?" or none) stand in the texts, outside quotations."""
    if weight:
        chosen = [word.removeprefix(weight) for word in words.grave if word.startswith(weight)]
    else:
        chosen = [word for word in words.grave if not word.startswith(("!", "?"))]
    grave, harmless = _pattern(chosen), _pattern(words.harmless)
    if grave is None:
        return 0
    bare = (_clean(text) for text in texts)
    return sum(len(grave.findall(harmless.sub(" ", text) if harmless else text)) for text in bare)


def _clean(text: str) -> str:
    """Without quotations, images, surnames and what is long ago."""
    for pattern in (_QUOTED, _FIGURE, _LONG_AGO, _SURNAME):
        text = pattern.sub(" ", text)
    return text


def _is_image(title: str, lead: str, words: Words) -> bool:
    text = f"{title}\n{lead}"
    alone = _pattern([word[1:] for word in words.images if word.startswith("!")])
    images = _pattern([word for word in words.images if not word.startswith("!")])
    is_alone = alone is not None and alone.search(text) is not None
    return is_alone or (images is not None and len(set(map(str.casefold, images.findall(text)))) >= 2)


def _is_advice(title: str, first: str, words: Words) -> bool:
    advice = _pattern(words.advice)
    return advice is not None and advice.search(_NO_COURSE.sub(" ", f"{title}\n{first}")) is not None


def _is_thanks(title: str, sentences: Sequence[str]) -> bool:
    """Thanks in the title, or for a gift in the lead; or a gift that was made."""
    text = "\n".join((title, *sentences[:3]))
    if any(map(_GAVE.search, (title, *sentences[:2]))):
        return True
    is_glad = _THANKS.search(text) and _GIFT.search(text) and not _APPEAL.search(text)
    return _THANKS.search(title) is not None or bool(is_glad)


def is_cheerful(title: str, words: Words) -> bool:
    """Whether a title is about a feast or the like, which would jar beside mourning."""
    cheerful = _pattern(words.cheerful)
    return cheerful is not None and cheerful.search(title) is not None


def has_grave_quotation(sentence: str, words: Words) -> bool:
    """Whether somebody is quoted with a grave word, which outside its text may sound as it was not meant."""
    grave = _pattern([word.lstrip("!?") for word in words.grave])
    return grave is not None and any(
        grave.search(found[0]) and len(found[0].split()) >= _SAYING for found in _QUOTED.finditer(sentence)
    )


def may_stand_in_sober(sentence: str, words: Words) -> bool:
    """Whether a sentence fits beside mourning: no invitation or congratulation, unless it is grave itself."""
    cheerful = _pattern(words.cheerful)
    grave = _pattern([word.lstrip("!?") for word in words.grave])
    if cheerful is None or not cheerful.search(sentence):
        return True
    return grave is not None and grave.search(sentence) is not None


def calm(text: str) -> str:
    """The text without emoji and exclamation marks, for a sober post."""
    text = _EMOJI.sub("", text)
    text = re.sub(r"\?!+", "?", text)
    text = re.sub(r"!+(?=[\"“”«»’']+\s?[,a-zäöüß]|,)", "", text)
    return re.sub(r"!+", ".", text).strip()


def calm_title(title: str) -> str:
    """A title without emoji and exclamation marks; one that ended with a mark ends with none."""
    return calm(title.rstrip().rstrip("!"))


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    return _compile(tuple(words)) if words else None


@lru_cache(maxsize=64)
def _compile(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(map(_make_alternative, words))
    return re.compile(rf"(?<!\w)(?:{alternatives})", re.IGNORECASE)


_GAP = r"\w*\s(?:[^.!?\n]{0,60}?\s)?"
""" "kamen … um": some words of the same sentence may stand between."""


def _make_alternative(word: str) -> str:
    beginning = r"\w*" if word.startswith("*") else ""
    ending = {"=": r"(?!\w|-\w)", ".": r"(?=\s*(?:[.,;:!?)]|$))"}.get(word[-1], "")
    parts = (re.escape(part).replace(r"\ ", r"\s+") for part in word.strip("*=.").split(" … "))
    return beginning + _GAP.join(parts) + ending


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SPOKEN = re.compile(r"[^AEIOUÄÖÜ][AEIOUÄÖÜ][^AEIOUÄÖÜ]")
"""Three letters that are a word, as TAG and TÜR, rather than an abbreviation, as AWO and VHS."""
SHOUTED = 0.75
"""Share of a title's letters from which on it shouts."""
SHORTEST = 10
"""Letters below which a title may be a name in capitals."""
ABBREVIATION = 3
"""A word of at most so many capitals that the text never writes small is an abbreviation."""
SMALL_WORDS = """
    der die das den dem des ein eine einen einem einer eines kein keine und oder aber denn sowie als wie
    in im ins an am ans auf aus bei beim bis durch für gegen hinter mit nach ohne pro seit statt trotz
    über um unter vom von vor während wegen zu zum zur zwischen ist sind war wird werden nicht auch so
    sich dass weil wenn ob ich du er es wir sie ihr man mein dein sein unser euer alle jede jeder jedes
    diese dieser dieses mehr viel viele noch nur schon jetzt hier heute morgen ab neu neue neuer neues
    neuen sucht suchen feiert feiern lädt laden kommt startet beginnt bleibt hilft helfen macht geht
    gibt hat haben kann können muss müssen soll sollen a the and or but nor at by for from of on to with
    without into over is are be our your their his her my its this that what who how why when not we you
    they it as offen offene offenen offener freie freien gute guten guter junge jungen alte alten kleine
    kleinen gemeinsam internationale internationalen interkulturelle interkulturellen soziale sozialen
    freuen freut bitten bittet bringt bringen treffen trifft wollen möchten euch uns ihnen eure euren eurem
    unseren unserem unserer unsere ihre ihrem ihren dann danach dazu dort da bereits gern gerne bitte
    kostenlos kostenlose kostenlosen deutsche deutschen türkische türkischen lokale lokalen day all new
    one
"""
SMALL = frozenset(SMALL_WORDS.split())
_ADDRESS = re.compile(r"\S{1,64}@\S+|(?:https?://|www\.)\S+")
_LOUD = re.compile(r"([!?])\1+")
_SMALL_ENDING = re.compile(
    r"(?!könig|honig|essig|käfig|teppich|bereich|vergleich|tisch|fisch|mensch)"
    r"\w{3,}(?:lich|isch|ig|bar|sam|los|voll|haft|iert)(?:e[nmrs]?|es)?"
    r"|(?!ge(?:bet|biet|sicht|dicht|richt|wicht|burt|stalt|halt|schäft|bot|müt|rüst|päck|lenk)\b)ge\w{3,}t"
)
"""German words that end like this are hardly nouns: "herzlich", "gemeinsame", "gesorgt"."""
SHARP = {
    "grosse": "große", "grosser": "großer", "grosses": "großes", "grossen": "großen", "gross": "groß",
    "strasse": "Straße", "strassen": "Straßen", "strassenfest": "Straßenfest", "fussball": "Fußball",
    "fussballturnier": "Fußballturnier", "spass": "Spaß", "grüsse": "Grüße", "gruss": "Gruß",
    "weiss": "weiß", "heisst": "heißt", "draussen": "draußen", "ausser": "außer", "schliesst": "schließt",
    "schliessung": "Schließung", "abschluss": "Abschluss", "mass": "Maß", "fuss": "Fuß", "süss": "süß",
    "dreissig": "dreißig", "begrüsst": "begrüßt", "begrüssung": "Begrüßung", "strom": "Strom",
    "uhr": "Uhr", "str": "Str", "tel": "Tel",
}  # fmt: skip
"""Words whose ß capitals hide."""


def calm_paragraphs(text: str, language: str) -> str:
    """A text whose lines that shout are written as a person would, as far as its other lines show how;
    and with one mark for many: "Kommt!!!"."""
    lines = _LOUD.sub(r"\1", text).split("\n")
    calm_lines = "\n".join(line for line in lines if not is_shouting(line))
    return "\n".join(calm_capitals(line, calm_lines, language) for line in lines)


def is_shouting(text: str) -> bool:
    """Whether most of a text, longer than a name, is written in capitals."""
    letters = [mark for mark in text if mark.isalpha() and mark.upper() != mark.lower()]
    is_short = len(letters) < SHORTEST or not any(len(word) > ABBREVIATION for word in _WORD.findall(text))
    return not is_short and sum(map(str.isupper, letters)) >= len(letters) * SHOUTED


def calm_capitals(title: str, text: str, language: str) -> str:
    """The title with the capitals and marks of a person; one that does not shout is returned as it is."""
    title = _LOUD.sub(r"\1", title)
    if not is_shouting(title):
        return title
    known = _count_writings(text)
    pieces: list[str] = []
    end = 0
    addresses = [match.span() for match in _ADDRESS.finditer(title)]
    for found in _WORD.finditer(title):
        if any(start <= found.start() < end for start, end in addresses):
            continue
        before = title[end : found.start()]
        is_first = not pieces or re.search(r"[.:!?–|„“\"»«]\s*$", before) is not None
        pieces += [before, _write(found[0], known, is_first=is_first, is_german=language.startswith("de"))]
        end = found.end()
    return "".join([*pieces, title[end:]])


def _write(word: str, known: Mapping[str, str], *, is_first: bool, is_german: bool) -> str:
    small = word.lower()
    writing = known.get(small) or _guess(word, is_german=is_german)
    return writing[:1].upper() + writing[1:] if is_first else writing


def _guess(word: str, *, is_german: bool) -> str:
    small = word.lower()
    if small in SHARP:
        return SHARP[small]
    if small in SMALL or (is_german and _SMALL_ENDING.fullmatch(small)):
        return small
    if len(word) <= ABBREVIATION and word.isupper() and not SPOKEN.fullmatch(word):
        return word
    return word.capitalize() if is_german else small


def _count_writings(text: str) -> Mapping[str, str]:
    """How the text writes each word most often, where no sentence begins."""
    counted: dict[str, Counter[str]] = {}
    for found in _WORD.finditer(text):
        begins = re.search(r"(?:^|[.:!?\n„“\"»«–])\s*$", text[: found.start()][-3:])
        word = found[0]
        if begins or (word.isupper() and len(word) > ABBREVIATION + 1):
            continue
        counted.setdefault(word.lower(), Counter())[word] += 1
    return {small: writings.most_common(1)[0][0] for small, writings in counted.items()}
