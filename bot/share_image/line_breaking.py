"""Break a title into balanced lines and find the largest size at which it fits."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise

import pyphen  # type: ignore[import-untyped]

from bot.share_image import graphemes

MOST_LINES = 5
COMFORTABLE = 0.62
"""From this share of the largest size on, no word is broken."""
GAIN_OF_HYPHENS = 1.25
"""Below it, words are broken where the title becomes larger by this factor."""
LONELY = 0.4
"""A last line shorter than this share of the room looks forgotten."""
TRIED = (1.0, 0.97, 0.94)
"""Shares of the largest size that are tried, since a little less may break better."""
NOWHERE = float("inf")

# What each fault of a setting takes from its score.
COST_OF_LINE = 0.98
COST_OF_SEAM = 0.97
COST_OF_HYPHEN = 0.65
COST_OF_WEAK_END = 0.985
COST_OF_LONELY = 0.88


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Room for a title in pixels, the largest and smallest size of its letters, line height in ems."""

    width: float
    height: float
    largest: float
    smallest: float
    leading: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A title set: its lines and its size in pixels; score is the size less what looks wrong."""

    lines: tuple[str, ...]
    size: float
    score: float


Measure = Callable[[str], float]
"""Width of a text in ems."""


def fit(title: str, box: Box, measure: Measure, language: str) -> Setting:
    """Set a title as large as fits in at most five lines; long words are broken only where that pays."""
    best = _fit_pieces(make_whole(title, measure), box)
    bound = max(_find_bound(measure(title), box), box.smallest)
    for only_seams in (True, False):
        if best.size >= box.largest * COMFORTABLE or bound < best.score * GAIN_OF_HYPHENS:
            break
        pieces = make_parts(title, measure, language, only_seams=only_seams)
        setting = _fit_pieces(pieces if only_seams else tear(pieces, box.width / box.smallest, measure), box)
        if setting.score >= best.score * GAIN_OF_HYPHENS or best.size < box.smallest:
            best = setting
    return best


def _find_bound(width: float, box: Box) -> float:
    """The size that no way of breaking can exceed: all lines full, for a title of this width in ems."""
    counts = range(1, MOST_LINES + 1)
    return min(
        box.largest,
        max(min(box.width * count / width, box.height / (box.leading * count)) for count in counts),
    )


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of text that stays whole; widths in ems.

    behind: what follows it in the same line; dash: width of the hyphen drawn when the line ends here, or 0;
    seam: a compound may well be broken here.
    """

    text: str
    behind: str
    width: float
    space: float
    dash: float
    seam: bool = False


def _fit_pieces(pieces: list[Atom], box: Box) -> Setting:
    counts = range(1, min(MOST_LINES, len(pieces)) + 1)
    sizes = {count: _size_for(pieces, count, box) for count in counts}
    good = [count for count in counts if sizes[count] >= max(sizes.values()) * COST_OF_LONELY]
    settings = [_set(pieces, count, sizes[count] * share, box) for count in good for share in TRIED]
    return max(settings, key=lambda setting: setting.score)


def _set(pieces: list[Atom], count: int, size: float, box: Box) -> Setting:
    width = box.width / size
    ends = _balance(pieces, count, width)
    spans = list(pairwise((0, *ends)))
    widths = [sum(atom.width + atom.space for atom in pieces[start:end]) for start, end in spans]
    faults = math.prod(_judge_end(pieces[end - 1]) for end in ends[:-1]) * COST_OF_LINE ** len(spans)
    faults *= 1 - sum((1 - w / max(widths)) ** 2 for w in widths) / len(widths)
    if len(spans) > 1 and widths[-1] < width * LONELY:
        faults *= COST_OF_LONELY
    return Setting(tuple(join(pieces[start:end]) for start, end in spans), size, size * faults)


def _judge_end(last: Atom) -> float:
    if last.dash:
        return COST_OF_SEAM if last.seam else COST_OF_HYPHEN
    return COST_OF_WEAK_END if _is_weak(last) else 1


def _is_weak(last: Atom) -> bool:
    """Articles, prepositions and numbers look lost at the end of a line."""
    return len(last.text) <= 3 and (last.text.islower() or last.text.isdigit())


def _size_for(pieces: list[Atom], count: int, box: Box) -> float:
    """The largest size for this number of lines."""
    return min(box.largest, box.height / (box.leading * count), box.width / _narrowest(pieces, count))


def _narrowest(pieces: list[Atom], count: int) -> float:
    """The least width in ems at which the pieces fit in this many lines."""
    total = sum(atom.width + atom.space for atom in pieces)
    low = max(*(atom.width + atom.dash for atom in pieces), total / count * 0.9)
    high = max(total, low)
    if len(_fill(pieces, low)) <= count:
        return low
    while high - low > 0.02:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_fill(pieces, middle)) <= count else (middle, high)
    return high


