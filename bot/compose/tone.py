"""Tone: whether a text is about death, attack, catastrophe, illness or mourning, and wants a sober post."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    behind says that the word ends there, and " … " stands for some words in between.

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
    in_title = _count("?", words, title) + _count("", words, title) > 0
    in_lead = _count("", words, lead) > 0
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
    return is_alone or (images is not None and len(images.findall(text)) >= 2)


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
    if not words:
        return None
    alternatives = "|".join(map(_make_alternative, words))
    return re.compile(rf"(?<!\w)(?:{alternatives})", re.IGNORECASE)


_GAP = r"\w*\s(?:[^.!?\n]{0,60}?\s)?"
""" "kamen … um": some words of the same sentence may stand between."""


def _make_alternative(word: str) -> str:
    beginning = r"\w*" if word.startswith("*") else ""
    ending = r"(?!\w|-\w)" if word.endswith("=") else ""
    parts = (re.escape(part).replace(r"\ ", r"\s+") for part in word.strip("*=").split(" … "))
    return beginning + _GAP.join(parts) + ending
