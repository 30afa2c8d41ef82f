"""Languages: what a text is written in, and where a second one begins; stop words and scripts, no model."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

_STOP_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        code: frozenset(words.split())
        for code, words in {
            "de": "der die das und ist nicht mit für auf ein eine einen im am zu zum zur von vom wird werden "
            "sich auch bei des dem den oder wie nach aus sind hat haben um uhr bitte sie wir ihr",
            "en": "the and is are of to with for on at you your will from this by be we our they has have it",
            "fr": "le la les des et est une un pour dans sur du au aux avec vous nous il elle qui que ce par",
            "tr": "ve bir için ile bu çok olarak saat olan her kadar veya gibi sizi değil hakkında lütfen da",
            "es": "de la un a lo este los el las y es una para con por del en que se su al más como",
            "it": "il gli è una per con del della nella che di e sono non alle dalle",
            "pl": "i w na z do się jest nie że dla oraz od przez po są o godz można",
            "nl": "het een van en is voor met op niet zijn door naar ook wij",
            "pt": "o os as e é uma para com por do da em que não ao dos",
            "ro": "și este un o pentru cu de la în din care nu sunt",
            "hr": "i u na se za je od da su ili koji nije što kao",
            "sq": "dhe në të për një me nga që është janë do",
            "ku": "û li ji bi di ku ye e her ev hûn em",
            "so": "iyo oo ka ku waa in la u waxaa ama",
        }.items()
    }
)
_SCRIPTS = (
    (re.compile(r"[\u0400-\u04ff]"), "ru", re.compile(r"[іїєґІЇЄҐ]"), "uk"),
    (re.compile(r"[\u0600-\u06ff]"), "ar", re.compile(r"[پچژگ]"), "fa"),
    (re.compile(r"[\u0370-\u03ff]"), "el", None, ""),
    (re.compile(r"[\u0590-\u05ff]"), "he", None, ""),
    (re.compile(r"[\u0b80-\u0bff]"), "ta", None, ""),
    (re.compile(r"[\u1200-\u137f]"), "am", None, ""),
    (re.compile(r"[\u4e00-\u9fff]"), "zh", None, ""),
)
_FIRST_OF_SCRIPTS = "\u0370"
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")
_KNOWN = frozenset(
    (*_STOP_WORDS, *(code for _, code, _, _ in _SCRIPTS), *(code for *_, code in _SCRIPTS if code))
)
_DEFAULT = "de"
_ENOUGH = 3
_CLEARLY = 4
_MUCH = 3000
"""Characters that are enough to tell a page's language."""
_SECOND_SHARE = 0.2
"""A motto or a footnote in English makes no second language."""


_GREETING = re.compile(
    r"(?:Dear|Ch(?:er|ère)s?|Querid[oa]s?|Estimad[oa]s?|Car[ie]|Gentili|Car[oa]s|Prezad[oa]s|Sevgili|Değerli"
    r"|Sayın|Drodzy|Drogie|Szanown[ie]|Дорогі|Шановні|Дорогие|Уважаемые|Αγαπητ\w+|Dragi|Drage|Stima[tț]i|Poštovan[ie]"
    r"|Beste|Lieve|Geachte|Të dashur|أعزائي|الأعزاء|أيها|السيدات)\b.{0,110}[!,،]",
)
"""A paragraph that greets its readers and says no more."""


def find_language(text: str) -> str:
    """The code of a text's language, or empty when the text is too short to say."""
    return _find_script(text) or _find_most_frequent(_count_stop_words(text))


def _find_script(text: str) -> str:
    """The language that a script of its own tells."""
    if max(text, default="") < _FIRST_OF_SCRIPTS:
        return ""
    letters = len(_LETTER.findall(text))
    for script, code, special, special_code in _SCRIPTS:
        if letters and len(script.findall(text)) * 2 > letters:
            return special_code if special and special.search(text) else code
    return ""


def _find_most_frequent(counts: Mapping[str, int]) -> str:
    best = max(counts, key=lambda code: counts[code])
    others = max(count for code, count in counts.items() if code != best)
    return best if counts[best] >= _ENOUGH and counts[best] > others else ""


def decide_language(announced: str, text: str) -> str:
    """What a page announces, unless its text speaks clearly for another; BCP 47, lower case.

    announced: "" where it says nothing; then German is meant in doubt.
    """
    text = text[:_MUCH]
    counts = _count_stop_words(text)
    likely = _find_script(text) or _find_most_frequent(counts)
    if announced and (not likely or announced not in _KNOWN):
        return announced
    least = max(_CLEARLY, 2 * counts.get(announced, 0))
    own = _STOP_WORDS.get(likely, frozenset()).intersection(map(str.casefold, _WORD.findall(text)))
    is_clear = likely not in counts or (counts[likely] >= least and len(own) >= _ENOUGH)
    return likely if likely and is_clear else announced or _DEFAULT


def _count_stop_words(text: str) -> Mapping[str, int]:
    words = Counter(_WORD.findall(text.casefold()))
    return {code: sum(map(words.__getitem__, words.keys() & stops)) for code, stops in _STOP_WORDS.items()}


def find_main_language(text: str, own: str) -> str:
    """The language to read a text in: `own`, the instance's, where a good part is written in it."""
    paragraphs = [part for part in text.split("\n") if part.strip()]
    size = sum(len(part) for part in paragraphs if find_language(part) == own)
    is_own = size >= _SECOND_SHARE * sum(map(len, paragraphs))
    return own if size and is_own else find_language(text)


def split_languages(paragraphs: Sequence[str], main: str) -> tuple[list[str], list[str], str]:
    """The paragraphs in the main language, those in a second one, and its code; all are main in doubt.

    Where there is a second one, paragraphs that only greet readers are left out.
    """
    read = list(_read_languages([text for text in paragraphs if not _GREETING.fullmatch(text)], main))
    others = [code for _, code in read if code != main]
    if not others or len(others) == len(read):
        return list(paragraphs), [], ""
    second = max(others, key=others.count)
    own, other = ([text for text, code in read if code == wanted] for wanted in (main, second))
    if sum(map(len, other)) < _SECOND_SHARE * sum(map(len, paragraphs)):
        return list(paragraphs), [], ""
    return own, other, second


def _read_languages(paragraphs: Sequence[str], main: str) -> Iterator[tuple[str, str]]:
    """Each paragraph with its language; one too short to say has that of the paragraph before."""
    before = main
    for text in paragraphs:
        before = find_language(text) or before
        yield text, before