def _fill(pieces: list[Atom], width: float) -> list[int]:
    """Greedy: the positions behind the last piece of each line."""
    ends: list[int] = []
    used = gap = 0.0
    for place, atom in enumerate(pieces):
        if used and used + gap + atom.width + atom.dash > width:
            ends.append(place)
            used = gap = 0.0
        used, gap = used + gap + atom.width, atom.space
    return [*ends, len(pieces)]


def _balance(pieces: list[Atom], count: int, width: float) -> list[int]:
    """Where to end the lines: even, few hyphens, no lonely last word, no article at a line's end."""
    reach = [0.0, *accumulate(atom.width + atom.space for atom in pieces)]
    rows: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(count):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in rows.items():
            for end, more in _list_lines(pieces, reach, start, width):
                if cost + more < following.get(end, (NOWHERE,))[0]:
                    following[end] = (cost + more, [*ends, end])
        rows = following
    return rows[len(pieces)][1] if len(pieces) in rows else _fill(pieces, width * 1.001)


def _list_lines(
    pieces: list[Atom], reach: list[float], start: int, width: float
) -> Iterator[tuple[int, float]]:
    """The lines that can begin at a piece: where they end and what they cost."""
    for end in range(start + 1, len(pieces) + 1):
        last = pieces[end - 1]
        used = reach[end] - reach[start] - last.space + last.dash
        if used > width * 1.002:
            return
        yield end, _cost(last, used / width, is_last=end == len(pieces) and start > 0)


def _cost(last: Atom, share: float, *, is_last: bool) -> float:
    cost = (1 - share) ** 2
    if is_last:
        return cost + (0.5 if share < LONELY else 0)
    if last.dash:
        return cost + (0.02 if last.seam else 0.4)
    return cost + (0.08 if _is_weak(last) else 0)


NO_BREAK = "\u00a0"
NEVER_FIRST = frozenset("ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")
ALWAYS_GLUED = frozenset({"§", "Nr.", "Dr.", "Prof.", "St."})


def make_whole(title: str, measure: Measure) -> list[Atom]:
    """Atoms that are words."""
    return _make([[Part(text) for text in split_ideographs(word)] for word in glue(title)], measure)


def make_parts(title: str, measure: Measure, language: str, *, only_seams: bool) -> list[Atom]:
    """Atoms that are parts of words: at the seams of compounds only, or wherever a hyphen may stand."""
    words = [list_parts(word, language) for word in glue(title)]
    return _make([join_parts(parts) for parts in words] if only_seams else words, measure)


def tear(atoms: list[Atom], most: float, measure: Measure) -> list[Atom]:
    """Cut what is too wide for a line even in the smallest letters, such as an address, between any two."""
    torn: list[Atom] = []
    for atom in atoms:
        pieces = graphemes.list_clusters(atom.text) if atom.width > most else [atom.text]
        torn += [Atom(piece, "", measure(piece), 0, 0) for piece in pieces[:-1]]
        torn.append(replace(atom, text=pieces[-1], width=measure(pieces[-1])))
    return torn


def glue(title: str) -> list[str]:
    """Words of a title; what must stay together is one word: "18 Uhr", "z. B.", a dash and its left side."""
    words: list[str] = []
    for word in title.split(" "):
        if words and _clings(words[-1], word):
            words[-1] += NO_BREAK + word
        elif word:
            words.append(word)
    return words


def split_ideographs(word: str) -> list[str]:
    """Chinese and Japanese have no spaces: a line may end between any two characters, not before a stop."""
    pieces: list[str] = []
    for cluster in graphemes.list_clusters(word):
        may_break = pieces and _is_ideograph(pieces[-1][-1]) and _is_ideograph(cluster[0])
        if not pieces or (may_break and cluster[0] not in NEVER_FIRST):
            pieces.append(cluster)
        else:
            pieces[-1] += cluster
    return pieces


def _is_ideograph(character: str) -> bool:
    is_wide = unicodedata.east_asian_width(character) == "W" and character.isalpha()
    return is_wide and not unicodedata.name(character, "").startswith("HANGUL")


def join(line: list[Atom]) -> str:
    """The text of a line."""
    text = "".join(atom.text + atom.behind for atom in line[:-1]) + line[-1].text
    return text + ("-" if line[-1].dash else "")


