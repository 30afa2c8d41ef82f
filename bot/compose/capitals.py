"""Titles that shout: "GROSSE DEMO: WIR SIND MEHR" as a person would write it, "Große Demo: Wir sind mehr".

How a word is written is looked up in the article's own text; what does not stand there is small when it is a
function word and capitalised otherwise. What is short and nowhere else written small stays an abbreviation.
"""

import re
from collections import Counter
from collections.abc import Mapping

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
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
    kostenlos kostenlose kostenlosen deutsche deutschen türkische türkischen lokale lokalen day all new
    one
"""
SMALL = frozenset(SMALL_WORDS.split())
SHARP = {
    "grosse": "große", "grosser": "großer", "grosses": "großes", "grossen": "großen", "gross": "groß",
    "strasse": "Straße", "strassen": "Straßen", "strassenfest": "Straßenfest", "fussball": "Fußball",
    "fussballturnier": "Fußballturnier", "spass": "Spaß", "grüsse": "Grüße", "gruss": "Gruß",
    "weiss": "weiß", "heisst": "heißt", "draussen": "draußen", "ausser": "außer", "schliesst": "schließt",
    "schliessung": "Schließung", "abschluss": "Abschluss", "mass": "Maß", "fuss": "Fuß", "süss": "süß",
    "dreissig": "dreißig", "begrüsst": "begrüßt", "begrüssung": "Begrüßung", "strom": "Strom",
}  # fmt: skip
"""Words whose ß capitals hide."""


def calm_capitals(title: str, text: str, language: str) -> str:
    """The title with the capitals of a person; one that does not shout is returned as it is."""
    letters = [
        character for character in title if character.isalpha() and character.upper() != character.lower()
    ]
    is_short = len(letters) < SHORTEST or not any(len(word) > ABBREVIATION for word in WORD.findall(title))
    if is_short or sum(map(str.isupper, letters)) < len(letters) * SHOUTED:
        return title
    known = _count_writings(text)
    pieces: list[str] = []
    end = 0
    for found in WORD.finditer(title):
        before = title[end : found.start()]
        is_first = not pieces or re.search(r"[.:!?–|„“\"»«]\s*$", before) is not None
        pieces += [before, _write(found[0], known, is_first=is_first, is_german=language.startswith("de"))]
        end = found.end()
    return "".join([*pieces, title[end:]])


def _write(word: str, known: Mapping[str, str], *, is_first: bool, is_german: bool) -> str:
    small = word.lower()
    writing = known.get(small) or known.get(_sharpen(small)) or _guess(word, is_german=is_german)
    return writing[:1].upper() + writing[1:] if is_first else writing


def _guess(word: str, *, is_german: bool) -> str:
    small = word.lower()
    if small in SHARP:
        return SHARP[small]
    if small in SMALL:
        return small
    if len(word) <= ABBREVIATION and word.isupper() and not SPOKEN.fullmatch(word):
        return word
    return word.capitalize() if is_german else small


def _sharpen(small: str) -> str:
    return SHARP.get(small, small).lower()


def _count_writings(text: str) -> Mapping[str, str]:
    """How the text writes each word most often, where no sentence begins."""
    counted: dict[str, Counter[str]] = {}
    for found in WORD.finditer(text):
        begins = re.search(r"(?:^|[.:!?\n„“\"»«–])\s*$", text[max(0, found.start() - 3) : found.start()])
        word = found[0]
        if begins or (word.isupper() and len(word) > ABBREVIATION + 1):
            continue
        counted.setdefault(word.lower(), Counter())[word] += 1
    return {small: writings.most_common(1)[0][0] for small, writings in counted.items()}
