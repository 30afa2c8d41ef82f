"""Whether two articles are the same, whatever their addresses: what is compared of each, and how."""

import json
import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import blake2b

from bot.domain.article import Article
from bot.i18n import list_months

_SKETCH = 128
_BANDS = 16
_BAND = 2
_SHINGLE = 3
_PRIME = (1 << 61) - 1
_MOST_PARTICULARS = 80
_SHORT_TEXT = 100
"""Shingles; shorter texts are often templates, such as invitations, and need a title to be recognised."""

_MONTH_NUMBER = {
    name.casefold(): number
    for language in ("de", "de_AT", "en")
    for number, name in enumerate(list_months(language), start=1)
} | {"maerz": 3}
_MONTH = "|".join(_MONTH_NUMBER)
_PARTICULAR = re.compile(
    rf"(?P<day>\b\d{{1,2}})\.\s?(?P<month>{_MONTH})\b"
    r"|\b(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>\d{4}|\d{2}(?!\d))?"
    rf"|\b(?P<alone>{_MONTH})\b"
    r"|\b(?P<year>(?:19|20)\d\d)\b"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """Title and text, boiled down to what can be compared and indexed.

    title: its words, folded; calendar, numbers: particulars of title (first) and text (second);
    size: how many shingles the text has; sketch: the smallest hash of them under each of 128 permutations.
    `str()` and `from_str` are inverse; the text form stays readable by later versions.
    """

    title: tuple[str, ...]
    calendar: tuple[frozenset[str], frozenset[str]]
    numbers: tuple[frozenset[str], frozenset[str]]
    size: int
    sketch: tuple[int, ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """Signed 64-bit keys: articles which share none of them are DIFFERENT, or next to certainly so."""
        title = (_key("title", " ".join(self.title)),) if self.title else ()
        bands = (self.sketch[i * _BAND : (i + 1) * _BAND] for i in range(_BANDS if self.sketch else 0))
        return title + tuple(_key(f"band{i}", *map(str, band)) for i, band in enumerate(bands))

    def __str__(self) -> str:
        sets = [sorted(particulars) for particulars in (*self.calendar, *self.numbers)]
        sketch = "".join(f"{value:08x}" for value in self.sketch)
        return json.dumps([1, " ".join(self.title), *sets, self.size, sketch], separators=(",", ":"))

    @classmethod
    def from_str(cls, text: str) -> "Fingerprint":
        """Read what `str()` wrote. Raises ValueError."""
        _, title, calendar, text_calendar, numbers, text_numbers, size, sketch = json.loads(text)
        return cls(
            title=tuple(title.split()),
            calendar=(frozenset(calendar), frozenset(text_calendar)),
            numbers=(frozenset(numbers), frozenset(text_numbers)),
            size=size,
            sketch=tuple(int(sketch[i : i + 8], 16) for i in range(0, len(sketch), 8)),
        )


class Likeness(StrEnum):
    """How two articles relate, from the most alike on; UNSURE asks a person."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


def find_same(
    article: Article, alike: Sequence[tuple[int, Fingerprint]], standing: Container[int] = ()
) -> tuple[Likeness, int | None]:
    """The most alike known article and how alike it is.

    standing: known articles that stand in the list beside this one; such are two, unless published twice.
    """
    content = fingerprint(article.title, article.text)
    ranking = list(Likeness)
    compared = [
        (_compare_beside(known, content) if known_id in standing else compare(known, content), known_id)
        for known_id, known in alike
    ]
    return min(compared, key=lambda pair: ranking.index(pair[0]), default=(Likeness.DIFFERENT, None))


def find_retitled(article: Article, alike: Sequence[tuple[int, Fingerprint]]) -> int | None:
    """Of articles that are others, for they stand beside one in its list, that which says the same, or None.

    It is the next one of a series, or itself listed twice and edited since: as it reads now tells which.
    """
    content = fingerprint(article.title, article.text)
    said = (known_id for known_id, known in alike if compare(known, content) is not Likeness.DIFFERENT)
    return next(said, None)


@lru_cache(maxsize=32)
def fingerprint(title: str, text: str) -> Fingerprint:
    """Boil down an article; the same words in other case, blanks or punctuation give the same.

    Kept for a while: from its page to its row an article is compared several times.
    """
    words = _words(text)
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}
    hashes = [_hash(shingle) for shingle in shingles if shingle]
    title_calendar, title_numbers = _particulars(title)
    text_calendar, text_numbers = _particulars(text)
    return Fingerprint(
        title=tuple(_words(title)),
        calendar=(title_calendar, text_calendar),
        numbers=(title_numbers, text_numbers),
        size=len(hashes),
        sketch=_sketch(hashes),
    )


def compare(a: Fingerprint, b: Fingerprint) -> Likeness:
    """Whether two contents are the same article, whatever their addresses."""
    if not a.sketch or not b.sketch:
        return Likeness.UNSURE if a.title and a.title == b.title else Likeness.DIFFERENT
    titles = _title_likeness(a, b)
    likeness = _text_likeness(a, b, titles)
    if likeness is Likeness.DIFFERENT or not _is_another_occasion(a, b, titles):
        return likeness
    return Likeness.UNSURE if _is_perhaps_corrected(a, b, titles) else Likeness.DIFFERENT


def _compare_beside(a: Fingerprint, b: Fingerprint) -> Likeness:
    """How two that stand in one list at once relate: they are two, unless they say the very same.

    The next one of a series says the same of another person, place or subject, which its title names.
    """
    likeness = compare(a, b)
    if likeness is Likeness.DIFFERENT or _is_conflict(frozenset(a.title), frozenset(b.title)):
        return Likeness.DIFFERENT
    is_twin = a.title == b.title and (not a.sketch or _resemblance(a, b) >= 0.95)
    return likeness if is_twin else Likeness.UNSURE


def is_same_title(a: str, b: str) -> bool:
    """Whether two titles have the same words, whatever their case, blanks and punctuation."""
    return _words(a) == _words(b)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _fold(text))


def _particulars(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Years, dates and months of a text; and its other numbers."""
    calendar: dict[str, None] = {}
    numbers: dict[str, None] = {}
    folded = unicodedata.normalize("NFKC", text).lower()
    for match in _PARTICULAR.finditer(folded):
        if match["number"]:
            numbers[re.sub(r"\D", "", match["number"])] = None
        else:
            calendar.update(dict.fromkeys(_dates(match)))
    return frozenset(list(calendar)[:_MOST_PARTICULARS]), frozenset(list(numbers)[:_MOST_PARTICULARS])


def _dates(match: re.Match[str]) -> Iterable[str]:
    if match["year"]:
        yield match["year"]
        return
    named = match["month"] or match["alone"]
    month = _MONTH_NUMBER[named] if named else int(match["month2"])
    yield f"month {month}"
    if day := match["day"] or match["day2"]:
        yield f"{int(day)}.{month}."
    if year := match["year2"]:
        yield year if len(year) == 4 else f"20{year}"


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def _key(*parts: str) -> int:
    digest = blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@cache
def _permutations() -> tuple[tuple[int, int], ...]:
    return tuple((_hash(f"a{i}") | 1, _hash(f"b{i}")) for i in range(_SKETCH))


def _sketch(hashes: list[int]) -> tuple[int, ...]:
    least = (min((a * h + b) % _PRIME for h in hashes) & 0xFFFFFFFF for a, b in _permutations())
    return tuple(least) if hashes else ()


def _resemblance(a: Fingerprint, b: Fingerprint) -> float:
    """Estimated share of common shingles in all shingles (Jaccard), 0 to 1."""
    return sum(x == y for x, y in zip(a.sketch, b.sketch, strict=True)) / _SKETCH


def _containment(a: Fingerprint, b: Fingerprint) -> float:
    """Estimated share of the shorter text that stands in the longer, 0 to 1."""
    resemblance = _resemblance(a, b)
    return min(1.0, resemblance * (a.size + b.size) / ((1 + resemblance) * min(a.size, b.size)))


def _title_likeness(a: Fingerprint, b: Fingerprint) -> float:
    """Share of common words in all words of the titles; their numbers are compared elsewhere."""
    one, other = ({word for word in title if not word.isdigit()} for title in (a.title, b.title))
    return len(one & other) / len(one | other) if one | other else float(a.title == b.title)


def _text_likeness(a: Fingerprint, b: Fingerprint, titles: float) -> Likeness:
    resemblance = _resemblance(a, b)
    is_short = min(a.size, b.size) < _SHORT_TEXT
    if is_short and titles < 0.2:
        return Likeness.DIFFERENT
    is_alike = titles >= 0.5 and (resemblance >= 0.5 or _containment(a, b) >= 0.7)
    if is_alike or (resemblance >= 0.7 and not is_short):
        return Likeness.SAME
    if resemblance >= 0.45 or (titles >= 0.5 and resemblance >= 0.2):
        return Likeness.UNSURE
    return Likeness.DIFFERENT


def _is_conflict(a: frozenset[str], b: frozenset[str]) -> bool:
    """Each side says something the other does not; one side saying more is an edit."""
    return bool(a - b) and bool(b - a)


def _is_another_occasion(a: Fingerprint, b: Fingerprint, titles: float) -> bool:
    """Whether dates, or the numbers of the titles, or under unlike titles any numbers contradict."""
    counted = 2 if titles < 0.5 else 1
    pairs = zip(a.calendar + a.numbers[:counted], b.calendar + b.numbers[:counted], strict=True)
    is_sequel = bool(a.numbers[0]) != bool(b.numbers[0]) and titles >= 0.5
    return is_sequel or any(_is_conflict(x, y) for x, y in pairs)


def _is_perhaps_corrected(a: Fingerprint, b: Fingerprint, titles: float) -> bool:
    """A corrected number among many kept ones, not the next notice of a series."""
    if titles < 0.5 or _is_conflict(a.calendar[0], b.calendar[0]):
        return False
    if bool(a.numbers[0]) != bool(b.numbers[0]):
        return True
    one, other = a.calendar[1], b.calendar[1]
    if one == other and a.numbers[1] == b.numbers[1]:
        return bool(one | a.numbers[1]) and _resemblance(a, b) >= 0.95
    return len(one & other) >= 3 * max(1, len(one ^ other)) and _resemblance(a, b) >= 0.8
