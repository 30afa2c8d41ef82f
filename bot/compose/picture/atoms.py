"""The pieces of a title that stay whole when it is broken into lines."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.compose.picture import clusters, hyphens

NO_BREAK = "\u00a0"
NEVER_FIRST = frozenset("ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")
ALWAYS_GLUED = frozenset({"§", "Nr.", "Dr.", "Prof.", "St."})
Measure = Callable[[str], float]
"""Width of a text in ems."""


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


def make_whole(title: str, measure: Measure) -> list[Atom]:
    """Atoms that are words."""
    return _make([[hyphens.Part(text) for text in split_ideographs(word)] for word in glue(title)], measure)


def make_parts(title: str, measure: Measure, language: str, *, only_seams: bool) -> list[Atom]:
    """Atoms that are parts of words: at the seams of compounds only, or wherever a hyphen may stand."""
    words = [hyphens.list_parts(word, language) for word in glue(title)]
    return _make([hyphens.join_parts(parts) for parts in words] if only_seams else words, measure)


def tear(atoms: list[Atom], most: float, measure: Measure) -> list[Atom]:
    """Cut what is too wide for a line even in the smallest letters, such as an address, between any two."""
    torn: list[Atom] = []
    for atom in atoms:
        pieces = clusters.list_clusters(atom.text) if atom.width > most else [atom.text]
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
    for cluster in clusters.list_clusters(word):
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


def _make(words: list[list[hyphens.Part]], measure: Measure) -> list[Atom]:
    space, dash = measure("n n") - measure("nn"), measure("-")
    atoms: list[Atom] = []
    for parts in words:
        atoms += [Atom(p.text, "", measure(p.text), 0, dash if p.hyphen else 0, p.seam) for p in parts[:-1]]
        atoms.append(Atom(parts[-1].text, " ", measure(parts[-1].text), space, 0))
    return atoms