def _clings(before: str, word: str) -> bool:
    if not any(character.isalnum() for character in word):
        return len(word) == 1
    last = before.rsplit(NO_BREAK, maxsplit=1)[-1]
    is_abbreviation = last.endswith(".") and len(last) <= 3 and not last.isupper()
    return is_abbreviation or (last.isdigit() and len(word) <= 8) or last in ALWAYS_GLUED


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a word. hyphen: one is drawn when the line ends behind it; seam: a good place for that."""

    text: str
    hyphen: bool = False
    seam: bool = False


def _make(words: list[list[Part]], measure: Measure) -> list[Atom]:
    space, dash = measure("n n") - measure("nn"), measure("-")
    atoms: list[Atom] = []
    for parts in words:
        atoms += [Atom(p.text, "", measure(p.text), 0, dash if p.hyphen else 0, p.seam) for p in parts[:-1]]
        atoms.append(Atom(parts[-1].text, " ", measure(parts[-1].text), space, 0))
    return atoms


SHORTEST_WORD = 10
SHORTEST_PART = 4
OWN_HYPHEN = re.compile(r"(?<=\w[-–/])(?=\w{2})")
SOFT_HYPHEN = "\u00ad"


def list_parts(word: str, language: str) -> list[Part]:
    """Split a word where it may be broken.

    A hyphen or slash of the word itself breaks without a second hyphen, a soft hyphen with one.
    """
    pieces = [piece for piece in OWN_HYPHEN.split(word) if piece]
    return [part for piece in pieces for part in _split_piece(piece, language)]


def join_parts(parts: list[Part]) -> list[Part]:
    """The same word with its seams and own hyphens only."""
    joined = [parts[0]]
    for part in parts[1:]:
        before = joined[-1]
        if before.hyphen and not before.seam:
            joined[-1] = Part(before.text + part.text, part.hyphen, part.seam)
        else:
            joined.append(part)
    return joined


def _split_piece(piece: str, language: str) -> list[Part]:
    if SOFT_HYPHEN in piece:
        *soft, last = [text for text in piece.split(SOFT_HYPHEN) if text] or [""]
        return [*(Part(text, hyphen=True, seam=True) for text in soft), Part(last)]
    letters = re.fullmatch(r"(\W*)([^\W\d_]+)(\W*)", piece)
    if letters is None or len(letters[2]) < SHORTEST_WORD:
        return [Part(piece)]
    return _split_word(letters[1], letters[2], letters[3], language)


def _split_word(lead: str, word: str, trail: str, language: str) -> list[Part]:
    places = [p for p in _find_places(word, language) if SHORTEST_PART <= p <= len(word) - SHORTEST_PART]
    is_german = language.startswith("de")
    parts: list[Part] = []
    for start, end in pairwise([0, *places]):
        parts.append(Part(word[start:end], hyphen=True, seam=is_german and is_seam(word[:end], word[end:])))
    texts = [*parts, Part(word[places[-1] if places else 0 :] + trail)]
    return [Part(lead + texts[0].text, texts[0].hyphen, texts[0].seam), *texts[1:]]


def _find_places(word: str, language: str) -> list[int]:
    dictionary = _open_dictionary(language)
    return list(dictionary.positions(word)) if dictionary else []


@cache
def _open_dictionary(language: str) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=name) if name else None


LINK = re.compile(r"(?:aft|eit|ung|ion|tät|ing|tum|und|iet|cht|ahrt|ort|amt|urt|ahr|eb)s$", re.IGNORECASE)
"""Endings that take a linking s: behind it a new word begins."""

WORDS = """
abend aktion amt angebot arbeit archiv aufruf ausbildung ausschuss ausstellung auszeichnung
beauftragte begegnung begleitung beirat beratung bericht bewegung bibliothek bildung bund bündnis büro
café chor demokratie dialog dienst diskriminierung diskussion ehrung empfang erfahrung erziehung
fahrt familie feier fest film flucht förder forum frage frau freiwillig frieden führung
garten gebäude gemeinde gemeinschaft geschichte gesellschaft gespräch gesetz gewalt gipfel gruppe
haus hilfe initiative integration jugend kampagne kapitän kinder kirche konferenz konzept konzert kraft
krieg küche kultur kurs land leben lehrer leistung leitung lesung liste markt meister migration minister
mittel musik nacht netz opfer ordnung organisation partner paten pflege plan platz politik preis
programm projekt rassismus rat raum recht reise runde schiff schule schüler schutz selbst seminar sitzung
sport sprach stadt stelle stiftung straße studie tag teil theater training treff turnier
unterkunft unterricht verband verein verbund verfahren versammlung vertretung vielfalt vorsitzende
vorstand wahl welt werk wettbewerb wirtschaft woche wohnung workshop zeit zeitung zentrum
"""
HEADS = tuple(WORDS.split())
"""Second halves of the compounds that associations, towns and newspapers make most."""


def is_seam(before: str, behind: str) -> bool:
    """True when a new word begins between these two parts of a German word."""
    return LINK.search(before) is not None or behind.lower().startswith(HEADS)
